"""A scheme may count any deadline in working days: the papers then ask the holiday table."""

from datetime import date

import pytest

from ssj_desktop.desk.deadlines import last_day, last_workday, of_quarter
from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.period import Quarter
from tests.rules.years import scheme

IN_WORKDAYS = Deadline(
    key="inspection", name="完成检查", clause="一", event="dispatch", counting="workdays", days=20
)


def test_an_inspections_deadline_in_working_days_knows_the_holidays() -> None:
    # Requirements 7.10: 2026-09-18 and twenty working days over National Day come to 10-22.
    assert last_day(IN_WORKDAYS, date(2026, 9, 18)) == date(2026, 10, 22)


def test_where_the_holiday_table_ends_there_is_no_date_and_no_error() -> None:
    assert last_day(IN_WORKDAYS, date(2026, 12, 4)) is None
    assert last_workday(date(2027, 1, 10)) is None


@pytest.mark.parametrize(
    ("name", "quarter", "dates"),
    [
        ("wulong-2024", 1, [date(2026, 1, 31)]),  # WL-7
        ("wulong-2024", 2, []),
        ("ezhou-2022-branch", 1, [date(2026, 3, 31), date(2026, 3, 20)]),  # EZ-6, EZ-19
        ("ezhou-2022-branch", 3, [date(2026, 9, 20)]),
        ("ezhou-2022-branch", 4, [date(2026, 12, 20), date(2026, 12, 10)]),  # EZ-19
        ("taijiang-2022", 2, [date(2026, 4, 10)]),  # TJ-4
        ("baoding-2022-county", 1, []),
        ("lingchuan-2024", 3, [date(2026, 7, 10), date(2026, 7, 10)]),  # LC-21, LC-22
    ],
)
def test_a_yearly_date_stands_in_its_own_quarter(
    name: str, quarter: int, dates: list[date]
) -> None:
    found = of_quarter(scheme(name), Quarter(2026, quarter))
    assert [deadline.due for deadline in found] == dates


def test_a_yearly_date_beyond_the_holiday_table_is_still_a_date() -> None:
    [plan] = of_quarter(scheme("wulong-2024"), Quarter(2027, 1))
    assert (plan.due, plan.act_by) == (date(2027, 1, 31), None)
