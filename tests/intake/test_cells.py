"""Cells say the same thing in many ways."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.intake import cells
from ssj_desktop.intake.cells import Cell, CellError
from ssj_desktop.intake.fields import FIELDS


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-1-5", "2024/1/5", "2024.01.05", "2024年1月5日", "２０２４－０１－０５", "20240105"),
        *(20240105.0, 45296.0, date(2024, 1, 5), datetime(2024, 1, 5, 9), "2024-01-05 00:00:00"),
    ],
)
def test_a_date_is_understood_however_it_is_written(cell: Cell) -> None:
    # 45296 days after 1899-12-30: 45292 is 2024-01-01 in Excel, four days later the 5th.
    assert cells.day(cell) == date(2024, 1, 5)


@pytest.mark.parametrize("cell", ["2024-02-30", "24-1-5", "去年", "0204-01-05", 7.0, True, 3.5])
def test_a_date_that_does_not_exist_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError):
        cells.day(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("2023-01-01至2028-12-31", "2023.1.1—2028.12.31", "自2023年1月1日起至2028年12月31日止"),
        *("20230101-20281231", "2023/1/1 ~ 2028/12/31", "2023-01-01-2028-12-31"),
    ],
)
def test_a_term_is_two_dates_in_one_cell(cell: str) -> None:
    assert cells.term(cell) == (date(2023, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("cell", ["2028-12-31至2023-01-01", "2023-01-01", "长期", "2023至2028"])
def test_a_term_without_two_dates_in_order_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        cells.term(cell)


@pytest.mark.parametrize("cell", ["是", "有", "√", " Y ", "yes", "１", 1.0, True, "具有"])
def test_yes_is_yes(cell: Cell) -> None:
    assert cells.flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "×", "n", "No", "0", 0.0, False, "不具备"])
def test_no_is_no(cell: Cell) -> None:
    assert cells.flag(cell) is False


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13800000000.0, "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("（0356）6202222", "0356-6202222"),
        ("0356—6202222", "0356-6202222"),
        ("０３５６－６２０２２２２", "0356-6202222"),
        ("13800000000/0356-6202222", "13800000000、0356-6202222"),
        ("13800000000 13900000000", "13800000000、13900000000"),
        ("无", None),
    ],
)
def test_a_telephone_number_is_read_as_it_would_be_dialled(cell: Cell, phone: str | None) -> None:
    assert cells.phone(cell) == phone


def test_words_are_trimmed_composed_and_put_on_one_line() -> None:
    assert cells.text("　崇文镇\n东街  3 号\u200b ") == "崇文镇 东街 3 号"
    assert cells.text("Cafe\u0301") == "Caf\u00e9"
    assert cells.text(12.0) == "12"
    assert cells.paragraphs("1. 许可证\r\n\r\n 2. 台账 ") == "1. 许可证\n2. 台账"


@pytest.mark.parametrize("cell", ["", "/", "无", "—", "  ", "暂无"])
def test_a_cell_that_says_nothing_says_nothing(cell: str) -> None:
    assert cells.text(cell) is None
    assert cells.day(cell) is None
    assert cells.tags(cell) is None
    assert cells.years(cell) is None
    assert cells.count(cell) is None


def test_how_many_is_a_whole_number_or_left_to_the_office() -> None:
    """WL-13."""
    said = ("18", 18.0, "约12", "７２家次", "0")
    assert [cells.count(cell) for cell in said] == [18, 18, 12, 72, 0]
    assert cells.count("根据实际情况确定") is cells.count("按年度监管工作方案执行") is None
    for cell in ("约10-12", "1.5", "若干"):
        with pytest.raises(CellError, match="不是整数"):
            cells.count(cell)


def test_a_name_spaced_to_line_up_is_closed_up_but_two_words_stay_two() -> None:
    assert cells.person_name("张　三") == "张三"
    assert cells.person_name("买买提·艾力") == "买买提·艾力"
    assert cells.name("陵川 县城厂") == "陵川 县城厂"


def test_a_name_of_40_characters_passes_and_of_101_does_not() -> None:
    assert cells.name("厂" * 40) == "厂" * 40
    with pytest.raises(CellError, match="101 字"):
        cells.name("厂" * 101)


def test_tags_are_parted_by_whatever_separates_them() -> None:
    assert cells.tags("涉水、涉气，涉水;危废/辐射 医疗") == ("涉水", "涉气", "危废", "辐射", "医疗")


def test_a_grade_is_a_letter_or_its_own_words() -> None:
    assert cells.grade("Ａ级") == "A"
    assert cells.grade("环保良好") == "环保良好"


def test_years_are_whole() -> None:
    assert [cells.years(cell) for cell in (3.0, "3", "３年", 0)] == [3, 3, 3, 0]
    for cell in (3.5, "三年", "-1"):
        with pytest.raises(CellError):
            cells.years(cell)


READERS = {field.read for fields in FIELDS.values() for field in fields}
ANY_CELL = st.one_of(
    st.text(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.integers(),
)


@given(ANY_CELL)
def test_every_reader_takes_or_refuses_any_cell_in_plain_words(cell: Cell) -> None:
    for read in READERS:
        try:
            read(cell)
        except CellError as error:
            assert error.message.endswith("。")  # noqa: PT017
            assert error.remedy.endswith("。")  # noqa: PT017
