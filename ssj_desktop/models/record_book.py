"""The rows of site records: read for lists and cards, and what was written last of each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, tuple_
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop.models.campaign import joins
from ssj_desktop.models.lottery import Draw, DrawnTarget
from ssj_desktop.models.record import (
    Filing,
    RecordFinding,
    RecordPrint,
    RecordSigning,
    Scan,
    SiteRecord,
)
from ssj_desktop.models.roster import Target
from ssj_desktop.models.standing import standing, visits, with_records
from ssj_desktop.rules.period import Quarter


@dataclass(frozen=True, slots=True)
class Story:
    """What has been written of one record: ``prints`` in order, the last signing and finding, and
    how many signed papers (``scans``) are kept with it."""

    record: SiteRecord
    prints: tuple[RecordPrint, ...]
    signing: RecordSigning | None
    finding: RecordFinding | None
    scans: int


def record_of(session: Session, task: str) -> SiteRecord | None:
    """Return the record of the task of this number, None before anything was typed."""
    return session.exec(select(SiteRecord).where(SiteRecord.task == task)).first()


def story_of(session: Session, task: str) -> Story | None:
    """Return what has been written of a task's record, None before anything was typed."""
    found = _stories(session, [SiteRecord.task == task])
    return found[0] if found else None


def stories(session: Session, draw_ref: int) -> dict[str, Story]:
    """Return, by the task's number, what has been written of a draw's records."""
    found = _stories(session, [SiteRecord.draw_ref == draw_ref])
    return {story.record.task: story for story in found}


def stories_at(session: Session, target_id: int) -> list[Story]:
    """Return what has been written of a site's records, whatever draw they belong to."""
    return _stories(session, [SiteRecord.target_id == target_id])


def _stories(session: Session, which: list[Any]) -> list[Story]:
    """Return the stories of some records, each table asked once however many they are."""
    prints: defaultdict[int, tuple[RecordPrint, ...]] = defaultdict(tuple)
    for row in _rows(session, RecordPrint, which):
        prints[row.record_id] += (row,)
    signings = _latest(session, RecordSigning, which)
    findings = _latest(session, RecordFinding, which)
    query = columns(col(Scan.record_id), func.count()).join(SiteRecord).where(*which)
    kept = query.where(col(Scan.removed_at).is_(None)).group_by(col(Scan.record_id))
    scans: dict[int, int] = {row[0]: row[1] for row in session.execute(kept)}
    records = session.exec(select(SiteRecord).where(*which).order_by(col(SiteRecord.id)))
    return [
        Story(
            record,
            prints[record.id],
            signings.get(record.id),
            findings.get(record.id),
            scans.get(record.id, 0),
        )
        for record in records
    ]


def overlapping(
    session: Session, but: str, started: datetime, ended: datetime
) -> Sequence[tuple[SiteRecord, str]]:
    """Return the records, but that of task ``but``, whose time overlaps with this, each with the
    name of its site."""
    query = (
        select(SiteRecord, Target.name)
        .join(Target, col(Target.id) == SiteRecord.target_id)
        .where(
            SiteRecord.task != but,
            col(SiteRecord.started) < ended,
            col(SiteRecord.ended) > started,
        )
    )
    return session.exec(query).all()


def open_before(session: Session, quarter: Quarter) -> int:
    """Return how many objects drawn for earlier quarters stand on their list without a finding."""
    count = columns(func.count(func.distinct(col(DrawnTarget.id))))
    earlier = tuple_(col(Draw.year), col(Draw.quarter)) < (quarter.year, quarter.number)
    query = (
        with_records(visits(session, count))
        .outerjoin(RecordFinding, col(RecordFinding.record_id) == SiteRecord.id)
        .where(earlier, col(RecordFinding.id).is_(None))
    )
    return int(session.scalars(query).one())


