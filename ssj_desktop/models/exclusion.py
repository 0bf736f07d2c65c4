"""Who is kept from a year's pool by a decision, who stays in it by one, and the yearly cap."""

from collections.abc import Sequence
from datetime import date

from pydantic import NaiveDatetime
from sqlmodel import Field, Session, SQLModel, col, select

from ssj_desktop.facts.exclusion import Decision
from ssj_desktop.facts.office import VisitCap
from ssj_desktop.models.rows import is_there


class TargetExclusion(SQLModel, table=True):
    """A decision on one site for one ``year``, in force until it is lifted.

    ``ground`` is what would take the site out of the pool; ``exception`` says why it stays there
    all the same, "" where it leaves. ``authority``, ``inspected_on`` and ``result`` tell of an
    inspection by a higher office (EZ-17) and are empty for the cap (N-11). ``decided_by``: who
    answers for a decision on the cap; ``by``: the clerk who confirmed it in the program.
    """

    id: int = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    year: int
    ground: str
    exception: str = ""
    authority: str = ""
    inspected_on: date | None = None
    result: str = ""
    evidence: str
    decided_by: str = ""
    by: str
    at: NaiveDatetime
    lifted_at: NaiveDatetime | None = None
    lifted_by: str = ""
    lifted_reason: str = ""

    @property
    def proof(self) -> str:
        """Return what proves the ground, in one sentence."""
        on = self.inspected_on
        if on is None:
            return self.evidence
        day = f"{on.year}年{on.month}月{on.day}日"
        return f"{self.authority}{day}检查，{self.result}，{self.evidence}"


class VisitCapRow(SQLModel, table=True):
    """The yearly cap as the office has set it (row 1); ``most`` None: there is none."""

    __tablename__ = "visitcap"

    id: int = Field(default=1, primary_key=True)
    most: int | None
    source: str


LIFTED_ONLY = (
    "CREATE TRIGGER targetexclusion_no_update BEFORE UPDATE OF id, target_id, year, ground, "
    "exception, authority, inspected_on, result, evidence, decided_by, by, at ON targetexclusion "
    "BEGIN SELECT RAISE(ABORT, 'targetexclusion is append-only'); END",
    "CREATE TRIGGER targetexclusion_no_second_lift BEFORE UPDATE ON targetexclusion "
    "WHEN OLD.lifted_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a lifted targetexclusion is append-only'); END",
)
"""Triggers: of a decision nothing changes but that it is lifted, once."""


def in_force(session: Session, year: int) -> dict[int, TargetExclusion]:
    """Return the decisions for ``year`` that stand, by the target's id; a site has one at most."""
    if not is_there(session, TargetExclusion):
        return {}
    query = select(TargetExclusion).where(
        TargetExclusion.year == year, col(TargetExclusion.lifted_at).is_(None)
    )
    return {row.target_id: row for row in session.exec(query)}


def standing(session: Session, target_id: int, year: int) -> TargetExclusion | None:
    """Return the decision on one site for ``year`` that stands."""
    rows = (row for row in _of(session, target_id) if row.year == year and row.lifted_at is None)
    return next(rows, None)


def decisions(session: Session, target_id: int) -> tuple[Decision, ...]:
    """Return all that was ever decided on one site, the newest first."""
    return tuple(
        Decision(
            year=row.year,
            ground=row.ground,
            exception=row.exception,
            evidence=row.proof,
            decided_by=row.decided_by,
            by=row.by,
            on=row.at.date(),
            lifted=f"{row.lifted_at:%Y-%m-%d} {row.lifted_by}撤销：{row.lifted_reason}"
            if row.lifted_at
            else "",
        )
        for row in _of(session, target_id)
    )


def cap(session: Session) -> VisitCap:
    """Return the yearly cap."""
    row = session.get(VisitCapRow, 1) if is_there(session, VisitCapRow) else None
    return VisitCap(row.most, row.source) if row else VisitCap(None, "")


def _of(session: Session, target_id: int) -> Sequence[TargetExclusion]:
    if not is_there(session, TargetExclusion):
        return ()
    query = select(TargetExclusion).where(TargetExclusion.target_id == target_id)
    return session.exec(query.order_by(col(TargetExclusion.id).desc())).all()
