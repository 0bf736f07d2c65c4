"""From what the file knows of a year to its plan, and what has changed since it was approved."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pydantic import TypeAdapter

from ssj_desktop import __version__
from ssj_desktop.desk.plan_facts import category_changes, exclusion_changes, obstacles_to
from ssj_desktop.desk.year_basis import YearBasis
from ssj_desktop.desk.year_lines import Projected, project
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.plan import Obstacle
from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.facts.squads import by_numeral
from ssj_desktop.facts.year_plan import (
    QUARTERS,
    SquadLoad,
    YearFacts,
    YearLine,
    YearLoad,
    YearPlan,
)
from ssj_desktop.models.roster import Inspector
from ssj_desktop.rules.load import strain_of
from ssj_desktop.rules.scheme import TeamMode
from ssj_desktop.rules.year import joint_part

YEAR_PLAN: TypeAdapter[YearPlan] = TypeAdapter(YearPlan)

_CREWS: dict[TeamMode, str] = {"persons": "人", "teams": "组", "squads": "分队"}


def assemble(year: int, basis: YearBasis | DeskError, approved: tuple[YearPlan, ...]) -> YearFacts:
    """Return how the year's plan stands; takes no session, so that nobody waits for the sums.

    ``basis``: why there is none; ``approved``: every plan of the year as it was approved.
    """
    approvals = tuple(plan.approval for plan in approved if plan.approval)
    last = approved[-1] if approved else None
    if isinstance(basis, DeskError):
        why = str(basis)
        return YearFacts(year, None, last, approvals, (), (Obstacle("offices", why),), why)
    projected = project(basis)
    draft = _draft(basis, projected)
    changed = tuple(_changes(last, draft)) if last else ()
    people = len(basis.officers)
    obstacles = tuple(
        obstacles_to("本年", len(basis.census.subjects), draft.visits, people, projected.faults)
    )
    words = "".join(one.words for one in obstacles)
    if not words and approvals and not changed:
        words = f"第{approvals[-1].number}号年度计划已经批准，此后没有变化。"
    return YearFacts(year, draft, last, approvals, changed, obstacles, words, projected.raising)


def _draft(basis: YearBasis, projected: Projected) -> YearPlan:
    lines = projected.lines
    return YearPlan(
        year=basis.year,
        office=basis.office.name,
        unit=basis.office.enforcement_unit,
        scheme=f"{basis.scheme.name}（{basis.scheme.document}）",
        program=f"双随机桌面 {__version__}",
        counted_at=basis.now,
        states=tuple(known.state for known in basis.quarters),
        lines=lines,
        joint=joint_part(basis.scheme, sum(line.visits for line in lines)),
        entered=basis.census.entered_visits,
        load=_load(basis, lines),
        exclusions=_exclusions(basis, projected),
        deadlines=basis.deadlines,
        approval=None,
        campaigns=basis.campaigns,
    )


def _exclusions(basis: YearBasis, projected: Projected) -> tuple[Exclusion, ...]:
    category = {code: name for name, codes in projected.excluded.items() for code in codes}
    return tuple(
        replace(one, category=category[one.code])
        for one in basis.census.excluded
        if one.code in category
    )


def _load(basis: YearBasis, lines: tuple[YearLine, ...]) -> YearLoad:
    mode, people = basis.scheme.team.mode, basis.officers
    crews = {_crew(person, mode): person.squad for person in people}
    crews.pop("", None)
    planned = sum(
        one.planned for line in lines for one in line.quarters if one.state in ("已批准", "预计")
    )
    unsigned = basis.campaign_visits + sum(known.to_make for known in basis.quarters)
    heads, shares = Counter(person.squad for person in people), Counter(crews.values())
    load = YearLoad(
        people=len(people),
        crews=len(crews),
        crew=_CREWS[mode],
        each=len(basis.scheme.team.seats) if mode == "persons" else 1,
        visits=planned + unsigned,
        workdays=basis.workdays,
        strain="算不出",
        squads=tuple(
            SquadLoad(
                squad,
                heads[squad],
                Fraction((planned + unsigned) * shares[squad], len(crews) or 1),
            )
            for squad in sorted(heads, key=by_numeral)
            if squad
        ),
    )
    return replace(load, strain=strain_of(load.visits, load.a_day))


def _crew(person: Inspector, mode: TeamMode) -> str:
    """Return with whom a person is drawn: alone, with his team, or with his squad."""
    return {"persons": person.code, "teams": person.team, "squads": person.squad}[mode]


def _changes(approved: YearPlan, draft: YearPlan) -> Iterator[str]:
    """Say what differs from what was approved; a plan that is merely carried out does not."""
    for label, old, new in (
        ("单位名称", approved.office, draft.office),
        ("方案", approved.scheme, draft.scheme),
    ):
        if old != new:
            yield f"{label}：{old} → {new}"
    yield from category_changes(approved.lines, draft.lines, _line_changes)
    yield from exclusion_changes(approved.exclusions, draft.exclusions)
    yield from _campaign_changes(approved, draft)


def _campaign_changes(approved: YearPlan, draft: YearPlan) -> Iterator[str]:
    before, now = ({one.name: one for one in plan.campaigns} for plan in (approved, draft))
    yield from (f"新增专项：{name}" for name in now if name not in before)
    yield from (f"取消专项：{name}" for name in before if name not in now)
    for name, one in now.items():
        old = before.get(name)
        if old and (old.quarter, old.scope, old.amount) != (one.quarter, one.scope, one.amount):
            yield f"专项“{name}”的季度、范围或数量改过"


def _line_changes(before: YearLine, now: YearLine) -> Iterator[str]:
    changes = []
    if before.base != now.base:
        changes.append(f"基数 {before.base} 家 → {now.base} 家")
    for name, old, new in zip(QUARTERS, before.quarters, now.quarters, strict=True):
        if old.visits != new.visits:
            changes.append(f"{name} {old.visits} 家次 → {new.visits} 家次")
    if before.least != now.least:
        changes.append(f"全年最低 {before.least} 家次 → {now.least} 家次")
    if before.rule != now.rule:
        changes.append(f"规则改为“{now.rule}”")
    if before.raises != now.raises:
        changes.append("调高的家数或理由有改动")
    if changes:
        yield f"{now.name}：{'，'.join(changes)}"
