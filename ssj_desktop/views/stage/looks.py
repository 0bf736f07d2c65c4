"""The two looks of the stage: dark for a darkened room, bright for one with its curtains open."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssj_desktop.settings import Look

LEAST_CONTRAST = 7.0

_DARK = {
    # what is written
    "text": "#F4F1E6",
    "soft": "#DCE3D9",
    "gold": "#F2DCA6",
    "lead": "#F2DCA6",
    "done": "#B9EBD2",
    "dim": "#AFC2BB",
    "on now": "#0B2524",
    "on head": "#F2DCA6",
    "alarm": "#FFDACD",
    "ink": "#14201F",
    # what lies below
    "panel": "#0C3330",
    "chip": "#0E3936",
    "now": "#DEBE78",
    "head": "#0A2B29",
    "even": "#0F3B38",
    "odd": "#0C3330",
    "box": "#0A2B29",
    "well": "#092725",
    "band": "#2A4638",
    "paper": "#FBFAF5",
    # lines
    "rule": "#DEBE78",
    "edge": "#5F7A5E",
    "line": "#2B5652",
}
_BRIGHT = {
    "text": "#14201F",
    "soft": "#37474A",
    "gold": "#8A231C",
    "lead": "#8A231C",
    "done": "#10453B",
    "dim": "#445254",
    "on now": "#FFFFFF",
    "on head": "#FFFFFF",
    "alarm": "#8A231C",
    "ink": "#14201F",
    "panel": "#F0F3EE",
    "chip": "#EBF0EB",
    "now": "#17594D",
    "head": "#17594D",
    "even": "#F0F3EE",
    "odd": "#FBFAF5",
    "box": "#FFFFFF",
    "well": "#F4F3EC",
    "band": "#FFFFFF",
    "paper": "#FFFFFF",
    "rule": "#A8322A",
    "edge": "#B9C5BD",
    "line": "#D3DBD5",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role; the page's ground goes from the first of ``ground`` to the second."""

    ground: tuple[str, str]
    colours: Mapping[str, str]

    def under(self, role: str) -> tuple[str, ...]:
        """Return what may lie below a text: one colour, or both ends of the page's ground."""
        return self.ground if role == "ground" else (self.colours[role],)


PALETTES: Mapping[Look, Palette] = {
    "dark": Palette(("#164A46", "#082221"), _DARK),
    "bright": Palette(("#FBFAF5", "#FBFAF5"), _BRIGHT),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
