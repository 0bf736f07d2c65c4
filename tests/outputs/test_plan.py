"""The paper of a quarter's plan: what it says, and that no length of names breaks it."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.facts.plan import Approval, QuarterPlan
from ssj_desktop.facts.quota import Exclusion, QuarterDeadline
from ssj_desktop.outputs import plan as paper
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Rule, Text
from ssj_desktop.rules.period import Quarter
from tests.outputs.conftest import GENERAL, KEY, LONG, POSITIVE, RARE, SPECIAL
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

CLAUSE = "四（二）科学计划安排"


@pytest.fixture
def approved() -> QuarterPlan:
    """A plan with something in every place;."""
    return QuarterPlan(
        quarter=Quarter(2026, 4),
        office="晋城市生态环境局陵川分局",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        program="双随机桌面 0.1.0",
        counted_at=datetime(2026, 9, 30, 14, 0),
        lines=(
            SPECIAL,
            KEY,
            replace(GENERAL, notes=("可抽对象不足，少 2 家，已全部列入",)),
            replace(POSITIVE, planned=2, raised_to=2, raise_reason="=省厅督办，加抽 1 家"),
        ),
        exclusions=(Exclusion("LC-00077", RARE, "一般监管对象", "拆除", "陵政函〔2026〕12号"),),
        deadlines=(
            QuarterDeadline("完成本季度抽取", CLAUSE, date(2026, 10, 10), date(2026, 10, 10)),
            QuarterDeadline("名单报执法队备案", CLAUSE, date(2026, 1, 10), date(2026, 1, 9)),
        ),
        approval=Approval(1, datetime(2026, 9, 30, 14, 2), "郑咏军"),
    )


@pytest.fixture
def huge(approved: QuarterPlan) -> QuarterPlan:
    """Six categories with names of 40 characters, six-figure totals, 80 excluded objects."""
    lines = [
        replace(
            line,
            name=LONG,
            base=49_000,
            pool=48_000,
            raised_to=40_000,
            raise_reason="涨" * 200,
        )
        for line in (SPECIAL, KEY, GENERAL, POSITIVE, KEY, GENERAL)
    ]
    gone = [
        Exclusion(f"91140524MA0K12348M{n:03}P", LONG, LONG, "注销", f"市监注销〔2026〕{n}号")
        for n in range(80)
    ]
    office = "新疆维吾尔自治区伊犁哈萨克自治州伊宁市生态环境局"
    return replace(approved, office=office, lines=tuple(lines), exclusions=tuple(gone))


def text_of(plan: QuarterPlan) -> str:
    return flat("".join(pages(paper.render(plan, system_fonts=False))))


def test_a_small_plan_prints_this_very_text(approved: QuarterPlan) -> None:
    """LC-9; WL-7: time, ratio and number."""
    text = full_text(paper.render(approved, system_fonts=False))
    assert text == golden("plan", text)


def test_the_same_plan_gives_the_same_bytes(approved: QuarterPlan) -> None:
    assert paper.render(approved, system_fonts=False) == paper.render(approved, system_fonts=False)


def test_every_page_says_which_plan_it_is_and_none_that_it_is_secret(huge: QuarterPlan) -> None:
    for page in pages(paper.render(huge, system_fonts=False)):
        assert "2026年第四季度抽查计划第1号" in page
        assert "内部资料" not in page


def test_a_draft_says_so_on_every_page_and_nobody_signs_it(approved: QuarterPlan) -> None:
    draft = pages(paper.render(replace(approved, approval=None), system_fonts=False))
    assert all("（草稿，未批准）" in page for page in draft)
    assert "不能据以摇号" in flat(draft[-1])
    assert "签名" not in "".join(draft)


def test_a_later_number_puts_the_earlier_one_out_of_use(approved: QuarterPlan) -> None:
    second = Approval(2, datetime(2026, 10, 1, 9, 0), "郑咏军")
    assert "第1号计划同时停止使用" in text_of(replace(approved, approval=second))
    assert "停止使用" not in text_of(approved)


def test_a_plan_without_raise_exclusion_or_deadline_says_so(approved: QuarterPlan) -> None:
    bare = replace(approved, lines=(KEY,), exclusions=(), deadlines=())
    text = text_of(bare)
    for said in ("没有调高。", "没有不列入可抽范围的对象。", "方案没有规定从季度开始起算的期限。"):
        assert said in text


def test_visits_entered_later_are_said_to_be_so(approved: QuarterPlan) -> None:
    assert "补录" not in text_of(approved)
    text = text_of(replace(approved, entered=23))
    assert "本年已查含启用本程序前补录的检查23家次。" in "".join(text.split())


def test_where_the_holiday_table_ends_no_day_is_guessed(approved: QuarterPlan) -> None:
    unknown = QuarterDeadline("完成本季度抽取", CLAUSE, date(2027, 1, 10), None)
    text = text_of(replace(approved, deadlines=(unknown, replace(unknown, due=None))))
    assert "截止2027年1月10日" in text
    assert "最后一个工作日待国务院办公厅公布放假安排后确定" in text
    assert "期限待国务院办公厅公布放假安排后确定" in text


def test_long_names_and_lists_lose_nothing_and_stay_within_the_margins(huge: QuarterPlan) -> None:
    pdf = paper.render(huge, system_fonts=False)
    text = flat("".join(pages(pdf)))
    assert all(gone.evidence in text for gone in huge.exclusions)
    assert "294000" in text  # 6 × 49,000
    for page in pypdfium2.PdfDocument(pdf):
        for char, (x0, y0, x1, y1) in boxes(page):
            assert 28 * MM - 1 <= x0 < x1 <= page.get_width() - 26 * MM + 1, char
            assert 10 * MM < y0 < y1 < page.get_height() - 10 * MM, char


def test_no_text_crosses_a_rule(huge: QuarterPlan) -> None:
    for page in paper.lay_out(huge, Fonts(system=False)).pages:
        upright = [mark for mark in page if isinstance(mark, Rule) and mark.x0 == mark.x1]
        for text in (mark for mark in page if isinstance(mark, Text) and mark.line.count):
            end = text.x + text.line.width - text.line.overhang
            for rule in upright:
                inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                assert not (inside and text.x < rule.x0 < end)
