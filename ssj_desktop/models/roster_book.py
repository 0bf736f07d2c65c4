"""The rosters as tables and cards show them: plain columns, read quickly and handed on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, Text, or_, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import ItemRow, RecusalRow, TargetRow
from ssj_desktop.facts.roster import TargetFact as FactLine
from ssj_desktop.models.campaign import is_apart
from ssj_desktop.models.lottery import Draw, DrawEvent, DrawnTarget
from ssj_desktop.models.merge import TABLES
from ssj_desktop.models.roster import CheckItem, Inspector, Recusal, Target, TargetFact, Visit
from ssj_desktop.models.rows import blank, columns_there, stored
from ssj_desktop.models.standing import standing, visits

Rows = Sequence[Any]  # of a query: their columns are read by name or place

ALL_SITES = "全部对象"

_SAME_EVENT = (col(DrawEvent.draw_ref) == DrawnTarget.draw_ref) & (
    col(DrawEvent.seq) == DrawnTarget.seq
)
_SHOWN = TargetRow.__slots__[: TargetRow.__slots__.index("category")]


def entry(session: Session, kind: RosterKind, code: str) -> dict[str, Any] | None:
    """Return a whole row of the roster, None where no entry has this code."""
    model = TABLES[kind]
    query = columns(*columns_there(session, model)).where(_table(kind).c.code == code)
    found = session.execute(query).mappings().first()
    return {**blank(model), **found} if found else None


def sharing(
    session: Session, kind: RosterKind, marks: Mapping[str, Any], but: int | None
) -> list[dict[str, Any]]:
    """Return the rows that have one of ``marks`` (field → value), without the one of id ``but``."""
    if not marks:
        return []
    table = _table(kind)
    query = columns(table).where(or_(*(table.c[name] == value for name, value in marks.items())))
    found = session.execute(query.where(table.c.id != (but or 0))).mappings()
    return [dict(row) for row in found]


def names(session: Session, kind: RosterKind, codes: set[str]) -> dict[str, str]:
    """Return code → name, of those codes that there are."""
    table = _table(kind)
    query = columns(table.c.code, table.c.name).where(table.c.code.in_(codes))
    return {row.code: row.name for row in session.execute(query)}


def sizes(session: Session) -> dict[RosterKind, int]:
    """Return how many entries each roster has."""
    count = columns(func.count())
    return {kind: session.scalars(count.select_from(_table(kind))).one() for kind in RosterKind}


def target_lines(session: Session) -> Rows:
    """Return every site: id, the first columns of a ``TargetRow``, three marks, tags as JSON text.

    The text is decoded by whoever holds the file no longer.
    """
    shown = [col(getattr(Target, name)) for name in _SHOWN]
    marks = col(Target.key_unit), col(Target.positive_list), col(Target.credit_grade)
    tags = type_coerce(col(Target.tags), Text).label("tags")
    query = columns(col(Target.id), *shown, *marks, tags)
    return session.execute(query.order_by(col(Target.id))).all()


def dated_facts(session: Session) -> Rows:
    """Return every site's facts: target's id, kind, day, day of settling."""
    query = columns(
        col(TargetFact.target_id),
        col(TargetFact.kind),
        col(TargetFact.happened_on),
        col(TargetFact.resolved_on),
    )
    return session.execute(query).all()


def visit_counts(session: Session, year: int) -> Rows:
    """Return target's id, how many visits of ``year`` count, and when the latest of any year was.

    A site has one line for the visits entered (a date) and one for those drawn (a moment).
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    entered = columns(
        col(Visit.target_id),
        func.count().filter(col(Visit.visited_on).between(first, last)),
        func.max(col(Visit.visited_on)),
    )
    drawn = visits(
        session,
        columns(
            col(DrawnTarget.target_id),
            func.count().filter(col(Draw.year) == year),
            func.max(col(DrawEvent.at)),
        ),
    ).join(DrawEvent, _SAME_EVENT)
    return [
        *session.execute(entered.group_by(col(Visit.target_id))),
        *session.execute(drawn.group_by(col(DrawnTarget.target_id))),
    ]


