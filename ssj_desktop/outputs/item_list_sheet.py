"""抽查事项清单 as a workbook, in the lay-outs of the paper (item_list)."""

from openpyxl import Workbook

from ssj_desktop.facts.catalogue import Catalogue, ListKind
from ssj_desktop.outputs.item_list import LAYOUTS, rows_of, standing, which
from ssj_desktop.outputs.sheet import Sheet, saved

_ALL = 160  # characters: what landscape A4 shrinks little


def render(catalogue: Catalogue, kind: ListKind) -> bytes:
    """Return the workbook; the same facts give the same bytes.

    Raises:
        DeskError: nothing belongs on the list, or a text holds a control character, which a
            workbook cannot carry.
    """
    columns, title = LAYOUTS[kind].columns, f"{catalogue.office}{kind.heading}"
    book = Workbook()
    page = book.worksheets[0]
    page.title = kind.heading
    whole = sum(column.share for column in columns)
    widths = [round(_ALL * column.share / whole) for column in columns]
    sheet = Sheet(page, widths, f"{kind.heading}　{which(catalogue)}", "抽查事项清单")
    sheet.title(title)
    sheet.line((standing(catalogue), len(columns)))
    head = [column.title.replace("\n", "") for column in columns]
    sheet.table(head, rows_of(catalogue, kind), frozen=True)
    return saved(book, catalogue.office, catalogue.dated)
