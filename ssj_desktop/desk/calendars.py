"""日历: which days are worked, by the notices that ship, those imported, and the office itself."""

from datetime import date
from pathlib import Path

from ssj_desktop.desk.calendar_facts import calendar_in, year_in
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.calendar import TakenTable, YearFacts
from ssj_desktop.intake import calendars
from ssj_desktop.models import calendar
from ssj_desktop.models.calendar import BY_HAND, CalendarDay
from ssj_desktop.models.store import Store
from ssj_desktop.rules.workdays import WorkCalendar

__all__ = ["Calendars", "calendar_in"]

_HAND = "手工"


class Calendars:
    """A year is known once its whole notice is there; days set by hand make none known."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def current(self) -> WorkCalendar:
        """Return the working days as this file knows them."""
        with self._store.reading() as session:
            return calendar_in(session)

    def year(self, year: int) -> YearFacts:
        """Return what each day of a year (1 to 9998) is, and whether the year is known."""
        with self._store.reading() as session:
            return year_in(session, year)

    def import_table(self, path: Path) -> TakenTable:
        """Take in the notices of whole years; each takes the place of what was known of its year.

        Days set by hand stay as they were set.

        Raises:
            DeskError: the file is wrong somewhere or names a year in part; nothing is taken.
        """
        table, now = calendars.read(path), self._store.clock()
        with self._store.writing(self._clerk, "calendars.import_table") as change:
            session = change.session
            calendar.forget_notices(session, table.years)
            session.add_all(
                CalendarDay(
                    day=one.day,
                    notice=table.notice_of(one.day),
                    off=one.off,
                    name=one_line(one.name),
                    source=table.file,
                    at=now,
                    by=self._clerk,
                )
                for one in table.days
            )
            by_hand = [row.day for row in calendar.days(session) if row.notice == BY_HAND]
            change.say(file=table.file, years=[*table.years], rows=len(table.days))
        kept = sum(day.year in table.years for day in by_hand)
        return TakenTable(table.years, len(table.days), kept)

    def set_day(self, day: date, off: bool, name: str) -> None:
        """Make a day free or worked, whatever notices say; ``name``: why, in a few words.

        Raises:
            FormError: the name is missing.
        """
        if not (name := one_line(name)):
            raise FormError((("name", "请写明为什么，例如节日名称或者通知的文号。"),))
        with self._store.writing(self._clerk, "calendars.set_day") as change:
            session = change.session
            before = year_in(session, day.year).at(day).kind
            row = calendar.set_by_hand(session, day)
            if row and (row.off, row.name) == (off, name):
                return
            if row:
                session.delete(row)
                session.flush()
            session.add(self._by_hand(day, off, name))
            after = year_in(session, day.year).at(day).kind
            change.say(name=name, on=day.isoformat(), before=before.value, after=after.value)

    def _by_hand(self, day: date, off: bool, name: str) -> CalendarDay:
        return CalendarDay(
            day=day,
            notice=BY_HAND,
            off=off,
            name=name,
            source=_HAND,
            at=self._store.clock(),
            by=self._clerk,
        )

    def forget_day(self, day: date) -> None:
        """Let a day that was set by hand be again what the notices say.

        Raises:
            DeskError: it was not set by hand.
        """
        with self._store.writing(self._clerk, "calendars.forget_day") as change:
            session = change.session
            row = calendar.set_by_hand(session, day)
            if row is None:
                raise DeskError(f"{day} 没有手工改过。", "它就是放假安排里的样子，不用恢复。")
            before = year_in(session, day.year).at(day).kind
            session.delete(row)
            after = year_in(session, day.year).at(day).kind
            change.say(name=row.name, on=day.isoformat(), before=before.value, after=after.value)
