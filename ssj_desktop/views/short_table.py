"""A table among other cards: as high as its rows, up to a few, then it scrolls."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from ssj_desktop.settings import Settings
from ssj_desktop.views.search import Haystack
from ssj_desktop.views.tables import Column, RowTable

R = TypeVar("R")

_MOST = 10  # rows before it scrolls
_ROW = 32  # px
_HEAD = 52  # px, with a scroll bar below


class ShortTable(RowTable[R]):
    """``name``: what it is called aloud, and what its widths are remembered by."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        settings: Settings,
    ) -> None:
        super().__init__(name, columns, identity, settings)
        self.setAccessibleName(name)

    def show_rows(self, rows: Sequence[R], index: Haystack | None = None) -> None:
        super().show_rows(rows, index)
        self.setFixedHeight(min(len(rows), _MOST) * _ROW + _HEAD)
