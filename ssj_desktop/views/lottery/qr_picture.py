"""A QR code on the operator's page."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ssj_desktop.facts.lottery import Matrix

_QUIET = 4  # modules of margin (ISO/IEC 18004)
_DARK, _LIGHT = QColor("#000000"), QColor("#FFFFFF")


class QrPicture(QWidget):
    """``side``: px, its margin included."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._matrix: Matrix = ()
        self.setFixedSize(side, side)

    def show_code(self, matrix: Matrix, name: str) -> None:
        """Show a code, called ``name`` to who hears the window."""
        self._matrix = matrix
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _LIGHT)
        # Whole pixels a module: a blurred edge costs a camera its grip.
        module = self.width() // (len(self._matrix) + 2 * _QUIET)
        start = (self.width() - module * len(self._matrix)) // 2
        for y, line in enumerate(self._matrix):
            for x, dark in enumerate(line):
                if dark == "1":
                    place = QRectF(start + x * module, start + y * module, module, module)
                    painter.fillRect(place, _DARK)
