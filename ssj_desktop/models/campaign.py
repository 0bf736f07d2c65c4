"""专项抽查: the campaigns of an office, whose meeting drew which, and visits done in one (LC-7)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column, ColumnElement, UniqueConstraint, true, tuple_
from sqlmodel import Field, Session, SQLModel, col, select

from ssj_desktop.models.lottery import DrawnTarget, DrawVoid
from ssj_desktop.models.rows import is_there
from ssj_desktop.rules.period import Quarter


def _json() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Campaign(SQLModel, table=True):
    """A draw of its own in a quarter, with its own scope; edited until it is approved.

    ``amount`` is as typed (「12」, 「20%」); ``items`` are codes of the catalogue, ``chosen`` codes
    of the auxiliaries who go to every site without being drawn. ``scheme_id`` is whose keys the
    ``categories`` are. ``scheme_text`` is the office's scheme when it was approved, ``plan`` the
    whole of what it said then. Approved, it can only be called off.
    """

    id: int = Field(default=None, primary_key=True)
    year: int
    quarter: int
    kind: str
    name: str
    document: str
    amount: str
    kinds: list[str] = _json()
    categories: list[str] = _json()
    tags: list[str] = _json()
    items: list[str] = _json()
    departments: list[str] = _json()
    auxiliaries: int = 0
    specialty: str = ""
    chosen: list[str] = _json()
    due: date | None = None
    scheme_id: str
    approved_at: NaiveDatetime | None = None
    approved_by: str = ""
    scheme_text: str = ""
    plan: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    called_off_at: NaiveDatetime | None = None
    called_off_by: str = ""
    called_off_why: str = ""


class CampaignMeeting(SQLModel, table=True):
    """That a meeting was convened to draw a campaign, and not its quarter's plan."""

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", unique=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)


class JoinedTask(SQLModel, table=True):
    """That a drawn site was to be visited already, by the draw ``into_ref``: one visit for both.

    Written down with the event that put it on the list; it holds while the other stands there.
    """

    __table_args__ = (UniqueConstraint("draw_ref", "target_id"),)

    id: int = Field(default=None, primary_key=True)
    draw_ref: int = Field(foreign_key="draw.id")
    target_id: int = Field(foreign_key="target.id", index=True)
    into_ref: int = Field(foreign_key="draw.id")


APPEND_ONLY = (CampaignMeeting, JoinedTask)

_FIXED = (
    "id, year, quarter, kind, name, document, amount, kinds, categories, tags, items, departments, "
    "auxiliaries, specialty, chosen, due, scheme_id, approved_at, approved_by, scheme_text, plan"
)
CALLED_OFF_ONLY = (
    "CREATE TRIGGER campaign_no_delete BEFORE DELETE ON campaign WHEN OLD.approved_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'an approved campaign is append-only'); END",
    f"CREATE TRIGGER campaign_no_update BEFORE UPDATE OF {_FIXED} ON campaign "
    "WHEN OLD.approved_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'an approved campaign is append-only'); END",
    "CREATE TRIGGER campaign_no_second_call BEFORE UPDATE ON campaign "
    "WHEN OLD.called_off_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a campaign called off is append-only'); END",
)


def campaigns(session: Session, year: int) -> Sequence[Campaign]:
    """Return a year's campaigns, quarter by quarter, in the order they were written down."""
    if not is_there(session, Campaign):
        return ()
    query = select(Campaign).where(Campaign.year == year)
    return session.exec(query.order_by(col(Campaign.quarter), col(Campaign.id))).all()


def campaign_numbered(session: Session, number: int) -> Campaign | None:
    """Return the campaign of this id; None for 0, which stands for a quarter's plan."""
    return session.get(Campaign, number) if number else None


def to_draw(session: Session, quarter: Quarter) -> list[Campaign]:
    """Return the campaigns of a quarter that are approved and not called off."""
    return [
        row
        for row in campaigns(session, quarter.year)
        if row.quarter == quarter.number and row.approved_at and not row.called_off_at
    ]


def campaign_of(session: Session, meeting_id: int) -> Campaign | None:
    """Return what a meeting was convened to draw, None where that is its quarter's plan."""
    if not is_there(session, CampaignMeeting):
        return None
    query = select(Campaign).join(CampaignMeeting)
    return session.exec(query.where(CampaignMeeting.meeting_id == meeting_id)).first()


def meetings_of(session: Session, campaign: int) -> set[int]:
    """Return the ids of the meetings convened to draw a campaign; 0: to draw any of them."""
    if not is_there(session, CampaignMeeting):
        return set()
    query = select(CampaignMeeting.meeting_id)
    if campaign:
        query = query.where(CampaignMeeting.campaign_id == campaign)
    return set(session.exec(query))


def joins(session: Session) -> dict[tuple[int, int], int]:
    """Return, by draw and site, the draw with whose visit its own is done in one.

    Of the draws that a site's visit is for, the earliest on whose list it still stands leads.
    """
    if not is_there(session, JoinedTask):
        return {}
    query = select(JoinedTask.draw_ref, JoinedTask.target_id, JoinedTask.into_ref)
    groups: dict[tuple[int, int], set[int]] = {}
    for draw, target, into in session.exec(query.order_by(col(JoinedTask.id))):
        groups[draw, target] = groups.setdefault((into, target), {into})
        groups[draw, target].add(draw)
    void = set(session.exec(select(DrawVoid.draw_ref, DrawVoid.target_id))) if groups else set()
    found = {}
    for (draw, target), draws in groups.items():
        standing = [one for one in draws if (one, target) not in void]
        if draw in standing and draw != min(standing):
            found[draw, target] = min(standing)
    return found


def is_apart(session: Session) -> ColumnElement[bool]:
    """Return the condition that a drawn target's visit is its own, to be asked of a query."""
    joined = list(joins(session))
    if not joined:
        return true()
    return tuple_(col(DrawnTarget.draw_ref), col(DrawnTarget.target_id)).not_in(joined)
