"""What the sections of 名录库 share: search and filters on top, the table, a card beside it."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssj_desktop.views.files import WORKBOOK, ask_new_file
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, find_key, label, link, row
from ssj_desktop.views.rosters.side_card import SideCard
from ssj_desktop.views.search import Haystack
from ssj_desktop.views.tables import Column, RowTable

R = TypeVar("R")

_SEARCH = (216, 280)  # px; the narrowest leaves room for a screen of 960, 1920 at 200 %
_TABLE, _CARD = 1, 0  # how they share what is left of the width


class RosterPage(Page, Generic[R]):
    """A roster. Another view of the same rows would stand in ``views``, where the table does.

    ``unit`` counts the rows (人); ``found_by``: what one can search for; ``empty``: what to do
    while there is no row; ``importable``: whether they can come from a file.
    """

    unit: ClassVar[str]
    found_by: ClassVar[str]
    empty: ClassVar[str]
    importable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        search: Callable[[R], str],
        card: SideCard,
    ) -> None:
        super().__init__(context)
        self.table: RowTable[R] = RowTable(self.title, columns, identity, context.settings, search)
        self.search = QLineEdit()
        self.views = QStackedWidget()
        self._filters = QHBoxLayout()
        self._tools = QHBoxLayout()
        self._last: QWidget = self.search  # of those that Tab goes through before 新增
        self._card = card
        self._nothing = label(f"没有符合条件的{self.title}", "empty")
        self._count = label(name="secondary")
        self._picked = label(name="secondary")
        self._clear = link("清除筛选", self.clear_filters)
        self._new = button("新增", self.add_new)
        self._export = button("导出所见…", self._ask_where)
        self._whole = QStackedWidget()
        self._index: Haystack | None = None
        self._wanted: Hashable = None
        self._is_empty = False

        self._lay_out()

        self.search.textChanged.connect(self.filter)
        self.table.shown.connect(self._tell_count)
        self.table.opened.connect(lambda found: self.open_row(found, grab=True))
        self.table.chosen_changed.connect(self._follow_chosen)
        card.opened.connect(self._show_whole)
        card.closed.connect(self._closed)
        find_key(self, self.search)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.found_by)
        self.search.setAccessibleName(f"搜索{self.title}")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(_SEARCH[0])
        self.search.setMaximumWidth(_SEARCH[1])
        self.table.setAccessibleName(self.title)
        for bar in (self._filters, self._tools):
            bar.setSpacing(8)
        allow(self._new, self.desk.read_only)
        steady = self._clear.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # else the table jumps at a keystroke
        self._clear.setSizePolicy(steady)
        for told in (self._nothing, self._clear):
            told.hide()  # until the rows have been read, nobody knows
        self.views.addWidget(self.table)
        middle = QVBoxLayout(self.table.viewport())
        middle.addWidget(self._nothing, alignment=Qt.AlignmentFlag.AlignCenter)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for place, (part, share) in enumerate(((self.views, _TABLE), (self._card, _CARD))):
            splitter.addWidget(part)
            splitter.setStretchFactor(place, share)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        actions = row(self._tools, self._new, self._export)
        top = row(self.search, self._filters, None, actions)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(splitter, 1)
        column.addLayout(row(self._count, self._picked, self._clear, None))
        self._whole.addWidget(full)
        self._whole.addWidget(self._make_empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _make_empty(self) -> QWidget:
        words = label(self.empty, "empty", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bring = button("导入…", lambda: self.context.go("名录库/导入"), "primary")
        add = button("新增", self.add_new, "" if self.importable else "primary")
        buttons = row(None, *((bring,) if self.importable else ()), *self.ways_in(), add, None)
        allow(add, self.desk.read_only)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(words)
        column.addLayout(buttons)
        column.addStretch(3)
        return page

    def ways_in(self) -> Sequence[QWidget]:
        """Return more buttons for a page that has no row yet, between 导入 and 新增."""
        return ()

    def add_filter(self, part: QWidget) -> None:
        """Put something that leaves only some rows beside the search box."""
        self._add(self._filters, part)

    def add_tool(self, part: QWidget) -> None:
        """Put a section's own button before 新增, once its filters are there."""
        self._add(self._tools, part)

    def _add(self, bar: QHBoxLayout, part: QWidget) -> None:
        bar.addWidget(part)
        QWidget.setTabOrder(self._last, part)
        self._last = part

    def read_rows(self) -> Sequence[R]:
        """Return every row; runs on the worker thread."""
        raise NotImplementedError

    def open_row(self, row: R, grab: bool) -> None:
        """Show a row in the card; ``grab``: with the keyboard in it."""
        raise NotImplementedError

    def add_new(self) -> None:
        """Begin a new row in the card."""
        raise NotImplementedError

    def keep(self) -> Callable[[R], bool] | None:
        """Return what the section's own filters keep, None for every row."""
        return None

    def filter(self) -> None:
        """Leave in the table what the search box and the filters say."""
        self.table.filter(self.search.text(), self.keep())

    def seen(self) -> tuple[list[str], list[list[str]]]:
        """Return what is exported: the headings, and the texts of each row one sees."""
        return self.table.visible_table()

    def clear_filters(self) -> None:
        """Show every row; a section puts its own filters back first."""
        self.search.clear()
        self.filter()

    def point_to(self, identity: Hashable) -> None:
        """Choose a row that the next refresh will show."""
        self._wanted = identity

    def refresh(self) -> None:
        self._card.refresh()  # first, for it takes no time
        self.work.read(self, self._read, self._show)

    def unsaved(self) -> str:
        return self._card.unsaved()

    def _read(self) -> tuple[Sequence[R], Haystack | None]:
        rows = self.read_rows()
        return rows, self.table.indexed(rows)

    def _show(self, read: tuple[Sequence[R], Haystack | None]) -> None:
        rows, self._index = read
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show what has been read; a section may offer in its filters what it finds there."""
        self.table.show_rows(rows, self._index)
        if self._wanted is not None:
            self.table.choose(self._wanted)
            self._wanted = None

    def _tell_count(self, visible: int, rows: int) -> None:
        some = f"显示 {visible} / " if visible < rows else ""
        self._count.setText(f"{some}共 {rows} {self.unit}")
        self._clear.setVisible(visible < rows)
        self._nothing.setVisible(rows > 0 and not visible)
        allow(self._export, self.desk.read_only or ("" if visible else "没有可以导出的行。"))
        self._is_empty = not rows
        self._show_whole()

    def _show_whole(self) -> None:
        self._whole.setCurrentIndex(1 if self._is_empty and not self._card.is_open else 0)

    def follow(self, row: R) -> None:
        """Have an open card show this row, but never over what is being typed."""
        if self._card.is_open and not self._card.unsaved():
            self.open_row(row, grab=False)

    def _follow_chosen(self) -> None:
        chosen = self.table.chosen()
        self._picked.setText(f"已选 {len(chosen)} {self.unit}" if len(chosen) > 1 else "")
        if len(chosen) == 1:
            self.follow(chosen[0])

    def _closed(self) -> None:
        self._show_whole()
        self.views.currentWidget().setFocus()

    def _ask_where(self) -> None:
        name = f"{self.title} {self.desk.today()}.xlsx"
        ask_new_file(self, "导出所见", Path.home() / name, WORKBOOK, self._write)

    def _write(self, path: Path) -> None:
        headings, rows = self.seen()
        self.work.verb(
            self,
            "正在导出……",
            lambda: self.desk.exports.table(self.title, headings, rows, path, self.work.cancelled),
            lambda _: self.context.say(f"已导出 {len(rows)} 行：{path.name}"),
            cancellable=True,
        )
