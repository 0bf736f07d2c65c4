"""Requirements 7.5, 7.10 and rows LC-21, TJ-11, TJ-14: dates, each counted by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop import paths
from ssj_desktop.intake import calendars
from ssj_desktop.rules.deadlines import due_on, remind_on
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, parse_scheme
from ssj_desktop.rules.workdays import CalendarEndsError

CHINA = calendars.shipped()


def due(scheme_id: str, key: str, event: date) -> date:
    file = paths.resources() / "schemes" / f"{scheme_id}.toml"
    scheme: Scheme = parse_scheme(file.read_text(encoding="utf-8"), file.name)
    rule = scheme.deadline(key)
    assert rule is not None
    return due_on(rule, event, CHINA)


@pytest.mark.parametrize(("number", "month"), [(1, 1), (2, 4), (3, 7), (4, 10)])
def test_lc21_the_draw_is_due_on_the_tenth_day_the_first_included(number: int, month: int) -> None:
    first = Quarter(2026, number).first_day
    assert due("lingchuan-2024", "draw", first) == date(2026, month, 10)
    assert due("lingchuan-2024", "filing", first) == date(2026, month, 10)


def test_lc21_a_tenth_on_a_saturday_is_done_on_the_friday_before() -> None:
    assert remind_on(date(2026, 1, 10), CHINA) == date(2026, 1, 9)


def test_lc21_in_the_autumn_of_2024_only_three_days_of_ten_are_worked() -> None:
    days = [date(2024, 10, day) for day in range(1, 11)]  # 1–7 National Day
    assert [day.day for day in days if CHINA.is_workday(day)] == [8, 9, 10]


def test_lc7a_without_a_deadline_of_its_own_the_quarter_ends_the_inspections() -> None:
    assert due("lingchuan-2024", "inspection", date(2026, 10, 8)) == date(2026, 12, 31)


def test_tj11_fifty_calendar_days_after_dispatch() -> None:
    assert due("taijiang-2022", "inspection", date(2022, 4, 2)) == date(2022, 5, 22)  # 28 + 22


def test_tj14_sixty_working_days_for_a_recheck() -> None:
    assert due("taijiang-2022", "recheck", date(2022, 5, 30)) == date(2022, 8, 23)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [  # requirements 7.10, checked there against the notices
        (date(2024, 9, 27), date(2024, 10, 30)),
        (date(2026, 4, 28), date(2026, 5, 28)),
        (date(2026, 9, 18), date(2026, 10, 22)),
        (date(2026, 12, 3), date(2026, 12, 31)),
    ],
)
def test_twenty_working_days_for_disclosure(finding: date, expected: date) -> None:
    assert due("lingchuan-2024", "disclosure", finding) == expected


def test_where_the_holiday_table_ends_the_answer_is_no_guess() -> None:
    with pytest.raises(CalendarEndsError, match="日历未导入：节假日表没有 2027 年"):
        due("lingchuan-2024", "disclosure", date(2026, 12, 4))


@given(st.dates(date(2022, 1, 1), date(2026, 8, 1)), st.integers(1, 60))
def test_counting_working_days_agrees_with_a_list_of_them(day: date, count: int) -> None:
    later = [date.fromordinal(day.toordinal() + n) for n in range(1, 150)]
    assert CHINA.after(day, count) == [d for d in later if CHINA.is_workday(d)][count - 1]


@given(st.integers(2020, 2030), st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    assert Quarter.of(quarter.first_day) == quarter == Quarter.of(quarter.last_day)
    assert quarter.next().previous() == quarter < quarter.next()
    assert quarter.next().first_day.toordinal() == quarter.last_day.toordinal() + 1
