"""The sheets of a PDF one below the other, at any zoom, drawn as they come into sight."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QFrame, QWidget

from ssj_desktop.views import theme
from ssj_desktop.views.page_pictures import PagePictures

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_NEAR = 1.01  # a zoom so close to a step stands on it
_LEAST = 0.1  # of whatever little width there is
_MARGIN, _GAP = 16, 12  # px around the sheets and between them
_LINE = 48  # px that an arrow key scrolls
_NOTCH = 120  # a wheel's step, as Qt counts
_FEW = 20  # pages, measured at once
_ROOM = 24_000_000  # pixels of pages kept though out of sight: 96 MB
_AHEAD = 8_000_000  # pixels; a page larger than that is not drawn before it is seen
_EDGE = QColor(27, 42, 43, 48)
_NO_KEY = Qt.KeyboardModifier.NoModifier


class Sheets(QAbstractScrollArea):
    """Fits the widest page to its own width until a zoom is chosen. Pages count from 0.

    Signals: ``place_changed`` (the page that is read, and of how many), ``zoom_changed``,
    ``drawn`` (every page in sight is there).
    """

    place_changed = Signal(int, int)
    zoom_changed = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = PagePictures(self, _ROOM)
        self._document: QPdfDocument | None = None
        self._sizes: list[QSizeF] = []  # points
        self._boxes: list[QRect] = []  # where the sheets lie, before any scrolling
        self._chosen: float | None = None
        self._zoom = 1.0
        self._place = (0, 0)
        self._turned = 0

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(self._find_place)
        self._pictures.came.connect(self._show_picture)

    @property
    def zoom(self) -> float:
        """The zoom that is seen; at 1 an inch of paper is what the screen calls an inch."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether the zoom follows the width."""
        return self._chosen is None

    def show_document(self, document: QPdfDocument) -> None:
        """Show another paper at the same zoom and place."""
        anchor = self._anchor()
        self._document = document
        self._pictures.show_document(document)
        count = document.pageCount()
        if self._place[1] or count <= _FEW:
            self._sizes = _measured(document)
        else:  # Of a long paper the first page is seen before all are measured.
            self._sizes = [document.pagePointSize(0)] * count
            self._pictures.came.connect(self._measure, Qt.ConnectionType.SingleShotConnection)
        self._lay_out(anchor)

    def next_zoom(self, step: int) -> float | None:
        """Return the next zoom that is larger (1) or smaller (-1) than what is seen, if any."""
        if step > 0:
            return next((zoom for zoom in _ZOOMS if zoom > self._zoom * _NEAR), None)
        return next((zoom for zoom in reversed(_ZOOMS) if zoom * _NEAR < self._zoom), None)

    def set_zoom(self, zoom: float | None) -> None:
        """Show the sheets at this zoom; None has them fit the width."""
        anchor = self._anchor()
        self._chosen = zoom
        self._lay_out(anchor)
        self.zoom_changed.emit()  # a chosen zoom may be that which fits

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page into sight, as far up as the paper's end allows."""
        if 0 <= page < len(self._boxes):
            self.verticalScrollBar().setValue(self._boxes[page].top() - _MARGIN)
            self._tell_place(page)

    def _measure(self) -> None:
        if self._document and (sizes := _measured(self._document)) != self._sizes:
            self._sizes = sizes
            self._lay_out(self._anchor())

    def _lay_out(self, anchor: tuple[int, float]) -> None:
        widest = max((size.width() for size in self._sizes), default=1.0)
        inch = self.logicalDpiX() / 72  # px a point
        before, self._zoom = self._zoom, self._chosen or self._room() / (widest * inch)
        scale = self._zoom * inch
        across = max(self.viewport().width(), round(widest * scale) + 2 * _MARGIN)
        top = _MARGIN
        self._boxes = []
        for size in self._sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            self._boxes.append(QRect((across - width) // 2, top, width, height))
            top += height + _GAP
        self._set_range(across, top - _GAP + _MARGIN)
        self.verticalScrollBar().setValue(self._height_of(anchor))
        self._find_place()
        self.viewport().update()
        if self._zoom != before:
            self.zoom_changed.emit()

    def _room(self) -> float:
        """Return the width for a sheet, the same whether or not there is a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(self.width() - bar - 2 * _MARGIN, self.width() * _LEAST, 1)

    def _set_range(self, across: int, down: int) -> None:
        seen = self.viewport().size()
        for bar, whole, part in (
            (self.horizontalScrollBar(), across, seen.width()),
            (self.verticalScrollBar(), down, seen.height()),
        ):
            middle = bar.maximum() / 2
            was_middle = bar is self.horizontalScrollBar() and bar.value() == int(middle)
            bar.setPageStep(part)
            bar.setRange(0, max(0, whole - part))
            if was_middle:  # enlarged towards both sides
                bar.setValue(bar.maximum() // 2)

    def _anchor(self) -> tuple[int, float]:
        """Return what stands at the top: a page and how far down it, px where above the page."""
        top = self.verticalScrollBar().value()
        page = next((page for page, box in enumerate(self._boxes) if box.bottom() >= top), 0)
        if not self._boxes:
            return 0, -_MARGIN
        within = top - self._boxes[page].top()
        return page, within / self._boxes[page].height() if within > 0 else within

    def _height_of(self, anchor: tuple[int, float]) -> int:
        if not self._boxes:
            return 0
        box = self._boxes[min(anchor[0], len(self._boxes) - 1)]
        return box.top() + round(anchor[1] * box.height() if anchor[1] > 0 else anchor[1])

    def _find_place(self) -> None:
        """Take for read the page that crosses the middle."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [page for page, box in enumerate(self._boxes) if box.top() <= middle]
        self._tell_place(above[-1] if above else 0)

    def _tell_place(self, page: int) -> None:
        if (place := (page, len(self._boxes))) != self._place:
            self._place = place
            self.place_changed.emit(*place)

    def _in_sight(self) -> Iterator[tuple[int, QRect]]:
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        seen = self.viewport().rect()
        for page, box in enumerate(self._boxes):
            moved = box.translated(-bars[0].value(), -bars[1].value())
            if moved.intersects(seen):
                yield page, moved

    def _size(self, page: int) -> QSize:
        """Return how many pixels the screen has for a page."""
        return self._boxes[page].size() * self.devicePixelRatioF()

    def _show_picture(self) -> None:
        self.viewport().update()
        if all(self._pictures.has(page, self._size(page)) for page, _ in self._in_sight()):
            self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.BORDER))
        sights = list(self._in_sight())
        for page, box in sights:
            painter.fillRect(box, Qt.GlobalColor.white)
            self._paint_page(painter, page, box)
            painter.setPen(_EDGE)
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QColor(theme.PINE))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()
        self._pictures.want([(page, self._size(page)) for page in self._next_to([*sights])])

    def _paint_page(self, painter: QPainter, page: int, box: QRect) -> None:
        image = self._pictures.of(page)
        if image is None:
            return
        if image.size() == self._size(page):
            image.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(box.topLeft(), image)
        else:  # until the right one comes
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, image)

    def _next_to(self, sights: list[tuple[int, QRect]]) -> list[int]:
        """Return the pages in sight and the one after and before, in the order of their need."""
        pages = [page for page, _ in sights]
        if pages:
            for page in (pages[-1] + 1, pages[0] - 1):
                if 0 <= page < len(self._boxes):
                    size = self._size(page)
                    pages += [page] * (size.width() * size.height() < _AHEAD)
        return pages

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._anchor())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _NOTCH:
            zoom = self.next_zoom(1 if self._turned > 0 else -1)
            self._turned = 0
            if zoom:
                self.set_zoom(zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        actions, keys = QAbstractSlider.SliderAction, Qt.Key
        acts: dict[int, QAbstractSlider.SliderAction] = {
            keys.Key_Space: actions.SliderPageStepSub if back else actions.SliderPageStepAdd,
            keys.Key_Home: actions.SliderToMinimum,
            keys.Key_End: actions.SliderToMaximum,
        }
        if (act := acts.get(event.key())) is None:
            super().keyPressEvent(event)
        else:
            self.verticalScrollBar().triggerAction(act)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _measured(document: QPdfDocument) -> list[QSizeF]:
    return [document.pagePointSize(page) for page in range(document.pageCount())]
