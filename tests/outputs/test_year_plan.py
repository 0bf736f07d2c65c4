"""A year's plan on paper, in Excel and in Word: the same figures, and no name in public."""

import io
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from openpyxl import load_workbook

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.quota import Exclusion, QuarterDeadline
from ssj_desktop.facts.year_plan import (
    SquadLoad,
    YearApproval,
    YearLine,
    YearLoad,
    YearPlan,
    YearQuarter,
    YearRaise,
    YearState,
)
from ssj_desktop.outputs import year_plan, year_plan_doc, year_plan_sheet
from ssj_desktop.rules.period import Quarter
from tests.outputs.conftest import LONG, RARE
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

STATES: tuple[YearState, ...] = ("已摇号", "已批准", "预计", "预计")
CLAUSE = "四（二）科学计划安排"


def line(key: str, name: str, visits: tuple[int, ...], **changes: object) -> YearLine:
    """Return a category whose four quarters take so many, each the least."""
    quarters = tuple(
        YearQuarter(Quarter(2026, n), state, 13, count, count, count if n == 1 else 0)
        for n, (state, count) in enumerate(zip(STATES, visits, strict=True), start=1)
    )
    facts = {
        "key": key,
        "name": name,
        "clause": "二（四）第1项",
        "rule": "每季度对象数的 25%，年度全覆盖",
        "formula": "13 家 × 25% = 3.25 → 4 家；4 个季度 × 4 = 16 家次",
        "span": "每季度",
        "method": "现场检查",
        "coverage": "hard",
        "base": 13,
        "excluded": 0,
        "pool": 13,
        "visited": 4,
        "covered": 13,
        "least": sum(visits),
        "quarters": quarters,
        "raises": (),
        "notes": (),
    }
    return YearLine(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def approved() -> YearPlan:
    """13 key objects (7.2), 30 general ones a quarter of 25 (7.3), one raised, one gone."""
    general = line(
        "general", "一般监管对象", (25, 25, 25, 25),
        clause="二（四）第2项", rule="每季度执法分队数 × 10 家",
        formula="3 个分队 × 10 = 30 家；4 个季度 × 30 = 120 家次", coverage="none",
        base=26, excluded=1, pool=25, covered=25, least=120,
        notes=("比方案的最低数少 20 家次：可抽对象不足，已全部列入",),
    )  # fmt: skip
    positive = line(
        "positive", "正面清单对象", (1, 2, 1, 1),
        clause="二（四）第4项", rule="每季度对象数的 25%", coverage="none",
        formula="3 家 × 25% = 0.75 → 1 家；4 个季度 × 1 = 4 家次",
        base=3, pool=3, covered=3, least=4,
        raises=(YearRaise((2,), "每季度", 1, 2, "=省厅督办，加抽 1 家"),),
    )  # fmt: skip
    return YearPlan(
        year=2026,
        office="晋城市生态环境局陵川分局",
        unit="陵川县生态环境保护综合行政执法队",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        program="双随机桌面 0.1.0",
        counted_at=datetime(2026, 1, 20, 14, 0),
        states=STATES,
        lines=(line("key", "重点监管对象", (4, 4, 4, 4)), general, positive),
        joint=None,
        entered=0,
        load=YearLoad(10, 5, "组", 1, 91, 238, "够用", (SquadLoad("一分队", 4, Fraction(182, 5)),)),
        exclusions=(Exclusion("LC-00077", RARE, "一般监管对象", "拆除", "陵政函〔2026〕12号"),),
        deadlines=(
            QuarterDeadline("完成第一季度抽取", CLAUSE, date(2026, 1, 10), date(2026, 1, 9)),
            QuarterDeadline("完成第二季度抽取", CLAUSE, date(2026, 4, 10), None),
        ),
        approval=YearApproval(2, datetime(2026, 1, 20, 14, 2), "郑咏军", "二季度加抽 1 家。"),
    )


@pytest.fixture
def huge(approved: YearPlan) -> YearPlan:
    """Twenty categories with names of 40 characters, six-figure counts, 80 excluded objects."""
    wide = YearQuarter(Quarter(2026, 1), "已摇号", 49_000, 48_000, 48_000, 48_000)
    raised = YearRaise((1, 2, 3, 4), "每季度", 48_000, 48_500, "涨" * 200)
    one = line(
        "key", LONG, (1, 1, 1, 1), quarters=(wide,) * 4, base=490_000, pool=480_000,
        covered=480_000, least=192_000, notes=("说明" * 40,), raises=(raised,),
    )  # fmt: skip
    gone = [
        Exclusion(f"91140524MA0K12348M{n:03}P", LONG, LONG, "注销", f"市监注销〔2026〕{n}号")
        for n in range(80)
    ]
    squads = tuple(SquadLoad(f"{LONG}{n}", 40, Fraction(12_345, 7)) for n in range(9))
    return replace(
        approved,
        office="新疆维吾尔自治区伊犁哈萨克自治州伊宁市生态环境局",
        lines=(one,) * 20,
        exclusions=tuple(gone),
        load=replace(approved.load, squads=squads),
    )


def text_of(plan: YearPlan, *, internal: bool = False) -> str:
    return flat("".join(pages(year_plan.render(plan, internal=internal, system_fonts=False))))


def word_of(plan: YearPlan, *, internal: bool = False) -> str:
    document = Document(io.BytesIO(year_plan_doc.render(plan, internal=internal)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return flat("".join([*(line.text for line in document.paragraphs), *cells]))


def book_of(plan: YearPlan, *, internal: bool = False) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(year_plan_sheet.render(plan, internal=internal)))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book.worksheets
    }


def test_a_small_plan_prints_this_very_text(approved: YearPlan) -> None:
    text = full_text(year_plan.render(approved, internal=True, system_fonts=False))
    assert text == golden("year_plan", text)


def test_what_is_posted_in_public_names_nobody_and_counts_them(approved: YearPlan) -> None:
    for text in (text_of(approved), word_of(approved)):
        assert "有1家对象（拆除）按规定不列入可抽范围" in text
        assert RARE not in text
        assert "LC-00077" not in text
        assert "内部资料" not in text
    assert RARE not in str(book_of(approved))


def test_the_internal_ones_list_whom_they_leave_out_with_ground_and_evidence(
    approved: YearPlan,
) -> None:
    for text in (text_of(approved, internal=True), word_of(approved, internal=True)):
        for said in (RARE, "LC-00077", "拆除", "陵政函〔2026〕12号"):
            assert said in text
    assert "内部资料" in text_of(approved, internal=True)
    gone = book_of(approved, internal=True)["不列入名单（内部）"][-1]
    assert gone == [1, RARE, "LC-00077", "一般监管对象", "拆除", "陵政函〔2026〕12号"]


def test_paper_and_word_say_the_same(approved: YearPlan) -> None:
    paper = text_of(approved)
    document = Document(io.BytesIO(year_plan_doc.render(approved, internal=False)))
    for said in document.paragraphs:
        assert flat(said.text) in paper, said.text
    for row in document.tables[0].rows:
        assert all(flat(cell.text) in paper for cell in row.cells)


def test_the_workbook_has_figures_that_can_be_summed_and_the_published_list(
    approved: YearPlan,
) -> None:
    sheets = book_of(approved)
    assert list(sheets) == ["分季度家次", "抽查计划清单", "执法力量"]
    figures = sheets["分季度家次"]
    assert figures[2][8:12] == [
        "第一季度（已摇号）",
        "第二季度（已批准）",
        "第三季度（预计）",
        "第四季度（预计）",
    ]
    assert figures[3][4:15] == [13, 0, 13, 4, 4, 4, 4, 4, 16, 16, "13/13"]
    assert "调高到2家（第二季度）。理由：=省厅督办，加抽1家。" in str(figures[5][15])
    assert figures[6][4:14] == [42, 1, 41, 12, 30, 31, 30, 30, 121, 140]  # 16 + 100 + 5
    listed = sheets["抽查计划清单"]
    assert len(listed[2]) == 14  # 8.4
    assert listed[3][:7] == [
        "2026-第2号-01",
        "重点监管对象“双随机”抽查",
        "不定向",
        "日常监督管理",
        "重点监管对象",
        13,
        "每季度对象数的 25%，年度全覆盖（全年16家次）",
    ]


def test_a_draft_says_so_everywhere_and_nobody_signs_it(approved: YearPlan) -> None:
    draft = replace(approved, approval=None)
    found = pages(year_plan.render(draft, internal=False, system_fonts=False))
    assert all("（草稿，未批准）" in page for page in found)
    assert "不能公示" in flat(found[-1])
    assert "签名" not in "".join(found)
    assert "（草稿，未批准）" in word_of(draft)


def test_a_revision_says_why_and_what_it_replaces(approved: YearPlan) -> None:
    said = "修订理由：二季度加抽1家。第1号计划同时停止使用。"
    assert said in text_of(approved)
    first = replace(approved, approval=YearApproval(1, datetime(2026, 1, 20), "郑咏军"))
    assert "停止使用" not in text_of(first)


def test_the_same_plan_gives_the_same_bytes(approved: YearPlan) -> None:
    for render in (year_plan.render, year_plan_sheet.render, year_plan_doc.render):
        assert render(approved, internal=True) == render(approved, internal=True)


def test_a_control_character_is_named_and_never_written(approved: YearPlan) -> None:
    bad = replace(approved, office="陵川\x01分局")
    for render in (year_plan_sheet.render, year_plan_doc.render):
        with pytest.raises(DeskError, match="看不见的控制字符"):
            render(bad, internal=False)


def test_long_names_and_lists_stay_within_the_margins(huge: YearPlan) -> None:
    pdf = year_plan.render(huge, internal=True, system_fonts=False)
    text = flat("".join(pages(pdf)))
    assert all(gone.evidence in text for gone in huge.exclusions)
    assert "3840000" in text  # 20 × 4 × 48,000
    for page in pypdfium2.PdfDocument(pdf):
        for char, (x0, y0, x1, y1) in boxes(page):
            assert 28 * MM - 1 <= x0 < x1 <= page.get_width() - 26 * MM + 1, char
            assert 10 * MM < y0 < y1 < page.get_height() - 10 * MM, char
