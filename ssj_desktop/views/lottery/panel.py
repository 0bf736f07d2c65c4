"""What every step of the lottery is: its work above, what is done next at the foot."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

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
        self._subject: tuple[object, ...] = ()
        self._came = QElapsedTimer()

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

    def tell(self, facts: LotteryFacts) -> None:
        """Take in how the lottery stands; what was typed for another meeting or draw goes."""
        frozen = facts.frozen
        drawn = frozen.draw_id if frozen else ""
        subject = facts.quarter, facts.campaign, facts.meeting_id, drawn
        if subject != self._subject:
            self._subject = subject
            self.reset()
        self.facts = facts
        self.show_facts(facts)

    def reset(self) -> None:
        """Forget what was typed."""

    def show_facts(self, facts: LotteryFacts) -> None:
        """Show how the step stands; called whenever something has changed, seen or not."""

    def look(self) -> None:
        """Read what only this step shows; called when it is seen and something has changed."""

    def arrive(self) -> None:
        """Come into sight."""
        self._came.start()
        self.begin()

    def begin(self) -> None:
        """Put the keyboard where the step's work begins."""

    @property
    def just_came(self) -> bool:
        """Whether a second click or press may still be meant for the step before.

        Nobody reveals or draws what nobody has had time to see.
        """
        if not self._came.isValid():
            return False
        return self._came.elapsed() < QApplication.doubleClickInterval()

    @property
    def heeds_keys(self) -> bool:
        """Whether Space, Enter and PageDown go on here; before the freeze they don't."""
        return False

    def go_on(self) -> None:
        """Do what the clicker asks for, where the step heeds it."""

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part that has just opened, once it has got its place."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def unsaved(self) -> str:
        """Return in words what leaving would lose, "" when nothing would."""
        return ""
