"""Copying out of tables and trees: rows or one cell, safe to paste into a spreadsheet."""

import re
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA = tuple("=+-@＝＋－＠")


def copy_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Put rows on the clipboard, with headings when they are several; none leave it as it is."""
    if rows:
        _copy([headings, *rows] if len(rows) > 1 else rows)


def copy_menu(view: QAbstractItemView, chosen: Callable[[], object], cell: str) -> QMenu:
    """Return a menu that copies: ``chosen`` copies the selected rows, ``cell`` is a cell's text."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("复制所选行", chosen)
    menu.addAction("复制这一格", lambda: _copy([[cell]]))
    return menu


def open_menu(
    view: QAbstractItemView, event: QContextMenuEvent, made: Callable[[QModelIndex], QMenu]
) -> None:
    """Open the menu ``made`` for the cell pointed at; the keyboard points at the current one."""
    at = event.pos()
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        at = view.visualRect(view.currentIndex()).center()
    index = view.indexAt(at)
    if index.isValid():
        made(index).popup(view.viewport().mapToGlobal(at))


def _copy(rows: Iterable[Sequence[str]]) -> None:
    lines = ("\t".join(map(_harmless, row)) for row in rows)
    QGuiApplication.clipboard().setText("\n".join(lines))


def _harmless(text: str) -> str:
    """Return ``text`` so that a spreadsheet it is pasted in neither splits nor computes it."""
    line = _CONTROLS.sub(" ", text).strip()
    return f"'{line}" if line.startswith(_FORMULA) and not _NUMBER.fullmatch(line) else line
