"""A drawn list is seen as tasks: whose they are, by when, and how far they have come."""

from datetime import date, datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import SettledError
from ssj_desktop.facts.record import Finding
from ssj_desktop.facts.task import TaskRow, TaskState
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter
from tests.desk.office import AFTERNOON, Q1, answer, drawn, filled, printed, signed, tasks, ticking


def test_every_drawn_object_is_one_task_squad_by_squad(field: Desk) -> None:
    found = field.tasks.of(Q1)
    draw_id = field.draws.held_in(Q1)
    drawn = field.draws.facts(draw_id)
    assert len(found.rows) == len(drawn.standing) == 31
    assert [row.squad for row in found.rows] == sorted(
        (row.squad for row in found.rows), key="一二三".find
    )
    assert {row.number for row in found.rows} == {  # LC-7, EZ-14
        f"{draw_id}-{target.order:03}" for target in drawn.standing
    }
    assert {row.deadline for row in found.rows} == {date(2026, 3, 31)}  # [D] LC-7a: 默认季末
    assert {row.state for row in found.rows} == {TaskState.WAITING}


def test_before_the_lottery_there_is_no_task_and_it_says_so(desk: Desk) -> None:
    found = desk.tasks.of(Q1)
    assert found.rows == ()
    assert found.why_none == "2026年第一季度还没有摇号，没有检查任务。"


def test_the_state_comes_from_what_is_written(field: Desk) -> None:
    number = tasks(field)[0].number

    def state() -> TaskState:
        return next(row.state for row in tasks(field) if row.number == number)

    filled(field, number)
    assert state() is TaskState.FILLING
    signed(field, number)
    assert state() is TaskState.TO_JUDGE
    field.findings.judge(number, Finding(date(2026, 1, 8), "未发现问题", "", (), ""))
    assert state() is TaskState.CLOSED
    row = next(row for row in tasks(field) if row.number == number)
    assert (row.visited_on, row.lacks) == (date(2026, 1, 8), "扫描件")


def test_a_record_changed_after_printing_must_be_printed_anew(field: Desk) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    printed(field, number)
    assert field.records.card(number).row.state is TaskState.TO_SIGN
    filled(field, number, narrative="改了一句。")
    assert field.records.card(number).row.state is TaskState.FILLING
    filled(field, number)  # typed back: it is again what was printed
    assert field.records.card(number).row.state is TaskState.TO_SIGN


def test_overdue_is_what_nobody_inspected_in_time(field_data: Path) -> None:
    """WL-11."""
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        done, begun, *_, last = (row.number for row in tasks(field))
        signed(field, done)
        filled(field, begun)  # inspected in time, not yet printed
    # The quarter ends on 3-31; on 4-2 two days are over.
    with Desk.open(field_data, "小李", ticking(datetime(2026, 4, 2, 9, 0))) as late:
        overdue = {row.number: row.overdue for row in tasks(late)}
        assert (overdue.pop(done), overdue.pop(begun)) == (0, 0)
        assert set(overdue.values()) == {2}
        filled(late, last, started="2026-04-01 08:00", ended="2026-04-01 09:00")
        [inspected] = [row for row in tasks(late) if row.number == last]
        assert inspected.overdue == 1  # it was late, however soon it is printed


def test_until_this_quarter_is_drawn_the_tasks_are_those_of_the_last(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(datetime(2026, 4, 2, 9, 0))) as late:
        found = late.tasks.of()
        assert (str(found.quarter), len(found.rows), found.earlier) == ("2026年第一季度", 31, 0)
        drawn(late, Quarter(2026, 2))
        found = late.tasks.of()
        assert (str(found.quarter), found.earlier) == ("2026年第二季度", 31)


def test_a_void_object_is_no_task_any_more_and_its_heir_is_one(field: Desk) -> None:
    before = tasks(field)
    gone = _void(field)
    after = tasks(field)
    assert gone.number not in {row.number for row in after}
    assert len(after) == len(before)


