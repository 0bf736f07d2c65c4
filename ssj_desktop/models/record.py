"""The field's tables: a record as it is typed, and what happened to it, which nothing edits."""

from datetime import date
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class SiteRecord(SQLModel, table=True):
    """What is typed into the record of a task, ``body`` as RecordBody; signed, it stays as it is.

    ``task`` is the task's number: one visit, one record (LC-7). ``started`` and ``ended`` are
    those of the body as far as they can be read, to be searched by.
    """

    id: int = Field(default=None, primary_key=True)
    task: str = Field(unique=True)
    draw_ref: int = Field(foreign_key="draw.id", index=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    started: NaiveDatetime | None = Field(default=None, index=True)
    ended: NaiveDatetime | None = None
    saved_at: NaiveDatetime


class RecordPrint(SQLModel, table=True):
    """That a record left to be signed: ``sha256`` is that of the body it was made from, ``facts``
    all that its papers said, so that one printed again next year says the same."""

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="siterecord.id", index=True)
    at: NaiveDatetime
    by: str
    sha256: str
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class RecordSigning(SQLModel, table=True):
    """How the printed record came back: ``outcome`` 已签, 拒签 or 不在场, with ``reason`` and
    ``witness``. ``print_id``: which print it is that was signed. The last one holds."""

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="siterecord.id", index=True)
    print_id: int = Field(foreign_key="recordprint.id")
    at: NaiveDatetime
    by: str
    signed_on: date
    outcome: str
    reason: str
    witness: str


class Scan(SQLModel, table=True):
    """A signed paper as scanned or photographed, whole; one taken off again stays in the file."""

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="siterecord.id", index=True)
    name: str
    sha256: str
    content: bytes
    added_at: NaiveDatetime
    added_by: str
    removed_at: NaiveDatetime | None = None


class RecordFinding(SQLModel, table=True):
    """检查结果认定 ``number`` 1, 2, … of a record; the last one holds (BD-17, LC-18)."""

    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="siterecord.id", index=True)
    number: int
    found_on: date
    result: str
    problem: str
    dispositions: list[str] = Field(sa_column=Column(JSON, nullable=False))
    document: str
    at: NaiveDatetime
    by: str


class Filing(SQLModel, table=True):
    """That a draw's list was sent to the city team (LC-22); ``events`` counts the draw's events
    it told of, so that a later redraw asks for a new filing."""

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id", index=True)
    events: int
    sent_on: date
    receipt: str
    at: NaiveDatetime
    by: str


APPEND_ONLY = (RecordPrint, RecordSigning, RecordFinding, Filing)
KEPT = (SiteRecord, Scan)
"""Whose rows nothing deletes or replaces, though something of them may change."""

PARTLY_EDITED = (
    "CREATE TRIGGER siterecord_no_update BEFORE UPDATE ON siterecord "
    "WHEN EXISTS (SELECT 1 FROM recordsigning WHERE record_id = OLD.id) "
    "BEGIN SELECT RAISE(ABORT, 'a signed siterecord is append-only'); END",
    "CREATE TRIGGER scan_no_update BEFORE UPDATE OF id, record_id, name, sha256, content, "
    "added_at, added_by ON scan BEGIN SELECT RAISE(ABORT, 'scan is append-only'); END",
)
"""Triggers: a record may change until it is signed, of a scan only that it is taken off."""
