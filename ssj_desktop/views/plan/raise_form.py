"""How many more of a category, and why; never fewer, or how many where the office sets it."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.views.forms import Form
from ssj_desktop.views.parts import button, label, row, save_key
from ssj_desktop.views.plan.raise_words import Raisable


class RaiseForm(QWidget):
    """``note``: what else there is to know before one saves.

    Signals: ``raised`` (number in the rule's own period, reason), ``left``.
    """

    raised = Signal(object, str)  # a number may be longer than Qt can count
    left = Signal()

    def __init__(self, line: Raisable, note: str = "") -> None:
        super().__init__()
        self._line = line
        self._form = Form()
        number = self._form.line("number", f"{line.span}抽（家）", _range(line))
        reason = self._form.paragraph("reason", "理由", "计划和会议纪要都要写明", lines=2)
        before = "" if line.raised_to is None else str(line.raised_to)
        self._form.fill({"number": before, "reason": line.raise_reason})

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(f"{_rule(line)}{note}", "notice", wrap=True))
        column.addWidget(self._form)
        words = ("不设了", "保存家数") if line.office_set else ("不调了", "保存调高")
        leave, save = button(words[0], self.left.emit), button(words[1], self._raise)
        column.addLayout(row(None, leave, save))
        self._order = number, reason, leave, save

        number.returnPressed.connect(self._raise)
        save_key(self, self._raise)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def dirty(self) -> bool:
        """Whether something was typed."""
        return self._form.dirty

    def begin(self, opener: QWidget) -> None:
        """Put the cursor where the typing begins; by Tab the form follows ``opener``."""
        for before, after in pairwise((opener, *self._order)):
            QWidget.setTabOrder(before, after)
        self._form.focus("number")

    def blame(self, words: str) -> None:
        """Say beside the number what is wrong with it."""
        self._form.blame({"number": words})

    def _raise(self) -> None:
        texts = self._form.texts()
        faults = {}
        try:
            number = int(texts["number"])
        except ValueError:
            faults["number"] = f"请填一个大于 {self._line.least} 的整数。"
        if not texts["reason"].strip():
            what = "定这个数" if self._line.office_set else "调高"
            faults["reason"] = f"请写明{what}的理由。"
        self._form.blame(faults)
        if not faults:
            self.raised.emit(number, texts["reason"])


def _range(line: Raisable) -> str:
    top = "" if line.most is None else f"，最多 {line.most}"
    return f"多于 {line.least}{top}"


def _rule(line: Raisable) -> str:
    if line.office_set:
        return f"方案未定家数（{line.clause}），由本单位在计划中确定。"
    least = f"方案最低{line.span} {line.least} 家"
    top = "" if line.most is None else f"，最多 {line.most} 家"
    return f"{least}{top}（{line.clause}），只能调高，不能调低。"
