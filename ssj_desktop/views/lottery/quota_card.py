"""本次抽取: how many are drawn of each category, beside the steps that draw them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.settings import Settings
from ssj_desktop.views.parts import card
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[QuotaLine], ...] = (
    Column("类别", lambda line: line.name, 240),
    Column("可抽", lambda line: str(line.pool), 72, numeric=True),
    Column("抽取", lambda line: str(line.planned), 72, numeric=True),
    Column("算式", lambda line: line.formula, 240),
)


class QuotaCard(QFrame):
    """The frozen numbers."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._table: ShortTable[QuotaLine] = ShortTable(
            "本次抽取", _COLUMNS, lambda line: line.key, settings
        )
        frame, column = card("本次抽取")
        column.addWidget(self._table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_quotas(self, quotas: Sequence[QuotaLine]) -> None:
        """Show these."""
        self._table.show_rows(quotas)
