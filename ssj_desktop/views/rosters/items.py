"""抽查事项: the catalogue of what may be checked, and the card of one item."""

from collections.abc import Sequence

from ssj_desktop.facts.roster import ItemRow
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.item_card import ItemCard
from ssj_desktop.views.rosters.roster_page import RosterPage
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[ItemRow], ...] = (
    Column("编码", lambda item: item.code, 96),
    Column("名称", lambda item: item.name, 312),
    Column("类别", lambda item: item.category, 112),
    Column("检查对象", lambda item: item.target_scope, 128),
    Column("检查主体", lambda item: item.subject, 144),
    Column("方式", lambda item: item.method, 104),
    Column("联合", lambda item: "联合" if item.joint else "", 64),
    Column("比例频次", lambda item: item.rate, 200),
)


class Items(RosterPage[ItemRow]):
    """The catalogue, searched in its long texts too."""

    title = "抽查事项"
    watches = frozenset({"items", "imports"})
    unit = "项"
    found_by = "编码、名称、内容、依据或拼音首字母"
    empty = "还没有抽查事项。\n请导入公布的随机抽查事项清单，也可以逐项新增。"

    def __init__(self, context: Context) -> None:
        self._item = ItemCard(context)
        super().__init__(context, _COLUMNS, lambda item: item.code, _searched, self._item)

        self._item.saved.connect(self.point_to)

    def read_rows(self) -> Sequence[ItemRow]:
        return self.desk.items.rows()

    def open_row(self, row: ItemRow, grab: bool) -> None:
        self._item.open_entry(row.code, grab)

    def add_new(self) -> None:
        self._item.open_entry(None)


def _searched(item: ItemRow) -> str:
    texts = (item.code, item.name, item.category, item.target_scope, item.subject, item.method)
    return " ".join((*texts, item.rate, item.content, item.basis))
