"""What somebody could try with the verbs, and what it comes to."""

from datetime import datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from tests.desk.office import (
    PLAN,
    Q1,
    code,
    drawn,
    frozen,
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


def test_names_changed_between_freeze_and_draw_change_no_list(desk: Desk, tmp_path: Path) -> None:
    draw_id = revealed(desk)
    swapped = [f"冒名{number:02},{code(number)}" for number in range(40)]
    take_in(desk, RosterKind.TARGETS, tmp_path, "名称,统一社会信用代码", *swapped)
    desk.draws.draw(draw_id)
    assert all(t.name.startswith("企业") for t in desk.draws.facts(draw_id).targets)


def test_an_aborted_draws_meeting_freezes_no_second_one(desk: Desk) -> None:
    number = desk.meetings.convene(Q1, meeting())
    draw_id = desk.draws.freeze(number, Choices(PLAN, {}))
    desk.draws.abort(draw_id, "投影仪故障", ("张局长", "何组长"))
    with pytest.raises(DeskError, match=f"这次会议的抽取 {draw_id} 已经中止"):
        desk.draws.freeze(number, Choices(PLAN, {}))


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
