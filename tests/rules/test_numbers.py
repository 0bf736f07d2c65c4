"""Numbers are checked as the standards say; cases are made up or public samples."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.rules import numbers

CREDIT_CODES = [
    "91140524MA0K12348M",  # a company
    "92140524MA0L5678XW",  # a trader
    "N2140524MF0000128T",  # a farmers' body: letters among the first eight
    "Y1140524MB0000019R",  # others: likewise
    "91130200699229617X",  # HJ 608-2017, annex A
]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_a_true_credit_code_has_no_fault(code: str) -> None:
    assert numbers.credit_code_fault(code) == ""


@given(st.sampled_from(CREDIT_CODES), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_changed_character_of_a_credit_code_is_always_noticed(
    code: str, place: int, character: str
) -> None:
    changed = code[:place] + character + code[place + 1 :]
    assert bool(numbers.credit_code_fault(changed)) == (changed != code)


def test_a_wrong_check_character_is_told_with_the_right_one() -> None:
    assert "末位应为“M”，现为“K”" in numbers.credit_code_fault("91140524MA0K12348K")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91140524MA0K1234", "现为 16 位"),
        ("91140524MAOK12348M", "第 11 位“O”"),
        ("91140524MA0K1234贰M", "第 17 位“贰”"),
        ("99140524MA0K12348M", "开头“99”"),
        ("", "现为 0 位"),
    ],
)
def test_a_false_credit_code_is_told_where_it_is_false(code: str, said: str) -> None:
    assert said in numbers.credit_code_fault(code)


def test_a_code_is_read_whatever_width_case_and_gaps_it_was_typed_with() -> None:
    assert numbers.normal_code("　９１１４０５２４ ma0k1234 8ｍ\n") == "91140524MA0K12348M"


# 140524 19900307 123?: 1·7+4·9+0·10+5·5+2·8+4·4+1·2+9·1+9·6+0·3+0·7+3·9+0·10+7·5+1·8+2·4+3·2 = 249,
# 249 mod 11 = 7, the eighth of 10X98765432 is 5.
IDENTITY = "140524199003071235"


def test_an_identity_number_is_known_by_its_date_and_check() -> None:
    assert numbers.is_identity_number(IDENTITY)
    assert not numbers.is_identity_number("140524199003071234")  # check
    assert not numbers.is_identity_number("140524199013071235")  # 13th month
    assert not numbers.is_identity_number("140524199002301235")  # 30 February
    assert not numbers.is_identity_number("1405241990030712350")
    assert not any(map(numbers.is_identity_number, CREDIT_CODES))


@pytest.mark.parametrize(
    "fault",
    [numbers.credit_code_fault, numbers.office_code_fault, numbers.badge_no_fault],
)
def test_an_identity_number_names_nothing(fault: Callable[[str], str]) -> None:
    assert "公民身份号码" in fault(IDENTITY)
    assert "公民身份号码" in numbers.permit_code_fault(IDENTITY + "001P")


def test_a_firm_whose_code_looks_like_a_birth_date_is_still_a_firm() -> None:
    # 91140119900101123?: a number that is right by GB 11643 and by GB 32100 at once; found by
    # counting up places 15 to 17 until both checks agree.
    both = [
        body + check
        for serial in range(1000)
        if (body := f"91140119900101{serial:03d}")
        and (check := numbers.credit_code_check(body)) in "0123456789X"
        and _identity_check(body) == check
    ]
    assert both
    assert not any(map(numbers.is_identity_number, both))
    assert not any(map(numbers.credit_code_fault, both))


def _identity_check(body: str) -> str:
    """The check digit in its other definition: sum of digit × 2^place ≡ 1 (mod 11)."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    check = (1 - total) % 11
    return "X" if check == 10 else str(check)


@pytest.mark.parametrize(
    "code", ["91130200699229617X001P", "91130200699229617X002P", "H914052400000000010011"]
)
def test_a_true_permit_code_has_no_fault(code: str) -> None:
    assert len(code) == 22
    assert numbers.permit_code_fault(code) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91130200699229617X01P", "现为 21 位"),
        ("91130200699229617XA01P", "末 4 位“A01P”"),
        ("91130200699229618X001P", "前 18 位有误"),
        ("G914052400000000010011", "前 18 位有误"),
    ],
)
def test_a_false_permit_code_is_told_where_it_is_false(code: str, said: str) -> None:
    assert said in numbers.permit_code_fault(code)


@pytest.mark.parametrize(
    "phone",
    ["13800000000", "0356-6202222", "03566202222", "0356-6202222-801", "6202222", "400-123-4567"],
)
def test_a_telephone_number_of_any_usual_shape_is_taken(phone: str) -> None:
    assert numbers.phone_fault(phone) == ""


@pytest.mark.parametrize("phone", ["1380000000", "12800000000", "138000000001", "张三", ""])
def test_what_cannot_be_dialled_is_refused(phone: str) -> None:
    assert numbers.phone_fault(phone) != ""


@pytest.mark.parametrize("code", ["LC-00031", "7", "A" * 32])
def test_an_office_code_fits_the_ids_of_the_protocol(code: str) -> None:
    assert numbers.office_code_fault(code) == ""


@pytest.mark.parametrize("code", ["", "-1", "a1", "陵-1", "LC_1", "A" * 33])
def test_an_office_code_outside_the_protocol_is_refused(code: str) -> None:
    assert numbers.office_code_fault(code) != ""


@pytest.mark.parametrize(
    ("badge_no", "right"),
    [("140524", True), ("A" * 20, True), ("14052", False), ("晋0524001", False)],
)
def test_a_badge_number_is_6_to_20_digits_or_letters(badge_no: str, right: bool) -> None:
    assert (numbers.badge_no_fault(badge_no) == "") == right


@pytest.mark.parametrize(
    ("industry", "right"),
    [
        ("C3011", True),
        ("3011", True),
        ("30", True),
        ("水泥制造", True),
        ("U30", False),
        ("?", False),
    ],
)
def test_an_industry_is_a_code_or_a_name(industry: str, right: bool) -> None:
    assert (numbers.industry_fault(industry) == "") == right
