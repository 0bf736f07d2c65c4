"""What each column of a file was taken for, to be put right by hand."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from ssj_desktop.facts.imports import ColumnMatch, FieldFacts
from ssj_desktop.views.forms import Choice
from ssj_desktop.views.parts import label

_NONE = "（不用这一列）"
_LONGEST = 16  # characters of a heading; the rest is in its tooltip
_LETTERS = 14  # as wide as the eight characters of 统一社会信用代码


class _FieldChoice(Choice):
    """The arrow keys open it and change nothing: each change reads the file once more."""

    def __init__(self, fields: Sequence[FieldFacts]) -> None:
        super().__init__()
        self.addItem(_NONE, "")
        for field in fields:
            self.addItem(f"{field.label}（必有）" if field.required else field.label, field.name)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class ColumnList(QScrollArea):
    """``chosen``: a column with the field that it is to be taken for."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._columns: tuple[ColumnMatch, ...] = ()
        self._fields: tuple[FieldFacts, ...] = ()
        self._choices: list[_FieldChoice] = []

    def show_columns(
        self,
        columns: tuple[ColumnMatch, ...],
        fields: tuple[FieldFacts, ...],
        sample: Sequence[Sequence[str]],
    ) -> None:
        """Show a file's columns; the list stays where it was while they are the same ones."""
        if fields != self._fields or _headings(columns) != _headings(self._columns):
            self._build(columns, fields)
        self._columns, self._fields = columns, fields
        for column, choice in zip(columns, self._choices, strict=True):
            choice.setCurrentIndex(choice.findData(column.field))
            choice.setToolTip(_example(column, sample))

    def _build(self, columns: tuple[ColumnMatch, ...], fields: tuple[FieldFacts, ...]) -> None:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._choices = []
        for number, column in enumerate(columns):
            heading = label(_shortened(column.heading), wrap=True)
            heading.setToolTip(column.heading)
            heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            choice = _FieldChoice(fields)
            heading.setBuddy(choice)
            choice.setAccessibleName(f"「{column.heading}」读作")
            choice.activated.connect(lambda _, at=number: self._choose(at))
            grid.addWidget(heading, number, 0)
            grid.addWidget(choice, number, 1)
            self._choices.append(choice)
        grid.setRowStretch(len(columns), 1)
        self.setWidget(sheet)

    def _choose(self, at: int) -> None:
        column, field = self._columns[at], self._choices[at].currentData()
        if field != column.field:
            self.chosen.emit(replace(column, field=field))


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else f"{heading[: _LONGEST - 1]}…"


def _headings(columns: Sequence[ColumnMatch]) -> list[tuple[int, str]]:
    return [(column.place, column.heading) for column in columns]


def _example(column: ColumnMatch, sample: Sequence[Sequence[str]]) -> str:
    texts = (row[column.place] for row in sample if column.place < len(row))
    examples = "、".join(dict.fromkeys(text for text in texts if text))
    return f"例如：{examples}" if examples else "前几行是空的。"
