"""The lottery's tables. All but the meeting are append-only: triggers refuse any edit."""

from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


def _texts() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Meeting(SQLModel, table=True):
    """A lottery meeting; what is said of it may be corrected until its draw is frozen."""

    id: int = Field(default=None, primary_key=True)
    year: int
    quarter: int
    title: str
    place: str
    started: NaiveDatetime
    ended: NaiveDatetime | None = None
    host: str
    operator: str
    recorder: str
    supervisors: list[str] = _texts()
    attendees: list[str] = _texts()
    observers: list[str] = _texts()
    absent: list[str] = _texts()


class Draw(SQLModel, table=True):
    """A frozen draw. ``basis`` holds what its papers print and the document does not:
    the scheme's text, quota lines, exclusions, head counts, recusals with reasons."""

    id: int = Field(default=None, primary_key=True)
    draw_id: str = Field(unique=True)
    meeting_id: int = Field(foreign_key="meeting.id", unique=True)
    year: int
    quarter: int
    frozen_at: NaiveDatetime
    basis: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class DrawEvent(SQLModel, table=True):
    """One event of the chain (protocol section 3): its canonical text and the head after it."""

    __table_args__ = (UniqueConstraint("draw_ref", "seq"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    kind: str
    text: str
    head: str = Field(unique=True)
    at: NaiveDatetime


class RedrawRequest(SQLModel, table=True):
    """A redraw asked for before its digits are; the event at ``seq`` will answer it.

    ``body``: company, reason, evidence, approved_by and, for a recusal, inspector.
    """

    __table_args__ = (UniqueConstraint("draw_ref", "seq"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    body: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    at: NaiveDatetime


class DrawKeyed(SQLModel, table=True):
    """That somebody keyed in a slot's digits for the event that will stand at ``seq``.

    While masked they are in no file at all.
    """

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    slot: int
    by: str
    at: NaiveDatetime


class DrawDigits(SQLModel, table=True):
    """Revealed digits of one slot, for the event that will stand at ``seq``."""

    __table_args__ = (UniqueConstraint("draw_ref", "seq", "slot"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    slot: int
    digits: str
    at: NaiveDatetime


class DrawnTarget(SQLModel, table=True):
    """A site put on the list by the event at ``seq``; ``category`` is the scheme's key.

    ``shown`` keeps the name as it was frozen, and credit code, address and township as they were
    when the site came on the list, so that a paper printed again next year says what it said then.
    """

    __table_args__ = (UniqueConstraint("draw_ref", "target_id"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    target_id: int = Field(foreign_key="target.id", index=True)
    category: str
    shown: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


class DrawVoid(SQLModel, table=True):
    """A drawn site that a redraw took off the list."""

    __table_args__ = (UniqueConstraint("draw_ref", "target_id"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    seq: int
    target_id: int = Field(foreign_key="target.id")
    ground: str


APPEND_ONLY = (Draw, DrawEvent, RedrawRequest, DrawKeyed, DrawDigits, DrawnTarget, DrawVoid)
