"""What is chosen above a roster: a category, a tag, a squad."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

R = TypeVar("R")

_WIDEST = 400  # px; of the list that opens


class RowFilter(QComboBox, Generic[R]):
    """Offers what the rows have, the most frequent first."""

    def __init__(self, name: str, values: Callable[[R], Iterable[str]], letters: int) -> None:
        """``name``: 类别; ``values``: what a row has of it; ``letters``: its width, in letters."""
        super().__init__()
        self._all, self._values = f"全部{name}", values
        self.setAccessibleName(f"按{name}筛选")
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.offer(())

        self.currentTextChanged.connect(self.setToolTip)

    def offer(self, rows: Sequence[R]) -> None:
        """Offer what these rows have; what is chosen stays so while a row has it."""
        wanted = self.currentData()
        counts = Counter(value for row in rows for value in self._values(row))
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._all)
            for value, _ in counts.most_common():
                self.addItem(value, value)
            self.setCurrentIndex(max(self.findData(wanted), 0) if wanted else 0)
        longest = self.view().sizeHintForColumn(0)
        self.view().setMinimumWidth(min(longest + 2 * self.fontMetrics().height(), _WIDEST))

    def reset(self) -> None:
        """Keep every row."""
        with QSignalBlocker(self):
            self.setCurrentIndex(0)

    def keeps(self) -> Callable[[R], bool] | None:
        """Return which rows have what is chosen, None where any will do."""
        wanted, values = self.currentData(), self._values
        return (lambda row: wanted in values(row)) if wanted else None

    def paintEvent(self, _: QPaintEvent) -> None:
        # As Qt does it, but for the dots in place of what does not fit.
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(  # type: ignore[attr-defined]
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
