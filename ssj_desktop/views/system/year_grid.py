"""Twelve months on one sheet: free days, made-up workdays, today, and the day that is chosen."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ssj_desktop.facts.calendar import DayFacts, DayKind, YearFacts
from ssj_desktop.views import theme
from ssj_desktop.views.system.day_words import day_words

_WEEK = "一二三四五六日"
_ROWS = 6  # weeks that a month may touch
_GAP = QSize(16, 12)  # px between months
_TITLE, _HEAD = 20, 18  # px: a month's name, the names of the weekdays
_LEAST, _MOST = QSize(30, 19), QSize(52, 36)  # px of a day
_FIGURE, _NAME, _MARK = 13, 12, 11  # px of type
_RING = 11.5  # px from the middle of today's figures
_INSET = 5  # px from the edge of the sheet to the first column's figures
_GROUNDS = {DayKind.OFF: QColor("#FBF0EF"), DayKind.MADE_UP: QColor(theme.HEAD)}
_NOTHING = QColor(Qt.GlobalColor.transparent)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -len(_WEEK),
    Qt.Key.Key_Down: len(_WEEK),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARKS = {DayKind.OFF: "休", DayKind.MADE_UP: "班"}


class YearGrid(QWidget):
    """``chosen``: another day, of whatever year; ``wanted``: the chosen one is to be edited."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._facts: YearFacts | None = None
        self._day = self._today = date.min
        self._columns = 4
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(self._size_for(2, _LEAST).width(), 0)

    def show_year(self, facts: YearFacts, day: date, today: date) -> None:
        """Show a year with one of its days chosen."""
        self._facts, self._day, self._today = facts, day, today
        self.setAccessibleName(f"{facts.year} 年日历")
        self.setAccessibleDescription(day_words(facts.at(day), today))
        self.update()

    def cell_of(self, day: date) -> QRectF:
        """Return where a day of the year stands."""
        left, top = self._corner(day.month)
        place = date(day.year, day.month, 1).weekday() + day.day - 1
        row, column = divmod(place, len(_WEEK))
        size = self._cell()
        return QRectF(
            left + column * size.width(),
            top + _TITLE + _HEAD + row * size.height(),
            size.width(),
            size.height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = (n for n in (4, 3) if self._size_for(n, _LEAST).width() <= self.width())
        self._columns = next(fits, 2)
        self.setMinimumHeight(self._size_for(self._columns, _LEAST).height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self.chosen.emit(self._day + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.chosen.emit(_months_on(self._day, event.key() == Qt.Key.Key_PageDown))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if day := self._day_at(event.position().toPoint()):
            self.chosen.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._day_at(event.position().toPoint()) == self._day:
            self.wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._facts:
            day = self._day_at(event.pos())
            words = day_words(self._facts.at(day), self._today) if day else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._facts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_head(painter, month)
        for one in self._facts.days:
            self._paint_day(painter, one)

    def _paint_head(self, painter: QPainter, month: int) -> None:
        left, top = self._corner(month)
        size = self._cell()
        painter.setPen(QColor(theme.INK))
        painter.setFont(theme.font(bold=True))
        place = QRectF(left, top, size.width() * len(_WEEK), _TITLE)
        painter.drawText(place.adjusted(_INSET, 0, 0, 0), _LEFT, f"{month} 月")
        painter.setFont(theme.font(_NAME))
        painter.setPen(QColor(theme.HINT))
        for column, name in enumerate(_WEEK):
            place = QRectF(left + column * size.width(), top + _TITLE, size.width(), _HEAD)
            place.adjust(1, 0, -1, 0)
            painter.drawText(_figure(place), Qt.AlignmentFlag.AlignCenter, name)

    def _paint_day(self, painter: QPainter, one: DayFacts) -> None:
        cell = self.cell_of(one.day).adjusted(1, 1, -1, -1)
        figure, ground = _figure(cell), _GROUNDS.get(one.kind)
        chosen = one.day == self._day
        painter.setBrush(ground or (QColor(theme.SOFT) if chosen else _NOTHING))
        painter.setPen(self._edge(one, chosen))
        painter.drawRoundedRect(cell, 4, 4)
        if one.day == self._today:
            painter.setPen(QPen(QColor(theme.PINE), 1.5))
            painter.setBrush(_NOTHING)
            painter.drawEllipse(figure.center(), _RING, min(cell.height() / 2, _RING))
        painter.setFont(theme.font(_FIGURE))
        painter.setPen(_ink(one.kind))
        painter.drawText(figure, Qt.AlignmentFlag.AlignCenter, str(one.day.day))
        if mark := _MARKS.get(one.kind):
            painter.setFont(theme.font(_MARK))
            beside = QRectF(figure.center().x() + _FIGURE * 0.65, cell.top(), _MARK, cell.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, mark)

    def _edge(self, one: DayFacts, chosen: bool) -> QPen:
        """Return what a day is framed by; what the frame of the chosen one hides its card tells."""
        if chosen:
            return QPen(QColor(theme.PINE), 2 if self.hasFocus() else 1)
        if one.by_hand:
            return QPen(QColor(theme.WARN), 1, Qt.PenStyle.DashLine)
        return QPen(Qt.PenStyle.NoPen)

    def _day_at(self, place: QPoint) -> date | None:
        days = self._facts.days if self._facts else ()
        return next((one.day for one in days if self.cell_of(one.day).contains(place)), None)

    def _corner(self, month: int) -> tuple[float, float]:
        """Return a month's left and top."""
        row, column = divmod(month - 1, self._columns)
        width = (self.width() + _GAP.width()) / self._columns
        height = (self.height() + _GAP.height()) * self._columns / 12
        return column * width, row * height

    def _cell(self) -> QSize:
        """Return a day's size: what the widget has room for, within bounds."""
        rows = 12 // self._columns
        width = ((self.width() + _GAP.width()) // self._columns - _GAP.width()) // len(_WEEK)
        height = ((self.height() + _GAP.height()) // rows - _GAP.height() - _TITLE - _HEAD) // _ROWS
        return QSize(width, height).expandedTo(_LEAST).boundedTo(_MOST)

    @staticmethod
    def _size_for(columns: int, cell: QSize) -> QSize:
        """Return the size of all months side by side in so many columns."""
        rows = 12 // columns
        width = columns * (cell.width() * len(_WEEK) + _GAP.width()) - _GAP.width()
        height = rows * (_TITLE + _HEAD + _ROWS * cell.height() + _GAP.height()) - _GAP.height()
        return QSize(width, height)


def _figure(cell: QRectF) -> QRectF:
    """Return where a day's number stands: a mark has its place beside it."""
    return cell.adjusted(0, 0, -_MARK, 0)


def _ink(kind: DayKind) -> QColor:
    if kind.free:
        return QColor(theme.DANGER)
    return QColor(theme.HINT if kind is DayKind.UNKNOWN else theme.INK)


def _months_on(day: date, forward: bool) -> date:
    """Return the same day of the next or the last month, or that month's last day."""
    months = day.year * 12 + day.month - 1 + (1 if forward else -1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
