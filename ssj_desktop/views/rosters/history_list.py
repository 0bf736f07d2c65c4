"""变更记录: what has changed an entry, the newest on top."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ssj_desktop.facts.roster import HistoryLine
from ssj_desktop.views.parts import label

_MOST = 200  # lines; a card is no archive, the journal has them all


class HistoryList(QScrollArea):
    """Each change in full: when and by whom, and below it what."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("变更记录")

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show these changes in place of what was shown."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(2)
        for line in lines[:_MOST]:
            column.addWidget(label(f"{line.at:%Y-%m-%d %H:%M}　{line.who}", "secondary"))
            words = label(line.words, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
            column.addSpacing(8)
        if len(lines) > _MOST:
            rest = f"更早的 {len(lines) - _MOST} 条请到“系统 → 操作日志”查。"
            column.addWidget(label(rest, "secondary", wrap=True))
        column.addStretch()
        self.setWidget(sheet)
