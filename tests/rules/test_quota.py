"""Requirements 7: each figure with its clause and its arithmetic."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.rules.census import DatedFact, Heads, PastVisit, Subject
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import CategoryQuota, Raise, quotas, raise_faults
from ssj_desktop.rules.scheme import Scheme, parse_scheme
from tests.rules.years import NOBODY, scheme, scheme_file

FOUR_QUARTERS = [Quarter(2026, number) for number in (1, 2, 3, 4)]


LINGCHUAN = scheme("lingchuan-2024")
TAIJIANG = scheme("taijiang-2022")


def sites(count: int, prefix: str = "A", **marks: object) -> list[Subject]:
    return [Subject(f"{prefix}-{n:04}", **marks) for n in range(count)]  # type: ignore[arg-type]


def unrectified(count: int) -> list[Subject]:
    return sites(count, "S", facts=(DatedFact("整改未到位", date(2025, 11, 3)),))


def quota_of(
    subjects: list[Subject],
    key: str,
    plan: Scheme = LINGCHUAN,
    quarter: Quarter = FOUR_QUARTERS[0],
    heads: Heads = NOBODY,
    raises: dict[str, Raise] | None = None,
) -> CategoryQuota:
    found = quotas(subjects, heads, plan, quarter, raises or {})
    return next(line for line in found if line.category.key == key)


def year_of(
    subjects: list[Subject],
    key: str,
    plan: Scheme = LINGCHUAN,
    heads: Heads = NOBODY,
    raises: dict[str, Raise] | None = None,
) -> tuple[list[int], Counter[str]]:
    """Draw the lowest codes of each layer, quarter by quarter; give counts and visits."""
    counts, visits = [], Counter({subject.code: 0 for subject in subjects})
    for quarter in FOUR_QUARTERS:
        line = quota_of(subjects, key, plan, quarter, heads, raises)
        drawn = {code for layer in line.layers for code in layer.codes[: layer.k]}
        counts.append(len(drawn))
        visits.update(drawn)
        subjects = [
            Subject(
                **{
                    **{name: getattr(subject, name) for name in Subject.__slots__},
                    "visits": (*subject.visits, PastVisit(quarter.first_day, key)),
                }
            )
            if subject.code in drawn
            else subject
            for subject in subjects
        ]
    return counts, visits


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, [0, 0, 0, 0]),
        (1, [1, 1, 1, 1]),  # 1 × 25% = 0.25 → 1
        (4, [1, 1, 1, 1]),
        (5, [2, 2, 2, 2]),  # 5 × 25% = 1.25 → 2, never 2,1,1,1 (1/5 = 20 % < 25 %)
        (13, [4, 4, 4, 4]),  # 13 × 25% = 3.25 → 4
        (40, [10, 10, 10, 10]),
    ],
)
def test_lc11_a_quarter_of_the_key_objects_rounded_up(size: int, expected: list[int]) -> None:
    counts, visits = year_of(sites(size, key_unit=True), "key")
    assert counts == expected
    assert min(visits.values(), default=1) >= 1, "年度全覆盖"


def test_lc11_five_key_objects_are_visited_2_2_2_1_1_times_and_covered_by_september() -> None:
    subjects = sites(5, key_unit=True)
    _, visits = year_of(subjects, "key")
    assert sorted(visits.values()) == [1, 1, 2, 2, 2]  # 2+2+2+2 = 8 visits over 5 objects
    visited = [Subject(s.code, key_unit=True, visits=(PastVisit(date(2026, 1, 1), "key"),))
               for s in subjects[:4]]  # after 2+2 in Q1 and Q2  # fmt: skip
    third = quota_of([*visited, subjects[4]], "key", quarter=FOUR_QUARTERS[2])
    assert [(layer.visits, len(layer.codes), layer.k) for layer in third.layers] == [
        (0, 1, 1),
        (1, 4, 1),
    ]


def test_lc11_what_nobody_has_visited_by_october_is_drawn_whole() -> None:
    line = quota_of(sites(13, key_unit=True), "key", quarter=FOUR_QUARTERS[3])
    assert line.planned == 13  # Q4: max(ceil(13/4) = 4, 13 still unvisited)
    assert "年度全覆盖尚余 13 家" in line.formula


@pytest.mark.parametrize(
    ("squads", "pool", "expected", "short"),
    [(3, 200, 30, 0), (3, 25, 25, 5), (2, 200, 20, 0)],  # squads × 10, at most the pool
)
def test_lc12_ten_general_objects_for_each_squad(
    squads: int, pool: int, expected: int, short: int
) -> None:
    line = quota_of(sites(pool), "general", heads=Heads((), squads))
    assert (line.quota, line.planned, line.short) == (squads * 10, expected, short)


@pytest.mark.parametrize(("size", "expected"), [(7, [2, 2, 2, 1]), (22, [6, 6, 5, 5])])
def test_lc13_special_objects_are_spread_over_the_year_until_none_is_left(
    size: int, expected: list[int]
) -> None:
    counts, visits = year_of(unrectified(size), "special")  # ceil(left / quarters left)
    assert counts == expected
    assert set(visits.values()) == {1}


@pytest.mark.parametrize(
    "facts",
    [
        [("行政处罚", date(2025, 3, 1)), ("行政处罚", date(2025, 9, 1))],
        [("红牌", date(2025, 3, 1)), ("黑牌", date(2025, 9, 1))],  # [D] red and black add up
        [("整改未到位", date(2023, 3, 1))],
        [("举报查实", date(2025, 3, 1)), ("举报查实", date(2025, 12, 31))],
    ],
)
def test_lc13_last_years_facts_make_a_site_special_even_on_the_positive_list(
    facts: list[tuple[str, date]],
) -> None:
    subject = Subject(
        "A", key_unit=True, positive_list=True, facts=tuple(DatedFact(k, d) for k, d in facts)
    )
    assert quota_of([subject], "special").members == ("A",)  # LC-7a: special first


@pytest.mark.parametrize(
    "facts",
    [
        [("行政处罚", date(2025, 3, 1))],  # once is not twice
        [("行政处罚", date(2024, 3, 1)), ("行政处罚", date(2025, 3, 1))],
        [("行政处罚", date(2026, 1, 1)), ("行政处罚", date(2025, 12, 31))],
        [("行政处罚", date(2025, 3, 1)), ("红牌", date(2025, 3, 1))],  # kinds do not add up
    ],
)
def test_lc13_fewer_or_older_facts_do_not(facts: list[tuple[str, date]]) -> None:
    subject = Subject("A", positive_list=True, facts=tuple(DatedFact(k, d) for k, d in facts))
    assert quota_of([subject], "positive").members == ("A",)


def test_lc13_a_rectification_made_good_is_no_ground() -> None:
    settled = DatedFact("整改未到位", date(2025, 3, 1), date(2025, 6, 1))
    assert quota_of([Subject("A", facts=(settled,))], "general").members == ("A",)


def test_lc14_a_quarter_of_the_positive_list() -> None:
    assert quota_of(sites(16, positive_list=True), "positive").planned == 4  # 16 × 25% = 4


def test_lc5_an_excluded_site_leaves_the_pool_and_stays_in_the_base() -> None:
    subjects = [*sites(12, key_unit=True), Subject("Z", key_unit=True, excluded="注销")]
    line = quota_of(subjects, "key")
    # LC-5
    assert line.planned == 4  # base 13: 13 × 25% = 3.25 → 4; of the pool's 12 it would be 3
    assert line.excluded == ("Z",)
    assert all("Z" not in layer.codes for layer in line.layers)


def test_lc13_a_gone_site_calls_nobody_a_second_time() -> None:
    visited = [
        Subject(f"V-{n}", facts=special.facts, visits=(PastVisit(date(2026, 2, 9), "special"),))
        for n, special in enumerate(unrectified(7))
    ]
    gone = Subject("Z", facts=visited[0].facts, excluded="注销")
    line = quota_of([*visited, gone, *unrectified(1)], "special", quarter=FOUR_QUARTERS[3])
    assert (len(line.members), line.planned) == (9, 1)  # one is left; the gone one can't be covered


def taijiang() -> tuple[list[Subject], Heads]:
    """TJ-6: 325 sites, 5 of them key and 22 special; 18 heads with the seconded ones."""
    subjects = [
        *sites(5, "K", key_unit=True),
        *sites(22, "S", tags=frozenset({"特殊监管对象"})),
        *sites(298, "G"),
    ]
    people = [("在编", True)] * 14 + [("下沉", False)] * 4 + [("聘用", True)] * 9
    return subjects, Heads(tuple(people), 3)


def test_tj6_two_key_eleven_special_and_ninety_general_are_the_least() -> None:
    subjects, heads = taijiang()
    assert year_of(subjects, "key", TAIJIANG, heads)[0] == [2, 2, 2, 2]  # 5 × 25% = 1.25 → 2
    # 22 × 50% = 11 a half-year: 6 and what is left, 5
    assert year_of(subjects, "special", TAIJIANG, heads)[0] == [6, 5, 6, 5]
    # 18 × 5 = 90 a year, spread by ceil(left / quarters left)
    counts, visits = year_of(subjects, "general", TAIJIANG, heads)
    assert counts == [23, 23, 22, 22]
    assert max(visits.values()) == 1, "周期内不放回"


def test_tj6_the_offices_plan_of_22_a_half_year_makes_44_visits() -> None:
    subjects, heads = taijiang()
    raises = {"special": Raise(22, "2022年计划：每半年全部抽查")}
    counts, visits = year_of(subjects, "special", TAIJIANG, heads, raises)
    assert counts == [11, 11, 11, 11]
    assert {visits[code] for code in visits if code.startswith("S")} == {2}


def test_tj5_half_of_the_special_objects_are_that_many_different_ones_in_each_half_year() -> None:
    def special(numbers: range, *days: date) -> list[Subject]:
        marks = frozenset({"特殊监管对象"})
        visits = tuple(PastVisit(day, "special") for day in days)
        return [Subject(f"S-{n:02}", tags=marks, visits=visits) for n in numbers]

    # 21 × 50% = 10.5 → 11 each half-year: 6 + 5 in the first, 6 in the third quarter, 5 to go.
    subjects = [
        *special(range(11), date(2026, 1, 1)),
        *special(range(11, 17), date(2026, 7, 1)),
        *special(range(17, 21)),
    ]
    line = quota_of(subjects, "special", TAIJIANG, FOUR_QUARTERS[3])
    # The six of July have one visit this year like the eleven of spring, and are not drawn again.
    assert [(layer.visits, len(layer.codes), layer.k) for layer in line.layers] == [
        (0, 4, 4),
        (1, 11, 1),
    ]
    assert (line.visited, line.short) == (6, 0)


def test_within_the_rules_period_a_pool_too_small_is_told_and_nobody_is_drawn_twice() -> None:
    visited = [Subject(f"V-{n}", visits=(PastVisit(date(2026, 2, 9), "general"),)) for n in "123"]
    heads = Heads((("在编", True),), 0)  # 1 × 5 = 5 a year, 3 done, 2 left for Q4, 1 site left
    line = quota_of([*visited, Subject("N")], "general", TAIJIANG, FOUR_QUARTERS[3], heads)
    assert [(layer.codes, layer.k) for layer in line.layers] == [(("N",), 1)]
    assert (line.quota, line.planned, line.short, line.visited) == (2, 1, 1, 3)


def test_tj6_a_plan_below_the_least_is_refused_with_the_figures() -> None:
    subjects, heads = taijiang()
    raises = {"special": Raise(10, "少抽")}
    found = quotas(subjects, heads, TAIJIANG, FOUR_QUARTERS[0], raises)
    [fault] = raise_faults(found, raises)
    assert "计划抽 10 家，低于方案的最低数 11 家" in fault.message
    assert found[1].planned == 6, "11 over two quarters, as if nobody had asked for less"


def test_lc9_a_raise_needs_its_reason() -> None:
    """LC-9."""
    raises = {"key": Raise(5, " "), "keys": Raise(5, "秋冬季攻坚")}
    found = quotas(sites(8, key_unit=True), NOBODY, LINGCHUAN, FOUR_QUARTERS[0], raises)
    assert [fault.message for fault in raise_faults(found, raises)] == [
        "重点监管对象调高了抽查数，没有写理由。",
        "方案里没有类别“keys”，不能调高。",
    ]
    line = quota_of(sites(8, key_unit=True), "key", raises={"key": Raise(5, "秋冬季攻坚")})
    assert (line.quota, line.planned) == (2, 5)


def test_visits_entered_later_count_when_an_office_starts_in_the_middle_of_a_year() -> None:
    visited = sites(40, "V", visits=(PastVisit(date(2026, 2, 9), "general"),))
    subjects, heads = [*visited, *sites(258, "N")], taijiang()[1]
    line = quota_of(subjects, "general", TAIJIANG, Quarter(2026, 2), heads)
    assert line.planned == 17  # 90 − 40 = 50 over three quarters: 16.7 → 17
    assert [(layer.visits, layer.k) for layer in line.layers] == [(0, 17)]
    assert line.visited == 40


@given(st.integers(0, 300), st.integers(1, 4))
def test_no_quarter_takes_less_than_the_ratio_nor_more_than_the_pool(size: int, n: int) -> None:
    line = quota_of(sites(size, key_unit=True), "key", quarter=Quarter(2026, n))
    assert 4 * line.planned >= size
    assert line.planned <= size
    assert sum(layer.k for layer in line.layers) == line.planned
    for earlier, later in pairwise(line.layers):
        assert earlier.visits < later.visits
        assert later.k == 0 or earlier.k == len(earlier.codes), "少的先抽完"


@pytest.mark.parametrize(("size", "percent", "k"), [(100, 7, 7), (50, 14, 7), (25, 28, 7)])
def test_a_ratio_is_exact_where_floats_would_say_eight(size: int, percent: int, k: int) -> None:
    plan = parse_scheme(scheme_file("lingchuan-2024").replace('"25%"', f'"{percent}%"'), "x.toml")
    assert quota_of(sites(size, key_unit=True), "key", plan).quota == k


def test_a_formula_prints_every_digit_of_its_product() -> None:
    line = quota_of(sites(40_001, key_unit=True), "key")  # 40,001 × 1/4 = 10,000 1/4
    assert line.formula == "40001 家 × 25% = 10000.25 → 10001 家"
