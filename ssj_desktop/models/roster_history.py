"""What has changed an entry of a roster: told by the imports and by the journal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.models.journal import JournalEntry
from ssj_desktop.models.roster import ImportBatch, ImportChange

_BY_HAND = {
    RosterKind.TARGETS: ("targets.save", "targets.tag"),
    RosterKind.INSPECTORS: ("inspectors.save",),
    RosterKind.ITEMS: ("items.save", "items.load"),
}
_RECUSALS = ("inspectors.recuse", "inspectors.lift")
_VERBS = {
    RosterKind.TARGETS: (
        *_BY_HAND[RosterKind.TARGETS],
        *("targets.record_fact", "targets.settle_fact", "targets.record_visit"),
        *("targets.override", "targets.lift_override"),
        *_RECUSALS,
    ),
    RosterKind.INSPECTORS: (*_BY_HAND[RosterKind.INSPECTORS], *_RECUSALS),
    RosterKind.ITEMS: _BY_HAND[RosterKind.ITEMS],
}
_OF_MANY = ("targets.tag", "items.load")  # they name codes, which are searched
# Where an entry of the journal names the one it is about.
_NAMED = {
    RosterKind.TARGETS: ("code", "target"),
    RosterKind.INSPECTORS: ("code", "inspector"),
    RosterKind.ITEMS: ("code",),
}


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
    birth = max((event.seq for event in found if event.is_birth), default=0)
    since = [event for event in found if event.seq >= birth]
    return sorted(since, key=lambda event: event.seq, reverse=True)


def edited_since(session: Session, batch: ImportBatch, model: type[SQLModel]) -> str:
    """Return the name of an entry that was changed by hand after ``batch`` brought or changed it.

    "" where there is none. What came after what is asked of the journal, not of clocks.
    """
    confirmed = select(JournalEntry.id).where(
        JournalEntry.verb == "imports.confirm", _said("$.batch") == batch.id
    )
    query = columns(_said("$.code", Text), _said("$.codes", Text)).where(
        col(JournalEntry.verb).in_(_BY_HAND[RosterKind(batch.kind)]),
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


def _imports(session: Session, kind: RosterKind, row_id: int) -> Iterator[Event]:
    query = (
        columns(col(ImportChange.batch_id), col(ImportChange.before), col(ImportChange.after))
        .join(ImportBatch, col(ImportBatch.id) == col(ImportChange.batch_id))
        .where(col(ImportBatch.kind) == kind.value, col(ImportChange.row_id) == row_id)
    )
    changes = {batch: (before, after) for batch, before, after in session.execute(query)}
    entries = _entries(col(JournalEntry.what)).where(
        col(JournalEntry.verb).in_(("imports.confirm", "imports.take_back")),
        _said("$.batch").in_(changes),
    )
    for event in _events(session, entries):
        before, after = changes[event.what["batch"]]
        event.what.update(before=before, after=after)
        yield event


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


def _said(path: str, kind: Any = None) -> Any:
    return func.json_extract(col(JournalEntry.what), path, type_=kind)
