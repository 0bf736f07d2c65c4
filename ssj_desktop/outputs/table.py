"""Ruled tables that run over as many pages as they need, with their head on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssj_desktop.outputs.fonts import Face
from ssj_desktop.outputs.page import Paper, Rule, Text, baseline
from ssj_desktop.outputs.text import Align, Line, Span, break_lines, set_line

_FRAME, _INNER = 0.8, 0.4  # points
_ABOVE = 2.6  # points kept free above and below the text of a cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, its share of the table's width, and how its cells are set."""

    title: str
    share: float
    align: Align = "left"
    face: Face = Face.SONG


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a table in points: size and line height of its cells; ``row``: least height;
    ``side``: what is kept free left and right inside a cell."""

    size: float = 9.0
    leading: float = 12.0
    row: float = 0.0
    side: float = 3.0


def draw_table(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look | None = None
) -> None:
    """Set a table from the paper's present height on; ``\\n`` in a cell begins a new line.

    The head is repeated on each page; columns without titles have none. A row is never split
    unless it is higher than a page.

    Raises:
        DeskError: a character that cannot be printed.
    """
    _Table(paper, columns, look or Look()).draw(rows)


class _Table:
    def __init__(self, paper: Paper, columns: Sequence[Column], look: Look) -> None:
        self._paper = paper
        self._columns = columns
        self._look = look
        unit = paper.width / sum(column.share for column in columns)
        self._known: dict[tuple[int, str, Face], list[Line]] = {}
        self._edges = [paper.left]
        for column in columns:
            self._edges.append(self._edges[-1] + column.share * unit)
        titles = [column.title for column in columns] if any(c.title for c in columns) else []
        self._head = [self._cell(i, title, Face.HEI) for i, title in enumerate(titles)]
        self._top = 0.0

    def draw(self, rows: Sequence[Sequence[str]]) -> None:
        head = self._height(self._head)
        self._paper.need(head + self._height(self._cells(rows[0])) if rows else head)
        self._open()
        for row in rows:
            for cells in self._pieces(self._cells(row)):
                if self._paper.y - self._height(cells) < self._paper.bottom - 0.01:
                    self._close()
                    self._paper.turn()
                    self._open()
                self._row(cells)
        self._close()

    def _cells(self, row: Sequence[str]) -> list[list[Line]]:
        return [self._cell(i, text, self._columns[i].face) for i, text in enumerate(row)]

    def _cell(self, index: int, text: str, face: Face) -> list[Line]:
        lines = self._known.get((index, text, face))
        if lines is None:  # most cells of a long list say what others said before
            width = self._edges[index + 1] - self._edges[index] - 2 * self._look.side
            lines = break_lines(self._paper.fonts, [Span(text, face)], self._look.size, width)
            self._known[index, text, face] = lines
        return lines

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
        if self._head:
            self._row(self._head, head=True)

    def _row(self, cells: list[list[Line]], *, head: bool = False) -> None:
        height, leading, side = self._height(cells), self._look.leading, self._look.side
        for index, lines in enumerate(cells):
            left, right = self._edges[index] + side, self._edges[index + 1] - side
            y = self._paper.y - (height - len(lines) * leading) / 2
            align: Align = "center" if head else self._columns[index].align
            for line in lines:
                offset, spacing = set_line(line, right - left, align)
                base = baseline(y, leading, line.size)
                self._paper.put(Text(line, left + offset, base, spacing))
                y -= leading
        self._paper.skip(height)
        self._across(self._paper.y, _INNER)

    def _close(self) -> None:
        bottom = self._paper.y
        for y in (self._top, bottom):
            self._across(y, _FRAME)
        for edge in self._edges:
            outer = edge in (self._edges[0], self._edges[-1])
            self._paper.put(Rule(edge, self._top, edge, bottom, _FRAME if outer else _INNER))

    def _across(self, y: float, weight: float) -> None:
        self._paper.put(Rule(self._edges[0], y, self._edges[-1], y, weight))
