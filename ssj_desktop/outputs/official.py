"""Official documents by GB/T 9704-2012: the type area of 22 lines of 28 characters, and its parts.

Clauses below are of that standard; the figures were checked in its public text.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from reportlab.lib.units import mm

from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.page import (
    PAGE_HEIGHT,
    RED,
    SECRECY,
    Mark,
    Paper,
    Rule,
    Text,
    baseline,
)
from ssj_desktop.outputs.text import Line, Span, break_lines, set_line

LEFT, TOP = 28 * mm, PAGE_HEIGHT - 37 * mm  # 订口, 天头 (5.2.1)
WIDTH, HEIGHT = 156 * mm, 225 * mm  # 版心 (5.2.1)
LINES, CHARACTERS = 22, 28  # a page, a line (5.2.3)
LEADING, PITCH = HEIGHT / LINES, WIDTH / CHARACTERS
BODY, TITLE, PAGE_NUMBER, IMPRINT = 16.0, 22.0, 14.0, 14.0  # 3号, 2号, 4号, 4号 in points
_TRACKING = PITCH - BODY
_THICK, _THIN = 0.35 * mm, 0.25 * mm  # the rules of the 版记 (7.4.1)
_IMPRINT_LEADING = 24.0
_MASTHEAD_LEAST = 23.0  # points: no 纪要标志 smaller than the title


class Official(Paper):
    """A document set on the standard's grid, from the top of its type area down.

    ``label`` stands above the type area of every page.
    """

    def __init__(self, fonts: Fonts, label: str = SECRECY) -> None:
        super().__init__(fonts, LEFT, TOP, WIDTH, HEIGHT)
        self._label = label
        self._numbered: int | None = None  # pages that bear a number; None: all

    def masthead(self, office: str, kind: str, left: str, right: str) -> None:
        """Set the red 纪要标志, its upper edge 35 mm under that of the type area (10.3), with a
        line in 仿宋 and a red rule under it; a long office has a line of its own."""
        self.skip(35 * mm)
        whole = WIDTH / (len(office + kind) + 1)
        for text in (office + kind,) if whole >= _MASTHEAD_LEAST else (office, kind):
            size = min(38.0, WIDTH / (len(text) + 1))
            line = self.one_line(text, Face.SONG_BOLD, size)
            offset, spacing = set_line(line, WIDTH, "center")
            self.put(Text(line, LEFT + offset, baseline(self.y, size, size), spacing, RED))
            self.skip(1.3 * size)
        self.skip(LEADING / 2)
        for text, end in ((left, False), (right, True)):
            line = self.one_line(text, Face.FANG, BODY)
            indent = WIDTH - PITCH - line.width if end else PITCH
            self.put(Text(line, LEFT + indent, baseline(self.y, LEADING, BODY)))
        self.skip(LEADING + 4 * mm)
        self.put(Rule(LEFT, self.y, LEFT + WIDTH, self.y, 1.4, RED))
        self.skip(LEADING)

    def title(self, phrases: Sequence[str]) -> None:
        """Set the title in 2号小标宋, broken between ``phrases`` (7.3.1), and within one only where
        no line could hold it."""
        phrases = [part for phrase in phrases for part in _fitting(phrase)]
        for text in shape_title([self.one_line(p, Face.SONG_BOLD, TITLE).width for p in phrases]):
            line = self.one_line("".join(phrases[i] for i in text), Face.SONG_BOLD, TITLE)
            offset, spacing = set_line(line, WIDTH, "center")
            self.put(Text(line, LEFT + offset, baseline(self.y, LEADING * 1.15, TITLE), spacing))
            self.skip(LEADING * 1.15)

    def heading(self, text: str) -> None:
        """Set 「一、…」 in 黑体 (7.3.3); it never stands alone at the foot of a page."""
        self.paragraph(Span(text, Face.HEI), keep=1)

    def paragraph(self, *spans: Span, keep: int = 0) -> None:
        """Set running text, its first line two characters in; ``keep``: so many lines that
        follow stay on the page of its last line."""
        indent = 2 * PITCH
        lines = self._lines(spans, WIDTH, indent)
        for index, line in enumerate(lines):
            inset = 0.0 if index else indent
            self.need((1 + (keep if line.last else 0)) * LEADING)
            self.put(self._text(line, LEFT + inset, WIDTH - inset))
            self.skip(LEADING)

    def hanging(self, *items: tuple[str, str]) -> None:
        """Set 「出席：…」 and the like (10.3): the label in 黑体 two characters in, further lines
        under its text; all items on one page if one can hold them."""
        texts = []
        for label, text in items:
            inset = (2 + len(label)) * PITCH
            texts.append((label, inset, self._lines([Span(text, Face.FANG)], WIDTH - inset)))
        self.need(min(sum(len(lines) for _, _, lines in texts), LINES) * LEADING)
        for label, inset, lines in texts:
            self.need(LEADING)
            head = self._lines([Span(label, Face.HEI)], WIDTH)[0]
            self.put(self._text(head, LEFT + 2 * PITCH, WIDTH))
            for line in lines:
                self.need(LEADING)
                self.put(self._text(line, LEFT + inset, WIDTH - inset))
                self.skip(LEADING)

    def blank(self, lines: float = 1) -> None:
        if not self.fresh:
            self.skip(lines * LEADING)

    def figures(self, text: str) -> None:
        """Set lines of hex digits in 宋体, whose figures are all of one width."""
        for line in self._lines([Span(text, Face.SONG)], WIDTH):
            self.need(LEADING)
            self.put(self._text(line, LEFT + 2 * PITCH, WIDTH))
            self.skip(LEADING)

    def attachment(self, number: str, phrases: Sequence[str]) -> None:
        """Begin a page: 「附件1」 in 黑体 on its first line, the title on its third (7.3.7)."""
        if not self.fresh:
            self.turn()
        line = self._lines([Span(number, Face.HEI)], WIDTH)[0]
        self.put(self._text(line, LEFT, WIDTH))
        self.skip(2 * LEADING)
        self.title(phrases)
        self.skip(LEADING / 2)

    def imprint(self, sent_to: str, printer: str, printed: str) -> None:
        """Set the 版记 (7.4): who gets the paper, who prints it and when, between rules.

        Its last rule lies on the lower edge of the type area of the last side, an even page as
        papers are printed on both sides (6.2); docs/decisions/imprint.md.
        """
        label = self.one_line("分送：", Face.FANG, IMPRINT)
        width = WIDTH - 2 * IMPRINT - label.width
        lines = break_lines(self.fonts, [Span(f"{sent_to}。", Face.FANG)], IMPRINT, width)
        height = (len(lines) + 1) * _IMPRINT_LEADING
        self._go_to_last_side(height + LEADING / 2)
        self.y = self.bottom + height
        self._imprint_rule(_THICK)
        self._imprint_line(label, LEFT + IMPRINT)
        for line in lines:
            self._imprint_line(line, LEFT + IMPRINT + label.width)
            self.skip(_IMPRINT_LEADING)
        self._imprint_rule(_THIN)
        self._imprint_line(self.one_line(printer, Face.FANG, IMPRINT), LEFT + IMPRINT)
        line = self.one_line(f"{printed}印发", Face.FANG, IMPRINT)
        self._imprint_line(line, LEFT + WIDTH - IMPRINT - line.width)
        self.skip(_IMPRINT_LEADING)
        self._imprint_rule(_THICK)

    def _go_to_last_side(self, height: float) -> None:
        """Go on to an even page with ``height`` points left; if an empty page comes before it,
        neither bears a number (7.5)."""
        filled = len(self.pages)
        self.need(height)
        if len(self.pages) % 2:
            self.turn()
        if len(self.pages) > filled + 1:
            self._numbered = filled

    def _imprint_rule(self, weight: float) -> None:
        self.put(Rule(LEFT, self.y, LEFT + WIDTH, self.y, weight))

    def _imprint_line(self, line: Line, x: float) -> None:
        self.put(Text(line, x, baseline(self.y, _IMPRINT_LEADING, IMPRINT)))

    def marks(self, number: int, _total: int, /) -> Iterable[Mark]:
        """Return the label and the page number (7.5: 4号宋体 between dashes, 7 mm below the type
        area, one character from the right edge on odd pages, from the left on even ones)."""
        label = self.one_line(self._label, Face.HEI, 12)
        yield Text(label, LEFT, TOP + 6 * mm)
        if self._numbered is not None and number > self._numbered:
            return
        line = self.one_line(f"— {number} —", Face.SONG, PAGE_NUMBER)
        x = LEFT + (WIDTH - line.width - PAGE_NUMBER if number % 2 else PAGE_NUMBER)
        yield Text(line, x, self.bottom - 7 * mm - 0.27 * PAGE_NUMBER)

    def _lines(self, spans: Iterable[Span], width: float, indent: float = 0.0) -> list[Line]:
        return break_lines(
            self.fonts, spans, BODY, width, tracking=_TRACKING, indent=indent, squeeze=True
        )

    def _text(self, line: Line, x: float, width: float) -> Text:
        offset, spacing = set_line(line, width, "justify")
        return Text(line, x + offset, baseline(self.y, LEADING, BODY), spacing)


def shape_title(widths: Sequence[float], limit: float = WIDTH - 2 * TITLE) -> list[range]:
    """Return which phrases go on which line: as few lines as hold them, as even as can be, but
    not two of one length, so that the title has the shape of a trapezium (7.3.1).

    A phrase wider than ``limit`` points has a line of its own.
    """
    count = len(widths)
    best: tuple[tuple[int, float], list[range]] | None = None
    for breaks in range(1 << (count - 1)):
        cuts = [0, *(i + 1 for i in range(count - 1) if breaks >> i & 1), count]
        lines = [range(a, b) for a, b in pairwise(cuts)]
        lengths = [sum(widths[i] for i in line) for line in lines]
        if any(
            len(line) > 1 and length > limit for line, length in zip(lines, lengths, strict=True)
        ):
            continue
        even = max(lengths) - min(lengths)
        square = len(lines) > 1 and even < TITLE
        score = (len(lines), even + (limit if square else 0.0))
        if best is None or score < best[0]:
            best = (score, lines)
    assert best is not None  # every phrase on its own line always fits
    return best[1]


def _fitting(phrase: str) -> list[str]:
    """Return a phrase in as few equal parts as lines of the title can hold."""
    lines = ceil(len(phrase) / int(WIDTH // TITLE)) or 1
    share = ceil(len(phrase) / lines) or 1
    return [phrase[start : start + share] for start in range(0, len(phrase), share)]
