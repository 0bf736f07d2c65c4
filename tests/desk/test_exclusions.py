"""本年排除: a ground that somebody answers for takes a site out of one year's pool, or does not."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.exclusions import Exclusions
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.exclusion import InspectedAbove
from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.quota import Exclusion, QuotaLine
from ssj_desktop.models.exclusion import TargetExclusion, VisitCapRow
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
    PLAN,
    Q1,
    campaign,
    campaign_drawn,
    code,
    convened,
    drawn,
    frozen,
    grow,
    lines,
    tasks,
    ticking,
)
from tests.outputs.pdf import flat, pages

Q2, NEXT_YEAR = Quarter(2026, 2), Quarter(2027, 1)
FOUND = InspectedAbove("测试市生态环境局", date(2026, 1, 6), "未发现问题", "测市环查〔2026〕3号")
SOURCE = "某省年度入企频次通知"


def line_of(desk: Desk, key: str, quarter: Quarter = Q1) -> QuotaLine:
    return next(line for line in lines(desk, quarter) if line.key == key)


def draft(desk: Desk, quarter: Quarter = Q1) -> QuarterPlan:
    plan = desk.plans.of(quarter).draft
    assert plan is not None
    return plan


def exclude(desk: Desk, number: int = 0, **changes: object) -> None:
    desk.exclusions.exclude(code(number), 2026, replace(FOUND, **changes))  # type: ignore[arg-type]


def visit_twice(desk: Desk, *numbers: int, key: str = "key") -> None:
    for number in numbers:
        for day in (5, 6):
            desk.targets.record_visit(code(number), date(2026, 1, day), key, "台账")


def test_who_was_inspected_above_leaves_the_pool_and_stays_in_the_base(
    desk: Desk, tmp_path: Path
) -> None:
    """EZ-17, LC-5."""
    grow(desk, tmp_path, 5)
    exclude(desk, 0)
    exclude(desk, 1, authority="某省督察局")
    key = line_of(desk, "key")
    # Requirements 7.1: 13 × 25% = 3.25 → 4 of the 13, though only 11 can be drawn.
    assert (key.base, key.pool, key.quota, key.planned) == (13, 11, 4, 4)
    assert draft(desk).exclusions[:2] == (
        Exclusion(
            code(0),
            "企业00",
            "重点监管对象",
            "上级本年已查",
            "测试市生态环境局2026年1月6日检查，未发现问题，测市环查〔2026〕3号",
        ),
        Exclusion(
            code(1),
            "企业01",
            "重点监管对象",
            "上级本年已查",
            "某省督察局2026年1月6日检查，未发现问题，测市环查〔2026〕3号",
        ),
    )
    first = draft(desk).exclusions[0]
    assert (first.by, first.on) == ("小李", date(2026, 1, 8))
    facts = desk.draws.facts(drawn(desk))
    assert not {code(0), code(1)} & {one.code for one in facts.targets}
    assert [one.reason for one in facts.exclusions] == ["上级本年已查", "上级本年已查", "注销"]


def test_an_exclusion_counts_in_every_quarter_of_its_year_and_in_no_other(desk: Desk) -> None:
    """EZ-17."""
    exclude(desk)
    assert [line_of(desk, "key", quarter).pool for quarter in (Q1, Q2, NEXT_YEAR)] == [7, 7, 8]
    year = desk.year_plans.of(2026).draft
    assert year is not None
    assert [(one.name, one.reason) for one in year.exclusions] == [
        ("企业00", "上级本年已查"),
        ("企业11", "注销"),
    ]
    after = desk.year_plans.of(2027).draft
    assert after is not None
    assert [one.name for one in after.exclusions] == ["企业11"]


def test_an_approved_plan_says_who_was_left_out_since_and_who_is_back(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    exclude(desk)
    assert desk.plans.of(Q1).changed_since == (
        "重点监管对象：可抽 8 家 → 7 家",
        "不列入可抽范围：企业00（上级本年已查）",
    )
    desk.exclusions.lift(code(0), 2026, "登记错了单位")
    assert desk.plans.of(Q1).changed_since == ()
    exclude(desk)
    desk.plans.approve(Q1, "张局长")
    desk.exclusions.lift(code(0), 2026, "登记错了单位")
    assert "重新列入可抽范围：企业00" in desk.plans.of(Q1).changed_since


def test_a_lifted_exclusion_stays_on_record_and_can_be_made_anew(desk: Desk) -> None:
    exclude(desk)
    desk.exclusions.lift(code(0), 2026, "登记错了单位")
    assert line_of(desk, "key").pool == 8
    exclude(desk, evidence="更正后的文号")
    card = desk.targets.card(code(0))
    assert [one.lifted for one in card.exclusions] == ["", "2026-01-08 小李撤销：登记错了单位"]
    assert [line.words for line in card.history][:3] == [
        "2026 年排除（上级本年已查），依据：更正后的文号",
        "撤销 2026 年的排除（上级本年已查）：登记错了单位",
        "2026 年排除（上级本年已查），依据：测市环查〔2026〕3号",
    ]
    assert desk.journal.search("登记本年排除")[0].detail == (
        f"年度 2026；名称 企业00；编号 {code(0)}；情形 上级本年已查；上级单位 测试市生态环境局；"
        "上级检查日期 2026-01-06；检查结果 未发现问题；依据 更正后的文号"
    )
    with pytest.raises(DeskError, match="没有填写撤销的理由"):
        desk.exclusions.lift(code(0), 2026, " ")
    with pytest.raises(DeskError, match="企业01没有 2026 年的排除或保留"):
        desk.exclusions.lift(code(1), 2026, "登记错了")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"on": date(2025, 12, 30)},
            "上级检查日期 2025-12-30 不在 2026 年，不能排除。只有同一年度",
        ),
        ({"on": date(2026, 1, 9)}, "上级检查日期 2026-01-09 还没有到"),
        ({"result": "发现问题已责令改正"}, "上级检查的结果是“发现问题已责令改正”，不能排除。"),
        ({"result": ""}, "没有选上级检查的结果，不能排除。只有结果是“未发现问题”的才能排除"),
        ({"evidence": " "}, "没有填写依据。请写明文号或材料名称。"),
        ({"authority": ""}, "没有填写上级单位"),
        ({"number": 99}, f"名录库里没有编号为 {code(99)} 的检查对象"),
        ({"number": 11}, "企业11已经注销，本来就不列入可抽范围"),
    ],
)
def test_what_does_not_prove_an_exclusion_is_refused(
    desk: Desk, changes: dict[str, object], said: str
) -> None:
    """EZ-17: of the same year, without a finding, with its document."""
    with pytest.raises(DeskError) as refused:
        exclude(desk, **changes)  # type: ignore[arg-type]
    assert said in str(refused.value)
    assert line_of(desk, "key").pool == 8


def test_a_site_has_one_decision_a_year(desk: Desk) -> None:
    exclude(desk)
    with pytest.raises(
        DeskError, match="企业00 2026 年已经按“上级本年已查”排除（小李，2026-01-08）"
    ):
        exclude(desk)


def test_a_list_that_is_drawn_is_not_touched(desk: Desk) -> None:
    """EZ-17: there a site leaves by a redraw."""
    draw_id = drawn(desk)
    before = desk.draws.facts(draw_id)
    site = before.standing[0].code
    desk.exclusions.exclude(site, 2026, FOUND)
    assert desk.draws.facts(draw_id) == before


def test_the_yearly_cap_is_told_and_nobody_is_left_out_by_it(desk: Desk) -> None:
    """N-11."""
    visit_twice(desk, 0, 1)
    assert not draft(desk, Q2).at_cap  # the province has published none
    desk.offices.cap_visits(2, SOURCE)
    plan = draft(desk, Q2)
    assert [(one.name, one.category, one.visits, one.most) for one in plan.at_cap] == [
        ("企业00", "重点监管对象", 2, 2),
        ("企业01", "重点监管对象", 2, 2),
    ]
    key = line_of(desk, "key", Q2)
    # 8 × 25% = 2, and six of the eight have not been visited this year: they go first.
    assert (key.base, key.pool, key.quota) == (8, 8, 2)
    assert "其中 2 家本年已查满 2 次，本季度抽不到" in key.notes
    desk.plans.raise_to(Q2, "key", 7, "秋冬季攻坚")
    assert "其中 2 家本年已查满 2 次，本季度要抽到 1 家" in line_of(desk, "key", Q2).notes
    # In the first quarter they were visited already, so they are in no pool.
    assert not draft(desk, Q1).at_cap
    desk.offices.cap_visits(3, SOURCE)
    assert not draft(desk, Q2).at_cap


def test_a_site_at_the_cap_is_left_out_or_kept_by_somebody(desk: Desk) -> None:
    """N-11: who decided, why, and on what."""
    desk.offices.cap_visits(2, SOURCE)
    visit_twice(desk, 0, 1, 2)
    desk.exclusions.exclude_at_cap(code(0), 2026, "张局长")
    desk.exclusions.keep(code(1), 2026, "投诉举报", "", "张局长")
    desk.exclusions.keep(code(2), 2026, "其他", "省厅点名复核", "王队长")
    plan = draft(desk, Q2)
    left_out = plan.exclusions[0]
    assert left_out == Exclusion(
        code(0),
        "企业00",
        "重点监管对象",
        "年度入企上限",
        "上限 2 次（某省年度入企频次通知），2026 年已查 2 次",
    )
    assert left_out.by == "张局长"
    assert [(one.name, one.kept) for one in plan.at_cap] == [
        ("企业01", "投诉举报（张局长，2026-01-08）"),
        ("企业02", "其他：省厅点名复核（王队长，2026-01-08）"),
    ]
    assert "其中 2 家本年已查满 2 次（已决定保留 2 家），本季度抽不到" in (
        line_of(desk, "key", Q2).notes
    )
    assert desk.targets.card(code(2)).history[0].words == (
        "2026 年保留（其他：省厅点名复核），"
        "依据：上限 2 次（某省年度入企频次通知），2026 年已查 2 次"
    )
    desk.exclusions.lift(code(2), 2026, "复核改由市局办")
    assert desk.journal.search("撤销排除或保留")[0].detail == (
        f"年度 2026；名称 企业02；编号 {code(2)}；情形 年度入企上限；"
        "保留理由 其他：省厅点名复核；原因 复核改由市局办"
    )
    assert draft(desk, Q2).at_cap[1].kept == ""


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (lambda it: it.exclude_at_cap(code(0), 2026, " "), "没有填写决定人"),
        (lambda it: it.exclude_at_cap(code(1), 2026, "张局长"), "查过 0 次，没有到上限 2 次"),
        (lambda it: it.exclude_at_cap(code(0), 2027, "张局长"), "2027 年查过 0 次"),
        (lambda it: it.keep(code(0), 2026, "顺路", "", "张局长"), "没有“顺路”这一种保留的情形"),
        (lambda it: it.keep(code(0), 2026, "其他", " ", "张局长"), "选了“其他”，没有写明情形"),
        (lambda it: it.keep(code(0), 2026, "突发事件", "", ""), "没有填写决定人"),
        (lambda it: it.keep(code(2), 2026, "突发事件", "", "张局长"), "已经按“突发事件”保留"),
        (lambda it: it.exclude(code(2), 2026, FOUND), "已经按“突发事件”保留"),
    ],
)
def test_a_decision_on_the_cap_that_may_not_be_is_refused(
    desk: Desk, decide: Callable[[Exclusions], None], said: str
) -> None:
    """N-11."""
    desk.offices.cap_visits(2, SOURCE)
    visit_twice(desk, 0, 2)
    desk.exclusions.keep(code(2), 2026, "突发事件", "", "张局长")
    with pytest.raises(DeskError) as refused:
        decide(desk.exclusions)
    assert said in str(refused.value)


def test_a_cap_names_the_document_that_sets_it_and_can_be_taken_back(desk: Desk) -> None:
    """N-11."""
    with pytest.raises(DeskError, match="至少是 1 次"):
        desk.offices.cap_visits(0, SOURCE)
    with pytest.raises(DeskError, match="没有填写上限的依据"):
        desk.offices.cap_visits(2, " ")
    visit_twice(desk, 0)
    desk.offices.cap_visits(2, SOURCE)
    assert desk.journal.search("年度入企上限")[0].detail == f"上限 2 次；上限依据 {SOURCE}"
    desk.offices.cap_visits(None, "")
    assert desk.offices.visit_cap().most is None
    assert not draft(desk, Q2).at_cap
    with pytest.raises(DeskError, match="没有设年度入企上限"):
        desk.exclusions.exclude_at_cap(code(0), 2026, "张局长")


def test_the_schemes_least_stays_and_a_pool_too_small_says_so(desk: Desk) -> None:
    """N-11; requirements 7.1: with one key site, 1 × 25% → 1 in each of four quarters."""
    for number in range(1, 8):
        desk.targets.save(code(number), {"key_unit": "否"})
    desk.offices.cap_visits(2, SOURCE)
    visit_twice(desk, 0)
    key = line_of(desk, "key", Q2)
    assert (key.base, key.quota, key.planned) == (1, 1, 1)
    assert "其中 1 家本年已查满 2 次，本季度要抽到 1 家" in key.notes
    desk.exclusions.exclude_at_cap(code(0), 2026, "张局长")
    key = line_of(desk, "key", Q2)
    assert (key.base, key.pool, key.quota, key.planned) == (1, 0, 1, 0)
    assert "可抽对象不足，少 1 家，已全部列入" in key.notes


def test_the_review_warns_of_the_cap_and_the_freeze_is_not_stopped(data: Path) -> None:
    """N-11: what the freeze knew stays with it."""
    with Desk.open(data, "小李", ticking(datetime(2026, 4, 3, 9))) as desk:
        desk.offices.cap_visits(2, SOURCE)
        visit_twice(desk, 0, 1, 2, 3)
        desk.exclusions.keep(code(3), 2026, "方案要求每季度必查", "", "张局长")
        desk.plans.approve(Q2, "张局长")
        warning = (
            "年度入企上限：企业00、企业01、企业02 3 家本年已查满 2 次，还在可抽范围。"
            "请在“抽查计划 → 季度”逐家决定排除，或者写明理由保留。"
        )
        assert desk.lotteries.review(Q2).cap_warning == warning
        for number in (0, 1, 2):
            desk.exclusions.exclude_at_cap(code(number), 2026, "张局长")
        assert desk.lotteries.review(Q2).cap_warning == ""
        desk.exclusions.lift(code(0), 2026, "必须查")
        frozen(desk, Q2)
        assert "企业00 1 家本年已查满 2 次" in desk.lotteries.review(Q2).cap_warning


def test_the_list_prints_every_ground_with_who_confirmed_it(desk: Desk, tmp_path: Path) -> None:
    """LC-5, EZ-17, N-11: also who has put down that a site is gone, by import or by hand."""
    grow(desk, tmp_path, 5)
    exclude(desk, 0)
    exclude(desk, 1)
    desk.targets.save(code(2), {"status": "拆除", "status_evidence": "核查记录3号"})
    said = flat("".join(pages(desk.papers.exclusions(draft(desk)))))
    # 13 key sites: 3 left out, nobody visited in the quarter, 10 can be drawn.
    assert "重点监管对象133010" in said
    assert (
        "测试市生态环境局2026年1月6日检查，未发现问题，测市环查〔2026〕3号小李2026年1月8日" in said
    )
    assert "企业02" + code(2) + "重点监管对象拆除核查记录3号小李2026年1月8日" in said
    assert "企业11" + code(11) + "正面清单对象注销市监注销1号小李2026年1月8日" in said
    assert "名录登记" not in said


def test_a_file_without_the_tables_is_read_as_it_is(data: Path, tmp_path: Path) -> None:
    """One of an older format, that may only be looked at."""
    old = Path(shutil.copy(data, tmp_path / "旧.ssj"))
    with Desk.open(old, "小李", ticking()) as desk:
        with desk.store.writing("x", "offices.set_up") as change:
            for model in (TargetExclusion, VisitCapRow):
                change.session.connection().exec_driver_sql(f"DROP TABLE {model.__tablename__}")
            change.say(name="x")
        assert line_of(desk, "key").pool == 8
        assert desk.targets.card(code(0)).exclusions == ()
        assert desk.offices.visit_cap().most is None


def test_an_import_whose_sites_are_excluded_is_not_taken_back(desk: Desk, tmp_path: Path) -> None:
    grow(desk, tmp_path, 1)
    desk.exclusions.exclude(code(100), 2026, FOUND)
    with pytest.raises(DeskError, match="已登记了处罚、检查、排除或回避"):
        desk.imports.take_back(desk.imports.history()[0].number)


def test_the_list_of_a_drawn_quarter_is_the_one_that_was_frozen(desk: Desk) -> None:
    """LC-5, EZ-17: what was decided before the freeze is on it, what came later is not."""
    number = convened(desk)
    exclude(desk, 20)
    desk.draws.freeze(number, Choices(PLAN))
    exclude(desk, 21)
    latest = desk.plans.of(Q1).latest
    assert latest
    assert [gone.name for gone in latest.exclusions] == ["企业11", "企业20"]


def test_a_visit_done_for_two_lists_is_one_visit_of_the_cap(field: Desk) -> None:
    """LC-7, N-11: drawn for the quarter and for a campaign, a site is visited once that year."""
    field.offices.cap_visits(2, "晋政〔2026〕1号")
    campaign_drawn(field, campaign(field, amount="100%"))
    [joined] = [row for row in tasks(field) if row.into][:1]
    counted = next(row.visits for row in field.targets.rows(Q1) if row.code == joined.code)
    assert counted == 1
    lines = field.targets.card(joined.code).visits
    assert [(line.source, line.joined) for line in lines] == [
        (f"摇号 {joined.number[:-4]}", True),
        (f"摇号 {joined.into[:-4]}", False),
    ]
    with pytest.raises(DeskError, match="2026 年查过 1 次，没有到上限 2 次"):
        field.exclusions.exclude_at_cap(joined.code, 2026, "张局长")
