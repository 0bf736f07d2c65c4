"""What a page consists of once it has a size: boxes in pixels, in the order they are painted."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from ssj_desktop.facts.lottery import Matrix

Align: TypeAlias = Literal["left", "center", "right"]
Face: TypeAlias = Literal["serif", "sans"]


class Rect(NamedTuple):
    """A rectangle; in pixels in a box, in units (1080 a page's height) while laying out."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, across: float, down: float | None = None) -> "Rect":
        """Return the rectangle with a margin inside."""
        down = across if down is None else down
        return Rect(self.x + across, self.y + down, self.w - 2 * across, self.h - 2 * down)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines in the middle of ``rect``'s height; ``ink`` and ``on`` are colours' roles."""

    rect: Rect
    lines: tuple[str, ...]
    face: Face
    bold: bool
    px: int
    ink: str
    on: str
    align: Align
    pitch: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled area; ``fill`` or ``stroke`` "" for none."""

    rect: Rect
    fill: str
    stroke: str
    radius: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A line as thick as its rectangle is high."""

    rect: Rect
    ink: str


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with its quiet zone: dark on light in either look, or phones do not read it."""

    rect: Rect
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Reel:
    """Where names roll: bright ones through ``band``, dimmed ones ``pitch`` apart around it."""

    rect: Rect
    band: Rect
    pitch: float
    least: int
    unit: float


Box: TypeAlias = Text | Panel | Rule | Qr | Reel
