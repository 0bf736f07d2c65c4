"""Painting the show: a page once into a picture, then of a rolling reel only the names.

A page's picture is kept; of the next one only those boxes are painted that are not on it yet, so
that neither a name nor a figure costs a whole page.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QRadialGradient,
    QRegion,
)

from ssj_desktop.views.stage.boxes import Box, Panel, Qr, Rect, Reel, Rule, Text
from ssj_desktop.views.stage.looks import PALETTES, Palette
from ssj_desktop.views.stage.reel import Strip
from ssj_desktop.views.stage.round_pages import bright, dimmed
from ssj_desktop.views.stage.show import Show
from ssj_desktop.views.stage.text import advance, baseline, font

_KEPT = 96  # pictures of names
_QUIET = 4  # modules around a QR code


class Canvas:
    """The show at one size in device pixels, which may be smaller than the projector's."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._size = QSize()
        self._scale = 1.0
        self._palette = PALETTES["dark"]
        self._ground = QPixmap()
        self._page = QPixmap()
        self._on_page: tuple[Box, ...] = ()
        self._names: OrderedDict[tuple[str, bool, Rect], QPixmap] = OrderedDict()
        self._ahead: Strip | None = None
        self._to_draw: Iterator[Text] = iter(())

    def paint(self, painter: QPainter, size: QSize, part: QRect) -> None:
        """Paint ``part`` of the show on a device of ``size`` pixels."""
        self._prepare(size)
        painter.drawPixmap(part, self._page, part)
        for box in self._on_page:
            if isinstance(box, Reel) and self._on_device(box.rect).intersects(part):
                self._paint_names(painter, box)

    def reel(self, size: QSize) -> QRect:
        """Return where the reel is on a device of ``size`` pixels; empty where there is none."""
        self._prepare(size)
        found = [box for box in self._on_page if isinstance(box, Reel)]
        return self._on_device(found[0].rect) if found else QRect()

    def draw_ahead(self, size: QSize) -> None:
        """Make one of the pictures that the next pick rolls by, while this one rests."""
        self._prepare(size)
        found = [box for box in self._on_page if isinstance(box, Reel)]
        if not found or self._show.ahead is None:
            return
        if self._show.ahead != self._ahead:
            self._ahead = self._show.ahead
            self._to_draw = _pictured(found[0], self._ahead)
        if (text := next(self._to_draw, None)) is not None:
            self._picture(text, *self._measure(text))

    def _measure(self, text: Text) -> tuple[int, int]:
        s = self._scale
        return max(round(text.rect.w * s), 1), max(round(text.rect.h * s), 1)

    def _on_device(self, rect: Rect) -> QRect:
        s = self._scale
        return QRectF(rect.x * s, rect.y * s, rect.w * s, rect.h * s).toAlignedRect()

    def _prepare(self, size: QSize) -> None:
        whole = self._show.size
        scale = min(size.width() / whole.width(), size.height() / whole.height())
        palette = PALETTES[self._show.manner.look]
        boxes = self._show.boxes
        if (size, scale, palette) != (self._size, self._scale, self._palette):
            self._size, self._scale, self._palette = size, scale, palette
            self._ground = QPixmap()
            self._names.clear()
        if self._ground.isNull():
            self._ground = _grounded(size, palette)
            self._page = self._ground.copy()
            self._on_page = ()
        if boxes is not self._on_page:
            self._renew(boxes)

    def _renew(self, boxes: tuple[Box, ...]) -> None:
        """Paint what is not on the page's picture yet, over what is no longer to be there."""
        other = set(boxes) ^ set(self._on_page)
        region = QRegion()
        for box in other:
            region += self._on_device(box.rect).adjusted(-2, -2, 2, 2)
        self._on_page = boxes
        if region.isEmpty():
            return
        painter = QPainter(self._page)
        painter.setClipRegion(region)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(self._scale, self._scale)
        for box in boxes:
            if region.intersects(self._on_device(box.rect)):
                paint_box(painter, box, self._palette)
        painter.end()

    def _paint_names(self, painter: QPainter, reel: Reel) -> None:
        strip = self._show.strip
        if strip is None:
            return
        position = self._show.position
        band, whole = self._on_device(reel.band), self._on_device(reel.rect)
        above = QRect(whole.left(), whole.top(), whole.width(), band.top() - whole.top())
        below = QRect(whole.left(), band.bottom(), whole.width(), whole.bottom() - band.bottom())
        for number in strip.around(position):
            name, away = strip.names[number], number - position
            if abs(away) < 1:
                self._blit(painter, bright(reel, name), away * reel.band.h, band)
            if self._show.manner.still:
                continue
            if away < 0:
                # One picture serves above and below.
                shift = away * reel.pitch - reel.band.h
                self._blit(painter, dimmed(reel, name, 1), shift, above)
            if away > 0:
                self._blit(painter, dimmed(reel, name, 1), (away - 1) * reel.pitch, below)

    def _blit(self, painter: QPainter, text: Text, shift: float, clip: QRect) -> None:
        """Put a name's picture ``shift`` away from where it stands, as far as it is in ``clip``."""
        s = self._scale
        x, y = round(text.rect.x * s), round((text.rect.y + shift) * s)
        wide, high = self._measure(text)
        seen = QRect(x, y, wide, high) & clip
        if not seen.isEmpty():
            painter.drawPixmap(seen, self._picture(text, wide, high), seen.translated(-x, -y))

    def _picture(self, text: Text, wide: int, high: int) -> QPixmap:
        key = ("".join(text.lines), text.bold, text.rect)
        if (kept := self._names.get(key)) is not None:
            self._names.move_to_end(key)
            return kept
        s = self._scale
        made = QPixmap(wide, high)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.scale(s, s)
        painter.translate(-text.rect.x, -text.rect.y)
        paint_box(painter, text, self._palette)
        painter.end()
        self._names[key] = made
        while len(self._names) > _KEPT:
            self._names.popitem(last=False)
        return made


