"""From a file's bytes to the rows of a roster and everything that is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import Problem, RosterKind, Value
from ssj_desktop.intake.cells import Cell, Memory
from ssj_desktop.intake.checks import ROW_CHECKS, TABLE_CHECKS, Fault, Row
from ssj_desktop.intake.fields import FIELDS, Field
from ssj_desktop.intake.headings import Column, Layout, find_layout, shown
from ssj_desktop.intake.limits import MEGABYTE, Limits
from ssj_desktop.intake.reader import read_tables

MOST_PROBLEMS = 1000

# What stands above or below a roster on the same sheet.
_TOTALS = re.compile(r"(合计|总计|小计|共计)(?![\u3400-\u9fff])")
_NOTES = re.compile(
    r"(填表说明|填报说明|说明|备注|注|填表人|填报人|制表人|审核人|填报单位|填表单位|填报日期|填表日期|"
    r"负责人|单位负责人|联系人|联系电话|日期)\s*[\d、.]*\s*[:：]|(填表说明|填报说明)$"
)
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
    content = _content(path, limits)
    digest = sha256(content).hexdigest()
    fields = FIELDS[kind]
    layout = find_layout(read_tables(content, limits), fields)
    if layout is None:
        return Extract(digest, "", (), [], [_no_headings(fields)])
    rows, problems = _read_rows(layout)
    problems += layout.problems
    problems += _check(kind, rows, _headings(layout, fields))
    if not rows and not problems:
        problems.append(Problem(0, "", "表头下面没有一行数据。", "请确认选对了文件和工作表。"))
    return Extract(
        digest,
        layout.table.name,
        tuple(pair for column in layout.columns for pair in _taken_for(column)),
        [(row.line, row.values) for row in rows],
        _shortened(problems),
    )


def _content(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise DeskError(
                f"文件有 {size // MEGABYTE} MB，超过 {limits.file_bytes // MEGABYTE} MB。",
                "请删去图片和多余的工作表，或分成几个文件。",
            )
        return path.read_bytes()
    except OSError as error:
        raise DeskError(
            f"文件“{path.name}”打不开：{error.strerror or error}。",
            "请确认文件还在原处，没有被 Excel 或 WPS 占用，再试一次。",
        ) from error


def _read_rows(layout: Layout) -> tuple[list[Row], list[Problem]]:
    """Read the rows below the headings, but for empty ones, totals, notes and repeated headings."""
    below = range(layout.first + 1, len(layout.table.rows) + 1)
    headings = {column.heading: column.place for column in layout.columns}
    asides = {
        line: said for line in below if (said := _aside(layout.table.rows[line - 1], headings))
    }
    problems = [
        Problem(line, "", said, "没有当作数据读取。", blocking=False)
        for line, said in asides.items()
    ]
    lines = [line for line in below if line not in asides]
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


def _aside(cells: Sequence[Cell], headings: dict[str, int]) -> str:
    """Say what a row is that is not data, or ""."""
    first = next((cell for cell in cells if cell != ""), None)
    if not isinstance(first, str):
        return ""
    if _TOTALS.match(first):
        return "这是合计行，"
    if _NOTES.match(first):
        return "这是说明或签署行，"
    if shown(first) in headings and all(
        shown(cells[place]) == heading for heading, place in headings.items()
    ):
        return "这是重复的表头，"
    return ""


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


def _no_headings(fields: Sequence[Field]) -> Problem:
    needed = "、".join(f"“{field.label}”" for field in fields if field.required)
    return Problem(0, "", "没有找到表头。", f"前 20 行里要有一行列名，至少有{needed}一列。")


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
