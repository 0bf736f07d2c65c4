"""Whether the people suffice for the visits that a year still asks for.

No scheme sets a measure. [D] More than half a visit a person and working day is tight, since
complaints, cases and papers take the other half; more than one cannot be done.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ssj_desktop.rules.workdays import WorkCalendar

Strain = Literal["够用", "偏紧", "不够", "算不出"]

_TIGHT, _MOST = Fraction(1, 2), Fraction(1)  # visits a person and working day


def strain_of(visits: int, per_day: Fraction | None) -> Strain:
    """Return how so many visits sit with the people; ``per_day``: visits a person and working
    day, None where nobody knows the days or nobody is there."""
    if not visits:
        return "够用"
    if per_day is None:
        return "算不出"
    if per_day > _MOST:
        return "不够"
    return "偏紧" if per_day > _TIGHT else "够用"


def workdays_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """Count the working days from ``first`` to ``last``, both included; 0 where last is before.

    Raises:
        CalendarEndsError: one of them lies in a year whose notice is not known.
    """
    days = (last - first).days + 1
    return sum(calendar.is_workday(first + timedelta(days=n)) for n in range(days))
