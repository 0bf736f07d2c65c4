"""Fitting words into rooms: the largest letters with which everything is there, nothing cut."""

import re
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from ssj_desktop import paths
from ssj_desktop.views.stage.boxes import Face

_FILES = ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf")
# What the first font lacks (rare characters of names), the second one has.
_FAMILIES = {
    "serif": ["Noto Serif SC", "LXGW WenKai"],
    "sans": ["Noto Sans SC", "LXGW WenKai"],
}
PITCH = 1.3  # from line to line, in heights of a letter
_RISE = 0.88  # of a Chinese letter's height lies above its baseline
_MEASURED_AT = 100  # px
JOINER = "\u2060"  # between letters that are to stay on one line; it is not written itself
# A word, number or date stays whole, punctuation stays with what it closes or opens.
_WORD = r"(?:[A-Za-z0-9.:+&@#/'\-]+|.)"
_PIECES = re.compile(
    rf"[（《“‘「『〔【(]*{_WORD}(?:[\u00a0{JOINER}]{_WORD})*[）》”’」』〕】)，。、；：！？…]*"
)


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Register the serif faces, which only the stage uses; 10 MB that no start should read."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))


@lru_cache(maxsize=256)
def font(face: Face, bold: bool, px: int) -> QFont:
    """Return a stage font; unhinted, so that the small mirror breaks no line otherwise."""
    load_fonts()
    made = QFont()
    made.setFamilies(_FAMILIES[face])
    made.setPixelSize(px)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=256)
def _metrics(face: Face, bold: bool, px: int) -> QFontMetricsF:
    return QFontMetricsF(font(face, bold, px))


def advance(text: str, face: Face, bold: bool, px: int) -> float:
    """Return how wide a line is."""
    return _metrics(face, bold, px).horizontalAdvance(text)


def baseline(top: float, height: float, count: int, line: int, px: int, pitch: float) -> float:
    """Return where a line's letters stand when ``count`` lines are in the middle of a height."""
    first = top + (height - count * pitch * px) / 2
    return first + line * pitch * px + (pitch - 1) / 2 * px + _RISE * px


@lru_cache(maxsize=8192)
def fit(
    text: str,
    face: Face,
    bold: bool,
    room: tuple[float, float],
    sizes: tuple[int, int],
    pitch: float = PITCH,
    balanced: bool = True,
) -> tuple[int, tuple[str, ...]]:
    """Return the most pixels between ``sizes`` with which ``text`` fits, and its lines.

    ``balanced`` lines are of about one length.

    The least size is kept even where it does not fit; that no page asks for this is tested.
    """
    width, height = room
    least, most = sizes
    while least < most:
        middle = (least + most + 1) // 2
        lines = _wrapped(text, face, bold, middle, width)
        if lines and len(lines) * pitch * middle <= height:
            least = middle
        else:
            most = middle - 1
    lines = _wrapped(text, face, bold, least, width, forced=True)
    if balanced or len(lines[-1]) == 1:  # a letter of its own looks lost
        lines = _balanced(text, face, bold, least, width, lines)
    return least, lines


def _wrapped(
    text: str, face: Face, bold: bool, px: int, width: float, forced: bool = False
) -> tuple[str, ...]:
    """Return the lines; none if a word must be broken and need not be (``forced``)."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for piece in _pieces(paragraph, face, bold, px, width, forced):
            if not piece:
                return ()
            wide = _wide(piece, face, bold) * px / _MEASURED_AT
            if line and used + wide > width - 1 and piece.strip():
                lines.append(line.strip())
                line, used = "", 0.0
                if not piece.strip():
                    continue
            line, used = line + piece, used + wide
        lines.append(line.strip())
    return tuple(lines)


def _pieces(
    text: str, face: Face, bold: bool, px: int, width: float, forced: bool
) -> tuple[str, ...]:
    found: list[str] = []
    for joined in _PIECES.findall(text):
        piece = joined.replace(JOINER, "")
        if _wide(piece, face, bold) * px / _MEASURED_AT <= width - 1:
            found.append(piece)
        else:
            found += list(piece) if forced else [""]
    return tuple(found)


@lru_cache(maxsize=16384)
def _wide(piece: str, face: Face, bold: bool) -> float:
    return advance(piece, face, bold, _MEASURED_AT)


def _balanced(
    text: str, face: Face, bold: bool, px: int, width: float, lines: tuple[str, ...]
) -> tuple[str, ...]:
    """Return as many lines of about one length: no single letter hangs below a full line."""
    if len(lines) < 2:
        return lines
    low, high = width / len(lines) / 2, width
    while high - low > px / 4:
        middle = (low + high) / 2
        if len(_wrapped(text, face, bold, px, middle, forced=True)) <= len(lines):
            high = middle
        else:
            low = middle
    return _wrapped(text, face, bold, px, high, forced=True)
