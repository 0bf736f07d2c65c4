"""The cells of a workbook or a text table, whatever program wrote it and whatever it is called."""

import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ssj_desktop.errors import DeskError
from ssj_desktop.intake import delimited, excel_errors
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.limits import MEGABYTE, Limits

_ZIP = b"PK\x03\x04"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,  # a part that the workbook names is not there
    NotImplementedError,  # a compression Excel doesn't use
    RuntimeError,  # a password on the archive itself
    ParseError,
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # an xlsx with a password lies in an OLE file


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; ``rows[0]`` is row 1 of Excel, an empty cell is "". ``name`` is "" for a csv."""

    name: str
    rows: list[list[Cell]]


def read_tables(content: bytes, limits: Limits) -> list[Table]:
    """Return the visible sheets of an xlsx, xls or ods file, or the one table of a csv file.

    What a file is, its first bytes say; its name is not asked.

    Raises:
        DeskError: it is none of these, is damaged, locked by a password or beyond the limits.
    """
    if not content:
        raise DeskError("文件是空的。", "请确认文件已经保存好，再选一次。")
    if content.startswith(_ZIP):
        return _zipped_workbook(content, limits)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise _locked()
        return _workbook(content, limits)
    return [Table("", delimited.read_rows(content, limits))]


def _zipped_workbook(content: bytes, limits: Limits) -> list[Table]:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN_ZIP as error:
        raise _damaged() from error
    with archive, ThreadPoolExecutor(max_workers=1) as beside:
        _check_inflated(archive, limits)
        # Both work outside the interpreter's lock, so on two cores the search costs no time.
        search = beside.submit(excel_errors.error_cells, archive)
        tables = _workbook(content, limits)
        try:
            errors = search.result()
        except _BROKEN_ZIP as error:
            raise _damaged() from error
    for (name, row, column), shown in errors.items():
        for table in tables:
            if table.name == name and row < len(table.rows) and column < len(table.rows[row]):
                table.rows[row][column] = shown
    return tables


def _check_inflated(archive: zipfile.ZipFile, limits: Limits) -> None:
    inflated = sum(entry.file_size for entry in archive.infolist())
    if inflated > limits.inflated_bytes:
        raise DeskError(
            f"文件展开后有 {inflated // MEGABYTE} MB，"
            f"超过 {limits.inflated_bytes // MEGABYTE} MB。",
            "请删去图片和多余的工作表，或分成几个文件。",
        )


def _workbook(content: bytes, limits: Limits) -> list[Table]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return [
                Table(sheet.name, _rows(book.get_sheet_by_name(sheet.name), limits))
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
                and sheet.visible == SheetVisibleEnum.Visible
            ]
    except PasswordError as error:
        raise _locked() from error
    except CalamineError as error:
        raise _damaged() from error


def _rows(sheet: CalamineSheet, limits: Limits) -> list[list[Cell]]:
    """Return a sheet's cells, a cell merged downwards filled down (one 乡镇 beside ten sites)."""
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= limits.rows or last_column >= limits.columns:
        raise DeskError(
            f"工作表“{sheet.name}”有 {last_row + 1} 行、{last_column + 1} 列，"
            f"超过 {limits.rows} 行或 {limits.columns} 列。",
            "请删去表格以外的内容，或分成几个文件。",
        )
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def _locked() -> DeskError:
    return DeskError("文件加了打开密码。", "请打开它，取消密码并保存，再导入。")


def _damaged() -> DeskError:
    return DeskError("这个表格文件打不开：没有保存完整、已损坏，或不是表格。", _SAVE_AS)
