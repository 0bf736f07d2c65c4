"""检查对象: found among many, changed by hand, and what happens to one written down."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.facts.roster import TargetRow
from ssj_desktop.views.inline_form import Answers
from ssj_desktop.views.rosters.targets import Targets
from ssj_desktop.views.tables import RowTable
from tests.desk.office import campaign, campaign_drawn, code, drawn, tasks, ticking
from tests.views.hands import (
    Stage,
    button,
    child,
    click,
    dialog,
    open_windows,
    picture,
    settle,
    texts,
    type_text,
)

Show = Callable[..., Stage]


def table(stage: Stage) -> RowTable[TargetRow]:
    return child(stage.page, RowTable)


def names(stage: Stage) -> list[str]:
    return [row.name for row in table(stage).visible()]


def field(stage: Stage, name: str) -> QLineEdit:
    fields = stage.page.findChildren(QLineEdit)
    return next(it for it in fields if it.accessibleName() == name and it.isVisible())


def retype(stage: Stage, name: str, text: str) -> None:
    field(stage, name).clear()
    type_text(field(stage, name), text)


def choose(stage: Stage, name: str, word: str) -> None:
    boxes = stage.page.findChildren(QComboBox)
    box = next(it for it in boxes if it.accessibleName() == name and it.isVisible())
    assert box.findText(word) >= 0, [box.itemText(index) for index in range(box.count())]
    box.setCurrentText(word)
    box.activated.emit(box.currentIndex())


def search(stage: Stage, text: str) -> None:
    retype(stage, "搜索检查对象", text)


def open_site(stage: Stage, name: str) -> None:
    row = next(row for row in table(stage).visible() if row.name == name)
    table(stage).choose(row.code)
    QTest.keyClick(table(stage), Qt.Key.Key_Return)
    settle(stage)


def turn_to(stage: Stage, title: str) -> None:
    tabs = child(stage.page, QTabBar)
    titles = [tabs.tabText(index) for index in range(tabs.count())]
    tabs.setCurrentIndex(next(at for at, it in enumerate(titles) if it.startswith(title)))


def row_of(desk: Desk, name: str) -> TargetRow:
    return next(row for row in desk.targets.rows() if row.name == name)


def test_a_site_is_found_by_pinyin_initials_and_the_rest_comes_back(
    stage: Show, desk: Desk
) -> None:
    shown = stage(Targets, desk)
    assert "共 40 家" in texts(shown.page)
    search(shown, "qy07")
    assert names(shown) == ["企业07"]
    assert "显示 1 / 共 40 家" in texts(shown.page)
    search(shown, "没有这家")
    assert "没有符合条件的检查对象" in texts(shown.page)
    assert "没有可以导出的行" in button(shown.page, "导出所见…").toolTip()
    picture(shown.page, "检查对象-没有符合")
    click(shown.page, "清除筛选")
    assert len(names(shown)) == 40


def test_category_tag_and_state_narrow_the_table_together(stage: Show, desk: Desk) -> None:
    desk.targets.tag([code(0), code(1), code(11)], ["涉水"], [])
    desk.targets.save(code(1), {"status": "停产"})
    shown = stage(Targets, desk)
    choose(shown, "按标签筛选", "涉水")
    assert names(shown) == ["企业00", "企业01", "企业11"]
    choose(shown, "按类别筛选", "重点监管对象")
    assert names(shown) == ["企业00", "企业01"]
    choose(shown, "按状态筛选", "停产")
    assert names(shown) == ["企业01"]
    desk.targets.save(code(1), {"status": "在产"})
    settle(shown)
    # No site stands still any more, so that filter is gone; the others hold.
    assert names(shown) == ["企业00", "企业01"]
    click(shown.page, "清除筛选")
    assert len(names(shown)) == 40


def test_the_card_says_what_a_site_is_and_why_and_keeps_what_is_typed(
    stage: Show, desk: Desk
) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业03")
    assert "重点监管对象：重点排污单位" in texts(shown.page)
    assert "没有修改" in button(shown.page, "保存").toolTip()
    retype(shown, "单位名称", "陵川县𠮷祥化工有限公司")
    choose(shown, "状态", "停产")
    picture(shown.page, "检查对象-资料")
    assert "企业03" in shown.page.unsaved()
    click(shown.page, "保存")
    settle(shown)
    row = row_of(desk, "陵川县𠮷祥化工有限公司")
    assert (row.code, row.status) == (code(3), "停产")
    assert names(shown)[3] == "陵川县𠮷祥化工有限公司"
    assert shown.said == ["已保存：陵川县𠮷祥化工有限公司"]
    assert shown.page.unsaved() == ""


def test_a_wrong_code_is_told_beside_its_field_and_nothing_is_kept(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业03")
    before = row_of(desk, "企业03")
    retype(shown, "统一社会信用代码", code(3)[:-1])
    click(shown.page, "保存")
    settle(shown)
    assert "信用代码" in texts(shown.page)
    assert "没有保存，请改正标红的几处" in texts(shown.page)
    assert row_of(desk, "企业03") == before
    click(shown.page, "放弃修改")
    assert field(shown, "统一社会信用代码").text() == code(3)


def test_typing_outlives_a_refresh_and_leaving_it_is_asked_first(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业03")
    retype(shown, "乡镇", "崇文镇")
    desk.targets.tag([code(5)], ["涉气"], [])
    settle(shown)
    assert field(shown, "乡镇").text() == "崇文镇"
    open_site(shown, "企业05")
    assert "企业03" in texts(dialog())
    click(dialog(), "取消")
    assert field(shown, "乡镇").text() == "崇文镇"
    open_site(shown, "企业05")
    click(dialog(), "不保存")
    settle(shown)
    assert field(shown, "单位名称").text() == "企业05"
    assert row_of(desk, "企业03").township == ""


def test_an_open_card_follows_the_chosen_row_and_escape_closes_it(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业03")
    table(shown).choose(code(4))
    settle(shown)
    assert field(shown, "单位名称").text() == "企业04"
    name = field(shown, "单位名称")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert not name.isVisible()
    assert table(shown).hasFocus()
    table(shown).choose(code(6))
    settle(shown)
    assert not name.isVisible()


def test_the_row_whose_card_opens_stays_in_sight(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    whole = table(shown)
    last = whole.rowAt(whole.viewport().height() - 1) - 1  # the last that is seen in full
    open_site(shown, whole.visible()[last].name)
    # The card has taken so much width that a bar has come below the rows.
    assert whole.horizontalScrollBar().isVisible()
    place = whole.visualRect(whole.currentIndex())
    assert place.top() >= 0
    assert place.bottom() < whole.viewport().height()


def test_two_penalties_of_last_year_make_a_site_special_until_nothing_is_open(
    stage: Show, desk: Desk
) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业30")
    assert "一般监管对象" in texts(shown.page)
    turn_to(shown, "处罚等")
    assert "没有登记过处罚" in texts(shown.page)
    for number in ("罚决〔2025〕1号", "罚决〔2025〕2号"):
        click(shown.page, "登记一条…")
        click(shown.page, "登记")
        for said in ("请选一种情形。", "2026-10-08 这样的日期", "请写明文号或材料名称。"):
            assert said in texts(shown.page)
        choose(shown, "情形", "行政处罚")
        type_text(field(shown, "发生日期"), "2025年3月1日")
        type_text(field(shown, "文号"), number)
        type_text(field(shown, "依据"), "处罚决定书")
        click(shown.page, "登记")
        settle(shown)
    assert shown.told == []
    facts = desk.targets.card(code(30)).facts
    assert {fact.number for fact in facts} == {"罚决〔2025〕1号", "罚决〔2025〕2号"}
    # LC-13: two or more penalties in the year before.
    assert row_of(desk, "企业30").category == "特殊监管对象"
    assert "特殊监管对象：上年度行政处罚 2 次" in texts(shown.page)
    assert "2025-03-01　行政处罚　未销号" in texts(shown.page)
    picture(shown.page, "检查对象-处罚")


def test_a_fact_is_settled_with_its_day_and_evidence(stage: Show, desk: Desk) -> None:
    desk.targets.record_fact(code(30), "整改未到位", date(2025, 6, 1), "", "复查记录")
    shown = stage(Targets, desk)
    open_site(shown, "企业30")
    turn_to(shown, "处罚等")
    click(shown.page, "销号…")
    assert field(shown, "销号日期").text() == "2026-01-08"
    retype(shown, "销号日期", "2025-05-01")
    type_text(field(shown, "依据"), "现场核查记录")
    click(shown.page, "销号")
    settle(shown)
    assert "销号日期 2025-05-01 早于发生日期 2025-06-01" in texts(shown.page)
    retype(shown, "销号日期", "20260105")
    click(shown.page, "销号")
    settle(shown)
    assert desk.targets.card(code(30)).facts[0].settled_on == date(2026, 1, 5)
    assert "2026-01-05 已销号" in texts(shown.page)


def test_a_visit_of_before_the_program_is_entered_and_counted(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业00")
    turn_to(shown, "检查")
    click(shown.page, "补录一次…")
    settle(shown)
    type_text(field(shown, "检查日期"), "2026-01-05")
    type_text(field(shown, "依据"), "检查记录 3 号")
    click(shown.page, "补录")
    settle(shown)
    row = row_of(desk, "企业00")
    assert (row.visits, row.last_visit) == (1, date(2026, 1, 5))
    # The category it has today was offered for the one it had then.
    assert "2026-01-05　重点监管对象" in texts(shown.page)
    assert table(shown).visible()[0].visits == 1
    picture(shown.page, "检查对象-补录")
    click(shown.page, "撤销…")
    assert "撤销 2026-01-05 的补录（检查记录 3 号），不再计入检查次数" in texts(shown.page)
    click(shown.page, "撤销补录")
    assert "请写明为什么撤销这次补录。" in texts(shown.page)
    picture(shown.page, "检查对象-撤销补录")
    type_text(field(shown, "原因"), "日期填错")
    click(shown.page, "撤销补录")
    settle(shown)
    assert row_of(desk, "企业00").visits == 0
    assert "没有检查过。" in texts(shown.page)


def test_a_visit_done_in_one_with_another_lists_is_marked(stage: Show, desk: Desk) -> None:
    """LC-7."""
    drawn(desk)
    campaign_drawn(desk, campaign(desk, amount="100%"))
    joined = next(row for row in tasks(desk) if row.into)
    shown = stage(Targets, desk)
    open_site(shown, joined.name)
    turn_to(shown, "检查")
    words = texts(shown.page)
    assert f"2026年第一季度　{joined.category}　一并查" in words
    assert row_of(desk, joined.name).visits == 1
    picture(shown.page, "检查对象-一并查")


def test_a_recusal_is_registered_on_the_card_and_lifted_there(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业00")
    turn_to(shown, "回避")
    click(shown.page, "登记回避…")
    settle(shown)
    choose(shown, "回避人员", "甲某（一分队）")
    type_text(field(shown, "原因"), "配偶在该企业任职")
    QTest.keyClick(field(shown, "原因"), Qt.Key.Key_Return)
    settle(shown)
    (recusal,) = desk.inspectors.recusals()
    assert (recusal.inspector, recusal.target_code) == ("甲某", code(0))
    assert "配偶在该企业任职" in texts(shown.page)
    click(shown.page, "登记回避…")
    settle(shown)
    offered = [it for it in shown.page.findChildren(QComboBox) if it.accessibleName() == "回避人员"]
    assert offered[0].findText("甲某（一分队）") < 0
    click(shown.page, "取消")
    click(shown.page, "解除…")
    assert "从今天起解除甲某对企业00的回避" in texts(shown.page)
    type_text(field(shown, "依据"), "配偶已离职")
    click(shown.page, "解除回避")
    settle(shown)
    assert desk.inspectors.recusals()[0].lifted_on == date(2026, 1, 8)
    assert "2026-01-08 已解除" in texts(shown.page)


def test_a_half_typed_record_outlives_a_refresh_and_is_not_lost_unasked(
    stage: Show, desk: Desk
) -> None:
    desk.targets.record_fact(code(0), "红牌", date(2025, 6, 1), "", "公告")
    shown = stage(Targets, desk)
    open_site(shown, "企业00")
    turn_to(shown, "处罚等")
    click(shown.page, "登记一条…")
    type_text(field(shown, "文号"), "罚决〔2025〕9号")
    desk.targets.tag([code(0)], ["涉气"], [])
    settle(shown)
    click(shown.page, "销号…")  # another form does not drive this one away
    assert field(shown, "文号").text() == "罚决〔2025〕9号"
    assert "一项登记还没有保存" in shown.page.unsaved()
    click(shown.page, "关闭")
    click(dialog(), "不保存")
    assert shown.page.unsaved() == ""
    open_site(shown, "企业00")
    turn_to(shown, "处罚等")
    click(shown.page, "登记一条…")
    assert field(shown, "文号").text() == ""


def test_ctrl_s_keeps_the_form_one_is_in(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    open_site(shown, "企业00")
    turn_to(shown, "处罚等")
    click(shown.page, "登记一条…")
    choose(shown, "情形", "红牌")
    type_text(field(shown, "发生日期"), "2025.6.1")
    type_text(field(shown, "依据"), "公告")
    QTest.keyClick(field(shown, "依据"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(shown)
    assert [fact.kind for fact in desk.targets.card(code(0)).facts] == ["红牌"]


def test_a_tag_is_given_to_the_chosen_rows_and_taken_away_again(stage: Show, desk: Desk) -> None:
    desk.targets.tag([code(0)], ["涉水"], [])
    shown = stage(Targets, desk)
    assert "先在表里选中" in button(shown.page, "批量标签…").toolTip()
    search(shown, "企业0")
    table(shown).selectAll()
    assert "已选 10 家" in texts(shown.page)
    click(shown.page, "批量标签…")
    settle(shown)
    words = child(dialog(), QComboBox)
    assert [words.itemText(index) for index in range(words.count())] == ["涉水"]
    picture(dialog(), "检查对象-批量标签")
    edit = words.lineEdit()
    assert edit is not None
    type_text(edit, "涉水")
    click(dialog(), "加上")
    settle(shown)
    # 企业00 … 企业09, of which the first had it.
    assert shown.said == ["已给 9 家加上“涉水”，另外 1 家不用改"]
    assert sum(row.tags == ("涉水",) for row in desk.targets.rows()) == 10
    assert len(table(shown).chosen()) == 10
    click(shown.page, "批量标签…")
    settle(shown)
    edit = child(dialog(), QComboBox).lineEdit()
    assert edit is not None
    type_text(edit, "涉水")
    click(dialog(), "去掉")
    settle(shown)
    assert shown.said[1:] == ["已给 10 家去掉“涉水”"]
    assert desk.targets.tags() == ()


def test_a_new_site_is_typed_in_and_pointed_to(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    click(shown.page, "新增")
    settle(shown)
    type_text(field(shown, "单位名称"), "新建养殖场")
    type_text(field(shown, "乡镇"), "附城镇")
    click(shown.page, "保存")
    settle(shown)
    row = row_of(desk, "新建养殖场")
    assert row.township == "附城镇"
    assert [it.name for it in table(shown).chosen()] == ["新建养殖场"]
    turn_to(shown, "变更")
    assert "手工新增" in texts(shown.page)


def test_an_empty_roster_says_what_to_do_first(stage: Show, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "空.ssj", "小李", ticking()) as desk:
        shown = stage(Targets, desk)
        assert "名录库里还没有检查对象" in texts(shown.page)
        picture(shown.page, "检查对象-空")
        click(shown.page, "导入…")
        assert shown.went == ["名录库/导入"]
        click(shown.page, "新增")
        settle(shown)
        assert field(shown, "单位名称").text() == ""


def test_a_code_is_read_in_groups_and_copied_whole(stage: Show, desk: Desk) -> None:
    shown = stage(Targets, desk)
    search(shown, code(7))
    whole = table(shown)
    headings, _ = whole.visible_table()
    cell = whole.model().index(0, headings.index("统一社会信用代码"))
    assert cell.data() == f"{code(7)[:8]} {code(7)[8:]}"
    whole.selectRow(0)
    whole.copy_chosen()
    assert code(7) in QGuiApplication.clipboard().text().split("\t")


def test_what_one_sees_is_exported(stage: Show, desk: Desk, tmp_path: Path) -> None:
    shown = stage(Targets, desk)
    search(shown, "企业07")
    click(shown.page, "导出所见…")
    chooser = next(it for it in open_windows() if isinstance(it, QFileDialog))
    chooser.fileSelected.emit(str(tmp_path / "所见.xlsx"))
    chooser.close()
    settle(shown)
    head, row = load_workbook(tmp_path / "所见.xlsx").worksheets[0].values
    said = dict(zip(head, row, strict=True))
    assert (said["名称"], said["统一社会信用代码"]) == ("企业07", code(7))
    assert shown.said == ["已导出 1 行：所见.xlsx"]


@pytest.mark.parametrize(
    "text", ["2026-10-08", "2026-10-8", "2026.10.8", "2026/10/08", "2026年10月8日", " 20261008 "]
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    answers = Answers({"day": text})
    assert answers.day("day") == date(2026, 10, 8)
    assert answers.faults == {}


@pytest.mark.parametrize("text", ["", "昨天", "2026-02-30", "10-08", "2026-10", "2026-W41-4"])
def test_what_is_no_day_is_a_fault(text: str) -> None:
    answers = Answers({"day": text})
    answers.day("day")
    assert list(answers.faults) == ["day"]
