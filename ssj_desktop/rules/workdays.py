"""Working days by the State Council's yearly notices, and days counted by named rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ssj_desktop.errors import DeskError


class CalendarEndsError(DeskError):
    """The holiday table does not reach the day that is asked for."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"日历未导入：节假日表没有 {day.year} 年。",
            f"国务院办公厅公布 {day.year} 年放假安排后，请在“系统”的“日历”里导入，或更新本程序。",
        )


@dataclass(frozen=True)
class WorkCalendar:
    """Days that the notices name: ``off`` → free or (make-up day) worked, for whole ``years``."""

    named: dict[date, bool]
    years: frozenset[int]

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[date, bool]]) -> "WorkCalendar":
        """Build a calendar from (day, is it free); a year counts as known once it is named."""
        named = dict(rows)
        return cls(named, frozenset(day.year for day in named))

    def is_workday(self, day: date) -> bool:
        """Return whether ``day`` is worked.

        Raises:
            CalendarEndsError: no notice for that year is known.
        """
        if day.year not in self.years:
            raise CalendarEndsError(day)
        return not self.named.get(day, day.weekday() >= 5)

    def after(self, day: date, workdays: int) -> date:
        """Return the n-th working day after ``day``; the day after it is the first counted."""
        left = workdays
        while left:
            day += timedelta(days=1)
            left -= self.is_workday(day)
        return day

    def last_workday_until(self, day: date) -> date:
        """Return ``day`` if it is worked, else the last working day before it."""
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day
