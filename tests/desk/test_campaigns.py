"""专项抽查 through the verbs: written down, approved, drawn on its own, and done in one visit."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssj_desktop import lottery
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError, FormError, SettledError
from ssj_desktop.facts.campaign import CampaignState
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.task import TaskState
from ssj_desktop.models import census
from ssj_desktop.rules.period import Quarter
from ssj_desktop.views.rosters.squads import members
from tests.desk.office import (
    OFFICE,
    PLAN,
    Q1,
    answer,
    campaign,
    campaign_drawn,
    code,
    convened,
    drawn,
    filled,
    frozen,
    lines,
    meeting,
    take_in,
    tasks,
    ticking,
)

_HEADING = "姓名,执法证号,证件有效期止,编制,工作单位,辅助检查人员,专业特长"


def tagged(desk: Desk, *numbers: int, tag: str = "加油站") -> None:
    desk.targets.tag([code(number) for number in numbers], [tag], [])


def guests(desk: Desk, folder: Path) -> None:
    """Two people of the market office, one of housing, two auxiliaries."""
    rows = [
        "市甲,SJ0001,2028-12-31,外单位,市场监管局,否,",
        "市乙,SJ0002,2028-12-31,外单位,市场监管局,否,",
        "住甲,ZJ0001,2028-12-31,外单位,住建局,否,",
        "辅甲,,,聘用,,是,大气",
        "辅乙,,,聘用,,是,水",
    ]
    take_in(desk, folder, _HEADING, rows, RosterKind.INSPECTORS)


def faults(desk: Desk, **texts: str) -> dict[str, str]:
    said = {"name": "油气回收专项", "document": "测环〔2026〕3号", "amount": "5"}
    with pytest.raises(FormError) as refused:
        desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said, **texts})
    return dict(refused.value.faults)


def test_a_campaign_is_drawn_of_its_own_scope_beside_the_quarters_plan(desk: Desk) -> None:
    """LC-2, BD-11, EZ-7: 专项 is drawn too, of whom it names alone; the plan's own draw stays."""
    tagged(desk, *range(12, 22))
    number = campaign(desk, tags="加油站", amount="30%")
    first = drawn(desk)
    second = campaign_drawn(desk, number)
    assert (first, second) == ("CS-2026Q1-01", "CS-2026Q1-02")
    facts = desk.draws.facts(second)
    # 10 × 30% = 3
    assert [(line.base, line.planned, line.formula) for line in facts.quotas] == [
        (10, 3, "10 家 × 30% = 3 家")
    ]
    assert {target.code for target in facts.standing} <= {code(n) for n in range(12, 22)}
    assert facts.period == "2026年第一季度油气回收专项"
    assert facts.campaign
    assert (facts.campaign.kind, facts.campaign.scope) == ("专项", "定向：标签为加油站")
    assert lottery.verify([desk.draws.transcript(it) for it in (first, second)])
    [row] = desk.campaigns.rows(2026)
    assert (row.state, row.draw_id, row.drawn) == (CampaignState.DRAWN, second, 3)
    assert desk.draws.held_in(Q1) == first
    assert desk.draws.held_in(Q1, number) == second


def test_a_campaign_fills_no_categorys_number_but_its_visit_counts(desk: Desk) -> None:
    """A visit is a visit of the year, and within the rule's period nobody is drawn twice; the
    scheme's least stays what it is."""
    tagged(desk, 0, 1, 2)
    campaign_drawn(desk, campaign(desk, tags="加油站", amount="3"))
    key = next(line for line in lines(desk) if line.key == "key")
    # 8 × 25% = 2, none of them filled; 3 of the 8 are visited already.
    assert (key.quota, key.planned, key.pool, key.visited) == (2, 2, 5, 3)
    assert "本季度已查的 3 家不重复列入" in key.notes


