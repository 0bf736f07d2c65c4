"""排除清单 on paper: every ground with its proof, base beside pool, room to sign."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.outputs import exclusions as paper
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Rule, Text
from ssj_desktop.rules.period import Quarter
from tests.outputs.conftest import GENERAL, KEY, LONG, RARE
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

ABOVE = "晋城市生态环境局2026年3月5日检查，未发现问题，晋市环查〔2026〕3号"
CAP = "上限 2 次（晋环发〔2026〕5号），2026 年已查 2 次"


@pytest.fixture
def plan() -> QuarterPlan:
    """13 key sites of which two are left out, and one gone of the general ones."""
    return QuarterPlan(
        quarter=Quarter(2026, 4),
        office="晋城市生态环境局陵川分局",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        program="双随机桌面 0.1.0",
        counted_at=datetime(2026, 9, 30, 14, 0),
        lines=(replace(KEY, base=13, pool=10), replace(GENERAL, base=4, pool=3)),
        exclusions=(
            Exclusion("LC-00012", LONG, KEY.name, "上级本年已查", ABOVE, "李敏", date(2026, 3, 9)),
            Exclusion("LC-00031", RARE, KEY.name, "年度入企上限", CAP, "郑咏军", date(2026, 9, 1)),
            Exclusion("LC-00077", "陵川县旧砖厂", GENERAL.name, "拆除", "陵政函〔2026〕12号"),
        ),
        deadlines=(),
        approval=None,
        at_cap=(
            AtCap(
                "LC-00001", "陵川县城污水处理厂", KEY.name, 3, 2, "投诉举报（郑咏军，2026-09-02）"
            ),
            AtCap("LC-00002", "陵川县第二污水处理厂", KEY.name, 2, 2, ""),
        ),
    )


@pytest.fixture
def huge(plan: QuarterPlan) -> QuarterPlan:
    gone = [
        Exclusion(f"91140524MA0K12348M{n:03}P", LONG, LONG, "上级本年已查", f"{n}号{ABOVE}", LONG)
        for n in range(80)
    ]
    at_cap = tuple(replace(plan.at_cap[0], name=LONG, category=LONG, kept="涨" * 60) for _ in gone)
    return replace(plan, office=LONG, exclusions=tuple(gone), at_cap=at_cap)


def text_of(plan: QuarterPlan) -> str:
    return flat("".join(pages(paper.render(plan, system_fonts=False))))


def test_a_small_list_prints_this_very_text(plan: QuarterPlan) -> None:
    """LC-5, EZ-17, N-11."""
    text = full_text(paper.render(plan, system_fonts=False))
    assert text == golden("exclusions", text)
    assert paper.render(plan, system_fonts=False) == paper.render(plan, system_fonts=False)


def test_base_and_pool_stand_side_by_side_and_add_up(plan: QuarterPlan) -> None:
    """LC-5: 13 = 2 left out + 1 visited in the period + 10; 4 = 1 + 0 + 3."""
    said = text_of(plan)
    assert "重点监管对象132110" in said
    assert "一般监管对象4103" in said
    assert "合计173113" in said


def test_who_confirmed_it_and_who_still_has_to_decide(plan: QuarterPlan) -> None:
    said = text_of(plan)
    assert "李敏2026年3月9日" in said
    assert "名录登记" in said  # nobody is known who has put it there
    assert "投诉举报（郑咏军，2026-09-02）" in said
    assert "还没有决定" in said
    assert "三、" not in text_of(replace(plan, at_cap=()))


def test_with_nobody_left_out_it_says_so(plan: QuarterPlan) -> None:
    said = text_of(replace(plan, exclusions=(), at_cap=()))
    assert "没有不列入可抽范围的对象。" in said
    assert "负责人" in said


def test_it_is_internal_and_loses_nothing(huge: QuarterPlan) -> None:
    """LC-19."""
    pdf = paper.render(huge, system_fonts=False)
    assert all("内部资料　检查前保密" in page for page in pages(pdf))
    text = flat("".join(pages(pdf)))
    assert all(f"{n}号{ABOVE}" in text for n in range(80))
    for page in pypdfium2.PdfDocument(pdf):
        for char, (x0, y0, x1, y1) in boxes(page):
            assert 26 * MM - 1 <= x0 < x1 <= page.get_width() - 18 * MM + 1, char
            assert 8 * MM < y0 < y1 < page.get_height() - 8 * MM, char


def test_no_text_crosses_a_rule(huge: QuarterPlan) -> None:
    for page in paper.lay_out(huge, Fonts(system=False)).pages:
        upright = [mark for mark in page if isinstance(mark, Rule) and mark.x0 == mark.x1]
        for text in (mark for mark in page if isinstance(mark, Text) and mark.line.count):
            end = text.x + text.line.width - text.line.overhang
            for rule in upright:
                inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                assert not (inside and text.x < rule.x0 < end)


@pytest.mark.parametrize("count", range(1, 30))
def test_whoever_signs_has_the_end_of_the_list_before_him(plan: QuarterPlan, count: int) -> None:
    rows = tuple(replace(plan.exclusions[0], code=f"LC-{n:05}") for n in range(1, count + 1))
    form = paper.lay_out(replace(plan, exclusions=rows, at_cap=()), Fonts(system=False))
    said = [run.text for mark in form.pages[-1] if isinstance(mark, Text) for run in mark.line.runs]
    assert f"LC-{count:05}" in said
    assert "负责人" in said
