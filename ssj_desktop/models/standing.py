"""Who stands on the lists drawn: the one question that every count of drawn visits begins with."""

from typing import Any

from sqlmodel import Session, col, select

from ssj_desktop.models.campaign import is_apart
from ssj_desktop.models.lottery import Draw, DrawnTarget, DrawVoid
from ssj_desktop.models.record import SiteRecord
from ssj_desktop.rules.period import Quarter


def standing(query: Any) -> Any:
    """Ask ``query`` of the drawn sites that no redraw has taken off their list, and their draws."""
    void = (col(DrawVoid.draw_ref) == DrawnTarget.draw_ref) & (
        col(DrawVoid.target_id) == DrawnTarget.target_id
    )
    drawn = query.select_from(DrawnTarget).join(Draw, col(Draw.id) == DrawnTarget.draw_ref)
    return drawn.outerjoin(DrawVoid, void).where(col(DrawVoid.id).is_(None))


def visits(session: Session, query: Any) -> Any:
    """Ask ``query`` of :func:`standing`'s visits: one done in one with another list's is that
    one's and counts there (LC-7)."""
    return standing(query).where(is_apart(session))


def with_records(query: Any) -> Any:
    """Have a ``query`` of drawn sites tell of their records too, of which there may be none."""
    record = (col(SiteRecord.draw_ref) == DrawnTarget.draw_ref) & (
        col(SiteRecord.target_id) == DrawnTarget.target_id
    )
    return query.outerjoin(SiteRecord, record)


def listed_in(session: Session, quarter: Quarter) -> dict[int, str]:
    """Return, by the site's id, the number of a draw of the quarter on whose list it stands."""
    query = standing(select(DrawnTarget.target_id, Draw.draw_id)).where(
        col(Draw.year) == quarter.year, col(Draw.quarter) == quarter.number
    )
    return dict(session.exec(query).all())


def visited_first(session: Session, quarter: Quarter, but: Draw) -> dict[int, int]:
    """Return, by site, the quarter's draw on whose list it stands and waits for its visit.

    ``but``: the draw that asks. A visit that has begun is one of its own; one that is joined to
    another already is that other's.
    """
    query = with_records(visits(session, select(DrawnTarget.target_id, DrawnTarget.draw_ref)))
    return dict(
        session.exec(
            query.where(
                Draw.year == quarter.year,
                Draw.quarter == quarter.number,
                Draw.id != but.id,
                col(SiteRecord.started).is_(None),
            )
        ).all()
    )
