"""全年放假安排: the year's holidays, each as its notice says it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ssj_desktop.facts.calendar import Holiday, YearFacts
from ssj_desktop.views.parts import card, label, restyle

_NAME = 76  # px
_NO_BREAK = "\u00a0"
_LATER = (
    "先导入这一年的放假安排，才能推算期限。国务院办公厅通常在上一年的 10 月至 11 月公布。\n"
    "公布以后按“导入放假安排…”，或者把 CSV、JSON 文件拖到这里；"
    "也可以安装带有这一年的新版本程序。"
)
_EARLIER = (
    "先导入这一年的放假安排，才能推算期限。\n按“导入放假安排…”，或者把 CSV、JSON 文件拖到这里。"
)


class YearCard(QWidget):
    """One holiday below the other, in the order of the year."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, tuple[Holiday, ...]] | None = None
        self._frame, self._body = card("全年放假安排")
        self._list = QWidget()

        self._body.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)

    def show_year(self, facts: YearFacts, today: date) -> None:
        """List the holidays of a year, or say how they come to be known."""
        hint = "" if facts.known else (_LATER if facts.year > today.year else _EARLIER)
        if (hint, facts.holidays) == self._shown:
            return
        self._shown = hint, facts.holidays
        before, self._list = self._list, _listed(hint, facts.holidays)
        self._body.replaceWidget(before, self._list)
        before.hide()
        before.deleteLater()


def _listed(hint: str, holidays: tuple[Holiday, ...]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    if hint:
        grid.addWidget(label(hint, "secondary", wrap=True), 0, 0, 1, 2)
    for number, holiday in enumerate(holidays, 1):
        name = label(holiday.name or "（没有名称）", "secondary", wrap=True)
        name.setFixedWidth(_NAME)
        words = label(_in_lines(holiday.words), "secondary", wrap=True)
        if holiday.by_hand:
            restyle(words, "warn")
        for place, part in enumerate((name, words)):
            grid.addWidget(part, number, place, Qt.AlignmentFlag.AlignTop)
    return made


def _in_lines(words: str) -> str:
    """Return the free days and those worked for them on a line each, no date broken in two."""
    return words.replace(" ", _NO_BREAK).replace("，", "，\n")
