"""One category of a plan: what its rule comes to, and the form that raises it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.views.parts import allow, card, label, link, restyle, row
from ssj_desktop.views.plan.raise_form import RaiseForm
from ssj_desktop.views.plan.raise_words import act, nothing_to_raise, taken_back, what

_FIGURE = 64  # px, so that the figures of all cards stand below each other


class CategoryCard(QFrame):
    """Shows a line; what is being typed in its form stays when the line is shown anew.

    Signals: ``opened`` (the form), ``raised`` (number in the rule's own period, reason),
    ``unraised``.
    """

    opened = Signal(QWidget)
    raised = Signal(object, str)
    unraised = Signal()

    def __init__(self, line: QuotaLine) -> None:
        super().__init__()
        self._line = line
        self._why_not = ""
        self._form: RaiseForm | None = None
        self._name = label(name="cardTitle", wrap=True)
        self._rule = label(name="secondary", wrap=True)
        self._formula = label(wrap=True)
        self._heads = label(name="secondary", wrap=True)
        self._raised = label(wrap=True)
        self._notes = label(wrap=True)
        self._quota = label(name="figure")
        self._planned = label(name="figure")
        self._raise = link("调高…", self._open_form)
        self._unraise = link("取消调高", self.unraised.emit)

        self._lay_out()

        restyle(self._notes, "warn")

    def _lay_out(self) -> None:
        frame, self._column = card()
        self._column.setContentsMargins(20, 12, 20, 12)  # so that four cards are seen at once
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (self._name, self._rule, self._formula, self._heads, self._raised, self._notes):
            words.addWidget(part)
        words.addStretch()
        figures = QGridLayout()
        figures.setHorizontalSpacing(16)
        figures.setVerticalSpacing(0)
        shown = (self._quota, "应抽"), (self._planned, "计划抽")
        for place, (figure, caption) in enumerate(shown):
            figures.addWidget(figure, 0, place, Qt.AlignmentFlag.AlignRight)
            figures.addWidget(label(caption, "secondary"), 1, place, Qt.AlignmentFlag.AlignRight)
            figures.setColumnMinimumWidth(place, _FIGURE)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addLayout(row(None, figures))
        side.addStretch()
        side.addLayout(row(None, self._unraise, self._raise, spacing=0))
        top = row(words, side, spacing=24)
        top.setStretch(0, 1)
        self._column.addLayout(top)

    @property
    def name(self) -> str:
        """The category's name."""
        return self._line.name

    @property
    def line(self) -> QuotaLine:
        """What is shown."""
        return self._line

    @property
    def dirty(self) -> bool:
        """Whether a raise is being typed."""
        return self._form is not None and self._form.dirty

    def show_line(self, line: QuotaLine, why_not_raise: str) -> None:
        """Show how the category stands, and whether it can be raised."""
        self._line, self._why_not = line, why_not_raise
        self._name.setText(line.name)
        self._rule.setText(f"{line.clause}　{line.rule}")
        self._formula.setText(line.formula)
        heads = f"基数 {line.base} 家　本年已查 {line.visited} 家　可抽 {line.pool} 家"
        self._heads.setText(heads)
        self._quota.setText(str(line.quota))
        self._quota.setAccessibleName(f"{line.name}应抽 {line.quota} 家")
        self._planned.setText(str(line.planned))
        self._planned.setAccessibleName(f"{line.name}计划抽 {line.planned} 家")
        _tell(self._raised, _raise_words(line))
        restyle(self._raised, "" if _is_raised(line) else "danger")
        _tell(self._notes, "\n".join(line.notes))
        self._unraise.setVisible(line.raised_to is not None and not why_not_raise)
        self._unraise.setText(f"取消{taken_back(line)}")
        words = act(line) if line.raised_to is None else f"修改{what(line)}"
        self._raise.setText(f"{words}…")
        self._allow_raise()

    def blame(self, words: str) -> None:
        """Tell in the form why the raise was refused."""
        if self._form:
            self._form.blame(words)

    def leave_form(self) -> None:
        """Put the form away, and the keyboard where it was opened."""
        self.close_form()
        self._raise.setFocus()

    def close_form(self) -> None:
        """Put the form away with what was typed in it."""
        if self._form:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self._allow_raise()

    def _open_form(self) -> None:
        self._form = RaiseForm(self._line)
        self._form.raised.connect(self.raised)
        self._form.left.connect(self.leave_form)
        self._column.addWidget(self._form)
        self._form.show()  # now, for the cursor goes into it
        self._allow_raise()
        self._form.begin(self._raise)
        self.opened.emit(self._form)

    def _allow_raise(self) -> None:
        if self._form:
            allow(self._raise, "正在填写。")
        else:
            allow(self._raise, self._why_not or nothing_to_raise(self._line))


def _tell(part: QLabel, text: str) -> None:
    part.setText(text)
    part.setVisible(bool(text))


def _is_raised(line: QuotaLine) -> bool:
    """Return whether the raise is still one: the least may have grown past it."""
    return line.raised_to is not None and line.raised_to >= line.least


def _raise_words(line: QuotaLine) -> str:
    if line.raised_to is None:
        return ""
    if not _is_raised(line):
        return (
            f"曾调高到 {line.raised_to} 家，现在{line.span}最低 {line.least} 家，请修改或取消调高。"
        )
    if line.office_set:
        return f"已设定：{line.span} {line.raised_to} 家。理由：{line.raise_reason}"
    raised = f"已调高：{line.span}最低 {line.least} 家，改为 {line.raised_to} 家。"
    return f"{raised}理由：{line.raise_reason}"
