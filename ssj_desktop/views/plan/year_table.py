"""The year's table: a category a row, a quarter a column, and what the year comes to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ssj_desktop.facts.year_plan import (
    QUARTERS,
    YearLine,
    YearPlan,
    YearQuarter,
    YearRaising,
    YearState,
)
from ssj_desktop.views.parts import allow, card, label, link, named, restyle, row
from ssj_desktop.views.plan.raise_words import act, nothing_to_raise, taken_back, what

_TONES: dict[YearState, str] = {
    "已摇号": "fine",
    "已批准": "",
    "预计": "hint",
    "未摇号": "warn",
}
_HEADS = ("基数", "可抽", "已查")
_FIGURE = 56  # px, the least of a column of figures
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TOP = Qt.AlignmentFlag.AlignTop


class YearTable(QFrame):
    """Built anew for each plan: a scheme may have other categories than the one before.

    Signals: ``asked`` (the category to be raised for all quarters still open, the button),
    ``unasked`` (the category that is no longer to be raised).
    """

    asked = Signal(object, QWidget)
    unasked = Signal(object)

    def __init__(self, plan: YearPlan, raising: Sequence[YearRaising]) -> None:
        super().__init__()
        self._raising = {line.key: line for line in raising}
        self._openers: dict[str, QPushButton] = {}
        self._takers: dict[str, QPushButton] = {}
        frame, column = card("各类别分季度抽查家次")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

        column.addLayout(self._grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._head(plan)
        for line in plan.lines:
            self._rule()
            self._line(line)
        self._rule()
        self._total(plan)

    @property
    def focused(self) -> str:
        """The key of the category on whose buttons the keyboard is, "" where it is elsewhere."""
        buttons = (*self._openers.items(), *self._takers.items())
        return next((key for key, part in buttons if part.hasFocus()), "")

    def focus(self, key: str) -> None:
        """Put the keyboard on the button that raises a category."""
        if opener := self._openers.get(key):
            opener.setFocus()

    def allow_raise(self, why_not: str) -> None:
        """Let the categories be raised, or say why not."""
        for key, opener in self._openers.items():
            allow(opener, why_not or nothing_to_raise(self._raising[key]))
        for taker in self._takers.values():
            allow(taker, why_not)

    def _head(self, plan: YearPlan) -> None:
        self._row: list[QWidget] = [label("类别和规则", "secondary")]
        self._row += [label(head, "secondary") for head in _HEADS]
        for name, state in zip(QUARTERS, plan.states, strict=True):
            head = label(f"{name}\n{state}", "secondary")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            restyle(head, _TONES[state])
            self._row.append(head)
        self._row += [label(head, "secondary") for head in ("全年", "全年最低", "年末覆盖")]
        self._put()

    def _line(self, line: YearLine) -> None:
        self._row = [_words(line, self._buttons(line.key))]
        self._row += [label(str(count)) for count in (line.base, line.pool, line.visited)]
        self._row += [_quarter(line, place) for place in range(4)]
        visits = label(str(line.visits), "cardTitle")
        restyle(visits, "warn" if line.visits < line.least else "")
        self._row += [visits, label(str(line.least)), _covered(line)]
        self._put()
        for name, part in zip(
            (*_HEADS, *QUARTERS, "全年", "全年最低"), self._row[1:], strict=False
        ):
            if isinstance(part, QLabel):
                part.setAccessibleName(f"{line.name}{name} {part.text()} 家")

    def _buttons(self, key: str) -> list[QPushButton]:
        """Return what raises a category and takes that back; nothing where no quarter is open."""
        if (line := self._raising.get(key)) is None:
            return []
        words = f"全年{act(line)}" if line.raised_to is None else f"修改全年{what(line)}"
        opener = link(f"{words}…", lambda: self.asked.emit(line, opener))
        opener.setAccessibleName(f"{line.name}：{words}")
        self._openers[key] = opener
        if not line.any_raised:
            return [opener]
        words = f"取消全年{taken_back(line)}"
        taker = link(f"{words}…", partial(self.unasked.emit, line))
        taker.setAccessibleName(f"{line.name}：{words}")
        self._takers[key] = taker
        return [opener, taker]

    def _total(self, plan: YearPlan) -> None:
        sums = [
            *(
                sum(getattr(line, name) for line in plan.lines)
                for name in ("base", "pool", "visited")
            ),
            *(sum(line.quarters[place].visits for line in plan.lines) for place in range(4)),
            plan.visits,
            plan.least,
        ]
        covered = sum(line.covered for line in plan.lines)
        pool = sum(line.pool for line in plan.lines)
        self._row = [label("合计", "cardTitle")]
        self._row += [label(str(count), "cardTitle") for count in sums]
        self._row.append(label(f"{covered}/{pool}", "cardTitle"))
        self._put()

    def _put(self) -> None:
        place = self._grid.rowCount()
        for column, part in enumerate(self._row):
            self._grid.addWidget(part, place, column, _RIGHT if column else _TOP)
            if column:
                self._grid.setColumnMinimumWidth(column, _FIGURE)

    def _rule(self) -> None:
        rule = named(QFrame(), "gridRule")
        rule.setFixedHeight(1)
        self._grid.addWidget(rule, self._grid.rowCount(), 0, 1, -1)


def _words(line: YearLine, buttons: Sequence[QPushButton]) -> QWidget:
    """Return a category's name with its buttons, and below its rule, its sum, what is raised and
    what else there is to know."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = label(line.name, "cardTitle", wrap=True)
    head = row(name, *buttons, spacing=4)
    head.setStretch(0, 1)
    head.setAlignment(name, _TOP)  # where the row's figures stand
    column.addLayout(head)
    column.addWidget(label(f"{line.clause}　{line.rule}", "secondary", wrap=True))
    column.addWidget(label(line.formula, "secondary", wrap=True))
    for raised in line.raises:
        column.addWidget(label(raised.words, "secondary", wrap=True))
    if line.notes:
        told = label("；".join(line.notes), "secondary", wrap=True)
        lacking = line.visits < line.least or (line.coverage != "none" and line.covered < line.pool)
        restyle(told, "warn" if lacking else "")
        column.addWidget(told)
    return part


def _quarter(line: YearLine, place: int) -> QLabel:
    one = line.quarters[place]
    part = label(_visits(one))
    restyle(part, _TONES[one.state] if one.state == "预计" else "")
    if one.state == "已摇号" and one.drawn != one.planned:
        part.setToolTip(f"计划 {one.planned} 家，名单上现有 {one.drawn} 家")
    if one.entered:
        part.setToolTip(f"其中补录 {one.entered} 家次")
    return part


def _visits(one: YearQuarter) -> str:
    return str(one.visits) if one.visits or one.state != "未摇号" else "—"


def _covered(line: YearLine) -> QLabel:
    part = label(f"{line.covered}/{line.pool}" if line.pool else "—")
    left = line.pool - line.covered
    tones = {"hard": "danger", "soft": "warn", "none": ""}
    restyle(part, tones[line.coverage] if left else "fine" if line.pool else "")
    return part
