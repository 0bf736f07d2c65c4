"""A scheme may count any deadline in working days: the papers then ask the holiday table."""

from datetime import date

from ssj_desktop.desk.deadlines import last_day, last_workday
from ssj_desktop.rules.scheme import Deadline

IN_WORKDAYS = Deadline(
    key="inspection", name="完成检查", clause="一", event="dispatch", counting="workdays", days=20
)


def test_an_inspections_deadline_in_working_days_knows_the_holidays() -> None:
    # Requirements 7.10: 2026-09-18 and twenty working days over National Day come to 10-22.
    assert last_day(IN_WORKDAYS, date(2026, 9, 18)) == date(2026, 10, 22)


def test_where_the_holiday_table_ends_there_is_no_date_and_no_error() -> None:
    assert last_day(IN_WORKDAYS, date(2026, 12, 4)) is None
    assert last_workday(date(2027, 1, 10)) is None