def facts_of(session: Session, target_id: int) -> tuple[FactLine, ...]:
    """Return a site's facts, the newest first."""
    query = select(TargetFact).where(TargetFact.target_id == target_id)
    order = col(TargetFact.happened_on).desc(), col(TargetFact.id).desc()
    return tuple(
        FactLine(fact.kind, fact.happened_on, fact.number, fact.evidence, fact.resolved_on)
        for fact in session.exec(query.order_by(*order))
    )


def entered_of(session: Session, target_id: int) -> Rows:
    """Return a site's entered visits, the newest first: day, category's key, evidence, and the id
    of the scheme that the key is of, "" where nobody knows which."""
    meant_by = stored(session, col(Visit.scheme_id))
    query = columns(col(Visit.visited_on), col(Visit.category), col(Visit.evidence), meant_by)
    query = query.where(col(Visit.target_id) == target_id)
    return session.execute(query.order_by(col(Visit.visited_on).desc())).all()


def drawn_of(session: Session, target_id: int) -> Rows:
    """Return the draws that put a site on a list where it stands, the newest first.

    Each as year, quarter, the draw's number, category's key, the draw's quota lines as JSON text,
    which name that draw's categories, and whether the visit is one of its own (``apart``): else it
    is done in one with another list's and counts there (LC-7).
    """
    query = standing(
        columns(
            col(Draw.year),
            col(Draw.quarter),
            col(Draw.draw_id),
            col(DrawnTarget.category),
            func.json_extract(col(Draw.basis), "$.quotas", type_=Text),
            is_apart(session).label("apart"),
        )
    )
    query = query.where(col(DrawnTarget.target_id) == target_id)
    return session.execute(query.order_by(col(Draw.id).desc())).all()


def inspectors(session: Session) -> Rows:
    """Return every inspector's row with how many recusals of his are in force."""
    table = _table(RosterKind.INSPECTORS)
    in_force = columns(func.count()).where(
        col(Recusal.inspector_id) == table.c.id, col(Recusal.lifted_on).is_(None)
    )
    query = columns(table, in_force.scalar_subquery().label("recusals"))
    return session.execute(query.order_by(table.c.id)).all()


def people(session: Session) -> dict[str, Inspector]:
    """Return every inspector by code, in the order they came into the roster."""
    rows = session.exec(select(Inspector).order_by(col(Inspector.id)))
    return {person.code: person for person in rows}


def items(session: Session) -> tuple[ItemRow, ...]:
    """Return the catalogue in its own order."""
    query = columns(*columns_there(session, CheckItem)).order_by(col(CheckItem.id))
    empty = blank(CheckItem)
    rows = ({**empty, **row} for row in session.execute(query).mappings())
    return tuple(ItemRow(**{name: row[name] for name in ItemRow.__slots__}) for row in rows)


def recusals(
    session: Session, inspector_id: int | None = None, target_id: int | None = None
) -> tuple[RecusalRow, ...]:
    """Return recusals, lifted ones too, those in force first and then the newest.

    Those of one inspector, or those that bar somebody from one site, where an id says so.
    """
    query = (
        columns(
            col(Inspector.code),
            col(Inspector.name),
            col(Target.code),
            func.coalesce(col(Target.name), ALL_SITES),
            col(Recusal.reason),
            col(Recusal.lifted_on),
        )
        .join(Recusal, col(Recusal.inspector_id) == col(Inspector.id))
        .outerjoin(Target, col(Target.id) == col(Recusal.target_id))
        .order_by(col(Recusal.lifted_on).isnot(None), col(Recusal.id).desc())
    )
    if inspector_id is not None:
        query = query.where(col(Recusal.inspector_id) == inspector_id)
    if target_id is not None:
        here = or_(col(Recusal.target_id) == target_id, col(Recusal.target_id).is_(None))
        query = query.where(here)
    return tuple(RecusalRow(*row) for row in session.execute(query))


def tags(session: Session) -> tuple[str, ...]:
    """Return the tags in use, sorted."""
    used = session.exec(select(Target.tags).distinct())
    return tuple(sorted({tag for tags in used for tag in tags}))


def _table(kind: RosterKind) -> Table:
    table: Table = TABLES[kind].__table__  # type: ignore[attr-defined]
    return table
