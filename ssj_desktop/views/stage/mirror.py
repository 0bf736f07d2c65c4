"""The operator's small picture of what the room sees."""

import time

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssj_desktop.views.stage.paint import Canvas
from ssj_desktop.views.stage.show import Show

_PAUSE = 0.125  # seconds between two pictures while the reel rolls


class Mirror(QWidget):
    """The show in small, in the projector's shape."""

    def __init__(self, show: Show, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._canvas = Canvas(show)
        self._painted = 0.0
        self._shape = show.size
        self.setAccessibleName("投影画面")
        self.setMinimumSize(240, 135)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        show.changed.connect(self._renew)
        show.rolled.connect(self._follow)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._show.size.height() / self._show.size.width())

    def sizeHint(self) -> QSize:
        return QSize(384, self.heightForWidth(384))

    def _renew(self) -> None:
        if self._shape != self._show.size:
            self._shape = self._show.size
            self.updateGeometry()
        self.update()

    def _follow(self) -> None:
        if time.monotonic() - self._painted >= _PAUSE:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painted = time.monotonic()
        ratio = self.devicePixelRatioF()
        whole = self.size() * ratio
        pixels = self._show.size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(
            (whole.width() - pixels.width()) // 2, (whole.height() - pixels.height()) // 2
        )
        self._canvas.paint(painter, pixels, QRect(0, 0, pixels.width(), pixels.height()))
        painter.end()
