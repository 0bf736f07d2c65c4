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

_TYPED_IN = (QLineEdit, QPlainTextEdit, QComboBox)
# What the keyboard works by itself: a press there means the thing, not the meeting.
_WORKED = (QAbstractButton, QAbstractItemView, QAbstractSlider, QTabBar)
_ENTER = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GoKeys(QObject):
    """Calls ``go`` once a press, however long the key is held, while ``page`` is in sight.

    Args:
        heeds: whether keys go on where the meeting stands now; asked whenever the keyboard moves
            and in :meth:`heed`.
    """

    def __init__(self, page: QWidget, heeds: Callable[[], bool], go: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._heeds = heeds
        self._enter = [self._shortcut(key, go) for key in _ENTER]
        self._page_down = self._shortcut(Qt.Key.Key_PageDown, go)

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.heed)
        self.heed()

    def _shortcut(self, key: Qt.Key, go: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(key), self._page)
        made.setAutoRepeat(False)
        made.activated.connect(lambda: go())
        return made

    def heed(self) -> None:
        """Take the keys, or leave them to what has the keyboard."""
        now = QApplication.focusWidget()
        typing = now.is_open if isinstance(now, DigitCells) else isinstance(now, _TYPED_IN)
        # The primary button is no exception to be made: what it does is what ``go`` does.
        primary = isinstance(now, QAbstractButton) and now.property("kind") == "primary"
        worked = isinstance(now, _WORKED) and not (primary and self._page.isAncestorOf(now))
        heeded = self._heeds() and not typing
        self._page_down.setEnabled(heeded)
        for shortcut in self._enter:
            shortcut.setEnabled(heeded and not worked)
