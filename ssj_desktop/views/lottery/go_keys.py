"""Space, Enter and PageDown (a clicker) go on, unless somebody types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ssj_desktop.views.lottery.digit_cells import DigitCells

_TYPED_IN = (QLineEdit, QPlainTextEdit, QComboBox, DigitCells)
# What the keyboard works by itself: a press there means the thing, not the meeting.
_WORKED = (QAbstractButton, QAbstractItemView, QAbstractSlider, QTabBar)
_ENTER = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GoKeys(QObject):
    """Calls ``go`` once a press, however long the key is held, while ``page`` is in sight.

    The primary button is no exception to be made: what it does is what ``go`` does.
    """

    def __init__(self, page: QWidget, go: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._enter = [self._shortcut(key, go) for key in _ENTER]
        self._page_down = self._shortcut(Qt.Key.Key_PageDown, go)

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._heed)
        self._heed(None, QApplication.focusWidget())

    def _shortcut(self, key: Qt.Key, go: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(key), self._page)
        made.setAutoRepeat(False)
        made.activated.connect(lambda: go())
        return made

    def _heed(self, _: QWidget | None, now: QWidget | None) -> None:
        typing = isinstance(now, _TYPED_IN)
        primary = isinstance(now, QAbstractButton) and now.property("kind") == "primary"
        worked = isinstance(now, _WORKED) and not (primary and self._page.isAncestorOf(now))
        self._page_down.setEnabled(not typing)
        for shortcut in self._enter:
            shortcut.setEnabled(not typing and not worked)
