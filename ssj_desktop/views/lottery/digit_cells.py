"""Cells for digits that nobody may see: what is typed stands in memory alone, as dots on screen."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssj_desktop.views import theme

_CELL = QSize(36, 44)
_GAP = 6
_DIGIT = 20  # px
_EDGE = QColor("#C6D1CC")


class DigitCells(QWidget):
    """``sealed``: all digits are typed; they are handed over once and kept no longer."""

    sealed = Signal(str)

    def __init__(self, count: int, name: str) -> None:
        super().__init__()
        self._count = count
        self._typed = ""
        self._shown = ""
        self._closed = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Else an input method would show, and remember, what is typed.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, sealed: bool, digits: str) -> None:
        """Show dots once somebody has ``sealed`` the slot, and its ``digits`` once revealed."""
        self._closed, self._shown, self._typed = sealed, digits, ""
        taken = not sealed and not digits
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if taken else Qt.FocusPolicy.NoFocus)
        self.update()

    def open_again(self) -> None:
        """Take digits anew."""
        self.show_state(sealed=False, digits="")
        self.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether digits can be typed in."""
        return not self._closed and not self._shown and self.isEnabled()

    @property
    def typed(self) -> int:
        """How many digits are typed and not sealed yet."""
        return len(self._typed)

    def sizeHint(self) -> QSize:
        width = self._count * (_CELL.width() + _GAP) - _GAP
        return QSize(width, _CELL.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_open:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif event.text() and event.text() in "0123456789" and not event.isAutoRepeat():
            self._take(event.text())
        else:
            super().keyPressEvent(event)
        self.update()

    def _take(self, digit: str) -> None:
        self._typed += digit
        if len(self._typed) == self._count:
            digits, self._typed = self._typed, ""
            self._closed = True
            self.sealed.emit(digits)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_open:
            self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(_DIGIT, bold=bool(self._shown)))
        filled = self._count if self._closed or self._shown else len(self._typed)
        for place in range(self._count):
            left = place * (_CELL.width() + _GAP)
            cell = QRectF(left, 0, _CELL.width(), _CELL.height()).adjusted(1, 1, -1, -1)
            current = self.hasFocus() and place == filled
            edge = theme.PINE if current or place < filled else _EDGE
            painter.setPen(QPen(QColor(edge), 2 if current else 1))
            painter.setBrush(QColor(theme.SOFT if place < filled else theme.CARD))
            painter.drawRoundedRect(cell, 6, 6)
            painter.setPen(QColor(theme.INK))
            mark = self._shown[place : place + 1] or ("●" if place < filled else "")
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, mark)
