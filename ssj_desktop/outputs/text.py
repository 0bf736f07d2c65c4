"""Chinese running text broken into lines, by the rules of where a line may not begin or end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ssj_desktop.outputs.fonts import Face, Fonts, Glyph

Align = Literal["left", "center", "right", "justify"]

_OPENING = "（「『《〈〔【“‘(["
_CLOSING = "。，、；：？！）」』》〉〕】”’…—·％%℃‰～,.;:!?)]"
# These fill only the left half of their square: at a line's end the right half may stick out.
_HALF_EMPTY = "。，、；：？！）」』》〉〕】”’"
_FULL_OPENING = "（「『《〈〔【“‘"
_DOUBLED = re.compile(
    f"[{_HALF_EMPTY}](?=[{_HALF_EMPTY}{_FULL_OPENING}])|[{_FULL_OPENING}](?=[{_FULL_OPENING}])"
)
# A run of Latin letters and figures holds together, a figure keeps what it counts, and marks hold
# on to what they belong to; a name in a list is not torn apart.
_COUNTED = "家人个次位年月日时分号条项"
_MARKS = f"[{re.escape(_CLOSING)}]"
_NAME = rf"(?:(?<=、)|^)[\u4e00-\u9fff\U00020000-\U0003ffff]{{2,3}}(?:{_MARKS}+|(?=（)|$)"
_UNIT = re.compile(
    rf" +|{_NAME}|[{re.escape(_OPENING)}]*"
    rf"(?:第?[!-~]*[0-9](?:[{_COUNTED}]|(?![!-~]))|[!-~]+|[^ ]){_MARKS}*"
)
_SQUEEZE = 0.02  # of an em a character: how far a justified line may be drawn together
_STRETCH = 0.12  # of an em a character: a line that would need more stays ragged


class Span(NamedTuple):
    """A stretch of text in one face."""

    text: str
    face: Face


class Run(NamedTuple):
    """Neighbours of one font: ``advance`` in points without any spacing."""

    font: str
    text: str
    advance: float


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its runs, its natural width in points, how many characters it has.

    ``tracking``: what ``width`` holds for spacing after each character, in points;
    ``overhang``: the empty right half of a closing mark at its end, in points; ``last``: it ends
    a paragraph, so it is never stretched.
    """

    runs: tuple[Run, ...]
    width: float
    count: int
    size: float
    tracking: float
    overhang: float
    last: bool


def break_lines(
    fonts: Fonts,
    spans: Iterable[Span],
    size: float,
    width: float,
    *,
    tracking: float = 0.0,
    indent: float = 0.0,
    squeeze: bool = False,
) -> list[Line]:
    """Break ``spans`` into lines of at most ``width`` points; ``\\n`` begins a new paragraph.

    ``tracking`` is added after every character, ``indent`` is kept free at the start of each
    paragraph; ``squeeze`` lets a closing mark be drawn into a line that is going to be justified.

    Raises:
        DeskError: a character that cannot be printed.
    """
    return list(_broken(fonts, tuple(spans), _Filling(size, width, tracking, squeeze, indent)))


def set_line(line: Line, width: float, align: Align) -> tuple[float, float]:
    """Return how far from the left edge ``line`` starts in ``width``, and its letter spacing."""
    free = width - line.width
    if align == "center":
        return free / 2, line.tracking
    if align == "right":
        return free, line.tracking
    if free < 0:
        free += line.overhang
    stretchable = free <= _STRETCH * line.size * line.count
    if align == "justify" and line.count > 1 and stretchable and (free < 0 or not line.last):
        return 0.0, line.tracking + free / (line.count - 1)
    return 0.0, line.tracking


def _paragraphs(fonts: Fonts, spans: Iterable[Span]) -> Iterator[list[Glyph]]:
    paragraph: list[Glyph] = []
    for span in spans:
        first, *others = span.text.split("\n")
        paragraph += fonts.glyphs(first, span.face)
        for other in others:
            yield _kerned(paragraph)
            paragraph = fonts.glyphs(other, span.face)
    yield _kerned(paragraph)


