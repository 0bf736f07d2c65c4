"""Ruled tables that run over as many pages as they need, with their head on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from ssj_desktop.outputs.fonts import Face
from ssj_desktop.outputs.page import Box, Paper, Rule, Text, baseline
from ssj_desktop.outputs.text import Align, Line, Span, break_lines, set_line

_FRAME, _INNER = 0.8, 0.4  # points
_ABOVE = 2.6  # points kept free above and below the text of a cell
_TICKS = "√　"  # a choice made, a choice left open
_ASIDE = 34.0  # points: what the side head of a table takes from its width


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, its share of the table's width, and how its cells are set.

    In the cells of a ``boxed`` column every √ and every full-width blank stands in a square: a
    choice made, a choice left open. The blank of the text stays, so copied text reads 「√是　否」.
    """

    title: str
    share: float
    align: Align = "left"
    face: Face = Face.SONG
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a table in points: size and line height of its cells; ``row``: least height;
    ``side``: what is kept free left and right inside a cell."""

    size: float = 9.0
    leading: float = 12.0
    row: float = 0.0
    side: float = 3.0


def draw_table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    look: Look | None = None,
    *,
    aside: str = "",
    keep: float = 0.0,
) -> None:
    """Set a table from the paper's present height on; ``\\n`` in a cell begins a new line.

    The head is repeated on each page; columns without titles have none. ``aside`` names the whole
    table in a column left of it, on each page; ``keep``: so many points that follow stay on the
    page of the last row. The last cell of a row that has fewer cells than the table has columns
    reaches to the right edge. A row is never split unless it is higher than a page.

    Raises:
        DeskError: a character that cannot be printed.
    """
    _Table(paper, columns, look or Look(), aside).draw(rows, keep)


class _Table:
    def __init__(self, paper: Paper, columns: Sequence[Column], look: Look, aside: str) -> None:
        self._paper = paper
        self._columns = columns
        self._look = look
        inset = _ASIDE if aside else 0.0
        self._aside = break_lines(paper.fonts, [Span(aside, Face.HEI)], look.size, _ASIDE)
        unit = (paper.width - inset) / sum(column.share for column in columns)
        self._edges = [paper.left + inset]
        for column in columns:
            self._edges.append(self._edges[-1] + column.share * unit)
        titles = [column.title for column in columns] if any(c.title for c in columns) else []
        self._head = self._cells(titles, Face.HEI)
        self._top = 0.0
        self._short: list[tuple[float, float, int]] = []  # top, bottom, cells of such rows

    def draw(self, rows: Sequence[Sequence[str]], keep: float) -> None:
        head = self._height(self._head)
        first = self._height(self._cells(rows[0])) if rows else 0.0
        self._paper.need(head + first + (keep if len(rows) == 1 else 0.0))
        self._open()
        for index, row in enumerate(rows, start=1):
            below = keep if index == len(rows) else 0.0
            for cells in self._pieces(self._cells(row)):
                needed = self._height(cells) + below
                begun = self._top - self._paper.y > head + 0.01
                if begun and self._paper.y - needed < self._paper.bottom - 0.01:
                    self._close()
                    self._paper.turn()
                    self._open()
                self._row(cells)
        self._close()

    def _cells(self, row: Sequence[str], face: Face | None = None) -> list[list[Line]]:
        last = len(row) - 1
        return [
            self._cell(i, text, face or self._columns[i].face, last=i == last)
            for i, text in enumerate(row)
        ]

    def _cell(self, index: int, text: str, face: Face, *, last: bool) -> list[Line]:
        width = self._end(index, last=last) - self._edges[index] - 2 * self._look.side
        return break_lines(self._paper.fonts, [Span(text, face)], self._look.size, width)

    def _end(self, index: int, *, last: bool) -> float:
        return self._edges[-1] if last else self._edges[index + 1]

    def _height(self, cells: list[list[Line]]) -> float:
        if not cells:
            return 0.0
        needed = max(len(lines) for lines in cells) * self._look.leading + 2 * _ABOVE
        return max(needed, self._look.row)

    def _pieces(self, cells: list[list[Line]]) -> list[list[list[Line]]]:
        """Return the row whole, or cut to pages if no page could hold it."""
        room = self._paper.height - self._height(self._head) - 2 * _ABOVE
        most = int(room // self._look.leading)
        highest = max(len(lines) for lines in cells)
        return [
            [lines[start : start + most] for lines in cells] for start in range(0, highest, most)
        ]

    def _open(self) -> None:
        self._top = self._paper.y
        self._short = []
        if self._head:
            self._row(self._head, head=True)

    def _row(self, cells: list[list[Line]], *, head: bool = False) -> None:
        height, leading, side = self._height(cells), self._look.leading, self._look.side
        top, last = self._paper.y, len(cells) - 1
        for index, lines in enumerate(cells):
            left, right = self._edges[index] + side, self._end(index, last=index == last) - side
            y = top - (height - len(lines) * leading) / 2
            align: Align = "center" if head else self._columns[index].align
            for line in lines:
                offset, spacing = set_line(line, right - left, align)
                base = baseline(y, leading, line.size)
                if self._columns[index].boxed and not head:
                    self._boxes(line, left + offset, base)
                self._paper.put(Text(line, left + offset, base, spacing))
                y -= leading
        self._paper.skip(height)
        self._across(self._edges[0], self._paper.y, _INNER)
        if len(cells) < len(self._columns):
            self._short.append((top, self._paper.y, len(cells)))

    def _boxes(self, line: Line, x: float, base: float) -> None:
        side = 0.9 * line.size
        for run in line.runs:
            for at, char in enumerate(run.text):
                if char in _TICKS:
                    before = stringWidth(run.text[:at], run.font, line.size)
                    self._paper.put(
                        Box(x + before + 0.05 * line.size, base - 0.09 * line.size, side)
                    )
            x += run.advance

    def _close(self) -> None:
        left, bottom = self._paper.left, self._paper.y
        for y in (self._top, bottom):
            self._across(left, y, _FRAME)
        for x in dict.fromkeys((left, self._edges[-1])):
            self._paper.put(Rule(x, self._top, x, bottom, _FRAME))
        if self._edges[0] != left:
            self._paper.put(Rule(self._edges[0], self._top, self._edges[0], bottom, _INNER))
        for index, edge in enumerate(self._edges[1:-1], start=1):
            for start, end in self._upright(index, bottom):
                self._paper.put(Rule(edge, start, edge, end, _INNER))
        self._name(bottom)

    def _upright(self, index: int, bottom: float) -> Iterator[tuple[float, float]]:
        """Yield from where to where an inner edge is ruled: not through the cells that reach on."""
        start = self._top
        for top, end, cells in self._short:
            if index >= cells:
                if start > top:
                    yield start, top
                start = end
        if start > bottom:
            yield start, bottom

    def _name(self, bottom: float) -> None:
        """Set the side head in the middle of its column, if the rows of this page have room."""
        leading = self._look.leading
        height = len(self._aside) * leading
        if self._edges[0] == self._paper.left or height > self._top - bottom:
            return
        y = (self._top + bottom + height) / 2
        for line in self._aside:
            offset, _ = set_line(line, _ASIDE, "center")
            base = baseline(y, leading, line.size)
            self._paper.put(Text(line, self._paper.left + offset, base))
            y -= leading

    def _across(self, left: float, y: float, weight: float) -> None:
        self._paper.put(Rule(left, y, self._edges[-1], y, weight))
