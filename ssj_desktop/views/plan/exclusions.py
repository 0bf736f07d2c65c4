"""不列入抽取的对象: who is gone for good, on what ground."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.settings import Settings
from ssj_desktop.views.parts import card, label
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[Exclusion], ...] = (
    Column("名称", lambda gone: gone.name, 216),
    Column("原因", lambda gone: gone.reason, 56),
    Column("依据", lambda gone: gone.evidence, 144),
    Column("类别", lambda gone: gone.category, 104),
    Column("编号", lambda gone: gone.code, 176),
)


class ExclusionCard(QFrame):
    """The sites that are counted but cannot be drawn (LC-5)."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        words = "注销、迁出、拆除的对象不再抽取，但仍计入确定比例的基数。"
        frame, column = card("不列入抽取的对象", words)
        self._count = label(wrap=True)
        self._table: ShortTable[Exclusion] = ShortTable(
            "不列入抽取的对象", _COLUMNS, lambda gone: gone.code, settings
        )

        column.addWidget(self._count)
        column.addWidget(self._table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_exclusions(self, exclusions: Sequence[Exclusion]) -> None:
        """Show these; what is sorted and chosen stays so."""
        self._count.setText(f"共 {len(exclusions)} 家" if exclusions else "现在没有这样的对象。")
        self._table.setVisible(bool(exclusions))
        self._table.show_rows(exclusions)
