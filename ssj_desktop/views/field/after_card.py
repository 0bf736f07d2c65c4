"""Something that is written down of a record once: a card that tells it, or asks for it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.record import RecordCard
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row


@dataclass(frozen=True)
class Matter:
    """What a card is about. ``ask``: its button's words; ``keep``: its form's.

    ``told``: what is written down, "" while nothing is; ``why_not``: why it cannot be now, "" when
    it can; ``begin`` opens the form; ``read`` makes of its answers the verb that keeps them.
    """

    title: str
    words: str
    ask: str
    keep: str
    told: Callable[[RecordCard], str]
    why_not: Callable[[RecordCard], str]
    begin: Callable[[InlineForm, RecordCard], None]
    read: Callable[[Answers, RecordCard], Verb]


class AfterCard(QWidget):
    """``opened``: its form has opened; ``keeping``: it is about to be kept."""

    opened = Signal()
    keeping = Signal()

    def __init__(self, context: Context, matter: Matter) -> None:
        super().__init__()
        self._context = context
        self._matter = matter
        self._record: RecordCard | None = None
        self._told = label(wrap=True)
        self._ask = button(matter.ask, self._begin)
        self.form = InlineForm(context, matter.keep, self._read)

        frame, body = card(matter.title, matter.words)
        for part in (self._told, self.form):
            body.addWidget(part)
        body.addLayout(row(self._ask, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

        self.form.opened.connect(self._ask.hide)
        self.form.opened.connect(self.opened)
        self.form.closed.connect(lambda _: self._ask.show())

    def show_record(self, record: RecordCard) -> None:
        """Tell how it stands with a record; what was begun for another one goes."""
        if self._record and self._record.row.number != record.row.number:
            self.form.close_form()
        self._record = record
        told = self._matter.told(record)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        allow(self._ask, self._context.desk.read_only or self._matter.why_not(record))

    def _begin(self) -> None:
        if self._record:
            self._matter.begin(self.form, self._record)

    def _read(self, answers: Answers) -> Verb:
        assert self._record
        self.keeping.emit()
        return self._matter.read(answers, self._record)
