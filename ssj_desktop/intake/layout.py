"""Which sheet, which row and which columns of a file are the roster."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from ssj_desktop.facts.imports import Problem
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.reader import Table

_LOOKED_AT = 20
_LONGEST_HEADING = 20
_BRACKETS = re.compile(r"[(\[{<【〔《].*?(?:[)\]}>】〕》]|$)")
_ORNAMENTS = re.compile(r"[\s*:·.。]+")
_FOUND_BY_ITSELF: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading in the file, and what it was taken for.

    A column that is not ``named`` in the file bears Excel's name for it (「C 列」).
    """

    place: int
    heading: str
    field: Field | None
    named: bool = True


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


def find_layout(
    tables: Sequence[Table],
    fields: Sequence[Field],
    columns: Mapping[int, str] = _FOUND_BY_ITSELF,
) -> Layout | None:
    """Find the heading row that matches most fields, in the first 20 rows of every sheet.

    Titles above it, sheets that are something else and headings of two rows (联系方式 over
    联系人 and 电话) are what files look like. None when no row has two headings or the
    required one. ``columns`` is what a clerk chose: place → field name ("" = not used).
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
    others = [row for row in best if row is not chosen and required <= row.fields]
    return lay_out(chosen, fields, columns, others)


def lay_out(
    chosen: HeadingRow,
    fields: Sequence[Field],
    columns: Mapping[int, str] = _FOUND_BY_ITSELF,
    others: Sequence[HeadingRow] = (),
) -> Layout:
    """Take ``chosen`` for the headings, whatever stands there; ``others`` are told as remarks."""
    found, problems = _assign(chosen.headings, fields, columns)
    problems += [_other_sheet(row, chosen) for row in others]
    return Layout(chosen.table, chosen.first, found, tuple(problems))


def likeliest_of(tables: Sequence[Table], fields: Sequence[Field]) -> HeadingRow | None:
    """Return the likeliest row of all sheets, the first one among equals."""
    rows = [row for table in tables if (row := likeliest_row(table, fields))]
    return max(rows, key=lambda row: len(row.fields), default=None)


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
    """Return a cell as a clerk sees it, on one line."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.15g}".upper()  # 5, 0.25, and 9.1140524E+17 for what Excel has spoilt
    if isinstance(cell, datetime) and cell == datetime.combine(cell, datetime.min.time()):
        return str(cell.date())
    return " ".join(str(cell).split())


def letters(place: int) -> str:
    """Return a column as Excel names it: 0 is A, 26 is AA."""
    named = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        named = chr(ord("A") + letter) + named
    return named


def _assign(
    headings: list[str], fields: Sequence[Field], columns: Mapping[int, str]
) -> tuple[tuple[Column, ...], list[Problem]]:
    """Give every field its column, and tell where there are two, or none for a required one.

    A field that a clerk gave a column to is looked for in no other, unless it takes several.
    """
    words = {
        place: normal_heading(heading)
        for place, heading in enumerate(headings)
        if place not in columns
    }
    taken: dict[int, Field] = {}
    problems = []
    for field in fields:
        chosen = [place for place in range(len(headings)) if columns.get(place) == field.name]
        usual, instead = (
            [place for place, word in words.items() if word in map(normal_heading, names.split())]
            for names in (field.headings, field.fallback)
        )
        found = usual or instead
        places = sorted(chosen + found) if field.joined else chosen or found
        if len(places) > 1 and not field.joined:
            problems.append(_two_columns(field, places, headings, bool(chosen)))
        elif not places and field.required:
            problems.append(_no_column(field))
        taken.update(dict.fromkeys(places if field.joined else places[:1], field))
    return tuple(
        Column(place, heading or f"{letters(place)} 列", taken.get(place), bool(heading))
        for place, heading in enumerate(headings)
        if heading or place in taken
    ), problems


def _two_columns(
    field: Field, places: Sequence[int], headings: Sequence[str], chosen: bool
) -> Problem:
    listed = "、".join(f"「{headings[place] or f'{letters(place)} 列'}」" for place in places)
    return Problem(
        0,
        headings[places[0]],
        f"{listed}都{'选作了' if chosen else '像是'}“{field.label}”。",
        f"请只留一列，其余的{'选“不用”' if chosen else '改个名字或删去'}。",
        place=places[0],
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
