"""抽查计划/专项与联合: the year's campaigns, and the card of one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from ssj_desktop.facts.campaign import CampaignCard as Card
from ssj_desktop.facts.campaign import CampaignRow, CampaignState, CampaignWords
from ssj_desktop.views import alerts
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, label, link, row
from ssj_desktop.views.plan.campaign_card import CampaignCard
from ssj_desktop.views.tables import Column, RowTable

_Found = tuple[tuple[CampaignRow, ...], CampaignWords, Card | None]

_SIDE = 480  # px
_TONES = {CampaignState.DRAFT: "warn", CampaignState.CALLED_OFF: "hint"}
_COLUMNS: tuple[Column[CampaignRow], ...] = (
    Column("季度", lambda it: f"第{'一二三四'[it.quarter.number - 1]}季度", 96),
    Column("名称", lambda it: it.name, 240),
    Column("状态", lambda it: it.state.value, 72, tone=lambda it: _TONES.get(it.state, "")),
    Column("类型", lambda it: it.kind, 88),
    Column("范围", lambda it: it.scope, 240),
    Column("抽取", lambda it: it.amount, 136),
    Column("名单", lambda it: f"{it.drawn} 家" if it.draw_id else "", 64),
    Column("同去", lambda it: it.crew, 200),
)
_EMPTY = (
    "这一年还没有专项或联合抽查。\n专项、监督执法、部门联合、内部联合抽查各有自己的范围和数量，"
    "批准以后在“摇号”页单独摇号；抽到的对象本季度已在别的名单上的，一次查完。"
)


class CampaignsPage(Page):
    """One year at a time, at first the one of today."""

    title = "专项与联合"
    watches = frozenset(
        {"campaigns", "offices", "targets", "exclusions", "classes", "inspectors", "items",
         "imports", "draws", "redraws", "records", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._year = self.desk.quarter().year
        self._wanted: int | None = None  # the campaign that is to be shown
        self._writing = False  # a new one, which no reading asked for before takes away
        self._heading = label(name="pageTitle")
        self._before = link("‹ 上一年", lambda: self._ask(partial(self._turn, -1)))
        self._after = link("下一年 ›", lambda: self._ask(partial(self._turn, 1)))
        self._new = button("新建专项", lambda: self._ask(self._begin), "primary")
        self._nothing = label(_EMPTY, "empty", wrap=True)
        self._table: RowTable[CampaignRow] = RowTable(
            "专项与联合", _COLUMNS, lambda it: it.id, context.settings
        )
        self._card = CampaignCard(context)

        self._lay_out()
        self._table.chosen_changed.connect(self._choose)
        self._card.kept.connect(self._open)
        self._card.gone.connect(self._card.hide)
        self._card.left.connect(lambda: self._ask(self._leave))

    def _lay_out(self) -> None:
        self._table.setAccessibleName("专项与联合")
        self._card.setFixedWidth(_SIDE)
        self._card.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self._heading, self._before, self._after, None, self._new))
        left = QVBoxLayout()
        left.addWidget(self._nothing)
        left.addWidget(self._table, 1)
        left.addStretch()
        columns = row(left, self._card, spacing=16)
        columns.setStretch(0, 1)
        whole.addLayout(columns, 1)

    def refresh(self) -> None:
        desk, year, number = self.desk, self._year, self._wanted or self._card.number
        writing = self._writing

        def read() -> _Found:
            rows, words = desk.campaigns.rows(year), desk.campaigns.words()
            known = [it.id for it in rows]
            wanted = number if number in known else next(iter(known), None)
            card = None if writing or wanted is None else desk.campaigns.card(wanted)
            return rows, words, card

        self.work.read(self, read, lambda found: self._show(*found))

    def unsaved(self) -> str:
        return "专项还没有保存。" if self._card.dirty else ""

    def _show(
        self, rows: tuple[CampaignRow, ...], words: CampaignWords, found: Card | None
    ) -> None:
        self._heading.setText(f"{self._year}年专项与联合抽查")
        allow(self._new, self.desk.read_only)
        self._table.show_rows(rows)
        self._table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._wanted = None
        self._card.offer(words)
        if found and not self._writing:
            self._card.show_card(found)
            self._card.show()
            self._mark(found.row.id)

    def _mark(self, number: int) -> None:
        """Have a campaign chosen in the table as well."""
        places = [place for place, it in enumerate(self._table.visible()) if it.id == number]
        if places and [it.id for it in self._table.chosen()] != [number]:
            self._table.selectRow(places[0])

    def _choose(self) -> None:
        chosen = self._table.chosen()
        if len(chosen) == 1 and chosen[0].id != self._card.number:
            self._ask(partial(self._open, chosen[0].id))

    def _open(self, number: int) -> None:
        self._writing, self._wanted = False, number
        self.refresh()

    def _begin(self) -> None:
        self._writing, self._wanted = True, None
        self._table.clearSelection()
        self._card.show()
        self._card.open_new(self._year, self.desk.campaigns.blank())

    def _leave(self) -> None:
        """Put the form of a new one away."""
        self._writing = False
        self._card.hide()
        self.refresh()

    def _turn(self, years: int) -> None:
        self._writing = False
        self._card.hide()
        self._year += years
        self.refresh()

    def _ask(self, go_on: Callable[[], None]) -> None:
        """Go on unless something typed would be lost and somebody minds."""
        if lost := self.unsaved():
            words = "现在去看别的，没有保存的内容会丢失。"
            alerts.ask(self, lost, words, "不保存，去看", go_on, True)
        else:
            go_on()
