"""Files as they come: every format and encoding, and everything that is no table."""

import csv
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.limits import MEGABYTE, Limits
from ssj_desktop.intake.reader import read_tables

FIXTURES = Path(__file__).parent / "fixtures"
USUAL = Limits()


def xlsx(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def one_cell(book: Workbook) -> None:
    book.worksheets[0]["A1"] = "单位名称"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    content = f"单位名称{delimiter}地址\r\n䶮𠮷厂{delimiter}东街\r\n".encode(encoding)
    [table] = read_tables(content, USUAL)
    assert table.rows == [["单位名称", "地址"], ["䶮𠮷厂", "东街"]]


def test_the_encoding_is_told_by_the_last_line_too() -> None:
    content = "name,address\n" + "a,b\n" * 20_000 + "甲厂,东街\n"
    [table] = read_tables(content.encode("gb18030"), USUAL)
    assert table.rows[-1] == ["甲厂", "东街"]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1),
        min_size=1,
    )
)
def test_any_table_of_texts_comes_back_or_is_refused_in_plain_words(rows: list[list[str]]) -> None:
    target = StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
    with suppress(DeskError):
        [table] = read_tables(target.getvalue().encode(), USUAL)
        width = max(map(len, rows))
        if all(word not in target.getvalue() for word in "\t;"):
            assert table.rows == [row + [""] * (width - len(row)) for row in rows]


@given(st.binary())
def test_any_bytes_are_read_or_refused_in_plain_words(content: bytes) -> None:
    with suppress(DeskError):
        read_tables(content, USUAL)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0", "不是表格"),
        ("<html><table><tr><td>单位名称</td></tr></table></html>".encode(), "网页"),
        (xlsx(one_cell)[:2000], "打不开"),
        (b"PK\x03\x04" + b"\x00" * 200, "打不开"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 3000, "打不开"),
        ('单位名称,地址\n"甲厂,东街\n'.encode(), "引号不成对"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(DeskError, match=said) as told:
        read_tables(content, USUAL)
    assert told.value.hint


def test_a_workbook_locked_by_a_password_says_so() -> None:
    with pytest.raises(DeskError, match="密码"):
        read_tables((FIXTURES / "locked.xlsx").read_bytes(), USUAL)


def test_a_workbook_of_something_else_is_refused() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(DeskError, match="打不开"):
        read_tables(target.getvalue(), USUAL)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(20 * MEGABYTE))
    assert len(target.getvalue()) < MEGABYTE
    with pytest.raises(DeskError, match="展开后有 20 MB，超过 10 MB"):
        read_tables(target.getvalue(), Limits(inflated_bytes=10 * MEGABYTE))


@pytest.mark.parametrize(
    "content",
    ["a,b\n" * 11, "a,b,c,d\n"],
)
def test_too_many_rows_or_columns_are_refused(content: str) -> None:
    limits = Limits(rows=10, columns=3)
    with pytest.raises(DeskError, match="超过 10 行或 3 列"):
        read_tables(content.encode(), limits)

    def fill(book: Workbook) -> None:
        for row in csv.reader(StringIO(content)):
            book.worksheets[0].append(row)

    with pytest.raises(DeskError, match="超过 10 行或 3 列"):
        read_tables(xlsx(fill), limits)


def test_rows_and_columns_are_counted_as_excel_shows_them() -> None:
    def fill(book: Workbook) -> None:
        book.worksheets[0]["C4"] = "x"

    [table] = read_tables(xlsx(fill), USUAL)
    assert table.rows == [["", "", ""], ["", "", ""], ["", "", ""], ["", "", "x"]]


def test_hidden_sheets_are_left_alone() -> None:
    def fill(book: Workbook) -> None:
        one_cell(book)
        book.create_sheet("字典").sheet_state = "hidden"

    assert [table.name for table in read_tables(xlsx(fill), USUAL)] == ["Sheet"]


def test_a_cell_merged_downwards_holds_for_every_row_beside_it() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        for row in (["乡镇", "名称"], ["崇文镇", "甲"], [None, "乙"], [None, "丙"]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    [table] = read_tables(xlsx(fill), USUAL)
    assert [row[0] for row in table.rows] == ["乡镇", "崇文镇", "崇文镇", ""]


def test_a_failed_formula_is_seen_on_its_sheet() -> None:
    def fill(book: Workbook) -> None:
        for name in ("甲", "乙 & 丙"):
            sheet = book.create_sheet(name)
            sheet.append(["名称", "地址"])
            sheet.append(["x", "#REF!" if name == "甲" else "#N/A"])
            sheet["B2"].data_type = "e"

    _first, one, other = read_tables(xlsx(fill), USUAL)
    assert (one.rows[1], other.rows[1]) == (["x", "#REF!"], ["x", "#N/A"])
