"""Dates of law: a named rule applied to the day of a named event, never a guess."""

from datetime import date, timedelta

from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.workdays import WorkCalendar


def due_on(rule: Deadline, event: date, calendar: WorkCalendar) -> date:
    """Return the last day allowed when ``event`` happened on that day.

    Raises:
        CalendarEndsError: working days are asked for that no notice has named yet.
    """
    match rule.counting:
        case "inclusive":
            return event + timedelta(days=rule.days - 1)
        case "calendar":
            return event + timedelta(days=rule.days)
        case "workdays":
            return calendar.after(event, rule.days)
        case "same_day":
            return event
        case "period_end":
            return Quarter.of(event).last_day
        case "month_day":
            return date(event.year, rule.month, rule.day)
        case "last_month_day":
            return Quarter.of(event).last_day.replace(day=rule.day)


def remind_on(due: date, calendar: WorkCalendar) -> date:
    """Return the day to act by: a deadline on a day off does not move, the work must (LC-21)."""
    return calendar.last_workday_until(due)
