"""The table every page shows its rows in: sorted, searched and copied at once, 50,000 rows too."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QToolTip, QWidget

from ssj_desktop.settings import Settings
from ssj_desktop.views.columns import Column, RowModel, ToneDelegate
from ssj_desktop.views.copying import copy_menu, copy_rows, open_menu
from ssj_desktop.views.search import Haystack
from ssj_desktop.views.widths import Widths

__all__ = ["Column", "RowTable"]

R = TypeVar("R")

_ROW = 32  # px
_NARROWEST = 48  # px


class RowTable(QTableView, Generic[R]):
    """Rows of facts under headings that sort them.

    Args:
        name: what the columns' widths are remembered by; also the object's name.
        identity: tells a row from others even when its facts have changed.
        settings: remember the widths; None for columns that are other ones each time.
        search: the text a row is searched in; without it what is typed filters nothing.
    """

    opened = Signal(object)  # a row: Enter or a double click on it
    chosen_changed = Signal()
    shown = Signal(int, int)  # visible rows, all rows

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        settings: Settings | None,
        search: Callable[[R], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._columns = tuple(columns)
        self._identity = identity
        self._search = search
        self._rows: list[R] = []
        self._order: Sequence[int] = ()
        self._typed = ""
        self._keep: Callable[[R], bool] | None = None
        self._haystack: Haystack | None = None
        self._restoring = False
        self._model = RowModel(self._columns)
        self.setModel(self._model)

        self._set_up_view()
        self._set_up_headers()
        self._widths = Widths(self.horizontalHeader(), name, settings) if settings else None

        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()]))
        self.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.horizontalHeader().sectionResized.connect(self._take_width)

    def indexed(self, rows: Sequence[R]) -> Haystack | None:
        """Return what :meth:`show_rows` takes beside ``rows``, so that no key waits for it.

        It may be called on another thread.
        """
        return Haystack(map(self._search, rows)).index() if self._search else None

    def show_rows(self, rows: Sequence[R], index: Haystack | None = None) -> None:
        """Show these; what was sorted, filtered, chosen and seen stays so."""
        self._rows = list(rows)
        self._haystack = index
        self._order = self._sorted()
        self._refresh(stay=True)

    def filter(self, typed: str, keep: Callable[[R], bool] | None = None) -> None:
        """Leave only rows found by ``typed`` (:meth:`Haystack.find`) and those ``keep`` is for.

        Rows no longer visible are no longer chosen.
        """
        self._typed, self._keep = typed, keep
        self._refresh()

    def visible(self) -> list[R]:
        """Return the rows that are left by the filter, in order."""
        return list(self._model.rows)

    def chosen(self) -> list[R]:
        """Return the selected rows, in order."""
        places: set[int] = set()
        for block in self.selectionModel().selection().toList():
            places.update(range(block.top(), block.bottom() + 1))
        return [self._model.rows[place] for place in sorted(places)]

    def current(self) -> R | None:
        """Return the row with the keyboard's focus."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def choose(self, identity: Hashable) -> None:
        """Select this row alone and bring it into sight; nothing happens if it is not visible."""
        for place, row in enumerate(self._model.rows):
            if self._identity(row) == identity:
                index, flags = self._model.index(place, 0), QItemSelectionModel.SelectionFlag
                # Not selectRow: with Ctrl held down it would only add to what is selected.
                alone = flags.ClearAndSelect | flags.Rows
                self.selectionModel().setCurrentIndex(index, alone)
                self.scrollTo(index)
                return

    def visible_table(self) -> tuple[list[str], list[list[str]]]:
        """Return what one sees, for 导出所见: the headings, and each row's texts."""
        return self._headings(), [self._texts(row) for row in self._model.rows]

    def copy_chosen(self) -> None:
        """Put the selected rows on the clipboard, with headings when they are several."""
        copy_rows(self._headings(), [self._texts(row) for row in self.chosen()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Home and End mean the table's, not the row's.
        if action in (self.CursorAction.MoveHome, self.CursorAction.MoveEnd):
            last = action == self.CursorAction.MoveEnd
            place = len(self._model.rows) - 1 if last else 0
            return self._model.index(place, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event, self._menu)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell_cut_text(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch_last()
        self._keep_in_sight(event.oldSize().height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._widths:
            self._widths.settle()

    def _set_up_view(self) -> None:
        self.setItemDelegate(ToneDelegate(self))
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)  # theme.qss draws the hairlines between rows
        self.setCornerButtonEnabled(False)

    def _set_up_headers(self) -> None:
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(_ROW)
        side.setDefaultSectionSize(_ROW)
        head.setMinimumSectionSize(_NARROWEST)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        # Its own and empty: else the head asks every row whether all of a column is selected.
        head.setSelectionModel(QItemSelectionModel(self._model, self))
        head.setSectionResizeMode(len(self._columns) - 1, QHeaderView.ResizeMode.Fixed)
        for section, column in enumerate(self._columns):
            head.resizeSection(section, column.width)

    def _sorted(self) -> Sequence[int]:
        head = self.horizontalHeader()
        section = head.sortIndicatorSection()
        places = range(len(self._rows))
        if not 0 <= section < len(self._columns):
            return places
        keys = self._columns[section].sort_keys(self._rows)
        reverse = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return sorted(places, key=keys.__getitem__, reverse=reverse)

    def _sort(self) -> None:
        self._order = self._sorted()
        self._refresh()

    def _left(self) -> list[R]:
        """Return the rows that the filter leaves, in order."""
        rows = [self._rows[place] for place in self._found()]
        return rows if self._keep is None else [row for row in rows if self._keep(row)]

    def _found(self) -> Iterable[int]:
        if self._search is None or not self._typed.strip():
            return self._order
        if self._haystack is None:
            self._haystack = Haystack(map(self._search, self._rows))
        found = set(self._haystack.find(self._typed))
        return [place for place in self._order if place in found]

    def _refresh(self, stay: bool = False) -> None:
        """Show the rows anew, with the same chosen and current; ``stay``: the same on top too."""
        chosen = {self._identity(row) for row in self.chosen()}
        current, column = self.current(), self.currentIndex().column()
        bar = self.verticalScrollBar()
        scrolled, above = bar.value(), self._model.rows[: self.rowAt(0) + 1][-1:]

        self._model.show(self._left())

        places = {self._identity(row): place for place, row in enumerate(self._model.rows)}
        self._choose_again(places[one] for one in chosen if one in places)
        at = None if current is None else places.get(self._identity(current))
        if at is not None:
            self.selectionModel().setCurrentIndex(
                self._model.index(at, column), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.doItemsLayout()  # now, for the scroll bar does not yet know how many rows there are
        if stay:
            top = places.get(self._identity(above[0])) if above else None
            bar.setValue(scrolled if top is None else top * _ROW + scrolled % _ROW)
        elif at is not None:
            self.scrollTo(self._model.index(at, column))
        else:
            self.scrollToTop()
        if not chosen <= places.keys():
            self.chosen_changed.emit()
        self.shown.emit(len(self._model.rows), len(self._rows))

    def _choose_again(self, places: Iterable[int]) -> None:
        selection, last = QItemSelection(), len(self._columns) - 1
        for first, end in _runs(sorted(places)):
            selection.select(self._model.index(first, 0), self._model.index(end, last))
        self._restoring = True
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        self._restoring = False

    def _menu(self, index: QModelIndex) -> QMenu:
        column = self._columns[index.column()]
        text = column.text(self._model.rows[index.row()])
        menu = copy_menu(self, self.copy_chosen, text)
        menu.addSeparator()
        menu.addAction(f"按“{column.heading}”排序", lambda: self._sort_by(index.column()))
        return menu

    def _sort_by(self, section: int) -> None:
        """Do what a click on the heading does."""
        head = self.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = head.sortIndicatorSection() == section and head.sortIndicatorOrder() == up
        head.setSortIndicator(section, down if again else up)

    def _tell_cut_text(self, at: QPoint, on_screen: QPoint) -> None:
        index = self.indexAt(at)
        cut = self.sizeHintForIndex(index).width() > self.visualRect(index).width()
        QToolTip.showText(on_screen, index.data() if cut else "", self.viewport())

    def _take_width(self, section: int) -> None:
        if section < len(self._columns) - 1:
            self._stretch_last()

    def _keep_in_sight(self, before: int) -> None:
        """Scroll where the current row has fallen below an edge that was ``before`` px down."""
        foot, edge = self.visualRect(self.currentIndex()).bottom(), self.viewport().height()
        if edge <= foot < before:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + foot + 1 - edge)

    def _stretch_last(self) -> None:
        head, last = self.horizontalHeader(), len(self._columns) - 1
        others = head.length() - head.sectionSize(last)
        head.resizeSection(last, max(self._columns[last].width, self.viewport().width() - others))

    def _headings(self) -> list[str]:
        return [column.heading for column in self._columns]

    def _texts(self, row: R) -> list[str]:
        return [column.text(row) for column in self._columns]


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join places that follow each other: 1 2 3 7 → (1, 3), (7, 7)."""
    first = last = -2
    for place in places:
        if place != last + 1:
            if first >= 0:
                yield first, last
            first = place
        last = place
    if first >= 0:
        yield first, last
