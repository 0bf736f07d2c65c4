"""What a clerk types is found as she expects: by initials, characters, codes, in any order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.views.search import Haystack

PLANT = "陵川县污水处理厂 91140524MA0K12348M 崇文镇"


def finds(typed: str, text: str) -> bool:
    return Haystack([text]).find(typed) == [0]


@pytest.mark.parametrize(
    "typed",
    [
        "lc污水",
        "LC污水",
        "污水 lc",
        "lcxwsclc",
        "污",
        "cwz ws",
        "ｌｃ污水",
        "  污水\u3000处理  ",
        "",
    ],
)
def test_initials_and_characters_find_a_name_in_any_order(typed: str) -> None:
    assert finds(typed, PLANT)


@pytest.mark.parametrize("typed", ["lc焦化", "污水 焦化", "水污", "lx"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert not finds(typed, PLANT)


@pytest.mark.parametrize(
    "typed",
    [
        "91140524MA0K12348M",
        "91140524 MA0K12348M",
        "911405 24ma0k 12348m",
        "9114 0524 MA0K 1234 8M",
        "９１１４０５２４",
    ],
)
def test_a_code_typed_with_gaps_is_the_code_written_whole(typed: str) -> None:
    assert finds(typed, PLANT)


def test_gaps_do_not_tear_a_code_into_pieces_found_anywhere() -> None:
    assert not finds("1405 9999", "9999 与 1405")
    assert finds("0356 6202222", "0356-6202222")
    assert finds("2019 12", "晋市环审〔2019〕12号")


@pytest.mark.parametrize(
    ("character", "letters"),
    [
        ("重", "cz"),
        ("厦", "sx"),
        ("乐", "ly"),
        ("长", "cz"),
        ("单", "sdc"),
        ("曾", "cz"),
        ("绿", "l"),  # lǜ
        ("女", "n"),  # nǚ
        ("解", "xj"),
        ("任", "r"),
        ("仇", "qc"),
        ("查", "zc"),
        ("尉", "yw"),  # 尉迟
        ("缪", "m"),
        ("朴", "p"),
        ("区", "qo"),
        ("繁", "fp"),
        ("万", "mw"),  # 万俟
        ("埔", "pb"),  # 大埔, 黄埔
        ("荥", "xy"),  # 荥阳, 荥经
        ("堡", "bp"),
        ("浒", "hx"),
        ("洞", "dt"),  # 洪洞
        ("六", "l"),
        ("圪", "g"),
        ("嗯", "n"),
        ("〇", "l"),
        ("𠮷", "j"),
        ("䶮", "y"),
        ("𬭎", "h"),
        ("㛃", "j"),
        ("㸌", "h"),
        ("鿏", "m"),
        ("𬱖", "d"),
    ],
)
def test_every_reading_of_today_finds_its_character(character: str, letters: str) -> None:
    for letter in letters:
        assert finds(letter, f"孔{character}孔"), letter  # 孔: k


def test_readings_of_old_books_do_not_clutter() -> None:
    assert not finds("a", "陵川县污水处理厂")  # 厂 ān
    assert not finds("n", "冰封")  # 冰 níng


def test_a_wide_or_capital_text_is_found_by_plain_typing() -> None:
    assert finds("ph值(7)", "ＰＨ值（７）")


def test_what_means_something_to_a_pattern_is_a_character_like_others() -> None:
    for typed in (".", "[", "^", "\\", "*", "(", "]-["):
        assert finds(typed, f"甲{typed}乙")
        assert not finds(typed, "甲乙")


def test_rows_keep_their_own_words() -> None:
    rows = Haystack(["陵川县\n污水", "高平市 焦化", "", "陵川县焦化"])
    assert rows.find("lc") == [0, 3]
    assert rows.find("lc jh") == [3]
    assert rows.find("污水 高平") == []
    assert rows.find("") == [0, 1, 2, 3]
    assert Haystack([]).find("lc") == []


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=4))
def test_typed_characters_find_exactly_the_rows_that_contain_them(
    texts: list[str], typed: str
) -> None:
    """Figures and letters aside, a search is containment of every word."""
    typed = "".join(c for c in typed if not unicodedata.normalize("NFKC", c).isascii())

    def plain(text: str) -> str:
        folded = ((c, unicodedata.normalize("NFKC", c).casefold()) for c in text)
        return "".join(one if len(one) == 1 else c for c, one in folded)

    words = plain(typed).split()
    wanted = [
        row
        for row, text in enumerate(texts)
        if all(word in plain(text.replace("\n", " ")) for word in words)
    ]
    assert Haystack(texts).find(typed) == wanted


@given(st.text(), st.integers(0, 20), st.integers(1, 20))
def test_any_piece_of_a_text_finds_it(text: str, start: int, length: int) -> None:
    text = " ".join(text.split())
    assert finds(text[start : start + length], text)
