"""The tab 备案: the quarter's list as it is sent to the city team, and that it was sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QVBoxLayout

from ssj_desktop.facts.draw import DrawnTarget
from ssj_desktop.facts.filing import FilingCard, SentList
from ssj_desktop.facts.quota import QuarterDeadline
from ssj_desktop.views import alerts
from ssj_desktop.views.codes import in_groups
from ssj_desktop.views.draw_choice import DrawChoice
from ssj_desktop.views.files import LIST, WORKBOOK, ask_new_file
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, card, label, link, restyle, row
from ssj_desktop.views.tables import Column, RowTable

_COLUMNS: tuple[Column[DrawnTarget], ...] = (
    Column("序", lambda target: str(target.order), 48, numeric=True),
    Column("单位名称", lambda target: target.name, 312),
    Column(
        "统一社会信用代码",
        lambda target: target.credit_code,
        184,
        shown=lambda target: in_groups(target.credit_code),
    ),
    Column("类别", lambda target: target.category, 144),
    Column("分队", lambda target: target.team.squad, 88),
    Column("检查人员", lambda target: "、".join(p.name for p in target.team.people), 200),
    Column("备注", lambda target: target.fate, 120),
)
_WORDS = (
    "名单报市执法队备案；补抽改了名单的，要重新报。名单检查前保密，每次打开、另存都记入操作日志。"
)


class Filing(Page):
    """One quarter at a time, at first the one of today."""

    title = "备案"
    watches = frozenset(
        {"filings", "draws", "redraws", "campaigns", "offices", "calendars", "today"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._quarter = self.desk.quarter()
        self._facts: FilingCard | None = None
        self._heading = label(f"{self._quarter}备案", "pageTitle")
        self._before = link("‹ 上一季度", lambda: self._ask(lambda: self._turn(-1)))
        self._after = link("下一季度 ›", lambda: self._ask(lambda: self._turn(1)))
        self._which = DrawChoice("报哪一份名单")
        self._campaign = 0  # the quarter's plan
        self._standing = label(wrap=True)
        self._due = label(name="secondary", wrap=True)
        self._sent = label(name="secondary", wrap=True)
        self._paper = button("备案表…", self._open)
        self._workbook = button("另存为 Excel…", lambda: self._ask_file(".xlsx", WORKBOOK))
        self._table = button("另存为 CSV…", lambda: self._ask_file(".csv", LIST))
        self._report = button("登记报送…", self._begin, "primary")
        self._form = InlineForm(context, "登记报送", self._read)
        self._count = label(name="secondary", wrap=True)
        self._list: RowTable[DrawnTarget] = RowTable(
            "备案名单", _COLUMNS, lambda target: target.code, context.settings
        )
        self._tools = (self._paper, self._workbook, self._table)

        self._lay_out()
        self._which.picked.connect(self._ask_other)
        self._form.opened.connect(self._report.hide)
        self._form.closed.connect(lambda _: self._report.show())

    def _lay_out(self) -> None:
        self._form.line("sent_on", "报送日期", "2026-10-08")
        self._form.line("receipt", "接收编号", "接收栏上的编号；没有的，写接收人和方式")
        self._list.setAccessibleName("备案名单")
        frame, body = card("报送情况", _WORDS)
        for part in (self._standing, self._due, self._sent, self._form):
            body.addWidget(part)
        body.addLayout(row(self._report, *self._tools, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(12)
        column.addLayout(row(self._heading, self._before, self._after, self._which, None))
        column.addWidget(frame)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        column.addStretch()

    def refresh(self) -> None:
        quarter, campaign = self._quarter, self._campaign
        self.work.read(self, lambda: self.desk.filings.of(quarter, campaign), self._show)

    def unsaved(self) -> str:
        return "报送还没有登记。" if self._form.dirty else ""

    def _show(self, facts: FilingCard) -> None:
        self._facts = facts
        drawn = facts.drawn
        self._heading.setText(f"{facts.period}备案")
        self._which.show_choice(facts.campaign, facts.others)
        words, tone = _standing(facts)
        self._standing.setText(words)
        restyle(self._standing, tone)
        self._due.setText(_due(facts.deadline))
        self._sent.setText("\n".join(map(_sent, facts.sent)))
        for part in (self._due, self._sent):
            part.setVisible(bool(part.text()))
        self._list.show_rows(drawn.standing if drawn else ())
        self._list.setVisible(drawn is not None)
        self._count.setText(f"名单 {len(drawn.standing)} 家" if drawn else "")
        for tool in (*self._tools, self._report):
            allow(tool, facts.why_none or self.desk.read_only)

    def _ask(self, go_on: Callable[[], None]) -> None:
        """Go on to another list unless a receipt typed here would be lost and somebody minds."""
        if lost := self.unsaved():
            words = "现在去看别的名单，没有登记的内容会丢失。"
            alerts.ask(self, lost, words, "不登记，去看", go_on, True)
        else:
            go_on()

    def _ask_other(self, campaign: int) -> None:
        self._which.put_back()  # until nothing is lost by it
        self._ask(lambda: self._pick(campaign))

    def _turn(self, quarters: int) -> None:
        self._form.close_form()
        self._campaign = 0
        self._quarter = self._quarter.next() if quarters > 0 else self._quarter.previous()
        self.refresh()

    def _pick(self, campaign: int) -> None:
        self._form.close_form()
        self._campaign = campaign
        self.refresh()

    def _begin(self) -> None:
        today = self.desk.today().isoformat()
        self._form.open_form("登记报送", "receipt", {"sent_on": today})

    def _read(self, answers: Answers) -> Verb:
        day, receipt = answers.day("sent_on"), answers.text("receipt")
        draw_id = self._draw_id
        return lambda: self.desk.filings.report(draw_id, day, receipt)

    @property
    def _draw_id(self) -> str:
        assert self._facts
        assert self._facts.drawn
        return self._facts.drawn.draw_id

    def _open(self) -> None:
        draw_id = self._draw_id
        title = f"备案表 {draw_id}"
        open_paper(self, self.context, title, lambda: self.desk.papers.open(draw_id, "filing"))

    def _ask_file(self, suffix: str, kind: str) -> None:
        folders = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(folders.DocumentsLocation)
        suggested = Path(folder) / f"备案表 {self._draw_id}{suffix}"
        ask_new_file(self, "备案表另存为", suggested, kind, lambda it: self._save(suffix, it))

    def _save(self, suffix: str, file: Path) -> None:
        draw_id = self._draw_id
        self.work.verb(
            self,
            "正在生成备案表……",
            lambda: self.desk.papers.save(draw_id, f"filing{suffix}", file),
            lambda _: self.context.say(f"备案表已存为“{file.name}”"),
        )


def _standing(facts: FilingCard) -> tuple[str, str]:
    """Return how it stands with the filing, and its tone."""
    if facts.why_none:
        return facts.why_none, ""
    if facts.filed:
        return f"已报送（{facts.sent[0].on}，{facts.sent[0].receipt}）", "fine"
    late = f"逾期 {facts.overdue} 天。" if facts.overdue else ""
    if facts.sent:
        return f"名单在上次报送以后变更过，请重新报送。{late}", "danger"
    return f"还没有报送。{late}", "danger" if late else "warn"


def _due(deadline: QuarterDeadline | None) -> str:
    if deadline is None:
        return ""
    if deadline.due is None:
        return f"{deadline.name}（{deadline.clause}）：日历未导入，不能推算期限"
    act_by = deadline.act_by
    early = f"，当日不是工作日，最迟 {act_by} 办" if act_by and act_by != deadline.due else ""
    return f"{deadline.name}（{deadline.clause}）：{deadline.due} 前（含当日）{early}"


def _sent(sent: SentList) -> str:
    changed = "" if sent.holds else "（此后名单变更过）"
    return f"{sent.on} 报送，接收编号 {sent.receipt}，{sent.by} 登记{changed}"
