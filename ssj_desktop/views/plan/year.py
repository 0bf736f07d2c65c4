"""抽查计划/全年: the year by category and quarter, whether the people suffice, and its approval."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.year_plan import (
    YearApproval,
    YearFacts,
    YearPlan,
    YearRaising,
    quarter_names,
)
from ssj_desktop.views import alerts
from ssj_desktop.views.files import DOCUMENT, WORKBOOK, ask_new_file
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import (
    allow,
    button,
    card,
    label,
    link,
    restyle,
    row,
    scrolled,
    swap,
)
from ssj_desktop.views.plan.approval import all_saved, ask_year_approver
from ssj_desktop.views.plan.deadlines import deadline_card
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.plan.load_card import LoadCard, verdict
from ssj_desktop.views.plan.notices import notice_card, year_standing
from ssj_desktop.views.plan.raise_words import done, taken_back, undone
from ssj_desktop.views.plan.year_raise import YearRaiseCard
from ssj_desktop.views.plan.year_table import YearTable

_WIDEST = 1560  # px; a longer row leads the eye astray between a category and its figures
_NONE = "还没有可以打印的计划。"


class YearPlanPage(Page):
    """One year at a time, at first the one of today."""

    title = "全年"
    watches = frozenset(
        {"plans", "year_plans", "campaigns", "offices", "targets", "exclusions", "inspectors",
         "items", "imports", "draws", "redraws", "records", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._year = self._present = self.desk.today().year
        self._raise_year = self._year
        self._facts: YearFacts | None = None
        self._chair = ""
        self._heading = label(name="pageTitle")
        self._standing, self._total, self._verdict = label(), label(), label()
        self._scheme = label(name="secondary", wrap=True)
        self._before = link("‹ 上一年", partial(self._ask_turn, -1))
        self._after = link("下一年 ›", partial(self._ask_turn, 1))
        self._internal = QCheckBox("附不列入名单（内部）")
        self._paper = button("打印…", self._print)
        self._workbook = button("另存为 Excel…", partial(self._ask_where, ".xlsx", WORKBOOK))
        self._document = button("另存为 Word…", partial(self._ask_where, ".docx", DOCUMENT))
        self._approve = button("批准…", self._ask_approver, "primary")
        self._notices, self._table = QFrame(), QFrame()
        self._rows: YearTable | None = None
        self._raise = YearRaiseCard()
        self._deadlines, self._approvals = QFrame(), QFrame()
        self._load = LoadCard(context.settings)
        self._exclusions = ExclusionCard(context.settings)
        self._column, self._right = QVBoxLayout(), QVBoxLayout()
        self._middle, self._inside = QVBoxLayout(), QWidget()
        self._scroll = scrolled(self._inside)

        self._lay_out()

        self._internal.setToolTip("公示的计划只写不列入的家数；内部用的可以附上名单和依据。")
        self._raise.raised.connect(self._raise_to)
        self._raise.left.connect(self._leave_raise)
        self._show_title()
        for part in (self._paper, self._workbook, self._document):
            allow(part, "正在计算。")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        tools = (self._internal, self._paper, self._workbook, self._document, self._approve)
        whole.addLayout(row(self._heading, self._before, self._after, None, *tools))
        whole.addLayout(row(self._standing, self._total, self._verdict, None, spacing=24))
        whole.addWidget(self._scheme)
        whole.addSpacing(8)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        inside.setLayout(self._column)
        across = row(spacing=0)
        across.setContentsMargins(0, 0, 0, 16)
        across.addWidget(inside, 1)
        across.addStretch()
        self._inside.setLayout(across)
        whole.addWidget(self._scroll, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._notices)
        self._column.addWidget(self._raise)
        self._column.addWidget(self._table)
        self._column.addLayout(self._cards())
        self._column.addStretch(1)

    def _cards(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self._load)
        self._middle.addWidget(self._deadlines)
        self._right.addWidget(self._approvals)
        self._right.addWidget(self._exclusions)
        cards = row(spacing=12)
        for column in (left, self._middle, self._right):
            column.setSpacing(12)
            column.addStretch(1)
            cards.addLayout(column, 1)
        return cards

    def refresh(self) -> None:
        if self._present != (now := self.desk.today().year):
            # Whoever had the present year before them has the new one now.
            self._year = now if self._year == self._present else self._year
            self._present = now
            self._show_title()
        year = self._year
        allow(self._approve, "正在计算。")  # nobody approves other figures than those one sees
        self.work.read(
            self,
            lambda: (self.desk.year_plans.of(year), self.desk.offices.current()),
            lambda known: self._show(*known),
        )

    def unsaved(self) -> str:
        return self._raise.unsaved

    def _show_title(self) -> None:
        self._heading.setText(f"{self._year}年度抽查计划")
        allow(self._before, "" if self._year > _FIRST else "再早的年份没有记录。")
        allow(self._after, "" if self._year < _LAST else "再晚的年份还不用计划。")

    def _show(self, facts: YearFacts, office: OfficeFacts | None) -> None:
        self._facts = facts
        self._chair = office.steering_group[0] if office and office.steering_group else ""
        self._show_head(facts)
        self._notices = swap(self._column, self._notices, notice_card(facts, self.context.go))
        self._notices.setVisible(bool(facts.obstacles or facts.changed_since))
        plan = facts.draft
        self._show_table(facts)
        deadlines = deadline_card(plan.deadlines if plan else (), None)
        self._deadlines = swap(self._middle, self._deadlines, deadlines)
        self._approvals = swap(self._right, self._approvals, _approvals(facts.approvals))
        for part in (self._table, self._deadlines, self._load, self._exclusions):
            part.setVisible(plan is not None)
        self._approvals.setVisible(bool(facts.approvals))
        self._exclusions.show_exclusions(plan.exclusions if plan else ())
        if plan:
            self._load.show_load(plan.load)
            said, tone = verdict(plan.load)
            self._verdict.setText(said)
            restyle(self._verdict, tone)
        self._verdict.setVisible(plan is not None)

    def _show_table(self, facts: YearFacts) -> None:
        focused = self._rows.focused if self._rows else ""
        self._rows = YearTable(facts.draft, facts.raising) if facts.draft else None
        self._table = swap(self._column, self._table, self._rows or QFrame())
        if self._rows:
            self._rows.asked.connect(self._ask_raise)
            self._rows.unasked.connect(self._ask_unraise)
            self._rows.focus(focused)
        self._allow_raise()

    def _allow_raise(self) -> None:
        if self._rows:
            line = self._raise.line
            self._rows.allow_raise(
                self.desk.read_only or (f"正在填写“{line.name}”。" if line else "")
            )

    def _show_head(self, facts: YearFacts) -> None:
        words, tone = year_standing(facts)
        self._standing.setText(words)
        restyle(self._standing, tone)
        self._total.setText(_total(facts.draft) if facts.draft else "")
        self._scheme.setText(facts.draft.scheme if facts.draft else "")
        allow(self._paper, "" if facts.printed else _NONE)
        for part in (self._workbook, self._document):
            allow(part, self.desk.read_only or ("" if facts.printed else _NONE))
        self._approve.setText("批准修订…" if facts.changed_since else "批准…")
        allow(self._approve, self.desk.read_only or facts.why_not_approve)

    def _ask_turn(self, years: int) -> None:
        """Show the next year (1) or the one before (-1) unless something would be lost."""
        turn = partial(self._turn, years)
        if lost := self.unsaved():
            alerts.ask(
                self, lost, "现在换年份，没有保存的内容会丢失。", "不保存，换年份", turn, True
            )
        else:
            turn()

    def _turn(self, years: int) -> None:
        self._raise.close_form()
        self._year += years
        self._show_title()
        if self._rows:
            self._rows.allow_raise("正在计算。")  # what is still seen is the other year's
        self.refresh()

    def _ask_raise(self, line: YearRaising, opener: QWidget) -> None:
        # Its own, for another year may come with midnight while it is typed.
        self._raise_year = self._facts.year if self._facts else self._year
        self._raise.open_form(line, opener)
        self._allow_raise()
        # Later, for the form has not got its place yet.
        QTimer.singleShot(0, self._raise, partial(self._scroll.ensureWidgetVisible, self._raise))

    def _leave_raise(self, line: YearRaising) -> None:
        self._raise.close_form()
        self._allow_raise()
        if self._rows:
            self._rows.focus(line.key)

    def _raise_to(self, line: YearRaising, number: int, reason: str) -> None:
        year = self._raise_year
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.plans.raise_year(year, line.key, number, reason),
            partial(self._raised, line),
            lambda error: self._raise.blame(str(error)),
        )

    def _raised(self, line: YearRaising, quarters: Sequence[int]) -> None:
        self._leave_raise(line)
        self.context.say(f"“{line.name}”{quarter_names(quarters)}{done(line)}")

    def _ask_unraise(self, line: YearRaising) -> None:
        if self._facts is None:
            return
        alerts.ask(
            self,
            f"取消“{line.name}”的全年{taken_back(line)}？",
            f"{quarter_names(line.quarters)}的计划都回到方案的最低数；已经批准的季度，要重新批准。",
            undone(line),
            partial(self._unraise, self._facts.year, line),
        )

    def _unraise(self, year: int, line: YearRaising) -> None:
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.plans.unraise_year(year, line.key),
            lambda quarters: self.context.say(
                f"“{line.name}”{quarter_names(quarters)}{undone(line)}"
            ),
        )

    def _ask_approver(self) -> None:
        if self._facts and (plan := self._facts.draft) and all_saved(self, "批准"):
            number = len(self._facts.approvals) + 1
            ask_year_approver(self, plan, number, self._chair, self._approve_by)

    def _approve_by(self, name: str, reason: str) -> None:
        if self._facts is None:
            return
        year = self._facts.year
        self.work.verb(
            self,
            "正在批准……",
            lambda: self.desk.year_plans.approve(year, name, reason),
            lambda number: self.context.say(f"{year}年度抽查计划第 {number} 号已批准"),
        )

    def _print(self) -> None:
        if self._facts and (plan := self._facts.printed) and all_saved(self, "打印"):
            internal = self._internal.isChecked()
            open_paper(
                self,
                self.context,
                _name(plan, internal),
                lambda: self.desk.papers.year_plan(plan, internal),
            )

    def _ask_where(self, suffix: str, kind: str) -> None:
        if self._facts and (plan := self._facts.printed) and all_saved(self, "另存"):
            internal = self._internal.isChecked()
            folders = QStandardPaths.StandardLocation
            folder = Path(QStandardPaths.writableLocation(folders.DocumentsLocation))
            suggested = folder / f"{_name(plan, internal)}{suffix}"
            ask_new_file(self, "另存为", suggested, kind, partial(self._save, plan, internal))

    def _save(self, plan: YearPlan, internal: bool, file: Path) -> None:
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.papers.save_year_plan(plan, internal, file),
            lambda _: self.context.say(f"已保存为 {file.name}"),
        )


_FIRST, _LAST = 2000, 2099


def _name(plan: YearPlan, internal: bool) -> str:
    which = f"第{plan.approval.number}号" if plan.approval else "（草稿）"
    return f"{plan.title}{which}{'（内部）' if internal else ''}"


def _total(plan: YearPlan) -> str:
    said = f"全年计划 {plan.visits} 家次，方案最低 {plan.least} 家次"
    if plan.campaigns:
        visits = sum(one.visits for one in plan.campaigns)
        said += f"；另有专项和联合抽查 {len(plan.campaigns)} 项 {visits} 家次"
    if plan.joint is None:
        return said
    return f"{said}；内部联合抽查不少于 {plan.joint} 家次，已安排 {plan.joint_planned} 家次"


def _approvals(approvals: tuple[YearApproval, ...]) -> QFrame:
    """Return every approval, the latest first."""
    frame, column = card("批准记录")
    for one in reversed(approvals):
        column.addWidget(label(f"第 {one.number} 号　{one.at:%Y-%m-%d %H:%M}　{one.by}"))
        if one.reason:
            column.addWidget(label(f"修订理由：{one.reason}", "secondary", wrap=True))
    return frame
