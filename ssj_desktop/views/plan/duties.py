"""到期事项: the scheme's deadlines as one list, and the way to where each is dealt with."""

from PySide6.QtWidgets import QVBoxLayout

from ssj_desktop.facts.duty import Duty, DutyList
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, label, row
from ssj_desktop.views.tables import Column, RowTable

_SOON = 5  # days

_COLUMNS: tuple[Column[Duty], ...] = (
    Column(
        "还剩", lambda duty: _left(duty), 120, tone=lambda duty: _tone(duty), key=lambda it: it.left
    ),
    Column("事项", lambda duty: duty.name, 200),
    Column("说明", lambda duty: duty.about, 400),
    Column("截止", lambda duty: f"{duty.due}" if duty.due else "日历未导入", 112),
    Column("最后工作日", lambda duty: f"{duty.act_by}" if duty.act_by else "日历未导入", 112),
    Column("条款", lambda duty: duty.clause, 240),
)


class DutiesPage(Page):
    """What is due first stands on top; Enter or a double click leads to where it is done."""

    title = "到期事项"
    watches = frozenset(
        {"offices", "items", "plans", "year_plans", "campaigns", "classes", "draws", "redraws",
         "filings", "records", "findings", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._words = label(name="secondary")
        self._nothing = label(name="empty", wrap=True)
        self._go = button("去办", self._lead, "primary")
        self._table: RowTable[Duty] = RowTable(
            "到期事项", _COLUMNS, lambda duty: (duty.name, duty.about), context.settings
        )

        self._table.setAccessibleName("到期事项")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self._words, None, self._go))
        column.addWidget(self._nothing)
        column.addWidget(self._table, 1)

        self._table.opened.connect(lambda _: self._lead())
        self._table.chosen_changed.connect(self._fit)

    def refresh(self) -> None:
        self.work.read(self, self.desk.duties.of_today, self._show)

    def _show(self, duties: DutyList) -> None:
        late = sum(duty.done is not True and (duty.left or 0) < 0 for duty in duties.rows)
        overdue = f"，其中 {late} 件已过期" if late else ""
        todo = sum(duty.done is not True for duty in duties.rows)
        self._words.setText(f"今天 {duties.today}，要记着的 {todo} 件{overdue}")
        self._words.setVisible(bool(duties.rows))
        nothing = duties.why_none or "方案里没有现在要办的事项。"
        self._nothing.setText("" if duties.rows else nothing)
        self._nothing.setVisible(not duties.rows)
        self._table.setVisible(bool(duties.rows))
        self._table.show_rows(duties.rows)
        if duties.rows and not self._table.chosen():
            self._table.selectRow(0)
        self._fit()

    def _fit(self) -> None:
        chosen = self._table.chosen()
        place = chosen[0].place if chosen else ""
        why_not = "这一件不在程序里办。" if chosen else "先在表里选一件。"
        allow(self._go, "" if place else why_not)

    def _lead(self) -> None:
        chosen = self._table.chosen()
        if chosen and chosen[0].place:
            self.context.go(chosen[0].place)


def _left(duty: Duty) -> str:
    """Return how much time is left, in words."""
    if duty.done:
        return "已办"
    if duty.left is None:
        return "日历未导入"
    if duty.left < 0:
        return f"过期 {-duty.left} 天"
    return "今天截止" if duty.left == 0 else f"还剩 {duty.left} 天"


def _tone(duty: Duty) -> str:
    if duty.done:
        return "fine"
    if duty.left is None or duty.left > _SOON:
        return ""
    return "danger" if duty.left < 0 else "warn"