def standing_on(session: Session, draw_ref: int) -> dict[str, tuple[int, int]]:
    """Return by category's key how many objects stand on a draw's list, and how many of them have
    a signed record."""
    objects = func.count(func.distinct(col(DrawnTarget.id)))
    signed = func.count(func.distinct(col(RecordSigning.record_id)))
    query = (
        with_records(standing(columns(col(DrawnTarget.category), objects, signed)))
        .outerjoin(RecordSigning, col(RecordSigning.record_id) == SiteRecord.id)
        .where(DrawnTarget.draw_ref == draw_ref)
        .group_by(col(DrawnTarget.category))
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def unvisited(session: Session, draw_ref: int) -> int:
    """Return how many objects that stand on a draw's list nobody has finished visiting, be it for
    another draw with whose visit theirs is done in one."""
    query = with_records(standing(columns(col(DrawnTarget.target_id)))).where(
        DrawnTarget.draw_ref == draw_ref, col(SiteRecord.ended).is_(None)
    )
    left, joined = set(session.scalars(query)), joins(session)
    elsewhere = {
        target: joined[draw_ref, target] for target in left if (draw_ref, target) in joined
    }
    done = columns(col(SiteRecord.draw_ref), col(SiteRecord.target_id)).where(
        col(SiteRecord.target_id).in_(elsewhere), col(SiteRecord.ended).isnot(None)
    )
    return len(left) - sum(int(elsewhere[row[1]] == row[0]) for row in session.execute(done))


def to_make(session: Session, draw_ref: int) -> int:
    """Return how many visits of a draw's own are not signed yet."""
    count = columns(func.count(func.distinct(col(DrawnTarget.id))))
    query = (
        with_records(visits(session, count))
        .outerjoin(RecordSigning, col(RecordSigning.record_id) == SiteRecord.id)
        .where(DrawnTarget.draw_ref == draw_ref, col(RecordSigning.id).is_(None))
    )
    return int(session.scalars(query).one())


def visits_by_inspector(session: Session, year: int, seats: Sequence[str]) -> Counter[str]:
    """Return by code how many visits of a year each inspector has made (BD-5): those whose record
    has an end, and him in one of the form's ``seats``."""
    codes = [
        func.json_extract(col(SiteRecord.body), f"$.texts.{seat}", type_=Text) for seat in seats
    ]
    query = columns(*codes).where(
        func.strftime("%Y", col(SiteRecord.started)) == str(year), col(SiteRecord.ended).isnot(None)
    )
    return Counter(code for row in session.execute(query) for code in set(row) if code)


def not_entered(session: Session) -> list[date]:
    """Return the days of the visits whose records bear no number of the mobile system (EZ-15)."""
    number = func.json_extract(col(SiteRecord.body), "$.texts.mobile_no", type_=Text)
    query = columns(col(SiteRecord.started)).where(
        col(SiteRecord.ended).isnot(None), func.coalesce(number, "") == ""
    )
    return [started.date() for started in session.scalars(query) if started]


def judged_on(session: Session, since: date) -> list[date]:
    """Return the days of the findings that hold, made on ``since`` or later."""
    latest = columns(func.max(col(RecordFinding.id))).group_by(col(RecordFinding.record_id))
    query = columns(col(RecordFinding.found_on)).where(
        col(RecordFinding.id).in_(latest), col(RecordFinding.found_on) >= since
    )
    return list(session.scalars(query))


def scans_of(session: Session, record_id: int) -> list[tuple[int, str, Any, int]]:
    """Return a record's scans: id, name, when added, bytes; not their content."""
    query = columns(
        col(Scan.id), col(Scan.name), col(Scan.added_at), func.length(col(Scan.content))
    ).where(col(Scan.record_id) == record_id, col(Scan.removed_at).is_(None))
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]


def scan_named(session: Session, record_id: int, digest: str) -> str:
    """Return the name under which a record keeps a paper of this SHA-256 (hex), "" for none."""
    query = select(Scan.name).where(
        Scan.record_id == record_id, Scan.sha256 == digest, col(Scan.removed_at).is_(None)
    )
    return session.exec(query).first() or ""


def filings_of(session: Session, draw_ref: int) -> Sequence[Filing]:
    """Return the filings of a draw's list, the newest first."""
    query = select(Filing).where(Filing.draw_ref == draw_ref)
    return session.exec(query.order_by(col(Filing.id).desc())).all()


def _latest(session: Session, model: type[SQLModel], which: list[Any]) -> dict[int, Any]:
    """Return, by the record's id, the last row of ``model``."""
    return {row.record_id: row for row in _rows(session, model, which)}


def _rows(session: Session, model: type[SQLModel], which: list[Any]) -> Sequence[Any]:
    table: Any = model
    return session.exec(select(table).join(SiteRecord).where(*which).order_by(table.id)).all()
