"""A newcomer's first half hour: from the empty form to an approved plan and a restored backup."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from openpyxl import load_workbook
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTabBar

from ssj_desktop.app import Program
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.settings import Settings
from ssj_desktop.views.first_start import FirstStart
from tests.journeys import workbooks
from tests.journeys.walk import Walk
from tests.journeys.workbooks import EXPIRED, LASTING, SITES
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import button, click, dialog, texts, type_text
from tests.views.importing import choose_roster, drop, figures, rows

__all__ = ["dressed", "nothing_left"]

OFFICE = "青岭市生态环境局青岭县分局"
TYPED = {
    "经办人": "方敏",
    "单位全称": OFFICE,
    "执法队全称": "青岭县综合行政执法队",
    "编号前缀": "QL",
}


def test_a_newcomers_first_half_hour(walk: Walk, tmp_path: Path) -> None:
    _begin(walk)
    _look_around(walk)
    _import_sites(walk, tmp_path)
    _import_inspectors(walk, tmp_path)
    _import_items_twice(walk, tmp_path)
    _find_sites(walk)
    _write_down_what_happened(walk)
    _tag_and_export(walk, tmp_path)
    _mend_a_badge(walk)
    _raise_and_approve(walk)
    _print_the_plan(walk, tmp_path)
    _save_the_steering_group(walk)
    _undo_a_mistake(walk)
    _read_the_journal(walk)
    _come_back(walk)


def _begin(walk: Walk) -> None:
    walk.program.start(None)
    first = walk.program.window
    assert isinstance(first, FirstStart)
    walk.picture("第一次打开", first)
    for name, text in TYPED.items():
        type_text(walk.field(name), text)
    click(first, "建立数据文件")
    assert texts(first).count("请填写。") == 1, "only 备案单位 was forgotten"
    assert walk.field("备案单位").hasFocus()
    walk.picture("少填一项", first)
    type_text(walk.field("备案单位"), "青岭市综合行政执法队")
    click(first, "建立数据文件")
    assert walk.window.windowTitle() == f"双随机 — {OFFICE}.ssj"
    office = walk.desk.offices.current()
    assert office
    assert (office.name, office.filing_receiver) == (OFFICE, "青岭市综合行政执法队")


def _look_around(walk: Walk) -> None:
    """Every empty page says what to do first."""
    for place, first in {
        "名录库/检查对象": "名录库里还没有检查对象",
        "名录库/执法人员": "还没有执法人员",
        "名录库/抽查事项": "还没有抽查事项",
        "名录库/回避": "还没有登记回避",
        "名录库/导入": "把检查对象的名录文件拖到这里",
        "抽查计划/季度": "请先导入检查对象名录",
        "抽查计划/全年": "请先导入检查对象名录",
        "系统/本单位": "摇号会议的出席人从领导小组里选",
        "系统/备份": "还没有设置第二备份",
        "系统/操作日志": "首尾相接，没有被改动",
    }.items():
        walk.go(place)
        assert first in walk.said
        assert walk.mute() == []
        walk.picture(f"空-{place.replace('/', '-')}")
    walk.go("抽查计划/季度")
    walk.press("先导入检查对象")
    assert button(walk.window, "选择文件…").isVisible()


def _import_sites(walk: Walk, folder: Path) -> None:
    file = workbooks.sites(folder)
    walk.press("选择文件…")
    walk.choose_file(file)
    problems = rows(walk.here, "问题")
    faulty = [(int(row[0]), row[2]) for row in problems if row[1] == "须改正"]
    places = {**workbooks.SITE_FAULTS, (17, "生产状态"): ""}  # where 状态依据 is missed
    del places[(17, "状态依据")]
    assert sorted(faulty) == sorted(places)
    # The column nobody reads, the total, the remark, the signatures.
    assert [row[0] for row in problems if row[1] == "提示"] == ["4", "46", "47", "48"]
    assert "命令" not in str(problems), "there is no command line here"
    assert figures(walk.here)["须改正"] == "8"
    assert not button(walk.window, "确认导入").isEnabled()
    walk.picture("导入-检查对象的问题")
    marked = folder / "问题清单.xlsx"
    walk.press("导出问题清单…")
    walk.choose_file(marked)
    sheet = load_workbook(marked)["动态信息库"]
    assert sheet["F6"].fill.fgColor.rgb[-6:] == "FFC7CE"
    assert sheet["F6"].comment.text.startswith("电话“1390356123”不是手机号")
    assert "问题清单已存为“问题清单.xlsx”" in walk.said
    walk.picture("导入-问题清单已存")
    workbooks.mend_sites(file)
    walk.press("重新读取")
    # As before the unread column, the total, the remark and the signatures are told.
    assert [*figures(walk.here).values()] == ["40", "0", "0", "0", "0", "4"]
    assert walk.desk.targets.rows() == ()
    walk.picture("导入-改好了")
    walk.press("确认导入")
    assert "已导入 40 家，这是第 1 次导入" in walk.said
    walk.picture("导入-导入了")
    walk.press("看名录")
    assert (
        walk.column("检查对象", "名称") == [row.name for row in walk.desk.targets.rows()] == SITES
    )
    walk.picture("检查对象")


def _import_inspectors(walk: Walk, folder: Path) -> None:
    """They are dropped where sites are asked for, and read as what they are."""
    walk.go("名录库/导入")
    walk.press("再导入一份")
    choose_roster(walk.here, RosterKind.TARGETS)
    file = workbooks.people(folder)
    drop(walk.here, file)
    assert "这份文件不像检查对象名录，像是执法人员名录。" in walk.said
    assert not button(walk.window, "确认导入").isEnabled()
    walk.picture("导入-拿错了名录")
    walk.press("改按执法人员读取")
    faulty = [row[2] for row in rows(walk.here, "问题") if row[1] == "须改正"]
    assert faulty == ["有效期止", "执法证号 （新证）", "是否在岗", "姓 名"]
    walk.picture("导入-执法人员的问题")
    workbooks.mend_people(file)
    walk.press("重新读取")
    walk.press("确认导入")
    assert "已导入 7 人，这是第 2 次导入" in walk.said
    assert [row.name for row in walk.desk.inspectors.rows()] == list(workbooks.PEOPLE)


def _import_items_twice(walk: Walk, folder: Path) -> None:
    walk.press("再导入一份")
    assert "把抽查事项的名录文件拖到这里" in walk.said
    file = workbooks.items(folder)
    drop(walk.here, file)
    assert figures(walk.here)["须改正"] == "3"
    walk.picture("导入-抽查事项的问题")
    workbooks.mend_items(file)
    walk.press("重新读取")
    walk.press("确认导入")
    assert len(walk.desk.items.rows()) == 5
    walk.table("导入记录").selectRow(0)
    walk.press("撤回…")
    walk.picture("导入-要撤回", dialog())
    assert "它新增的 5 项会从抽查事项名录里去掉" in walk.answer("撤回")
    assert walk.desk.items.rows() == ()
    assert walk.column("导入记录", "状态")[0].startswith("已撤回")
    walk.picture("导入-撤回了")
    drop(walk.here, file)
    walk.press("确认导入")
    assert len(walk.desk.items.rows()) == 5
    assert "已导入 5 项，这是第 4 次导入" in walk.said
    walk.picture("导入-又导入了")
    walk.go("名录库/抽查事项")
    walk.open_row("抽查事项", "HB-03")
    walk.picture("抽查事项")


def _find_sites(walk: Walk) -> None:
    walk.go("名录库/检查对象")
    walk.retype("搜索检查对象", "lhjyz")
    assert walk.column("检查对象", "名称") == ["青岭县柳河加油站"]
    walk.picture("检查对象-按拼音首字母")
    walk.press("清除筛选")
    walk.choose("按标签筛选", "涉水")
    walk.choose("按类别筛选", "一般监管对象")
    assert walk.column("检查对象", "名称") == SITES[32:]  # the eight 污水处理厂
    walk.picture("检查对象-筛选")


def _write_down_what_happened(walk: Walk) -> None:
    """A penalty, and an inspector who must not go there."""
    walk.open_row("检查对象", "青岭县柳河污水处理厂")
    walk.picture("检查对象-卡片")
    target = next(row.code for row in walk.desk.targets.rows() if row.name == SITES[33])
    day = EXPIRED.isoformat()
    _turn_to(walk, "处罚等")
    walk.press("登记一条…")
    walk.choose("情形", "行政处罚")
    type_text(walk.field("发生日期"), day)
    type_text(walk.field("文号"), "青环罚〔2025〕7号")
    type_text(walk.field("依据"), "处罚决定书")
    walk.picture("检查对象-登记处罚")
    walk.press("登记")
    card = walk.desk.targets.card(target)
    assert [(fact.kind, fact.number) for fact in card.facts] == [("行政处罚", "青环罚〔2025〕7号")]
    assert f"{day}　行政处罚　未销号" in walk.said
    _turn_to(walk, "回避")
    walk.press("登记回避…")
    walk.choose("回避人员", "赵𠮷祥（一分队）")
    type_text(walk.field("原因"), "配偶在该厂任职")
    walk.press("登记回避")
    [recusal] = walk.desk.inspectors.recusals()
    assert (recusal.inspector, recusal.target) == ("赵𠮷祥", SITES[33])
    walk.picture("检查对象-登记回避")
    walk.press("关闭")


def _turn_to(walk: Walk, title: str) -> None:
    bars = walk.here.page.findChildren(QTabBar)
    [bar] = [it for it in bars if it.accessibleName() == "检查对象的各栏"]
    titles = [bar.tabText(at) for at in range(bar.count())]
    bar.setCurrentIndex(next(at for at, it in enumerate(titles) if it.startswith(title)))


def _tag(walk: Walk, words: str) -> None:
    """Give a tag to every row that is seen."""
    walk.table("检查对象").selectAll()
    walk.press("批量标签…")
    edit = dialog().findChildren(QComboBox)[0].lineEdit()
    assert edit is not None
    type_text(edit, words)
    walk.picture(f"批量标签-{words}", dialog())
    walk.answer("加上")


def _tag_and_export(walk: Walk, folder: Path) -> None:
    _tag(walk, "丰水期必查")
    assert "已给 8 家加上“丰水期必查”" in walk.said
    tagged = [row.name for row in walk.desk.targets.rows() if "丰水期必查" in row.tags]
    assert tagged == SITES[32:]
    walk.press("导出所见…")
    walk.choose_file(folder / "所见.xlsx")
    sheet = load_workbook(folder / "所见.xlsx").worksheets[0]
    assert sheet.max_row == 9  # headings, eight sites
    assert "已导出 8 行：所见.xlsx" in walk.said
    walk.picture("检查对象-导出所见")
    walk.press("清除筛选")


def _mend_a_badge(walk: Walk) -> None:
    walk.go("名录库/执法人员")
    [concerned] = [it for it in walk.window.findChildren(QCheckBox) if it.isVisible()]
    assert concerned.text() == "只看需要处理的（1 人）"
    concerned.click()
    assert walk.column("执法人员", "姓名") == ["靳卫东"]
    walk.open_row("执法人员", "靳卫东")
    assert "执法证已过期" in walk.said
    walk.picture("执法人员-证件过期")
    walk.retype("有效期止", f"{LASTING:%Y年%m月%d日}")
    walk.press("保存")
    assert {row.badge_state for row in walk.desk.inspectors.rows()} == {""}
    assert walk.column("执法人员", "姓名") == []
    walk.picture("执法人员-换证了")
    walk.press("关闭")
    walk.press("清除筛选")
    assert len(walk.column("执法人员", "姓名")) == 7


def _raise_and_approve(walk: Walk) -> None:
    walk.go("抽查计划/季度")
    assert "请先导入" not in walk.said
    general, positive = walk.category("一般监管对象"), walk.category("正面清单对象")
    # 二（四）第2项: 10 a squad, and there are two; the one gone is counted but not drawn.
    assert "2 个分队 × 10 = 20 家" in texts(general)
    assert "基数 28 家　本年已查 0 家　可抽 27 家" in texts(general)
    assert "4 家 × 25% = 1 家" in texts(positive)  # 二（四）第4项
    [gone] = rows(walk.here, "不列入抽取的对象")
    assert gone[:2] == [SITES[12], "注销"]
    walk.picture("抽查计划-草稿")
    walk.press("调高…", positive)
    type_text(positive.findChildren(QLineEdit)[0], "0")
    type_text(walk.field("理由"), "开展帮扶")
    walk.press("保存调高", positive)
    assert "低于方案的最低数 1 家（二（四）第4项）" in texts(positive)
    walk.picture("抽查计划-低于最低数")
    walk.retype("每季度抽（家）", "2")
    walk.press("保存调高", positive)
    assert "已调高：每季度最低 1 家，改为 2 家。理由：开展帮扶" in texts(positive)
    walk.press("批准…")
    type_text(dialog().findChildren(QLineEdit)[0], "郑咏军")
    walk.picture("抽查计划-批准", dialog())
    walk.answer("批准")
    approved = walk.desk.plans.of().approved
    assert approved
    assert approved.approval
    assert approved.approval.by == "郑咏军"
    assert {line.name: line.planned for line in approved.lines} == {
        # 8 × 25% = 2; what the year still misses of all 8 falls to the fourth quarter.
        "重点监管对象": 8 if approved.quarter.number == 4 else 2,
        "一般监管对象": 20,
        "特殊监管对象": 0,
        "正面清单对象": 2,
    }
    assert "已批准　第 1 号" in walk.said
    walk.picture("抽查计划-批准了")


def _print_the_plan(walk: Walk, folder: Path) -> None:
    walk.press("打印计划…")
    preview = walk.preview()
    title = f"{walk.desk.quarter()}抽查计划第1号"
    assert preview.windowTitle() == title
    walk.picture("抽查计划-预览", preview)
    click(preview, "另存为…")
    walk.choose_file(folder / "计划.pdf")
    assert "已保存为 计划.pdf" in texts(preview)
    text = _text_of(folder / "计划.pdf")
    for said in (OFFICE, "第1号", "2个分队×10=20家", "开展帮扶", "郑咏军", SITES[12]):
        assert said in text
    preview.close()
    walk.window.activateWindow()  # which a desktop does by itself


def _text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def _save_the_steering_group(walk: Walk) -> None:
    walk.go("系统/本单位")
    type_text(walk.field("领导小组"), "郑咏军\n王建军\n李素红")
    walk.picture("本单位-领导小组")
    walk.press("保存")
    office = walk.desk.offices.current()
    assert office
    assert office.steering_group == ("郑咏军", "王建军", "李素红")
    assert "本单位信息已保存" in walk.said


def _undo_a_mistake(walk: Walk) -> None:
    """Every site gets a tag by mistake; the backup of a minute before undoes it."""
    walk.go("系统/备份")
    walk.press("立即备份")
    assert "已备份，备份核对无误" in walk.said
    backup = walk.desk.backups.listed()[0]
    assert backup.reason == "手工"
    before = walk.desk.store.head()
    walk.go("名录库/检查对象")
    _tag(walk, "停产")
    assert sum("停产" in row.tags for row in walk.desk.targets.rows()) == 40
    walk.picture("检查对象-标错了")
    walk.go("系统/备份")
    walk.table("备份").choose(backup.path)
    said = walk.said
    assert "检查对象 40 家，执法人员 7 人，抽查事项 5 项，摇号 0 次" in said
    assert "恢复后，此后的 1 条操作将不在数据文件里" in said
    walk.picture("备份-看看里面")
    old = walk.window
    walk.press("恢复…")
    walk.picture("备份-要恢复", dialog())
    walk.answer("恢复")
    assert walk.window is not old
    assert "已恢复" in walk.said
    assert len(list(walk.desk.store.path.parent.glob("*恢复前*"))) == 1
    assert walk.desk.store.head() == before
    assert walk.desk.targets.tags() == ("丰水期必查", "涉水")
    walk.picture("备份-恢复了")


def _read_the_journal(walk: Walk) -> None:
    walk.go("系统/操作日志")
    # From the last to the first; the mistake is gone with the file that was put aside.
    assert walk.column("操作日志", "做了什么") == [
        *("登记本单位", "批准抽查计划", "调高应抽家数", "编辑执法人员", "导出表格"),
        *("增减标签", "登记回避", "登记对象情况", "导入名录", "撤回导入", "导入名录"),
        *("导入名录", "导入名录", "登记本单位"),
    ]
    assert set(walk.column("操作日志", "经办人")) == {"方敏"}
    assert "14 条首尾相接，没有被改动" in walk.said
    walk.picture("操作日志")


def _come_back(walk: Walk) -> None:
    """The next morning the program finds the file by itself, and everything in it."""
    data, head = walk.desk.store.path, walk.desk.store.head()
    walk.leave()
    gone = walk.program.window
    walk.program = Program(Settings.load(walk.program.settings.file))
    assert gone
    gone.deleteLater()
    walk.program.start(None)
    assert walk.desk.store.path == data
    assert walk.desk.store.head() == head
    assert walk.column("检查对象", "名称") == SITES
    walk.go("抽查计划/季度")
    assert "已批准　第 1 号" in walk.said
    walk.picture("第二天")
    walk.leave()
