"""The two papers of a draw: what stands on them, and where."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import confirmation, minutes
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.official import BODY, HEIGHT, LEADING, LEFT, PITCH, TOP, WIDTH
from ssj_desktop.outputs.page import Paper, QrCode, Rule, Text
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

PAPERS = (confirmation, minutes)


def text_of(paper: ModuleType, facts: DrawFacts) -> str:
    return "\n".join(pages(paper.render(facts, system_fonts=False)))


def laid_out(paper: ModuleType, facts: DrawFacts) -> Paper:
    sheets = paper.lay_out(facts, Fonts(system=False))
    assert isinstance(sheets, Paper)
    return sheets


@pytest.mark.parametrize("paper", PAPERS)
def test_a_small_draw_prints_this_very_text(paper: ModuleType, small: DrawFacts) -> None:
    text = full_text(paper.render(small, system_fonts=False))
    assert text == golden(paper.__name__.rpartition(".")[2], text)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_draw_gives_the_same_bytes(paper: ModuleType, small: DrawFacts) -> None:
    assert paper.render(small, system_fonts=False) == paper.render(small, system_fonts=False)


def test_the_form_holds_all_that_is_signed_for(small: DrawFacts) -> None:
    """LC-10."""
    text = flat(text_of(confirmation, small))
    for target in small.targets:  # void ones too, with what became of them
        for piece in (target.name, target.code, *(p.badge_no for p in target.team.people)):
            assert piece in text
        assert target.fate in text
    for digest in (small.commitment, small.final_head, small.document_sha256, small.previous_head):
        assert digest in text
    for slot in (*small.slots, *small.redraws[0].digits):
        assert slot.digits in text
    for edge in small.edges:
        assert edge.last_in[:16] in text
        assert edge.first_out[:16] in text
    for piece in (
        "全部列入",
        "本层不抽",
        "统一放宽1家",
        "（以下空白）",
        *small.exclusions[0].evidence,
    ):
        assert piece in text


def test_everybody_signs_once_with_a_date(small: DrawFacts) -> None:
    page = pages(confirmation.render(small, system_fonts=False))[-1]
    signers = ["主持人 郑咏军", "操作人 秦小刚", "记录人 牛丽"]
    signers += [f"出席人 {name}" for name in ("刘龙云", "王建军", "王强", "李素红")]
    for signer in signers:
        assert f"{signer} 年　　月　　日" in page
    assert page.count("年　　月　　日") == 8  # the seven and the supervisor


def test_the_minutes_name_the_people_and_the_final_head_but_nobody_signs(small: DrawFacts) -> None:
    """LC-10, LC-15."""
    text = text_of(minutes, small)
    assert "出席：郑咏军（组长）、刘龙云、王建军、王强、李素红" in text
    assert "请假：靳卫东（外出培训）" in text
    # 冯䶮 is one person with and without a note, the two 刘强 are two
    present = (
        "列席：县纪委监委派驻纪检监察组　张𠮷、冯䶮（县行政审批局）、刘强（一分队）、刘强（二分队）"
    )
    assert flat(present) in flat(text)
    assert small.final_head in flat(text)
    assert "签名" not in text
    assert "人员名额按协议统一放宽1家" in flat(text)


def test_only_standing_objects_are_listed_in_the_minutes(small: DrawFacts) -> None:
    listed = pages(minutes.render(small, system_fonts=False))[-1]
    assert "LC-00007" in listed
    assert "［补抽列入］" in listed
    assert "N2140524MF0000128T" not in listed  # void


def test_a_few_excluded_objects_are_named_in_the_text_and_many_on_a_page(small: DrawFacts) -> None:
    one = small.exclusions[0]
    assert f"基数：{one.name}（{one.reason}，{one.evidence}）。" in flat(text_of(minutes, small))
    four = text_of(minutes, replace(small, exclusions=(one,) * 4))
    assert "见附件2" in flat(four)
    assert "附件1\n" in four
    assert four.count(one.name) == 4


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", [0, 1, 60])
def test_every_page_says_that_it_is_secret(
    paper: ModuleType, count: int, plain: Callable[[int], DrawFacts]
) -> None:
    for page in pages(paper.render(plain(count), system_fonts=False)):
        assert "内部资料　检查前保密" in page  # LC-19


def test_every_page_has_its_number(plain: Callable[[int], DrawFacts]) -> None:
    form = pages(confirmation.render(plain(60), system_fonts=False))
    for number, page in enumerate(form, start=1):
        assert page.endswith(f"第 {number} 页　共 {len(form)} 页")
    for number, page in enumerate(pages(minutes.render(plain(7), system_fonts=False)), start=1):
        assert f"— {number} —" in page


def test_every_page_of_the_form_bears_the_head_that_is_signed_for(small: DrawFacts) -> None:
    form = pages(confirmation.render(small, system_fonts=False))
    head = [small.final_head[at : at + 4] for at in range(0, 64, 4)]
    running = f"摇号编号 {small.draw_id}　末端校验值 {' '.join(head[:4])}"
    assert all(running in page for page in form)
    assert " ".join(head) in form[-1]
    assert f"本表共{len(form)}页" in form[-1]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_draw_of_nothing_says_so_instead_of_showing_an_empty_table(
    paper: ModuleType, plain: Callable[[int], DrawFacts]
) -> None:
    text = text_of(paper, plain(0))
    assert "没有抽取检查对象。" in text
    assert "协办" not in text


def test_the_form_counts_the_void_rows_apart(small: DrawFacts) -> None:
    assert "四、抽取结果（6家，另作废1家）" in text_of(confirmation, small)  # seven rows


@pytest.mark.parametrize("count", [0, 7, 9, 11, 25, 30])
def test_the_imprint_closes_the_last_even_page(
    count: int, plain: Callable[[int], DrawFacts]
) -> None:
    """GB/T 9704-2012, 7.4.1: the last rule lies on the lower edge of the type area of the last
    side, outer rules 0.35 mm, the inner one 0.25 mm; 7.5: neither an empty page before it nor its
    own page is then numbered."""
    facts = plain(count)
    sheets = laid_out(minutes, facts).pages
    assert len(sheets) % 2 == 0
    rules = [mark for mark in sheets[-1] if isinstance(mark, Rule) and mark.y0 == mark.y1][-3:]
    assert [rule.weight / MM for rule in rules] == pytest.approx([0.35, 0.25, 0.35])
    assert rules[-1].y0 == pytest.approx(TOP - HEIGHT)
    assert (rules[-1].x1 - rules[-1].x0) / MM == pytest.approx(156)
    printed = pages(minutes.render(facts, system_fonts=False))
    assert "分送：领导小组成员，" in printed[-1]
    assert f"{facts.office} 2026年10月8日印发" in printed[-1]
    numbered = [f"— {n} —" in page for n, page in enumerate(printed, start=1)]
    empty = [not sheet for sheet in sheets]
    assert numbered == ([True] * (len(sheets) - 2) + [not any(empty)] * 2)
    assert sum(empty) == empty[-2]


def test_the_imprint_is_dated_with_the_last_change_told(small: DrawFacts) -> None:
    assert "2026年10月9日印发" in text_of(minutes, small)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_says_in_its_properties_what_it_is(paper: ModuleType, small: DrawFacts) -> None:
    known = pypdfium2.PdfDocument(paper.render(small, system_fonts=False)).get_metadata_dict()
    assert known["Title"].startswith("2026年第四季度“双随机”抽查摇号会议")
    assert known["Author"] == small.office
    assert known["Creator"] == small.program
    assert known["Subject"] == "摇号编号 LC-2026-Q4-1"
    assert known["CreationDate"] == "D:20261008090900+08'00'"  # frozen 9:05, drawn 4 min later


def test_the_table_head_stands_on_every_page_of_the_list(
    plain: Callable[[int], DrawFacts],
) -> None:
    sheets = pages(minutes.render(plain(60), system_fonts=False))
    start = next(i for i, page in enumerate(sheets) if page.startswith("附件\n"))
    listed = [page for page in sheets[start:] if "号砂石料加工场" in page]
    assert len(listed) >= 3
    assert all("统一社会信用代码" in page for page in listed)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", [1, 500])
def test_no_ink_lies_outside_the_margins(
    paper: ModuleType, count: int, plain: Callable[[int], DrawFacts]
) -> None:
    left, right = (25 * MM, 18 * MM) if paper is confirmation else (28 * MM, 26 * MM)
    for page in pypdfium2.PdfDocument(paper.render(plain(count), system_fonts=False)):
        width, height = page.get_size()
        for char, (x0, y0, x1, y1) in boxes(page):
            assert left - 1 <= x0, char
            assert x1 <= width - right + 1, char
            assert 10 * MM < y0 < y1 < height - 10 * MM, char


@pytest.mark.parametrize("paper", PAPERS)
def test_no_text_crosses_a_rule_or_another_text(paper: ModuleType, small: DrawFacts) -> None:
    for page in laid_out(paper, small).pages:
        texts = [mark for mark in page if isinstance(mark, Text)]
        upright = [mark for mark in page if isinstance(mark, Rule) and mark.x0 == mark.x1]
        spans = [(t, t.x, t.x + t.line.width - t.line.overhang) for t in texts if t.line.count]
        for text, x0, x1 in spans:
            for rule in upright:
                inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                assert not (inside and x0 < rule.x0 < x1)
        for one, x0, x1 in spans:
            for other, z0, z1 in spans:
                if one is not other and abs(one.y - other.y) < min(one.line.size, 8):
                    assert x1 <= z0 + 0.5 or z1 <= x0 + 0.5


def test_a_page_of_the_minutes_has_22_lines_of_28_characters(
    plain: Callable[[int], DrawFacts],
) -> None:
    """GB/T 9704-2012, 5.2: 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 mm wide, 22 × 28 characters."""
    remark = "县" * 1400
    facts = replace(plain(1), remarks=(remark,))
    document = pypdfium2.PdfDocument(minutes.render(facts, system_fonts=False))
    full = "\r\n".join(["县" * 28] * 22)
    page = next(page for page in document if full in page.get_textpage().get_text_range())
    body = [box for char, box in boxes(page) if char == "县"]
    rows = sorted({round(box[1], 1) for box in body}, reverse=True)
    assert len(rows) == 22
    assert all(a - b == pytest.approx(28.99, abs=0.15) for a, b in pairwise(rows))  # pt
    first = [box for box in body if round(box[1], 1) == rows[0]]
    assert len(first) == 28
    assert min(box[0] for box in first) / MM == pytest.approx(28, abs=1)
    assert max(box[2] for box in first) / MM == pytest.approx(210 - 26, abs=1)
    strip = (LEADING - BODY) / 2  # a character stands in the middle of its strip
    ink = page.get_height() - max(box[3] for box in first)
    assert (ink - strip) / MM == pytest.approx(37, abs=1)


def test_page_numbers_stand_7_mm_under_the_type_area_right_on_odd_left_on_even_pages(
    plain: Callable[[int], DrawFacts],
) -> None:
    """GB/T 9704-2012, 7.5: the dashes 7 mm below, one character (14 pt) in from the edge."""
    odd, even, *_ = pypdfium2.PdfDocument(minutes.render(plain(1), system_fonts=False))
    for page, first in ((odd, False), (even, True)):
        dashes = [box for char, box in boxes(page) if char == "—" and box[1] < 35 * MM]
        assert len(dashes) == 2
        below = TOP - HEIGHT - (dashes[0][1] + dashes[0][3]) / 2
        assert below / MM == pytest.approx(7, abs=0.5)
        inset = dashes[0][0] - LEFT if first else LEFT + WIDTH - dashes[1][2]
        assert inset == pytest.approx(14, abs=1.5)


def test_the_title_of_the_minutes_stands_35_mm_under_the_top_of_the_type_area(
    plain: Callable[[int], DrawFacts],
) -> None:
    """GB/T 9704-2012, 10.3: 纪要标志."""
    page = pypdfium2.PdfDocument(minutes.render(plain(1), system_fonts=False))[0]
    red = [box for char, box in boxes(page) if box[3] < TOP][:10]
    assert (TOP - max(box[3] for box in red)) / MM == pytest.approx(35, abs=1.5)


def test_hashes_stand_beside_their_qr_codes(small: DrawFacts) -> None:
    """docs/protocol.md, section 6."""
    codes = [
        mark.value
        for page in laid_out(confirmation, small).pages
        for mark in page
        if isinstance(mark, QrCode)
    ]
    assert codes == [
        f"YHF:LC-2026-Q4-1:{small.commitment}",
        f"YHD:LC-2026-Q4-1:{small.final_head}",
    ]


def test_a_cell_higher_than_a_page_runs_on_over_the_next(small: DrawFacts) -> None:
    redraw = replace(small.redraws[0], reason="涨" * 3000)
    text = text_of(confirmation, replace(small, redraws=(redraw,)))
    assert text.count("涨") == 3000


def test_two_characters_pitch_indents_a_paragraph(plain: Callable[[int], DrawFacts]) -> None:
    first = next(
        mark
        for mark in laid_out(minutes, plain(1)).pages[0]
        if isinstance(mark, Text) and mark.line.runs[0].text.startswith("2026年10月8日9时至")
    )
    assert first.x == pytest.approx(LEFT + 2 * PITCH)


def test_papers_stay_small_enough_to_send(plain: Callable[[int], DrawFacts]) -> None:
    for paper in PAPERS:
        assert len(paper.render(plain(60), system_fonts=False)) < 400_000
