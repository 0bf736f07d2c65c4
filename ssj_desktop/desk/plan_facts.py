"""From a quarter's census, scheme and approval to how its plan stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter

from ssj_desktop import __version__
from ssj_desktop.desk import deadlines
from ssj_desktop.desk.class_book import Roll, unconfirmed
from ssj_desktop.desk.quotas import Measured, measure
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.plan import Obstacle, PlanFacts, QuarterPlan
from ssj_desktop.facts.quota import Exclusion, QuotaLine
from ssj_desktop.facts.year_plan import YearLine
from ssj_desktop.models.census import Census
from ssj_desktop.models.classes import Confirmed
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import Raise
from ssj_desktop.rules.scheme import Scheme
from ssj_desktop.rules.workdays import WorkCalendar

PLAN: TypeAdapter[QuarterPlan] = TypeAdapter(QuarterPlan)
Line = TypeVar("Line", QuotaLine, YearLine)


@dataclass(frozen=True)
class Basis:
    """What a draft is made from: the office's scheme and the roster, as they are now.

    ``confirmed``: the categories confirmed last under this scheme.
    """

    office: OfficeFacts
    scheme: Scheme
    scheme_text: str
    census: Census
    calendar: WorkCalendar
    officers: int
    raises: Mapping[str, Raise]
    confirmed: Confirmed | None


@dataclass(frozen=True)
class Record:
    """What the file knows of a quarter's plan.

    ``basis``: why there is none, or None for a quarter whose draw, ``drawn``, has closed the plan.
    ``approved_text`` is the scheme of the plan approved last, ``frozen`` that plan as its draw
    found it.
    """

    quarter: Quarter
    now: datetime
    basis: Basis | DeskError | None
    approved: QuarterPlan | None
    approved_text: str
    drawn: str
    frozen: QuarterPlan | None


def assemble(record: Record) -> PlanFacts:
    """Return how the plan stands; takes no session, so that nobody waits for the arithmetic."""
    try:
        basis = open_basis(record)
    except DeskError as error:
        return PlanFacts(
            quarter=record.quarter,
            draft=None,
            approved=record.approved,
            changed_since=(),
            drawn=record.drawn,
            obstacles=() if record.drawn else (Obstacle("offices", str(error)),),
            why_not_raise=str(error),
            why_not_approve=str(error),
            frozen=record.frozen,
        )
    measured = measure(basis.census, basis.scheme, record.quarter, basis.raises)
    draft = _draft(record, basis, measured)
    changed = tuple(_changes(record, basis, draft))
    obstacles = tuple(_obstacles(record.quarter, basis, measured))
    return PlanFacts(
        quarter=record.quarter,
        draft=draft,
        approved=record.approved,
        changed_since=changed,
        drawn="",
        obstacles=obstacles,
        why_not_raise="",
        why_not_approve="".join(one.words for one in obstacles)
        or _unchanged(record.approved, changed),
    )


def open_basis(record: Record) -> Basis:
    """Return what the plan is made from while it can still be changed.

    Raises:
        DeskError: the quarter is drawn, the office is not set up, or its scheme is wrong.
    """
    if record.basis is None:
        raise DeskError(f"{record.quarter}已经摇号（{record.drawn}），计划不能再改。")
    if isinstance(record.basis, DeskError):
        raise record.basis
    return record.basis


def roll_of(basis: Basis, quarter: Quarter, names: Mapping[str, str]) -> Roll:
    """Return everybody's category as it is now; ``names``: the roster's, by code."""
    return Roll(
        quarter=quarter,
        scheme=basis.scheme,
        subjects=basis.census.subjects,
        placed=measure(basis.census, basis.scheme, quarter, basis.raises).placed,
        base=basis.confirmed,
        names=names,
        officers=basis.officers,
    )


def raises_of(plan: QuarterPlan) -> dict[str, Raise]:
    """Return what a plan raises, by category."""
    return {
        line.key: Raise(line.raised_to, line.raise_reason)
        for line in plan.lines
        if line.raised_to is not None
    }


def _draft(record: Record, basis: Basis, measured: Measured) -> QuarterPlan:
    return QuarterPlan(
        quarter=record.quarter,
        office=basis.office.name,
        scheme=f"{basis.scheme.name}（{basis.scheme.document}）",
        program=f"双随机桌面 {__version__}",
        counted_at=record.now,
        lines=measured.lines,
        exclusions=measured.exclusions,
        deadlines=deadlines.of_quarter(basis.scheme, record.quarter, basis.calendar),
        approval=None,
        at_cap=measured.at_cap,
        entered=measured.entered_visits,
    )


def _obstacles(quarter: Quarter, basis: Basis, measured: Measured) -> Iterator[Obstacle]:
    planned = sum(line.planned for line in measured.lines)
    found = obstacles_to("本季", measured.target_count, planned, basis.officers, measured.faults)
    yield from found
    moved = [one for one in unconfirmed(basis.confirmed, quarter, measured.placed) if one.is_real]
    if moved:
        words = f"本季度的类别还没有确认：有 {len(moved)} 家换了类别。请先核对后确认。"
        yield Obstacle("classes", words)


def obstacles_to(
    period: str, targets: int, planned: int, officers: int, faults: Sequence[DeskError]
) -> Iterator[Obstacle]:
    """Say what keeps a plan of ``period`` (本季) from being approved."""
    if not targets:
        yield Obstacle("targets", "名录库里还没有检查对象。请先导入检查对象名录。")
    elif not planned:
        words = f"{period}没有可抽的检查对象。请核对各类别的条件和对象的标记。"
        yield Obstacle("targets", words)
    if not officers:
        words = "没有可派的执法人员。请先导入执法人员名录，并核对在岗、执法资格和证件有效期。"
        yield Obstacle("inspectors", words)
    for fault in faults:
        yield Obstacle("plans", str(fault))


def _unchanged(approved: QuarterPlan | None, changed: tuple[str, ...]) -> str:
    if approved is None or approved.approval is None or changed:
        return ""
    return f"第{approved.approval.number}号计划已经批准，此后没有变化。"


def _changes(record: Record, basis: Basis, draft: QuarterPlan) -> Iterator[str]:
    """Say what differs from what was approved; nothing where nothing was."""
    approved = record.approved
    if approved is None:
        return
    if approved.office != draft.office:
        yield f"单位名称：{approved.office} → {draft.office}"
    if approved.scheme != draft.scheme:
        yield f"方案：{approved.scheme} → {draft.scheme}"
    elif record.approved_text != basis.scheme_text:
        yield f"方案的内容改过：{draft.scheme}"
    yield from category_changes(approved.lines, draft.lines, _line_changes)
    yield from exclusion_changes(approved.exclusions, draft.exclusions)


def _line_changes(before: QuotaLine, now: QuotaLine) -> Iterator[str]:
    numbers = {
        "基数": (before.base, now.base),
        "本年已查": (before.visited, now.visited),
        "可抽": (before.pool, now.pool),
        "应抽": (before.quota, now.quota),
        "计划抽": (before.planned, now.planned),
    }
    changes = [
        f"{label} {old} 家 → {new} 家" for label, (old, new) in numbers.items() if old != new
    ]
    if before.raised_to != now.raised_to:
        old, new = (
            f"{now.span} {to} 家" if to is not None else "不调高"
            for to in (before.raised_to, now.raised_to)
        )
        changes.append(f"调高 {old} → {new}")
    elif before.raise_reason != now.raise_reason:
        changes.append(f"调高理由改为“{now.raise_reason}”")
    if changes:
        yield f"{now.name}：{'，'.join(changes)}"


def category_changes(
    approved: Iterable[Line],
    draft: Iterable[Line],
    line_changes: Callable[[Line, Line], Iterator[str]],
) -> Iterator[str]:
    """Say which categories have gone or come, and what ``line_changes`` says of the rest."""
    before, now = ({line.key: line for line in lines} for lines in (approved, draft))
    yield from (f"类别取消：{line.name}" for key, line in before.items() if key not in now)
    for key, line in now.items():
        if key in before:
            yield from line_changes(before[key], line)
        else:
            yield f"类别增加：{line.name}"


def exclusion_changes(before: tuple[Exclusion, ...], now: tuple[Exclusion, ...]) -> Iterator[str]:
    """Say who has been left out of the pool since, and who no longer is."""
    known, still = set(before), {one.code for one in now}
    yield from (f"不列入可抽范围：{it.name}（{it.reason}）" for it in now if it not in known)
    yield from (f"重新列入可抽范围：{it.name}" for it in before if it.code not in still)
