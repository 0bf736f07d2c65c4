"""quota_cases.csv: a year of every category of every scheme, each figure reckoned by hand.

``pools`` is one count, four counts, or the objects' numbers in each quarter (「1-13 5-13 5-13
5-13」, 「-」 for none) where they come and go; ``heads`` and ``squads`` likewise (「|」 between the
quarters' heads). ``least`` and ``most`` are the rule's own period's, one for all quarters or four;
q1 to q4 is what each quarter draws. ``clause`` and ``arithmetic`` say where the figures are from:
none of them was ever read off the program.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from ssj_desktop.rules.quota import Raise
from ssj_desktop.rules.year import plan_year
from tests.rules.years import IDS, counted, heads, scheme

FILE = Path(__file__).with_name("quota_cases.csv")
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def four(text: str, separator: str = " ") -> list[str]:
    parts = text.split(separator)
    return parts * 4 if len(parts) == 1 else parts


def numbers(text: str) -> list[int]:
    """Read 「13」 as the objects 1 to 13, 「5-8」 as those, 「-」 as none."""
    if text == "-":
        return []
    first, _, last = text.partition("-")
    return list(range(int(first), int(last) + 1)) if last else list(range(1, int(text) + 1))


def case_id(case: dict[str, str]) -> str:
    said = (case[name] for name in ("scheme", "category", "pools", "heads", "squads", "raised"))
    return "/".join(filter(None, said))


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_year_of_a_category_comes_to_what_the_document_says(case: dict[str, str]) -> None:
    key = case["category"]
    people = zip(four(case["heads"], "|"), four(case["squads"] or "0"), strict=True)
    quarters = [
        counted(key, numbers(pool), heads(words, int(squads)))
        for pool, (words, squads) in zip(four(case["pools"]), people, strict=True)
    ]
    raises = {key: Raise(int(case["raised"]), "计划")} if case["raised"] else {}
    year = plan_year(scheme(case["scheme"]), 2026, quarters, raises)
    lines = [next(it for it in one.lines if it.category.key == key) for one in year]
    assert [str(line.planned) for line in lines] == [case[f"q{n}"] for n in (1, 2, 3, 4)]
    assert [str(line.least) for line in lines] == four(case["least"])
    tops = ["" if line.most is None else str(line.most) for line in lines]
    assert tops == four(case["most"])
    assert all(len(one.drawn) == line.planned for one, line in zip(year, lines, strict=True))


def test_every_category_of_every_scheme_has_its_cases() -> None:
    seen = Counter((case["scheme"], case["category"]) for case in CASES)
    shipped = {(name, part.key) for name in IDS for part in scheme(name).categories}
    assert set(seen) == shipped
    assert len(CASES) >= 250
    assert all(case["clause"] and case["arithmetic"] for case in CASES)
