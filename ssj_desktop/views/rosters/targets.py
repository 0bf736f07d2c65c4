"""检查对象: the table of sites, and the card of the one that is open."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce

from ssj_desktop.facts.roster import TargetRow
from ssj_desktop.views.codes import in_groups
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button
from ssj_desktop.views.rosters.roster_page import RosterPage
from ssj_desktop.views.rosters.row_filter import RowFilter
from ssj_desktop.views.rosters.target_card import TargetCard
from ssj_desktop.views.rosters.target_tags import ask_tag
from ssj_desktop.views.tables import Column

Keeps = Callable[[TargetRow], bool]

# Out of the pool for good, or found standing still.
_STATUS_TONES = {"停产": "warn", "注销": "danger", "迁出": "danger", "拆除": "danger"}


def _category(row: TargetRow) -> str:
    return row.category or "未归类"


_COLUMNS = (
    Column[TargetRow]("名称", lambda row: row.name, 240),
    Column[TargetRow]("类别", _category, 120),
    Column[TargetRow]("乡镇", lambda row: row.township, 90),
    Column[TargetRow]("管理类别", lambda row: row.permit_class, 88),
    Column[TargetRow](
        "状态", lambda row: row.status, 64, tone=lambda row: _STATUS_TONES.get(row.status, "")
    ),
    Column[TargetRow]("标签", lambda row: "、".join(row.tags), 140),
    Column[TargetRow]("本年抽查", lambda row: str(row.visits), 88, lambda row: row.visits, True),
    Column[TargetRow](
        "上次抽查", lambda row: _day(row.last_visit), 104, lambda row: row.last_visit or date.min
    ),
    Column[TargetRow](
        "统一社会信用代码",
        lambda row: row.credit_code,
        184,
        shown=lambda row: in_groups(row.credit_code),
    ),
    Column[TargetRow]("类型", lambda row: row.kind, 88),
)


class Targets(RosterPage[TargetRow]):
    """The roster of sites, 50,000 of them too."""

    title = "检查对象"
    watches = frozenset(
        {"targets", "exclusions", "inspectors", "imports", "offices", "draws", "redraws", "today"}
    )
    unit = "家"
    found_by = "名称、代码、乡镇或拼音首字母"
    empty = "名录库里还没有检查对象。\n有名录表格的请导入，只有几家的也可以逐家新增。"

    def __init__(self, context: Context) -> None:
        self._target = TargetCard(context)
        super().__init__(context, _COLUMNS, lambda row: row.code, _searched, self._target)
        self._category = RowFilter[TargetRow]("类别", lambda row: (_category(row),), 10)
        self._tag = RowFilter[TargetRow]("标签", lambda row: row.tags, 6)
        self._status = RowFilter[TargetRow]("状态", lambda row: (row.status,), 6)
        self._row_filters = (self._category, self._tag, self._status)
        self._tags = button("批量标签…", self._ask_tag)

        for part in self._row_filters:
            self.add_filter(part)
            part.currentIndexChanged.connect(self.filter)
        self.add_tool(self._tags)

        self.table.chosen_changed.connect(self._allow_tags)
        self._target.saved.connect(self.point_to)
        self._allow_tags()

    def read_rows(self) -> Sequence[TargetRow]:
        return self.desk.targets.rows()

    def show_rows(self, rows: Sequence[TargetRow]) -> None:
        chosen = [part.currentData() for part in self._row_filters]
        for part in self._row_filters:
            part.offer(rows)
        super().show_rows(rows)
        if chosen != [part.currentData() for part in self._row_filters]:
            self.filter()  # nothing has any more what was chosen

    def open_row(self, row: TargetRow, grab: bool) -> None:
        self._target.open_entry(row.code, grab)

    def add_new(self) -> None:
        self._target.open_entry(None)

    def keep(self) -> Keeps | None:
        kept = [keeps for part in self._row_filters if (keeps := part.keeps())]
        return reduce(_both, kept) if kept else None

    def clear_filters(self) -> None:
        for part in self._row_filters:
            part.reset()
        super().clear_filters()

    def _allow_tags(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        allow(self._tags, self.desk.read_only or ("" if chosen else "先在表里选中要加标签的几家。"))

    def _ask_tag(self) -> None:
        codes = [row.code for row in self.table.chosen()]
        self.work.read(
            self._tags,
            self.desk.targets.tags,
            lambda used: ask_tag(
                self, len(codes), used, lambda words, add: self._give(codes, words, add)
            ),
        )

    def _give(self, codes: Sequence[str], words: str, add: bool) -> None:
        given, taken = ((words,), ()) if add else ((), (words,))
        done = "加上" if add else "去掉"

        def tell(changed: int) -> None:
            same = len(codes) - changed
            rest = f"，另外 {same} 家不用改" if same else ""
            self.context.say(f"已给 {changed} 家{done}“{words}”{rest}")

        self.work.verb(
            self, "正在改标签……", lambda: self.desk.targets.tag(codes, given, taken), tell
        )


def _both(one: Keeps, other: Keeps) -> Keeps:
    return lambda row: one(row) and other(row)


def _searched(row: TargetRow) -> str:
    own = () if row.code == row.credit_code else (row.code,)
    return " ".join((row.name, row.township, row.credit_code, row.permit_code, *own))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
