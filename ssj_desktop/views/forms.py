"""Forms: labelled fields one below the other, each with the word of what is wrong with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ssj_desktop.views.parts import label as text_label
from ssj_desktop.views.suggestions import Suggestions

_LETTERS = 16

Editor = QLineEdit | QComboBox | QPlainTextEdit


class Choice(QComboBox):
    """Changes only where somebody means it: the wheel scrolls what the choice stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Form(QWidget):
    """Texts by name. ``edited``: somebody has changed a text (typed, not set)."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editors: dict[str, Editor] = {}
        self._faults: dict[str, QLabel] = {}
        self._before: dict[str, str] | None = None  # until something has been shown
        self._filling = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def line(self, name: str, label: str, hint: str = "") -> QLineEdit:
        """Add a text of one line; ``hint`` is shown while it is empty."""
        editor = QLineEdit()
        editor.setPlaceholderText(hint)
        editor.textEdited.connect(lambda: self._edit(name))
        self._put(name, label, editor)
        return editor

    def choice(self, name: str, label: str, words: Sequence[tuple[str, str]]) -> QComboBox:
        """Add a choice among (value, word) pairs."""
        editor = Choice()
        for value, word in words:
            editor.addItem(word, value)
        # The longest word must not say how wide the form is.
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.setMinimumContentsLength(_LETTERS)
        editor.activated.connect(lambda: self._edit(name))
        self._put(name, label, editor)
        return editor

    def paragraph(self, name: str, label: str, hint: str = "", lines: int = 4) -> QPlainTextEdit:
        """Add a text of several lines."""
        editor = QPlainTextEdit()
        editor.setPlaceholderText(hint)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(lines * 22 + 16)
        editor.textChanged.connect(lambda: self._edit(name))
        self._put(name, label, editor)
        return editor

    def _put(self, name: str, label: str, editor: Editor) -> None:
        row = self._grid.rowCount()
        caption = QLabel(label)
        caption.setBuddy(editor)
        editor.setAccessibleName(label)
        fault = text_label(name="fault", wrap=True)
        fault.hide()
        sides = Qt.AlignmentFlag
        height = sides.AlignTop if isinstance(editor, QPlainTextEdit) else sides.AlignVCenter
        self._grid.addWidget(caption, row, 0, sides.AlignRight | height)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(fault, row + 1, 1)
        self._editors[name] = editor
        self._faults[name] = fault

    def _edit(self, name: str) -> None:
        if not self._filling:
            self._faults[name].hide()  # it was said of another text
            self.edited.emit()

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show these texts, unedited; a name that the form has not is left out."""
        self._filling = True
        for name, editor in self._editors.items():
            _set(editor, texts.get(name, ""))
        self._filling = False
        self._before = self.texts()
        self.blame({})

    def offer(self, name: str, words: Sequence[tuple[str, str]]) -> None:
        """Have the choice ``name`` offer these (value, word) pairs; what is chosen stays so."""
        editor = self._editors[name]
        assert isinstance(editor, QComboBox)
        chosen = _text(editor)
        editor.clear()
        for value, word in words:
            editor.addItem(word, value)
        if chosen:
            _set(editor, chosen)

    def suggest(self, name: str, words: Sequence[tuple[str, str]]) -> None:
        """Offer (word, how it is shown) pairs for the line ``name``, which holds a list of them."""
        editor = self._editors[name]
        assert isinstance(editor, QLineEdit)
        suggestions = editor.completer()
        if not isinstance(suggestions, Suggestions):
            suggestions = Suggestions(editor)
            # The line takes the word after this, and says nothing of it.
            later = Qt.ConnectionType.QueuedConnection
            suggestions.activated.connect(lambda: self._edit(name), later)
        suggestions.offer(words)

    def choose(self, name: str, value: str) -> None:
        """Choose what somebody has asked for elsewhere on the page: it is an edit like others."""
        _set(self._editors[name], value)
        self._edit(name)

    def keep(self, texts: Mapping[str, str]) -> None:
        """Take ``texts``, which were saved, for what is known; what was typed since stays."""
        self._before = dict(texts)
        self.blame({})

    def texts(self) -> dict[str, str]:
        """Return what the fields hold."""
        return {name: _text(editor) for name, editor in self._editors.items()}

    @property
    def dirty(self) -> bool:
        """Whether a text differs from what was filled in or saved last."""
        return self._before is not None and self.texts() != self._before

    def blame(self, faults: Mapping[str, str]) -> None:
        """Write beside each named field what is wrong with it; go to the first."""
        for name, label in self._faults.items():
            label.setText(faults.get(name, ""))
            label.setVisible(name in faults)
        for name, editor in self._editors.items():
            if name in faults:
                editor.setFocus()
                return

    def complete(self, faults: Mapping[str, str]) -> bool:
        """Return whether no field that ``faults`` names is empty; blame those that are."""
        texts = self.texts()
        missing = {name: words for name, words in faults.items() if not texts[name].strip()}
        self.blame(missing)
        return not missing

    def focus(self, name: str) -> None:
        """Put the cursor in a field."""
        self._editors[name].setFocus()


def _set(editor: Editor, text: str) -> None:
    if isinstance(editor, QComboBox):
        place = editor.findData(text)
        if place < 0:  # a word that is no longer offered stays what it is
            editor.addItem(text, text)
            place = editor.count() - 1
        editor.setCurrentIndex(place)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)
    else:
        editor.setPlainText(text)


def _text(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
