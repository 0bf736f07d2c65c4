"""部门联合抽查 through the window: written down, approved, drawn, and done in one visit."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ssj_desktop.app import Program
from ssj_desktop.demo.watch import Watch
from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views.field.check_rows import CheckRow
from ssj_desktop.views.field.task_list import TaskList
from tests.desk.conftest import held, prepared
from tests.desk.office import AFTERNOON, Q1, code
from tests.desk.test_campaigns import guests
from tests.journeys.clerk import Clerk
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import child, click, dialog, settle, type_text

__all__ = ["dressed", "held", "nothing_left", "prepared"]

NAME = "加油站计量和油气回收联合抽查"


@pytest.fixture
def clerk(settings: Settings, held: Path, tmp_path: Path) -> Iterator[Clerk]:
    """The office in the afternoon of its draw, with the market office's people in its roster."""
    (tmp_path / "摇过").mkdir()
    data = Path(shutil.copy(held, tmp_path / "摇过" / held.name))
    watch = Watch(AFTERNOON)
    with Desk.open(data, "小李", watch) as desk:
        guests(desk, tmp_path)
        listed = [row.code for row in desk.tasks.of(Q1).rows]
        desk.targets.tag([listed[0], *(code(n) for n in (12, 13))], ["加油站"], [])
    made = Clerk(Program(settings, watch))
    made.program.start(data)
    yield made
    made.shut()


def test_a_joint_campaign_from_the_plan_to_one_visit_for_both(clerk: Clerk, tmp_path: Path) -> None:
    """TJ-8, EZ-7, BD-11, LC-7: 联合 and 综合查一次."""
    _write_it_down(clerk)
    _print_its_plan(clerk, tmp_path)
    draw_id = _draw_it(clerk)
    facts = clerk.desk.draws.facts(draw_id)
    assert {person.role for it in facts.standing for person in it.team.others} == {"市场监管局"}
    _file_it(clerk)
    _visit_once(clerk, draw_id)


def _write_it_down(clerk: Clerk) -> None:
    clerk.go("抽查计划/专项与联合")
    clerk.press("新建专项")
    clerk.choose("类型", "部门联合")
    for name, text in (
        ("名称", NAME),
        ("依据", "测双随机办〔2026〕2号"),
        ("抽取数量", "100%"),
        ("限定标签", "加油站"),
        ("参加部门", "公安局"),
        ("完成时限", "2026-02-28"),
    ):
        clerk.retype(name, text)
    clerk.press("保存")
    assert "可写：住建局、市场监管局" in clerk.said
    clerk.retype("参加部门", "市场监管局")
    clerk.press("保存")
    clerk.picture("联合-草稿")
    clerk.press("批准…")
    type_text(dialog().findChildren(QLineEdit)[0], "张局长")
    clerk.answer("批准")
    assert "经张局长批准" in clerk.said


def _print_its_plan(clerk: Clerk, folder: Path) -> None:
    clerk.press("打印计划…")
    preview = clerk.preview()
    assert preview.windowTitle() == f"2026年第一季度{NAME}计划"
    clerk.picture("联合-计划", preview)
    click(preview, "另存为…")
    clerk.choose_file(folder / "计划.pdf")
    preview.close()
    assert (folder / "计划.pdf").stat().st_size > 10_000


def _draw_it(clerk: Clerk) -> str:
    clerk.press("去摇号")
    assert f"2026年第一季度{NAME}“双随机、一公开”摇号会议" == clerk.field("会议名称").text()  # type: ignore[union-attr]
    clerk.press("保存，下一步：核对名单")
    clerk.picture("联合-核对")
    clerk.press("核对无误，下一步：冻结")
    clerk.press("冻结名单")
    draw_id = clerk.desk.draws.unfinished()
    clerk.key(Qt.Key.Key_PageDown)
    clerk.digits("004213")
    clerk.digits("314159")
    clerk.key(Qt.Key.Key_Space)
    clerk.key(Qt.Key.Key_Return)
    while not clerk.show.at_end:
        clerk.key(Qt.Key.Key_PageDown)
    clerk.picture("联合-结尾")
    clerk.key(Qt.Key.Key_PageDown)
    assert clerk.desk.draws.step(draw_id) == "已摇号"
    clerk.picture("联合-纪要")
    return draw_id


def _file_it(clerk: Clerk) -> None:
    clerk.go("备案")
    clerk.choose("报哪一份名单", NAME)
    assert "还没有报送。" in clerk.said
    clerk.press("登记报送…")
    clerk.retype("接收编号", "备〔2026〕9号")
    clerk.press("登记报送")
    assert "已报送" in clerk.said
    clerk.picture("联合-备案")


def _visit_once(clerk: Clerk, draw_id: str) -> None:
    joined = [row for row in clerk.desk.tasks.of(Q1).rows if row.into]
    assert joined
    assert all(row.number.startswith(draw_id) for row in joined)
    clerk.go("现场检查")
    listed = child(clerk.window.shown, TaskList)
    [leading] = [row for row in clerk.desk.tasks.of(Q1).rows if row.number == joined[0].into]
    rows = [n for n in range(listed.count()) if listed.item(n).text() == leading.name]
    listed.setCurrentRow(rows[0])
    settle(clerk.window)
    card = clerk.desk.records.card(leading.number)
    assert card.sheet.also == (f"2026年第一季度{NAME}（任务 {joined[0].number}）",)
    assert "市场监管局" in card.body.texts["others"]
    clerk.retype("开始时间", "2026-01-08 14:00")
    clerk.retype("结束时间", "2026-01-08 15:00")
    clerk.retype("现场负责人", "孙某")
    clerk.retype("现场情况", "正在营业，油气回收运行正常。")
    for check in clerk.window.shown.findChildren(CheckRow):
        click(check, "未发现问题")
    clerk.picture("联合-一并查")
    clerk.press("打印供签字")
    clerk.preview().close()
    assert clerk.desk.records.card(leading.number).printed_at is None, "looked at, not printed"