def test_what_was_begun_at_a_void_object_can_be_looked_up_and_not_changed(field: Desk) -> None:
    number = next(row for row in tasks(field) if row.category == "重点监管对象").number
    filled(field, number)
    gone = _void(field)
    assert gone.number == number
    [row] = [row for row in tasks(field) if row.number == number]
    assert row.state is TaskState.VOID
    card = field.records.card(number)
    assert card.closed == "这家已经作废，记录留作备查，不能再改。"
    assert field.records.look(number, "site_record").startswith(b"%PDF")
    with pytest.raises(SettledError, match="已经作废"):
        filled(field, number, narrative="改了")


def test_who_is_redrawn_for_a_recusal_takes_the_place_of_who_is_recused(field: Desk) -> None:
    row = next(row for row in tasks(field) if row.category == "重点监管对象")
    draw_id = field.draws.held_in(Q1)
    filled(field, row.number)
    [target] = [it for it in field.draws.facts(draw_id).standing if it.code == row.code]
    field.redraws.recuse(
        draw_id, target.team.entries[0], row.code, "近亲属", evidence="申请", approved_by="张局长"
    )
    answer(field, draw_id)
    assert "不是摇号抽中的检查人员" in dict(field.records.card(row.number).faults)["lead"]


def _void(field: Desk) -> TaskRow:
    """Have a redraw take a key object off the list and put another on it."""
    before, draw_id = tasks(field), field.draws.held_in(Q1)
    gone = next(row for row in before if row.category == "重点监管对象")
    field.redraws.void(
        draw_id, gone.code, VoidGround.DEREGISTERED, evidence="注销 2 号", approved_by="张局长"
    )
    assert tasks(field) == before  # while the redraw waits the list stands as it was
    answer(field, draw_id)
    return gone


def test_the_sheet_says_who_goes_why_and_by_what_rule(field: Desk) -> None:
    row = next(row for row in tasks(field) if row.category == "重点监管对象")
    field.targets.record_fact(
        row.code, FactKind.PENALTY, date(2025, 6, 3), "环罚〔2025〕3号", "处罚决定书"
    )
    field.targets.record_visit(row.code, date(2025, 5, 16), "key", "台账")
    sheet = field.records.card(row.number).sheet
    assert sheet.plan == "2026年第一季度抽查计划第1号"
    assert [person.name for person in sheet.people] == [row.lead, row.members]
    assert all(person.unit == "测试县综合行政执法队" for person in sheet.people)  # LC-4
    assert sheet.clause == "方案未定期限，默认季末"  # [D] LC-7a
    # 二（三）: seven contents, while the office has no catalogue of its own
    assert [item.name for item in sheet.items][:1] == ["污染防治设施建设运行情况"]
    assert len(sheet.items) == 7  # LC-7, WL-5, N-1: all of them at one visit
    known = dict(sheet.background)  # BD-15
    assert known["近两年处罚、举报"] == "2025-06-03 行政处罚（环罚〔2025〕3号）"
    assert known["上次检查"] == "2025-05-16 补录"


def test_opening_sheets_is_journalled_for_the_list_is_secret(field: Desk) -> None:
    """LC-19."""
    numbers = [row.number for row in tasks(field)[:2]]
    assert field.tasks.sheets(numbers).startswith(b"%PDF")
    assert field.journal.search()[0].detail == f"任务 {numbers[0]}、{numbers[1]}"


def test_last_quarters_inspection_is_known_to_this_quarters_task(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        row = next(row for row in tasks(field) if row.category == "一般监管对象")
        signed(field, row.number)
        field.findings.judge(row.number, Finding(date(2026, 1, 8), "未发现问题", "", (), ""))
        assert dict(field.records.card(row.number).sheet.background)["上次检查"] == "没有登记"
    with Desk.open(field_data, "小李", ticking(datetime(2026, 4, 2, 9, 0))) as field:
        second = Quarter(2026, 2)
        drawn(field, second)  # 28 general sites, 30 due: every one is drawn again
        number = next(it.number for it in tasks(field, second) if it.code == row.code)
        known = dict(field.records.card(number).sheet.background)
    assert known["上次检查"] == "2026-01-08 未发现问题"
