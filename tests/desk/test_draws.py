"""A quarter's lottery through the verbs, as the meeting goes and as it goes wrong."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop import lottery
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.lottery import Slot
from ssj_desktop.models import backup
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
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


def frozen_document(desk: Desk, draw_id: str) -> Any:
    return json.loads(desk.draws.transcript(draw_id))["events"][0]["body"]


def test_a_quarter_is_drawn_and_anybody_can_check_it(desk: Desk) -> None:
    draw_id = drawn(desk)
    facts = desk.draws.facts(draw_id)
    # 8 key × 25% = 2; 3 squads × 10 = 30 but only 28 general; 4 positive × 25% = 1
    assert [(line.name, line.quota, line.planned) for line in facts.quotas] == [
        ("重点监管对象", 2, 2),
        ("一般监管对象", 30, 28),
        ("特殊监管对象", 0, 0),
        ("正面清单对象", 1, 1),
    ]
    assert len(facts.standing) == 31
    [checked] = lottery.verify([desk.draws.transcript(draw_id)], facts.final_head)
    assert checked.commitment == facts.commitment
    assert facts.deadline == date(2026, 3, 31)  # no term in the scheme: the quarter's end


def test_the_gone_site_is_counted_and_never_drawn(desk: Desk) -> None:
    """LC-5."""
    draw_id = drawn(desk)
    facts = desk.draws.facts(draw_id)
    assert [(gone.code, gone.reason, gone.evidence) for gone in facts.exclusions] == [
        (code(11), "注销", "市监注销1号")
    ]
    positive = next(line for line in facts.quotas if line.key == "positive")
    assert (positive.base, positive.pool) == (4, 3)
    assert code(11) not in {site["id"] for site in frozen_document(desk, draw_id)["companies"]}


def test_by_lingchuans_scheme_whole_teams_go_and_an_expired_badge_stays_home(desk: Desk) -> None:
    """EZ-9."""
    draw_id = drawn(desk)
    people = {p.name for t in desk.draws.facts(draw_id).standing for p in t.team.people}
    assert people == {"甲某", "乙某", "丙某", "丁某", "戊某", "己某"}
    names = [entry["name"] for entry in frozen_document(desk, draw_id)["inspectors"]]
    assert names == ["一组（甲某、乙某）", "三组（戊某、己某）", "二组（丙某、丁某）"]


def test_drawn_one_by_one_the_first_leads_and_two_differ(desk: Desk) -> None:
    facts = desk.draws.facts(drawn(desk, team_mode="persons"))
    for target in facts.standing:
        assert len({person.name for person in target.team.people}) == 2  # TJ-7
        assert len(target.team.admissible) == 2
    # 31 objects × 2 seats ÷ 6 people = 10.3; twice the mean load is 20.7 → 21
    assert facts.cap == 21


def test_a_team_of_one_is_not_sent(desk: Desk, tmp_path: Path) -> None:
    """N-4, EZ-9."""
    gone = write_csv(tmp_path / "离岗.csv", ["姓名,执法证号,是否在岗", "甲某,149900000,否"])
    desk.imports.confirm(desk.imports.preview(RosterKind.INSPECTORS, gone))
    with pytest.raises(DeskError, match="“一组”只有 乙某 一人可派"):
        frozen(desk)


@pytest.mark.parametrize("changes", [{"auxiliary": "是"}, {"qualified": "否"}])
def test_who_may_not_enforce_is_none_of_the_two(desk: Desk, changes: dict[str, str]) -> None:
    """BD-6: an auxiliary inspector; N-14: somebody without a licence."""
    desk.inspectors.save("149900000", changes)
    with pytest.raises(DeskError, match="“一组”只有 乙某 一人可派"):
        frozen(desk)


def test_the_recusal_of_a_member_keeps_the_whole_team_away(desk: Desk) -> None:
    desk.inspectors.recuse("149900000", code(3), "夫妻关系")
    desk.inspectors.recuse("149900002", None, "借调督察组")
    draw_id = drawn(desk)
    document = frozen_document(desk, draw_id)
    # TJ-9, N-4
    assert document["recusals"] == [["BZ-01", code(3)], ["BZ-03", "*"]]
    teams = {t.code: t.team.entries for t in desk.draws.facts(draw_id).standing}
    assert all("BZ-03" not in entries for entries in teams.values())
    assert teams.get(code(3), ()) != ("BZ-01",)


def test_drawing_again_until_it_pleases_is_not_offered(desk: Desk) -> None:
    """LC-16."""
    draw_id = drawn(desk)
    with pytest.raises(DeskError, match=f"已经摇过号（{draw_id}）"):
        frozen(desk)


def test_one_draw_at_a_time(desk: Desk) -> None:
    draw_id = frozen(desk)
    with pytest.raises(DeskError, match=f"{draw_id} 还没有完成，现在是“待取数”"):
        frozen(desk, Quarter(2026, 2))
    assert desk.draws.unfinished() == draw_id


def test_an_abort_says_why_who_and_whether_digits_were_keyed_in(desk: Desk) -> None:
    first = frozen(desk)
    with pytest.raises(DeskError, match="由两个人确认"):
        desk.draws.abort(first, "投影仪故障", ("张局长", "张局长"))
    desk.draws.abort(first, "投影仪故障", ("张局长", "何组长"))
    second = frozen(desk)
    desk.draws.key(second, 0, "111111", "张局长")
    desk.draws.abort(second, "名单有误", ("张局长", "何组长"))
    events = [json.loads(desk.draws.transcript(number))["events"][1] for number in (first, second)]
    assert [(event["by"], event["digits_keyed"]) for event in events] == [
        ("张局长、何组长", False),
        ("张局长、何组长", True),
    ]
    third = drawn(desk)
    assert third.endswith("-03"), "an aborted draw keeps its number"
    lottery.verify([desk.draws.transcript(number) for number in (first, second, third)])


def test_once_digits_are_revealed_there_is_no_way_but_to_draw(desk: Desk) -> None:
    draw_id = revealed(desk)
    with pytest.raises(DeskError, match="现在是“待摇号”"):
        desk.draws.abort(draw_id, "结果不满意", ("张局长", "何组长"))
    with pytest.raises(DeskError, match="现在是“待摇号”"):
        desk.draws.key(draw_id, 0, "999999", "张局长")
    desk.draws.draw(draw_id)
    assert desk.draws.step(draw_id) is DrawStep.DRAWN


@pytest.mark.parametrize("digits", ["12345", "1234567", "12345x", "１２３４５６", "-12345", ""])
def test_digits_are_six_ascii_digits(desk: Desk, digits: str) -> None:
    draw_id = frozen(desk)
    with pytest.raises(DeskError, match="主持人应输入 6 位数字"):
        desk.draws.key(draw_id, 0, digits, "张局长")


def test_digits_are_revealed_together_or_not_at_all(desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.draws.key(draw_id, 0, "004213", "张局长")
    with pytest.raises(DeskError, match="监督人的数字还没有输入"):
        desk.draws.reveal(draw_id)
    desk.draws.key(draw_id, 1, "314159", "何组长")
    desk.draws.key(draw_id, 0, "004214", "张局长")  # keyed again before the reveal
    assert desk.draws.reveal(draw_id) == ("004214", "314159")


def test_masked_digits_lie_in_no_file(data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draw_id = frozen(desk)
        desk.draws.key(draw_id, 0, "860417", "张局长")
    for file in data.parent.rglob("*"):
        assert file.is_dir() or b"860417" not in file.read_bytes(), file


def test_after_a_restart_each_step_goes_on_where_it_stood(data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draw_id = frozen(desk)
        desk.draws.key(draw_id, 0, "004213", "张局长")
    with Desk.open(data, "小李", ticking()) as desk:
        assert (desk.draws.unfinished(), desk.draws.step(draw_id)) == (draw_id, DrawStep.FROZEN)
        with pytest.raises(DeskError, match="主持人、监督人的数字还没有输入"):
            desk.draws.reveal(draw_id)
        desk.draws.key(draw_id, 0, "004213", "张局长")
        desk.draws.key(draw_id, 1, "314159", "何组长")
        desk.draws.reveal(draw_id)
    with Desk.open(data, "小李", ticking()) as desk:
        assert desk.draws.step(draw_id) is DrawStep.REVEALED
        desk.draws.draw(draw_id)
        assert [slot.digits for slot in desk.draws.facts(draw_id).slots] == ["004213", "314159"]
        assert desk.draws.unfinished() == ""


def test_a_gone_site_is_voided_and_one_of_its_stratum_comes_in(desk: Desk) -> None:
    """LC-16."""
    draw_id = drawn(desk)
    before = desk.draws.facts(draw_id)
    key = next(target for target in before.standing if target.category == "重点监管对象")
    desk.redraws.void(
        draw_id,
        key.code,
        VoidGround.DEREGISTERED,
        evidence="市监注销9号",
        approved_by="张局长",
    )
    answer(desk, draw_id)
    facts = desk.draws.facts(draw_id)
    gone, came = facts.targets[key.order - 1], facts.targets[-1]
    assert (gone.void, gone.fate) == (True, "作废：注销")
    assert (came.fate, came.stratum, came.void) == ("补抽列入", key.stratum, False)
    assert len(facts.standing) == len(before.standing)
    assert facts.redraws[0].went_out == key.name
    assert facts.redraws[0].came_in == came.name
    lottery.verify([desk.draws.transcript(draw_id)], facts.final_head)


def test_standing_still_or_lost_is_a_finding_and_no_ground() -> None:
    """EZ-17: 上级已查 is a ground."""
    assert [ground.value for ground in VoidGround] == ["注销", "不在辖区", "上级已查"]


def test_a_late_recusal_sends_another_team_to_that_site_alone(desk: Desk) -> None:
    """TJ-9."""
    draw_id = drawn(desk)
    before = {t.code: t.team.entries for t in desk.draws.facts(draw_id).standing}
    site = next(iter(before))
    desk.redraws.recuse(
        draw_id,
        before[site][0],
        site,
        "近亲属",
        evidence="本人申请",
        approved_by="张局长",
    )
    answer(desk, draw_id)
    standing = desk.draws.facts(draw_id).standing
    after = {t.code: t.team.entries for t in standing}
    assert after[site] != before[site]
    assert [t.code for t in standing if t.fate == "回避换人"] == [site]
    assert {key: value for key, value in after.items() if key != site} == {
        key: value for key, value in before.items() if key != site
    }


@pytest.mark.parametrize("missing", ["evidence", "approved_by"])
def test_a_redraw_without_paper_or_approval_is_refused(desk: Desk, missing: str) -> None:
    draw_id = drawn(desk)
    site = desk.draws.facts(draw_id).standing[0].code
    texts = {"evidence": "文号", "approved_by": "张局长", missing: " "}
    with pytest.raises(DeskError, match="补抽要写明原因、依据和批准人"):
        desk.redraws.void(draw_id, site, VoidGround.ELSEWHERE, **texts)
    assert len(desk.draws.facts(draw_id).redraws) == 0


def test_what_was_visited_this_year_waits_behind_what_was_not(desk: Desk) -> None:
    first = {t.code for t in desk.draws.facts(drawn(desk)).standing}
    second = desk.draws.facts(drawn(desk, Quarter(2026, 2)))
    key = next(line for line in second.quotas if line.key == "key")
    assert [(layer.visits, layer.pool, layer.k) for layer in key.layers] == [(0, 6, 2), (1, 2, 0)]
    again = {t.code for t in second.standing if t.category == "重点监管对象"}
    assert not again & first


def test_a_years_draws_hang_together(desk: Desk) -> None:
    numbers = [drawn(desk, Quarter(2026, number)) for number in (1, 2, 3, 4)]
    lottery.verify([desk.draws.transcript(number) for number in numbers])
    visits = [t.code for n in numbers for t in desk.draws.facts(n).standing]
    assert {code(number) for number in range(8)} <= set(visits), "重点对象年度全覆盖"


def test_a_raise_is_drawn_and_printed_and_a_cut_is_refused(desk: Desk) -> None:
    """LC-9."""
    with pytest.raises(DeskError, match="低于方案的最低数 2 家"):
        desk.plans.raise_to(Q1, "key", 1, "人手不足")
    desk.plans.raise_to(Q1, "key", 5, "秋冬季攻坚")
    draw_id = drawn(desk)
    key = next(line for line in desk.draws.facts(draw_id).quotas if line.key == "key")
    assert (key.quota, key.planned, key.raise_reason) == (2, 5, "秋冬季攻坚")


def test_few_digits_or_a_machines_are_allowed_and_said(desk: Desk) -> None:
    plan = (Slot("person", "主持人", 6), Slot("computer", "本机", 6))
    draw_id = desk.draws.freeze(convened(desk), Choices(plan))
    desk.draws.key(draw_id, 0, "004213", "张局长")
    with pytest.raises(DeskError, match="“本机”这一组由本机产生"):
        desk.draws.key(draw_id, 1, "314159", "小李")
    desk.draws.key(draw_id, 1, "", "小李")
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)
    remarks = "".join(desk.draws.facts(draw_id).remarks)
    assert "共 6 位，少于建议的 12 位" in remarks
    assert "计算机随机数" in remarks


def test_a_frozen_meeting_is_not_rewritten(desk: Desk) -> None:
    number = convened(desk)
    desk.meetings.correct(number, meeting(place="一楼大厅"))
    draw_id = desk.draws.freeze(number, Choices(PLAN))
    with pytest.raises(DeskError, match=f"{draw_id} 已经冻结"):
        desk.meetings.correct(number, meeting(host="别人"))
    desk.meetings.end(number, datetime(2026, 1, 8, 9, 40))
    with pytest.raises(DeskError, match="已记为 09:40"):
        desk.meetings.end(number, datetime(2026, 1, 8, 10, 40))


def test_a_draw_is_backed_up_at_once(desk: Desk, data: Path) -> None:
    drawn(desk)
    assert backup.listed(data)[0].reason is backup.Reason.DRAW


def test_a_later_edit_of_the_roster_changes_no_paper(desk: Desk, tmp_path: Path) -> None:
    draw_id = drawn(desk)
    before = desk.draws.facts(draw_id)
    rows = ["名称,统一社会信用代码,地址", f"改名后的企业,{before.targets[0].credit_code},西街1号"]
    file = write_csv(tmp_path / "改名.csv", rows)
    desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, file))
    assert desk.draws.facts(draw_id) == before


def test_a_draw_out_of_its_quarter_says_so(desk: Desk) -> None:
    early = desk.draws.facts(drawn(desk, Quarter(2026, 2)))
    assert early.remarks == ("本次摇号在2026年第二季度开始之前进行。",)


def test_a_site_put_right_is_special_no_longer(desk: Desk) -> None:
    found_on = date(2025, 11, 3)
    desk.targets.record_fact(code(30), FactKind.UNRECTIFIED, found_on, "3号", "责令改正决定书")

    def special() -> int:
        return next(line.base for line in lines(desk) if line.key == "special")

    assert special() == 1
    (fact,) = desk.targets.card(code(30)).facts
    settle = desk.targets.settle_fact
    with pytest.raises(DeskError, match="早于发生日期"):
        settle(code(30), fact, date(2025, 11, 2), "复查记录")
    settle(code(30), fact, date(2025, 12, 20), "复查记录")
    assert special() == 0
    with pytest.raises(DeskError, match="没有 2025-11-03 的未销号“整改未到位”"):
        settle(code(30), fact, date(2025, 12, 20), "复查记录")
