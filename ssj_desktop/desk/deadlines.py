"""Dates of law by the holiday table that ships; None where it ends, for a guess would be worse."""

from datetime import date

from ssj_desktop.intake import calendars
from ssj_desktop.rules.deadlines import due_on, remind_on
from ssj_desktop.rules.scheme import Deadline
from ssj_desktop.rules.workdays import CalendarEndsError


def last_day(rule: Deadline, event: date) -> date | None:
    """Return the last day that ``rule`` allows when its event happened on that day."""
    try:
        return due_on(rule, event, calendars.shipped())
    except CalendarEndsError:
        return None


def last_workday(due: date) -> date | None:
    """Return the working day by which to act, where ``due`` itself is free (LC-21)."""
    try:
        return remind_on(due, calendars.shipped())
    except CalendarEndsError:
        return None
