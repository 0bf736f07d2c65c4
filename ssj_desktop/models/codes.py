"""The code that names an entry of a roster for good (docs/protocol.md §1)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from ssj_desktop.facts.imports import ImportRow, RosterKind
from ssj_desktop.models.rows import as_stored

# Made-up codes: the office's prefix and a number, e.g. LC-00031.
_MADE_UP = {
    RosterKind.TARGETS: "{}-{:05}",
    RosterKind.INSPECTORS: "{}-P{:03}",
    RosterKind.ITEMS: "{}-S{:03}",
}


def coded(
    kind: RosterKind, rows: Sequence[ImportRow], used: set[str], prefix: str
) -> list[dict[str, Any]]:
    """Return the new rows, each with the code it will always keep; ``used`` grows by them."""
    sites = Counter(row.values.get("credit_code", "") for row in rows if not _own_code(row.values))
    numbers = count(1)
    found = []
    for row in rows:
        values = as_stored(row.values)
        shared = sites[row.values.get("credit_code", "")] > 1
        code = next(
            candidate
            for candidate in _candidates(kind, values, shared, prefix, numbers)
            if candidate not in used
        )
        used.add(code)
        found.append({**values, "code": code})
    return found


def any_code(values: Mapping[str, Any]) -> str:
    """Return a code that the entry brings along, "" where one must be made up."""
    return _own_code(values) or str(values.get("credit_code") or values.get("office_code") or "")


def _own_code(values: Mapping[str, Any]) -> str:
    """Return the code that names this very site or person, "" where there is none."""
    return str(values.get("permit_code") or values.get("badge_no") or values.get("code") or "")


def _candidates(
    kind: RosterKind, values: Mapping[str, Any], shared: bool, prefix: str, numbers: Iterator[int]
) -> Iterator[str]:
    """Yield codes by preference: permit or badge, then credit code, the office's, a made-up one.

    An operator's several sites are told apart by -01, -02 …; one that comes later by -02 on.
    """
    if own := _own_code(values):
        yield own
    if credit := values.get("credit_code"):
        if not shared:
            yield credit
        yield from (f"{credit}-{n:02}" for n in range(1 if shared else 2, 1000))
    if office := values.get("office_code"):
        yield office
    yield from (_MADE_UP[kind].format(prefix, n) for n in numbers)
