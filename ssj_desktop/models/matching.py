"""Which row of a file is which entry of the roster.

Nobody is taken for somebody else by guesswork: a row is matched by its strongest mark, and a mark
counts only where it names one entry of the roster and one row of the file.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ssj_desktop.facts.imports import ImportRow, Problem, RosterKind

# Each kind's marks, strongest first. A site is known by its permit or the office's own code, then
# by who runs it and where; a name decides only where neither side has a code.
_MARKS: dict[RosterKind, tuple[tuple[str, ...], ...]] = {
    RosterKind.TARGETS: (
        ("permit_code",),
        ("office_code",),
        ("credit_code", "address"),
        ("credit_code",),
        ("name", "township"),
        ("name",),
    ),
    RosterKind.INSPECTORS: (("badge_no",), ("office_code",), ("name",)),
    RosterKind.ITEMS: (("code",), ("name",)),
}
_CODES = ("permit_code", "office_code", "credit_code", "badge_no", "code")

Key = tuple[Any, ...]


def match(
    kind: RosterKind, rows: Sequence[ImportRow], known: Mapping[int, Mapping[str, Any]]
) -> tuple[dict[int, int], list[Problem]]:
    """Return line of the file → id of the roster, and the rows that claim a taken entry."""
    found: dict[int, int] = {}
    owner: dict[int, int] = {}
    problems = []
    free = list(rows)
    for mark in _MARKS[kind]:
        ids = _unique((_key(row, mark), number) for number, row in known.items())
        lines = _unique((_key(row.values, mark), row.line) for row in rows)
        left = []
        for row in free:
            key = _key(row.values, mark)
            number = ids.get(key) if key and lines.get(key) == row.line else None
            if number is None or not _compatible(row.values, known[number], mark):
                left.append(row)
            elif number in owner:
                problems.append(_taken(row, owner[number], known[number]))
            else:
                owner[number] = row.line
                found[row.line] = number
        free = left
    return found, problems


def _key(row: Mapping[str, Any], mark: tuple[str, ...]) -> Key | None:
    key = tuple(row.get(part) for part in mark)
    return key if all(key) else None


def _unique(pairs: Iterator[tuple[Key | None, int]]) -> dict[Key, int]:
    """Return the keys that stand exactly once, each with its line or id."""
    groups: defaultdict[Key, list[int]] = defaultdict(list)
    for key, number in pairs:
        if key:
            groups[key].append(number)
    return {key: numbers[0] for key, numbers in groups.items() if len(numbers) == 1}


def _compatible(row: Mapping[str, Any], known: Mapping[str, Any], mark: tuple[str, ...]) -> bool:
    """Refuse a match that a code contradicts: another permit is another site, whoever runs it.

    A name alone is believed only where nothing else is known on one of the two sides.
    """
    codes = [code for code in _CODES if code in known and code not in mark]
    if any(row.get(code) and known[code] and row[code] != known[code] for code in codes):
        return False
    if mark[0] != "name" or "code" in mark:
        return True
    own = [code for code in codes if code != "code"]
    return not any(row.get(code) for code in own) or not any(known[code] for code in own)


def _taken(row: ImportRow, line: int, known: Mapping[str, Any]) -> Problem:
    return Problem(
        row.line,
        "名称",
        f"与第 {line} 行指的是名录中的同一条记录“{known['name']}”。",
        "请删去其中一行，或补全两行各自的编码。",
    )
