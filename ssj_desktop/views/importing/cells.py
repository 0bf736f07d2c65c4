"""Rows of a file under the file's own headings, their faulty cells marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from ssj_desktop.facts.imports import ColumnMatch, Problem
from ssj_desktop.views.tables import Column, RowTable

_LEAST, _MOST = 64, 220  # px
_CHARACTER, _PADDING = 14, 20  # px


@dataclass(frozen=True)
class FileRow:
    """A row's texts by place; ``faults``: place → what is wrong there."""

    number: int
    texts: tuple[str, ...]
    faults: Mapping[int, Problem] = field(default_factory=dict)

    def text(self, place: int) -> str:
        text = self.texts[place] if place < len(self.texts) else ""
        return text or ("（空）" if place in self.faults else "")

    def tone(self, place: int) -> str:
        if place not in self.faults:
            return ""
        return "danger" if self.faults[place].blocking else "warn"


class CellTable(RowTable[FileRow]):
    """Made for the columns of one file, as wide as ``sample`` needs them and no other file.

    Whoever points at a faulty cell is told what is wrong with it.
    """

    def __init__(self, columns: Sequence[ColumnMatch], sample: Sequence[FileRow]) -> None:
        self._places = [column.place for column in columns]
        made = [_column(column, sample) for column in columns]
        super().__init__("导入文件的内容", made, lambda row: row.number, settings=None)
        self.setAccessibleName("文件的内容")

    def fit(self, rows: int) -> None:
        """Be as high as so many rows are."""
        sides = 2 * self.frameWidth() + self.horizontalScrollBar().sizeHint().height()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + sides)

    def show_place(self, place: int | None) -> None:
        """Bring a column of the file into sight."""
        if place in self._places:
            self.scrollTo(self.model().index(0, self._places.index(place)))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            faults = self.visible()[index.row()].faults if index.isValid() else {}
            if fault := faults.get(self._places[index.column()]):
                QToolTip.showText(event.globalPos(), f"{fault.message}{fault.remedy}", self)
                return True
        return super().viewportEvent(event)


def _column(column: ColumnMatch, sample: Sequence[FileRow]) -> Column[FileRow]:
    place = column.place
    longest = max(len(text) for text in (column.heading, *(row.text(place) for row in sample)))
    return Column(
        column.heading,
        lambda row: row.text(place),
        min(max(longest * _CHARACTER + _PADDING, _LEAST), _MOST),
        tone=lambda row: row.tone(place),
    )
