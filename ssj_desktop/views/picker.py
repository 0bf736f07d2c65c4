"""One row chosen out of many: a search box, and below it what it finds."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ssj_desktop.views.page import Context
from ssj_desktop.views.tables import Column, RowTable

R = TypeVar("R")

_HEIGHT = 3 * 32 + 2  # px: three rows in their frame


class Picker(QWidget, Generic[R]):
    """``picked_changed``: another row is chosen, or none."""

    picked_changed = Signal()

    def __init__(
        self,
        context: Context,
        kind: str,
        hint: str,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        search: Callable[[R], str],
    ) -> None:
        """``kind``: what is chosen (人员); ``hint``: what it can be searched by."""
        super().__init__()
        self.search = QLineEdit()
        self._table = RowTable(f"选{kind}", columns, identity, context.settings, search)

        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(f"搜索{kind}")
        self.search.setClearButtonEnabled(True)
        self._table.setAccessibleName(f"选{kind}")
        self._table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self._table.horizontalHeader().hide()
        self._table.setFixedHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self._table)

        self.search.textChanged.connect(self._table.filter)
        self._table.chosen_changed.connect(self.picked_changed)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Offer these; the one chosen stays so."""
        self._table.show_rows(rows)

    def picked(self) -> R | None:
        """Return the row chosen."""
        return next(iter(self._table.chosen()), None)

    def clear(self) -> None:
        """Choose nothing and offer all."""
        self._table.clearSelection()
        self.search.clear()
