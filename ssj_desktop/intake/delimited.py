"""Tables as text: comma, tab or semicolon between cells, in any encoding a clerk's file has."""

import codecs
import csv
from io import StringIO

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.limits import Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 20
_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。"


def read_rows(content: bytes, limits: Limits) -> list[list[Cell]]:
    """Return the rows of a text table, all of one width, as Excel would number them.

    Raises:
        DeskError: the bytes are no text, no table, or beyond the limits.
    """
    text = _decode(content)
    if "\0" in text or text.lstrip()[:1] == "<":
        raise DeskError("这不是表格文件，是网页或别的格式。", _SAVE_AS)
    rows: list[list[Cell]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            rows.append([*row])
            if len(rows) > limits.rows or len(row) > limits.columns:
                raise DeskError(
                    f"表格超过 {limits.rows} 行或 {limits.columns} 列。", "请分成几个文件。"
                )
    except csv.Error as error:
        raise DeskError(
            f"第 {len(rows) + 1} 行读不下去，多半是引号不成对。",
            f"请检查这一行的引号；或者{_SAVE_AS}",
        ) from error
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _decode(content: bytes) -> str:
    """Tell UTF-8 from GB18030 by all bytes: the first Chinese name may stand on the last line."""
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DeskError("文件不是表格，或文字编码既不是 UTF-8 也不是 GB18030。", _SAVE_AS)


def _delimiter(text: str) -> str:
    head = "\n".join(text[:20_000].splitlines()[:_LOOKED_AT])
    return max(",\t;", key=head.count)
