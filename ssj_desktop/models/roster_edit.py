"""Changes of a roster by hand: one entry added or changed, or tags of many."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Text, insert, type_coerce, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from ssj_desktop.facts.imports import ImportRow, RosterKind
from ssj_desktop.models.codes import coded
from ssj_desktop.models.merge import TABLES
from ssj_desktop.models.roster import Target
from ssj_desktop.models.rows import as_stored, blank


def add(session: Session, kind: RosterKind, values: Mapping[str, Any], prefix: str) -> str:
    """Add an entry with the code that an import would give it; return the code."""
    model = TABLES[kind]
    used = set(session.exec(select(model.code)))  # type: ignore[attr-defined]
    (row,) = coded(kind, [ImportRow(0, values)], used, prefix)
    session.execute(insert(model), [{**blank(model), **row}])
    return str(row["code"])


def differing(
    kind: RosterKind, known: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return which of ``values`` are not yet in the row ``known``; None wipes to the default."""
    empty = blank(TABLES[kind])
    wanted = {
        name: empty[name] if value is None else value for name, value in as_stored(values).items()
    }
    return {name: value for name, value in wanted.items() if known[name] != value}


def change(session: Session, kind: RosterKind, number: int, values: Mapping[str, Any]) -> None:
    """Write ``values`` into the row of id ``number``."""
    model = TABLES[kind]
    session.execute(update(model), [{"id": number, **values}])


def retag(
    session: Session, codes: Collection[str], add: Sequence[str], remove: Sequence[str]
) -> list[str]:
    """Remove and add tags of the sites with these codes; return the codes of those that changed."""
    # A few lists of tags do for all sites: read as text and changed once each, not 50,000 times.
    query = columns(col(Target.id), col(Target.code), type_coerce(col(Target.tags), Text))
    new: dict[str, list[str] | None] = {}
    changed, rows = [], []
    for number, code, text in session.execute(query):
        if code in codes:
            if text not in new:
                new[text] = _retagged(json.loads(text), add, remove)
            if new[text] is not None:
                changed.append(code)
                rows.append({"id": number, "tags": new[text]})
    if rows:
        session.execute(update(Target), rows)
    return changed


def _retagged(old: list[str], add: Sequence[str], remove: Sequence[str]) -> list[str] | None:
    """Return the new tags, None where they are the old ones."""
    new = list(dict.fromkeys([*(tag for tag in old if tag not in remove), *add]))
    return None if new == old else new
