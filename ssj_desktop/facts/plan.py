"""抽查计划: what a quarter's draw is to take, as its page shows it and its paper prints it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.facts.quota import Exclusion, QuarterDeadline, QuotaLine
from ssj_desktop.rules.period import Quarter


@dataclass(frozen=True, slots=True)
class Approval:
    """The ``number``-th (1, 2, …) approval of a quarter's plan: when, and by whom."""

    number: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """A plan as its paper prints it: approved, or a draft where ``approval`` is None.

    ``counted_at`` is when the roster was counted; ``scheme`` is its name with its document.
    ``at_cap``: who can be drawn though the yearly cap is reached (N-11). ``entered`` counts the
    year's visits that were entered later (补录).

    Approved plans are stored as this: what is added needs a default.
    """

    quarter: Quarter
    office: str
    scheme: str
    program: str
    counted_at: datetime
    lines: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    deadlines: tuple[QuarterDeadline, ...]
    approval: Approval | None
    at_cap: tuple[AtCap, ...] = ()
    entered: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a plan from being approved, with what to do; ``noun``: whose verbs mend it."""

    noun: Literal["offices", "targets", "classes", "inspectors", "plans"]
    words: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Where a quarter's plan stands.

    ``draft`` is computed from the roster and the scheme as they are now, None before the office
    is set up; ``approved`` is what was approved last, and ``changed_since`` says in words what has
    become different since. ``drawn`` is the number of the draw that stands in the quarter and
    closes the plan, ``frozen`` the plan as that draw found it. ``obstacles`` keep the draft from
    being approved. ``why_not_raise`` and ``why_not_approve`` are empty where the verb can be
    called.
    """

    quarter: Quarter
    draft: QuarterPlan | None
    approved: QuarterPlan | None
    changed_since: tuple[str, ...]
    drawn: str
    obstacles: tuple[Obstacle, ...]
    why_not_raise: str
    why_not_approve: str
    frozen: QuarterPlan | None = None

    @property
    def title(self) -> str:
        return str(self.quarter)

    @property
    def previous(self) -> Quarter:
        return self.quarter.previous()

    @property
    def next(self) -> Quarter:
        return self.quarter.next()

    @property
    def latest(self) -> QuarterPlan | None:
        """Return what is known of who is left out: the draft, or what the draw was frozen with."""
        return self.draft or self.frozen or self.approved

    @property
    def shown(self) -> QuarterPlan | None:
        """Return what the page shows and prints: the approved plan while nothing differs from
        it or once it is drawn by, else the draft."""
        return self.draft if self.approved is None or self.changed_since else self.approved
