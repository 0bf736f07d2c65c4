"""A page while it is laid out: 1080 units high, with what every page has on it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QSize

from ssj_desktop.views.stage import text as texts
from ssj_desktop.views.stage.boxes import Align, Box, Face, Panel, Qr, Rect, Rule, Text

HEIGHT = 1080
LEAST = 28  # units; no letter is smaller, or the last row of chairs cannot read it
MARGIN = 72
_NARROWEST, _WIDEST = 1.25, 16 / 9  # a page of another shape lies in the middle of the projector's


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: at most ``most`` units high, in the ``ink`` of a role ``on`` another."""

    most: float = LEAST
    ink: str = "text"
    on: str = "ground"
    face: Face = "sans"
    bold: bool = False
    align: Align = "left"
    pitch: float = texts.PITCH


class Sheet:
    """Turns units into pixels and collects boxes."""

    def __init__(self, size: QSize) -> None:
        width, height = max(size.width(), 320), max(size.height(), 180)
        down = min(float(height), width / _NARROWEST)
        across = min(float(width), down * _WIDEST)
        self.unit = down / HEIGHT
        self.width = across / self.unit
        self.content = self.width - 2 * MARGIN
        self.least = math.ceil(LEAST * height / HEIGHT)
        self.boxes: list[Box] = []
        self._left, self._top = (width - across) / 2, (height - down) / 2

    def px(self, units: float) -> int:
        """Return a letter's height in pixels, never below the least one."""
        return max(int(units * self.unit), self.least)

    def rect(self, area: Rect) -> Rect:
        """Return where an area lies on the projector, in pixels."""
        u = self.unit
        return Rect(self._left + area.x * u, self._top + area.y * u, area.w * u, area.h * u)

    def wide(self, words: str, style: Style) -> float:
        """Return how wide a line is at its style's height, in units."""
        px = self.px(style.most)
        return texts.advance(words, style.face, style.bold, px) / self.unit + 2

    def high(self, words: str, width: float, style: Style) -> float:
        """Return how high words stand when wrapped into a width at their style's height."""
        px = self.px(style.most)
        room = (width * self.unit, math.inf)
        _, lines = texts.fit(words, style.face, style.bold, room, (px, px), style.pitch, False)
        return (len(lines) * style.pitch * px) / self.unit + 0.5

    def text(self, area: Rect, words: str, style: Style, fixed: bool = False) -> None:
        """Put words in an area, as large as fits; ``fixed``: at their style's height."""
        if not words:
            return
        rect, most = self.rect(area), self.px(style.most)
        least = most if fixed else self.least
        room, sizes = (rect.w, rect.h + 0.01), (least, most)
        even = style.align == "center"
        px, lines = texts.fit(words, style.face, style.bold, room, sizes, style.pitch, even)
        self.boxes.append(
            Text(
                rect,
                lines,
                style.face,
                style.bold,
                px,
                style.ink,
                style.on,
                style.align,
                style.pitch,
            )
        )

    def panel(self, area: Rect, fill: str, stroke: str = "", radius: float = 18) -> None:
        self.boxes.append(Panel(self.rect(area), fill, stroke, radius * self.unit))

    def rule(self, x: float, y: float, width: float, ink: str, thick: float = 2) -> None:
        self.boxes.append(Rule(self.rect(Rect(x, y, width, thick)), ink))

    def qr(self, area: Rect, matrix: tuple[str, ...]) -> None:
        self.boxes.append(Qr(self.rect(area), matrix))
