"""A quarter's plan through the verbs: computed, raised, approved, changed, drawn by."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssj_desktop import paths
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.offices import Offices
from ssj_desktop.desk.plan_facts import PLAN as PLAN_OF
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import SchemeChoice
from ssj_desktop.facts.plan import Obstacle
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
    OFFICE,
    PLAN,
    Q1,
    code,
    drawn,
    frozen,
    grow,
    lines,
    meeting,
    take_in,
    ticking,
)


def line_of(desk: Desk, key: str, quarter: Quarter = Q1) -> QuotaLine:
    return next(line for line in lines(desk, quarter) if line.key == key)


def test_a_plan_says_base_pool_rule_and_clause_of_every_category(
    desk: Desk, tmp_path: Path
) -> None:
    grow(desk, tmp_path, 5)
    desk.targets.record_visit(code(0), date(2026, 1, 5), "key", "台账")
    key = line_of(desk, "key", Quarter(2026, 2))
    # Requirements 7.2: N = 13 → 4 in every quarter (3.25, rounded up).
    assert (key.base, key.pool, key.visited, key.least, key.quota) == (13, 13, 1, 4, 4)
    assert key.formula == "13 家 × 25% = 3.25 → 4 家"
    assert (key.clause, key.rule) == ("二（四）第1项", "每季度对象数的 25%，年度全覆盖")
    general = line_of(desk, "general", Quarter(2026, 2))
    # Requirements 7.3: 3 squads × 10 = 30, and 28 are all there are.
    assert (general.formula, general.planned) == ("3 个分队 × 10 = 30 家", 28)
    assert "可抽对象不足，少 2 家，已全部列入" in general.notes


def test_what_stands_still_or_is_being_built_is_drawn_and_only_the_gone_is_not(desk: Desk) -> None:
    """LC-5: the gone one stays in the base."""
    desk.targets.save(code(0), {"status": "停产"})
    desk.targets.save(code(1), {"status": "在建"})
    assert (line_of(desk, "key").base, line_of(desk, "key").pool) == (8, 8)
    desk.targets.save(code(2), {"status": "拆除", "status_evidence": "核查记录3号"})
    assert (line_of(desk, "key").base, line_of(desk, "key").pool) == (8, 7)


def test_the_plan_of_today_is_the_quarter_that_today_lies_in(desk: Desk) -> None:
    facts = desk.plans.of()
    assert (facts.quarter, facts.title) == (Q1, "2026年第一季度")
    assert (facts.previous, facts.next) == (Quarter(2025, 4), Quarter(2026, 2))
    assert facts.draft
    assert [deadline.name for deadline in facts.draft.deadlines] == [
        "完成本季度抽取",
        "名单报执法队备案",
    ]
    assert [gone.name for gone in facts.draft.exclusions] == ["企业11"]


def test_what_stands_in_the_way_of_a_plan_comes_with_what_to_do(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        facts = desk.plans.of(Q1)
        unset = Obstacle("offices", "还没有填写本单位信息。请先填写单位名称并选定方案。")
        assert facts.obstacles == (unset,)
        assert facts.shown is None
        desk.offices.set_up(OFFICE)
        facts = desk.plans.of(Q1)
        nobody = "没有可派的执法人员。请先导入执法人员名录，并核对在岗、执法资格和证件有效期。"
        assert facts.obstacles == (
            Obstacle("targets", "名录库里还没有检查对象。请先导入检查对象名录。"),
            Obstacle("inspectors", nobody),
        )
        assert facts.why_not_raise == ""
        with pytest.raises(DeskError, match="名录库里还没有检查对象"):
            desk.plans.approve(Q1, "张局长")


def test_a_category_is_raised_and_never_lowered(desk: Desk) -> None:
    """LC-9."""
    desk.plans.raise_to(Q1, "key", 5, "秋冬季攻坚")
    desk.plans.raise_to(Q1, "key", 6, "秋冬季攻坚")
    key = line_of(desk, "key")  # 8 × 25% = 2
    assert (key.quota, key.planned, key.raised_to) == (2, 6, 6)
    for number, said in (
        (1, "低于方案的最低数 2 家"),
        (2, "方案的最低数就是每季度 2 家"),
        (9, "一共只有 8 家"),
    ):
        with pytest.raises(DeskError, match=said):
            desk.plans.raise_to(Q1, "key", number, "秋冬季攻坚")
    with pytest.raises(DeskError, match="没有填写调高的理由"):
        desk.plans.raise_to(Q1, "key", 7, " ")
    desk.plans.unraise(Q1, "key")
    assert (line_of(desk, "key").planned, line_of(desk, "key").raised_to) == (2, None)
    with pytest.raises(DeskError, match="没有调高这个类别"):
        desk.plans.unraise(Q1, "key")


def test_tj6_a_raise_counts_in_the_rules_own_period(desk: Desk, tmp_path: Path) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    rows = [f"特殊{number},{code(200 + number)},特殊监管对象" for number in range(22)]
    take_in(desk, tmp_path, "名称,统一社会信用代码,标签", rows)
    special = line_of(desk, "special")
    # 22 × 50% = 11 a half-year, 6 of them in its first quarter.
    assert (special.span, special.least, special.planned) == ("每半年", 11, 6)
    with pytest.raises(DeskError, match="每半年计划抽 10 家，低于方案的最低数 11 家"):
        desk.plans.raise_to(Q1, "special", 10, "人手不足")
    desk.plans.raise_to(Q1, "special", 22, "2022年计划：每半年全部抽查")
    assert line_of(desk, "special").planned == 11  # 22 over two quarters


@pytest.mark.parametrize("choice", Offices.shipped_schemes(), ids=lambda choice: choice.id)
def test_a_quarter_is_planned_approved_printed_and_drawn_by_every_scheme(
    desk: Desk, choice: SchemeChoice
) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id=choice.id))
    draft = desk.plans.of(Q1).draft
    assert draft
    assert choice.document in draft.scheme
    assert desk.plans.approve(Q1, "张局长") == 1
    approved = desk.plans.of(Q1).approved
    assert approved
    assert desk.papers.plan(approved).startswith(b"%PDF")
    planned = sum(line.planned for line in approved.lines)
    assert len(desk.draws.facts(drawn(desk)).targets) == planned


def test_ez11_a_range_has_a_top_and_wishes_for_the_whole_year(desk: Desk, tmp_path: Path) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    rows = [f"企业{n},{code(300 + n)},重点管理" for n in range(23)]
    take_in(desk, tmp_path, "名称,统一社会信用代码,排污许可管理类别", rows)
    key = line_of(desk, "key")
    # Requirements 7.8: 23 → 3 to 4; after this quarter 20 are left to wish for.
    assert (key.least, key.most, key.planned) == (3, 4, 3)
    # EZ-11
    assert key.notes == ("方案要求争取年度全覆盖，抽完本季还有 20 家本年没有查过",)
    with pytest.raises(DeskError, match="高于方案的上限 4 家（五（五））"):
        desk.plans.raise_to(Q1, "key", 5, "秋冬季攻坚")
    desk.plans.raise_to(Q1, "key", 4, "秋冬季攻坚")
    assert line_of(desk, "key").planned == 4


def test_ez13_where_the_scheme_sets_no_number_the_office_does(desk: Desk) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    special = line_of(desk, "special")  # the four of the positive list, one of them gone
    assert (special.office_set, special.least, special.planned) == (True, 0, 0)
    assert special.method == "非现场检查"  # EZ-13
    assert special.notes == (
        "本单位还没有确定这一类抽多少，现在按 0 家计算",
        "按方案以非现场检查为主",
    )
    desk.plans.raise_to(Q1, "special", 4, "2026年非现场检查安排")
    special = line_of(desk, "special")
    assert (special.planned, special.notes) == (1, ("按方案以非现场检查为主",))  # 4 ÷ 4 quarters


def test_a_plan_approved_before_a_field_was_added_reads_as_it_was(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    approved = desk.plans.of(Q1).approved
    assert approved
    stored = PLAN_OF.dump_python(approved, mode="json")
    for line in stored["lines"]:
        for added in ("most", "office_set", "method"):
            del line[added]
    assert PLAN_OF.validate_python(stored) == approved


def test_another_scheme_counts_no_visits_of_the_old_ones_categories(desk: Desk) -> None:
    drawn(desk)  # 陵川's general: 28 of 28
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    general = line_of(desk, "general", Quarter(2026, 2))
    # 台江's: 7 people × 5 = 35 a year, none of them drawn under it yet: 35 ÷ 3 = 11.7 → 12.
    assert (general.least, general.quota) == (35, 12)
    # Of the positive list's four one is gone and one was drawn: visited is visited.
    assert (general.pool, general.planned) == (2, 2)


def test_an_approved_plan_stays_as_it_was_and_a_change_makes_number_two(
    data: Path, tmp_path: Path
) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        assert desk.plans.approve(Q1, " 张局长 ") == 1
        first = desk.plans.of(Q1)
        assert first.approved
        assert (first.changed_since, first.shown) == ((), first.approved)
        with pytest.raises(DeskError, match="第1号计划已经批准，此后没有变化"):
            desk.plans.approve(Q1, "张局长")
        rows = [f"企业03,{code(3)},是,注销,市监注销7号"]
        take_in(desk, tmp_path, "名称,统一社会信用代码,重点排污单位,生产状态,状态依据", rows)
        desk.plans.raise_to(Q1, "key", 4, "秋冬季攻坚")
    with Desk.open(data, "小李", ticking(first.approved.counted_at)) as desk:
        second = desk.plans.of(Q1)
        assert second.approved == first.approved
        assert second.changed_since == (
            "重点监管对象：可抽 8 家 → 7 家，计划抽 2 家 → 4 家，调高 不调高 → 每季度 4 家",
            "不列入可抽范围：企业03（注销）",
        )
        assert second.shown == second.draft
        assert desk.plans.approve(Q1, "王副局长") == 2
        third = desk.plans.of(Q1).approved
        assert third
        assert third.approval
        assert (third.approval.number, third.approval.by) == (2, "王副局长")


def test_without_an_approved_plan_nothing_is_frozen(desk: Desk) -> None:
    """EZ-1: no plan, no inspection."""
    number = desk.meetings.convene(Q1, meeting())
    with pytest.raises(DeskError, match="2026年第一季度的抽查计划还没有批准") as error:
        desk.draws.freeze(number, Choices(PLAN))
    assert error.value.hint == "请先在“抽查计划”页批准。"


def test_a_drawn_quarters_plan_is_closed_until_its_draw_is_aborted(desk: Desk) -> None:
    draw_id = frozen(desk)
    facts = desk.plans.of(Q1)
    assert (facts.drawn, facts.shown) == (draw_id, facts.approved)
    closed = f"2026年第一季度已经摇号（{draw_id}），计划不能再改。"
    assert facts.why_not_raise == facts.why_not_approve == closed
    for verb in (
        lambda: desk.plans.raise_to(Q1, "key", 5, "攻坚"),
        lambda: desk.plans.unraise(Q1, "key"),
        lambda: desk.plans.approve(Q1, "张局长"),
    ):
        with pytest.raises(DeskError, match="计划不能再改"):
            verb()
    desk.draws.abort(draw_id, "投影仪故障", ("张局长", "何组长"))
    desk.plans.raise_to(Q1, "key", 5, "攻坚")
    assert desk.plans.approve(Q1, "张局长") == 2


def test_the_draw_takes_what_was_approved_and_no_later_raise(desk: Desk) -> None:
    desk.plans.raise_to(Q1, "key", 3, "秋冬季攻坚")
    desk.plans.approve(Q1, "张局长")
    desk.plans.raise_to(Q1, "key", 8, "还没有批准")
    key = next(line for line in desk.draws.facts(drawn(desk)).quotas if line.key == "key")
    assert (key.planned, key.raise_reason) == (3, "秋冬季攻坚")


def test_a_scheme_changed_after_the_approval_changes_no_draw(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.plans.approve(Q1, "张局长")
    edited = tmp_path / "resources"
    shutil.copytree(paths.resources() / "schemes", edited / "schemes")
    shutil.copytree(paths.resources() / "calendars", edited / "calendars")
    scheme = edited / "schemes" / "lingchuan-2024.toml"
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace('"25%"', '"50%"'), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: edited)
    assert line_of(desk, "key").planned == 4  # 8 × 50%
    changed = desk.plans.of(Q1).changed_since
    assert changed[0].startswith("方案的内容改过：陵川县污染源日常环境监管领域")
    assert changed[1] == "重点监管对象：应抽 2 家 → 4 家，计划抽 2 家 → 4 家"
    facts = desk.draws.facts(drawn(desk))
    assert next(line for line in facts.quotas if line.key == "key").planned == 2  # 8 × 25%


def test_a_roster_that_has_outgrown_a_raise_asks_for_another_approval(
    desk: Desk, tmp_path: Path
) -> None:
    desk.plans.raise_to(Q1, "key", 3, "秋冬季攻坚")
    desk.plans.approve(Q1, "张局长")
    grow(desk, tmp_path, 8)  # 16 × 25% = 4
    said = "重点监管对象每季度计划抽 3 家，低于方案的最低数 4 家"
    with pytest.raises(DeskError, match=said):
        frozen(desk)
    facts = desk.plans.of(Q1)
    assert said in facts.why_not_approve
    assert line_of(desk, "key").planned == 4, "the raise never lowers"
    desk.plans.unraise(Q1, "key")
    desk.plans.approve(Q1, "张局长")
    assert frozen(desk)


def test_another_scheme_drops_the_raises_that_it_has_no_category_for(desk: Desk) -> None:
    desk.plans.raise_to(Q1, "positive", 3, "帮扶")
    desk.plans.approve(Q1, "张局长")
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    facts = desk.plans.of(Q1)
    assert facts.obstacles == ()
    assert facts.changed_since[0].startswith("方案：陵川县")
    assert "类别取消：正面清单对象" in facts.changed_since
    assert desk.plans.approve(Q1, "张局长") == 2
