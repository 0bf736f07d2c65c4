"""What an import file says, and what taking it in would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | bool | int | date | tuple[str, ...]


class RosterKind(StrEnum):
    """Which roster a file fills; the value is the command's word."""

    TARGETS = "targets"
    INSPECTORS = "inspectors"
    ITEMS = "items"

    @property
    def label(self) -> str:
        return {"targets": "检查对象", "inspectors": "执法人员", "items": "抽查事项"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or remark in a file: where it is, what is wrong, what to do.

    ``line`` is the row as Excel numbers it, 0 when the whole file is meant; ``column`` is the
    file's own heading. A ``blocking`` problem keeps the whole file out; any other is a remark.
    """

    line: int
    column: str
    message: str
    remedy: str
    blocking: bool = True

    def __str__(self) -> str:
        place = f"第 {self.line} 行" if self.line else "整个文件"
        column = f"「{self.column}」" if self.column else ""
        return f"{place}{column}：{self.message}{self.remedy}"


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

    ``columns`` pairs each heading of the file with the field it was taken for ("" = not used).
    ``sha256`` names the file's bytes in the journal.
    """

    kind: RosterKind
    file_name: str
    sha256: str
    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[ImportRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What 确认 would do. ``missing``: roster entries that the file does not name; they stay."""

    reading: Reading
    new: int
    changed: int
    unchanged: int
    missing: int
    problems: tuple[Problem, ...]

    @property
    def blocked(self) -> bool:
        return any(problem.blocking for problem in self.problems)