def test_one_object_on_two_lists_is_visited_once(desk: Desk) -> None:
    """LC-7, WL-5, EZ-14: 综合查一次 — both are done by the task that was there first."""
    first = drawn(desk)
    listed = [target.code for target in desk.draws.facts(first).standing]
    tagged(desk, *(n for n in range(40) if code(n) in listed[:3]))
    second = campaign_drawn(desk, campaign(desk, tags="加油站", amount="3"))
    rows = {row.number: row for row in tasks(desk)}
    joined = [row for row in rows.values() if row.number.startswith(second)]
    assert len(joined) == 3
    assert {row.state for row in joined} == {TaskState.JOINED}
    main = rows[joined[0].into]
    assert (main.code, main.number.startswith(first)) == (joined[0].code, True)
    sheet = desk.records.card(main.number).sheet
    assert sheet.also == (f"2026年第一季度油气回收专项（任务 {joined[0].number}）",)
    with pytest.raises(SettledError, match=f"和 {main.number} 是同一家，一次查完"):
        filled(desk, joined[0].number)
    with pytest.raises(DeskError, match="是同一对象，一次查完"):
        desk.tasks.sheets([joined[0].number])
    with pytest.raises(SettledError, match="请在任务"):
        desk.records.to_sign(joined[0].number)
    filled(desk, main.number)
    visits = [row.visits for row in desk.targets.rows() if row.code == main.code]
    assert visits == [1], "one visit, not two"


def test_a_visit_already_begun_is_not_joined(desk: Desk) -> None:
    first = drawn(desk)
    standing = desk.draws.facts(first).standing
    [number] = [n for n in range(40) if code(n) == standing[0].code]
    tagged(desk, number)
    filled(desk, f"{first}-001")
    second = campaign_drawn(desk, campaign(desk, tags="加油站", amount="1"))
    [row] = [row for row in tasks(desk) if row.number.startswith(second)]
    assert (row.state, row.into) == (TaskState.WAITING, "")


def test_a_joined_task_stands_alone_again_once_the_other_is_void(desk: Desk) -> None:
    first = drawn(desk)
    target = desk.draws.facts(first).standing[0]
    tagged(desk, *(n for n in range(40) if code(n) == target.code))
    second = campaign_drawn(desk, campaign(desk, tags="加油站", amount="1"))
    desk.redraws.void(
        first, target.code, VoidGround.DEREGISTERED, evidence="核查1号", approved_by="张局长"
    )
    answer(desk, first)
    [row] = [row for row in tasks(desk) if row.number.startswith(second)]
    assert (row.state, row.into) == (TaskState.WAITING, "")


def test_every_department_has_a_seat_and_the_office_its_own_two(desk: Desk, tmp_path: Path) -> None:
    """TJ-8: 各部门各自抽，每个事项至少一人; TJ-10: experts are drawn on seats of their own; BD-6:
    auxiliaries never count among the two."""
    guests(desk, tmp_path)
    number = campaign(
        desk,
        kind="部门联合",
        amount="4",
        departments="市场监管局、住建局",
        auxiliaries="1",
        specialty="大气",
    )
    facts = desk.draws.facts(campaign_drawn(desk, number))
    for target in facts.standing:
        assert len(target.team.officers) == 2
        assert [person.role for person in target.team.others] == [
            "市场监管局",
            "住建局",
            "辅助检查人员",
        ]
        assert target.team.others[2].name == "辅甲", "the only one of that specialty"
    row = tasks(desk)[0]
    card = desk.records.card(row.number)
    assert [officer.unit for officer in card.sheet.others] == [
        "市场监管局",
        "住建局",
        "辅助检查人员",
    ]
    assert card.body.texts["others"].splitlines()[1] == "住甲　住建局"
    assert {name for name in ("lead", "member_1") if card.body.texts[name]} == {"lead", "member_1"}
    assert card.body.texts["member_2"] == "", "nobody else is an officer of the office"


def test_people_of_other_departments_are_no_heads_and_never_drawn_for_the_plan(
    desk: Desk, tmp_path: Path
) -> None:
    """TJ-8: departments have rosters of their own; no scheme counts them as heads."""
    before = lines(desk)
    guests(desk, tmp_path)
    assert lines(desk) == before
    facts = desk.draws.facts(drawn(desk, team_mode="persons"))
    drawn_people = {person.name for target in facts.standing for person in target.team.people}
    assert not drawn_people & {"市甲", "市乙", "住甲", "辅甲", "辅乙"}


