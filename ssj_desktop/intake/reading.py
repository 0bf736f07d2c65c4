"""From a file's bytes to the rows of a roster and everything that is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ssj_desktop.facts.imports import Problem, RosterKind, Value
from ssj_desktop.intake.asides import asides
from ssj_desktop.intake.cells import Memory
from ssj_desktop.intake.checks import ROW_CHECKS, TABLE_CHECKS, Fault, Row
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.layout import Column, Layout, find_layout
from ssj_desktop.intake.limits import Limits
from ssj_desktop.intake.opening import content_of
from ssj_desktop.intake.reader import read_tables
from ssj_desktop.intake.recognition import no_roster, recognised
from ssj_desktop.intake.unread import unread_columns

MOST_PROBLEMS = 1000
_NO_FAULTS: dict[str, Problem] = {}


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's roster in the plain types that cross quickly from one process to another."""

    sha256: str
    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[int, dict[str, Value]]]
    problems: list[Problem]


def extract(kind: RosterKind, path: Path, limits: Limits) -> Extract:
    """Read and check ``path``; problems come by line, those of the whole file first.

    Raises:
        DeskError: the file cannot be opened or read as a table.
    """
    content = content_of(path, limits)
    digest = sha256(content).hexdigest()
    fields = FIELDS[kind]
    tables = read_tables(content, limits)
    layout = find_layout([table for table in tables if recognised(table, kind) is kind], fields)
    if layout is None:
        return Extract(digest, "", (), [], [no_roster(kind, tables)])
    rows, problems = _read_rows(layout)
    problems += layout.problems
    problems += _check(kind, rows, _headings(layout, fields))
    if not rows and not any(problem.blocking for problem in problems):
        problems.append(Problem(0, "", "表头下面没有一行数据。", "请确认选对了文件和工作表。"))
    problems += unread_columns(kind, layout)
    return Extract(
        digest,
        layout.table.name,
        tuple(pair for column in layout.columns for pair in _taken_for(column)),
        [(row.line, row.values) for row in rows],
        _shortened(problems),
    )


def _read_rows(layout: Layout) -> tuple[list[Row], list[Problem]]:
    """Read the rows below the headings, but for empty ones, totals, notes and repeated headings."""
    below = layout.table.rows[layout.first :]
    headings = {column.heading: column.place for column in layout.columns}
    passed_over = {layout.first + 1 + place: said for place, said in asides(below, headings)}
    problems = [
        Problem(line, "", said, "没有当作数据读取。", blocking=False)
        for line, said in passed_over.items()
    ]
    after = layout.first + 1 + len(below)
    lines = [line for line in range(layout.first + 1, after) if line not in passed_over]
    columns, faults = _read_columns(layout, lines)
    rows: list[Row] = []
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
            problem = Problem(lines[index], column.heading, error.message, error.remedy)
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
                    )


def _check(kind: RosterKind, rows: Sequence[Row], headings: dict[str, str]) -> Iterator[Problem]:
    faults: list[tuple[int, Fault]] = [
        (row.line, fault) for row in rows for check in ROW_CHECKS[kind] if (fault := check(row))
    ]
    for table_check in TABLE_CHECKS[kind]:
        faults += table_check(rows)
    for line, fault in faults:
        yield Problem(line, headings[fault.field], fault.message, fault.remedy, fault.blocking)


def _headings(layout: Layout, fields: Sequence[Field]) -> dict[str, str]:
    """Return field → the file's heading of it, or its usual name where the file has none."""
    labels = {name: field.label for field in fields for name in field.fills or (field.name,)}
    for column, field in layout.used:
        labels.update(dict.fromkeys(field.fills or (field.name,), column.heading))
    return labels


def _taken_for(column: Column) -> list[tuple[str, str]]:
    if column.field is None:
        return [(column.heading, "")]
    return [(column.heading, name) for name in column.field.fills or (column.field.name,)]


def _shortened(problems: list[Problem]) -> list[Problem]:
    """Return the problems by line; beyond 1,000 the rest is counted, remarks before faults."""
    listed = sorted(problems, key=lambda problem: not problem.blocking)[:MOST_PROBLEMS]
    listed.sort(key=lambda problem: problem.line)
    if rest := len(problems) - len(listed):
        blocking = sum(problem.blocking for problem in problems) > MOST_PROBLEMS
        listed.append(
            Problem(0, "", f"还有 {rest} 处没有列出。", "请先改正以上各处，再导入一次。", blocking)
        )
    return listed
