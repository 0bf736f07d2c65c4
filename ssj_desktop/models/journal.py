"""操作日志: a hash chain over everything that was changed, by whom and when."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

GENESIS = "0" * 64


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


def first_break(rows: Iterable[tuple[int, str, str, str, str, str]]) -> int | None:
    """Return the id of the first entry (id, at, who, verb, what, head) that breaks the chain.

    Ids run 1, 2, 3, … without a gap; None when the chain is whole.
    """
    head = GENESIS
    for expected, (number, at, who, verb, what, sealed) in enumerate(rows, start=1):
        head = seal(head, at, who, verb, what)
        if number != expected or sealed != head:
            return expected
    return None
