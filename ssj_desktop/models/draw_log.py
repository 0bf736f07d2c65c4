"""The rows of a draw: appended event by event, read back by recomputing every line."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select

from ssj_desktop import lottery
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.lottery import NO_HEAD, Document, Transcript
from ssj_desktop.models.campaign import JoinedTask, joins, meetings_of
from ssj_desktop.models.lottery import (
    Draw,
    DrawDigits,
    DrawEvent,
    DrawKeyed,
    DrawnTarget,
    DrawVoid,
    Meeting,
    RedrawRequest,
)
from ssj_desktop.models.roster import Target
from ssj_desktop.models.standing import visited_first
from ssj_desktop.rules.period import Quarter

Shown = dict[str, dict[str, str]]


def draw_of(session: Session, draw_id: str) -> Draw:
    """Return the row of a draw.

    Raises:
        DeskError: there is none with this number.
    """
    draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).first()
    if draw is None:
        raise DeskError(f"没有编号为 {draw_id} 的抽取。", "请核对摇号编号。")
    return draw


def draw_at(session: Session, meeting_id: int) -> Draw | None:
    """Return the draw that a meeting has frozen; each has one at most."""
    return session.exec(select(Draw).where(Draw.meeting_id == meeting_id)).first()


def latest(session: Session, before: Draw | None = None) -> Draw | None:
    """Return the office's latest draw, aborted or not, or the one before ``before``."""
    query = select(Draw).order_by(col(Draw.id).desc())
    if before is not None:
        query = query.where(col(Draw.id) < before.id)
    return session.exec(query).first()


def latest_held(session: Session) -> Draw | None:
    """Return the office's latest draw that was held."""
    draw = latest(session)
    while draw and outcome_of(session, draw) != "draw":
        draw = latest(session, before=draw)
    return draw


def document_of(session: Session, draw: Draw) -> Document:
    """Return what a draw was frozen with, without recomputing what came after."""
    query = select(DrawEvent.text).where(DrawEvent.draw_ref == draw.id, DrawEvent.seq == 0)
    return lottery.replay([lottery.parse(session.exec(query).one())]).document


def latest_meeting(session: Session) -> Meeting | None:
    """Return the meeting convened last."""
    return session.exec(select(Meeting).order_by(col(Meeting.id).desc())).first()


def meeting_for(session: Session, quarter: Quarter, campaign: int = 0) -> Meeting | None:
    """Return the meeting convened last to draw a quarter's plan or, named, a campaign."""
    query = select(Meeting).where(Meeting.year == quarter.year, Meeting.quarter == quarter.number)
    query = query.where(_is_for(session, col(Meeting.id), campaign))
    return session.exec(query.order_by(col(Meeting.id).desc())).first()


def draws_in(session: Session, quarter: Quarter) -> Sequence[Draw]:
    """Return all of a quarter's draws, aborted ones too, in the order frozen."""
    query = select(Draw).where(Draw.year == quarter.year, Draw.quarter == quarter.number)
    return session.exec(query.order_by(col(Draw.id))).all()


def draws_of(session: Session, quarter: Quarter, campaign: int = 0) -> Sequence[Draw]:
    """Return the draws of a quarter's plan or, named, of a campaign, in the order frozen."""
    query = select(Draw).where(Draw.year == quarter.year, Draw.quarter == quarter.number)
    query = query.where(_is_for(session, col(Draw.meeting_id), campaign))
    return session.exec(query.order_by(col(Draw.id))).all()


def standing_in(session: Session, quarter: Quarter, campaign: int = 0) -> Draw | None:
    """Return the one of :func:`draws_of` that is not aborted; there is one at most."""
    draws = draws_of(session, quarter, campaign)
    return next((d for d in draws if step_of(session, d) is not DrawStep.ABORTED), None)


def held_in(session: Session, quarter: Quarter) -> list[Draw]:
    """Return a quarter's draws that were held, its plan's and its campaigns'."""
    return [d for d in draws_in(session, quarter) if outcome_of(session, d) == "draw"]


def _is_for(session: Session, meeting: Any, campaign: int) -> Any:
    """Ask that a meeting was convened for this; 0: for its quarter's plan."""
    ids = meetings_of(session, campaign)
    return meeting.in_(ids) if campaign else meeting.not_in(ids)


def latest_head(session: Session) -> str:
    """Return the head of the office's latest draw as it stands now, 64 zeros before the first."""
    query = select(DrawEvent.head).order_by(
        col(DrawEvent.draw_ref).desc(), col(DrawEvent.seq).desc()
    )
    return session.exec(query).first() or NO_HEAD


def unfinished(session: Session) -> Draw | None:
    """Return the draw that waits for digits or for being drawn; there is at most one."""
    ended = select(DrawEvent.draw_ref).where(DrawEvent.seq == 1)
    frozen = col(Draw.id).not_in(ended)
    answered = select(DrawEvent.id).where(
        DrawEvent.draw_ref == RedrawRequest.draw_ref, DrawEvent.seq == RedrawRequest.seq
    )
    asked = col(Draw.id).in_(select(RedrawRequest.draw_ref).where(~answered.exists()))
    return session.exec(select(Draw).where(or_(frozen, asked))).first()