def _kerned(glyphs: list[Glyph]) -> list[Glyph]:
    """Halve a full-width mark that another one follows, as in 」， or （“ (标点挤压)."""
    for mark in _DOUBLED.finditer("".join(glyph.char for glyph in glyphs)):
        glyph = glyphs[mark.start()]
        if glyph.advance > 0.9:
            glyphs[mark.start()] = glyph._replace(advance=glyph.advance - 0.5, halved=True)
    return glyphs


@dataclass(frozen=True, slots=True)
class _Filling:
    """How paragraphs are filled into lines, unit by unit."""

    size: float
    width: float
    tracking: float
    squeeze: bool
    indent: float

    def lines(self, paragraph: list[Glyph]) -> Iterator[Line]:
        first = next((at for at, glyph in enumerate(paragraph) if glyph.char != " "), 0)
        if self._needed(paragraph) <= self.width - self.indent:  # as most do
            yield self._line(paragraph[first:], last=True)
        else:
            yield from self._filled(paragraph)

    def _filled(self, paragraph: list[Glyph]) -> Iterator[Line]:
        held: list[Glyph] = []
        free = self.width - self.indent
        for unit in _units(paragraph):
            needed = self._needed(unit)
            if held and needed > free + self._give(unit[-1], len(held) + len(unit)):
                yield self._line(held, last=False)
                held, free = [], self.width
            if not held and unit[0].char == " ":
                continue
            while needed > free + self._give(unit[-1], len(unit)) and len(unit) > 1 and not held:
                cut = self._longest(unit, free)  # one unit longer than a line
                yield self._line(unit[:cut], last=False)
                unit, free = unit[cut:], self.width
                needed = self._needed(unit)
            held = held + unit
            free -= needed
        yield self._line(held, last=True)

    def _needed(self, glyphs: list[Glyph]) -> float:
        return sum(g.advance for g in glyphs) * self.size + self.tracking * len(glyphs)

    def _give(self, end: Glyph, count: int) -> float:
        """Return by how much a line of ``count`` characters that ends so may be too long."""
        overhang = self._overhang(end)
        squeezed = _SQUEEZE * self.size * count if self.squeeze and overhang else 0.0
        return overhang + squeezed + 0.01

    def _longest(self, glyphs: list[Glyph], free: float) -> int:
        cut = 1
        while self._needed(glyphs[: cut + 1]) <= free + 0.01:
            cut += 1
        return cut

    def _overhang(self, end: Glyph) -> float:
        return self.size / 2 if end.char in _HALF_EMPTY and end.advance > 0.9 else 0.0

    def _line(self, glyphs: list[Glyph], *, last: bool) -> Line:
        while glyphs and glyphs[-1].char == " ":
            glyphs = glyphs[:-1]
        runs = tuple(_runs(glyphs, self.size))
        overhang = self._overhang(glyphs[-1]) if glyphs else 0.0
        width = self._needed(glyphs)
        return Line(runs, width, len(glyphs), self.size, self.tracking, overhang, last)


# Forms and lists say the same again and again; fonts stay with what was set in them.
@lru_cache(maxsize=4096)
def _broken(fonts: Fonts, spans: tuple[Span, ...], fill: _Filling) -> tuple[Line, ...]:
    return tuple(line for paragraph in _paragraphs(fonts, spans) for line in fill.lines(paragraph))


def _units(paragraph: list[Glyph]) -> Iterator[list[Glyph]]:
    text = "".join(glyph.char for glyph in paragraph)
    for unit in _UNIT.finditer(text):
        yield paragraph[unit.start() : unit.end()]


def _runs(glyphs: list[Glyph], size: float) -> Iterator[Run]:
    """Join neighbours of one font; after a halved mark a new run starts, nearer than reportlab
    would set the next character by itself."""
    start = 0
    for end, glyph in enumerate(glyphs, start=1):
        follows = end < len(glyphs) and glyphs[end].font == glyph.font
        if not follows or glyph.halved:
            run = glyphs[start:end]
            yield Run(glyph.font, "".join(g.char for g in run), sum(g.advance for g in run) * size)
            start = end