def test_guests_stand_under_their_department_and_need_no_team(desk: Desk, tmp_path: Path) -> None:
    guests(desk, tmp_path)
    people = {one.row.name: one for one in members(desk.inspectors.rows())}
    assert (people["市甲"].row.squad, people["市甲"].concerns) == ("市场监管局", ())
    assert people["市甲"].row.can_go


def test_within_the_office_a_departments_people_take_its_seat_alone(
    desk: Desk, tmp_path: Path
) -> None:
    """BD-14: 内部联合抽查."""
    rows = ["科甲,14990011,2028-12-31,,局机关,否,", "科乙,14990012,2028-12-31,,局机关,否,"]
    take_in(desk, tmp_path, _HEADING, rows, RosterKind.INSPECTORS)
    for name in ("科甲", "科乙"):
        [found] = [row.code for row in desk.inspectors.rows() if row.name == name]
        desk.inspectors.save(found, {"department": "水科"})
    number = campaign(desk, kind="内部联合", amount="4", departments="水科")
    roles = {it.name: it.role for it in desk.lotteries.review(Q1, campaign=number).entries}
    assert roles == {"一组": "", "三组": "", "二组": "", "科甲": "水科", "科乙": "水科"}
    facts = desk.draws.facts(campaign_drawn(desk, number))
    for target in facts.standing:
        [of_department] = target.team.others
        assert of_department.name in ("科甲", "科乙")
        assert of_department.role == "水科"
        people = [person.name for person in target.team.officers]
        assert len(people) == 2
        assert not {"科甲", "科乙"} & set(people)
        assert target.team.squad in ("一分队", "二分队", "三分队"), "that of the team alone"


def test_auxiliaries_may_be_chosen_instead_of_drawn(desk: Desk, tmp_path: Path) -> None:
    """WL-4: 可抽取或挑选辅助人员."""
    guests(desk, tmp_path)
    facts = desk.draws.facts(campaign_drawn(desk, campaign(desk, chosen="辅乙", amount="2")))
    for target in facts.standing:
        assert [(it.name, it.role) for it in target.team.others] == [("辅乙", "辅助检查人员")]
    assert any("挑选辅助检查人员辅乙" in remark for remark in facts.remarks)


def test_a_campaign_by_item_checks_that_item(desk: Desk, tmp_path: Path) -> None:
    """A draw by item: its own pool by tags and type, and its records go through it alone."""
    take_in(
        desk, tmp_path, "事项编码,事项名称,检查依据", ["SX-7,油气回收,大气法49条"], RosterKind.ITEMS
    )
    tagged(desk, 12, 13)
    draw_id = campaign_drawn(desk, campaign(desk, tags="加油站", items="SX-7", amount="100%"))
    card = desk.records.card(f"{draw_id}-001")
    assert [(item.code, item.name, item.basis) for item in card.sheet.items] == [
        ("SX-7", "油气回收", "大气法49条")
    ]
    assert [check.name for check in card.body.checks] == ["油气回收"]


def test_a_form_says_field_by_field_what_it_cannot_keep(desk: Desk, tmp_path: Path) -> None:
    guests(desk, tmp_path)
    assert faults(desk, name="", document="", amount="几家", quarter="5") == {
        "name": "请写明名称，例如 加油站油气回收专项。",
        "document": "请写明依据，例如 青环办〔2026〕12号。",
        "amount": "请写家数（例如 12）或比例（例如 20%）。",
        "quarter": "请选：1、2、3、4。",
    }
    assert faults(desk, tags="油库")["tags"] == "名录里没有标签“油库”。现在一个也没有。"
    assert "方案里没有类别“关键”" in faults(desk, categories="关键")["categories"]
    assert faults(desk, kind="部门联合")["departments"] == (
        "联合抽查要写明参加的部门，每个部门各派 1 人。"
    )
    assert (
        "可写：住建局、市场监管局"
        in faults(desk, kind="部门联合", departments="公安局")["departments"]
    )
    assert "才有参加部门" in faults(desk, departments="住建局")["departments"]
    assert faults(desk, auxiliaries="9") == {"auxiliaries": "请写 0 至 5 的整数。"}
    assert "没有“甲某”" in faults(desk, chosen="甲某")["chosen"]
    assert faults(desk, due="2025-12-31") == {"due": "完成时限不能早于季度的第一天。"}
    assert "⛽" in faults(desk, name="加油站⛽专项")["name"], "no paper could print it"
    campaign(desk)
    assert "本年已有同名的专项" in faults(desk)["name"]


