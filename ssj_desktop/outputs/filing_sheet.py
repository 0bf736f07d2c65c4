"""The 备案表 as a workbook to print, stamp and send (requirements 8.5; LC-22)."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import filing, words
from ssj_desktop.outputs.filing import COLUMNS, rows
from ssj_desktop.outputs.page import SECRECY
from ssj_desktop.outputs.workbook import dated

_WIDTHS = (5, 23, 30, 20, 13, 27, 8, 15, 12, 11)  # characters: landscape A4 shrinks them little
_LAST = len(COLUMNS)
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BODY, _BOLD = Font(name="宋体", size=10), Font(name="宋体", size=10, bold=True)
_TITLE = Font(name="宋体", size=16, bold=True)


def render_xlsx(facts: DrawFacts) -> bytes:
    """Return the workbook; the same facts give the same bytes.

    Raises:
        DeskError: a text holds a control character, which a workbook cannot carry.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "备案表"
    _Sheet(sheet).fill(facts)
    if facts.redraws:
        _changes(_Sheet(book.create_sheet("变更记录")), facts)
    book.properties.creator = facts.office
    book.properties.created = facts.drawn_at
    buffer = io.BytesIO()
    book.save(buffer)
    return dated(buffer.getvalue(), facts.drawn_at)


class _Sheet:
    """A sheet filled row by row; every text is stored as text, whatever it looks like."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 0
        for index, width in enumerate(_WIDTHS, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4 (ECMA-376, 18.3.1.63)
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        header, footer = HeaderFooterItem(), HeaderFooterItem()
        header.left.text, footer.center.text = SECRECY, "第 &P 页 共 &N 页"
        sheet.oddHeader, sheet.oddFooter = header, footer
        sheet.print_options.horizontalCentered = True

    def fill(self, facts: DrawFacts) -> None:
        self.title(f"{facts.office}{filing.title(facts)}")
        self.line((f"填报单位（章）：{facts.office}", 5), ("填报日期：　　　年　　月　　日", 5))
        self.line(
            (f"期次：{facts.period}", 2),
            (f"抽取日期：{words.day(facts.drawn_at)}", 2),
            (f"方式：{filing.method(facts)}", 3),
            ("领导签发：", 3),
        )
        self._summary(facts)
        self.table(COLUMNS, rows(facts), frozen=True)
        self.line(("填表人：", 3), ("审核人：", 3), ("负责人：", 4))
        self.line(
            (f"{facts.filing_receiver}接收栏", 3), ("接收人：", 2), ("接收日期：", 2), ("编号：", 3)
        )

    def _summary(self, facts: DrawFacts) -> None:
        self.line(
            ("类别", 2), ("基数（家）", 1), ("应抽（家）", 1), ("实抽（家）", 1), ("比例、算式", 5),
            bold=True,
        )  # fmt: skip
        *lines, total = filing.summary(facts)
        for name, base, quota, drawn, formula in lines:
            self.line((name, 2), (base, 1), (quota, 1), (drawn, 1), (formula, 5))
        name, base, quota, drawn, formula = total
        self.line((name, 2), (base, 1), (quota, 1), (drawn, 1), (formula, 5), bold=True)

    def title(self, text: str) -> None:
        self.line((text, _LAST), bold=True)
        cell = self.sheet.cell(self.row, 1)
        cell.font, cell.border = _TITLE, Border()
        self.sheet.row_dimensions[self.row].height = 30

    def line(self, *cells: tuple[str | int, int], bold: bool = False) -> None:
        """Add a row of (value, how many columns it spans)."""
        self.row += 1
        column = 1
        for value, span in cells:
            for offset in range(span):
                self._put(column + offset, "" if offset else value, bold=bold)
            if span > 1:
                end = column + span - 1
                self.sheet.merge_cells(None, self.row, column, self.row, end)
            column += span
        self.sheet.row_dimensions[self.row].height = 20

    def table(
        self, head: Sequence[str], body: Sequence[Sequence[str]], *, frozen: bool = False
    ) -> None:
        self.line(*((title, 1) for title in head), bold=True)
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        if frozen:
            self.sheet.freeze_panes = f"A{self.row + 1}"
        for row in body:
            self.row += 1
            self._put(1, int(row[0]))
            for column, text in enumerate(row[1:], start=2):
                self._put(column, text)

    def _put(self, column: int, value: str | int, *, bold: bool = False) -> None:
        cell = self.sheet.cell(self.row, column)
        assert isinstance(cell, Cell)  # not yet merged
        try:
            cell.value = value
        except IllegalCharacterError as error:
            raise DeskError(
                f"“{str(value).strip()}”里有看不见的控制字符，备案表没有生成。",
                "请在名录里把这一项重新录入再试。",
            ) from error
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl takes a leading = for a formula
            cell.number_format = "@"
        cell.font = _BOLD if bold else _BODY
        cell.border = _BOX
        centred = bold or isinstance(value, int)
        cell.alignment = Alignment("center" if centred else "left", "center", wrap_text=True)


def _changes(sheet: _Sheet, facts: DrawFacts) -> None:
    """Fill the page of changes, its last column as wide as four."""
    sheet.title(filing.title_of_changes(facts))
    *heads, last = filing.CHANGES
    sheet.line(*((head, 1) for head in heads), (last, 4), bold=True)
    for number, *cells, reason in filing.changes(facts):
        sheet.line((int(number), 1), *((cell, 1) for cell in cells), (reason, 4))
        sheet.sheet.row_dimensions[sheet.row].height = 60
