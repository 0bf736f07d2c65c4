"""A scheme may count any deadline in working days: the papers then ask the holiday table."""

from datetime import date, datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.deadlines import last_day, last_workday, of_quarter
from ssj_desktop.intake.calendars import shipped
from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.period import Quarter
from tests.desk.office import OFFICE, ticking
from tests.rules.years import scheme

IN_WORKDAYS = Deadline(
    key="inspection", name="完成检查", clause="一", event="dispatch", counting="workdays", days=20
)


def test_an_inspections_deadline_in_working_days_knows_the_holidays() -> None:
    # Requirements 7.10: 2026-09-18 and twenty working days over National Day come to 10-22.
    assert last_day(IN_WORKDAYS, date(2026, 9, 18), shipped()) == date(2026, 10, 22)


def test_where_the_holiday_table_ends_there_is_no_date_and_no_error() -> None:
    assert last_day(IN_WORKDAYS, date(2026, 12, 4), shipped()) is None
    assert last_workday(date(2027, 1, 10), shipped()) is None


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
    found = of_quarter(scheme(name), Quarter(2026, quarter), shipped())
    assert [deadline.due for deadline in found] == dates


def test_a_yearly_date_beyond_the_holiday_table_is_still_a_date() -> None:
    [plan] = of_quarter(scheme("wulong-2024"), Quarter(2027, 1), shipped())
    assert (plan.due, plan.act_by) == (date(2027, 1, 31), None)


def test_once_next_years_holidays_are_imported_the_dates_are_there(
    tmp_path: Path,
) -> None:
    with Desk.open(tmp_path / "明年.ssj", "小李", ticking(datetime(2027, 1, 4, 9, 0))) as later:
        later.offices.set_up(OFFICE)
        first = Quarter(2027, 1)
        draft = later.plans.of(first).draft
        assert draft
        assert {deadline.act_by for deadline in draft.deadlines} == {None}  # 日历未导入
        rows = ["date,isOffDay,name", *(f"2027-01-{day:02},true,元旦" for day in (1, 2, 3))]
        rows += [f"2027-02-{day:02},true,春节" for day in range(5, 13)]
        table = tmp_path / "2027.csv"
        table.write_text("\n".join(rows), encoding="utf-8")
        later.calendars.import_table(table)
        draft = later.plans.of(first).draft
        assert draft
        # LC-21: the tenth of January 2027 is a Sunday, so the last working day is the eighth.
        assert {deadline.act_by for deadline in draft.deadlines} == {date(2027, 1, 8)}