def test_only_what_is_approved_and_not_called_off_is_drawn(desk: Desk) -> None:
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "quarter": "1"}
    number = desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    with pytest.raises(DeskError, match="“甲专项”还没有批准"):
        desk.meetings.convene(Q1, meeting(), number)
    desk.campaigns.approve(number, "张局长")
    with pytest.raises(DeskError, match="“甲专项”不在2026年第二季度摇号"):
        desk.meetings.convene(Quarter(2026, 2), meeting(), number)
    convened_before = desk.meetings.convene(Q1, meeting(), number)
    with pytest.raises(DeskError, match="已经批准"):
        desk.campaigns.save(2026, number, {**desk.campaigns.blank(), **said})
    desk.campaigns.call_off(number, "上级另有安排", "张局长")
    with pytest.raises(DeskError, match="“甲专项”已经取消"):
        desk.meetings.convene(Q1, meeting(), number)
    with pytest.raises(DeskError, match="“甲专项”已经取消"):
        desk.draws.freeze(convened_before, Choices(PLAN))
    assert not desk.meetings.waiting(), "nobody is led to a meeting of what was called off"
    with pytest.raises(DeskError, match="已经取消"):
        desk.campaigns.call_off(number, "再取消", "张局长")


def test_a_campaign_is_drawn_once_like_anything_else(desk: Desk) -> None:
    number = campaign(desk)
    draw_id = campaign_drawn(desk, number)
    with pytest.raises(DeskError, match=f"“油气回收专项”已经摇过号（{draw_id}）"):
        campaign_drawn(desk, number)
    with pytest.raises(DeskError, match="已经冻结或摇号，不能取消"):
        desk.campaigns.call_off(number, "不查了", "张局长")


def test_a_draft_can_be_changed_and_thrown_away(desk: Desk) -> None:
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "quarter": "1"}
    number = desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    desk.campaigns.save(2026, number, {**desk.campaigns.blank(), **said, "amount": "50%"})
    card = desk.campaigns.card(number)
    assert card.plan
    # 40 × 50% = 20; the gone one is in the base and not in the pool.
    assert (card.plan.line.planned, card.plan.line.pool) == (20, 39)
    desk.campaigns.discard(number)
    assert desk.campaigns.rows(2026) == ()


def test_a_scope_with_nobody_in_it_is_not_approved(desk: Desk) -> None:
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "quarter": "1"}
    number = desk.campaigns.save(
        2026, None, {**desk.campaigns.blank(), **said, "categories": "特殊监管对象"}
    )
    words = "“甲专项”的范围里没有可抽的对象"
    assert words in desk.campaigns.card(number).why_not_approve
    with pytest.raises(DeskError, match=words):
        desk.campaigns.approve(number, "张局长")


def test_the_lottery_tells_which_draw_it_is(desk: Desk) -> None:
    number = campaign(desk)
    plain = desk.lotteries.of(Q1)
    assert (plain.campaign, plain.others) == (0, ((number, "油气回收专项"),))
    facts = desk.lotteries.of(Q1, number)
    assert (facts.title, facts.why_not) == ("2026年第一季度油气回收专项", "")
    assert facts.suggested.title == "2026年第一季度油气回收专项“双随机、一公开”抽查摇号会议"
    draw_id = desk.draws.freeze(desk.meetings.convene(Q1, meeting(), number), Choices(PLAN))
    under_way = desk.lotteries.of()
    assert (under_way.campaign, under_way.frozen and under_way.frozen.draw_id) == (number, draw_id)
    assert "还没有完成" in desk.lotteries.of(Q1).why_not
    desk.draws.abort(draw_id, "算错了", ("张局长", "何组长"))
    assert desk.lotteries.of(Q1, number).aborted == (f"{draw_id} 已中止：算错了（张局长、何组长）",)
    assert desk.lotteries.of(Q1).aborted == ()
    convened(desk)
    assert desk.draws.freeze(convened(desk), Choices(PLAN)) == "CS-2026Q1-02"


