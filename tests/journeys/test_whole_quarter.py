"""A whole quarter through the window: rosters, plan, lottery, three visits, findings, filing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from PySide6.QtWidgets import QLineEdit

from ssj_desktop.app import Program
from ssj_desktop.demo.watch import Watch
from ssj_desktop.desk import Desk
from ssj_desktop.facts.task import TaskRow, TaskState
from ssj_desktop.settings import Settings
from ssj_desktop.views.field.check_rows import CheckRow
from ssj_desktop.views.field.record_side import RecordSide
from ssj_desktop.views.field.task_list import TaskList
from tests.desk.office import OFFICE, Q1, inspectors_csv, targets_csv
from tests.journeys.clerk import Clerk, hold
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import child, click, dialog, settle, type_text
from tests.views.importing import drop, drop_on

__all__ = ["dressed", "nothing_left"]


@pytest.fixture
def watch() -> Watch:
    return Watch(datetime(2026, 1, 8, 8, 30))


@pytest.fixture
def clerk(settings: Settings, tmp_path: Path, watch: Watch) -> Iterator[Clerk]:
    """An office that has been named, with empty rosters."""
    data = tmp_path / "测试县分局.ssj"
    with Desk.open(data, "小李", watch) as desk:
        desk.offices.set_up(OFFICE)
    made = Clerk(Program(settings, watch))
    made.program.start(data)
    yield made
    made.shut()


def test_a_whole_quarter_from_the_rosters_to_the_filing(
    clerk: Clerk, watch: Watch, tmp_path: Path
) -> None:
    _take_the_rosters_in(clerk, tmp_path)
    _approve_the_plan(clerk)
    draw_id = hold(clerk)
    _file_the_list(clerk, draw_id, tmp_path)
    first, second, third, *_ = clerk.desk.tasks.of(Q1).rows
    _print_the_sheets(clerk, tmp_path)
    clean = {"现场情况": "正在生产，废气治理设施同步运行，未见异常。"}
    _visit(clerk, watch, tmp_path, first, "14:00", "15:00", clean)
    _sign(clerk, first, {})
    _drop_a_scan(clerk, tmp_path, first)
    _judge(clerk, first, {"认定结果": "未发现问题"})
    _visit(clerk, watch, tmp_path, second, "15:10", "15:50", {"现场情况": "负责人拒绝签字。"})
    _sign(clerk, second, {
        "签字情况": "拒签", "原因": "称要请示总公司", "在场见证人": "赵𠮷（东街社区）",
    })  # fmt: skip
    _drop_a_scan(clerk, tmp_path, second)
    _judge(clerk, second, {"认定结果": "未发现问题"})
    _visit(
        clerk, watch, tmp_path, third, "16:00", "16:40", {"现场情况": "危废间无标识。"}, problem=6
    )
    _sign(clerk, third, {})
    _drop_a_scan(clerk, tmp_path, third)
    _judge(clerk, third, {
        "认定结果": "发现问题已责令改正", "问题和依据": "没有识别标志，违反固废法第七十七条",
        "处置去向": "责令限期改正", "文号": "测环责改〔2026〕1号",
    })  # fmt: skip
    rows = clerk.desk.tasks.of(Q1).rows
    assert [row.number for row in rows if row.state is TaskState.CLOSED] == [
        first.number, second.number, third.number,
    ]  # fmt: skip
    assert "31 家，已办结 3" in clerk.said
    _three_months_later(clerk, watch)
    _leave_out_whom_the_city_has_inspected(clerk)


def _take_the_rosters_in(clerk: Clerk, folder: Path) -> None:
    clerk.go("名录库/导入")
    drop(clerk.here, targets_csv(folder))
    clerk.press("确认导入")
    clerk.press("再导入一份")
    drop(clerk.here, inspectors_csv(folder))
    if "像是执法人员名录" in clerk.said:
        clerk.press("改按执法人员读取")
    clerk.press("确认导入")
    assert len(clerk.desk.targets.rows()) == 40
    assert len(clerk.desk.inspectors.rows()) == 7
    clerk.picture("名录已导入")


def _approve_the_plan(clerk: Clerk) -> None:
    clerk.go("抽查计划/季度")
    clerk.press("批准…")
    type_text(dialog().findChildren(QLineEdit)[0], "张局长")
    clerk.answer("批准")
    clerk.picture("计划已批准")


def _file_the_list(clerk: Clerk, draw_id: str, folder: Path) -> None:
    clerk.go("备案")
    assert "还没有报送。" in clerk.said
    # LC-21: the tenth is a Saturday, so the last working day is the ninth.
    assert "2026-01-10 前（含当日），当日不是工作日，最迟 2026-01-09 办" in clerk.said
    clerk.picture("备案-还没有报送")
    clerk.press("备案表…")
    preview = clerk.preview()
    clerk.picture("备案表", preview)
    preview.close()
    for words, name in (("另存为 Excel…", "备案.xlsx"), ("另存为 CSV…", "备案.csv")):
        clerk.press(words)
        clerk.choose_file(folder / name)
        assert (folder / name).stat().st_size > 1_000
    clerk.press("登记报送…")
    clerk.press("登记报送")
    assert "请填接收栏上的编号" in clerk.said
    clerk.retype("接收编号", "备〔2026〕7号")
    clerk.press("登记报送")
    assert "已报送（2026-01-08，备〔2026〕7号）" in clerk.said
    assert clerk.desk.filings.of(Q1).filed
    assert draw_id in clerk.desk.journal.search("名单报送备案")[0].detail
    clerk.picture("备案-已报送")


def _print_the_sheets(clerk: Clerk, folder: Path) -> None:
    clerk.go("现场检查")
    clerk.picture("现场检查-还没有去")
    clerk.press("打印任务单…")
    preview = clerk.preview()
    assert preview.windowTitle() == "检查任务单（31 份）"
    clerk.picture("任务单", preview)
    click(preview, "另存为…")
    clerk.choose_file(folder / "任务单.pdf")
    document = pypdfium2.PdfDocument(folder / "任务单.pdf")
    assert len(document) >= 31
    document.close()
    preview.close()


def _visit(
    clerk: Clerk,
    watch: Watch,
    folder: Path,
    task: TaskRow,
    started: str,
    ended: str,
    typed: dict[str, str],
    problem: int = 0,
) -> None:
    """Type the record of a visit at its end and print it for signature."""
    watch.set(datetime.fromisoformat(f"2026-01-08 {ended}"))
    listed = child(clerk.window.shown, TaskList)
    [row] = [n for n in range(listed.count()) if listed.item(n).text() == task.name]
    listed.setCurrentRow(row)
    settle(clerk.window)
    clerk.retype("开始时间", f"2026-01-08 {started}")
    clerk.retype("结束时间", f"2026-01-08 {ended}")
    clerk.retype("现场负责人", "孙某")
    for name, text in typed.items():
        clerk.retype(name, text)
    for number, check in enumerate(clerk.window.shown.findChildren(CheckRow), start=1):
        click(check, "发现问题" if number == problem else "未发现问题")
    if problem:
        clerk.press("打印供签字")
        assert f"第 {problem} 项请写明是什么问题。" in clerk.said
        clerk.picture("缺一句")
        clerk.retype("危险废物管理情况的情况", "贮存间没有识别标志")
    clerk.picture(f"填写-{task.name}")
    clerk.press("打印供签字")
    preview = clerk.preview()
    clerk.picture(f"打印-{task.name}", preview)
    click(preview, "另存为…")
    clerk.choose_file(folder / f"{task.number}.pdf")
    preview.close()
    clerk.window.activateWindow()
    assert clerk.desk.records.card(task.number).printed_at


def _sign(clerk: Clerk, task: TaskRow, said: dict[str, str]) -> None:
    clerk.press("登记签字…")
    _answer(clerk, said)
    clerk.picture(f"签字-{task.name}")
    clerk.press("登记")
    assert clerk.desk.records.card(task.number).signing


def _drop_a_scan(clerk: Clerk, folder: Path, task: TaskRow) -> None:
    photo = folder / f"{task.code} 签字页.jpg"
    Image.new("L", (827, 1169), 230).save(photo)
    drop_on(child(clerk.window.shown, RecordSide), photo)
    settle(clerk.window)
    photo.unlink()
    assert clerk.desk.records.card(task.number).row.lacks == ""


def _judge(clerk: Clerk, task: TaskRow, said: dict[str, str]) -> None:
    clerk.press("认定结果…")
    _answer(clerk, said)
    clerk.picture(f"认定-{task.name}")
    clerk.press("认定")
    assert clerk.desk.records.card(task.number).row.state is TaskState.CLOSED


def _answer(clerk: Clerk, said: dict[str, str]) -> None:
    """Fill the form that is open: what can be chosen is chosen, the rest typed."""
    for name, text in said.items():
        if name in ("签字情况", "认定结果", "处置去向"):
            clerk.choose(name, text)
        else:
            clerk.retype(name, text)


def _three_months_later(clerk: Clerk, watch: Watch) -> None:
    """Whatever nobody has visited is overdue, and the page still leads to it."""
    watch.set(datetime(2026, 4, 2, 9, 0))
    clerk.press("下一季度 ›")
    assert "2026年第二季度还没有摇号" in clerk.said
    clerk.press("‹ 上一季度")
    assert "31 家，已办结 3，超期 28" in clerk.said
    clerk.picture("超期")


def _leave_out_whom_the_city_has_inspected(clerk: Clerk) -> None:
    """EZ-17: before the next draw; the list of whom it leaves out is printed."""
    clerk.go("名录库/检查对象")
    clerk.open_row("检查对象", "企业00")
    clerk.go("排除")
    clerk.press("登记上级已查…")
    clerk.retype("上级单位", "测试市生态环境局")
    clerk.retype("检查日期", "2026-03-05")
    clerk.choose("检查结果", "未发现问题")
    clerk.retype("依据", "测市环查〔2026〕3号")
    clerk.press("登记排除")
    clerk.picture("上级已查")
    clerk.go("抽查计划/季度")
    assert "2026年第二季度抽查计划" in clerk.said
    assert "基数 8 家" in clerk.said
    assert clerk.column("不列入抽取的对象", "原因") == ["上级本年已查", "注销"]
    clerk.press("打印清单…")
    preview = clerk.preview()
    assert preview.windowTitle() == "2026年第二季度排除清单"
    clerk.picture("排除清单", preview)
    preview.close()
