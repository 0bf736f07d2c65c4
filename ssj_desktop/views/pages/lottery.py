"""The tab 摇号: a quarter's lottery in six steps, and what the room sees of it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.views import alerts
from ssj_desktop.views.draw_choice import DrawChoice
from ssj_desktop.views.lottery.commitment import CommitmentCard
from ssj_desktop.views.lottery.digits import DigitsPanel
from ssj_desktop.views.lottery.freeze import FreezePanel
from ssj_desktop.views.lottery.go_keys import GoKeys
from ssj_desktop.views.lottery.meeting import MeetingPanel
from ssj_desktop.views.lottery.minutes import MinutesPanel
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.lottery.projector import Projector
from ssj_desktop.views.lottery.review import ReviewPanel
from ssj_desktop.views.lottery.rounds import RoundsPanel
from ssj_desktop.views.lottery.step_bar import StepBar
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import label, link, row, shortened
from ssj_desktop.views.stage import Show

_SIDE, _TITLE = 400, 400  # px
_ROSTER = {
    "plans",
    "offices",
    "targets",
    "exclusions",
    "inspectors",
    "imports",
}  # what a freeze fixes
_BY_VIEW = {LotteryStep.FREEZE, LotteryStep.DIGITS}  # gone between without a verb once frozen


class Lottery(Page):
    """Shows the step that the file stands at, or an earlier one that somebody looks back to."""

    title = "摇号"
    watches = frozenset(
        {"meetings", "draws", "redraws", "campaigns", "items", "calendars", "today", *_ROSTER}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._quarter = self.desk.quarter()
        self._campaign = 0  # the quarter's own plan
        self._turned = False  # until then the one that is under way is shown
        self._facts: LotteryFacts | None = None
        self._seen = LotteryStep.MEETING
        self._just_drawn = self._changed = False
        self._heading = label(f"{self._quarter}摇号", "pageTitle")
        self._standing = label(name="secondary")
        self._before = link("‹ 上一季度", lambda: self._ask_turn(-1))
        self._after = link("下一季度 ›", lambda: self._ask_turn(1))
        self._which = DrawChoice("摇哪一个")
        self._steps = StepBar()
        self._show = Show(context.settings.stage, self)
        self._projector = Projector(self._show, context.settings)
        self._commitment = CommitmentCard(context)
        self._panels = self._make_panels(context)
        self._stack = QStackedWidget()

        self._lay_out()
        self._connect()

    def _make_panels(self, context: Context) -> dict[LotteryStep, StepPanel]:
        review, rounds = ReviewPanel(context), RoundsPanel(context, self._show)
        self._review = review
        review.judged.connect(self._show_steps)
        rounds.stored.connect(self._note_draw)
        return {
            LotteryStep.MEETING: MeetingPanel(context),
            LotteryStep.REVIEW: review,
            LotteryStep.FREEZE: FreezePanel(context, lambda: review.mode),
            LotteryStep.DIGITS: DigitsPanel(context),
            LotteryStep.DRAW: rounds,
            LotteryStep.MINUTES: MinutesPanel(context),
        }

    def _lay_out(self) -> None:
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._projector)
        right.addWidget(self._commitment)
        right.addStretch()
        columns = row(self._stack, side, spacing=16)
        columns.setStretch(0, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(24, 8, 24, 12)
        inside.setSpacing(8)
        turning = (self._before, self._after, self._which, self._standing)
        inside.addLayout(row(self._heading, *turning, None))
        inside.addLayout(columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._steps)
        whole.addLayout(inside, 1)

    def _connect(self) -> None:
        self._steps.chosen.connect(self._see)
        self._which.picked.connect(self._ask_other)
        for panel in self._panels.values():
            panel.went.connect(self._see)
        self._projector.advanced.connect(self._go_on)
        self._keys = GoKeys(self, lambda: self._panels[self._seen].heeds_keys, self._go_on)

    def refresh(self) -> None:
        quarter, campaign = self._quarter if self._turned else None, self._campaign
        self.work.read(self, lambda: self.desk.lotteries.of(quarter, campaign), self._take)

    def go_to(self, place: str) -> None:
        """Show the lottery of a campaign by its number."""
        self._ask(lambda: self._pick(int(place)))

    def unsaved(self) -> str:
        return "".join(panel.unsaved() for panel in self._panels.values())

    def _unsaved_forms(self) -> str:
        """Return what turning the quarter would lose; digits that are sealed stay sealed."""
        digits = self._panels[LotteryStep.DIGITS]
        return "".join(it.unsaved() for it in self._panels.values() if it is not digits)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._projector.look_for_screens()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._projector.is_open:
            self._show.stop()

    def is_seen(self) -> bool:
        return super().is_seen() or self._projector.is_open

    def heed(self, noun: str) -> None:
        self._changed = self._changed or noun in _ROSTER
        super().heed(noun)

    def _take(self, facts: LotteryFacts) -> None:
        before, self._facts = self._facts, facts
        if facts.meeting:  # whatever is open or today's by and by, this is the one looked at
            self._quarter, self._campaign, self._turned = facts.quarter, facts.campaign, True
        self._heading.setText(shortened(self._heading, f"{facts.title}摇号", _TITLE))
        self._heading.setToolTip(facts.name)
        self._which.show_choice(facts.campaign, facts.others, facts.name)
        if self._changed and self._seen is LotteryStep.FREEZE and facts.frozen is None:
            self._look_at(LotteryStep.REVIEW)  # nobody freezes what has not been looked through
        self._changed = False
        follow = before is None or _which(before) != _which(facts)
        if follow or self._seen not in self._reachable():
            self._look_at(facts.step)
        else:
            self._show_seen()
        if self._just_drawn and facts.drawn and not facts.drawn.redraws:
            self._show.go_to_first_round()  # the press that drew begins it
        self._just_drawn = self._changed = False

    def _note_draw(self) -> None:
        self._just_drawn = True  # its facts are on their way

    def _see(self, step: LotteryStep) -> None:
        """Look at a step, as far as the meeting has got."""
        if step in self._reachable():
            self._look_at(step)

    def _look_at(self, step: LotteryStep) -> None:
        self._seen = step
        self._stack.setCurrentWidget(self._panels[step])
        self._show_seen()
        if self.isVisible():
            self._panels[step].arrive()
        self._keys.heed()

    def _show_seen(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._show_steps()
        self._standing.setText(f"摇号编号 {facts.frozen.draw_id}" if facts.frozen else "")
        self._commitment.show_facts(facts)
        self._show.show_facts(self._for_the_room(facts))
        for panel in self._panels.values():
            panel.tell(facts)
        self._panels[self._seen].look()

    def _show_steps(self) -> None:
        if facts := self._facts:
            self._steps.show_steps(facts.step, self._seen, self._reachable())

    def _for_the_room(self, facts: LotteryFacts) -> LotteryFacts:
        """Return the facts with the step that is seen, where no verb lies between two steps."""
        if facts.step in _BY_VIEW and self._seen in _BY_VIEW and facts.frozen:
            return replace(facts, step=self._seen)
        return facts

    def _reachable(self) -> set[LotteryStep]:
        """Return the steps that can be looked at: those before the present one, and the next
        where no verb lies between."""
        facts = self._facts
        if facts is None:
            return {LotteryStep.MEETING}
        found = {step for step in LotteryStep if step.number <= facts.step.number}
        if facts.step is LotteryStep.REVIEW and (
            self._review.sound or self._seen is LotteryStep.FREEZE
        ):
            found.add(LotteryStep.FREEZE)
        if facts.step is LotteryStep.FREEZE:
            found.add(LotteryStep.DIGITS)
        if facts.drawn and facts.frozen and not (facts.frozen.asked or facts.frozen.revealed):
            found.add(LotteryStep.MINUTES)
        return found

    def _go_on(self) -> None:
        """Do what a clicker asks for: one step, at most back to where the meeting stands."""
        facts = self._facts
        if facts is None or QApplication.activeModalWidget():
            return
        if facts.frozen and self._seen.number < facts.step.number:
            self._look_at(facts.step)
        elif self._show.behind:
            self._show.go_on()
        else:
            self._panels[self._seen].go_on()

    def _ask_other(self, campaign: int) -> None:
        self._which.put_back()  # until nothing is lost by it
        self._ask(lambda: self._pick(campaign))

    def _ask_turn(self, quarters: int) -> None:
        """Show the next quarter (1) or the one before (-1) unless something would be lost."""
        self._ask(lambda: self._turn(quarters))

    def _ask(self, go_on: Callable[[], None]) -> None:
        if self._projector.is_open:
            hint = "请先关闭投影，再换。"
            alerts.tell(self, DeskError("正在投影，换季度或专项会把别的投给会场看。", hint))
        elif lost := self._unsaved_forms():
            words = "现在去看别的摇号，没有保存的内容会丢失。"
            alerts.ask(self, lost, words, "不保存，去看", go_on, True)
        else:
            go_on()

    def _turn(self, quarters: int) -> None:
        quarter = self._facts.quarter if self._facts else self._quarter
        self._quarter = quarter.next() if quarters > 0 else quarter.previous()
        self._campaign, self._turned = 0, True
        self.refresh()

    def _pick(self, campaign: int) -> None:
        """Show a campaign, which has a quarter of its own, or the plan of the one shown (0)."""
        self._quarter = self._facts.quarter if self._facts else self._quarter
        self._campaign, self._turned = campaign, not campaign
        self.refresh()


def _which(facts: LotteryFacts) -> tuple[object, ...]:
    """Return what lottery it is and where it stands."""
    return facts.quarter, facts.campaign, facts.step