def test_the_year_lists_campaigns_beside_the_categories(desk: Desk, tmp_path: Path) -> None:
    """EZ-7: 日常监督管理、监督执法、专项、部门联合; they fill no category's number."""
    guests(desk, tmp_path)
    before = desk.year_plans.of(2026).draft
    campaign(desk, amount="5", quarter="2")
    campaign(desk, name="油品联合", kind="部门联合", departments="住建局", amount="3", quarter="3")
    desk.year_plans.approve(2026, "张局长")
    now = desk.year_plans.of(2026).draft
    assert before
    assert now
    assert now.visits == before.visits
    assert [(one.name, one.kind, one.visits, one.drawn) for one in now.campaigns] == [
        ("油气回收专项", "专项", 5, False),
        ("油品联合", "部门联合", 3, False),
    ]
    assert now.load.visits == before.load.visits + 8
    campaign(desk, name="冬季专项", quarter="4")
    assert desk.year_plans.of(2026).changed_since == ("新增专项：冬季专项",)


def test_a_campaigns_list_is_filed_like_the_quarters(desk: Desk) -> None:
    """LC-22."""
    number = campaign(desk, amount="2")
    card = desk.filings.of(Q1, number)
    assert card.why_none == "2026年第一季度油气回收专项还没有摇号，没有名单可报。"
    draw_id = campaign_drawn(desk, number)
    card = desk.filings.of(Q1, number)
    assert card.drawn
    assert (card.drawn.draw_id, card.deadline, card.filed) == (draw_id, None, False)
    desk.filings.report(draw_id, desk.today(), "收字12号")
    assert desk.filings.of(Q1, number).filed
    assert desk.filings.of(Q1).drawn is None


def test_what_changed_since_the_last_plan_passes_a_campaign_over(desk: Desk) -> None:
    drawn(desk)
    campaign_drawn(desk, campaign(desk, amount="2"))
    desk.plans.approve(Quarter(2026, 2), "张局长")
    changes = desk.lotteries.review(Quarter(2026, 2)).changes
    assert changes is not None
    assert not any("油气回收专项" in change for change in changes)
    assert frozen(desk, Quarter(2026, 2)) == "CS-2026Q2-01"


def test_a_plan_keeps_its_number_where_its_site_is_on_a_campaigns_list_too(desk: Desk) -> None:
    """A redraw brings a site onto the plan's list that a campaign's has already: one visit, and
    it fills the category's number."""
    first = drawn(desk)
    keys = list(range(8))
    on_list = {target.code for target in desk.draws.facts(first).standing}
    waiting = [n for n in keys if code(n) not in on_list]
    tagged(desk, *waiting)
    second = campaign_drawn(desk, campaign(desk, tags="加油站", amount="100%"))
    void = next(code(n) for n in keys if code(n) in on_list)
    said = {"evidence": "核查1号", "approved_by": "张局长"}
    desk.redraws.void(first, void, VoidGround.DEREGISTERED, **said)
    answer(desk, first)
    [came] = [it for it in desk.draws.facts(first).standing if it.fate == "补抽列入"]
    [joined] = [it for it in desk.draws.facts(second).standing if it.code == came.code]
    assert joined.fate == f"与 {first} 名单一并查，由那里的人员检查"
    key = next(line for line in lines(desk, Quarter(2026, 2)) if line.key == "key")
    # 2 by the plan, of whom one is void and one of the campaign's 6 stands for it: 1 + 6.
    assert (key.base, key.visited) == (8, 7)
    with desk.store.reading() as session:
        visits = [
            it for site in census.taken(session, ("排污单位",), 2026).subjects for it in site.visits
        ]
    assert sum(visit.category == "key" for visit in visits) == 2, "as many as stand on the list"


