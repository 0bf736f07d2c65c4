"""What every step of the lottery is: its work above, what is done next at the foot."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssj_desktop.facts.lottery import LotteryFacts
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import scrolled


class StepPanel(QWidget):
    """One step. It calls its own verbs; ``went`` asks that another step be seen.

    ``body`` scrolls where it is higher than its place; ``foot`` is always seen.
    """

    went = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.desk = context.desk
        self.work = context.work
        self.facts: LotteryFacts | None = None
        self.body, self.foot = QVBoxLayout(), QHBoxLayout()

        inside = QWidget()
        inside.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(12)
        self.foot.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._scroll = scrolled(inside)
        column.addWidget(self._scroll, 1)
        column.addLayout(self.foot)

    def show_facts(self, facts: LotteryFacts) -> None:
        """Show how the step stands; called whenever it is seen and something has changed."""
        self.facts = facts

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part that has just opened, once it has got its place."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def go_on(self) -> None:
        """Do what the clicker asks for; before the freeze a step is done by its button alone."""

    def begin(self) -> None:
        """Put the keyboard where the step's work begins; the step has just come into sight."""

    def unsaved(self) -> str:
        """Return in words what leaving would lose, "" when nothing would."""
        return ""
