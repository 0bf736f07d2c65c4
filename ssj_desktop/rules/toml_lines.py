"""On which line of a TOML text a field stands: tomllib does not tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"[\w-]+\s*=")


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines [first, last) that belong to the table ``name``; a value's within a table."""

    first: int
    last: int
    name: str


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Return the line (from 1) of the innermost part of ``place`` that is there, else 0.

    ``place`` is a path of names and of places in lists (from 0). A field that is missing is
    thus found at the beginning of the table it is missing from.
    """
    lines = [re.sub(r"\s#.*|^#.*", "", line) for line in text.splitlines()]
    part, found = _Part(0, len(lines), ""), 0
    rest = list(place)
    while rest:
        name = rest.pop(0)
        index = rest.pop(0) if rest and isinstance(rest[0], int) else 0
        inner = _table(lines, part, str(name), int(index)) or _value(lines, part, str(name))
        if inner is None:
            break
        found, part = inner.first + 1, inner
        if not part.name:
            part = _element(lines, part, int(index))
            found = part.first + 1
    return found


def _table(lines: Sequence[str], part: _Part, name: str, index: int) -> _Part | None:
    """Return the ``index``-th table headed ``name`` in ``part``, up to the next one not of it."""
    full = f"{part.name}.{name}" if part.name else name
    heads = [
        (number, found[1])
        for number in range(part.first, part.last)
        if (found := _HEADER.match(lines[number]))
    ]
    starts = [number for number, head in heads if head == full]
    if index >= len(starts):
        return None
    start = starts[index]
    ends = [number for number, head in heads if number > start and not head.startswith(f"{full}.")]
    return _Part(start, min([*ends, part.last]), full)


def _value(lines: Sequence[str], part: _Part, name: str) -> _Part | None:
    """Return the lines that ``name = …`` takes in ``part``, without those of inner tables."""
    assigned = re.compile(rf'(^|[{{,\s])"?{re.escape(name)}"?\s*=')
    last = next((n for n in range(part.first + 1, part.last) if _HEADER.match(lines[n])), part.last)
    for number in range(part.first, last):
        if assigned.search(lines[number]) and not _HEADER.match(lines[number]):
            later = (n for n in range(number + 1, last) if _KEY.match(lines[n]))
            return _Part(number, next(later, last), "")
    return None


def _element(lines: Sequence[str], part: _Part, index: int) -> _Part:
    """Return the lines from the ``index``-th {…} of a value on; the value where it has none."""
    opened = [n for n in range(part.first, part.last) for _ in range(lines[n].count("{"))]
    if index >= len(opened) or (not index and len(opened) < 2):
        return part
    last = opened[index + 1] if index + 1 < len(opened) else part.last
    return _Part(opened[index], max(last, opened[index] + 1), "")
