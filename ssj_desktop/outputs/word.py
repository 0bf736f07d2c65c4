"""An official document in Word by GB/T 9704-2012, to be edited further: the same parts as on paper.

Fonts are named and not embedded: offices have them, and Word falls back where one has not.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ssj_desktop.errors import DeskError
from ssj_desktop.outputs.table import Column
from ssj_desktop.outputs.text import Align
from ssj_desktop.outputs.workbook import dated

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_TABLE = "宋体"
_BODY, _TITLE, _CELL, _NUMBER = 16.0, 22.0, 10.5, 14.0  # 3号, 2号, 5号, 4号 in points
_LEADING, _CELL_LEADING = 28.95, 15.0  # points; 28.95 is what Word takes for 22 lines a page
_WIDTH, _HEIGHT = 156.0, 225.0  # mm: 版心 (5.2.1)
_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Word:
    """A document set from the top down; ``label`` stands above every page. ``landscape``: for a
    table of many columns, bound at its upper edge, which is the upright page's left one."""

    def __init__(self, label: str, *, landscape: bool = False) -> None:
        self._document = Document()
        self._width = _HEIGHT if landscape else _WIDTH
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        if landscape:
            section.orientation = WD_ORIENTATION.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.top_margin, section.bottom_margin = Mm(28), Mm(26)
            section.left_margin, section.right_margin = Mm(35), Mm(37)
        section.header_distance, section.footer_distance = Mm(28), Mm(25)
        _say(section.header.paragraphs[0], label, HEI, 12.0)
        _number(section.footer.paragraphs[0])

    def title(self, lines: Sequence[str]) -> None:
        """Set the title, a line each."""
        for text in lines:
            self._line(text, SONG, _TITLE, "center", leading=_LEADING * 1.15)

    def centred(self, text: str) -> None:
        self._line(text, KAI, _BODY, "center")

    def blank(self) -> None:
        self._line("", FANG, _BODY, "left")

    def heading(self, text: str) -> None:
        """Set 「一、…」; it never stands alone at the foot of a page."""
        line = self._line(text, HEI, _BODY, "left", indent=2)
        line.paragraph_format.keep_with_next = True

    def paragraph(self, text: str, head: str = "", *, keep: bool = False) -> None:
        """Set running text; ``head``: what it begins with, in 楷体."""
        line = self._line(head, KAI, _BODY, "justify", indent=2)
        _say(line, text, FANG, _BODY)
        line.paragraph_format.keep_with_next = keep

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: bool = False
    ) -> None:
        """Set a ruled table whose head is repeated on each page; ``total``: the last row sums."""
        head = [column.title for column in columns]
        bare = not any(head)
        made = self._document.add_table(rows=0, cols=len(columns), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        share = self._width / sum(column.share for column in columns)
        lines = rows if bare else [head, *rows]
        for place, texts in enumerate(lines):
            top = not bare and place == 0
            strong = top or (total and place == len(lines) - 1)
            row = made.add_row()
            _keep_whole(row, repeat=top)
            for cell, column, text in zip(row.cells, columns, texts, strict=True):
                cell.width = Mm(column.share * share)
                _fill(cell, text, HEI if strong else _TABLE, "center" if top else column.align)

    def content(self, *, author: str, title: str, at: datetime) -> bytes:
        """Return the file's bytes, which depend on what was set alone."""
        about = self._document.core_properties
        about.author = about.last_modified_by = author
        about.title, about.comments = title, ""
        about.created = about.modified = at
        buffer = io.BytesIO()
        self._document.save(buffer)
        return dated(buffer.getvalue(), at)

    def _line(
        self,
        text: str,
        font: str,
        size: float,
        align: Align,
        *,
        indent: int = 0,
        leading: float = _LEADING,
    ) -> Paragraph:
        line = self._document.add_paragraph()
        _pitch(line, leading, align)
        line.paragraph_format.first_line_indent = Pt(indent * size)
        _say(line, text, font, size)
        return line


def _pitch(line: Paragraph, leading: float, align: Align) -> None:
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    line.alignment = _ALIGNED[align]


def _say(line: Paragraph, text: str, font: str, size: float) -> None:
    """Add a run; Chinese takes the font of eastAsia, which python-docx does not set itself."""
    try:
        run = line.add_run(text)
    except ValueError as error:  # from lxml: XML has no such character
        raise DeskError(
            f"“{text.strip()}”里有看不见的控制字符，Word 文件没有生成。",
            "请在名录里把这一项重新录入再试。",
        ) from error
    run.font.name, run.font.size = font, Pt(size)
    properties: Any = run._element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), font)


def _fill(cell: _Cell, text: str, font: str, align: Align) -> None:
    for place, part in enumerate(text.split("\n")):
        line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _pitch(line, _CELL_LEADING, align)
        _say(line, part, font, _CELL)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _keep_whole(row: Any, *, repeat: bool) -> None:
    """Split a row over no two pages, and have the head repeated on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _number(line: Paragraph) -> None:
    """Set the page's number between dashes (7.5)."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(line, "— ", _TABLE, _NUMBER)
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    _say(line, " —", _TABLE, _NUMBER)
