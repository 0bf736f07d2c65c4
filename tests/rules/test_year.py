"""A year of quotas: what holds whatever joins or leaves, tops, the office's own numbers, a sixth
scheme, and exact arithmetic everywhere."""

import ast
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ssj_desktop.rules
from ssj_desktop.errors import DeskError
from ssj_desktop.rules.census import PastVisit, Subject
from ssj_desktop.rules.period import SPAN_WORDS, Quarter
from ssj_desktop.rules.quota import Raise, quotas
from ssj_desktop.rules.quota_words import rule_words
from ssj_desktop.rules.scheme import Scheme, parse_scheme
from ssj_desktop.rules.year import QuarterCensus, joint_least, plan_year
from tests.rules.years import IDS, NOBODY, SIXTH, counted, heads, same, scheme, scheme_file

PEOPLE = heads("在编7 聘用2 下沉1", squads=3)
CATEGORIES = [(name, part.key) for name in IDS for part in scheme(name).categories]
HARD = [
    (name, key) for name, key in CATEGORIES if scheme(name).category(key).quota.coverage == "hard"
]
# Who is there in each of four quarters, out of sixty objects.
COMING_AND_GOING = st.tuples(*[st.frozensets(st.integers(1, 60), max_size=40)] * 4)


@given(st.sampled_from(CATEGORIES), COMING_AND_GOING)
@settings(max_examples=150, deadline=None)
def test_no_quarter_takes_less_than_it_must_or_more_than_there_is(
    which: tuple[str, str], there: tuple[frozenset[int], ...]
) -> None:
    name, key = which
    year = plan_year(scheme(name), 2026, [counted(key, sorted(who), PEOPLE) for who in there], {})
    seen: Counter[tuple[str, Quarter]] = Counter()
    for one, who in zip(year, there, strict=True):
        line = next(it for it in one.lines if it.category.key == key)
        pool = sum(len(layer.codes) for layer in line.layers)
        assert line.planned == min(line.quota, pool) == len(one.drawn) <= len(who)
        assert line.short == line.quota - line.planned
        assert line.most is None or line.most >= line.least
        if line.category.quota.period == "quarter":
            assert line.quota >= line.least
        first = one.quarter.span(line.category.quota.period)[0]
        seen.update((code, first) for code in one.drawn)
    if scheme(name).category(key).quota.period != "once":
        assert max(seen.values(), default=1) == 1, "within its period nobody is drawn twice"
    else:
        assert max(Counter(code for code, _ in seen).values(), default=1) == 1


@given(st.sampled_from(HARD), COMING_AND_GOING)
@settings(max_examples=150, deadline=None)
def test_where_the_year_must_cover_all_it_does_whoever_joins_or_leaves(
    which: tuple[str, str], there: tuple[frozenset[int], ...]
) -> None:
    name, key = which
    year = plan_year(scheme(name), 2026, [counted(key, sorted(who), PEOPLE) for who in there], {})
    drawn = {code for one in year for code in one.drawn}  # WL-6
    assert {f"{key}-{number:04}" for number in there[-1]} <= drawn