def _pictured(reel: Reel, strip: Strip) -> Iterator[Text]:
    """Yield what of a strip comes in sight, in that order."""
    for name in strip.names[strip.start - 2 :]:
        yield dimmed(reel, name, 1)
        yield bright(reel, name)


def _grounded(size: QSize, palette: Palette) -> QPixmap:
    """Return the page without anything on it, lightest a little above its middle."""
    made = QPixmap(size)
    middle = QPointF(size.width() * 0.5, size.height() * 0.42)
    gradient = QRadialGradient(middle, max(size.width() * 0.68, 1))
    for at, colour in enumerate(palette.ground):
        gradient.setColorAt(at, QColor(colour))
    painter = QPainter(made)
    painter.fillRect(made.rect(), gradient)
    painter.end()
    return made


def paint_box(painter: QPainter, box: Box, palette: Palette) -> None:
    """Paint one box."""
    colours = palette.colours
    match box:
        case Text():
            _paint_text(painter, box, colours[box.ink])
        case Panel():
            fill, stroke = colours.get(box.fill), colours.get(box.stroke)
            painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(stroke), 1.5) if stroke else Qt.PenStyle.NoPen)
            edge = 0.75 if stroke else 0.0
            painter.drawRoundedRect(_area(box.rect.inset(edge)), box.radius, box.radius)
        case Rule():
            painter.fillRect(_area(box.rect), QColor(colours[box.ink]))
        case Qr():
            _paint_qr(painter, box, colours)
        case Reel():
            _paint_reel(painter, box, colours)


def _area(rect: Rect) -> QRectF:
    return QRectF(*rect)


def _paint_text(painter: QPainter, box: Text, colour: str) -> None:
    painter.setFont(font(box.face, box.bold, box.px))
    painter.setPen(QColor(colour))
    for number, line in enumerate(box.lines):
        room = box.rect.w - advance(line, box.face, box.bold, box.px)
        x = box.rect.x + {"left": 0.0, "center": room / 2, "right": room}[box.align]
        top, high = box.rect.y, box.rect.h
        y = baseline(top, high, len(box.lines), number, box.px, box.pitch)
        painter.drawText(QPointF(x, y), line)


def _paint_qr(painter: QPainter, box: Qr, colours: Mapping[str, str]) -> None:
    rows = box.matrix
    side = min(box.rect.w, box.rect.h)
    # Whole pixels a module: a blurred edge is what cameras stumble over.
    module = max(side / (len(rows) + 2 * _QUIET), 1.0)
    module = float(int(module)) if module >= 3 else module
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours["paper"]))
    painter.drawRoundedRect(_area(box.rect), side * 0.03, side * 0.03)
    left = round(box.rect.x + (box.rect.w - module * len(rows)) / 2)
    top = round(box.rect.y + (box.rect.h - module * len(rows)) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark == "1":
                spot = QRectF(left + x * module, top + y * module, module, module)
                painter.fillRect(spot, QColor(colours["ink"]))
    painter.restore()


def _paint_reel(painter: QPainter, box: Reel, colours: Mapping[str, str]) -> None:
    """Paint the band, which fades into the well at both sides."""
    band = _area(box.band)
    gradient = QLinearGradient(band.topLeft(), band.topRight())
    for at, role in ((0, "well"), (0.25, "band"), (0.75, "band"), (1, "well")):
        gradient.setColorAt(at, QColor(colours[role]))
    painter.fillRect(band, gradient)
    thick = max(2.5 * box.unit, 1.0)
    for y in (band.top(), band.bottom() - thick):
        painter.fillRect(QRectF(band.left(), y, band.width(), thick), QColor(colours["rule"]))
