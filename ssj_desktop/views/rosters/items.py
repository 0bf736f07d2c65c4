"""抽查事项: the catalogue of what may be checked, its versions, and the card of one item."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from ssj_desktop.facts.catalogue import CatalogueFacts, ItemLine, SchemeLoad
from ssj_desktop.views import alerts
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, tab_bar
from ssj_desktop.views.rosters.editions import Editions, briefly
from ssj_desktop.views.rosters.item_card import ItemCard
from ssj_desktop.views.rosters.roster_page import RosterPage
from ssj_desktop.views.tables import Column

_UNTOUCHED = "只看本年还没有查过的"


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


_COLUMNS: tuple[Column[ItemLine], ...] = (
    Column("编码", lambda line: line.item.code, 96),
    Column("名称", lambda line: line.item.called, 264),
    Column(
        "本年已查",
        lambda line: _count(line.visits),
        80,
        numeric=True,
        tone=lambda line: "warn" if line.untouched else "",
    ),
    Column("本年待查", lambda line: _count(line.open), 80, numeric=True),
    Column("检查对象", lambda line: line.item.target_scope, 144),
    Column("发起部门", lambda line: line.item.department, 104),
    Column("检查主体", lambda line: line.item.subject, 104),
    Column("类别", lambda line: line.item.category, 112),
    Column("方式", lambda line: line.item.method, 88),
    Column("联合", lambda line: "联合" if line.item.joint else "", 56),
    Column("频次", lambda line: line.item.frequency, 80),
    Column("每期家数", lambda line: _count(line.item.each_period), 80, numeric=True),
    Column("年度家次", lambda line: _count(line.item.a_year), 80, numeric=True),
    Column("抽取数量", lambda line: line.item.quantity, 112),
    Column("比例频次", lambda line: line.item.rate, 144),
)


class Items(RosterPage[ItemLine]):
    """The catalogue, searched in its long texts too, and the versions it was published in."""

    title = "抽查事项"
    watches = frozenset(
        {"items", "imports", "offices", "targets", "draws", "redraws", "records", "today"}
    )
    unit = "项"
    found_by = "编码、名称、内容、依据或拼音首字母"
    empty = "还没有抽查事项。\n请导入公布的随机抽查事项清单，也可以逐项新增，或者从方案载入。"

    def __init__(self, context: Context) -> None:
        self._item = ItemCard(context)
        self._loads: list[QWidget] = []
        super().__init__(context, _COLUMNS, lambda it: it.item.code, _searched, self._item)
        self._view = tab_bar("sections")
        self._untouched = QCheckBox(_UNTOUCHED)
        self._editions = Editions(context)

        self._lay_out_filters()

        self._view.currentChanged.connect(self.views.setCurrentIndex)
        self._untouched.toggled.connect(self.filter)
        self._item.saved.connect(self.point_to)

    def _lay_out_filters(self) -> None:
        for words in ("事项", "版本"):
            self._view.addTab(words)
        self._view.setAccessibleName("看事项还是看版本")
        self._view.setUsesScrollButtons(False)
        self._view.ensurePolished()  # else it would ask for room without the sheet's paddings
        self.add_filter(self._view)
        self.add_filter(self._untouched)
        self.add_tool(self._load_button())
        self.views.addWidget(self._editions)

    def _load_button(self) -> QWidget:
        load = button("从方案载入…", self._look_at_scheme)
        load.hide()
        allow(load, self.desk.read_only)
        self._loads.append(load)
        return load

    def ways_in(self) -> Sequence[QWidget]:
        return (self._load_button(),)

    def read_rows(self) -> Sequence[ItemLine]:
        return self.desk.items.lines()

    def refresh(self) -> None:
        super().refresh()
        self.work.read(self._editions, self.desk.items.facts, self._show_facts)

    def show_rows(self, rows: Sequence[ItemLine]) -> None:
        count = sum(line.untouched for line in rows)
        self._untouched.setText(f"{_UNTOUCHED}（{count} 项）" if count else _UNTOUCHED)
        counted = any(line.open is not None for line in rows)
        why = "本单位的方案自己规定了检查内容，现场记录不逐项对应事项清单。"
        allow(self._untouched, "" if counted or not rows else why)
        super().show_rows(rows)

    def open_row(self, row: ItemLine, grab: bool) -> None:
        self._item.open_entry(row.item.code, grab)

    def add_new(self) -> None:
        self._item.open_entry(None)

    def keep(self) -> Callable[[ItemLine], bool] | None:
        return (lambda line: line.untouched) if self._untouched.isChecked() else None

    def clear_filters(self) -> None:
        self._untouched.setChecked(False)
        super().clear_filters()

    def unsaved(self) -> str:
        return super().unsaved() + self._editions.unsaved()

    def _show_facts(self, facts: CatalogueFacts) -> None:
        self._view.setTabText(1, briefly(facts))
        for load in self._loads:
            load.setVisible(bool(facts.loadable))
        self._editions.show_facts(facts)

    def _look_at_scheme(self) -> None:
        self.work.read(self._view, self.desk.items.scheme_load, self._ask_to_load)

    def _ask_to_load(self, load: SchemeLoad) -> None:
        told = f"新增 {load.new} 项，改动 {load.changed} 项，不变 {load.unchanged} 项。"
        alerts.ask(
            self,
            f"从方案载入{load.document}的事项清单？",
            f"{told}只动方案自己的事项，改动的以方案原文为准；别的事项不动。",
            "载入",
            self._load,
        )

    def _load(self) -> None:
        self.work.verb(
            self,
            "正在载入……",
            self.desk.items.load,
            lambda done: self.context.say(f"已载入：新增 {done.new} 项，改动 {done.changed} 项"),
        )


def _searched(line: ItemLine) -> str:
    item = line.item
    texts = (item.code, item.called, item.category, item.target_scope, item.subject, item.method)
    whose = (item.department, item.partners, item.liaison, item.field)
    return " ".join((*texts, *whose, item.frequency, item.rate, item.content, item.basis))
