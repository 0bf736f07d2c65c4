"""A year's plan through the verbs: projected, carried out, approved, revised; figures by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.year_plan_facts import YEAR_PLAN
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.year_plan import YearLine, YearPlan
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
    OFFICE,
    Q1,
    code,
    drawn,
    grow,
    lines,
    signed,
    take_in,
    tasks,
    ticking,
)

Q2 = Quarter(2026, 2)


def plan(desk: Desk, year: int = 2026) -> YearPlan:
    draft = desk.year_plans.of(year).draft
    assert draft
    return draft


def line(desk: Desk, key: str, year: int = 2026) -> YearLine:
    return next(one for one in plan(desk, year).lines if one.key == key)


def planned(found: YearLine) -> list[int]:
    return [one.planned for one in found.quarters]


@pytest.fixture
def taijiang(tmp_path: Path) -> Iterator[Desk]:
    """台江 as its document counts it (TJ-6): 5 key, 22 special, 298 others, 18 people."""
    marks = ["重点排污单位"] * 5 + ["特殊监管对象"] * 22 + [""] * 298
    sites = []
    for number, mark in enumerate(marks):
        key, tag = ("是", "") if mark == "重点排污单位" else ("否", mark)
        sites.append(f"企业{number:03},{code(number)},{key},{tag}")
    people = [f"执法员{n:02},15{n:07}" for n in range(18)]
    with Desk.open(tmp_path / "台江.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
        take_in(desk, tmp_path, "名称,统一社会信用代码,重点排污单位,标签", sites)
        take_in(desk, tmp_path, "姓名,执法证号", people, RosterKind.INSPECTORS)
        yield desk


def test_tj6_a_year_is_120_visits_at_least_and_142_as_the_document_plans_it(taijiang: Desk) -> None:
    least = plan(taijiang)
    # 7.6: 5 × 25% = 1.25 → 2 a quarter = 8; 22 × 50% = 11 a half-year = 22; 18 × 5 = 90.
    assert [(one.key, one.least, one.visits) for one in least.lines] == [
        ("key", 8, 8),
        ("special", 22, 22),
        ("general", 90, 90),
    ]
    assert (least.least, least.visits) == (120, 120)
    assert planned(least.lines[1]) == [6, 5, 6, 5]
    assert planned(least.lines[2]) == [23, 23, 22, 22]  # 7.7
    assert least.lines[0].formula == "5 家 × 25% = 1.25 → 2 家；4 个季度 × 2 = 8 家次"
    assert least.lines[1].formula == "22 家 × 50% = 11 家；2 个半年 × 11 = 22 家次"
    assert least.lines[2].formula == "18 人 × 5 = 90 家"
    taijiang.plans.raise_year(2026, "special", 22, "2026年计划：每半年全部抽查")
    raised = plan(taijiang)
    assert planned(raised.lines[1]) == [11, 11, 11, 11]
    assert (raised.least, raised.visits) == (120, 142)  # 8 + 44 + 90
    [one] = raised.lines[1].raises
    assert (one.quarters, one.span, one.least, one.number) == ((1, 2, 3, 4), "每半年", 11, 22)


def test_lc11_thirteen_key_objects_are_four_a_quarter_and_all_are_covered(
    desk: Desk, tmp_path: Path
) -> None:
    grow(desk, tmp_path, 5)
    key = line(desk, "key")
    assert planned(key) == [4, 4, 4, 4]  # 13 × 25% = 3.25 → 4 (7.2)
    assert (key.base, key.pool, key.visited, key.covered) == (13, 13, 0, 13)
    assert key.least == 16


def test_a_pool_too_small_and_whoever_is_gone_are_told(desk: Desk) -> None:
    general, positive = line(desk, "general"), line(desk, "positive")
    # 3 squads × 10 = 30 a quarter (LC-12), of 28.
    assert planned(general) == [28, 28, 28, 28]
    assert (general.least, general.visits, general.covered) == (120, 112, 28)
    assert general.notes == ("比方案的最低数少 8 家次：可抽对象不足，已全部列入",)
    # LC-5: one of four is gone, and is counted all the same: 4 × 25% = 1.
    assert (positive.base, positive.excluded, positive.pool) == (4, 1, 3)
    assert [(gone.name, gone.category) for gone in plan(desk).exclusions] == [
        ("企业11", "正面清单对象")
    ]
    assert (plan(desk).visits, plan(desk).least) == (124, 132)  # 8 + 112 + 4; 8 + 120 + 4


def test_the_people_suffice_by_visits_a_person_and_working_day(desk: Desk) -> None:
    load = plan(desk).load
    # 2026: 261 weekdays − 19 free ones + 6 made up = 248; four of them lie before 8 January.
    assert (load.people, load.crews, load.visits, load.workdays) == (6, 3, 124, 244)
    assert load.a_person == Fraction(124, 3)  # each of three teams takes a third
    assert load.a_day == Fraction(124, 3 * 244)
    assert load.strain == "够用"
    assert load.words == (
        "还要检查 124 家次，可派 6 人，平均每人 41.3 家次；"
        "到年末有 244 个工作日，每人每个工作日 0.17 家次。"
    )
    assert [(squad.name, squad.people, squad.visits) for squad in load.squads] == [
        ("一分队", 2, Fraction(124, 3)),
        ("二分队", 2, Fraction(124, 3)),
        ("三分队", 2, Fraction(124, 3)),
    ]


def test_where_people_are_drawn_one_by_one_each_visit_takes_two(taijiang: Desk) -> None:
    load = plan(taijiang).load
    assert (load.people, load.each, load.visits) == (18, 2, 120)
    assert load.a_person == Fraction(120 * 2, 18)
    assert load.squads == ()  # nobody has told who is in which


def test_where_the_calendar_ends_nobody_guesses_whether_they_do(desk: Desk) -> None:
    load = plan(desk, 2027).load
    assert (load.workdays, load.a_day, load.strain) == (None, None, "算不出")
    assert "放假安排还没有公布到年末" in load.words


def test_a_drawn_quarter_counts_what_was_drawn_and_the_rest_is_projected(desk: Desk) -> None:
    before = plan(desk).visits
    drawn(desk)
    after = plan(desk)
    assert after.states == ("已摇号", "预计", "预计", "预计")
    key = line(desk, "key")
    first = key.quarters[0]
    assert (first.state, first.quota, first.planned, first.drawn) == ("已摇号", 2, 2, 2)
    assert (key.visited, key.covered, key.visits) == (2, 8, 8)
    assert after.visits == before
    assert after.load.visits == before, "drawn and not yet inspected is still to be done"


def test_what_is_signed_is_no_longer_to_be_done(field: Desk) -> None:
    before = plan(field).load.visits
    signed(field, tasks(field)[0].number)
    assert plan(field).load.visits == before - 1


def test_an_approved_quarter_counts_as_approved_whatever_the_draft_says_now(desk: Desk) -> None:
    desk.plans.raise_to(Q1, "key", 5, "秋冬季攻坚")
    desk.plans.approve(Q1, "张局长")
    desk.plans.raise_to(Q1, "key", 8, "还没有批准")
    key = line(desk, "key")
    # 8 × 25% = 2; after 5 + 2 + 2 all eight are covered, and the last quarter's two come again.
    assert planned(key) == [5, 2, 2, 2]
    assert [one.state for one in key.quarters] == ["已批准", "预计", "预计", "预计"]
    assert (key.visits, key.least) == (11, 8)
    assert [(one.quarters, one.number) for one in key.raises] == [((1,), 5)]


def test_a_quarter_that_passed_without_a_draw_leaves_the_coverage_to_the_last(data: Path) -> None:
    with Desk.open(data, "小李", ticking(datetime(2026, 5, 8, 9, 0))) as desk:
        key = line(desk, "key")
        # 2 in the second and third quarter; the fourth takes the 4 that are left (LC-11).
        assert planned(key) == [0, 2, 2, 4]
        assert (key.quarters[0].state, key.covered, key.least) == ("未摇号", 8, 8)
        general = line(desk, "general")
        assert general.notes == ("比方案的最低数少 36 家次：有的季度没有摇号",)  # 120 − 3 × 28


def test_what_was_entered_later_counts_in_its_quarter(desk: Desk) -> None:
    desk.targets.record_visit(code(0), date(2026, 1, 5), "key", "台账")
    key = line(desk, "key")
    first = key.quarters[0]
    assert (first.planned, first.entered, first.visits) == (1, 1, 2)  # 2 are due, one is done
    assert (key.visited, key.visits, plan(desk).entered) == (1, 8, 1)
    assert key.notes == ("含补录 1 家次",)


def test_objects_that_come_after_a_draw_move_the_base_and_are_covered_too(
    desk: Desk, tmp_path: Path
) -> None:
    drawn(desk)
    grow(desk, tmp_path, 5)
    key = line(desk, "key")
    # 2 of 8 drawn, then 13 × 25% = 3.25 → 4, 4, and 4 where 3 are left: all 13 are covered.
    assert [one.visits for one in key.quarters] == [2, 4, 4, 4]
    assert (key.base, key.covered, key.least) == (13, 13, 14)
    assert key.formula == "13 家 × 25% = 3.25 → 4 家；2＋4＋4＋4 = 14 家次"
    assert key.notes == ("基数由第一季度的 8 家变为 13 家",)


def test_what_another_scheme_has_drawn_keeps_a_line_of_its_own(desk: Desk) -> None:
    drawn(desk)
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    found = {one.name: one for one in plan(desk).lines}
    former = found["一般监管对象（原方案）"]
    assert [one.visits for one in former.quarters] == [28, 0, 0, 0]
    # 台江's own: 7 people × 5 = 35 a year, whatever 陵川's rule has drawn before.
    assert found["一般监管对象"].least == 35
    assert found["一般监管对象"].quarters[0].visits == 0


def test_bd14_three_in_a_hundred_of_the_years_visits_are_joint_ones(desk: Desk) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="baoding-2022-county"))
    found = plan(desk)
    assert found.joint == -(-found.visits * 3 // 100)  # rounded up
    desk.offices.set_up(OFFICE)
    assert plan(desk).joint is None


def test_wl7_the_plan_is_due_on_31_january_and_every_quarters_dates_bear_its_name(
    desk: Desk,
) -> None:
    assert [(one.name, one.due) for one in plan(desk).deadlines][:3] == [
        ("完成第一季度抽取", date(2026, 1, 10)),
        ("第一季度名单报执法队备案", date(2026, 1, 10)),
        ("完成第二季度抽取", date(2026, 4, 10)),
    ]
    desk.offices.set_up(replace(OFFICE, scheme_id="wulong-2024"))
    first = plan(desk).deadlines[0]
    assert (first.name, first.due) == ("年度抽查计划制定、上报和公示", date(2026, 1, 31))
    assert first.act_by == date(2026, 1, 30)  # the 31st is a Saturday


def test_wl12_a_schemes_own_list_names_item_and_department(desk: Desk) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="wulong-2024"))
    assert all(one.item and one.department for one in plan(desk).lines)


def test_a_year_is_approved_once_and_revised_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="没有填写批准人"):
        desk.year_plans.approve(2026, " ")
    assert desk.year_plans.approve(2026, " 张局长 ") == 1
    facts = desk.year_plans.of(2026)
    assert facts.approved
    assert facts.printed == facts.approved
    assert (facts.changed_since, facts.approvals[0].by) == ((), "张局长")
    drawn(desk)  # as planned, which is no change
    with pytest.raises(DeskError, match="第1号年度计划已经批准，此后没有变化"):
        desk.year_plans.approve(2026, "张局长", "再来一次")
    grow(desk, tmp_path, 5)
    facts = desk.year_plans.of(2026)
    assert facts.changed_since == (
        "重点监管对象：基数 8 家 → 13 家，第二季度 2 家次 → 4 家次，第三季度 2 家次 → 4 家次，"
        "第四季度 2 家次 → 4 家次，全年最低 8 家次 → 14 家次",
    )
    assert facts.printed == facts.draft
    with pytest.raises(DeskError, match="没有填写修订的理由"):
        desk.year_plans.approve(2026, "张局长")
    assert desk.year_plans.approve(2026, "王副局长", "新增 5 家重点单位") == 2
    numbers = [(one.number, one.by, one.reason) for one in desk.year_plans.of(2026).approvals]
    assert numbers == [(1, "张局长", ""), (2, "王副局长", "新增 5 家重点单位")]
    newest = desk.journal.search()[0]
    assert newest.words == "批准年度抽查计划"
    assert "年度 2026；" in newest.detail
    assert "批准人 王副局长" in newest.detail
    assert "计划序号 2" in newest.detail
    assert "修订理由 新增 5 家重点单位" in newest.detail


def test_what_is_approved_reads_the_same_in_another_session(data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draft = plan(desk)
        desk.year_plans.approve(2026, "张局长")
    with Desk.open(data, "小李", ticking(datetime(2026, 8, 1, 9, 0))) as desk:
        approved = desk.year_plans.of(2026).approved
        assert approved
        assert approved.lines == draft.lines
        assert YEAR_PLAN.validate_python(YEAR_PLAN.dump_python(draft, mode="json")) == draft


def test_a_years_approval_lets_nobody_draw(desk: Desk) -> None:
    desk.year_plans.approve(2026, "张局长")
    assert desk.plans.of(Q1).approved is None


def test_a_raise_that_the_roster_has_outgrown_stands_in_the_way(desk: Desk, tmp_path: Path) -> None:
    desk.plans.raise_to(Q2, "key", 3, "秋冬季攻坚")
    grow(desk, tmp_path, 8)  # 16 × 25% = 4
    facts = desk.year_plans.of(2026)
    said = "第二季度：重点监管对象每季度计划抽 3 家，低于方案的最低数 4 家"
    assert [one.noun for one in facts.obstacles] == ["plans"]
    assert said in facts.why_not_approve
    assert planned(line(desk, "key")) == [4, 4, 4, 4], "a raise never lowers"
    with pytest.raises(DeskError, match=said):
        desk.year_plans.approve(2026, "张局长")


def test_lc9_a_raise_for_the_year_is_written_into_every_open_quarters_draft(desk: Desk) -> None:
    assert desk.plans.raise_year(2026, "key", 3, " 2026年\n年初定 ") == (1, 2, 3, 4)
    assert [lines(desk, Quarter(2026, n))[0].raised_to for n in (1, 2, 3, 4)] == [3, 3, 3, 3]
    key = line(desk, "key")
    # LC-9: 8 × 25% = 2 a quarter; 3 × 4 = 12 visits, all eight covered in the third quarter.
    assert (planned(key), key.visits, key.least, key.covered) == ([3, 3, 3, 3], 12, 8, 8)
    assert [one.words for one in key.raises] == [
        "每季度最低 2 家，调高到 3 家（全年）。理由：2026年 年初定。"
    ]
    newest = desk.journal.search()[0]
    assert newest.words == "调高全年应抽家数"
    assert newest.detail == (
        "季度 2026年第一季度、2026年第二季度、2026年第三季度、2026年第四季度；年度 2026；"
        "类别 重点监管对象；抽取家数 3；原因 2026年 年初定"
    )
    desk.plans.raise_to(Q2, "key", 5, "汛期")  # a quarter's own raise goes on being its own
    assert planned(line(desk, "key")) == [3, 5, 3, 3]
    assert desk.plans.unraise_year(2026, "key") == (1, 2, 3, 4)
    assert planned(line(desk, "key")) == [2, 2, 2, 2]
    assert "原定家数 2026年第一季度 3 家、2026年第二季度 5 家、" in desk.journal.search()[0].detail
    with pytest.raises(DeskError, match="2026年还没有摇号的季度都没有调高这个类别"):
        desk.plans.unraise_year(2026, "key")


def test_lc9_what_may_not_be_in_one_quarter_is_refused_in_all_and_the_quarter_is_named(
    desk: Desk,
) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="baoding-2022-county"))
    for number in range(20, 24):  # last quarter's penalties make them special in this one alone
        desk.targets.record_fact(code(number), "行政处罚", date(2025, 12, 20), "", f"罚{number}号")
    assert [lines(desk, quarter)[1].base for quarter in (Q1, Q2)] == [4, 0]
    head = desk.store.head()
    with pytest.raises(DeskError, match=r"^2026年第二季度：.*一共只有 0 家，每季度抽不了 3 家"):
        desk.plans.raise_year(2026, "special", 3, "年初定")
    with pytest.raises(DeskError, match=r"^2026年第一季度：.*低于方案的最低数"):
        desk.plans.raise_year(2026, "key", 0, "年初定")
    with pytest.raises(DeskError, match="没有填写调高的理由"):
        desk.plans.raise_year(2026, "key", 3, " ")
    with pytest.raises(DeskError, match=r"^2026年第一季度：方案里没有类别“x”"):
        desk.plans.raise_year(2026, "x", 3, "年初定")
    assert desk.store.head() == head
    assert not any(one.any_raised for one in desk.year_plans.of(2026).raising)


def test_ez11_a_raise_for_the_year_keeps_below_the_schemes_top(desk: Desk, tmp_path: Path) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    rows = [f"企业{n},{code(300 + n)},重点管理" for n in range(23)]
    take_in(desk, tmp_path, "名称,统一社会信用代码,排污许可管理类别", rows)
    [key] = [one for one in desk.year_plans.of(2026).raising if one.key == "key"]
    # EZ-11, requirements 7.8: 23 × 10% = 2.3 → 3, 23 × 20% = 4.6 → 4.
    assert (key.least, key.most, key.base, key.quarters) == (3, 4, 23, (1, 2, 3, 4))
    with pytest.raises(DeskError, match=r"^2026年第一季度：.*高于方案的上限 4 家"):
        desk.plans.raise_year(2026, "key", 5, "年初定")
    desk.plans.raise_year(2026, "key", 4, "年初定")
    found = line(desk, "key")
    assert (planned(found), found.visits, found.least) == ([4, 4, 4, 4], 16, 12)


def test_tj5_one_number_of_the_whole_year_is_spread_over_the_quarters_that_are_left(
    taijiang: Desk,
) -> None:
    drawn(taijiang)
    assert taijiang.plans.raise_year(2026, "general", 120, "年初定") == (2, 3, 4)
    general = line(taijiang, "general")
    # 90 → 23 are drawn; (120 − 23) ÷ 3 = 32.3 → 33, (120 − 56) ÷ 2 = 32, 120 − 88 = 32.
    assert [one.visits for one in general.quarters] == [23, 33, 32, 32]
    assert (general.visits, general.least) == (120, 90)
    assert [(one.quarters, one.number) for one in general.raises] == [((2, 3, 4), 120)]


def test_quarters_that_are_drawn_or_over_are_raised_no_more(data: Path) -> None:
    with Desk.open(data, "小李", ticking(datetime(2026, 5, 8, 9, 0))) as desk:
        assert desk.plans.raise_year(2026, "key", 4, "补上一季度") == (2, 3, 4)
        assert desk.plans.raise_year(2027, "key", 3, "明年") == (1, 2, 3, 4)
        with pytest.raises(DeskError, match="2025年的四个季度都已经摇号或者过去，不能再改"):
            desk.plans.raise_year(2025, "key", 3, "去年")
        assert desk.year_plans.of(2025).raising == ()
        [key] = [one for one in desk.year_plans.of(2026).raising if one.key == "key"]
        assert (key.quarters, key.raised_to, key.raise_reason) == ((2, 3, 4), 4, "补上一季度")


def test_an_approved_quarter_is_raised_too_and_waits_to_be_approved_again(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    assert desk.plans.raise_year(2026, "key", 3, "年初定") == (1, 2, 3, 4)
    assert planned(line(desk, "key")) == [2, 3, 3, 3], "as it was approved"
    assert desk.plans.of(Q1).changed_since == (
        "重点监管对象：计划抽 2 家 → 3 家，调高 不调高 → 每季度 3 家",
    )
    desk.plans.approve(Q1, "张局长")
    assert planned(line(desk, "key")) == [3, 3, 3, 3]


def test_where_the_quarters_are_raised_differently_the_form_begins_empty(desk: Desk) -> None:
    desk.plans.raise_to(Q2, "key", 5, "汛期")
    [key] = [one for one in desk.year_plans.of(2026).raising if one.key == "key"]
    assert (key.raised_to, key.raise_reason, key.any_raised) == (None, "", True)


def test_an_office_that_is_not_set_up_has_no_plan(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        facts = desk.year_plans.of(2026)
        assert (facts.draft, facts.printed) == (None, None)
        assert [one.noun for one in facts.obstacles] == ["offices"]
        with pytest.raises(DeskError, match="还没有填写本单位信息"):
            desk.year_plans.approve(2026, "张局长")


def test_ez13_a_number_that_the_office_sets_is_planned_as_it_is_set(desk: Desk) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    special = line(desk, "special")
    assert special.notes == (
        "本单位还没有确定这一类抽多少，现在按 0 家计算",
        "按方案以非现场检查为主",
    )
    for number in (1, 2, 3, 4):
        desk.plans.raise_to(Quarter(2026, number), "special", 3, "2026年非现场检查安排")
    special = line(desk, "special")
    assert planned(special) == [1, 1, 1, 0]  # 3 over four quarters, rounded up
    assert special.raises[0].office_set
