"""The projector's window: the show, full screen, on the display that the operator does not use."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from ssj_desktop.views.stage.paint import Canvas
from ssj_desktop.views.stage.show import Show

_ON = {
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Right,
}
_BACK = {Qt.Key.Key_PageUp, Qt.Key.Key_Left}


def other_screen(of: QWidget) -> QScreen | None:
    """Return a display that a window is not on, the first one beside it."""
    own = of.window().screen()
    others = [screen for screen in QGuiApplication.screens() if screen is not own]
    return others[0] if others else None


class StageWindow(QWidget):
    """Signals: ``advanced`` and ``returned``, a presenter's keys; ``leave_asked``, Esc: whoever
    opened the window asks and closes it; ``gone``, it was closed or its display pulled out."""

    advanced = Signal()
    returned = Signal()
    leave_asked = Signal()
    gone = Signal()

    def __init__(self, show: Show, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._show = show
        self._canvas = Canvas(show)
        self._on: QScreen | None = None
        self.setWindowTitle("摇号投影")
        self.setAccessibleName("投影")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        # Nobody's child, for it must stay when the operator's window is made small; but it goes
        # with the program.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)

        show.changed.connect(self.update)
        show.rolled.connect(self._update_reel)
        show.rested.connect(self._draw_ahead)
        gui = QGuiApplication.instance()
        assert isinstance(gui, QGuiApplication)
        gui.screenRemoved.connect(self._lose)

    def open_on(self, screen: QScreen, with_keyboard: bool) -> None:
        """Fill a display; ``with_keyboard`` where it covers the operator's own window."""
        self._on = screen
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not with_keyboard)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        if with_keyboard:
            self.activateWindow()
            self.setFocus()

    def _lose(self, screen: QScreen) -> None:
        # Qt would move the window onto the operator's display, over the operator's window.
        if screen is self._on:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not event.spontaneous() or self.isVisible():
            self._on = None
            self.gone.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():  # a hand that rests on a key pressed it once
            return
        key = event.key()
        if key in _ON:
            self.advanced.emit()
        elif key in _BACK:
            self.returned.emit()
        elif key == Qt.Key.Key_Escape:
            self.leave_asked.emit()

    @property
    def _pixels(self) -> QSize:
        return self.size() * self.devicePixelRatioF()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show.set_size(self._pixels)

    def _draw_ahead(self) -> None:
        self._canvas.draw_ahead(self._pixels)

    def _update_reel(self) -> None:
        ratio = self.devicePixelRatioF()
        area = self._canvas.reel(self._pixels)
        self.update(
            QRect(
                int(area.x() / ratio),
                int(area.y() / ratio),
                int(area.width() / ratio) + 2,
                int(area.height() / ratio) + 2,
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_on(painter, self._canvas, self, event.rect())
        painter.end()


def paint_on(painter: QPainter, canvas: Canvas, widget: QWidget, part: QRect) -> None:
    """Paint ``part`` of a widget in the device's own pixels."""
    ratio = widget.devicePixelRatioF()
    painter.scale(1 / ratio, 1 / ratio)
    pixels = QRect(0, 0, round(widget.width() * ratio), round(widget.height() * ratio))
    scaled = QRect(
        int(part.x() * ratio),
        int(part.y() * ratio),
        round(part.width() * ratio) + 2,
        round(part.height() * ratio) + 2,
    )
    canvas.paint(painter, pixels.size(), scaled & pixels)
