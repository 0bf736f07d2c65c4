"""备案表 as a paper: the data of the workbook, room to sign and stamp, changes on a page apart."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import OUTPUTS, filing, filing_paper
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Rule, Text
from tests.outputs.conftest import facts_of, ugly
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

SMALL, LARGE = ugly(), facts_of(60)


@cache
def pages_of(facts: DrawFacts) -> list[str]:
    return pages(filing_paper.render(facts, system_fonts=False))


def test_a_small_draw_prints_this_very_text() -> None:
    text = full_text(filing_paper.render(SMALL, system_fonts=False))
    assert text == golden("filing", text)


def test_the_same_draw_gives_the_same_bytes() -> None:
    one = filing_paper.render(SMALL, system_fonts=False)
    assert one == filing_paper.render(SMALL, system_fonts=False)


def test_it_is_the_filings_paper_to_be_looked_at() -> None:
    [pdf] = [it for it in OUTPUTS if it.file_name == "filing.pdf"]
    assert pdf.render is filing_paper.render
    assert len({output.title for output in OUTPUTS}) == len(OUTPUTS)


def test_all_of_the_workbook_stands_on_the_paper() -> None:
    """LC-22."""
    text = flat("".join(pages_of(SMALL)))
    for row, target in zip(filing.rows(SMALL), SMALL.standing, strict=True):
        said = (*row[1:5], target.address, row[6], *row[7].split("、"), row[8], row[9])
        assert [cell for cell in said if flat(cell) not in text] == []
    for name, base, quota, drawn, formula in filing.summary(SMALL):
        assert flat(f"{name}{base}{formula}{quota}{drawn}") in text
    for row in filing.changes(SMALL):
        assert [cell for cell in row if flat(cell) not in text] == []
    for blank in ("填报日期年月日", "领导签发", "填表人审核人负责人", "接收人接收日期年月日编号"):
        assert blank in text
    assert f"{SMALL.filing_receiver}接收栏" in text


def test_changes_have_a_page_of_their_own_and_only_if_there_are_any() -> None:
    *form, changes = pages_of(SMALL)
    assert "变更记录" in changes
    assert not any("变更记录" in page for page in (*form, *pages_of(LARGE)))


def test_every_page_says_that_it_is_secret_and_its_number() -> None:
    for facts in (SMALL, LARGE):
        for number, page in enumerate(pages_of(facts), start=1):
            assert "内部资料　检查前保密" in page
            assert page.endswith(f"第 {number} 页　共 {len(pages_of(facts))} 页")


@pytest.mark.parametrize("count", range(1, 30))
def test_whoever_signs_has_the_end_of_the_list_before_him(
    count: int, plain: Callable[[int], DrawFacts]
) -> None:
    """The rows to sign in never stand on a page of their own."""
    last = filing_paper.lay_out(plain(count), Fonts(system=False)).pages[-1]
    said = [run.text for mark in last if isinstance(mark, Text) for run in mark.line.runs]
    assert str(count) in said
    assert "填表人" in said
    assert "接收日期" in said


def test_a_draw_of_nothing_says_so_instead_of_showing_an_empty_table() -> None:
    [page] = pages_of(replace(SMALL, targets=(), redraws=()))
    assert "没有抽取检查对象。" in page
    assert "检查时段" not in page


def test_no_ink_lies_outside_the_margins() -> None:
    for facts in (SMALL, LARGE):
        for page in pypdfium2.PdfDocument(filing_paper.render(facts, system_fonts=False)):
            width, height = page.get_size()
            for char, (x0, y0, x1, y1) in boxes(page):
                assert 26 * MM - 1 <= x0 < x1 <= width - 18 * MM + 1, char
                assert 10 * MM < y0 < y1 < height - 10 * MM, char


def test_no_text_crosses_a_rule() -> None:
    for page in filing_paper.lay_out(SMALL, Fonts(system=False)).pages:
        upright = [mark for mark in page if isinstance(mark, Rule) and mark.x0 == mark.x1]
        for text in (mark for mark in page if isinstance(mark, Text) and mark.line.count):
            end = text.x + text.line.width - text.line.overhang
            for rule in upright:
                inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                assert not (inside and text.x < rule.x0 < end)
