"""不列入抽取的对象: who is gone for good or left out for the year, on what ground."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.settings import Settings
from ssj_desktop.views.parts import button, card, label, row
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[Exclusion], ...] = (
    Column("名称", lambda gone: gone.name, 184),
    Column("原因", lambda gone: gone.reason, 112),
    Column("依据", lambda gone: gone.evidence, 160),
    Column("类别", lambda gone: gone.category, 104),
    Column("编号", lambda gone: gone.code, 176),
    Column("确认", lambda gone: f"{gone.by} {gone.on}" if gone.on else "名录登记", 136),
)


class ExclusionCard(QFrame):
    """The sites that are counted but cannot be drawn (LC-5).

    ``print_list`` prints them; None where there is no paper of them.
    """

    def __init__(self, settings: Settings, print_list: Callable[[], object] | None = None) -> None:
        super().__init__()
        words = (
            "注销、迁出、拆除的，上级本年已查、没有问题的，满年度入企上限决定排除的，"
            "不再抽取，但仍计入确定比例的基数。"
        )
        frame, column = card("不列入抽取的对象", words)
        self._count = label(wrap=True)
        self._table: ShortTable[Exclusion] = ShortTable(
            "不列入抽取的对象", _COLUMNS, lambda gone: gone.code, settings
        )

        count = row(self._count)
        count.setStretch(0, 1)
        if print_list:
            count.addWidget(button("打印清单…", print_list))
        column.addLayout(count)
        column.addWidget(self._table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_exclusions(self, exclusions: Sequence[Exclusion]) -> None:
        """Show these; what is sorted and chosen stays so."""
        self._count.setText(f"共 {len(exclusions)} 家" if exclusions else "现在没有这样的对象。")
        self._table.setVisible(bool(exclusions))
        self._table.show_rows(exclusions)
