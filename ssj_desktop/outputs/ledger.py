"""Any table of the window as a workbook, for whoever goes on working in a spreadsheet."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ssj_desktop.outputs.workbook import dated

Value = str | int

_NARROWEST, _WIDEST = 8, 48  # characters
_HEAD_FILL = PatternFill("solid", fgColor="EEF3F0")
_BODY, _BOLD = Font(name="宋体", size=11), Font(name="宋体", size=11, bold=True)


def render(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]], at: datetime
) -> bytes:
    """Return a workbook of one sheet called ``title``; the same facts give the same bytes.

    A text stays the text it is, a code of figures and 「=1+1」 too; a number can be summed.
    Control characters, which a workbook cannot carry and nobody sees, are left out. ``at`` is
    when it was made.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    _set_up(sheet, _widths([headings, *rows]), len(rows) + 1)
    head = [WriteOnlyCell(sheet) for _ in headings]
    for cell in head:
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD_FILL, Alignment(vertical="center")
    _append(sheet, head, headings)
    body = [WriteOnlyCell(sheet) for _ in headings]  # one row's, used again for the next
    for place, cell in enumerate(body):
        cell.font = _BODY
        cell.number_format = "0" if rows and isinstance(rows[0][place], int) else "@"
    for row in rows:
        _append(sheet, body, row)
    book.properties.created = at
    buffer = io.BytesIO()
    book.save(buffer)
    return dated(buffer.getvalue(), at)


# A sheet is Any: the stubs of the write-only one leave out what it shares with the others.
def _set_up(sheet: Any, widths: Sequence[int], lines: int) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{lines}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, 18.3.1.63)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _widths(lines: Sequence[Sequence[Value]]) -> list[int]:
    # A Chinese character is as wide as two figures, and has two bytes in GBK.
    widest = [
        max(len(str(value).encode("gbk", "replace")) for value in column)
        for column in zip(*lines, strict=True)
    ]
    return [min(max(width + 4, _NARROWEST), _WIDEST) for width in widest]  # 4: the filter's arrow


def _append(sheet: Any, cells: list[Cell], row: Sequence[Value]) -> None:
    for cell, value in zip(cells, row, strict=True):
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # openpyxl takes a leading = for a formula
        else:
            cell.value = value
    sheet.append(cells)
