"""The visits entered later (补录), one by one: which draw has counted one, and its taking away."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete
from sqlmodel import Session, col, func, select

from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.models import draw_log
from ssj_desktop.models.journal import JournalEntry, said
from ssj_desktop.models.roster import ImportBatch, ImportChange, Target, Visit

_TOLD = ("code", "on", "category", "evidence")  # of a visit, by the journal


def visit_of(
    session: Session, target: Target, on: date, category: str, evidence: str
) -> Visit | None:
    """Return the visit that was entered for a site with these words."""
    query = select(Visit).where(
        Visit.target_id == target.id,
        Visit.visited_on == on,
        Visit.category == category,
        Visit.evidence == evidence,
    )
    return session.exec(query).first()


def counted_in(session: Session, target: Target, visit: Visit) -> str:
    """Return the number of a draw that was frozen after the visit was entered and stands.

    "" where there is none. What came after what is asked of the journal, not of clocks; a visit
    that the journal does not know may have been counted by any draw.
    """
    frozen = select(said("$.draw")).where(
        JournalEntry.verb == "draws.freeze",
        col(JournalEntry.id) > _entered_at(session, target, visit),
    )
    for number in session.exec(frozen.order_by(col(JournalEntry.id))).all():
        draw = draw_log.draw_of(session, number)
        if draw_log.step_of(session, draw) is not DrawStep.ABORTED:
            return str(number)
    return ""


def forget(session: Session, visit: Visit) -> None:
    """Take a visit away, and from the import that brought it: its id may be given anew."""
    if batch := _batch_of(session, visit):
        session.execute(
            delete(ImportChange).where(
                col(ImportChange.batch_id) == batch, col(ImportChange.row_id) == visit.id
            )
        )
    session.delete(visit)


def name_schemes(connection: Connection) -> None:
    """Write down by which scheme each visit of an older file was meant: the office's when it was
    entered, by the journal; where that does not tell, the office's now."""
    meant: dict[tuple[Any, ...], str] = {}
    scheme = ""
    told = connection.exec_driver_sql(
        "SELECT verb, CAST(what AS BLOB) FROM journalentry "
        "WHERE verb IN ('offices.set_up', 'targets.record_visit') ORDER BY id"
    )
    for verb, text in told:
        with suppress(ValueError, KeyError, TypeError):  # not as the verb writes it
            what = json.loads(text)
            if verb == "offices.set_up":
                scheme = what["scheme_id"]
            else:
                meant[tuple(what[name] for name in _TOLD)] = scheme
    now = connection.exec_driver_sql("SELECT scheme_id FROM office").scalar() or ""
    unnamed = connection.exec_driver_sql(
        "SELECT visit.id, target.code, visited_on, category, evidence "
        "FROM visit JOIN target ON target.id = visit.target_id WHERE visit.scheme_id = ''"
    ).all()
    for number, *told_of in unnamed:
        values = meant.get(tuple(told_of)) or now, number
        connection.exec_driver_sql("UPDATE visit SET scheme_id = ? WHERE id = ?", values)


def _entered_at(session: Session, target: Target, visit: Visit) -> int:
    """Return the journal's number of the entry by which the visit came, 0 for none."""
    query = select(func.max(JournalEntry.id))
    if batch := _batch_of(session, visit):
        query = query.where(JournalEntry.verb == "imports.confirm", said("$.batch") == batch)
    else:
        query = query.where(
            JournalEntry.verb == "targets.record_visit",
            said("$.code") == target.code,
            said("$.on") == visit.visited_on.isoformat(),
            said("$.category") == visit.category,
            said("$.evidence") == visit.evidence,
        )
    return session.exec(query).one() or 0


def _batch_of(session: Session, visit: Visit) -> int | None:
    """Return the number of the import that brought the visit, None where it was entered alone."""
    query = (
        select(ImportBatch.id)
        .join(ImportChange, col(ImportChange.batch_id) == col(ImportBatch.id))
        .where(
            ImportBatch.kind == RosterKind.VISITS.value,
            col(ImportBatch.taken_back_at).is_(None),
            ImportChange.row_id == visit.id,
        )
    )
    return session.exec(query).first()
