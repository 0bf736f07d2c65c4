"""A quarter's lottery as the clerk holds it, with the usual ceremony, and what follows it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ssj_desktop import lottery
from ssj_desktop.app import Program
from ssj_desktop.desk import Desk
from ssj_desktop.facts.draw import DrawnTarget
from ssj_desktop.settings import Settings
from ssj_desktop.views.picker import Picker
from ssj_desktop.views.stage import StageWindow
from tests.desk.conftest import data, prepared
from tests.desk.office import Q1, ticking
from tests.journeys.clerk import Clerk, hold
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import button, child, dialog, open_windows, settle, type_text

__all__ = ["data", "dressed", "nothing_left", "prepared"]

_NINE = datetime(2026, 1, 8, 9, 0)


@pytest.fixture
def clerk(settings: Settings, data: Path) -> Iterator[Clerk]:
    """An office at the beginning of 2026, its plan approved, with no meeting held before."""
    with Desk.open(data, "小李", ticking()) as desk:
        desk.plans.approve(Q1, "张局长")
    made = Clerk(Program(settings, ticking(_NINE)))
    made.program.start(data)
    yield made
    made.shut()


def test_a_whole_draw_by_the_usual_ceremony_takes_the_hands_two_minutes_at_most(
    clerk: Clerk, tmp_path: Path
) -> None:
    draw_id = hold(clerk)
    print(f"\n{dict(clerk.done)}: {clerk.seconds:.0f} s")
    assert clerk.seconds < 120
    facts = clerk.desk.draws.facts(draw_id)
    assert [slot.digits for slot in facts.slots] == ["004213", "314159"]
    assert facts.meeting.host == "张局长"
    assert facts.meeting.supervisors == ("何组长（县纪委监委派驻组）",)
    assert facts.meeting.ended is not None
    clerk.press("摇号会议记录暨结果确认表…")
    preview = clerk.preview()
    assert preview.windowTitle() == f"摇号会议记录暨结果确认表 {draw_id}"
    clerk.picture("确认表", preview)
    preview.close()
    clerk.press("导出抽取记录…")
    file = tmp_path / "抽取记录.json"
    clerk.choose_file(file)
    [checked] = lottery.verify([file.read_bytes()], facts.final_head)
    assert checked.commitment == facts.commitment
    clerk.press("全部文书存到文件夹…")
    clerk.choose_file(tmp_path)
    assert (tmp_path / draw_id / "filing.xlsx").exists()
    clerk.picture("文书已存")


def test_a_site_and_a_team_are_replaced_on_fresh_digits(clerk: Clerk) -> None:
    draw_id = hold(clerk)
    first = clerk.desk.draws.facts(draw_id).standing[0]
    clerk.press("申请补抽…")
    _pick(clerk, first.name)
    clerk.retype("依据", "市监注销〔2026〕41号")
    clerk.press("提出补抽")
    assert "请写明谁批准的。" in clerk.said
    clerk.retype("批准人", "张局长")
    clerk.picture("申请补抽")
    clerk.press("提出补抽")
    assert f"作废补抽：{first.name}" in clerk.said
    clerk.picture("补抽取数")
    _answer(clerk)
    facts = clerk.desk.draws.facts(draw_id)
    assert facts.redraws[0].reason == "注销"
    assert first.name not in [target.name for target in facts.standing]
    clerk.picture("补抽结果")
    _recuse(clerk, facts.standing[0])
    _answer(clerk)
    facts = clerk.desk.draws.facts(draw_id)
    assert [line.kind for line in facts.redraws] == ["作废补抽", "撤回补抽", "回避补抽"]
    assert "与法定代表人系近亲属" in clerk.said
    clerk.picture("换人以后")


def _recuse(clerk: Clerk, target: DrawnTarget) -> None:
    """Ask for another team at a site, and take the request back first."""
    for attempt in ("报错了单位", ""):
        clerk.press("申请补抽…")
        clerk.choose("怎么变", "换人：回避这一家")
        _pick(clerk, target.name)
        clerk.choose("换下谁", "、".join(person.name for person in target.team.people))
        clerk.retype("原因", "与法定代表人系近亲属")
        clerk.retype("依据", "本人书面申请")
        clerk.retype("批准人", "张局长")
        clerk.press("提出补抽")
        if attempt:
            clerk.press("撤回这次补抽…")
            clerk.answer("撤回补抽")
            assert "撤回补抽要写明原因" in clerk.answer("不，接着办")
            clerk.press("撤回这次补抽…")
            _type_reason(attempt)
            clerk.answer("撤回补抽")


def _text(clerk: Clerk, name: str) -> str:
    field = clerk.field(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def _type_reason(text: str) -> None:
    [field] = [it for it in dialog().findChildren(QLineEdit) if it.accessibleName() == "原因"]
    type_text(field, text)


def _pick(clerk: Clerk, name: str) -> None:
    picker = child(clerk.window.shown, Picker)
    table = picker._table
    row = [target.name for target in table.visible()].index(name)
    table.selectRow(row)
    settle(clerk.window)


def _answer(clerk: Clerk) -> None:
    clerk.digits("000001")
    clerk.digits("000002")
    clerk.key(Qt.Key.Key_Space)
    clerk.key(Qt.Key.Key_Space)


def test_an_aborted_draw_leaves_a_trace_and_the_next_begins_anew(clerk: Clerk) -> None:
    clerk.go("摇号")
    clerk.retype("地点", "三楼会议室")
    clerk.retype("记录人", "小孙")
    clerk.retype("监督人", "何组长")
    clerk.press("保存，下一步：核对名单")
    clerk.press("核对无误，下一步：冻结")
    clerk.press("冻结名单")
    clerk.press("中止本次摇号…")
    _type_reason("会场停电")
    clerk.picture("中止", QApplication.activeModalWidget())
    clerk.answer("中止摇号")
    assert "已中止：会场停电（张局长、何组长）" in clerk.said
    assert _text(clerk, "地点") == "三楼会议室"
    clerk.picture("中止以后")


def test_the_room_sees_it_on_a_window_of_its_own(clerk: Clerk) -> None:
    clerk.go("摇号")
    clerk.press("打开投影")
    [stage] = [it for it in open_windows() if isinstance(it, StageWindow)]
    assert stage.size() == QGuiApplication.primaryScreen().size()
    assert "正在投影" in clerk.said
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    clerk.answer("关闭投影")
    assert not [it for it in open_windows() if isinstance(it, StageWindow)]
    assert button(clerk.window, "打开投影").hasFocus()
