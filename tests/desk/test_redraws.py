"""A redraw is asked for first, then drawn on two persons' digits, or withdrawn."""

import json
from pathlib import Path

import pytest

from ssj_desktop import lottery
from ssj_desktop.desk import Desk
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.rules.period import Quarter
from tests.desk.office import answer, code, drawn, frozen, ticking


def asked(desk: Desk) -> tuple[str, str]:
    """A drawn quarter in which the first site's voiding is asked for."""
    draw_id = drawn(desk)
    site = desk.draws.facts(draw_id).standing[0].code
    desk.redraws.void(
        draw_id, site, VoidGround.DEREGISTERED, evidence="市监注销9号", approved_by="张局长"
    )
    return draw_id, site


def test_a_redraw_waits_for_two_persons_digits_as_the_draw_did(data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draw_id, site = asked(desk)
        assert (desk.draws.unfinished(), desk.draws.step(draw_id)) == (draw_id, DrawStep.FROZEN)
        desk.draws.key(draw_id, 0, "000001", "张局长")
        with pytest.raises(DeskError, match="张局长已经输入了一组数字"):
            desk.draws.key(draw_id, 1, "000002", "张局长")
        desk.draws.key(draw_id, 1, "000002", "何组长")
        desk.draws.reveal(draw_id)
    with Desk.open(data, "小李", ticking()) as desk:  # after a power cut it goes on from here
        assert desk.draws.step(draw_id) is DrawStep.REVEALED
        desk.draws.draw(draw_id)
        facts = desk.draws.facts(draw_id)
        assert site not in {target.code for target in facts.standing}
        assert [slot.digits for slot in facts.redraws[0].digits] == ["000001", "000002"]
        lottery.verify([desk.draws.transcript(draw_id)], facts.final_head)


def test_one_redraw_at_a_time_and_no_next_quarter_before_it(desk: Desk) -> None:
    draw_id, site = asked(desk)
    with pytest.raises(DeskError, match="现在是“待取数”"):
        desk.redraws.void(
            draw_id, site, VoidGround.ELSEWHERE, evidence="文号", approved_by="张局长"
        )
    with pytest.raises(DeskError, match=f"{draw_id} 还没有完成，现在是“待取数”"):
        frozen(desk, Quarter(2026, 2))
    with pytest.raises(DeskError, match="请撤回补抽申请"):
        desk.draws.abort(draw_id, "算了", ("张局长", "何组长"))


def test_a_mistaken_redraw_is_withdrawn_by_two_and_the_chain_keeps_it(desk: Desk) -> None:
    draw_id, site = asked(desk)
    desk.draws.key(draw_id, 0, "000001", "张局长")
    with pytest.raises(DeskError, match="由两个人确认"):
        desk.redraws.withdraw(draw_id, "报错了单位", ("张局长", " "))
    desk.redraws.withdraw(draw_id, "报错了单位", ("张局长", "何组长"))
    facts = desk.draws.facts(draw_id)
    assert site in {target.code for target in facts.standing}
    name = next(target.name for target in facts.standing if target.code == site)
    assert [(line.kind, line.went_out, line.approved_by) for line in facts.redraws] == [
        ("撤回补抽", f"无（原拟作废{name}，已撤回）", "张局长、何组长（确认撤回）")
    ]
    note = json.loads(desk.draws.transcript(draw_id))["events"][2]
    assert (note["withdrawn"]["company"], note["digits_keyed"]) == (site, True)
    lottery.verify([desk.draws.transcript(draw_id)], facts.final_head)
    desk.redraws.void(
        draw_id, site, VoidGround.DEREGISTERED, evidence="市监注销9号", approved_by="张局长"
    )
    with pytest.raises(DeskError, match="主持人、监督人的数字还没有输入"):
        desk.draws.reveal(draw_id)  # what was keyed in for the withdrawn one is forgotten
    answer(desk, draw_id)
    with pytest.raises(DeskError, match="现在是“已摇号”"):
        desk.redraws.withdraw(draw_id, "不满意", ("张局长", "何组长"))


def test_a_redraw_that_could_not_be_drawn_is_refused_before_its_digits(desk: Desk) -> None:
    draw_id = drawn(desk)
    inside = {target.code for target in desk.draws.facts(draw_id).standing}
    outside = next(code(number) for number in range(8) if code(number) not in inside)
    with pytest.raises(DeskError, match="不在抽中名单里"):
        desk.redraws.void(
            draw_id, outside, VoidGround.ELSEWHERE, evidence="文号", approved_by="张局长"
        )
    assert desk.draws.step(draw_id) is DrawStep.DRAWN


def test_a_redraw_waits_for_the_next_quarters_draw(desk: Desk) -> None:
    first = drawn(desk)
    site = desk.draws.facts(first).standing[0].code
    second = frozen(desk, Quarter(2026, 2))
    said = {"evidence": "文号", "approved_by": "张局长"}
    with pytest.raises(DeskError, match=f"{second} 还没有完成"):
        desk.redraws.void(first, site, VoidGround.ELSEWHERE, **said)
    desk.draws.abort(second, "先补抽", ("张局长", "何组长"))
    desk.redraws.void(first, site, VoidGround.ELSEWHERE, **said)
    assert desk.draws.unfinished() == first
    answer(desk, first)
    assert desk.draws.unfinished() == ""


def test_of_several_draws_the_one_that_waits_is_found(desk: Desk) -> None:
    def void(draw_id: str) -> None:
        site = desk.draws.facts(draw_id).standing[0].code
        desk.redraws.void(
            draw_id, site, VoidGround.ELSEWHERE, evidence="文号", approved_by="张局长"
        )

    two = ("张局长", "何组长")
    desk.draws.abort(frozen(desk), "停电", two)
    first = drawn(desk)
    second = drawn(desk, Quarter(2026, 2))
    for draw_id in (first, second, first):
        assert desk.draws.unfinished() == ""
        void(draw_id)
        assert desk.draws.unfinished() == draw_id
        desk.redraws.withdraw(draw_id, "报错了单位", two)
        void(draw_id)
        desk.draws.key(draw_id, 0, "000001", "张局长")
        desk.draws.key(draw_id, 1, "000002", "何组长")
        desk.draws.reveal(draw_id)
        assert desk.draws.unfinished() == draw_id
        desk.draws.draw(draw_id)
    assert desk.draws.unfinished() == ""
    third = frozen(desk, Quarter(2026, 3))
    assert desk.draws.unfinished() == third


def test_a_recusal_that_leaves_a_site_to_nobody_is_refused_though_it_is_not_drawn_yet(
    desk: Desk,
) -> None:
    # Eight key sites, two of them drawn. Allowed, the recusal would leave a later redraw, its
    # digits revealed, with a site that nobody may visit: no draw, no withdrawal, no next quarter.
    draw_id = drawn(desk)
    standing = desk.draws.facts(draw_id).standing
    site = next(code(n) for n in range(8) if code(n) not in {target.code for target in standing})
    said = {"evidence": "书面材料", "approved_by": "张局长"}
    for entry in ("BZ-01", "BZ-02"):
        desk.redraws.recuse(draw_id, entry, site, "近亲属", **said)
        answer(desk, draw_id)
    with pytest.raises(DeskError, match="没有合规的人可派"):
        desk.redraws.recuse(draw_id, "BZ-03", site, "近亲属", **said)
    lines = desk.draws.facts(draw_id).redraws  # they print, though the site is on no list
    assert [(line.went_out[-6:], line.came_in) for line in lines] == [
        (f"（企业{int(site[11:17]):02}）", "无须补人")
    ] * 2
