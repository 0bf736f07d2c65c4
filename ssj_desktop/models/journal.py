"""操作日志: a hash chain over everything that was changed, by whom and when."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, func

GENESIS = "0" * 64

Row = tuple[int, str, str, str, str, str]

# Cast, because what another program wrote may be no text at all, and must still be shown.
_COLUMNS = "id, " + ", ".join(
    f"CAST({name} AS BLOB)" for name in ("at", "who", "verb", "what", "head")
)


class JournalEntry(SQLModel, table=True):
    """One verb that changed something. ``head`` seals it and, through ``head`` before, all others.

    ``at`` is local time to the second (ISO 8601); ``what`` is JSON with sorted keys.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: str
    verb: str
    what: str
    head: str = Field(unique=True)


def said(path: str, kind: Any = None) -> Any:
    """Return what an entry says at a path of its JSON, to be asked for; ``kind``: its type."""
    return func.json_extract(col(JournalEntry.what), path, type_=kind)


def entry_after(head: str, at: datetime, who: str, verb: str, what: dict[str, Any]) -> JournalEntry:
    """Return the entry that follows ``head``."""
    moment = at.isoformat(timespec="seconds")
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return JournalEntry(
        at=moment, who=who, verb=verb, what=text, head=seal(head, moment, who, verb, text)
    )


def seal(head: str, at: str, who: str, verb: str, what: str) -> str:
    """Return SHA-256 (hex) over the head before and the entry's four texts, none ambiguous."""
    line = json.dumps(["ssj-journal/1", head, at, who, verb, what], ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()


def first_break(rows: Iterable[Row]) -> int | None:
    """Return the id of the first entry (id, at, who, verb, what, head) that breaks the chain.

    Ids run 1, 2, 3, … without a gap; None when the chain is whole.
    """
    head = GENESIS
    for expected, (number, at, who, verb, what, sealed) in enumerate(rows, start=1):
        head = seal(head, at, who, verb, what)
        if number != expected or sealed != head:
            return expected
    return None


def count(session: Session) -> int:
    """Return how many entries there are."""
    found = session.connection().exec_driver_sql("SELECT count(*) FROM journalentry")
    return int(found.scalar_one())


def count_of(session: Session, verb: str, said: str) -> int:
    """Return how many entries of ``verb`` say ``said`` somewhere."""
    query = "SELECT count(*) FROM journalentry WHERE verb = ? AND instr(what, ?)"
    found = session.connection().exec_driver_sql(query, (verb, said))
    return int(found.scalar_one())


def head_at(session: Session, number: int) -> str:
    """Return the head of the entry with this number, "" when there is none."""
    query = "SELECT head FROM journalentry WHERE id = ?"
    found = session.connection().exec_driver_sql(query, (number,))
    return str(found.scalar() or "")


def rows_before(session: Session, number: int, limit: int) -> list[Row]:
    """Return at most ``limit`` entries (id, at, who, verb, what, head) before ``number``.

    Newest first; bytes that are no UTF-8 come as U+FFFD.
    """
    return _rows(session, "id < ? ORDER BY id DESC LIMIT ?", number, limit)


def rows_after(session: Session, number: int, limit: int) -> list[Row]:
    """Return at most ``limit`` entries after ``number``, oldest first, as :func:`rows_before`."""
    return _rows(session, "id > ? ORDER BY id LIMIT ?", number, limit)


def _rows(session: Session, which: str, *values: int) -> list[Row]:
    query = f"SELECT {_COLUMNS} FROM journalentry WHERE {which}"
    found = session.connection().exec_driver_sql(query, values)
    return [
        (number, *((text or b"").decode("utf-8", "replace") for text in texts))
        for number, *texts in found
    ]
