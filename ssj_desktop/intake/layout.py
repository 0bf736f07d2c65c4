"""Which sheet, which row and which columns of a file are the roster."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ssj_desktop.facts.imports import Problem
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.reader import Table

_LOOKED_AT = 20
_LONGEST_HEADING = 20
_BRACKETS = re.compile(r"[(\[{<【〔《].*?(?:[)\]}>】〕》]|$)")
_ORNAMENTS = re.compile(r"[\s*:·.。]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading in the file, and what it was taken for."""

    place: int
    heading: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the roster stands: its data begin at ``rows[first]`` of ``table``."""

    table: Table
    first: int
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...]

    @property
    def used(self) -> Iterator[tuple[Column, Field]]:
        return ((column, column.field) for column in self.columns if column.field is not None)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row that may be headings; ``fields`` are those it has columns for, data begin below it."""

    table: Table
    first: int
    headings: list[str]
    fields: frozenset[str]


def normal_heading(heading: str) -> str:
    """Return a heading as synonyms are compared: no brackets, gaps, stars, and half-width.

    「统一社会信用代码\\n（必填）*」 is 统一社会信用代码.
    """
    return _ORNAMENTS.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", heading))).upper()


def find_layout(tables: Sequence[Table], fields: Sequence[Field]) -> Layout | None:
    """Find the heading row that matches most fields, in the first 20 rows of every sheet.

    Titles above it, sheets that are something else and headings of two rows (联系方式 over
    联系人 and 电话) are what files look like. None when no row has two headings or the
    required one.
    """
    required = {field.name for field in fields if field.required}
    best = [
        row
        for table in tables
        if (row := likeliest_row(table, fields)) and (len(row.fields) > 1 or row.fields & required)
    ]
    if not best:
        return None
    chosen = max(best, key=lambda row: len(row.fields))
    columns, problems = _assign(chosen.headings, fields)
    problems += [
        _other_sheet(row, chosen) for row in best if row is not chosen and required <= row.fields
    ]
    return Layout(chosen.table, chosen.first, columns, tuple(problems))


def likeliest_row(table: Table, fields: Sequence[Field]) -> HeadingRow | None:
    """Return the row of a sheet's first 20 that has columns for most fields, be it only one.

    Among equals it is one with a required field; where no row has any column, the one with most
    words. None for an empty sheet.
    """
    known = {word: field.name for field in fields for word in _names(field)}
    required = {field.name for field in fields if field.required}
    return max(
        _heading_rows(table, known),
        key=lambda row: (len(row.fields), len(row.fields & required), _words_if_strange(row)),
        default=None,
    )


def _words_if_strange(row: HeadingRow) -> int:
    words = (word for word in row.headings if word and not any(map(str.isdigit, word)))
    return 0 if row.fields else sum(len(word) <= _LONGEST_HEADING for word in words)


def _names(field: Field) -> Iterator[str]:
    return map(normal_heading, f"{field.headings} {field.fallback}".split())


def _heading_rows(table: Table, known: dict[str, str]) -> Iterator[HeadingRow]:
    rows = [[shown(cell) for cell in row] for row in table.rows[: _LOOKED_AT + 1]]
    for place, upper in enumerate(rows[:_LOOKED_AT]):
        for depth, headings in enumerate(_one_or_two(upper, rows[place + 1 :], known), 1):
            fields = frozenset(
                known[word] for heading in headings if (word := normal_heading(heading)) in known
            )
            yield HeadingRow(table, place + depth, headings, fields)


def _one_or_two(
    upper: list[str], below: list[list[str]], known: dict[str, str]
) -> Iterator[list[str]]:
    """Yield a row's headings, then those with the row below set in, when that row is headings.

    A cell merged over both rows shows the same in both.
    """
    yield upper
    lower = below[0] if below else []
    pairs = [*zip_longest(upper, lower, fillvalue="")]
    own = [under for over, under in pairs if under and under != over]
    if any(upper) and own and all(normal_heading(heading) in known for heading in own):
        yield [under or over for over, under in pairs]


def shown(cell: Cell) -> str:
    """Return a cell of the heading row on one line."""
    return " ".join(str(cell).split())


def _assign(
    headings: list[str], fields: Sequence[Field]
) -> tuple[tuple[Column, ...], list[Problem]]:
    """Give every field its column, and tell where there are two, or none for a required one."""
    words = [normal_heading(heading) for heading in headings]
    taken: dict[int, Field] = {}
    problems = []
    for field in fields:
        usual, instead = (
            [
                place
                for place, word in enumerate(words)
                if word in map(normal_heading, names.split())
            ]
            for names in (field.headings, field.fallback)
        )
        places = usual or instead
        if len(places) > 1 and not field.joined:
            problems.append(_two_columns(field, [headings[place] for place in places]))
        elif not places and field.required:
            problems.append(_no_column(field))
        taken.update(dict.fromkeys(places if field.joined else places[:1], field))
    columns = tuple(
        Column(place, heading, taken.get(place))
        for place, heading in enumerate(headings)
        if heading
    )
    return columns, problems


def _two_columns(field: Field, headings: list[str]) -> Problem:
    listed = "、".join(f"「{heading}」" for heading in headings)
    return Problem(
        0, headings[0], f"{listed}都像是“{field.label}”。", "请只留一列，其余的改个名字或删去。"
    )


def _no_column(field: Field) -> Problem:
    accepted = "、".join(field.headings.split()[:6])
    return Problem(0, field.label, f"没有“{field.label}”这一列。", f"表头可以写作：{accepted}。")


def _other_sheet(other: HeadingRow, chosen: HeadingRow) -> Problem:
    return Problem(
        0,
        "",
        f"工作表“{other.table.name}”也像名录，这次只读了“{chosen.table.name}”。",
        "需要的话，请把它们合到一张工作表里再导入。",
        blocking=False,
    )