def next_seq(session: Session, draw: Draw) -> int:
    """Return the place of the event that comes next: the freeze stands at 0."""
    query = select(func.count()).select_from(DrawEvent).where(DrawEvent.draw_ref == draw.id)
    return session.exec(query).one()


def request_of(session: Session, draw: Draw) -> RedrawRequest | None:
    """Return the redraw that is asked for and neither drawn nor withdrawn."""
    query = select(RedrawRequest).where(
        RedrawRequest.draw_ref == draw.id, RedrawRequest.seq == next_seq(session, draw)
    )
    return session.exec(query).first()


def outcome_of(session: Session, draw: Draw) -> str:
    """Return what ended the freeze, "draw" or "abort"; "" while nothing has."""
    query = select(DrawEvent.kind).where(DrawEvent.draw_ref == draw.id, DrawEvent.seq == 1)
    return session.exec(query).first() or ""


def step_of(session: Session, draw: Draw) -> DrawStep:
    """Return where a draw stands, from what is written of it and nothing else."""
    outcome = outcome_of(session, draw)
    if outcome == "abort":
        return DrawStep.ABORTED
    if outcome == "draw" and request_of(session, draw) is None:
        return DrawStep.DRAWN
    return DrawStep.REVEALED if digits_of(session, draw) else DrawStep.FROZEN


def require_step(session: Session, draw: Draw, *steps: DrawStep) -> None:
    """Refuse what does not fit the draw's present step.

    Raises:
        DeskError: says where the draw stands.
    """
    now = step_of(session, draw)
    if now not in steps:
        wanted = "或".join(f"“{step}”" for step in steps)
        raise DeskError(f"抽取 {draw.draw_id} 现在是“{now}”。", f"这一步只能在{wanted}时进行。")


def require_none_open(session: Session) -> None:
    """Refuse what must wait until no draw waits for digits or for being drawn.

    Raises:
        DeskError: names the draw that waits.
    """
    if draw := unfinished(session):
        raise DeskError(
            f"抽取 {draw.draw_id} 还没有完成，现在是“{step_of(session, draw)}”。",
            "请先完成它；揭示数字以前，也可由两人中止抽取或撤回补抽。",
        )


def digits_of(session: Session, draw: Draw) -> Sequence[str]:
    """Return the digits revealed for the event that comes next, slot by slot."""
    query = select(DrawDigits.digits).where(
        DrawDigits.draw_ref == draw.id, DrawDigits.seq == next_seq(session, draw)
    )
    return session.exec(query.order_by(col(DrawDigits.slot))).all()


def keyed(session: Session, draw: Draw) -> bool:
    """Return whether anybody has keyed in digits for the event that comes next."""
    query = select(func.count()).select_from(DrawKeyed)
    found = query.where(DrawKeyed.draw_ref == draw.id, DrawKeyed.seq == next_seq(session, draw))
    return session.exec(found).one() > 0


def head_of(session: Session, draw: Draw) -> str:
    """Return the head after the draw's latest event."""
    query = select(DrawEvent.head).where(DrawEvent.draw_ref == draw.id)
    return session.exec(query.order_by(col(DrawEvent.seq).desc())).first() or NO_HEAD


def transcript_of(session: Session, draw: Draw) -> Transcript:
    """Recompute the draw from its stored events.

    Raises:
        DeskError: a line does not follow from the freeze and the digits.
    """
    query = select(DrawEvent.text).where(DrawEvent.draw_ref == draw.id)
    texts = session.exec(query.order_by(col(DrawEvent.seq))).all()
    try:
        return lottery.replay([lottery.parse(text) for text in texts])
    except lottery.ProtocolError as error:
        raise DeskError(
            f"抽取 {draw.draw_id} 的记录与重算不符，可能被人改动过：{error}。",
            "请保留这个文件备查，恢复摇号后的那份备份，并报告负责人。",
        ) from error


def first_broken(rows: Iterable[tuple[str, int, str, str]]) -> str:
    """Return the number of the first draw whose chain of heads doesn't hold, "" when all do.

    ``rows`` are (draw's number, seq, canonical text, head), draw by draw in order. This finds a
    changed byte at once; that every line follows from the digits is what a replay finds.
    """
    head = ""
    for draw_id, seq, text, sealed in rows:
        if seq == 0:
            # In canonical text a quote inside a string is escaped, so this is the key itself.
            start = text.rfind('"prev":"') + len('"prev":"')
            head = text[start : start + 64]
        head = lottery.chain_bytes(head, text.encode())
        if head != sealed:
            return draw_id
    return ""


