"""The quarters' and years' plans: what is raised so far, and what was approved, never edited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from ssj_desktop.models.rows import is_there
from ssj_desktop.rules.period import Quarter


class PlanRaise(SQLModel, table=True):
    """A raise in the present draft: ``number`` objects in the rule's own period.

    ``category`` is the scheme's key.
    """

    __table_args__ = (UniqueConstraint("year", "quarter", "category"),)

    id: int = Field(default=None, primary_key=True)
    year: int
    quarter: int
    category: str
    number: int
    reason: str


class QuarterPlan(SQLModel, table=True):
    """A quarter's plan as approved, ``number`` 1, 2, …; ``plan`` is the whole of what it says.

    ``scheme_text`` is the TOML it was made from, so that a later edit changes nothing approved.
    """

    __table_args__ = (UniqueConstraint("year", "quarter", "number"),)

    id: int = Field(default=None, primary_key=True)
    year: int
    quarter: int
    number: int
    approved_at: NaiveDatetime
    approved_by: str
    scheme_id: str
    scheme_text: str
    plan: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class YearPlanRow(SQLModel, table=True):
    """A year's plan as approved, ``number`` 1, 2, …; ``plan`` is the whole of what it says.

    ``reason``: why there is another one, "" for the first.
    """

    __tablename__ = "yearplan"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: int = Field(default=None, primary_key=True)
    year: int
    number: int
    approved_at: NaiveDatetime
    approved_by: str
    reason: str
    scheme_id: str
    plan: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


APPEND_ONLY = (QuarterPlan,)


def raises_in(session: Session, quarter: Quarter) -> Sequence[PlanRaise]:
    """Return the raises of the quarter's draft, in the order they were first made."""
    query = select(PlanRaise).where(
        PlanRaise.year == quarter.year, PlanRaise.quarter == quarter.number
    )
    return session.exec(query.order_by(col(PlanRaise.id))).all()


def raise_of(session: Session, quarter: Quarter, category: str) -> PlanRaise | None:
    """Return the raise of one category in the quarter's draft."""
    raises = raises_in(session, quarter)
    return next((row for row in raises if row.category == category), None)


def approved_of(
    session: Session, quarter: Quarter, until: datetime = datetime.max
) -> QuarterPlan | None:
    """Return the quarter's plan that was approved last, at ``until`` at the latest."""
    query = select(QuarterPlan).where(
        QuarterPlan.year == quarter.year,
        QuarterPlan.quarter == quarter.number,
        QuarterPlan.approved_at <= until,
    )
    return session.exec(query.order_by(col(QuarterPlan.number).desc())).first()


def year_plans(session: Session, year: int) -> Sequence[YearPlanRow]:
    """Return the year's plans in the order approved.

    There are none in a file of an older format.
    """
    if not is_there(session, YearPlanRow):
        return ()
    query = select(YearPlanRow).where(YearPlanRow.year == year)
    return session.exec(query.order_by(col(YearPlanRow.number))).all()
