"""A few fields that open in place, are kept by one verb, and go away again."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QVBoxLayout

from ssj_desktop.desk.moments import DAY_HINT, day_of
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.views.forms import Form
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import button, label, named, row

Verb = Callable[[], object]


class Answers:
    """What a form says, read field by field; ``faults``: field → why it could not be read."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Return what is typed or chosen, "" for nothing."""
        return self._texts[name]

    def required(self, name: str, fault: str) -> str:
        """Return what is typed or chosen, which must be something."""
        text = self._texts[name].strip()
        if not text:
            self.faults[name] = fault
        return text

    def day(self, name: str) -> date:
        """Return the day: 2026-10-8, 2026.10.8, 2026年10月8日 or 20261008."""
        if found := day_of(self._texts[name]):
            return found
        self.faults[name] = DAY_HINT
        return date.min


class InlineForm(QFrame):
    """A form that is closed until it is asked for.

    ``read`` makes of the answers the verb that keeps them, which runs if none is at fault.
    ``opened``; ``closed``, kept or given up: whether the keyboard was in it.
    """

    opened = Signal()
    closed = Signal(bool)

    def __init__(self, context: Context, words: str, read: Callable[[Answers], Verb]) -> None:
        """``words``: what keeping it is called (登记)."""
        super().__init__()
        named(self, "inlineForm")
        self.form = Form()
        self._work, self._say = context.work, context.say
        self._words, self._read = words, read
        self._title = label(name="cardTitle", wrap=True)
        self._fault = label(name="fault", wrap=True)

        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(self._title)
        column.addWidget(self.form)
        column.addWidget(self._fault)
        keep = button(words, self.submit, "primary")
        column.addLayout(row(None, button("取消", self.close_form), keep))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it is asked for and not yet done."""
        return not self.isHidden()

    @property
    def dirty(self) -> bool:
        """Whether closing it would lose something."""
        return self.is_open and self.form.dirty

    def line(self, name: str, label: str, hint: str = "") -> None:
        """Add a text of one line; Enter in it keeps the form."""
        self.form.line(name, label, hint).returnPressed.connect(self.submit)

    def open_form(self, title: str, first: str, texts: Mapping[str, str]) -> None:
        """Open with these texts and the cursor in the field ``first``."""
        self._title.setText(title)
        self._fault.hide()
        self.form.fill(texts)
        self.show()
        self.opened.emit()
        self.form.focus(first)

    def close_form(self) -> None:
        """Go away, whatever has been typed."""
        if self.is_open:
            keyboard = QApplication.focusWidget()
            typing = keyboard is not None and self.isAncestorOf(keyboard)
            self.hide()
            self.closed.emit(typing)

    def submit(self) -> None:
        """Keep what has been typed, or say here why not."""
        answers = Answers(self.form.texts())
        verb = self._read(answers)
        self._fault.hide()
        self.form.blame(answers.faults)
        if not answers.faults:
            self._work.verb(self, "正在保存……", verb, lambda _: self._kept(), self._refuse)

    def _kept(self) -> None:
        self._say(f"已{self._words}")
        self.close_form()

    def _refuse(self, error: DeskError) -> None:
        if isinstance(error, FormError):
            self.form.blame(dict(error.faults))
            return
        self._fault.setText(str(error))
        self._fault.show()


def offer(choice: QComboBox, words: Mapping[str, str]) -> None:
    """Offer value → word, after an invitation to choose."""
    choice.clear()
    choice.addItem("请选择", "")
    for value, word in words.items():
        choice.addItem(word, value)
