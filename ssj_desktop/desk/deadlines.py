"""Dates of law by the office's calendar; None where it ends, for a guess would be worse."""

from datetime import date

from ssj_desktop.facts.quota import QuarterDeadline
from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.deadlines import due_on, remind_on
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme
from ssj_desktop.rules.workdays import CalendarEndsError, WorkCalendar


def last_day(rule: Deadline, event: date, calendar: WorkCalendar) -> date | None:
    """Return the last day that ``rule`` allows when its event happened on that day."""
    try:
        return due_on(rule, event, calendar)
    except CalendarEndsError:
        return None


def last_workday(due: date, calendar: WorkCalendar) -> date | None:
    """Return the working day by which to act, where ``due`` itself is free (LC-21)."""
    try:
        return remind_on(due, calendar)
    except CalendarEndsError:
        return None


def of_quarter(
    scheme: Scheme, quarter: Quarter, calendar: WorkCalendar
) -> tuple[QuarterDeadline, ...]:
    """Return what the scheme wants done in the quarter by a date of the calendar.

    A yearly date (the plan by 31 January, WL-7) stands in its own quarter alone, or in every one
    where the holiday table ends before it.
    """
    found = []
    for rule in scheme.deadlines:
        if rule.event == "quarter_start":
            found.append(in_quarter(rule, quarter, calendar))
        elif rule.event == "year_start":
            due = last_day(rule, date(quarter.year, 1, 1), calendar)
            if due is None or Quarter.of(due) == quarter:
                found.append(_told(rule, due, calendar))
    return tuple(found)


def in_quarter(rule: Deadline, quarter: Quarter, calendar: WorkCalendar) -> QuarterDeadline:
    """Return when a rule that counts from the quarter's beginning is due."""
    return _told(rule, last_day(rule, quarter.first_day, calendar), calendar)


def _told(rule: Deadline, due: date | None, calendar: WorkCalendar) -> QuarterDeadline:
    act_by = last_workday(due, calendar) if due else None
    return QuarterDeadline(rule.name, rule.clause, due, act_by)
