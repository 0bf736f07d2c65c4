"""抽查事项清单 as published, version by version, and what a year has checked of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, Text, exists, true
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col, func, select

from ssj_desktop.facts.record import Conclusion
from ssj_desktop.models.lottery import Draw, DrawnTarget
from ssj_desktop.models.record import RecordSigning, SiteRecord
from ssj_desktop.models.roster import Visit
from ssj_desktop.models.rows import is_there
from ssj_desktop.models.standing import visits, with_records

_CHECKED = (Conclusion.FINE, Conclusion.PROBLEM)  # of a check that went through the item


class ItemCatalogue(SQLModel, table=True):
    """A version of the list, ``number`` 1, 2, …: decided on in ``meeting``, in force from a day on.

    ``office`` is whose list it is, ``items`` the whole of it (as ItemRow).
    """

    id: int = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    office: str
    effective_on: date
    decided_on: date
    meeting: str
    decided_by: str
    note: str
    published_at: NaiveDatetime
    items: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class Checked(NamedTuple):
    """What a year has done: (category's key, check's name) → how many signed records say that it
    was checked; category's key → visits entered later, and objects that are still to be visited.
    """

    concluded: Counter[tuple[str, str]]
    entered: Counter[str]
    open: Counter[str]


def versions(session: Session) -> Sequence[Any]:
    """Return every version in order, without its items but with how many (``size``) there are."""
    if not is_there(session, ItemCatalogue):
        return ()
    table = ItemCatalogue.__table__  # type: ignore[attr-defined]
    shown = [column for column in table.columns if column.name not in ("id", "items")]
    size = func.json_array_length(col(ItemCatalogue.items)).label("size")
    return session.execute(columns(*shown, size).order_by(col(ItemCatalogue.number))).all()


def version(session: Session, number: int) -> ItemCatalogue | None:
    """Return one version whole."""
    if not is_there(session, ItemCatalogue):
        return None
    return session.exec(select(ItemCatalogue).where(ItemCatalogue.number == number)).first()


def in_force(session: Session, at: datetime) -> ItemCatalogue | None:
    """Return the version that was in force at a moment, None where there was none yet.

    One published later is not, whatever day it says to be effective on.
    """
    if not is_there(session, ItemCatalogue):
        return None
    query = select(ItemCatalogue).where(
        ItemCatalogue.effective_on <= at.date(), ItemCatalogue.published_at <= at
    )
    return session.exec(query.order_by(col(ItemCatalogue.number).desc())).first()


def checked(session: Session, year: int) -> Checked:
    """Return what the draws of ``year`` and its entered visits have checked, and what is left."""
    return Checked(_concluded(session, year), _entered(session, year), _open(session, year))


def _concluded(session: Session, year: int) -> Counter[tuple[str, str]]:
    checks = func.json_each(col(SiteRecord.body), "$.checks").table_valued("value", name="checks")
    name = func.json_extract(checks.c.value, "$.name", type_=Text)
    conclusion = func.json_extract(checks.c.value, "$.conclusion", type_=Text)
    records = func.count(col(SiteRecord.id).distinct())
    query = _visits(session, columns(col(DrawnTarget.category), name, records), year)
    query = query.join(checks, true()).where(_signed(), conclusion.in_(_CHECKED))
    found = session.execute(query.group_by(col(DrawnTarget.category), name))
    return Counter({(row[0], row[1]): row[2] for row in found})


def _entered(session: Session, year: int) -> Counter[str]:
    query = columns(col(Visit.category), func.count()).where(
        col(Visit.visited_on).between(date(year, 1, 1), date(year, 12, 31))
    )
    return Counter({row[0]: row[1] for row in session.execute(query.group_by(Visit.category))})


def _open(session: Session, year: int) -> Counter[str]:
    objects = func.count(col(DrawnTarget.id).distinct())
    query = _visits(session, columns(col(DrawnTarget.category), objects), year).where(~_signed())
    return Counter({row[0]: row[1] for row in session.execute(query.group_by("category"))})


def _visits(session: Session, query: Any, year: int) -> Any:
    """Ask ``query`` of the visits that lists of ``year`` ask for, with their records if any."""
    return with_records(visits(session, query)).where(col(Draw.year) == year)


def _signed() -> Any:
    return exists().where(col(RecordSigning.record_id) == SiteRecord.id)
