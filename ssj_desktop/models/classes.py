"""Categories that somebody answers for: set by hand for one site, and confirmed for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, UniqueConstraint, insert
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col, select

from ssj_desktop.models.rows import is_there
from ssj_desktop.rules.census import Override
from ssj_desktop.rules.period import Quarter

_CHUNK = 2_000


class TargetOverride(SQLModel, table=True):
    """That ``by`` has put a site into a category by hand; in force until it is lifted.

    ``category`` is a key of the scheme ``scheme_id``, and says nothing under another one.
    """

    id: int = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    category: str
    scheme_id: str
    reason: str
    evidence: str
    by: str
    at: NaiveDatetime
    lifted_at: NaiveDatetime | None = None
    lifted_by: str = ""
    lifted_reason: str = ""


class ClassConfirmation(SQLModel, table=True):
    """That a quarter's categories were confirmed, ``number`` 1, 2, … in it, by the scheme's rules.

    ``officers``: how many could be sent that day, whose roster was looked through with it (TJ-4).
    ``told`` is what it says in words: the counts and what had moved since the one before.
    """

    __table_args__ = (UniqueConstraint("year", "quarter", "number"),)

    id: int = Field(default=None, primary_key=True)
    year: int
    quarter: int
    number: int
    scheme_id: str
    at: NaiveDatetime
    by: str
    officers: int
    told: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ConfirmedCategory(SQLModel, table=True):
    """The category's key of one site in a confirmation, "" where none covers it.

    By code and name, not by id: an import can still be taken back, and who has gone is named.
    """

    id: int = Field(default=None, primary_key=True)
    confirmation_id: int = Field(foreign_key="classconfirmation.id", index=True)
    code: str
    name: str
    category: str


APPEND_ONLY = (ClassConfirmation, ConfirmedCategory)

LIFTED_ONLY = (
    "CREATE TRIGGER targetoverride_no_update BEFORE UPDATE OF id, target_id, category, scheme_id, "
    "reason, evidence, by, at ON targetoverride "
    "BEGIN SELECT RAISE(ABORT, 'targetoverride is append-only'); END",
    "CREATE TRIGGER targetoverride_no_second_lift BEFORE UPDATE ON targetoverride "
    "WHEN OLD.lifted_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a lifted targetoverride is append-only'); END",
)
"""Triggers: of what was set by hand nothing changes but that it is lifted, once."""


@dataclass(frozen=True)
class Confirmed:
    """A confirmation with every site's category's key and name, by code."""

    row: ClassConfirmation
    keys: Mapping[str, str]
    names: Mapping[str, str]


def overrides(session: Session) -> dict[int, Override]:
    """Return what is set by hand and not lifted, by the target's id; a site has one at most."""
    if not is_there(session, TargetOverride):
        return {}
    rows = session.exec(select(TargetOverride).where(col(TargetOverride.lifted_at).is_(None)))
    return {row.target_id: as_rule(row) for row in rows}


def override_of(session: Session, target_id: int) -> TargetOverride | None:
    """Return what is set by hand for one site and not lifted."""
    if not is_there(session, TargetOverride):
        return None
    query = select(TargetOverride).where(
        TargetOverride.target_id == target_id, col(TargetOverride.lifted_at).is_(None)
    )
    return session.exec(query).first()


def as_rule(row: TargetOverride) -> Override:
    """Return what the rules look at."""
    return Override(row.category, row.scheme_id, row.reason, row.by, row.at.date())


def latest_of(session: Session, quarter: Quarter) -> ClassConfirmation | None:
    """Return the quarter's own last confirmation."""
    if not is_there(session, ClassConfirmation):
        return None
    query = select(ClassConfirmation).where(
        ClassConfirmation.year == quarter.year, ClassConfirmation.quarter == quarter.number
    )
    return session.exec(query.order_by(col(ClassConfirmation.number).desc())).first()


def latest(session: Session, scheme_id: str) -> ClassConfirmation | None:
    """Return the last confirmation of the latest quarter that has one under this scheme."""
    if not is_there(session, ClassConfirmation):
        return None
    query = select(ClassConfirmation).where(ClassConfirmation.scheme_id == scheme_id)
    order = ClassConfirmation.year, ClassConfirmation.quarter, ClassConfirmation.number
    return session.exec(query.order_by(*(col(part).desc() for part in order))).first()


def read(session: Session, row: ClassConfirmation) -> Confirmed:
    """Return a confirmation with all that it confirmed."""
    query = columns(
        col(ConfirmedCategory.code), col(ConfirmedCategory.category), col(ConfirmedCategory.name)
    ).where(col(ConfirmedCategory.confirmation_id) == row.id)
    found = session.execute(query.order_by(col(ConfirmedCategory.id))).all()
    keys = {code: key for code, key, _ in found}
    return Confirmed(row, keys, {code: name for code, _, name in found})


def write(
    session: Session, row: ClassConfirmation, keys: Mapping[str, str], names: Mapping[str, str]
) -> None:
    """Write a confirmation whole."""
    session.add(row)
    session.flush()
    for codes in _chunks(list(keys)):
        rows = [
            {
                "confirmation_id": row.id,
                "code": code,
                "name": names[code],
                "category": keys[code],
            }
            for code in codes
        ]
        session.execute(insert(ConfirmedCategory), rows)


def _chunks(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    return (codes[start : start + _CHUNK] for start in range(0, len(codes), _CHUNK))
