"""The shipped holiday table and the file's own days, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from ssj_desktop.facts.calendar import DayFacts, DayKind, NamedDay, YearFacts
from ssj_desktop.intake import calendars
from ssj_desktop.models import calendar
from ssj_desktop.models.calendar import BY_HAND, CalendarDay
from ssj_desktop.rules.workdays import WorkCalendar

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Merged:
    """What notices say (``named``, of whole ``years``: year → where its notice is from), and what
    the office says over them."""

    named: dict[date, NamedDay]
    by_hand: dict[date, NamedDay]
    years: dict[int, str]


def calendar_in(session: Session) -> WorkCalendar:
    """Return the working days as the open file knows them: the shipped table and its own days."""
    rows = calendar.days(session)
    if not rows:
        return calendars.shipped()
    merged = _merged(rows)
    days = (merged.named | merged.by_hand).values()
    return WorkCalendar({one.day: one.off for one in days}, frozenset(merged.years))


def year_in(session: Session, year: int) -> YearFacts:
    """Return what each day of a year (1 to 9998) is."""
    merged = _merged(calendar.days(session))
    first, last = date(year, 1, 1), date(year, 12, 31)
    known = year in merged.years
    count = (last - first).days + 1
    days = tuple(_day(merged, first + timedelta(days=n), known) for n in range(count))
    return YearFacts(year, known, merged.years.get(year, ""), days)


def _merged(rows: Sequence[CalendarDay]) -> _Merged:
    """Put an imported notice in the place of the shipped one of its year.

    Of two notices that name a day the later year's holds: it is about New Year's.
    """
    imported = {row.notice: _source(row) for row in rows if row.notice != BY_HAND}
    shipped = calendars.shipped_days()
    years = {one.day.year: one.source for one in shipped} | imported
    named = {one.day: one for one in shipped if one.day.year not in imported}
    named |= {row.day: _said_by(row) for row in rows if row.notice != BY_HAND}
    by_hand = {row.day: _said_by(row) for row in rows if row.notice == BY_HAND}
    return _Merged(named, by_hand, years)


def _said_by(row: CalendarDay) -> NamedDay:
    return NamedDay(row.day, row.off, row.name, _source(row))


def _source(row: CalendarDay) -> str:
    return f"{row.source}（{row.by}，{row.at:%Y-%m-%d}）"


def _day(merged: _Merged, day: date, known: bool) -> DayFacts:
    noticed, typed = merged.named.get(day), merged.by_hand.get(day)
    said = typed or noticed
    without_hand = _kind(day, noticed, known) if typed else None
    name, source = (said.name, said.source) if said else ("", "")
    return DayFacts(day, _kind(day, said, known), name, source, without_hand)


def _kind(day: date, said: NamedDay | None, known: bool) -> DayKind:
    weekend = day.weekday() >= _SATURDAY
    if said is None:
        if not known:
            return DayKind.UNKNOWN
        return DayKind.WEEKEND if weekend else DayKind.WORKDAY
    if said.off:
        return DayKind.OFF
    return DayKind.MADE_UP if weekend else DayKind.WORKDAY
