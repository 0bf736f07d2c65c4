"""From what the file knows of a quarter's lottery to where it stands; takes no session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ssj_desktop.desk import draw_facts
from ssj_desktop.desk.digits import HOW
from ssj_desktop.desk.texts import bare_name
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import DrawFacts, DrawStep, Meeting, StratumEdge
from ssj_desktop.facts.lottery import (
    Candidate,
    FrozenFacts,
    LotteryFacts,
    LotteryStep,
    RedrawAsked,
    Round,
    RoundLayer,
    SlotState,
    TeamMode,
)
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.lottery import Transcript
from ssj_desktop.models.lottery import Draw, RedrawRequest
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.workdays import WorkCalendar

MODES: dict[TeamMode, str] = draw_facts.TEAM_MODES


@dataclass(frozen=True)
class Record:
    """What the file knows of a lottery, and who has keyed in since the program began.

    ``campaign`` and its ``name`` where one is drawn, 0 and "" where it is the quarter's plan;
    ``others``: the campaigns that the quarter has. ``lines``: what was approved to be drawn.
    ``meeting`` is that of ``draw``, or the one convened for the next draw; ``last_meeting`` the
    office's latest of all. ``elsewhere``: the number of another quarter's draw that is open.
    ``digits`` and ``keyed`` are of the event that comes next.
    """

    quarter: Quarter
    now: datetime
    clerk: str
    office: OfficeFacts | None
    campaign: int
    name: str
    others: tuple[tuple[int, str], ...]
    lines: tuple[QuotaLine, ...] | None
    elsewhere: str
    meeting: tuple[int, Meeting] | None
    last_meeting: Meeting | None
    draw: Draw | None
    basis: Basis | None
    step: DrawStep | None
    transcript: Transcript | None
    times: Sequence[datetime]
    shown: Mapping[str, Mapping[str, str]]
    edges: tuple[StratumEdge, ...]
    request: RedrawRequest | None
    digits: Sequence[str]
    keyed: bool
    keyed_by: Mapping[int, str]
    aborted: tuple[str, ...]
    calendar: WorkCalendar


def assemble(record: Record) -> LotteryFacts:
    """Return where the lottery stands."""
    why_not, place = _why_not(record)
    office = record.basis.office if record.basis else record.office
    return LotteryFacts(
        quarter=record.quarter,
        office=office.name if office else "",
        unit=office.enforcement_unit if office else "",
        step=_step(record),
        why_not=why_not,
        place=place,
        suggested=_suggested(record),
        meeting_id=record.meeting[0] if record.meeting else None,
        meeting=record.meeting[1] if record.meeting else None,
        lines=_lines(record),
        frozen=_frozen(record),
        drawn=_drawn(record),
        aborted=record.aborted,
        two=_two(record),
        campaign=record.campaign,
        name=record.name,
        others=record.others,
    )


def _two(record: Record) -> tuple[str, str]:
    meeting = record.meeting[1] if record.meeting else None
    if meeting is None:
        return "", ""
    return bare_name(meeting.host), bare_name(next(iter(meeting.supervisors), ""))


def _step(record: Record) -> LotteryStep:
    """Return the step that is to be done next, from what is written and nothing else."""
    if record.draw is None or record.meeting is None:
        return LotteryStep.REVIEW if record.meeting else LotteryStep.MEETING
    if record.step is DrawStep.FROZEN:
        begun = record.keyed or record.request is not None
        return LotteryStep.DIGITS if begun else LotteryStep.FREEZE
    if record.step is DrawStep.REVEALED or record.meeting[1].ended is None:
        return LotteryStep.DRAW
    return LotteryStep.MINUTES


def _why_not(record: Record) -> tuple[str, str]:
    """Return why no meeting can be held for the quarter, and where that is mended."""
    if record.draw is not None:
        return "", ""
    if record.office is None:
        return "还没有填写本单位信息。请先填写单位名称并选定方案。", "系统/本单位"
    if record.elsewhere:
        words = f"抽取 {record.elsewhere} 还没有完成。请先换到它的季度，完成或中止它。"
        return words, ""
    if record.lines is None and record.campaign:
        return f"“{record.name}”没有批准，或者已经取消。", "抽查计划/专项与联合"
    if record.lines is None:
        words = f"{record.quarter}的抽查计划还没有批准。摇号照批准的计划办理。"
        return words, "抽查计划/季度"
    return "", ""


def _suggested(record: Record) -> Meeting:
    """Return what a new meeting's form begins with: as the last time, the chair presiding."""
    what = "" if record.name.endswith("抽查") else "抽查"
    last, group = record.last_meeting, record.office.steering_group if record.office else ()
    return Meeting(
        title=f"{record.quarter}{record.name}“双随机、一公开”{what}摇号会议",
        place=last.place if last else "",
        started=record.now.replace(second=0, microsecond=0),
        ended=None,
        host=group[0] if group else last.host if last else "",
        operator=record.clerk,
        recorder=last.recorder if last else "",
        supervisors=last.supervisors if last else (),
        attendees=group,
        observers=last.observers if last else (),
        absent=(),
    )


