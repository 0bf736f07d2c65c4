"""Requirements 7.5, 7.10 and rows LC-21, TJ-11, TJ-14: dates, each counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.intake import calendars
from ssj_desktop.rules.deadlines import due_on, remind_on
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.workdays import CalendarEndsError
from tests.rules.years import scheme

CHINA = calendars.shipped()


def due(scheme_id: str, key: str, event: date) -> date:
    rule = scheme(scheme_id).deadline(key)
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
    [  # requirements 7.10, checked there against the notices; LC-20, N-12
        (date(2024, 9, 27), date(2024, 10, 30)),
        (date(2026, 4, 28), date(2026, 5, 28)),
        (date(2026, 9, 18), date(2026, 10, 22)),
        (date(2026, 12, 3), date(2026, 12, 31)),
    ],
)
def test_twenty_working_days_for_disclosure(finding: date, expected: date) -> None:
    assert due("lingchuan-2024", "disclosure", finding) == expected


@pytest.mark.parametrize(
    ("scheme_id", "event", "first_counted"),
    [
        # BD-17, WL-8, EZ-16, TJ-13
        ("baoding-2022-county", "finding", "BD-17 作出检查结果认定之日"),
        ("baoding-2022-city", "finding", "BD-17"),
        ("wulong-2024", "task_done", "WL-8 抽查任务完成后"),
        ("ezhou-2022-branch", "task_done", "EZ-16 检查完成"),
        ("ezhou-2022-brigade", "task_done", "EZ-16"),
        ("taijiang-2022", "finding", "TJ-13, by the regulation's article 26"),
    ],
)
def test_each_scheme_counts_its_twenty_days_from_its_own_event(
    scheme_id: str, event: str, first_counted: str
) -> None:
    rule = scheme(scheme_id).deadline("disclosure")
    assert rule is not None
    assert (rule.event, rule.counting, rule.days) == (event, "workdays", 20), first_counted
    assert due(scheme_id, "disclosure", date(2026, 9, 18)) == date(2026, 10, 22)


def test_wl7_the_plan_by_the_end_of_january() -> None:
    """WL-7."""
    assert due("wulong-2024", "plan", date(2026, 1, 1)) == date(2026, 1, 31)
    assert remind_on(date(2026, 1, 31), CHINA) == date(2026, 1, 30), "a Saturday"


@pytest.mark.parametrize("scheme_id", ["ezhou-2022-branch", "ezhou-2022-brigade"])
def test_ez_the_dates_of_a_year(scheme_id: str) -> None:
    assert due(scheme_id, "items", date(2026, 1, 1)) == date(2026, 3, 31)  # EZ-6
    assert due(scheme_id, "year_report", date(2026, 1, 1)) == date(2026, 12, 10)  # EZ-19
    reports = [due(scheme_id, "quarter_report", Quarter(2026, n).first_day) for n in (1, 2, 3, 4)]
    assert reports == [date(2026, month, 20) for month in (3, 6, 9, 12)]  # EZ-19
    assert due(scheme_id, "entry", date(2026, 5, 6)) == date(2026, 5, 6)  # EZ-15 检查当日


def test_tj4_the_roster_of_inspectors_is_looked_through_as_the_quarter_begins() -> None:
    """TJ-4."""
    assert due("taijiang-2022", "roster", date(2022, 4, 1)) == date(2022, 4, 10)


def test_tj14_the_sixty_days_counted_one_by_one() -> None:
    # From 31 May 2022: May 1, June 21 less 端午 3 June = 21 worked, July 21, to 23 August 17.
    days = [date(2022, 5, 30) + timedelta(days=n) for n in range(1, 86)]
    worked = [day for day in days if CHINA.is_workday(day)]
    assert (len(worked), worked[-1]) == (60, date(2022, 8, 23))


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
