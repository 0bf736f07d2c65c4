"""The six steps on top: which are done, which is under way, and which is seen."""

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.views import theme
from ssj_desktop.views.parts import allow, named

_DISC = 24  # px
_GAP = 8
_HEIGHT = 36
_RULE = QColor("#C6D1CC")


class _Step(QAbstractButton):
    """A disc with the step's number, or a tick once it is done, and its name."""

    def __init__(self, step: LotteryStep) -> None:
        super().__init__()
        self.step = step
        self.state = "ahead"
        self.setText(step.value)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, seen: bool, why_not: str) -> None:
        """``state``: done, now or ahead; ``why_not`` it cannot be looked at yet."""
        self.state = state
        self.setChecked(seen)
        allow(self, why_not or ("正在看这一步。" if seen else ""))
        words = {"done": "已办", "now": "正在办", "ahead": "还没有到"}[state]
        self.setAccessibleName(f"第 {self.step.number} 步 {self.step.value}，{words}")
        self.update()

    def sizeHint(self) -> QSize:
        bold = theme.font(bold=True)
        self.setFont(bold)
        return QSize(_DISC + 3 * _GAP + self.fontMetrics().horizontalAdvance(self.text()), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self.isChecked() and self.state != "now"):
            painter.setPen(QPen(QColor(theme.PINE if self.hasFocus() else theme.BORDER)))
            painter.setBrush(QColor(theme.SOFT))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        disc = QRectF(_GAP, (self.height() - _DISC) / 2, _DISC, _DISC)
        ahead = self.state == "ahead"
        painter.setPen(QPen(QColor(theme.HINT if ahead else theme.PINE)))
        painter.setBrush(QColor(theme.CARD if ahead else theme.PINE))
        painter.drawEllipse(disc)
        painter.setPen(QColor(theme.HINT if ahead else theme.CARD))
        painter.setFont(theme.font(13, bold=True))
        mark = "✓" if self.state == "done" else str(self.step.number)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, mark)
        painter.setPen(QColor(theme.HINT if ahead else theme.INK))
        painter.setFont(theme.font(bold=self.isChecked()))
        words = self.rect().adjusted(_DISC + 2 * _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class StepBar(QFrame):
    """``chosen``: somebody wants to see a step."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "steps")
        self._steps = [_Step(step) for step in LotteryStep]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(4)
        for number, step in enumerate(self._steps):
            if number:
                rule = named(QFrame(), "stepRule")
                rule.setFixedHeight(2)
                layout.addWidget(rule, 1)
            layout.addWidget(step)
            step.clicked.connect(lambda _, at=step.step: self.chosen.emit(at))

    def show_steps(
        self, now: LotteryStep, seen: LotteryStep, reachable: Collection[LotteryStep]
    ) -> None:
        """Tick what is before ``now``; what cannot be reached yet says so."""
        for step in self._steps:
            state = "done" if step.step.number < now.number else "ahead"
            state = "now" if step.step is now else state
            why_not = "" if step.step in reachable else f"先办好“{now.value}”。"
            step.show_state(state, step.step is seen, why_not)