def test_of_several_lists_the_earliest_that_still_stands_leads(desk: Desk) -> None:
    first = drawn(desk)
    target = desk.draws.facts(first).standing[0]
    tagged(desk, *(n for n in range(40) if code(n) == target.code))
    second = campaign_drawn(desk, campaign(desk, name="甲专项", tags="加油站", amount="1"))
    third = campaign_drawn(desk, campaign(desk, name="乙专项", tags="加油站", amount="1"))
    assert {row.into for row in tasks(desk) if row.into} == {f"{first}-001"}
    said = {"evidence": "核查1号", "approved_by": "张局长"}
    desk.redraws.void(first, target.code, VoidGround.DEREGISTERED, **said)
    answer(desk, first)
    rows = {row.number: row for row in tasks(desk)}
    assert (rows[f"{second}-001"].into, rows[f"{third}-001"].into) == ("", f"{second}-001")
    assert [row.visits for row in desk.targets.rows() if row.code == target.code] == [1]


def test_a_visit_for_two_lists_is_one_to_make_and_one_when_it_is_made(desk: Desk) -> None:
    first = drawn(desk)
    draft = desk.year_plans.of(2026).draft
    assert draft
    before = draft.load.visits
    target = desk.draws.facts(first).standing[0]
    tagged(desk, *(n for n in range(40) if code(n) == target.code))
    second = campaign_drawn(desk, campaign(desk, tags="加油站", amount="1"))
    draft = desk.year_plans.of(2026).draft
    assert draft
    assert draft.load.visits == before, "nobody goes there twice"
    said = {"evidence": "核查1号", "approved_by": "张局长"}
    desk.redraws.void(second, target.code, VoidGround.DEREGISTERED, **said)
    answer(desk, second)
    draft = desk.year_plans.of(2026).draft
    assert draft
    assert draft.load.visits == before
    assert [(one.drawn, one.visits) for one in draft.campaigns] == [(True, 0)]


def test_a_campaigns_own_day_is_told_with_its_own_document(desk: Desk) -> None:
    first = drawn(desk)
    target = desk.draws.facts(first).standing[0]
    tagged(desk, *(n for n in range(40) if code(n) == target.code))
    number = campaign(desk, tags="加油站", amount="1", due="2026-01-20")
    second = campaign_drawn(desk, number)
    duties = {duty.about: duty for duty in desk.duties.of_today().rows}
    own = duties["2026年第一季度油气回收专项，还有 1 家没有检查"]
    assert (str(own.due), own.clause) == ("2026-01-20", "测环〔2026〕3号")
    [leading] = [row for row in tasks(desk) if row.code == target.code and not row.into]
    assert str(leading.deadline) == "2026-01-20", "the earlier of both"
    filled(desk, leading.number)
    assert not any("油气回收专项" in about for about in (
        duty.about for duty in desk.duties.of_today().rows
    ))  # fmt: skip
    assert second


def test_an_approved_campaign_is_to_be_drawn_within_its_quarter_or_before_its_own_day(
    desk: Desk,
) -> None:
    number = campaign(desk)
    early = campaign(desk, name="水源地专项", due="2026-02-10")

    def to_draw() -> dict[str, str]:
        rows = desk.duties.of_today().rows
        return {row.about: str(row.due) for row in rows if row.name == "完成专项摇号"}

    assert to_draw() == {
        "2026年第一季度油气回收专项": "2026-03-31",
        "2026年第一季度水源地专项": "2026-02-10",
    }
    campaign_drawn(desk, number)
    desk.campaigns.call_off(early, "市里统一安排", "张局长")
    assert not to_draw()


def test_an_approved_plan_says_what_was_approved_whatever_comes_later(
    desk: Desk, tmp_path: Path
) -> None:
    heading, row = "事项编码,事项名称,检查依据", "SX-7,油气回收,大气法49条"
    take_in(desk, tmp_path, heading, [row], RosterKind.ITEMS)
    tagged(desk, *range(12, 22))
    number = campaign(desk, tags="加油站", items="SX-7", amount="30%")
    tagged(desk, *range(22, 36))
    desk.items.save("SX-7", {"name": "全新事项"})
    plan = desk.campaigns.card(number).plan
    assert plan
    # 10 × 30% = 3 when it was approved; 24 × 30% = 7.2 → 8 on the day of the draw.
    assert (plan.line.planned, plan.campaign.items) == (3, (("SX-7", "油气回收"),))
    draw_id = campaign_drawn(desk, number)
    facts = desk.draws.facts(draw_id)
    assert [line.planned for line in facts.quotas] == [8]
    card = desk.records.card(f"{draw_id}-001")
    assert [item.name for item in card.sheet.items] == ["油气回收"]
    assert [(it.base, it.visits) for it in desk.year_plans.of(2026).draft.campaigns] == [(24, 8)]  # type: ignore[union-attr]


