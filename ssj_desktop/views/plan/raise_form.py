"""How many more of a category, and why; never fewer."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.views.forms import Form
from ssj_desktop.views.parts import button, label, row, save_key


class RaiseForm(QWidget):
    """Signals: ``raised`` (number in the rule's own period, reason), ``left``."""

    raised = Signal(object, str)  # a number may be longer than Qt can count
    left = Signal()

    def __init__(self, line: QuotaLine) -> None:
        super().__init__()
        self._least = line.least
        self._form = Form()
        number = self._form.line("number", f"{line.span}抽（家）", f"多于 {line.least}")
        reason = self._form.paragraph("reason", "理由", "计划和会议纪要都要写明", lines=2)
        before = "" if line.raised_to is None else str(line.raised_to)
        self._form.fill({"number": before, "reason": line.raise_reason})

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        least = f"方案最低{line.span} {line.least} 家（{line.clause}），只能调高，不能调低。"
        column.addWidget(label(least, "notice", wrap=True))
        column.addWidget(self._form)
        leave, save = button("不调了", self.left.emit), button("保存调高", self._raise)
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
            faults["number"] = f"请填一个大于 {self._least} 的整数。"
        if not texts["reason"].strip():
            faults["reason"] = "请写明调高的理由。"
        self._form.blame(faults)
        if not faults:
            self.raised.emit(number, texts["reason"])
