"""One category raised for all quarters of a year that are still open."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssj_desktop.facts.year_plan import YearRaising, quarter_names
from ssj_desktop.views.parts import card
from ssj_desktop.views.plan.raise_form import RaiseForm
from ssj_desktop.views.plan.raise_words import act, what


class YearRaiseCard(QWidget):
    """There while a raise is typed; what is typed stays when the page is shown anew.

    Signals: ``raised`` (category, number in the rule's own period, reason), ``left``.
    """

    raised = Signal(object, object, str)
    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._line: YearRaising | None = None
        self._form: RaiseForm | None = None
        self._frame = QFrame()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def line(self) -> YearRaising | None:
        """The category whose form is open."""
        return self._line

    @property
    def unsaved(self) -> str:
        """What closing would lose, in words."""
        if self._line and self._form and self._form.dirty:
            return f"“{self._line.name}”的全年{what(self._line)}还没有保存。"
        return ""

    def open_form(self, line: YearRaising, opener: QWidget) -> None:
        """Ask how many of a category; by Tab the form follows ``opener``."""
        self.close_form()
        self._line = line
        self._frame, column = card(f"{line.name}：全年{act(line)}")
        names = quarter_names(line.quarters)
        form = RaiseForm(line, f"写入{names}的计划；已经批准的季度，要重新批准。")
        form.raised.connect(partial(self.raised.emit, line))
        form.left.connect(partial(self.left.emit, line))
        column.addWidget(form)
        self._column.addWidget(self._frame)
        self._form = form
        self.show()  # now, for the cursor goes into it
        form.begin(opener)

    def blame(self, words: str) -> None:
        """Tell in the form why the raise was refused."""
        if self._form:
            self._form.blame(words)

    def close_form(self) -> None:
        """Go away with what was typed."""
        if self._form:
            self._frame.hide()
            self._frame.deleteLater()
        self._line = self._form = None
        self.hide()
