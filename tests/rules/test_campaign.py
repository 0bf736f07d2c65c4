"""专项抽查: whom a campaign is about, and how many of them it draws."""

from datetime import date
from fractions import Fraction

import pytest

from ssj_desktop.rules.campaign import Amount, Scope, amount_of, campaign_quota
from ssj_desktop.rules.census import PastVisit, Subject
from ssj_desktop.rules.period import Quarter
from tests.rules.years import scheme

Q2 = Quarter(2026, 2)


def site(number: int, **marks: object) -> Subject:
    return Subject(code=f"CS-{number:03}", kind="排污单位", **marks)  # type: ignore[arg-type]


def drawn(sites: list[Subject], scope: Scope, amount: str) -> tuple[int, int, tuple[int, ...]]:
    """Return base, planned, and how many go of each layer of visits."""
    asked = amount_of(amount)
    assert asked
    found = campaign_quota(sites, scope, asked, scheme("lingchuan-2024"), Q2)
    return len(found.members), found.planned, tuple(layer.k for layer in found.layers)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", Amount(number=12)),
        ("12 家", Amount(number=12)),
        ("20%", Amount(rate=Fraction(1, 5))),
        ("2.5％", Amount(rate=Fraction(1, 40))),
        ("100%", Amount(rate=Fraction(1))),
        ("0", None),
        ("0%", None),
        ("101%", None),
        ("十家", None),
        ("", None),
    ],
)
def test_an_amount_is_a_number_or_a_ratio(text: str, amount: Amount | None) -> None:
    assert amount_of(text) == amount


def test_a_ratio_is_rounded_up_and_says_its_sum() -> None:
    """EZ-10: 城镇污水 20 %; requirements 0: a division is rounded up."""
    asked = amount_of("20%")
    assert asked
    assert asked.formula(26) == "26 家 × 20% = 5.2 → 6 家"
    assert asked.formula(25) == "25 家 × 20% = 5 家"


def test_a_directed_campaign_draws_only_of_whom_it_names() -> None:
    """BD-11, LC-2: 定向按标识限定范围; every part must be met, by one of its words."""
    sites = [site(number, tags=frozenset({"加油站"})) for number in range(4)]
    sites += [site(10, tags=frozenset({"油库"}), key_unit=True), site(11), site(12)]
    assert drawn(sites, Scope(), "3") == (7, 3, (3,)), "不定向: everybody"
    assert drawn(sites, Scope(tags=("加油站",)), "3") == (4, 3, (3,))
    assert drawn(sites, Scope(tags=("加油站", "油库")), "50%") == (5, 3, (3,))  # 2.5 → 3
    assert drawn(sites, Scope(tags=("加油站", "油库"), categories=("key",)), "3") == (1, 1, (1,))
    assert drawn(sites, Scope(kinds=("水源地",)), "3") == (0, 0, ())


def test_who_was_visited_least_goes_first_and_the_gone_stay_in_the_base() -> None:
    """LC-5: an exclusion shrinks the pool alone; requirements 0: fewest visits first."""
    once = (PastVisit(date(2026, 1, 1), "general"),)
    sites = [site(number, visits=once) for number in range(6)]
    sites += [site(6), site(7), site(8, excluded="注销"), site(9, excluded="迁出")]
    # 10 × 40% = 4 of a pool of 8: both who were not visited yet, and 2 of the 6 who were once.
    assert drawn(sites, Scope(), "40%") == (10, 4, (2, 2))
