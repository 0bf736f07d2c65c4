"""One held draw as its papers, tables and (later) pages show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ssj_desktop.facts.campaign import CampaignFacts
from ssj_desktop.facts.quota import Exclusion, QuotaLine


class DrawStep(StrEnum):
    """Where a meeting stands; the value is the word the screen shows."""

    FROZEN = "待取数"
    REVEALED = "待摇号"
    DRAWN = "已摇号"
    ABORTED = "已中止"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Time, place and people of the lottery meeting (LC-10, LC-15)."""

    title: str
    place: str
    started: datetime
    ended: datetime | None
    host: str
    operator: str
    recorder: str
    supervisors: tuple[str, ...]
    attendees: tuple[str, ...]
    observers: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigitSlot:
    """Who supplied which digits by which means; ``source`` in Chinese (「当场密封键入」)."""

    source: str
    by: str
    digits: str


@dataclass(frozen=True, slots=True)
class Person:
    """``role``: as what one goes who is none of the office's officers (a department's name,
    辅助检查人员), "" for those."""

    name: str
    badge_no: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Who inspects one object: the lead first. ``admissible`` holds, seat by seat, among how many
    the ticket chose, ``entries`` who was drawn there, ``behind`` the people of each by name."""

    squad: str
    people: tuple[Person, ...]
    admissible: tuple[int, ...]
    entries: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def officers(self) -> tuple[Person, ...]:
        """The office's own, who inspect; the lead first (N-4)."""
        return tuple(person for person in self.people if not person.role)

    @property
    def others(self) -> tuple[Person, ...]:
        """Who goes along: of other departments, and auxiliaries (BD-6)."""
        return tuple(person for person in self.people if person.role)


@dataclass(frozen=True, slots=True)
class DrawnTarget:
    """One drawn object. ``order``: 1, 2, … in the order drawn; ``ticket``: 64 hex digits.

    ``fate`` is empty, or says that a redraw voided it or put it on the list.
    """

    order: int
    code: str
    name: str
    credit_code: str
    category: str
    stratum: str
    address: str
    township: str
    ticket: str
    team: Team
    fate: str
    void: bool


@dataclass(frozen=True, slots=True)
class StratumEdge:
    """The last ticket in and the first out: whoever recomputes the two has checked the cut."""

    name: str
    pool: int
    k: int
    last_in: str
    last_in_name: str
    first_out: str
    first_out_name: str


@dataclass(frozen=True, slots=True)
class RecusalLine:
    inspector: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class RedrawLine:
    """A recorded change after the draw: what went out, what came in, on whose word."""

    at: datetime
    kind: str
    went_out: str
    came_in: str
    reason: str
    evidence: str
    approved_by: str
    digits: tuple[DigitSlot, ...]


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """Everything about one draw: the one argument of its minutes, confirmation and filing.

    ``period`` says what was drawn: the quarter or, of a ``campaign``, its quarter and name.
    """

    draw_id: str
    office: str
    enforcement_unit: str
    filing_receiver: str
    period: str
    scheme: str
    meeting: Meeting
    frozen_at: datetime
    drawn_at: datetime
    program: str
    target_count: int
    inspector_count: int
    squad_count: int
    team_mode: str
    cap: int
    caps_plus: int
    document_sha256: str
    previous_head: str
    commitment: str
    final_head: str
    deadline: date | None
    quotas: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    recusals: tuple[RecusalLine, ...]
    slots: tuple[DigitSlot, ...]
    edges: tuple[StratumEdge, ...]
    targets: tuple[DrawnTarget, ...]
    redraws: tuple[RedrawLine, ...]
    remarks: tuple[str, ...]
    campaign: CampaignFacts | None = None

    @property
    def heading(self) -> str:
        """What was drawn, as titles say it: 「2026年第四季度“双随机”抽查」; a campaign whose name
        says 抽查 does not say it twice."""
        return f"{self.period}“双随机”{'' if self.period.endswith('抽查') else '抽查'}"

    @property
    def standing(self) -> tuple[DrawnTarget, ...]:
        """Return the objects that are to be inspected: drawn or redrawn, and not void."""
        return tuple(target for target in self.targets if not target.void)
