"""The widths that a clerk gave a table's columns, remembered from one start to the next."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHeaderView

from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings

_SETTLED = 1000  # ms without another change of a width


class Widths(QObject):
    """Gives the columns under ``head`` the widths known by ``name``, and remembers new ones."""

    def __init__(self, head: QHeaderView, name: str, settings: Settings) -> None:
        super().__init__(head)
        self._head = head
        self._name = name
        self._settings = settings
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        known = settings.widths.get(name, [])
        if len(known) == head.count():
            for section, width in enumerate(known):
                head.resizeSection(section, width)

        head.sectionResized.connect(self._take)
        self._timer.timeout.connect(self._remember)

    def settle(self) -> None:
        """Wait no longer whether they change again: the table is about to go."""
        if self._timer.isActive():
            self._timer.stop()
            self._remember()

    def _take(self, section: int) -> None:
        if section < self._head.count() - 1:  # the last one fills what the others leave
            self._timer.start()

    def _remember(self) -> None:
        sizes = [self._head.sectionSize(section) for section in range(self._head.count())]
        self._settings.widths[self._name] = sizes
        with suppress(DeskError):  # a full disk will be told of by what matters more
            self._settings.save()
