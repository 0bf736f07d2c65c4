"""A table of the window as a workbook: what stood there is read back, and nothing is computed."""

import io
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.outputs import ledger

AT = datetime(2026, 10, 8, 9, 30)
HEADINGS = ("名称", "统一社会信用代码", "本年已查")


def sheet_of(rows: list[tuple[str | int, ...]], headings: tuple[str, ...] = HEADINGS) -> Worksheet:
    book = load_workbook(io.BytesIO(ledger.render("检查对象", headings, rows, AT)))
    return book.worksheets[0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 356", "-3", "@SUM(A1)", "000123", "91140524 ", "2026-10-08", "𠮷野家"]
)
def test_a_text_is_read_back_as_the_very_text_it_was(text: str) -> None:
    sheet = sheet_of([(text, "91140524MA0K12348M", 0)])
    cell = sheet.cell(2, 1)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_a_code_keeps_its_digits_and_a_number_can_be_summed() -> None:
    sheet = sheet_of([("甲厂", "911405240000000018", 2)])
    assert sheet.cell(2, 2).value == "911405240000000018"
    assert (sheet.cell(2, 3).value, sheet.cell(2, 3).data_type) == (2, "n")


def test_headings_and_names_stay_in_view_and_every_column_can_be_filtered() -> None:
    sheet = sheet_of([("甲厂", "", 0), ("乙厂", "", 1)])
    assert sheet.title == "检查对象"
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:C3"


def test_a_column_is_as_wide_as_its_longest_text_within_reason() -> None:
    sheet = sheet_of([("陵川县崇文镇污水处理厂", "9" * 200, 0)])
    # 11 characters of two figures' width each, and 4 for the filter's arrow.
    assert sheet.column_dimensions["A"].width == 11 * 2 + 4
    assert sheet.column_dimensions["B"].width == 48
    assert sheet.column_dimensions["C"].width == 4 * 2 + 4


def test_a_table_without_rows_has_its_headings() -> None:
    assert sheet_of([]).max_row == 1


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [("甲厂", "91140524MA0K12348M", 1)]
    assert ledger.render("甲", HEADINGS, rows, AT) == ledger.render("甲", HEADINGS, rows, AT)


def test_what_nobody_sees_and_no_workbook_carries_is_left_out() -> None:
    assert sheet_of([("甲\x00厂\x1b", "", 0)]).cell(2, 1).value == "甲厂"


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=30))
def test_any_other_text_comes_back(text: str) -> None:
    assert (sheet_of([(text, "", 0)]).cell(2, 1).value or "") == text
