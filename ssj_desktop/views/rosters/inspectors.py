"""执法人员: the table of people, or their squads and teams, and the card of one of them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox

from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import tab_bar
from ssj_desktop.views.rosters.inspector_card import InspectorCard
from ssj_desktop.views.rosters.roster_page import RosterPage
from ssj_desktop.views.rosters.row_filter import RowFilter
from ssj_desktop.views.rosters.squad_tree import SquadTree
from ssj_desktop.views.rosters.squads import NO_SQUAD, Member, members
from ssj_desktop.views.tables import Column

_CONCERNED = "只看需要处理的"


def _qualified(one: Member) -> str:
    return "辅助人员" if one.row.auxiliary else "有" if one.row.qualified else "无"


def _team(one: Member) -> str:
    # What is wrong comes first, for a long name is cut.
    return "：".join(filter(None, (one.team_fault, one.row.team)))


def _searched(one: Member) -> str:
    row = one.row
    parts = (row.name, row.badge_no, row.code, row.squad, row.team, row.post, *row.specialties)
    return " ".join(parts)


_COLUMNS: tuple[Column[Member], ...] = (
    Column("姓名", lambda one: one.row.name, 128),
    Column(
        "执法证号",
        lambda one: one.badge_no,
        128,
        tone=lambda one: "" if one.row.badge_no else "warn",
    ),
    Column(
        "有效期止",
        lambda one: one.badge_until,
        192,
        key=lambda one: one.row.badge_until,
        tone=lambda one: one.badge_tone,
    ),
    Column("分队", lambda one: one.row.squad, 120),
    Column("编组", _team, 136, tone=lambda one: "warn" if one.team_fault else ""),
    Column("职务", lambda one: one.row.post, 96),
    Column("编制", lambda one: one.row.establishment, 64),
    Column("执法资格", _qualified, 80),
    Column("在岗", lambda one: "在岗" if one.row.on_duty else "不在岗", 72),
    Column("本年检查", lambda one: str(one.row.visits or ""), 80, numeric=True),
    Column("回避", lambda one: str(one.row.recusals or ""), 64, numeric=True),
    Column("专业", lambda one: "、".join(one.row.specialties), 120),
)


class Inspectors(RosterPage[Member]):
    """People one by one, or as they stand in squads and teams."""

    title = "执法人员"
    watches = frozenset({"inspectors", "imports", "records", "today"})
    unit = "人"
    found_by = "姓名、执法证号、分队或拼音首字母"
    empty = "还没有执法人员。\n有名录表格的请导入，人数不多的也可以逐人新增。"

    def __init__(self, context: Context) -> None:
        self._inspector = InspectorCard(context)
        super().__init__(context, _COLUMNS, lambda one: one.row.code, _searched, self._inspector)
        self._people: tuple[Member, ...] = ()
        self._tree = SquadTree(context.settings)
        self._view = tab_bar("sections")
        self._squads = RowFilter[Member]("分队", lambda one: (one.row.squad or NO_SQUAD,), 6)
        self._concerned = QCheckBox(_CONCERNED)

        self._lay_out_filters()

        self._view.currentChanged.connect(self.views.setCurrentIndex)
        self._squads.currentIndexChanged.connect(self.filter)
        self._concerned.toggled.connect(self.filter)
        self.table.shown.connect(self._show_tree)
        self._tree.opened.connect(lambda one: self.open_row(one, grab=True))
        self._tree.chosen.connect(self.follow)
        self._inspector.saved.connect(self.point_to)

    def _lay_out_filters(self) -> None:
        for words in ("按人", "按分队编组"):
            self._view.addTab(words)
        self._view.setAccessibleName("怎样排列")
        self._view.setUsesScrollButtons(False)
        self._view.ensurePolished()  # else it would ask for room without the sheet's paddings
        self.add_filter(self._view)
        self.add_filter(self._squads)
        self.add_filter(self._concerned)
        self.views.addWidget(self._tree)

    def read_rows(self) -> Sequence[Member]:
        return members(self.desk.inspectors.rows())

    def show_rows(self, rows: Sequence[Member]) -> None:
        self._people = tuple(rows)
        squad = self._squads.currentData()
        self._squads.offer(rows)
        count = sum(bool(one.concerns) for one in rows)
        self._concerned.setText(f"{_CONCERNED}（{count} 人）" if count else _CONCERNED)
        super().show_rows(rows)
        if squad != self._squads.currentData():
            self.filter()  # the squad chosen is no more

    def open_row(self, row: Member, grab: bool) -> None:
        self._inspector.open_entry(row.row.code, grab)

    def add_new(self) -> None:
        self._inspector.open_entry(None)

    def keep(self) -> Callable[[Member], bool] | None:
        in_squad, concerned = self._squads.keeps(), self._concerned.isChecked()
        return lambda one: (not in_squad or in_squad(one)) and (not concerned or bool(one.concerns))

    def clear_filters(self) -> None:
        self._squads.reset()
        self._concerned.setChecked(False)
        super().clear_filters()

    def seen(self) -> tuple[list[str], list[list[str]]]:
        grouped = self.views.currentWidget() is self._tree
        return self._tree.seen() if grouped else super().seen()

    def _show_tree(self) -> None:
        self._tree.show_people(self._people, {one.row.code for one in self.table.visible()})
