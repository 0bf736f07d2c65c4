"""Lines are broken where Chinese typesetting allows it, and nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.official import PITCH, WIDTH
from ssj_desktop.outputs.text import Line, Span, break_lines, set_line

FONTS = Fonts(system=False)
NOT_FIRST = "。，、；：？！）」』》〉〕】”’％"
NOT_LAST = "（「『《〈〔【“‘"
prose = st.text(st.sampled_from("县污染源日常监管" + NOT_FIRST + NOT_LAST + "a7F% "), max_size=80)


def words(lines: list[Line]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def broken(text: str, width: float, *, squeeze: bool = False) -> list[Line]:
    return break_lines(FONTS, [Span(text, Face.SONG)], 10, width, squeeze=squeeze)


@settings(max_examples=150)
@given(prose)
def test_no_character_is_lost_or_added(text: str) -> None:
    assert "".join(words(broken(text, 85))).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=150)
@given(prose, st.booleans())
def test_no_line_is_wider_than_it_may_be(text: str, squeeze: bool) -> None:
    for line in broken(text, 85, squeeze=squeeze):
        allowed = 85.01 + line.overhang + (0.2 * line.count if squeeze else 0)
        assert line.width <= allowed


@given(
    st.lists(st.sampled_from(["生态", "，", "。", "《方案》", "（一）", "“双随机”、"]), max_size=40)
)
def test_marks_stay_with_what_they_belong_to(parts: list[str]) -> None:
    lines = words(broken("县" + "".join(parts), 85))
    for line in lines[1:]:
        assert line[0] not in NOT_FIRST or set(line) <= set(NOT_FIRST)
    for line in lines[:-1]:
        assert line[-1] not in NOT_LAST


def test_a_code_is_not_broken_unless_it_is_longer_than_the_line() -> None:
    # 18 half-width characters of 10 pt are 90 pt: whole on a line of 95, cut on one of 60
    code = "91140524MA0K12348M"
    assert words(broken(f"代码为{code}号", 95)) == ["代码为", f"{code}", "号"]
    assert words(broken(code, 60)) == [code[:12], code[12:]]


def test_a_figure_keeps_what_it_counts() -> None:
    assert words(broken("应当抽查家数为12家", 80)) == ["应当抽查家数为", "12家"]


def test_a_name_in_a_list_is_not_torn_apart() -> None:
    assert words(broken("李素梅、方敏、许静", 80)) == ["李素梅、方敏、", "许静"]


def test_28_characters_fill_a_line_of_the_type_area() -> None:
    # GB/T 9704-2012, 5.2.3: 28 characters a line; one more begins the next
    text = "县" * 57
    lines = break_lines(FONTS, [Span(text, Face.FANG)], 16, WIDTH, tracking=PITCH - 16)
    assert [line.count for line in lines] == [28, 28, 1]
    assert lines[0].width == pytest.approx(WIDTH)


def test_a_full_line_draws_in_a_full_stop_rather_than_losing_a_character_to_it() -> None:
    text = "县" * 28 + "。" + "县" * 3
    lines = break_lines(
        FONTS, [Span(text, Face.FANG)], 16, WIDTH, tracking=PITCH - 16, squeeze=True
    )
    assert [line.count for line in lines] == [29, 3]
    _, spacing = set_line(lines[0], WIDTH, "justify")
    end = lines[0].width + (spacing - (PITCH - 16)) * 28 - lines[0].overhang
    assert end == pytest.approx(WIDTH, abs=0.5)  # the ink ends with the type area


def test_neighbouring_marks_share_a_square() -> None:
    # 」， takes one and a half squares, not two
    assert broken("县”，县", 100)[0].width == pytest.approx(35)


def test_the_last_line_of_a_paragraph_is_not_stretched() -> None:
    first, last = broken("县" * 12, 85)
    assert set_line(first, 85, "justify")[1] == pytest.approx(5 / 7)  # 8 of 10 pt in 85 pt
    assert set_line(last, 85, "justify") == (0.0, 0.0)