@given(st.sampled_from(["ezhou-2022-branch", "ezhou-2022-brigade"]), st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_ez11_a_top_is_rounded_down_and_never_below_the_bottom(name: str, size: int) -> None:
    low, high = {"ezhou-2022-branch": (10, 20), "ezhou-2022-brigade": (5, 10)}[name]
    bottom = (size * low + 99) // 100
    [line] = [it for it in plan_year(scheme(name), 2026, same("key", size), {})[0].lines
              if it.category.key == "key"]  # fmt: skip
    assert (line.least, line.most) == (bottom, max(bottom, size * high // 100))


def test_ez11_a_bottom_that_wins_says_so_and_a_raise_above_the_top_is_refused() -> None:
    def line(size: int, raised: int = 0) -> str:
        raises = {"key": Raise(raised, "攻坚")} if raised else {}
        year = plan_year(scheme("ezhou-2022-branch"), 2026, same("key", size), raises)
        return next(it for it in year[0].lines if it.category.key == "key").formula

    # Requirements 7.8: 23 → 3 to 4; 4 → 0.4 up to 1, 0.8 down to 0, so 1.
    assert line(23) == "23 家 × 10% = 2.3 → 3 家；上限 23 家 × 20% = 4.6 → 4 家"
    said = "4 家 × 10% = 0.4 → 1 家；上限 4 家 × 20% = 0.8 → 0 家，不足下限，按下限取 1 家"
    assert line(4) == said
    assert line(23, raised=4)
    with pytest.raises(DeskError, match="计划抽 5 家，高于方案的上限 4 家") as error:
        line(23, raised=5)
    assert error.value.hint == "请改为不多于 4 家。"


def test_ez11_soft_coverage_forces_nothing_and_counts_who_is_left() -> None:
    year = plan_year(scheme("ezhou-2022-branch"), 2026, same("key", 40), {})
    found = [next(it for it in one.lines if it.category.key == "key") for one in year]
    # 40 × 10% = 4 a quarter: after each, 36, 32, 28, 24 have not been visited this year.
    assert [(line.planned, line.uncovered) for line in found] == [
        (4, 36),
        (4, 32),
        (4, 28),
        (4, 24),
    ]


def test_wl12_what_the_scheme_leaves_open_is_what_the_office_sets() -> None:
    wulong = scheme("wulong-2024")
    [line] = [it for it in plan_year(wulong, 2026, same("eia_firm", 4), {})[0].lines
              if it.category.key == "eia_firm"]  # fmt: skip
    assert (line.least, line.planned) == (0, 0)
    assert line.formula == "方案没有规定数量，由本单位在计划中确定"
    assert rule_words(line.category.quota) == "每季度的家数由本单位在计划中确定"
    set_by_office = {"eia_firm": Raise(2, "年度监管工作方案")}
    year = plan_year(wulong, 2026, same("eia_firm", 4), set_by_office)
    assert [len(one.drawn) for one in year] == [2, 2, 2, 2]


def test_wl19_a_project_visited_in_an_earlier_year_is_not_drawn_again() -> None:
    tags = frozenset({"部批项目"})
    before = (PastVisit(date(2024, 6, 1), "project_ministry", "wulong-2024"),)
    projects = [Subject("A", kind="建设项目", tags=tags, visits=before),
                Subject("B", kind="建设项目", tags=tags)]  # fmt: skip
    found = quotas(projects, NOBODY, scheme("wulong-2024"), Quarter(2026, 4), {})
    line = next(it for it in found if it.category.key == "project_ministry")
    assert [layer.codes for layer in line.layers] == [("B",)]
    assert (line.least, line.planned, line.visited) == (2, 1, 1)  # 2 × 100% = 2, one is done


def test_a_visit_drawn_under_another_schemes_category_of_that_name_counts_for_none() -> None:
    tags = frozenset({"特殊监管对象"})
    tried = (
        (PastVisit(date(2026, 1, 1), "special", "lingchuan-2024"), 11),  # 22 × 50% = 11, all left
        (PastVisit(date(2026, 1, 1), "special", "taijiang-2022"), 10),
        (PastVisit(date(2026, 1, 1), "special"), 10),  # entered later: nobody knows under which
    )
    for visit, left in tried:
        sites = [
            Subject(f"S-{n:02}", tags=tags, visits=(visit,) if not n else ()) for n in range(22)
        ]
        found = quotas(sites, NOBODY, scheme("taijiang-2022"), Quarter(2026, 2), {})
        line = next(it for it in found if it.category.key == "special")
        assert (line.quota, line.visited) == (left, 1), "visited is visited under any scheme"


def test_bd14_three_in_a_hundred_of_the_years_visits_are_joint_ones() -> None:
    baoding = scheme("baoding-2022-county")
    # BD-14: 37 × 25% = 9.25 → 10, four times 40; 40 × 3% = 1.2 → 2.
    assert joint_least(baoding, plan_year(baoding, 2026, same("key", 37), {})) == 2
    taijiang = scheme("taijiang-2022")
    assert joint_least(taijiang, plan_year(taijiang, 2026, same("key", 37), {})) is None


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("lingchuan-2024", "general", "每季度执法分队数 × 10 家"),
        ("taijiang-2022", "special", "每半年对象数的 50%"),
        ("baoding-2022-county", "general", "全年执法人员数 × 10 家"),
        ("ezhou-2022-branch", "key", "每季度对象数的 10% 至 20%，争取年度全覆盖"),
        ("ezhou-2022-brigade", "ods", "全年对象数的 1% 至 3%"),
        ("ezhou-2022-brigade", "vehicle_sales", "全年5 至 10 家"),
        ("ezhou-2022-brigade", "special", "全年的家数由本单位在计划中确定"),
        ("wulong-2024", "project_city", "项目周期内对象数的 50%"),
        ("wulong-2024", "credit_bad", "每半年对象数的 100%，年度全覆盖"),  # WL-6
    ],
)
def test_a_rule_is_said_as_the_office_says_it(name: str, key: str, words: str) -> None:
    assert rule_words(scheme(name).category(key).quota) == words


def test_wl13_the_printed_column_is_what_the_rule_comes_to() -> None:
    """WL-12: where the document gives the number of objects, its number follows from its ratio."""
    wulong = scheme("wulong-2024")
    # The objects that the document counts in 检查对象; of rows 1 and 17 the sizes that fit.
    sizes = {"sewage_city": 1, "sewage_park": 2, "sewage_town": 22, "source_city": 9, "air_key": 26,
             "permit_quality": 57, "carbon": 1, "reserve": 10, "permit_key": 18,
             "permit_simple": 39, "radiation_general": 28, "source_town": 39}  # fmt: skip
    for key, size in sizes.items():
        printed = wulong.category(key).printed
        assert printed is not None
        year = plan_year(wulong, 2026, same(key, size), {})
        assert sum(len(one.drawn) for one in year) == printed.a_year, key
        if printed.row != "15" and printed.a_year is not None:
            assert printed.number.removeprefix("约") == str(printed.a_year), key
    given = {part.key for part in wulong.categories if part.printed and part.printed.a_year}
    assert given == set(sizes)


def test_a_sixth_scheme_is_a_file_and_no_code(tmp_path: Path) -> None:
    file = tmp_path / "qingling-2027.toml"
    file.write_text(SIXTH, encoding="utf-8")
    sixth = parse_scheme(file.read_text(encoding="utf-8"), file.name)
    sites = (
        *(Subject(f"W-{n}", credit_grade="D") for n in range(10)),
        *(Subject(f"F-{n}", kind="服务机构") for n in range(6)),
        *(Subject(f"O-{n:02}") for n in range(30)),
    )
    census = [QuarterCensus(sites, heads("在编4", squads=2))] * 4
    year = plan_year(sixth, 2027, census, {})
    planned = {
        part.key: [one.lines[place].planned for one in year]
        for place, part in enumerate(sixth.categories)
    }
    assert planned == {
        "watch": [2, 2, 2, 2],  # 10 × 33.5% = 3.35 → 4 a half-year
        "firm": [2, 2, 1, 1],  # six of them, all within the year: 6÷4→2, 4÷3→2, 2÷2→1, 1
        "other": [4, 4, 4, 4],  # 2 squads × 2
    }
    assert (
        year[0].lines[0].formula.startswith("10 家 × 33.5% = 3.35 → 4 家；上限 10 家 × 60% = 6 家")
    )


def test_no_rule_knows_a_float() -> None:
    """A float makes 7 of ``100 × 7%`` an 8: only paths and fractions may be divided."""
    folder = Path(ssj_desktop.rules.__file__).parent
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            where = f"{file.name}:{getattr(node, 'lineno', '')}"
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float), where
            if isinstance(node, ast.Name):
                assert node.id != "float", where
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                left = ast.unparse(node.left)
                assert left.startswith(("Fraction(", "Decimal(")), where
            if isinstance(node, ast.ImportFrom) and node.module == "math":
                assert {alias.name for alias in node.names} <= {"ceil", "floor"}, where


def test_every_span_and_scheme_has_words() -> None:
    for name in IDS:
        shipped: Scheme = scheme(name)
        for part in shipped.categories:
            assert rule_words(part.quota).startswith(SPAN_WORDS[part.quota.period])
            said = (part.name, part.clause, *(rule.name for rule in shipped.deadlines))
            assert not any("[D]" in words for words in said), "a comment's mark, not a paper's"
        assert "[D]" in scheme_file(name)
