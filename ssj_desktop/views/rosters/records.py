"""One tab of a card: what is on record, the newest on top, and forms to record more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ssj_desktop.views.inline_form import InlineForm
from ssj_desktop.views.parts import allow, button, label, link, named, row


@dataclass(frozen=True)
class Record:
    """A line and what is said of it; ``action``: what can be done with it, in a word."""

    text: str
    details: str
    action: tuple[str, Callable[[], object]] | None = None


class Records(QScrollArea):
    """Records below the one form that is open, or the button that opens the first of ``forms``."""

    def __init__(
        self, add: str, begin: Callable[[], object], forms: Sequence[InlineForm], why_not: str
    ) -> None:
        """``add``: the button's words; ``why_not``: why nothing can be recorded, "" if it can."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._forms = forms
        self._why_not = why_not
        self._add = button(add, begin)
        self._list = QWidget()
        allow(self._add, why_not)

        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(8)
        self._column.addLayout(row(self._add, None))
        for form in forms:
            self._column.addWidget(form)
        self._column.addWidget(self._list)
        self._column.addStretch()
        self.setWidget(sheet)
        sheet.setAutoFillBackground(False)  # the card's own shows through

        for form in forms:
            form.opened.connect(self._opened)
            form.closed.connect(self._closed)

    def allow_add(self, why_not: str) -> None:
        """Let the first form be opened, or say why not."""
        allow(self._add, self._why_not or why_not)

    @property
    def form(self) -> InlineForm | None:
        """The form that is open."""
        return next((form for form in self._forms if form.is_open), None)

    def make_way(self) -> bool:
        """Return whether another form may open: none is open in which something is typed."""
        form = self.form
        if form is None or not form.dirty:
            self.close_form()
            return True
        self.verticalScrollBar().setValue(0)
        return False

    def close_form(self) -> None:
        """Close the form that is open, whatever has been typed."""
        if form := self.form:
            form.close_form()

    def show_records(self, records: Sequence[Record], nothing: str) -> None:
        """Show these in place of what was shown; ``nothing`` says that there are none."""
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for record in records:
            column.addWidget(self._line(record))
        if not records:
            column.addWidget(label(nothing, "secondary", wrap=True))
        self._column.replaceWidget(self._list, shown)
        self._list.deleteLater()
        self._list = shown

    def _opened(self) -> None:
        self._add.hide()
        self.verticalScrollBar().setValue(0)

    def _closed(self, typing: bool) -> None:
        self._add.show()
        if typing:
            self._add.setFocus()

    def _line(self, record: Record) -> QFrame:
        frame = named(QFrame(), "record")
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, name in ((record.text, ""), (record.details, "secondary")):
            if text:
                part = label(text, name, wrap=True)
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(part)
        across = row(words)
        across.setStretch(0, 1)
        if record.action:
            action = link(*record.action)
            allow(action, self._why_not)
            across.addWidget(action, alignment=Qt.AlignmentFlag.AlignTop)
        frame.setLayout(across)
        across.setContentsMargins(0, 8, 0, 8)
        return frame