def _lines(record: Record) -> tuple[QuotaLine, ...]:
    if record.basis:
        return record.basis.quotas
    return record.lines or ()


def _drawn(record: Record) -> DrawFacts | None:
    """Return the list as it stands, an open redraw not yet drawn left out of it."""
    if not (record.draw and record.basis and record.meeting and record.transcript):
        return None
    if record.transcript.outcome != "draw":
        return None
    return draw_facts.assemble(
        record.draw,
        record.basis,
        record.meeting[1],
        record.transcript,
        record.times,
        record.shown,
        record.calendar,
        record.edges,
    )


def _frozen(record: Record) -> FrozenFacts | None:
    draw, basis, transcript = record.draw, record.basis, record.transcript
    if not (draw and basis and transcript):
        return None
    # Loaded here because it takes a fifth of the start and few starts hold a meeting.
    from ssj_desktop.outputs import qr, words

    document, commitment = transcript.document, transcript.commitment
    return FrozenFacts(
        draw_id=draw.draw_id,
        frozen_at=draw.frozen_at,
        team_mode=MODES[basis.team_mode],
        entries=len(document.inspectors),
        cap=basis.cap,
        quotas=basis.quotas,
        commitment=commitment,
        commitment_qr=qr.matrix(words.qr_frozen(draw.draw_id, commitment)),
        head=transcript.head,
        head_qr=qr.matrix(words.qr_drawn(draw.draw_id, transcript.head)),
        slots=_slots(record, transcript),
        keyed=record.keyed,
        revealed=record.step is DrawStep.REVEALED,
        asked=_asked(record.request, transcript, basis) if record.request else None,
        rounds=_rounds(basis, transcript),
    )


def _slots(record: Record, transcript: Transcript) -> tuple[SlotState, ...]:
    """Return the slots of the event that waits, else of the draw itself."""
    digits, keyed_by = list(record.digits), dict(record.keyed_by)
    if record.step is DrawStep.DRAWN:
        said: Any = transcript.events[1]["digits"]
        digits = list(said)
    return tuple(
        SlotState(
            source=slot.source,
            how=HOW[slot.source],
            by=slot.by,
            count=slot.digits,
            keyed_by=slot.by if digits else keyed_by.get(number, ""),
            digits=digits[number] if digits else "",
        )
        for number, slot in enumerate(transcript.document.plan)
    )


def _asked(request: RedrawRequest, transcript: Transcript, basis: Basis) -> RedrawAsked:
    body, sites = request.body, draw_facts.site_names(transcript)
    where = sites[body["company"]]
    if "inspector" in body:
        kind = "换人补抽"
        went_out = f"{draw_facts.people_of(basis, body['inspector'])}（{where}）"
    else:
        kind, went_out = "作废补抽", where
    return RedrawAsked(kind, went_out, body["reason"], body["evidence"], body["approved_by"])


def _rounds(basis: Basis, transcript: Transcript) -> tuple[Round, ...]:
    """Return the draw category by category, each with its layers, as the room sees it."""
    if transcript.outcome != "draw":
        return ()
    pools: dict[str, list[Candidate]] = {}
    for company in transcript.document.companies:
        pools.setdefault(company.stratum, []).append(Candidate(company.id, company.name))
    names = draw_facts.site_names(transcript)
    selected: Any = transcript.events[1]["selected"]
    drawn: dict[str, list[Candidate]] = {}
    for stratum, code, _ in selected:
        drawn.setdefault(stratum, []).append(Candidate(code, names[code]))
    return tuple(
        Round(
            line.name,
            tuple(
                RoundLayer(
                    layer.visits,
                    tuple(pools.get(layer.name, ())),
                    tuple(drawn.get(layer.name, ())),
                )
                for layer in line.layers
            ),
        )
        for line in basis.quotas
    )