def abort_of(session: Session, draw: Draw) -> tuple[str, str]:
    """Return why an aborted draw was given up, and on whose word."""
    query = select(DrawEvent.text).where(DrawEvent.draw_ref == draw.id, DrawEvent.kind == "abort")
    event: Any = lottery.parse(session.exec(query).one())
    return str(event["reason"]), str(event["by"])


def event_times(session: Session, draw: Draw) -> Sequence[datetime]:
    """Return when each event was written, in order."""
    query = select(DrawEvent.at).where(DrawEvent.draw_ref == draw.id)
    return session.exec(query.order_by(col(DrawEvent.seq))).all()


def listed_at(session: Session, draw: Draw, target_id: int) -> datetime:
    """Return when a site came on the draw's list."""
    query = (
        select(DrawEvent.at)
        .join(DrawnTarget, col(DrawnTarget.draw_ref) == DrawEvent.draw_ref)
        .where(
            DrawEvent.draw_ref == draw.id,
            DrawnTarget.target_id == target_id,
            col(DrawEvent.seq) == DrawnTarget.seq,
        )
    )
    return session.exec(query).one()


def list_events(session: Session, draw: Draw) -> int:
    """Return how many events have made the draw's list what it is."""
    query = select(func.count()).select_from(DrawEvent)
    drawing = col(DrawEvent.kind).in_(("draw", "redraw"))
    return session.exec(query.where(DrawEvent.draw_ref == draw.id, drawing)).one()


def shared_visits(session: Session, draw: Draw) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return, by a site's code, the number of the draw with whose visit this one's is done in one;
    and the numbers of those done in one with this one's (LC-7)."""
    links = joins(session)
    concerned = {target for (ref, target), into in links.items() if draw.id in (ref, into)}
    if not concerned:
        return {}, {}
    query = select(Target.id, Target.code).where(col(Target.id).in_(concerned))
    codes = dict(session.exec(query).all())
    numbers = dict(session.exec(select(Draw.id, Draw.draw_id)).all())
    into_one: dict[str, str] = {}
    with_it: dict[str, list[str]] = {}
    for (ref, target), into in links.items():
        if ref == draw.id:
            into_one[codes[target]] = numbers[into]
        elif into == draw.id:
            with_it.setdefault(codes[target], []).append(numbers[ref])
    return into_one, with_it


def shown_of(session: Session, draw: Draw) -> Shown:
    """Return, by code, what papers show of the sites ever on the draw's list."""
    query = select(DrawnTarget).where(DrawnTarget.draw_ref == draw.id)
    return {entry.shown["code"]: entry.shown for entry in session.exec(query)}


def append(
    session: Session,
    draw: Draw,
    transcript: Transcript,
    categories: dict[str, str],
    now: datetime,
) -> None:
    """Write the transcript's latest event and what follows from it.

    ``categories`` maps a stratum's name to its category's key.
    """
    seq = len(transcript.events) - 1
    event: dict[str, Any] = dict(transcript.events[seq])
    session.add(
        DrawEvent(
            draw_ref=draw.id,
            seq=seq,
            kind=event["type"],
            text=lottery.canonical(event).decode(),
            head=transcript.head,
            at=now,
        )
    )
    if event["type"] == "redraw" and "inspector" not in event:
        voided = _targets(session, [event["company"]])[event["company"]]
        session.add(
            DrawVoid(draw_ref=draw.id, seq=seq, target_id=voided.id, ground=event["reason"])
        )
    _put_on_list(session, draw, seq, transcript, categories)


def _put_on_list(
    session: Session, draw: Draw, seq: int, transcript: Transcript, categories: dict[str, str]
) -> None:
    """Write down the sites that the event at ``seq`` drew, under the names that were frozen."""
    event: dict[str, Any] = dict(transcript.events[seq])
    selected = event.get("selected", [])
    targets = _targets(session, [code for _, code, _ in selected])
    waiting = visited_first(session, Quarter(draw.year, draw.quarter), draw) if selected else {}
    frozen = {company.id: company.name for company in transcript.document.companies}
    for stratum, code, _ in selected:
        session.add(
            DrawnTarget(
                draw_ref=draw.id,
                seq=seq,
                target_id=targets[code].id,
                category=categories[stratum],
                shown={**_shown(targets[code]), "name": frozen[code]},
            )
        )
        if into := waiting.get(targets[code].id):
            session.add(JoinedTask(draw_ref=draw.id, target_id=targets[code].id, into_ref=into))


def _targets(session: Session, codes: Sequence[str]) -> dict[str, Target]:
    # SQLite takes only so many parameters in one statement.
    found: dict[str, Target] = {}
    for start in range(0, len(codes), 500):
        query = select(Target).where(col(Target.code).in_(codes[start : start + 500]))
        found.update((target.code, target) for target in session.exec(query))
    return found


def _shown(target: Target) -> dict[str, str]:
    names = ("code", "name", "credit_code", "address", "township")
    return {name: getattr(target, name) for name in names}
