"""docs/protocol.md §1: one spelling, and a strict way back."""

import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.lottery import Json, ProtocolError, canonical, parse


def _lawful(text: str) -> str:
    # Stripping may leave a combining mark in front, so normalise last and strip once more.
    return unicodedata.normalize("NFC", text.strip()).strip()


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(_lawful)
_leaves = st.none() | st.booleans() | _texts | st.integers(-(2**53) + 1, 2**53 - 1)
_keys = st.text("abcxyz_", min_size=1)
_values = st.recursive(_leaves, lambda inner: st.lists(inner) | st.dictionaries(_keys, inner))


@given(_values)
def test_canonical_bytes_are_those_of_rfc_8785(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(_values)
def test_what_is_spelled_out_reads_back_as_it_was(value: Json) -> None:
    assert parse(canonical(value)) == value
    assert canonical(parse(canonical(value).decode())) == canonical(value)


def test_quotes_backslashes_and_characters_beyond_the_bmp() -> None:
    value: Json = {"b": '乙电镀厂"老厂"', "a": "丙\\𠮷印染", "c": [1, True, None]}
    expected = '{"a":"丙\\\\𠮷印染","b":"乙电镀厂\\"老厂\\"","c":[1,true,null]}'
    assert canonical(value) == expected.encode()


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (2.0, "整个值"),
        ({"a": [0, 1.5]}, "a[1]"),
        ({"a": {"b": 2**53}}, "a.b"),
        ([-(2**53)], "[0]"),
        (["\u0065\u0301"], "NFC"),
        ([" 甲"], "空白"),
        (["甲\u3000"], "空白"),
        (["甲\n乙"], "控制字符"),
        (["甲\x7f乙"], "控制字符"),
        (["\ud800"], "残缺"),
        ({"A": 1}, "'A'"),
        ({"a1": 1}, "'a1'"),
        ({"": 1}, "''"),
        ({"a\n": 1}, "键"),
        ({1: 1}, "键"),
        ([{1}], "[0]"),
        ([b""], "[0]"),
    ],
)
def test_a_value_outside_the_subset_is_refused_by_its_place(value: Json, named: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        canonical(value)
    assert named in str(refusal.value)


@pytest.mark.parametrize(
    "literal",
    ["2.0", "1e3", "1E3", "-0", "-0.0", str(2**53), str(-(2**53)), "NaN", "Infinity", "-Infinity"],
)
def test_a_number_not_written_as_a_plain_whole_number_is_refused(literal: str) -> None:
    with pytest.raises(ProtocolError, match="不是普通整数的写法") as refusal:
        parse(f'{{"k": {literal}}}')
    assert literal[:40] in str(refusal.value)


@pytest.mark.parametrize("literal", ["01", "+1", "1.", ".5", "0x1", "'a'", "{'a':1}", "[1,]", ""])
def test_what_is_not_json_is_refused_with_its_line(literal: str) -> None:
    with pytest.raises(ProtocolError, match="第 2 行"):
        parse("\n" + literal)


def test_a_number_of_ten_thousand_digits_is_refused_at_once() -> None:
    with pytest.raises(ProtocolError, match=r"数字 9{40} "):
        parse("9" * 10_000)


def test_the_largest_whole_numbers_pass() -> None:
    assert parse("[9007199254740991,-9007199254740991,0]") == [2**53 - 1, 1 - 2**53, 0]


def test_a_key_twice_in_one_object_is_refused_even_with_one_value() -> None:
    with pytest.raises(ProtocolError, match=r"'k'.*两次"):
        parse('[{"k": 1, "j": 2, "k": 1}]')


def test_a_key_twice_is_seen_through_its_escape() -> None:
    with pytest.raises(ProtocolError, match="两次"):
        parse('{"k": 1, "\\u006b": 1}')


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(ProtocolError, match="UTF-8"):
        parse("[“甲”]".encode("gb18030"))


def test_a_file_nested_beyond_all_reason_is_refused() -> None:
    with pytest.raises(ProtocolError, match="嵌套"):
        parse("[" * 100_000)


def test_escapes_in_a_file_mean_the_same_text() -> None:
    assert parse('["\\ud842\\udfb7"]') == ["𠮷"]
    with pytest.raises(ProtocolError, match="残缺"):
        parse('["\\ud842"]')
