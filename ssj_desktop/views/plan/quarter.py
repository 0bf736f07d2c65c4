"""抽查计划/季度: what a quarter's draw is to take, raised where wanted, and approved."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.plan import PlanFacts, QuarterPlan
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.views import alerts
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, label, link, restyle, row, swap
from ssj_desktop.views.plan.approval import all_saved, ask_approver
from ssj_desktop.views.plan.at_cap import AtCapCard
from ssj_desktop.views.plan.category_card import CategoryCard
from ssj_desktop.views.plan.deadlines import deadline_card
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.plan.notices import notice_card, standing
from ssj_desktop.views.plan.raise_words import done, undone, what

_WIDEST = 1136, 720  # px; a longer line leads the eye astray between a category and its figures
_SHARES = 2, 1


class QuarterPlanPage(Page):
    """One quarter at a time, at first the one of today."""

    title = "季度"
    watches = frozenset(
        {"plans", "offices", "targets", "exclusions", "classes", "inspectors", "imports", "draws",
         "redraws", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._quarter = self._present = self.desk.quarter()
        self._facts: PlanFacts | None = None
        self._chair = ""
        self._cards: dict[str, CategoryCard] = {}
        self._heading = label(name="pageTitle")
        self._standing = label()
        self._total = label()
        self._scheme = label(name="secondary", wrap=True)
        self._before = link("‹ 上一季度", lambda: self._ask_turn(-1))
        self._after = link("下一季度 ›", lambda: self._ask_turn(1))
        self._paper = button("打印计划…", self._print)
        self._approve = button("批准…", self._ask_approver, "primary")
        self._notices, self._deadlines = QWidget(), QWidget()
        self._exclusions = ExclusionCard(context.settings, self._print_exclusions)
        self._at_cap = AtCapCard(context)
        self._body, self._scroll = QWidget(), QScrollArea()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()

        self._lay_out()

        self._at_cap.opened.connect(self._bring_into_sight)
        self._heading.setText(f"{self._quarter}抽查计划")
        allow(self._paper, "正在计算。")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        tools = (self._paper, self._approve)
        whole.addLayout(row(self._heading, self._before, self._after, None, *tools))
        whole.addLayout(row(self._standing, self._total, None, spacing=24))
        whole.addWidget(self._scheme)
        whole.addSpacing(8)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        whole.addWidget(self._scroll, 1)
        columns = row(spacing=16)
        columns.setContentsMargins(0, 0, 0, 16)
        self._body.setLayout(columns)
        for column, share, widest in zip((self._left, self._right), _SHARES, _WIDEST, strict=True):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            side = QWidget()
            side.setLayout(column)
            side.setMaximumWidth(widest)
            columns.addWidget(side, share)
        columns.addStretch()
        self._left.addWidget(self._notices)
        self._left.addStretch(1)
        self._right.addWidget(self._deadlines)
        self._right.addWidget(self._exclusions)
        self._right.addWidget(self._at_cap)
        self._right.addStretch(1)

    def refresh(self) -> None:
        if self._present != (now := self.desk.quarter()):
            # Whoever had the present quarter before them has the new one now.
            self._quarter = now if self._quarter == self._present else self._quarter
            self._present = now
            self._heading.setText(f"{self._quarter}抽查计划")
        quarter = self._quarter
        allow(self._approve, "正在计算。")  # nobody approves other figures than those one sees
        self.work.read(
            self,
            lambda: (self.desk.plans.of(quarter), self.desk.offices.current()),
            lambda known: self._show(*known),
        )

    def unsaved(self) -> str:
        dirty = [card for card in self._cards.values() if card.dirty]
        said = "".join(f"“{card.name}”的{what(card.line)}还没有保存。" for card in dirty)
        return f"{said}对入企上限的决定还没有保存。" if self._at_cap.dirty else said

    def _show(self, facts: PlanFacts, office: OfficeFacts | None) -> None:
        before, self._facts = self._facts, facts
        self._chair = office.steering_group[0] if office and office.steering_group else ""
        self._show_head(facts)
        self._show_cards(facts)
        if before is None or _told(before) != _told(facts):  # else a button keeps the keyboard
            self._notices = swap(self._left, self._notices, notice_card(facts, self.context.go))
        plan = facts.shown
        self._notices.setVisible(bool(facts.obstacles or facts.changed_since))
        today = None if facts.drawn else self.desk.today()
        deadlines = deadline_card(plan.deadlines if plan else (), today)
        self._deadlines = swap(self._right, self._deadlines, deadlines)
        self._deadlines.setVisible(plan is not None)
        self._show_exclusions(facts)
        self._order_stops()

    def _show_exclusions(self, facts: PlanFacts) -> None:
        """Show who is left out as of now: a decision on the cap changes nothing approved."""
        plan = facts.latest
        self._exclusions.setVisible(plan is not None)
        self._exclusions.show_exclusions(plan.exclusions if plan else ())
        why_not = self.desk.read_only or (
            f"本季度已经摇号（{facts.drawn}）。" if facts.drawn else ""
        )
        sites = plan.at_cap if plan else ()
        self._at_cap.show_sites(sites, facts.quarter.year, self._chair, why_not)

    def _order_stops(self) -> None:
        """Have Tab go down the page, though its parts were not made in that order."""
        tab = Qt.FocusPolicy.TabFocus
        stops: list[QWidget] = [self._approve]
        for part in (self._notices, *self._cards.values(), self._exclusions, self._at_cap):
            stops += [
                stop
                for stop in part.findChildren(QWidget)
                if stop.focusPolicy() & tab and stop.window() is self.window()  # no choice's list
            ]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _show_head(self, facts: PlanFacts) -> None:
        plan = facts.shown
        words, tone = standing(facts)
        self._heading.setText(f"{facts.title}抽查计划")
        self._standing.setText(words)
        restyle(self._standing, tone)
        self._total.setText(_total(plan) if plan else "")
        self._scheme.setText(plan.scheme if plan else "")
        allow(self._paper, "" if plan else "还没有可以打印的计划。")
        self._approve.setText("重新批准…" if facts.changed_since else "批准…")
        allow(self._approve, self.desk.read_only or facts.why_not_approve)

    def _show_cards(self, facts: PlanFacts) -> None:
        lines = facts.shown.lines if facts.shown else ()
        why_not = self.desk.read_only or facts.why_not_raise
        if list(self._cards) != [line.key for line in lines]:
            self._replace_cards(lines)
        for line in lines:
            self._cards[line.key].show_line(line, why_not)

    def _replace_cards(self, lines: Sequence[QuotaLine]) -> None:
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {line.key: CategoryCard(line) for line in lines}
        for place, (key, card) in enumerate(self._cards.items(), start=1):  # below the notices
            card.opened.connect(self._bring_into_sight)
            card.raised.connect(partial(self._raise, key))
            card.unraised.connect(partial(self._unraise, key))
            self._left.insertWidget(place, card)

    def _bring_into_sight(self, form: QWidget) -> None:
        # Later, for the form has not got its place yet.
        QTimer.singleShot(0, form, partial(self._scroll.ensureWidgetVisible, form))

    def _ask_turn(self, quarters: int) -> None:
        """Show the next quarter (1) or the one before (-1) unless something would be lost."""
        turn = partial(self._turn, quarters)
        if lost := self.unsaved():
            words = "现在换季度，没有保存的内容会丢失。"
            alerts.ask(self, lost, words, "不保存，换季度", turn, True)
        else:
            turn()

    def _turn(self, quarters: int) -> None:
        for card in self._cards.values():
            card.close_form()
        self._at_cap.close_form()
        quarter = self._quarter
        self._quarter = quarter.next() if quarters > 0 else quarter.previous()
        self.refresh()

    def _raise(self, key: str, number: int, reason: str) -> None:
        if self._facts is None:
            return
        quarter, card = self._facts.quarter, self._cards[key]
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.plans.raise_to(quarter, key, number, reason),
            lambda _: self._raised(card),
            lambda error: card.blame(str(error)),
        )

    def _raised(self, card: CategoryCard) -> None:
        card.leave_form()
        self.context.say(f"“{card.name}”{done(card.line)}")

    def _unraise(self, key: str) -> None:
        if self._facts is None:
            return
        quarter, card = self._facts.quarter, self._cards[key]
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.plans.unraise(quarter, key),
            lambda _: self.context.say(f"“{card.name}”{undone(card.line)}"),
        )

    def _ask_approver(self) -> None:
        if self._facts and self._facts.draft and all_saved(self, "批准"):
            ask_approver(self, self._facts.draft, self._chair, self._approve_by)

    def _approve_by(self, name: str) -> None:
        if self._facts is None:
            return
        quarter = self._facts.quarter
        self.work.verb(
            self,
            "正在批准……",
            lambda: self.desk.plans.approve(quarter, name),
            lambda number: self.context.say(f"{quarter}第 {number} 号计划已批准"),
        )

    def _print(self) -> None:
        if self._facts and (plan := self._facts.shown) and all_saved(self, "打印"):
            which = f"第{plan.approval.number}号" if plan.approval else "（草稿）"
            title = f"{plan.quarter}抽查计划{which}"
            open_paper(self, self.context, title, lambda: self.desk.papers.plan(plan))

    def _print_exclusions(self) -> None:
        if self._facts and (plan := self._facts.latest) and all_saved(self, "打印"):
            title = f"{plan.quarter}排除清单"
            open_paper(self, self.context, title, lambda: self.desk.papers.exclusions(plan))


def _total(plan: QuarterPlan) -> str:
    planned = sum(line.planned for line in plan.lines)
    entered = f"；本年已查含补录 {plan.entered} 家次" if plan.entered else ""
    return f"共计划抽 {planned} 家，应抽 {sum(line.quota for line in plan.lines)} 家{entered}"


def _told(facts: PlanFacts) -> tuple[object, ...]:
    return facts.quarter, facts.obstacles, facts.changed_since
