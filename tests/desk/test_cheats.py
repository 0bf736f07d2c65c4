"""What somebody could try with the verbs, and what it comes to."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.lottery import Slot
from ssj_desktop.rules.census import FactKind
from tests.desk.office import (
    OFFICE,
    PLAN,
    Q1,
    answer,
    code,
    convened,
    drawn,
    frozen,
    lines,
    meeting,
    revealed,
    ticking,
    write_csv,
)


def take_in(desk: Desk, kind: RosterKind, folder: Path, *rows: str) -> int:
    return desk.imports.confirm(desk.imports.preview(kind, write_csv(folder / "新.csv", [*rows])))


def test_a_site_that_nobody_may_visit_is_told_before_the_freeze_not_after_the_digits(
    desk: Desk,
) -> None:
    for badge in ("149900000", "149900002", "149900004"):  # one of each team
        desk.inspectors.recuse(badge, code(20), "利害关系")
    with pytest.raises(DeskError, match=r"没有合规的人可派：企业20（\w+）第 1 席"):
        frozen(desk)
    assert desk.draws.unfinished() == ""
    desk.inspectors.recuse("149900000", None, "借调")
    desk.inspectors.lift("149900000", None, "借调期满")
    with pytest.raises(DeskError, match="甲某没有这样一条回避"):
        desk.inspectors.lift("149900000", None, "调离")
    desk.inspectors.lift("149900000", code(20), "已不任职")
    assert frozen(desk)


def test_names_changed_between_freeze_and_draw_change_no_list(desk: Desk, tmp_path: Path) -> None:
    draw_id = revealed(desk)
    swapped = [f"冒名{number:02},{code(number)}" for number in range(40)]
    take_in(desk, RosterKind.TARGETS, tmp_path, "名称,统一社会信用代码", *swapped)
    desk.draws.draw(draw_id)
    assert all(t.name.startswith("企业") for t in desk.draws.facts(draw_id).targets)


def test_an_aborted_draws_meeting_freezes_no_second_one(desk: Desk) -> None:
    number = convened(desk)
    draw_id = desk.draws.freeze(number, Choices(PLAN))
    desk.draws.abort(draw_id, "投影仪故障", ("张局长", "何组长"))
    with pytest.raises(DeskError, match=f"这次会议的抽取 {draw_id} 已经中止"):
        desk.draws.freeze(number, Choices(PLAN))


def test_a_clock_set_back_takes_nothing_back_that_a_draw_has_seen(
    data: Path, tmp_path: Path
) -> None:
    with Desk.open(data, "小李", ticking(datetime(2026, 1, 9, 9, 0))) as desk:
        rows = ("名称,统一社会信用代码", f"新企业,{code(77)}")
        batch = take_in(desk, RosterKind.TARGETS, tmp_path, *rows)
    with Desk.open(data, "小李", ticking(datetime(2026, 1, 8, 9, 0))) as desk:
        draw_id = drawn(desk)
        with pytest.raises(DeskError, match=f"其后的摇号 {draw_id} 已经用过"):
            desk.imports.take_back(batch)


def test_a_supervisor_has_a_name(desk: Desk) -> None:
    with pytest.raises(DeskError, match="没有填写监督人"):
        desk.meetings.convene(Q1, meeting(supervisors=(" ",)))


def test_a_recusal_with_the_site_left_blank_bars_nobody_from_everything(desk: Desk) -> None:
    with pytest.raises(DeskError, match="没有编号为  的检查对象"):
        desk.inspectors.recuse("149900000", "", "近亲属")


def test_a_raise_for_a_category_that_the_scheme_does_not_have_is_not_passed_over(
    desk: Desk,
) -> None:
    with pytest.raises(DeskError, match="方案里没有类别“keys”"):
        desk.plans.raise_to(Q1, "keys", 5, "攻坚")


def test_digits_are_keyed_in_by_somebody_and_come_from_somebody(desk: Desk) -> None:
    number = convened(desk)
    with pytest.raises(DeskError, match="没有写明由谁提供数字"):
        desk.draws.freeze(number, Choices((Slot("dice", " ", 6),)))
    draw_id = desk.draws.freeze(number, Choices(PLAN))
    with pytest.raises(DeskError, match="没有写明数字由谁输入"):
        desk.draws.key(draw_id, 0, "004213", " ")


@pytest.mark.parametrize("field", ["name", "enforcement_unit", "filing_receiver"])
def test_an_office_has_the_names_that_its_papers_print(desk: Desk, field: str) -> None:
    nameless: dict[str, Any] = {field: " "}
    with pytest.raises(DeskError, match="没有填写"):
        desk.offices.set_up(replace(OFFICE, **nameless))


@pytest.mark.parametrize("scheme_id", ["", "../taijiang-2022", "长" * 300, "x\0"])
def test_a_scheme_that_is_not_there_is_told_whatever_its_name(desk: Desk, scheme_id: str) -> None:
    with pytest.raises(DeskError, match="没有名为“"):
        desk.offices.set_up(replace(OFFICE, scheme_id=scheme_id))


def test_what_is_pasted_with_line_breaks_and_blanks_is_kept_on_one_line(desk: Desk) -> None:
    pasted = "\u200b 张\u3000局长\x07\r\n（组长） "
    desk.plans.raise_to(Q1, "key", 3, pasted)
    number = convened(desk, host=pasted, absent=(" ", pasted))
    plan = (Slot("person", pasted, 6), Slot("person", "监督人", 6))
    draw_id = desk.draws.freeze(number, Choices(plan))
    desk.draws.key(draw_id, 0, "004213", pasted)
    desk.draws.key(draw_id, 1, "314159", "何组长")
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)
    site = desk.draws.facts(draw_id).standing[0]
    change = {"evidence": pasted, "approved_by": pasted}
    desk.redraws.void(draw_id, site.code, VoidGround.ELSEWHERE, **change)
    answer(desk, draw_id)
    facts = desk.draws.facts(draw_id)
    plain = "张 局长 （组长）"
    assert (facts.meeting.host, facts.meeting.absent) == (plain, (plain,))
    assert (facts.slots[0].by, facts.quotas[0].raise_reason) == (plain, plain)
    assert (facts.redraws[0].evidence, facts.redraws[0].approved_by) == (plain, plain)


def test_a_roster_without_squads_is_told_beside_the_quota_it_makes_nothing_of(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [f"{name}某,14990000{n},否" for n, name in enumerate("甲乙丙丁戊己")]
    rows += ["庚某,149900009,否", "辛某,149900010,是"]
    take_in(desk, RosterKind.INSPECTORS, tmp_path, "姓名,执法证号,是否在岗", *rows)
    general = next(line for line in lines(desk) if line.key == "general")
    assert (general.quota, general.notes) == (0, ("执法人员名录里没有登记分队，按 0 个分队计算",))


def test_a_meeting_ends_after_it_begins(desk: Desk) -> None:
    with pytest.raises(DeskError, match="结束时间应晚于开始时间"):
        desk.meetings.convene(Q1, meeting(ended=datetime(2026, 1, 8, 8, 59)))


def test_one_person_does_not_key_in_both_persons_digits(desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.draws.key(draw_id, 0, "004213", "张局长")
    with pytest.raises(DeskError, match="张局长已经输入了一组数字"):
        desk.draws.key(draw_id, 1, "314159", " 张局长")
    desk.draws.key(draw_id, 0, "004214", "张局长")


def test_the_minutes_say_that_all_digits_came_from_one_side(desk: Desk) -> None:
    slots = (Slot("person", "操作人小李", 12),)
    draw_id = desk.draws.freeze(convened(desk), Choices(slots))
    desk.draws.key(draw_id, 0, "004213314159", "小李")
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)
    assert desk.draws.facts(draw_id).remarks == ("本次数字全部由操作人小李一方提供。",)


def test_what_the_program_has_drawn_is_not_entered_again_as_an_earlier_visit(desk: Desk) -> None:
    draw_id = drawn(desk)
    with pytest.raises(DeskError, match=f"已用本程序摇号（{draw_id}）"):
        desk.targets.record_visit(code(30), date(2026, 1, 5), "general", "台账")
    desk.targets.record_visit(code(30), date(2025, 12, 31), "general", "台账")


def test_the_same_visit_or_penalty_entered_twice_counts_once(desk: Desk) -> None:
    desk.targets.record_visit(code(30), date(2026, 1, 5), "general", "台账")
    desk.targets.record_fact(code(30), FactKind.PENALTY, date(2025, 5, 1), "1号", "决定书")
    with pytest.raises(DeskError, match="已经登记过"):
        desk.targets.record_visit(code(30), date(2026, 1, 5), "general", "台账 ")
    with pytest.raises(DeskError, match="已经登记过"):
        desk.targets.record_fact(code(30), FactKind.PENALTY, date(2025, 5, 1), "1号", "决定书")
    desk.targets.record_fact(code(30), FactKind.PENALTY, date(2025, 5, 1), "2号", "决定书")
    [special] = [line for line in lines(desk) if line.key == "special"]
    assert special.base == 1  # two penalties last year (LC-13)


@pytest.mark.parametrize("cap", [0, -1])
def test_a_cap_that_lets_nobody_go_is_told(desk: Desk, cap: int) -> None:
    with pytest.raises(DeskError, match="上限至少是 1"):
        frozen(desk, cap=cap)


def test_whoever_stands_in_no_team_is_named_in_the_minutes_as_not_drawn(
    desk: Desk, tmp_path: Path
) -> None:
    loose = ("姓名,执法证号,所属分队", "游某,149900055,一分队")
    take_in(desk, RosterKind.INSPECTORS, tmp_path, *loose)
    facts = desk.draws.facts(drawn(desk))
    assert facts.remarks == ("游某未编入任何一组，没有参加本次抽取。",)
