"""Every character gets a font that has it, or the paper is refused and the character named."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import confirmation, minutes
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.page import Sheet, Text
from ssj_desktop.outputs.text import Span, break_lines

FONTS = Fonts(system=False)
LONG_NAME = "陵川县䶮𬭎𬍛㛃𠮷养殖专业合作社" + "陵川县崇文镇城东工业园区晋东南新型建筑材料综合利用"


def printed(text: str, face: Face) -> str:
    """Return what a reader copies out of a PDF that shows ``text`` in ``face``."""
    buffer = BytesIO()
    sheet = Sheet(buffer)
    (line,) = break_lines(FONTS, [Span(text, face)], 12, 1e5)
    Text(line, 10, 20).draw(sheet)
    sheet.showPage()
    sheet.save()
    page = pypdfium2.PdfDocument(buffer.getvalue())[0]
    return str(page.get_textpage().get_text_range())


@pytest.mark.parametrize("face", Face)
def test_rare_names_can_be_copied_out_of_a_paper(face: Face) -> None:
    assert len(LONG_NAME) == 40
    assert printed(f"{LONG_NAME}〔2026〕", face) == f"{LONG_NAME}〔2026〕"


def test_a_character_its_face_lacks_comes_from_the_next_font_that_has_it() -> None:
    fonts = {glyph.char: glyph.font for glyph in FONTS.glyphs("县䶮𠮷", Face.FANG)}
    assert fonts == {
        "县": "FandolFang-Regular",
        "䶮": "NotoSerifSC_400Regular",  # U+4DAE, in GB 18030 but not in GB 2312
        "𠮷": "LXGWWenKai-Regular",  # U+20BB7, in neither 仿宋 nor Noto
    }


def test_the_fangsong_draws_no_traditional_character_as_its_simplified_fellow() -> None:
    assert {glyph.font for glyph in FONTS.glyphs("鬱幹餘", Face.FANG)} == {"NotoSerifSC_400Regular"}


@pytest.mark.parametrize("face", [Face.SONG, Face.SONG_BOLD, Face.SANS, Face.HEI])
def test_figures_and_letters_of_a_song_face_are_half_a_square_wide(face: Face) -> None:
    text = "".join(map(chr, range(0x20, 0x7F)))
    assert {glyph.advance for glyph in FONTS.glyphs(text, face)} == {0.5}
    assert printed("91140524MA0K12348M (x~!)", face) == "91140524MA0K12348M (x~!)"


def test_a_character_no_font_has_is_named_and_nothing_is_printed(
    plain: Callable[[int], DrawFacts],
) -> None:
    facts = plain(1)
    name = "陵川县\U0002a6a5采石场"  # four dragons, CJK Extension B
    facts = replace(facts, targets=(replace(facts.targets[0], name=name),))
    for paper in (minutes, confirmation):
        with pytest.raises(DeskError, match="U\\+2A6A5") as caught:
            paper.render(facts, system_fonts=False)
        assert name in caught.value.message


@given(st.sampled_from("\x00\x07\x1f\x7f\u200b\ufeff\u0301\u20dd\ufe00\U000e0100\ue863"))
def test_a_mark_that_cannot_be_set_is_refused_politely(char: str) -> None:
    with pytest.raises(DeskError, match=f"U\\+{ord(char):04X}") as caught:
        FONTS.glyphs(f"葛{char}记", Face.SONG)
    assert char not in caught.value.message
    assert "请删去" in caught.value.hint
