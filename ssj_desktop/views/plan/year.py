"""抽查计划/全年: the year by category and quarter, whether the people suffice, and its approval."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.year_plan import YearApproval, YearFacts, YearPlan
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
from ssj_desktop.views.plan.approval import ask_year_approver
from ssj_desktop.views.plan.deadlines import deadline_card
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.plan.load_card import LoadCard, verdict
from ssj_desktop.views.plan.notices import notice_card, year_standing
from ssj_desktop.views.plan.year_table import year_table

_WIDEST = 1560  # px; a longer row leads the eye astray between a category and its figures
_NONE = "还没有可以打印的计划。"


class YearPlanPage(Page):
    """One year at a time, at first the one of today."""

    title = "全年"
    watches = frozenset(
        {"plans", "year_plans", "offices", "targets", "exclusions", "inspectors", "imports",
         "draws", "redraws", "records", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._year = self._present = self.desk.today().year
        self._facts: YearFacts | None = None
        self._chair = ""
        self._heading = label(name="pageTitle")
        self._standing, self._total, self._verdict = label(), label(), label()
        self._scheme = label(name="secondary", wrap=True)
        self._before = link("‹ 上一年", partial(self._turn, -1))
        self._after = link("下一年 ›", partial(self._turn, 1))
        self._internal = QCheckBox("附不列入名单（内部）")
        self._paper = button("打印…", self._print)
        self._workbook = button("另存为 Excel…", partial(self._ask_where, ".xlsx", WORKBOOK))
        self._document = button("另存为 Word…", partial(self._ask_where, ".docx", DOCUMENT))
        self._approve = button("批准…", self._ask_approver, "primary")
        self._notices, self._table = QFrame(), QFrame()
        self._deadlines, self._approvals = QFrame(), QFrame()
        self._load = LoadCard(context.settings)
        self._exclusions = ExclusionCard(context.settings)
        self._column, self._right = QVBoxLayout(), QVBoxLayout()
        self._middle = QVBoxLayout()

        self._lay_out()

        self._internal.setToolTip("公示的计划只写不列入的家数；内部用的可以附上名单和依据。")
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
        body, inside = QWidget(), QWidget()
        inside.setMaximumWidth(_WIDEST)
        inside.setLayout(self._column)
        across = row(spacing=0)
        across.setContentsMargins(0, 0, 0, 16)
        across.addWidget(inside, 1)
        across.addStretch()
        body.setLayout(across)
        whole.addWidget(scrolled(body), 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._notices)
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
        table = year_table(plan) if plan else QFrame()
        self._table = swap(self._column, self._table, table)
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

    def _turn(self, years: int) -> None:
        self._year += years
        self._show_title()
        self.refresh()

    def _ask_approver(self) -> None:
        if self._facts and (plan := self._facts.draft):
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
        if self._facts and (plan := self._facts.printed):
            internal = self._internal.isChecked()
            open_paper(
                self,
                self.context,
                _name(plan, internal),
                lambda: self.desk.papers.year_plan(plan, internal),
            )

    def _ask_where(self, suffix: str, kind: str) -> None:
        if self._facts and (plan := self._facts.printed):
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
