"""A paper under way: boxes flow down its pages, and are drawn when the last page is known."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import ClassVar, Protocol

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.qr import LEVEL
from ssj_desktop.outputs.text import Align, Line, Run, Span, break_lines, set_line

rl_config.useA85 = 0  # a fifth smaller and faster: nobody reads a PDF's streams as text

PAGE_WIDTH, PAGE_HEIGHT = A4
SECRECY = "内部资料　检查前保密"  # LC-19: on every paper that names who will be inspected
_ASCENT = 0.88  # of an em: how far a Chinese character stands above its baseline
_CHINA = "+08'00'"  # ISO 32000-1, 7.9.4: an office's clock shows the one time of the country
RED = (0.78, 0.05, 0.09)
BLACK = (0.0, 0.0, 0.0)
GREY = (0.35, 0.35, 0.35)


class Sheet(Canvas):  # type: ignore[misc]  # reportlab carries no types
    """A canvas that sets all texts of a page as one text object, over everything else, and names
    fonts and line widths when they change, not again for each string and line."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, pagesize=A4, invariant=1, pageCompression=1)
        self._begin()

    def _begin(self) -> None:
        self._texts = self.beginText()
        self._font = ("", 0.0)
        self._spacing = 0.0

    def write(self, run: Run, size: float, x: float, y: float, spacing: float) -> None:
        """Set one run at (x, y) with ``spacing`` after every character."""
        texts = self._texts
        if self._font != (run.font, size):
            self._font = (run.font, size)
            texts.setFont(run.font, size)
        if self._spacing != spacing:
            self._spacing = spacing
            texts.setCharSpace(spacing)
        texts.setTextOrigin(x, y)
        texts.textLine(run.text)

    def ink(self, colour: tuple[float, float, float]) -> None:
        """Set what is written from now on in ``colour``."""
        self._texts.setFillColorRGB(*colour)

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        if width != self._lineWidth:
            super().setLineWidth(width)

    def showPage(self) -> None:  # noqa: N802
        self.drawText(self._texts)
        super().showPage()
        self._begin()


class Mark(Protocol):
    """Something drawn on one page, in points from its lower left corner."""

    def draw(self, sheet: Sheet, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Text:
    """One line set at (x, y), its baseline's left end, with ``spacing`` after every character."""

    line: Line
    x: float
    y: float
    spacing: float = 0.0
    colour: tuple[float, float, float] = BLACK

    def draw(self, sheet: Sheet) -> None:
        if self.colour != BLACK:
            sheet.ink(self.colour)
        x = self.x
        for run in self.line.runs:
            sheet.write(run, self.line.size, x, self.y, self.spacing)
            x += run.advance + self.spacing * len(run.text)
        if self.colour != BLACK:
            sheet.ink(BLACK)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of ``weight`` points."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    colour: tuple[float, float, float] = BLACK

    def draw(self, sheet: Sheet) -> None:
        if self.colour != BLACK:
            sheet.setStrokeColorRGB(*self.colour)
        sheet.setLineWidth(self.weight)
        sheet.line(self.x0, self.y0, self.x1, self.y1)
        if self.colour != BLACK:
            sheet.setStrokeColorRGB(*BLACK)


@dataclass(frozen=True, slots=True)
class Box:
    """An empty square of ``side`` points, its lower left corner at (x, y): to tick, or to write
    one character in. No bundled font has ☑ (requirements 10)."""

    x: float
    y: float
    side: float

    def draw(self, sheet: Sheet) -> None:
        sheet.setStrokeColorRGB(*BLACK)
        sheet.setLineWidth(0.6)
        sheet.rect(self.x, self.y, self.side, self.side)


@dataclass(frozen=True, slots=True)
class QrCode:
    """``value`` as a QR code of ``side`` points, its lower left corner at (x, y)."""

    value: str
    x: float
    y: float
    side: float

    def draw(self, sheet: Sheet) -> None:
        drawing = Drawing(self.side, self.side)
        drawing.add(
            QrCodeWidget(
                self.value, barWidth=self.side, barHeight=self.side, barLevel=LEVEL, barBorder=0
            )
        )
        renderPDF.draw(drawing, sheet, self.x, self.y)


@dataclass
class Paper(ABC):
    """A4 pages filled from the top; subclasses set the margins and mark every page.

    ``sheet``: width and height of a page in points.
    """

    sheet: ClassVar[tuple[float, float]] = A4
    fonts: Fonts
    left: float
    top: float
    width: float
    height: float
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.top

    @property
    def bottom(self) -> float:
        return self.top - self.height

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the present page yet."""
        return self.y == self.top

    def put(self, mark: Mark) -> None:
        self.pages[-1].append(mark)

    def turn(self) -> None:
        """Begin the next page."""
        self.pages.append([])
        self.y = self.top

    def need(self, height: float) -> None:
        """Begin the next page if less than ``height`` points are left on this one."""
        if self.y - height < self.bottom - 0.01 and not self.fresh:
            self.turn()

    def skip(self, height: float) -> None:
        self.y -= height

    def lines(
        self, lines: Iterable[Line], leading: float, *, x: float, width: float, align: Align
    ) -> None:
        """Set ``lines`` one under another, each in the middle of ``leading`` points."""
        for line in lines:
            self.need(leading)
            offset, spacing = set_line(line, width, align)
            self.put(Text(line, x + offset, baseline(self.y, leading, line.size), spacing))
            self.skip(leading)

    @abstractmethod
    def marks(self, number: int, total: int, /) -> Iterable[Mark]:
        """Return what stands on every page: its number, the secrecy label."""

    def one_line(self, text: str, face: Face, size: float) -> Line:
        """Return ``text`` as a single line, however long."""
        return break_lines(self.fonts, [Span(text, face)], size, 1e6)[0]

    def pdf(self, title: str, *, author: str, subject: str, program: str, dated: datetime) -> bytes:
        """Draw every page; the same paper gives the same bytes, dated with what it tells of."""
        return bind([self], title, author=author, subject=subject, program=program, dated=dated)


def bind(
    papers: Sequence[Paper], title: str, *, author: str, subject: str, program: str, dated: datetime
) -> bytes:
    """Return several papers as one PDF, each with page numbers of its own."""
    buffer = BytesIO()
    sheet = Sheet(buffer)
    sheet.setTitle(title)
    sheet.setAuthor(author)
    sheet.setSubject(subject)
    sheet.setCreator(program)
    created = dated.strftime("D:%Y%m%d%H%M%S") + _CHINA
    sheet.setDateFormatter(lambda *_: created)
    for paper in papers:
        sheet.setPageSize(paper.sheet)
        for number, page in enumerate(paper.pages, start=1):
            for mark in (*page, *paper.marks(number, len(paper.pages))):
                mark.draw(sheet)
            sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def baseline(top: float, leading: float, size: float) -> float:
    """Return the baseline of a line of ``size`` set in the middle of a strip under ``top``."""
    return top - (leading - size) / 2 - size * _ASCENT
