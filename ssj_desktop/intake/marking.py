"""The file as it was read, with all that is wrong marked in its cells: to be mended and read again.

Texts stay texts and numbers numbers, so that the marked file, read again, has the same problems.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import Problem
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.layout import letters
from ssj_desktop.intake.limits import Limits
from ssj_desktop.intake.opening import content_of
from ssj_desktop.intake.reader import Table, read_tables

_LIST = "问题清单"
_BLOCKING, _REMARK = PatternFill("solid", "FFC7CE"), PatternFill("solid", "FFEB9C")
_BOLD, _LINK = Font(bold=True), Font(color="0563C1", underline="single")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_AUTHOR = "双随机桌面"
# What openpyxl would take for a formula or an error, and what XML can't carry as it is.
_NO_XML = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"
_UNSAFE = re.compile(rf"^[=#]|{_NO_XML}|_x[0-9A-Fa-f]{{4}}_")
_UNWRITABLE = re.compile(rf"{_NO_XML}|_(?=x[0-9A-Fa-f]{{4}}_)")
_NO_TITLE = re.compile(r"[\\*?:/\[\]]")
_LONGEST_TITLE = 31

Sheet = Any  # written row by row; its type is openpyxl's own affair
Places = dict[tuple[int, int], list[Problem]]


def marked(
    path: Path,
    digest: str,
    sheet: str,
    headings_line: int,
    problems: Sequence[Problem],
    limits: Limits,
) -> bytes:
    """Return all sheets of ``path`` as a workbook, ``problems`` marked in ``sheet`` and listed.

    ``digest`` is the SHA-256 of the file that the problems are of.

    Raises:
        DeskError: the file is another one by now, or can't be read any more.
    """
    content = content_of(path, limits)
    if sha256(content).hexdigest() != digest:
        raise DeskError(
            f"文件“{path.name}”在预览之后改动过，没有导出。", "请重新预览，再导出问题。"
        )
    book = Workbook(write_only=True)
    title = ""
    for table in read_tables(content, limits):
        if table.name == sheet:
            written = _sheet(book, table.name)
            title = written.title
            written.freeze_panes = f"A{headings_line + 1}"
            book.active = book.worksheets.index(written)
            _fill(written, table, _by_place(problems, headings_line))
        elif table.name != _LIST:  # the list of an earlier time
            _fill(_sheet(book, table.name), table, {})
    _list(_sheet(book, _LIST), problems, headings_line, title)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _sheet(book: Workbook, name: str) -> Sheet:
    return book.create_sheet(_NO_TITLE.sub("_", name)[:_LONGEST_TITLE] or "名录")


def _place(problem: Problem, headings_line: int) -> tuple[int, int] | None:
    """Return line and place of the cell to mark: the row's first one where no column is meant.

    What is wrong with a whole column is marked in its heading.
    """
    if problem.line:
        return problem.line, problem.place or 0
    return None if problem.place is None else (headings_line, problem.place)


def _by_place(problems: Sequence[Problem], headings_line: int) -> Places:
    found: Places = {}
    for problem in problems:
        if place := _place(problem, headings_line):
            found.setdefault(place, []).append(problem)
    return found


def _fill(sheet: Sheet, table: Table, faulty: Places) -> None:
    lines = {line for line, _ in faulty}
    for line, row in enumerate(table.rows, 1):
        cells = [_plain(sheet, cell) for cell in row]
        if line in lines:
            for place, cell in enumerate(row):
                if problems := faulty.get((line, place)):
                    cells[place] = _faulty(sheet, cell, problems)
        sheet.append(cells)


def _plain(sheet: Sheet, cell: Cell) -> object:
    if type(cell) is not str:
        return cell
    return _text(sheet, cell) if _UNSAFE.search(cell) else cell or None


def _text(sheet: Sheet, text: str) -> SheetCell:
    """Return a cell that says ``text``, whatever it looks like to a spreadsheet."""
    escaped = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    cell = WriteOnlyCell(sheet, escaped or None)
    if text:
        cell.data_type = "s"
    return cell


def _faulty(sheet: Sheet, value: Any, problems: Sequence[Problem]) -> SheetCell:
    if isinstance(value, str):
        cell = _text(sheet, value)
        cell.number_format = "@"  # what is typed over it stays as typed
    else:
        cell = WriteOnlyCell(sheet, value)
    cell.fill = _BLOCKING if any(problem.blocking for problem in problems) else _REMARK
    words = "\n".join(f"{problem.message}{problem.remedy}" for problem in problems)
    words = re.sub(_NO_XML, "\ufffd", words)  # a message may quote the cell
    cell.comment = Comment(words, _AUTHOR, height=40 + len(words), width=280)
    return cell


def _list(sheet: Sheet, problems: Sequence[Problem], headings_line: int, title: str) -> None:
    for letter, width in zip("ABCD", (10, 24, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([*_headings(sheet)])
    for row, problem in enumerate(problems, 2):
        where = SheetCell(sheet, row, 1, problem.line or "整个文件")
        where.fill = _BLOCKING if problem.blocking else _REMARK
        if place := _place(problem, headings_line):
            target = f"{quote_sheetname(title)}!{letters(place[1])}{place[0]}"
            where.hyperlink = Hyperlink(ref="", location=target)
            where.font = _LINK
        # In brackets, or the list would be taken for a roster's headings.
        texts = (f"「{problem.column}」" if problem.column else "", problem.message, problem.remedy)
        cells = [_text(sheet, text) for text in texts]
        for written in cells:
            written.alignment = _WRAPPED
        sheet.append([where, *cells])


def _headings(sheet: Sheet) -> Iterator[SheetCell]:
    for heading in ("行", "列", "问题", "怎样改"):
        cell = WriteOnlyCell(sheet, heading)
        cell.font = _BOLD
        yield cell
