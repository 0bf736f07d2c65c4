"""A sheet of a workbook to be printed: filled row by row, every text stored as the text it is."""

import io
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.errors import DeskError
from ssj_desktop.outputs.workbook import dated

Value = str | int

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BODY, _BOLD = Font(name="宋体", size=10), Font(name="宋体", size=10, bold=True)
_TITLE = Font(name="宋体", size=16, bold=True)


class Sheet:
    """``widths`` of the columns are in characters: landscape A4 shrinks some 160 little.

    ``header`` stands above every printed page; ``paper`` is what a fault calls the whole.
    """

    def __init__(self, sheet: Worksheet, widths: Sequence[int], header: str, paper: str) -> None:
        self.sheet = sheet
        self.row = 0
        self._paper = paper
        self._columns = len(widths)
        for index, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4 (ECMA-376, 18.3.1.63)
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        top, foot = HeaderFooterItem(), HeaderFooterItem()
        top.left.text, foot.center.text = header, "第 &P 页 共 &N 页"
        sheet.oddHeader, sheet.oddFooter = top, foot
        sheet.print_options.horizontalCentered = True

    def title(self, text: str) -> None:
        self.line((text, self._columns), bold=True)
        cell = self.sheet.cell(self.row, 1)
        cell.font, cell.border = _TITLE, Border()
        self.sheet.row_dimensions[self.row].height = 30

    def line(self, *cells: tuple[Value, int], bold: bool = False, height: int = 20) -> None:
        """Add a row of (value, how many columns it spans); ``height`` is in points."""
        self.row += 1
        column = 1
        for value, span in cells:
            for offset in range(span):
                self._put(column + offset, "" if offset else value, bold=bold)
            if span > 1:
                end = column + span - 1
                self.sheet.merge_cells(None, self.row, column, self.row, end)
            column += span
        self.sheet.row_dimensions[self.row].height = height

    def table(
        self, head: Sequence[str], body: Sequence[Sequence[Value]], *, frozen: bool = False
    ) -> None:
        """Add a head, which is printed on every page and stays in view where ``frozen``, and
        rows as high as their texts ask for."""
        self.line(*((title, 1) for title in head), bold=True)
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        if frozen:
            self.sheet.freeze_panes = f"A{self.row + 1}"
        for row in body:
            self.row += 1
            for column, value in enumerate(row, start=1):
                self._put(column, value)

    def _put(self, column: int, value: Value, *, bold: bool = False) -> None:
        cell = self.sheet.cell(self.row, column)
        assert isinstance(cell, Cell)  # not yet merged
        try:
            cell.value = value
        except IllegalCharacterError as error:
            raise DeskError(
                f"“{str(value).strip()}”里有看不见的控制字符，{self._paper}没有生成。",
                "请在名录里把这一项重新录入再试。",
            ) from error
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl takes a leading = for a formula
            cell.number_format = "@"
        cell.font = _BOLD if bold else _BODY
        cell.border = _BOX
        centred = bold or isinstance(value, int)
        cell.alignment = Alignment("center" if centred else "left", "center", wrap_text=True)


def saved(book: Workbook, creator: str, at: datetime) -> bytes:
    """Return the workbook's bytes, which depend on its facts alone."""
    book.properties.creator = creator
    book.properties.created = at
    buffer = io.BytesIO()
    book.save(buffer)
    return dated(buffer.getvalue(), at)
