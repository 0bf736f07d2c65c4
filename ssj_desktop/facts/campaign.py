"""专项抽查: a draw of its own beside the quarter's plan, as pages, papers and lottery show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ssj_desktop.facts.quota import Exclusion, QuotaLine
from ssj_desktop.rules.period import Quarter


class CampaignState(StrEnum):
    """How far a campaign has come; the value is the word the screen shows."""

    DRAFT = "草稿"
    APPROVED = "已批准"
    FROZEN = "已冻结"
    DRAWN = "已摇号"
    CALLED_OFF = "已取消"


@dataclass(frozen=True, slots=True)
class Crew:
    """Who goes beside the office's own: one seat for each of ``departments`` (TJ-8), so many
    ``auxiliaries`` drawn (of ``specialty``, "" for any), and by name the ``chosen`` ones (WL-4)."""

    departments: tuple[str, ...] = ()
    auxiliaries: int = 0
    specialty: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return who goes along, "" for nobody."""
        kind = f"{self.specialty}专业" if self.specialty else ""
        each = "各派" if len(self.departments) > 1 else "派"
        told = [f"{'、'.join(self.departments)}{each} 1 人"] if self.departments else []
        told += [f"抽取{kind}辅助检查人员 {self.auxiliaries} 人"] if self.auxiliaries else []
        told += [f"挑选辅助检查人员{'、'.join(self.chosen)}"] if self.chosen else []
        return "；".join(told)


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """What a campaign is, in words: ``scope`` whom it is about (「不定向」 for all), ``amount`` how
    many, ``items`` the codes and names of what is checked, () for everything that always is.

    Draws are stored with it: what is added needs a default.
    """

    id: int
    quarter: Quarter
    kind: str
    name: str
    document: str
    scope: str
    amount: str
    items: tuple[tuple[str, str], ...]
    crew: Crew
    due: date | None

    @property
    def title(self) -> str:
        """What its papers call the draw: 「2026年第四季度加油站专项」."""
        return f"{self.quarter}{self.name}"

    @property
    def plan_title(self) -> str:
        """What its plan is called after the quarter: 「加油站专项抽查计划」."""
        return f"{self.name}{'计划' if self.name.endswith('抽查') else '抽查计划'}"


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign's plan as its paper prints it; a draft where ``approved_at`` is None."""

    campaign: CampaignFacts
    office: str
    scheme: str
    program: str
    counted_at: datetime
    line: QuotaLine
    exclusions: tuple[Exclusion, ...]
    deadline: date | None
    approved_at: datetime | None
    approved_by: str


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One line of a year's campaigns. ``draw_id`` is "" until it is frozen; ``drawn`` counts who
    stands on its list."""

    id: int
    quarter: Quarter
    kind: str
    name: str
    scope: str
    amount: str
    crew: str
    state: CampaignState
    draw_id: str
    drawn: int


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """All of one campaign: its form's ``texts`` by field, and what comes of them now.

    ``plan`` is None where it can't be counted (``why_not_approve`` says why); ``closed`` says why
    nothing can be changed any more, ``why_not_call_off`` why it can't be given up, each "" when it
    can.
    """

    row: CampaignRow
    texts: tuple[tuple[str, str], ...]
    plan: CampaignPlan | None
    approved: str
    closed: str
    why_not_approve: str
    why_not_call_off: str


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """What a campaign's form offers: the words that its fields can be filled with.

    ``items``: code and name; ``chosen``: the auxiliaries' names.
    """

    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    departments: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
