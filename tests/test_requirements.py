"""docs/requirements.md tells of every row of the matrix, and what it tells of tests is so."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import dev

TESTS = dev.ROOT / "tests"
DOCUMENT = dev.ROOT / "docs" / "requirements.md"
CASES = TESTS / "rules" / "quota_cases.csv"  # names its rows' clauses in a column

# How many rows each source has, and the rows that were put between them.
SOURCES = {"LC": 23, "BD": 23, "WL": 14, "EZ": 20, "TJ": 16, "N": 15}
BETWEEN = {"LC-7a", "EZ-3a", "TJ-10a"}
IDS = {f"{source}-{n}" for source, last in SOURCES.items() for n in range(1, last + 1)} | BETWEEN

ID = re.compile(r"\b(?:LC|BD|WL|EZ|TJ|N)-[1-9]\d{0,2}[a-z]?(?![\w-])")
TESTED, PARTLY, NOT_DONE, NOTHING_ASKED = "有测试", "做了一部分", "没有做", "不要求行为"
LACKING = "还缺："


@dataclass(frozen=True)
class Row:
    """A row of the document: ``files`` are the tests that it names, ``words`` the rest."""

    id: str
    wish: str
    state: str
    files: tuple[str, ...]
    words: str


def rows_of(text: str) -> list[Row]:
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and ID.match(cells[0]):
            name, wish, state, last = cells
            files = tuple(re.findall(r"`([^`]+\.(?:py|csv))`", last))
            found.append(Row(name, wish, state, files, re.sub(r"`[^`]+`|[、。]", "", last).strip()))
    return found


def faults_of(rows: list[Row], carried: dict[str, set[str]]) -> list[str]:
    """Return what is wrong with the document, given which test files carry which id."""
    everywhere = set().union(*carried.values())
    counted = Counter(row.id for row in rows)
    found = [f"{name}: not in the document" for name in sorted(IDS - counted.keys())]
    found += [f"{name}: stands there {n} times" for name, n in counted.items() if n > 1]
    found += [f"{name}: no row of the matrix" for name in sorted((everywhere | {*counted}) - IDS)]
    for row in rows:
        found += [f"{row.id}: {fault}" for fault in _faults(row, carried, everywhere)]
    return found


def _faults(row: Row, carried: dict[str, set[str]], everywhere: set[str]) -> Iterator[str]:
    if not row.wish:
        yield "says nothing of what is asked for"
    if row.state in (TESTED, PARTLY):
        if not row.files:
            yield "names no test"
        for file in row.files:
            if row.id not in carried.get(file, ()):
                yield f"{file} does not carry it"
        if (LACKING in row.words) != (row.state == PARTLY):
            yield f"{row.state} and {LACKING} do not go together"
    elif row.state in (NOT_DONE, NOTHING_ASKED):
        if not row.words:
            yield "no reason"
        if row.id in everywhere:
            yield "a test carries it all the same"
    else:
        yield f"no such state: {row.state}"


def told_in(source: str) -> Iterator[str]:
    """Yield the comments and docstrings of a Python file: in its data "LC-1" may be a site."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


@cache
def carried_by_tests() -> dict[str, set[str]]:
    """Return file → the ids that it carries, of all tests but this one."""
    files = [file for file in TESTS.rglob("*.py") if file != Path(__file__)]
    found = {
        file.relative_to(TESTS).as_posix(): set(
            ID.findall("\n".join(told_in(file.read_text(encoding="utf-8"))))
        )
        for file in files
    }
    found[CASES.relative_to(TESTS).as_posix()] = set(ID.findall(CASES.read_text(encoding="utf-8")))
    return found


def test_every_row_is_tested_or_says_what_it_waits_for() -> None:
    rows = rows_of(DOCUMENT.read_text(encoding="utf-8"))
    assert faults_of(rows, carried_by_tests()) == []


FIRST = "| LC-1 | 现场 | 做了一部分 | `desk/test_records.py`。还缺：理由 |"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (FIRST, ""),
        ("", "LC-1: not in the document"),
        (f"{FIRST}\n{FIRST}", "LC-1: stands there 2 times"),
        ("| LC-24 | 现场 | 没有做 | 后续 |", "LC-24: no row of the matrix"),
        ("| LC-1 | 现场 | 有测试 | 有的 |", "LC-1: names no test"),
        ("| LC-1 | 现场 | 有测试 | `desk/test_draws.py` |", "desk/test_draws.py does not carry it"),
        ("| LC-1 | 现场 | 做了一部分 | `desk/test_records.py` |", "do not go together"),
        ("| LC-2 | 专项 | 没有做 | |", "LC-2: no reason"),
        ("| LC-1 | 现场 | 没有做 | 后续 |", "LC-1: a test carries it all the same"),
        ("| LC-1 | 现场 | 做完了 | 真的 |", "LC-1: no such state: 做完了"),
    ],
)
def test_whatever_is_wrong_with_a_row_is_told(line: str, fault: str) -> None:
    found = faults_of(rows_of(line), {"desk/test_records.py": {"LC-1"}})
    others = [one for one in found if "not in the document" in one and "LC-1:" not in one]
    assert (fault in "\n".join(found)) if fault else found == others


def test_an_id_in_the_data_of_a_test_is_none() -> None:
    source = (
        '"""BD-3."""\nsite = "LC-1"\n\n\ndef f() -> None:\n    """LC-00031."""\n    # N-4; LC-99'
    )
    assert set(ID.findall("\n".join(told_in(source)))) == {"BD-3", "N-4", "LC-99"}