def test_a_chosen_auxiliary_is_not_drawn_as_well_and_goes_nowhere_he_is_recused(
    desk: Desk, tmp_path: Path
) -> None:
    guests(desk, tmp_path)
    facts = desk.draws.facts(
        campaign_drawn(desk, campaign(desk, chosen="辅乙", auxiliaries="1", amount="5"))
    )
    assert {tuple(it.name for it in target.team.others) for target in facts.standing} == {
        ("辅甲", "辅乙")
    }
    [helper] = [row.code for row in desk.inspectors.rows() if row.name == "辅乙"]
    desk.inspectors.recuse(helper, code(20), "亲属任职")
    number = campaign(desk, name="乙专项", chosen="辅乙", amount="5")
    with pytest.raises(DeskError, match="挑选的辅助检查人员辅乙登记了回避企业20（亲属任职）"):
        campaign_drawn(desk, number)


def test_a_team_that_lacks_one_for_a_departments_seat_stays_out(desk: Desk) -> None:
    [found] = [row.code for row in desk.inspectors.rows() if row.name == "乙某"]
    desk.inspectors.save(found, {"department": "水科"})
    number = campaign(desk, kind="内部联合", amount="4", departments="水科")
    facts = desk.draws.facts(campaign_drawn(desk, number))
    assert {target.team.officers[0].name for target in facts.standing} <= {"丙某", "戊某"}
    assert any("甲某" in remark for remark in facts.remarks), "who is left out is named"


def test_a_category_whose_name_holds_a_separator_can_be_written(tmp_path: Path) -> None:
    """武隆: 「涉气重点企业、油库加油站」 is one category."""
    with Desk.open(tmp_path / "武隆.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(replace(OFFICE, scheme_id="wulong-2024"))
        said = {
            "name": "油气专项",
            "document": "武环〔2026〕1号",
            "amount": "2",
            "categories": "自然保护地、涉气重点企业、油库加油站，碳市场排放单位",
        }
        number = desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
        assert desk.campaigns.card(number).row.scope == (
            "定向：类别为自然保护地、涉气重点企业、油库加油站、碳市场排放单位"
        )


def test_a_drafts_categories_are_asked_again_after_a_change_of_scheme(desk: Desk) -> None:
    """鄂州's 特殊 are the good companies, 陵川's the risky ones."""
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "categories": "重点监管对象"}
    number = desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    assert "填写以后换过方案" in desk.campaigns.card(number).why_not_approve
    desk.campaigns.save(2026, number, {**desk.campaigns.blank(), **said})
    assert "换过方案" not in desk.campaigns.card(number).why_not_approve


def test_the_journal_says_what_a_campaign_was(desk: Desk) -> None:
    number = campaign(desk, tags="", amount="30%")
    approved = desk.journal.search("批准专项")[0]
    assert "范围 不定向" in approved.detail
    assert "计划抽 油气回收专项 12" in approved.detail  # 40 × 30%
    desk.meetings.convene(Q1, meeting(), number)
    assert "专项 油气回收专项" in desk.journal.search("登记摇号会议")[0].detail


def test_a_campaign_whose_name_says_so_is_not_called_a_check_of_a_check(desk: Desk) -> None:
    number = campaign(desk, name="加油站联合抽查", amount="2")
    assert desk.lotteries.of(Q1, number).suggested.title == (
        "2026年第一季度加油站联合抽查“双随机、一公开”摇号会议"
    )
    facts = desk.draws.facts(campaign_drawn(desk, number))
    assert facts.heading == "2026年第一季度加油站联合抽查“双随机”"
