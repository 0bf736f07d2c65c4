"""Forms that the inspected party gets: underlined texts, and signatures at the foot of each page.

They bear no secrecy label: what they tell is known to whoever signs them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from reportlab.lib.units import mm

from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.form import LEFT, SIZE, WIDTH, Form
from ssj_desktop.outputs.page import GREY, PAGE_HEIGHT, Box, Mark, Rule, Text, baseline
from ssj_desktop.outputs.text import Line, Span, break_lines, set_line

DATE = "　　　年　　月　　日"
_TIME = f"{DATE}　　时　　分"
_ROW = 20.0  # points: a row of fields, high enough to be written on
_WRITING = 25.0  # points: a ruled line of free handwriting
_UNDER = 3.0  # points from a baseline down to its underline
_PAD, _GAP = 4.0, 8.0  # points: beside a text on its underline; between two fields
_SMALLER = (SIZE, 10.0, 9.5)  # points: a row that is a little too long is set smaller
_LINE = 0.5  # points: the weight of an underline
_SIGNATURES = 90 * mm  # what the foot of a page may take at most
_SIGN_ROW, _SIGN_SIZE = 9.5 * mm, 10.0
_SIGN_DATE = "年　 月　 日"
_YEAR = 26.0  # points to write the year in
_HINT = 13.0  # points: the line under the signatures


class Field(NamedTuple):
    """A label with a text on an underline, or with nothing: a line to write on.

    ``least``: characters that the line has room for at least; ``share``: of what the row has left;
    ``boxes``: squares for so many characters, instead of the line.
    """

    label: str
    text: str = ""
    share: float = 1.0
    least: int = 3
    boxes: int = 0


class FieldForm(Form):
    """A form with a name of its own from its second page on (续页).

    ``signers`` sign at the foot of every page, the first on a line of their own, with ``hint``
    under them; nobody: there is no such foot.
    """

    def __init__(
        self, fonts: Fonts, title: str, running: str, signers: Sequence[str] = (), hint: str = ""
    ) -> None:
        super().__init__(fonts, running)
        self._title = title
        self._signers = [signers[:1], *(signers[at : at + 2] for at in range(1, len(signers), 2))]
        self._hint = hint
        self._sign_row = min(_SIGN_ROW, _SIGNATURES / len(self._signers))
        if signers:
            self.height -= len(self._signers) * self._sign_row + _HINT + 5 * mm

    def fields(self, *fields: Field) -> None:
        """Set the fields on one row; if they are too long, the first on rows of its own."""
        for size in _SMALLER:
            widths = self._widths(fields, size)
            if widths:
                self._row(fields, widths, size)
                return
        if len(fields) == 1:
            self._flow(fields[0])
            return
        self.fields(fields[0])
        self.fields(*fields[1:])

    def label(self, text: str) -> None:
        """Set the head of what follows; it stays with its first lines."""
        self.need(3 * _ROW)
        self.lines([self.one_line(text, Face.HEI, SIZE)], _ROW, x=LEFT, width=WIDTH, align="left")

    def ruled(self, count: int, height: float = _WRITING) -> None:
        """Set ``count`` lines to write on."""
        for _ in range(count):
            self.need(height)
            self.skip(height)
            self._underline(LEFT, LEFT + WIDTH, self.y + _UNDER)

    def lines_left(self, kept: float) -> int:
        """Return how many ruled lines the page has room for, but for ``kept`` points."""
        return max(int((self.y - self.bottom - kept) // _WRITING), 0)

    def ruled_down(self, kept: float) -> None:
        """Rule the rest of the page but for ``kept`` points."""
        count = self.lines_left(kept)
        if count:
            self.ruled(count, (self.y - self.bottom - kept) / count)

    def head(self, number: int, /) -> Iterable[Mark]:
        if number > 1:
            line = self.one_line(f"{self._title}（续页）", Face.SONG, 9)
            yield Text(line, LEFT, PAGE_HEIGHT - 17 * mm)
        running = self.one_line(self._running, Face.SONG, 9)
        yield Text(running, LEFT + WIDTH - running.width, PAGE_HEIGHT - 17 * mm)

    def marks(self, number: int, total: int, /) -> Iterable[Mark]:
        if self._signers[0]:
            yield from self._foot()
        yield from super().marks(number, total)

    def _widths(self, fields: Sequence[Field], size: float) -> list[float]:
        """Return how wide each field gets on one row, nothing if one row cannot hold them."""
        if any("\n" in field.text for field in fields):
            return []
        widths = [self._natural(field, size) for field in fields]
        free = WIDTH - sum(widths) - _GAP * (len(fields) - 1)
        if free < 0:
            return []
        shares = [field.share for field in fields]
        if not any(shares):
            shares[-1] = 1.0  # the line ends where the others end
        return [w + free * s / sum(shares) for w, s in zip(widths, shares, strict=True)]

    def _natural(self, field: Field, size: float) -> float:
        label = self._label(field).width
        if field.boxes:
            return label + field.boxes * SIZE
        text = self.one_line(field.text, Face.SONG, size).width
        return label + 2 * _PAD + max(text, field.least * SIZE)

    def _label(self, field: Field) -> Line:
        return self.one_line(f"{field.label}：", Face.SONG, SIZE)

    def _row(self, fields: Sequence[Field], widths: Sequence[float], size: float) -> None:
        self.need(_ROW)
        base, x = baseline(self.y, _ROW, SIZE), LEFT
        for field, width in zip(fields, widths, strict=True):
            label = self._label(field)
            self.put(Text(label, x, base))
            start = x + label.width
            for at in range(field.boxes):
                self.put(Box(start + at * SIZE, base - _UNDER, SIZE))
            if not field.boxes:
                self.put(Text(self.one_line(field.text, Face.SONG, size), start + _PAD, base))
                self._underline(start, x + width, base)
            x += width + _GAP
        self.skip(_ROW)

    def _flow(self, field: Field) -> None:
        """Set a long text on as many underlines as it takes, from edge to edge after the first."""
        label = self._label(field)
        lines = break_lines(
            self.fonts,
            [Span(field.text, Face.SONG)],
            SIZE,
            WIDTH - 2 * _PAD,
            indent=label.width,
        )
        self.need(min(len(lines), 3) * _ROW)
        for index, line in enumerate(lines):
            self.need(_ROW)
            base, start = baseline(self.y, _ROW, SIZE), LEFT
            if index == 0:
                self.put(Text(label, LEFT, base))
                start += label.width
            offset, spacing = set_line(line, LEFT + WIDTH - start - 2 * _PAD, "justify")
            self.put(Text(line, start + _PAD + offset, base, spacing))
            self._underline(start, LEFT + WIDTH, base)
            self.skip(_ROW)

    def _underline(self, start: float, end: float, base: float) -> None:
        self.put(Rule(start, base - _UNDER, end, base - _UNDER, _LINE))

    def _foot(self) -> Iterator[Mark]:
        y = self.bottom - 3 * mm
        yield Rule(LEFT, y, LEFT + WIDTH, y, 0.8)
        y -= 1 * mm
        for row in self._signers:
            y -= self._sign_row
            width = WIDTH if len(row) == 1 else (WIDTH - 2 * _GAP) / 2
            for at, signer in enumerate(row):
                yield from self._sign(signer, LEFT + at * (width + 2 * _GAP), width, y + 5)
        hint = self.one_line(self._hint, Face.SONG, 8.5)
        yield Text(hint, LEFT, y - 0.7 * _HINT, colour=GREY)

    def _sign(self, signer: str, x: float, width: float, base: float) -> Iterator[Mark]:
        label = self.one_line(f"{signer}签名：", Face.SONG, _SIGN_SIZE)
        date = self.one_line(_SIGN_DATE, Face.SONG, _SIGN_SIZE)
        day = x + width - date.width
        yield Text(label, x, base)
        yield Rule(x + label.width, base - _UNDER, day - _YEAR, base - _UNDER, _LINE)
        yield Text(date, day, base)


def lasted(started: datetime | None, ended: datetime | None) -> str:
    """Return from when to when, with room to write whatever is not known: on the same day the end
    names its hour alone, minutes are never left out (requirements 8.2, item 3)."""
    start = f"{words.day(started)}{_clock(started)}" if started else _TIME
    if ended is None:
        return f"{start}至　　日　　时　　分"
    if started and started.date() == ended.date():
        return f"{start}至{_clock(ended)}"
    if started and (started.year, started.month) == (ended.year, ended.month):
        return f"{start}至{ended.day}日{_clock(ended)}"
    return f"{start}至{words.day(ended)}{_clock(ended)}"


def _clock(at: datetime) -> str:
    return f"{at.hour}时{at.minute}分"
