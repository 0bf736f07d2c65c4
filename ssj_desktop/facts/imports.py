"""What an import file says, and what taking it in would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Value = str | bool | int | date | tuple[str, ...]


class RosterKind(StrEnum):
    """What a file fills: one of the three rosters, or the list of visits made before the program
    was in use (补录). The value is the command's word.
    """

    TARGETS = "targets"
    INSPECTORS = "inspectors"
    ITEMS = "items"
    VISITS = "visits"

    @property
    def label(self) -> str:
        return {
            "targets": "检查对象",
            "inspectors": "执法人员",
            "items": "抽查事项",
            "visits": "补录检查",
        }[self.value]

    @property
    def whole(self) -> str:
        """What all its entries together are called."""
        return "补录检查表" if self is RosterKind.VISITS else f"{self.label}名录"


ROSTERS = (RosterKind.TARGETS, RosterKind.INSPECTORS, RosterKind.ITEMS)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or remark in a file: where it is, what is wrong, what to do.

    ``line`` is the row as Excel numbers it, 0 when the whole file is meant; ``column`` is the
    file's own heading and ``place`` where it stands, from 0; None when no one column of the file
    is meant. A ``blocking`` problem keeps the whole file out; any other is a remark.
    """

    line: int
    column: str
    message: str
    remedy: str
    blocking: bool = True
    place: int | None = None

    def __str__(self) -> str:
        place = f"第 {self.line} 行" if self.line else "整个文件"
        column = f"「{self.column}」" if self.column else ""
        return f"{place}{column}：{self.message}{self.remedy}"


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """A field that a column of the file can be taken for."""

    name: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of the file: its place from 0, its heading, and the field it was taken for.

    A column without a heading is named as Excel does (「C 列」); ``field`` is "" when it is unused.
    """

    place: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row: field name → value, only for cells that are filled in.

    An empty cell says nothing, so it never wipes out what the roster already knows.
    """

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read and checked by itself, before the roster is asked.

    ``sha256`` names the file's bytes in the journal. ``headings_line`` is the last row of the
    headings, 0 in an empty file. ``sample`` has the first five rows below it, ``cells`` those
    lines that have problems; both show a row's texts by place, cut after the last of ``columns``.
    ``looks_like`` is the other roster that the file seems to be.
    """

    kind: RosterKind
    file_name: str
    sha256: str
    sheet: str
    headings_line: int
    columns: tuple[ColumnMatch, ...]
    rows: tuple[ImportRow, ...]
    problems: tuple[Problem, ...]
    sample: tuple[tuple[str, ...], ...]
    cells: Mapping[int, tuple[str, ...]]
    looks_like: RosterKind | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an import would change in an entry that the roster calls ``name``; "" is nothing."""

    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What 确认 would do. ``missing``: roster entries that the file does not name; they stay.

    ``changes`` are the first 500 of the ``all_changes`` places where the ``changed`` entries would
    say otherwise. ``cells``: those of the reading, and of the lines that only the roster has
    problems with.
    """

    reading: Reading
    new: int
    changed: int
    unchanged: int
    missing: int
    problems: tuple[Problem, ...]
    changes: tuple[RowChange, ...]
    all_changes: int
    cells: Mapping[int, tuple[str, ...]]

    @property
    def blocked(self) -> bool:
        return any(problem.blocking for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import of the past; ``cannot_take_back`` says why not, "" when nothing is known."""

    number: int
    kind: RosterKind
    file_name: str
    confirmed_at: datetime
    new: int
    changed: int
    taken_back_at: datetime | None
    cannot_take_back: str
