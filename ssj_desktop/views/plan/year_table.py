"""The year's table: a category a row, a quarter a column, and what the year comes to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ssj_desktop.facts.year_plan import YearLine, YearPlan, YearQuarter, YearState
from ssj_desktop.views.parts import card, label, named, restyle

_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
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


def year_table(plan: YearPlan) -> QFrame:
    """Return the table of a year's plan."""
    return _Table(plan)


class _Table(QFrame):
    """Built anew for each plan: a scheme may have other categories than the one before."""

    def __init__(self, plan: YearPlan) -> None:
        super().__init__()
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

    def _head(self, plan: YearPlan) -> None:
        self._row: list[QWidget] = [label("类别和规则", "secondary")]
        self._row += [label(head, "secondary") for head in _HEADS]
        for name, state in zip(_QUARTERS, plan.states, strict=True):
            head = label(f"{name}\n{state}", "secondary")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            restyle(head, _TONES[state])
            self._row.append(head)
        self._row += [label(head, "secondary") for head in ("全年", "全年最低", "年末覆盖")]
        self._put()

    def _line(self, line: YearLine) -> None:
        self._row = [_words(line)]
        self._row += [label(str(count)) for count in (line.base, line.pool, line.visited)]
        self._row += [_quarter(line, place) for place in range(4)]
        visits = label(str(line.visits), "cardTitle")
        restyle(visits, "warn" if line.visits < line.least else "")
        self._row += [visits, label(str(line.least)), _covered(line)]
        self._put()
        for name, part in zip(
            (*_HEADS, *_QUARTERS, "全年", "全年最低"), self._row[1:], strict=False
        ):
            if isinstance(part, QLabel):
                part.setAccessibleName(f"{line.name}{name} {part.text()} 家")

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
        row = self._grid.rowCount()
        for column, part in enumerate(self._row):
            self._grid.addWidget(part, row, column, _RIGHT if column else _TOP)
            if column:
                self._grid.setColumnMinimumWidth(column, _FIGURE)

    def _rule(self) -> None:
        rule = named(QFrame(), "gridRule")
        rule.setFixedHeight(1)
        self._grid.addWidget(rule, self._grid.rowCount(), 0, 1, -1)


def _words(line: YearLine) -> QWidget:
    """Return a category's name with its rule, its sum and what there is to know below."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(line.name, "cardTitle", wrap=True))
    column.addWidget(label(f"{line.clause}　{line.rule}", "secondary", wrap=True))
    column.addWidget(label(line.formula, "secondary", wrap=True))
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
