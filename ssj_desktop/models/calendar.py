"""The holiday calendar's own days: what imported tables and the office itself say of them."""

from collections.abc import Collection, Sequence
from datetime import date

from pydantic import NaiveDatetime
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from ssj_desktop.models.rows import is_there

BY_HAND = 0


class CalendarDay(SQLModel, table=True):
    """A day that is free (``off``) or worked, by the notice of the year ``notice`` or, 0, by hand.

    A notice may name a day of the December before its year. A year that any row has as its
    ``notice`` was imported whole. ``source``: the imported file's name, or 手工.
    """

    __table_args__ = (UniqueConstraint("day", "notice"),)

    id: int = Field(default=None, primary_key=True)
    day: date
    notice: int
    off: bool
    name: str
    source: str
    at: NaiveDatetime
    by: str


def days(session: Session) -> Sequence[CalendarDay]:
    """Return the file's own days by notice, those set by hand first, and by day.

    There are none in a file of an older format.
    """
    if not is_there(session, CalendarDay):
        return ()
    order = (col(CalendarDay.notice), col(CalendarDay.day))
    return session.exec(select(CalendarDay).order_by(*order)).all()


def set_by_hand(session: Session, day: date) -> CalendarDay | None:
    """Return what the office itself says of a day, None where it says nothing."""
    query = select(CalendarDay).where(CalendarDay.day == day, CalendarDay.notice == BY_HAND)
    return session.exec(query).first()


def forget_notices(session: Session, years: Collection[int]) -> None:
    """Delete every day that the notices of ``years`` named."""
    session.execute(delete(CalendarDay).where(col(CalendarDay.notice).in_(years)))
