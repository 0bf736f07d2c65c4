"""From a file's bytes to the rows of a roster and everything that is wrong with them."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from ssj_desktop.facts.imports import ColumnMatch, Problem, RosterKind, Value
from ssj_desktop.intake.asides import asides
from ssj_desktop.intake.cells import Cell, Memory
from ssj_desktop.intake.checks import ROW_CHECKS, TABLE_CHECKS, Fault, Row
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.layout import (
    Column,
    Layout,
    find_layout,
    lay_out,
    letters,
    likeliest_of,
    shown,
)
from ssj_desktop.intake.limits import Limits
from ssj_desktop.intake.opening import content_of
from ssj_desktop.intake.reader import read_tables
from ssj_desktop.intake.recognition import another_roster, no_roster, recognised
from ssj_desktop.intake.shortening import shortened
from ssj_desktop.intake.unread import nameless_columns, unread_columns

_SAMPLED = 5
_CHUNK = 5_000
_NO_FAULTS: dict[str, Problem] = {}


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's roster in the plain types that cross quickly from one process to another.

    ``rows`` are pickled in pieces, for unpacking them all at once would stop a window: see
    :meth:`unpacked`. The rest is as in :class:`ssj_desktop.facts.imports.Reading`.
    """

    sha256: str
    sheet: str
    headings_line: int
    columns: tuple[ColumnMatch, ...]
    rows: list[bytes]
    problems: list[Problem]
    sample: tuple[tuple[str, ...], ...]
    cells: dict[int, tuple[str, ...]]
    looks_like: RosterKind | None

    def unpacked(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Yield line and values of the rows."""
        for chunk in self.rows:
            yield from pickle.loads(chunk)


def extract(kind: RosterKind, path: Path, columns: Mapping[int, str], limits: Limits) -> Extract:
    """Read and check ``path``; problems come by line, those of the whole file first.

    ``columns`` is what a clerk chose: place → field name ("" = not used); with any such choice
    the likeliest row is taken for the headings, even one without any known word.

    Raises:
        DeskError: the file cannot be opened or read as a table.
    """
    content = content_of(path, limits)
    digest = sha256(content).hexdigest()
    fields = FIELDS[kind]
    tables = read_tables(content, limits)
    ours = [table for table in tables if recognised(table, kind) is kind]
    layout = find_layout(ours, fields, columns)
    likeliest = None if layout else likeliest_of(tables, fields)
    if likeliest and columns:
        layout = lay_out(likeliest, fields, columns)
    if layout:
        rows, problems = _read(kind, layout)
        return _extract(digest, layout, rows, shortened(problems), None)
    problems, other = [no_roster(kind, tables)], another_roster(kind, tables)
    if likeliest:
        return _extract(digest, lay_out(likeliest, fields), [], problems, other)
    return Extract(digest, "", 0, (), [], problems, (), {}, other)


def _extract(
    digest: str,
    layout: Layout,
    rows: Sequence[Row],
    problems: list[Problem],
    other: RosterKind | None,
) -> Extract:
    table = layout.table
    matches = [
        *(ColumnMatch(each.place, each.heading, _name(each)) for each in layout.columns),
        *(ColumnMatch(place, f"{letters(place)} 列", "") for place in nameless_columns(layout)),
    ]
    matches.sort(key=lambda match: match.place)
    width = max((match.place for match in matches), default=-1) + 1

    def texts(cells: Sequence[Cell]) -> tuple[str, ...]:
        return (*map(shown, cells[:width]),)

    filled = (row for row in table.rows[layout.first :] if any(cell != "" for cell in row))
    return Extract(
        digest,
        table.name,
        layout.first,
        tuple(matches),
        [
            pickle.dumps([(row.line, row.values) for row in rows[start : start + _CHUNK]], 5)
            for start in range(0, len(rows), _CHUNK)
        ],
        problems,
        tuple(map(texts, islice(filled, _SAMPLED))),
        {each.line: texts(table.rows[each.line - 1]) for each in problems if each.line},
        other,
    )


def _name(column: Column) -> str:
    return column.field.name if column.field else ""


def _read(kind: RosterKind, layout: Layout) -> tuple[list[Row], list[Problem]]:
    rows, problems = _read_rows(layout)
    problems += layout.problems
    problems += _check(kind, rows, _headings(layout, FIELDS[kind]))
    if not rows and not any(problem.blocking for problem in problems):
        problems.append(Problem(0, "", "表头下面没有一行数据。", "请确认选对了文件和工作表。"))
    problems += unread_columns(kind, layout)
    return rows, problems


def _read_rows(layout: Layout) -> tuple[list[Row], list[Problem]]:
    """Read the rows below the headings, but for empty ones, totals, notes and repeated headings."""
    below = layout.table.rows[layout.first :]
    headings = {column.heading: column.place for column in layout.columns if column.named}
    passed_over = {layout.first + 1 + place: said for place, said in asides(below, headings)}
    problems = [
        Problem(line, "", f"{said}没有当作数据读取。", "不用改。", blocking=False)
        for line, said in passed_over.items()
    ]
    after = layout.first + 1 + len(below)
    lines = [line for line in range(layout.first + 1, after) if line not in passed_over]
    columns, faults = _read_columns(layout, lines)
    rows: list[Row] = []
    if not columns:  # which the lack of a required one has told
        return rows, problems
    for line, parts in zip(lines, zip(*columns.values(), strict=True), strict=True):
        values = {name: part for name, part in zip(columns, parts, strict=True) if part is not None}
        if values or line in faults:
            rows.append(Row(line, values, faults.get(line, _NO_FAULTS).keys()))
    problems += [problem for found in faults.values() for problem in found.values()]
    return rows, [*problems, *_missing(rows, layout)]


def _read_columns(
    layout: Layout, lines: Sequence[int]
) -> tuple[dict[str, list[Any]], dict[int, dict[str, Problem]]]:
    """Return field → its values by row (None: nothing said), and line → field → what is wrong."""
    values: dict[str, list[Any]] = {}
    faults: dict[int, dict[str, Problem]] = {}
    rows = [layout.table.rows[line - 1] for line in lines]
    # A date with a column of its own is worth more than one out of a range, so ranges come last.
    for column, field in sorted(layout.used, key=lambda pair: len(pair[1].fills)):
        memory = Memory(field.read)
        read = memory.read_all([cells[column.place] for cells in rows])
        for index, error in memory.errors(read):
            read[index] = None
            problem = Problem(
                lines[index], column.heading, error.message, error.remedy, place=column.place
            )
            faults.setdefault(lines[index], {})[field.name] = problem
        if field.fills:
            for part, name in enumerate(field.fills):
                ends = [each and each[part] for each in read]
                values[name] = _merged(values.get(name), ends)
        else:
            values[field.name] = _merged(values.get(field.name), read)
    return values, faults


def _merged(old: list[Any] | None, new: list[Any]) -> list[Any]:
    """Return the texts of two columns one after the other, or of two dates the old one."""
    if old is None:
        return new
    return [
        f"{one}；{other}" if isinstance(one, str) and other else one or other
        for one, other in zip(old, new, strict=True)
    ]


def _missing(rows: Sequence[Row], layout: Layout) -> Iterator[Problem]:
    for column, field in layout.used:
        if field.required:
            for row in rows:
                if field.name not in row.values and field.name not in row.faulty:
                    yield Problem(
                        row.line,
                        column.heading,
                        f"没有填{field.label}。",
                        "请补上；多余的行请整行删去。",
                        place=column.place,
                    )


def _check(
    kind: RosterKind, rows: Sequence[Row], headings: dict[str, tuple[str, int | None]]
) -> Iterator[Problem]:
    faults: list[tuple[int, Fault]] = [
        (row.line, fault) for row in rows for check in ROW_CHECKS[kind] if (fault := check(row))
    ]
    for table_check in TABLE_CHECKS[kind]:
        faults += table_check(rows)
    for line, fault in faults:
        heading, place = headings[fault.field]
        yield Problem(line, heading, fault.message, fault.remedy, fault.blocking, place)


def _headings(layout: Layout, fields: Sequence[Field]) -> dict[str, tuple[str, int | None]]:
    """Return field → the file's heading of it and its place, or its usual name and None."""
    headings: dict[str, tuple[str, int | None]] = {
        name: (field.label, None) for field in fields for name in field.fills or (field.name,)
    }
    for column, field in layout.used:
        place = column.heading, column.place
        headings.update(dict.fromkeys(field.fills or (field.name,), place))
    return headings
