"""现场情况: a long text, and the phrases that begin its sentences."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ssj_desktop.facts.phrase import BLANK, Phrase
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import label, link, row
from ssj_desktop.views.picker import Picker
from ssj_desktop.views.tables import Column

_LINES = 9
_COLUMNS: tuple[Column[Phrase], ...] = (
    Column("类别", lambda phrase: phrase.group, 96),
    Column("常用语", lambda phrase: phrase.text, 420),
)


class BlankEdit(QPlainTextEdit):
    """A text in which Tab goes from blank to blank, and on to the next field after the last."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return (forward and self.go_to_blank()) or super().focusNextPrevChild(forward)

    def go_to_blank(self) -> bool:
        """Choose the next blank, to be typed over; False when there is none below."""
        return self.find(BLANK, QTextDocument.FindFlag.FindCaseSensitively)


class Narrative(QWidget):
    """``edited``: somebody has typed or taken a phrase."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._editor = BlankEdit()
        self._fault = label(name="fault", wrap=True)
        self._offer = link("插入常用语（Ctrl+J）", self._open)
        self._phrases: Picker[Phrase] = Picker(
            context, "常用语", "常用语里的字或拼音首字母", _COLUMNS,
            lambda phrase: phrase, lambda phrase: f"{phrase.group} {phrase.text}",
        )  # fmt: skip
        self._filling = False

        self._editor.setAccessibleName("现场情况")
        self._editor.setTabChangesFocus(True)
        self._editor.setFixedHeight(_LINES * 22 + 16)
        self._phrases.hide()
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row(self._offer, None))
        column.addWidget(self._phrases)
        column.addWidget(self._editor)
        column.addWidget(self._fault)

        self._editor.textChanged.connect(self._edit)
        self._phrases.picked_changed.connect(self._take)
        for key, do in (("Ctrl+J", self._open), ("Esc", self._close)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def fill(self, text: str) -> None:
        """Show this text."""
        self._filling = True
        if text != self._editor.toPlainText():
            self._editor.setPlainText(text)
        self._filling = False

    def text(self) -> str:
        """Return what is typed."""
        return self._editor.toPlainText()

    def blame(self, fault: str) -> None:
        """Say what is wrong, "" for nothing."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            self._editor.setFocus()

    def _edit(self) -> None:
        if not self._filling:
            self.blame("")
            self.edited.emit()

    def _open(self) -> None:
        if self._phrases.isVisible():
            self._close()
            return
        self._context.work.read(self, self._context.desk.phrases.all, self._show)

    def _show(self, phrases: tuple[Phrase, ...]) -> None:
        self._phrases.clear()
        self._phrases.show_rows(phrases)
        self._phrases.show()
        self._phrases.search.setFocus()

    def _close(self) -> None:
        self._phrases.hide()
        self._editor.setFocus()

    def _take(self) -> None:
        """Put the phrase where the cursor stands, and choose its first blank."""
        phrase = self._phrases.picked()
        if phrase is None or not self._phrases.isVisible():
            return
        cursor = self._editor.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(phrase.text)
        self._close()
        cursor.setPosition(start, QTextCursor.MoveMode.MoveAnchor)
        self._editor.setTextCursor(cursor)
        if not self._editor.go_to_blank():
            cursor.setPosition(start + len(phrase.text))
            self._editor.setTextCursor(cursor)
