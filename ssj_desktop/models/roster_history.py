"""What has changed an entry of a roster: told by the imports and by the journal."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Text, or_
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.models.journal import JournalEntry, said
from ssj_desktop.models.roster import ImportBatch, ImportChange, Target, Visit
from ssj_desktop.rules.census import EXCLUDING_STATUSES

_BY_HAND = {
    RosterKind.TARGETS: ("targets.save", "targets.tag"),
    RosterKind.INSPECTORS: ("inspectors.save",),
    RosterKind.ITEMS: ("items.save", "items.load"),
}
_RECUSALS = ("inspectors.recuse", "inspectors.lift")
_VERBS = {
    RosterKind.TARGETS: (
        *_BY_HAND[RosterKind.TARGETS],
        *("targets.record_fact", "targets.settle_fact"),
        *("targets.record_visit", "targets.forget_visit"),
        *("targets.override", "targets.lift_override"),
        *("exclusions.exclude", "exclusions.exclude_at_cap"),
        *("exclusions.keep", "exclusions.lift"),
        *_RECUSALS,
    ),
    RosterKind.INSPECTORS: (*_BY_HAND[RosterKind.INSPECTORS], *_RECUSALS),
    RosterKind.ITEMS: _BY_HAND[RosterKind.ITEMS],
}
# No verb of the journal: one visit of an import that brought many.
VISIT_IMPORTED = "imports.confirm/visit"
_OF_MANY = ("targets.tag", "items.load")  # they name codes, which are searched
# Where an entry of the journal names the one it is about.
_NAMED = {
    RosterKind.TARGETS: ("code", "target"),
    RosterKind.INSPECTORS: ("code", "inspector"),
    RosterKind.ITEMS: ("code",),
}

_Gone = tuple[int, str, str, datetime]  # the journal's number, the site's code, who, when


@dataclass(frozen=True)
class Event:
    """One entry of the journal, without the codes of whatever else it changed.

    ``what`` of an import also says what it did to the entry: ``before`` (None: it was new) and
    ``after``, as :class:`~ssj_desktop.models.roster.ImportChange` keeps them.
    """

    seq: int
    at: datetime
    who: str
    verb: str
    what: dict[str, Any]

    @property
    def is_birth(self) -> bool:
        """Whether the entry came into the roster by this."""
        if self.verb == "imports.confirm":
            return self.what["before"] is None
        return bool(self.what.get("new")) and self.verb.endswith(".save")


def history(session: Session, kind: RosterKind, row_id: int, code: str) -> list[Event]:
    """Return what has changed an entry since it came into the roster, the newest first.

    Nothing older is its own: an id or a code may have been another's, whose import was taken back.
    """
    found = [*_imports(session, kind, row_id), *_told(session, kind, code)]
    if kind is RosterKind.TARGETS:
        found += _visits(session, row_id)
    birth = max((event.seq for event in found if event.is_birth), default=0)
    since = [event for event in found if event.seq >= birth]
    return sorted(since, key=lambda event: event.seq, reverse=True)


def edited_since(session: Session, batch: ImportBatch, model: type[SQLModel]) -> str:
    """Return the name of an entry that was changed by hand after ``batch`` brought or changed it.

    "" where there is none. What came after what is asked of the journal, not of clocks.
    """
    confirmed = select(JournalEntry.id).where(
        JournalEntry.verb == "imports.confirm", said("$.batch") == batch.id
    )
    query = columns(said("$.code", Text), said("$.codes", Text)).where(
        col(JournalEntry.verb).in_(_BY_HAND.get(RosterKind(batch.kind), ())),
        col(JournalEntry.id) > (session.exec(confirmed).first() or 0),
    )
    edited: set[str] = set()
    for code, codes in session.execute(query):
        edited.update(json.loads(codes) if codes else [code])
    if not edited:
        return ""
    table = model.__table__  # type: ignore[attr-defined]
    touched = columns(table.c.code, table.c.name).join(
        ImportChange, col(ImportChange.row_id) == table.c.id
    )
    rows = session.execute(touched.where(col(ImportChange.batch_id) == batch.id))
    return next((name for code, name in rows if code in edited), "")


def who_excluded(session: Session, codes: Collection[str]) -> dict[str, tuple[str, date]]:
    """Return who has put each of these sites, gone for good, to its state last, and on which day.

    A site of which neither an import nor the journal tells is left out.
    """
    sites = dict(
        session.exec(select(Target.id, Target.code).where(col(Target.code).in_(codes))).all()
    )
    found = [*_gone_by_import(session, sites), *_gone_by_hand(session, codes)]
    return {code: (who, at.date()) for _, code, who, at in sorted(found)}


def _gone_by_import(session: Session, sites: Mapping[int, str]) -> Iterator[_Gone]:
    state = func.json_extract(col(ImportChange.after), "$.status", type_=Text)
    query = (
        columns(col(ImportChange.row_id), col(JournalEntry.id), col(JournalEntry.who))
        .add_columns(col(ImportBatch.confirmed_at))
        .join(ImportBatch, col(ImportBatch.id) == col(ImportChange.batch_id))
        .join(JournalEntry, said("$.batch") == col(ImportBatch.id))
        .where(
            col(JournalEntry.verb) == "imports.confirm",
            col(ImportBatch.kind) == RosterKind.TARGETS.value,
            col(ImportBatch.taken_back_at).is_(None),
            col(ImportChange.row_id).in_(sites),
            # A new one came in as it is, unless something has changed it since.
            or_(state.in_(EXCLUDING_STATUSES), col(ImportChange.before).is_(None)),
        )
    )
    for row, seq, who, at in session.execute(query):
        yield seq, sites[row], who, at


def _gone_by_hand(session: Session, codes: Collection[str]) -> Iterator[_Gone]:
    query = _entries(col(JournalEntry.what)).where(
        col(JournalEntry.verb) == "targets.save",
        said("$.after.status", Text).in_(EXCLUDING_STATUSES),
        said("$.code", Text).in_(codes),
    )
    for event in _events(session, query):
        yield event.seq, event.what["code"], event.who, event.at


def _imports(session: Session, kind: RosterKind, row_id: int) -> Iterator[Event]:
    query = (
        columns(col(ImportChange.batch_id), col(ImportChange.before), col(ImportChange.after))
        .join(ImportBatch, col(ImportBatch.id) == col(ImportChange.batch_id))
        .where(col(ImportBatch.kind) == kind.value, col(ImportChange.row_id) == row_id)
    )
    changes = {batch: (before, after) for batch, before, after in session.execute(query)}
    entries = _entries(col(JournalEntry.what)).where(
        col(JournalEntry.verb).in_(("imports.confirm", "imports.take_back")),
        said("$.batch").in_(changes),
    )
    for event in _events(session, entries):
        before, after = changes[event.what["batch"]]
        event.what.update(before=before, after=after)
        yield event


def _visits(session: Session, target_id: int) -> Iterator[Event]:
    """Yield a site's visits that imports have brought, as they stand now: ``VISIT_IMPORTED``."""
    query = (
        columns(col(ImportChange.batch_id), col(Visit.visited_on), col(Visit.category))
        .join(ImportBatch, col(ImportBatch.id) == col(ImportChange.batch_id))
        .join(Visit, col(Visit.id) == col(ImportChange.row_id))
        .where(
            col(ImportBatch.kind) == RosterKind.VISITS.value,
            col(ImportBatch.taken_back_at).is_(None),
            col(Visit.target_id) == target_id,
        )
    )
    for batch, on, category in session.execute(query).all():
        entries = _entries(col(JournalEntry.what)).where(
            col(JournalEntry.verb) == "imports.confirm", said("$.batch") == batch
        )
        for event in _events(session, entries):
            visit = {"file": event.what["file"], "on": on.isoformat(), "category": category}
            yield replace(event, verb=VISIT_IMPORTED, what=visit)


def _told(session: Session, kind: RosterKind, code: str) -> Iterator[Event]:
    # A bulk change names thousands of codes; they are searched, and not read.
    entries = _entries(func.json_remove(col(JournalEntry.what), "$.codes")).where(
        col(JournalEntry.verb).in_(_VERBS[kind]),
        func.instr(col(JournalEntry.what), json.dumps(code, ensure_ascii=False)) > 0,
    )
    for event in _events(session, entries):
        if event.verb in _OF_MANY or code in map(event.what.get, _NAMED[kind]):
            yield event


def _entries(what: Any) -> Select[Any]:
    return columns(
        col(JournalEntry.id), col(JournalEntry.at), col(JournalEntry.who), col(JournalEntry.verb)
    ).add_columns(what)


def _events(session: Session, entries: Select[Any]) -> Iterator[Event]:
    for seq, at, who, verb, what in session.execute(entries):
        yield Event(seq, datetime.fromisoformat(at), who, verb, json.loads(what))
