"""The 备案表 as a workbook to print, stamp and send (requirements 8.5; LC-22)."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import filing, words
from ssj_desktop.outputs.filing import COLUMNS, rows
from ssj_desktop.outputs.page import SECRECY
from ssj_desktop.outputs.sheet import Sheet, Value, saved

_WIDTHS = (5, 23, 30, 20, 13, 27, 8, 15, 12, 11)  # characters


def render_xlsx(facts: DrawFacts) -> bytes:
    """Return the workbook; the same facts give the same bytes.

    Raises:
        DeskError: a text holds a control character, which a workbook cannot carry.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "备案表"
    _fill(_sheet(sheet), facts)
    if facts.redraws:
        _changes(_sheet(book.create_sheet("变更记录")), facts)
    return saved(book, facts.office, facts.drawn_at)


def _sheet(sheet: Worksheet) -> Sheet:
    return Sheet(sheet, _WIDTHS, SECRECY, "备案表")


def _fill(sheet: Sheet, facts: DrawFacts) -> None:
    sheet.title(f"{facts.office}{filing.title(facts)}")
    sheet.line((f"填报单位（章）：{facts.office}", 5), ("填报日期：　　　年　　月　　日", 5))
    sheet.line(
        (f"期次：{facts.period}", 2),
        (f"抽取日期：{words.day(facts.drawn_at)}", 2),
        (f"方式：{filing.method(facts)}", 3),
        ("领导签发：", 3),
    )
    _summary(sheet, facts)
    sheet.table(COLUMNS, [_numbered(row) for row in rows(facts)], frozen=True)
    sheet.line(("填表人：", 3), ("审核人：", 3), ("负责人：", 4))
    sheet.line(
        (f"{facts.filing_receiver}接收栏", 3), ("接收人：", 2), ("接收日期：", 2), ("编号：", 3)
    )


def _summary(sheet: Sheet, facts: DrawFacts) -> None:
    sheet.line(
        ("类别", 2), ("基数（家）", 1), ("应抽（家）", 1), ("实抽（家）", 1), ("比例、算式", 5),
        bold=True,
    )  # fmt: skip
    *lines, total = filing.summary(facts)
    for name, base, quota, drawn, formula in lines:
        sheet.line((name, 2), (base, 1), (quota, 1), (drawn, 1), (formula, 5))
    name, base, quota, drawn, formula = total
    sheet.line((name, 2), (base, 1), (quota, 1), (drawn, 1), (formula, 5), bold=True)


def _changes(sheet: Sheet, facts: DrawFacts) -> None:
    """Fill the page of changes, its last column as wide as four."""
    sheet.title(filing.title_of_changes(facts))
    *heads, last = filing.CHANGES
    sheet.line(*((head, 1) for head in heads), (last, 4), bold=True)
    for row in filing.changes(facts):
        *cells, reason = _numbered(row)
        sheet.line(*((cell, 1) for cell in cells), (reason, 4), height=60)


def _numbered(row: tuple[str, ...]) -> list[Value]:
    """Return a row whose first cell, its number, is one to a spreadsheet too."""
    return [int(row[0]), *row[1:]]
