"""From a drawn list to its tasks: what each sheet says, and how far each has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlmodel import Session

from ssj_desktop.desk.record_form import digest
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.task_items import Visit, items_of
from ssj_desktop.facts.draw import DrawFacts, DrawnTarget, Person
from ssj_desktop.facts.task import NO_VISIT, Officer, TaskRow, TaskSheet, TaskState
from ssj_desktop.models import draw_log, record_book, roster_book
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.plan import approved_of
from ssj_desktop.models.record_book import Story
from ssj_desktop.models.roster import Target
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, parse_scheme

_BACK = timedelta(days=2 * 365)  # how far back a penalty still tells something of the site
_UNKNOWN = "没有登记"


@dataclass(frozen=True, slots=True)
class Task:
    """A drawn object that stands on its list.

    ``into``: the number of the task with whose visit this one's is done in one, "" for none;
    ``also``: the tasks of other draws that are done with this one's (LC-7).
    """

    draw: DrawFacts
    target: DrawnTarget
    into: str = ""
    also: tuple["Task", ...] = ()

    @property
    def deadline(self) -> tuple[date | None, DrawFacts]:
        """The last day of the visit, the earliest of all that it is made for, and whose it is."""
        draws = [self.draw, *(one.draw for one in self.also)]
        first = min(draws, key=lambda draw: draw.deadline or date.max)
        return first.deadline, first

    @property
    def visit(self) -> Visit:
        """All that the visit is made for, its own draw first."""
        return [(one.draw, one.target) for one in (self, *self.also)]

    @property
    def number(self) -> str:
        """The draw's number and the place in it, which never changes."""
        return number_of(self.draw.draw_id, self.target.order)


def number_of(draw_id: str, order: int) -> str:
    """Return a task's number: the draw's and the place in it, which never changes."""
    return f"{draw_id}-{order:03}"


def state_of(task: Task, story: Story | None) -> TaskState:
    """Return how far a task has come, from what is written of its record and nothing else."""
    if task.target.void:
        return TaskState.VOID
    if task.into:
        return TaskState.JOINED
    if story is None:
        return TaskState.WAITING
    if story.signing:
        return TaskState.CLOSED if story.finding else TaskState.TO_JUDGE
    now = digest(story.record.body)
    printed = any(row.sha256 == now for row in story.prints)
    return TaskState.TO_SIGN if printed else TaskState.FILLING


def row_of(task: Task, story: Story | None, today: date) -> TaskRow:
    """Return a task's line in the list."""
    target, state = task.target, state_of(task, story)
    visited = story.record.started.date() if story and story.record.started else None
    deadline, _ = task.deadline
    late = deadline and state is not TaskState.CLOSED and state not in NO_VISIT
    people = [person.name for person in target.team.officers]
    return TaskRow(
        number=task.number,
        code=target.code,
        name=target.name,
        category=target.category,
        squad=target.team.squad,
        lead="".join(people[:1]),
        members="、".join(people[1:]),
        deadline=deadline,
        overdue=max(((visited or today) - deadline).days, 0) if late and deadline else 0,
        state=state,
        visited_on=visited,
        lacks="扫描件" if story and story.signing and not story.scans else "",
        into=task.into,
    )


def sheet_of(session: Session, task: Task) -> TaskSheet:
    """Return what a task's sheet prints."""
    draw, target = task.draw, task.target
    held = draw_log.draw_of(session, draw.draw_id)
    scheme, site = scheme_of(held), target_of(session, target.code)
    deadline, due_by = task.deadline
    quarter = Quarter(held.year, held.quarter)
    items, edition = items_of(session, task.visit, scheme, site, quarter)
    units = {row.badge_no: row.unit for row in roster_book.inspectors(session) if row.badge_no}
    return TaskSheet(
        number=task.number,
        office=draw.office,
        enforcement_unit=draw.enforcement_unit,
        scheme=draw.scheme,
        period=draw.period,
        plan=_plan(session, draw, held),
        draw_id=draw.draw_id,
        code=target.code,
        name=target.name,
        credit_code=target.credit_code,
        category=target.category,
        address=target.address,
        township=target.township,
        legal_person=site.legal_person,
        contact=site.contact,
        phone=site.phone,
        industry=site.industry,
        permit_class=site.permit_class,
        permit_code=site.permit_code,
        status=site.status,
        squad=target.team.squad,
        people=tuple(_officer(person, units, draw) for person in target.team.officers),
        dispatched=draw.drawn_at,
        deadline=deadline,
        clause=_clause(due_by, scheme),
        items=items,
        background=_background(session, site, draw),
        fate=target.fate,
        program=draw.program,
        others=tuple(
            dict.fromkeys(
                Officer(person.name, person.role, person.badge_no)
                for one in (task, *task.also)
                for person in one.target.team.others
            )
        ),
        also=tuple(f"{one.draw.period}（任务 {one.number}）" for one in task.also),
        catalogue=edition,
    )


def scheme_of(draw: Draw) -> Scheme:
    """Return the scheme that a draw was frozen with."""
    return _parsed(str(draw.basis["scheme_text"]))


@lru_cache(maxsize=4)
def _parsed(text: str) -> Scheme:
    return parse_scheme(text, "冻结时的方案")


def _officer(person: Person, units: Mapping[str, str], draw: DrawFacts) -> Officer:
    """Return a drawn person with his employer: of the roster, else the enforcement unit."""
    return Officer(
        person.name, units.get(person.badge_no) or draw.enforcement_unit, person.badge_no
    )


def _clause(draw: DrawFacts, scheme: Scheme) -> str:
    """Return where a deadline comes from: a campaign's own document, else the scheme."""
    if draw.campaign and draw.campaign.due:
        return draw.campaign.document
    rule = scheme.deadline("inspection")
    return rule.clause if rule else ""


def _plan(session: Session, facts: DrawFacts, draw: Draw) -> str:
    """Return the plan that a draw went by: a campaign's document, or the quarter's plan approved
    last before its freeze."""
    if facts.campaign:
        return f"{facts.campaign.name}（{facts.campaign.document}）"
    quarter = Quarter(draw.year, draw.quarter)
    plan = approved_of(session, quarter, draw.frozen_at)
    return f"{quarter}抽查计划第{plan.number}号" if plan else ""


def _background(session: Session, site: Target, draw: DrawFacts) -> tuple[tuple[str, str], ...]:
    """Return what whoever goes there should have read before (BD-15); "" is to be filled in."""
    drawn_on = draw.drawn_at.date()
    facts = "；".join(
        f"{fact.happened_on} {fact.kind}{f'（{fact.number}）' if fact.number else ''}"
        for fact in roster_book.facts_of(session, site.id)
        if fact.happened_on >= drawn_on - _BACK
    )
    return (
        ("近两年处罚、举报", facts or _UNKNOWN),
        ("上次检查", last_visit(session, site.id, draw.drawn_at) or _UNKNOWN),
        ("标签", "、".join(site.tags) or _UNKNOWN),
        ("环评、在线监测", ""),
    )


def last_visit(session: Session, target_id: int, before: datetime) -> str:
    """Return when a site was inspected last before that, and what came of it; "" for never."""
    found: list[tuple[date, str]] = [
        (day, "补录")
        for day, *_ in roster_book.entered_of(session, target_id)
        if day <= before.date()
    ]
    for story in record_book.stories_at(session, target_id):
        started = story.record.started
        if story.signing and started and started < before:
            found.append((started.date(), story.finding.result if story.finding else ""))
    if not found:
        return ""
    day, words = max(found)
    return f"{day} {words}".strip()
