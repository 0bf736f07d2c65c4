"""What is chosen above the table of sites: a category, a tag, a state."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QComboBox

from ssj_desktop.facts.roster import TargetRow


class RowFilter(QComboBox):
    """Offers what the rows have, the most frequent first, each with how many have it."""

    def __init__(self, name: str, values: Callable[[TargetRow], Iterable[str]]) -> None:
        """``name``: 类别; ``values``: what a row has of it."""
        super().__init__()
        self._all, self._values = f"全部{name}", values
        self.setAccessibleName(f"按{name}筛选")
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.offer(())

    def offer(self, rows: Sequence[TargetRow]) -> None:
        """Offer what these rows have; what is chosen stays so while a row has it."""
        wanted = self.currentData()
        counts = Counter(value for row in rows for value in self._values(row))
        self.blockSignals(True)
        self.clear()
        self.addItem(self._all)
        for value, count in counts.most_common():
            self.addItem(f"{value}　{count}", value)
        self.setCurrentIndex(max(self.findData(wanted), 0) if wanted else 0)
        self.blockSignals(False)

    def reset(self) -> None:
        """Keep every row."""
        self.blockSignals(True)
        self.setCurrentIndex(0)
        self.blockSignals(False)

    def keeps(self) -> Callable[[TargetRow], bool] | None:
        """Return which rows have what is chosen, None where any will do."""
        wanted, values = self.currentData(), self._values
        return (lambda row: wanted in values(row)) if wanted else None


def category_of(row: TargetRow) -> str:
    return row.category or "未归类"
