"""抽查事项清单: the list as papers print it, its versions, and what the year has checked of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ssj_desktop.facts.roster import ItemRow


class ListKind(StrEnum):
    """A lay-out of the list, each a document's own; the value is what it is called."""

    NINE = "九列"
    EIGHT = "八列"
    JOINT = "七列"

    @property
    def heading(self) -> str:
        """What stands above the list."""
        return "部门联合抽查事项清单" if self is ListKind.JOINT else "随机抽查事项清单"

    def called(self, number: int | None) -> str:
        """Return what a paper of version ``number`` is called, None for the draft."""
        return f"{self.heading}（{f'第{number}版' if number else '草稿'}，{self.value}）"


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version, ``number`` 1, 2, …, of ``size`` items: in force from ``effective_on``,
    decided on by ``decided_by`` in ``meeting`` (EZ-6)."""

    number: int
    office: str
    effective_on: date
    decided_on: date
    meeting: str
    decided_by: str
    note: str
    published_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole list as papers print it; ``edition`` None: a draft as of ``dated``."""

    office: str
    program: str
    dated: datetime
    items: tuple[ItemRow, ...]
    edition: Edition | None


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """Where the list stands.

    ``editions``: every version in order, ``in_force`` the number of the one that holds today, None
    while there is none. ``changed_since`` says in words what has become different since the last.
    ``why_not_publish`` is empty where the list can be published, ``loadable`` the document of the
    scheme that has a list of its own, "" where it has none.
    """

    size: int
    joint: int
    editions: tuple[Edition, ...]
    in_force: int | None
    changed_since: tuple[str, ...]
    why_not_publish: str
    loadable: str

    @property
    def is_draft(self) -> bool:
        """Whether the list as it is now is no published version."""
        return not self.editions or bool(self.changed_since)


@dataclass(frozen=True, slots=True)
class SchemeLoad:
    """What taking in the scheme's own list would do; ``document`` is its 文号."""

    scheme: str
    document: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the table of items.

    ``visits``: how many of the year's visits checked it, ``open`` how many drawn ones still may;
    None where records don't go through the office's items.
    """

    item: ItemRow
    visits: int | None
    open: int | None

    @property
    def untouched(self) -> bool:
        """Whether nothing has checked it yet this year."""
        return self.visits == 0
