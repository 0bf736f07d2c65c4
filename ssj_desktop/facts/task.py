"""A drawn object as a task: who inspects it for what, by when, and how far that has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ssj_desktop.facts.catalogue import Edition
from ssj_desktop.rules.period import Quarter


class TaskState(StrEnum):
    """How far a task has come; the value is the word the screen shows."""

    WAITING = "待检查"
    FILLING = "填写中"
    TO_SIGN = "待签字"
    TO_JUDGE = "待认定"
    CLOSED = "已办结"
    JOINED = "一并查"
    VOID = "已作废"


# Nobody goes there for these: the object is void, or it is done in one visit with another task.
NO_VISIT = (TaskState.VOID, TaskState.JOINED)


@dataclass(frozen=True, slots=True)
class Officer:
    """An inspector as papers name one: name, employer (工作单位) and badge number."""

    name: str
    unit: str
    badge_no: str


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One thing to be checked: ``code`` is the catalogue's, "" for a content of the scheme."""

    code: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """Everything that a 检查任务单 prints (requirements 8.8).

    ``people``: the lead first. ``background`` (检查前研判, BD-15): label and text a line.
    ``deadline`` is None where the holiday table ends; ``clause`` is the rule it comes from.
    ``fate`` is empty, or says that a redraw put the object on the list or changed its team.
    ``others`` go along (employer: as what); ``also``: what else is done in the same visit (LC-7).
    ``catalogue``: the version of the list of items that holds for it, None while none did.
    """

    number: str
    office: str
    enforcement_unit: str
    scheme: str
    period: str
    plan: str
    draw_id: str
    code: str
    name: str
    credit_code: str
    category: str
    address: str
    township: str
    legal_person: str
    contact: str
    phone: str
    industry: str
    permit_class: str
    permit_code: str
    status: str
    squad: str
    people: tuple[Officer, ...]
    dispatched: datetime
    deadline: date | None
    clause: str
    items: tuple[TaskItem, ...]
    background: tuple[tuple[str, str], ...]
    fate: str
    program: str
    others: tuple[Officer, ...] = ()
    also: tuple[str, ...] = ()
    catalogue: Edition | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list of tasks.

    ``overdue``: by how many days the inspection is or was later than the deadline, 0 for a closed
    task. ``into``: the task with whose visit this one's is done in one, "" for none.
    ``visited_on``: the day of the inspection, once it is written down. ``lacks``: what a signed
    record still lacks (扫描件), "" for nothing.
    """

    number: str
    code: str
    name: str
    category: str
    squad: str
    lead: str
    members: str
    deadline: date | None
    overdue: int
    state: TaskState
    visited_on: date | None
    lacks: str
    into: str = ""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of a quarter, squad by squad; ``why_none`` says why there are none, ``earlier``
    counts those of earlier quarters that are not closed."""

    quarter: Quarter
    rows: tuple[TaskRow, ...]
    earlier: int
    why_none: str
