"""The words that a field can be filled with, beneath it: all on a click, fewer on typing."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

_WORD = Qt.ItemDataRole.UserRole + 1  # where a QStandardItem keeps its data
_LAST = re.compile(r"(.*[、，,；;\s])?(.*)")  # what stands before the word that is being typed, it


class Suggestions(QCompleter):
    """Offers words for the last of those that ``editor`` holds, a list with 、 between them."""

    def __init__(self, editor: QLineEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._offered: list[tuple[str, str]] = []
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.popup().setObjectName("suggestions")
        editor.setCompleter(self)
        editor.installEventFilter(self)

    def offer(self, words: Sequence[tuple[str, str]]) -> None:
        """Offer these (word, how it is shown) pairs; typing looks in what is shown."""
        if list(words) == self._offered:
            return
        self._offered = list(words)
        self._rows.clear()
        for word, shown in words:
            row = QStandardItem(shown)
            row.setData(word)
            self._rows.appendRow(row)

    def splitPath(self, path: str) -> list[str]:
        return [_parts(path)[1]]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return _parts(self._editor.text())[0] + str(index.data(_WORD))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() is QEvent.Type.MouseButtonRelease:
            before, last = _parts(self._editor.text())
            if not last and not self._editor.isReadOnly():
                self.setCompletionPrefix(before)
                self.complete()
        return super().eventFilter(watched, event)


def _parts(text: str) -> tuple[str, str]:
    found = _LAST.fullmatch(text)
    return (found[1] or "", found[2]) if found else ("", text)
