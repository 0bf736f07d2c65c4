"""Who else comes to the window: a team leader for the plan, a supervisor who only looks."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from tests.desk.office import OFFICE
from tests.journeys import workbooks
from tests.journeys.walk import Walk
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import dialog, type_text

__all__ = ["dressed", "nothing_left"]

# What would write, place by place, with a row's card open where there are rows.
CHANGING = {
    "名录库/检查对象": {"新增", "批量标签…", "导出所见…", "保存"},
    "名录库/执法人员": {"新增", "导出所见…", "保存"},
    "名录库/抽查事项": {"新增"},
    "名录库/回避": {"新增"},
    "名录库/导入": {"撤回…"},
    "抽查计划/季度": {"批准…", "调高…"},
    "抽查计划/全年": {"批准…", "另存为 Excel…", "另存为 Word…"},
    "系统/本单位": {"保存", "保存上限"},
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An office with its rosters and no plan yet."""
    path = tmp_path / "测试县分局.ssj"
    sites, people = workbooks.sites(tmp_path), workbooks.people(tmp_path)
    workbooks.mend_sites(sites)
    workbooks.mend_people(people)
    with Desk.open(path, "方敏") as desk:
        desk.offices.set_up(OFFICE)
        for kind, file in ((RosterKind.TARGETS, sites), (RosterKind.INSPECTORS, people)):
            desk.imports.confirm(desk.imports.preview(kind, file))
    return path


def test_a_team_leader_plans_the_next_quarter(walk: Walk, data: Path) -> None:
    walk.program.settings.clerk = "王建军"
    walk.program.start(data)
    now = walk.desk.quarter()
    walk.go("抽查计划/季度")
    walk.press("下一季度 ›")
    assert f"{now.next()}抽查计划" in walk.said
    walk.picture("队长-下一季度")
    general = walk.category("一般监管对象")
    walk.press("调高…", general)
    walk.retype("每季度抽（家）", "25")
    type_text(walk.field("理由"), "秋冬季攻坚")
    walk.press("保存调高", general)
    walk.press("批准…")
    assert dialog().findChildren(QLineEdit)[0].text() == OFFICE.steering_group[0]
    walk.answer("批准")
    approved = walk.desk.plans.of(now.next()).approved
    assert approved
    assert {line.key: line.planned for line in approved.lines}["general"] == 25
    assert walk.desk.plans.of(now).approved is None
    walk.press("打印计划…")
    preview = walk.preview()
    assert preview.windowTitle() == f"{now.next()}抽查计划第1号"
    walk.picture("队长-打印", preview)
    preview.close()
    _a_site_goes_and_the_plan_is_approved_anew(walk)
    walk.press("‹ 上一季度")
    assert f"{now}抽查计划" in walk.said
    assert "草稿，还没有批准" in walk.said
    assert walk.desk.journal.search("")[0].who == "王建军"


def _a_site_goes_and_the_plan_is_approved_anew(walk: Walk) -> None:
    one = next(row for row in walk.desk.targets.rows() if row.category == "一般监管对象")
    walk.desk.targets.save(one.code, {"status": "注销", "status_evidence": "市监注销9号"})
    assert "批准以后有变化，须重新批准" in walk.said
    walk.picture("队长-批准以后有变化")
    walk.press("重新批准…")
    walk.answer("批准")
    assert "已批准　第 2 号" in walk.said


def test_a_supervisor_reads_the_journal(walk: Walk, data: Path, qtbot: QtBot) -> None:
    walk.program.settings.clerk = "何组长"
    walk.program.start(data)
    head = walk.desk.store.head()
    walk.go("系统/操作日志")
    assert "3 条首尾相接，没有被改动" in walk.said
    type_text(walk.field("搜索操作日志"), "花名册")
    qtbot.waitUntil(lambda: walk.column("操作日志", "序号") == ["3"])
    assert walk.column("操作日志", "经办人") == ["方敏"]
    walk.picture("监督-查日志")
    walk.press("重新核对")
    assert "3 条首尾相接，没有被改动" in walk.said
    assert walk.desk.store.head() == head, "who only looks leaves no trace"


def test_a_file_that_was_tampered_with_can_only_be_looked_at(walk: Walk, data: Path) -> None:
    _tamper(data)
    before = data.read_bytes()
    walk.program.start(data)
    assert "只能查看：操作日志从第 2 条起对不上" in walk.said
    for place, words in CHANGING.items():
        walk.go(place)
        if tables := {"名录库/检查对象", "名录库/执法人员"} & {place}:
            name = tables.pop().split("/")[1]
            walk.open_row(name, walk.table(name).visible_table()[1][0][0])
        shown = [it for it in walk.window.findChildren(QAbstractButton) if it.isVisible()]
        changing = [it for it in shown if it.text() in words]
        assert {it.text() for it in changing} == words
        for it in changing:
            assert not it.isEnabled(), f"{place}: {it.text()}"
            assert it.toolTip() == walk.desk.read_only, f"{place}: {it.text()}"
        walk.picture(f"只能查看-{place.replace('/', '-')}")
    walk.go("系统/操作日志")
    assert "从第 2 条起对不上，可能被人改动过" in walk.said
    assert "操作日志第 2 条起对不上" in walk.said
    walk.picture("只能查看-操作日志")
    walk.leave()
    assert data.read_bytes() == before


def _tamper(data: Path) -> None:
    """Have another program change who imported the sites."""
    link = sqlite3.connect(data)
    triggers = link.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journalentry'"
    ).fetchall()
    for name, _ in triggers:
        link.execute(f"DROP TRIGGER {name}")
    link.execute("UPDATE journalentry SET who = '王五' WHERE id = 2")
    for _, statement in triggers:
        link.execute(statement)
    link.commit()
    link.close()
