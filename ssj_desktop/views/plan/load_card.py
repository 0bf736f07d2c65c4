"""执法力量: whether the people suffice for what is still to be visited, and each squad's share."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.facts.year_plan import SquadLoad, YearLoad, decimal
from ssj_desktop.settings import Settings
from ssj_desktop.views.parts import card, label, restyle
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[SquadLoad], ...] = (
    Column("分队", lambda squad: squad.name, 136),
    Column("可派人数", lambda squad: str(squad.people), 80, numeric=True),
    Column("预计家次", lambda squad: decimal(squad.visits, 1), 80, numeric=True),
)
_TONES = {"够用": "fine", "偏紧": "warn", "不够": "danger", "算不出": "hint"}


class LoadCard(QFrame):
    """What falls to each person and squad."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        frame, column = card("执法力量")
        self._strain = label(name="cardTitle", wrap=True)
        self._words = label(wrap=True)
        self._table: ShortTable[SquadLoad] = ShortTable(
            "各分队承担", _COLUMNS, lambda squad: squad.name, settings
        )

        column.addWidget(self._strain)
        column.addWidget(self._words)
        column.addWidget(self._table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_load(self, load: YearLoad) -> None:
        """Show how the people stand."""
        words, tone = verdict(load)
        self._strain.setText(words)
        restyle(self._strain, tone)
        self._words.setText(load.words)
        self._table.setVisible(bool(load.squads))
        self._table.show_rows(load.squads)


def verdict(load: YearLoad) -> tuple[str, str]:
    """Return whether the people suffice, in words, and their tone."""
    words = f"人手{load.strain}" if load.strain != "算不出" else "人手够不够，现在算不出"
    return words, _TONES[load.strain]
