"""年度抽查计划: a year by category and quarter, and whether the people suffice for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from ssj_desktop.facts.plan import Obstacle
from ssj_desktop.facts.quota import Exclusion, QuarterDeadline
from ssj_desktop.rules.load import Strain
from ssj_desktop.rules.period import Quarter

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")

# 未摇号: the quarter is over, and nothing was drawn or approved for it.
YearState = Literal["已摇号", "已批准", "预计", "未摇号"]


@dataclass(frozen=True, slots=True)
class YearQuarter:
    """One category in one quarter.

    ``drawn`` counts what stands on the list, ``entered`` the visits entered later (补录); ``base``,
    ``quota`` and ``planned`` are as a quarter's plan has them.
    """

    quarter: Quarter
    state: YearState
    base: int
    quota: int
    planned: int
    drawn: int = 0
    entered: int = 0

    @property
    def visits(self) -> int:
        """家次: what was drawn, or is going to be."""
        return (self.drawn if self.state == "已摇号" else self.planned) + self.entered


@dataclass(frozen=True, slots=True)
class YearRaise:
    """More than the scheme's ``least``: ``number`` in ``span``, the rule's own period, in these
    quarters (1 to 4). ``office_set``: the scheme leaves the number to the office."""

    quarters: tuple[int, ...]
    span: str
    least: int
    number: int
    reason: str
    office_set: bool = False

    @property
    def words(self) -> str:
        """Say what is planned instead of the least, when and why."""
        when = "全年" if len(self.quarters) == 4 else quarter_names(self.quarters)
        if self.office_set:
            what = f"方案未定家数，本单位定为{self.span} {self.number} 家"
        else:
            what = f"{self.span}最低 {self.least} 家，调高到 {self.number} 家"
        return f"{what}（{when}）。理由：{self.reason.rstrip('。；，')}。"


@dataclass(frozen=True, slots=True)
class YearRaising:
    """What a category can be raised to in ``quarters`` (1 to 4), those that are still open.

    ``number`` in ``span``, the rule's own period, is more than ``least`` and, where the scheme has
    a top, not more than ``most``; of the open quarters these are the narrowest, as ``base`` is.
    ``raised_to`` and ``raise_reason`` are what all of their drafts say, None and "" where they
    differ or say nothing; ``any_raised``: at least one is raised.
    """

    key: str
    name: str
    clause: str
    span: str
    base: int
    least: int
    most: int | None
    office_set: bool
    quarters: tuple[int, ...]
    raised_to: int | None
    raise_reason: str
    any_raised: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """One category of the year.

    ``base`` is what the ratio is taken of today (it counts the ``excluded``), ``pool`` who can be
    drawn at all, ``visited`` how many of the pool were visited this year, ``covered`` how many of
    it will have been by its end. ``least`` is the scheme's least number of visits (家次) in the
    year, ``formula`` how it comes about. ``coverage``: what the scheme wants of it. ``item`` and
    ``department`` are those of the scheme's own list of items, "" where it has none (WL-12).
    """

    key: str
    name: str
    clause: str
    rule: str
    formula: str
    span: str
    method: str
    coverage: Literal["hard", "soft", "none"]
    base: int
    excluded: int
    pool: int
    visited: int
    covered: int
    least: int
    quarters: tuple[YearQuarter, ...]
    raises: tuple[YearRaise, ...]
    notes: tuple[str, ...]
    item: str = ""
    department: str = ""

    @property
    def visits(self) -> int:
        """家次 of the whole year."""
        return sum(one.visits for one in self.quarters)


@dataclass(frozen=True, slots=True)
class YearCampaign:
    """An approved campaign of the year (EZ-7): ``visits`` is whom it drew or is going to draw,
    ``crew`` who goes along, "" for nobody."""

    quarter: Quarter
    kind: str
    name: str
    document: str
    scope: str
    amount: str
    base: int
    visits: int
    drawn: bool
    items: str
    crew: str


@dataclass(frozen=True, slots=True)
class SquadLoad:
    """A squad's people, and the visits that fall to it where each crew is as likely as any."""

    name: str
    people: int
    visits: Fraction


@dataclass(frozen=True, slots=True)
class YearLoad:
    """What the visits that are still to be made ask of the people.

    ``crews``: what is drawn for a visit (``crew``: 人, 组 or 分队), ``each`` of them to each visit.
    ``workdays`` are those left, None where the calendar ends before the year does.
    """

    people: int
    crews: int
    crew: str
    each: int
    visits: int
    workdays: int | None
    strain: Strain
    squads: tuple[SquadLoad, ...]

    @property
    def a_person(self) -> Fraction | None:
        """Visits that fall to each person, None where there is nobody."""
        return Fraction(self.visits * self.each, self.crews) if self.crews else None

    @property
    def a_day(self) -> Fraction | None:
        """Visits a person and working day, None where nobody knows."""
        if self.a_person is None or not self.workdays:
            return None
        return self.a_person / self.workdays

    @property
    def words(self) -> str:
        """Say it whole: how many visits, how many people, what falls to each."""
        if not self.visits:
            return "已经没有待查的对象。"
        todo = f"还要检查 {self.visits} 家次"
        if self.a_person is None:
            return f"{todo}，没有可派的执法人员。"
        said = f"{todo}，可派 {self.people} 人，平均每人 {decimal(self.a_person, 1)} 家次"
        if self.workdays is None:
            return f"{said}；放假安排还没有公布到年末，算不出每个工作日多少。"
        if self.a_day is None:
            return f"{said}；本年已经没有工作日。"
        day = decimal(self.a_day, 2)
        return f"{said}；到年末有 {self.workdays} 个工作日，每人每个工作日 {day} 家次。"


@dataclass(frozen=True, slots=True)
class YearApproval:
    """The ``number``-th (1, 2, …) approval of a year's plan; from 2 on with its ``reason``."""

    number: int
    at: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year's plan as its papers print it: approved, or a draft where ``approval`` is None.

    ``campaigns`` come beside the categories; their visits are no part of ``visits``.
    ``states``: where each of the four quarters stands. ``joint``: how many of the visits must be
    joint ones (BD-14), None where the scheme asks for none. ``entered``: visits entered later.
    """

    year: int
    office: str
    unit: str
    scheme: str
    program: str
    counted_at: datetime
    states: tuple[YearState, ...]
    lines: tuple[YearLine, ...]
    joint: int | None
    entered: int
    load: YearLoad
    exclusions: tuple[Exclusion, ...]
    deadlines: tuple[QuarterDeadline, ...]
    approval: YearApproval | None
    campaigns: tuple[YearCampaign, ...] = ()

    @property
    def joint_planned(self) -> int:
        """家次 of the year's 内部联合抽查."""
        return sum(one.visits for one in self.campaigns if one.kind == "内部联合")

    @property
    def visits(self) -> int:
        """家次 of the whole year."""
        return sum(line.visits for line in self.lines)

    @property
    def least(self) -> int:
        """The least that the scheme asks for."""
        return sum(line.least for line in self.lines)

    @property
    def title(self) -> str:
        return f"{self.year}年度抽查计划"


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Where a year's plan stands.

    ``draft`` is computed from the file as it is now, None before the office is set up;
    ``approved`` is what was approved last, ``approvals`` every approval in order, and
    ``changed_since`` says in words what has become different since the last. ``obstacles`` keep
    the draft from being approved; ``why_not_approve`` is empty where it can be. ``raising``: the
    categories that can be raised, none where no quarter of the year is open any more.
    """

    year: int
    draft: YearPlan | None
    approved: YearPlan | None
    approvals: tuple[YearApproval, ...]
    changed_since: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    why_not_approve: str
    raising: tuple[YearRaising, ...] = ()

    @property
    def printed(self) -> YearPlan | None:
        """Return what papers print: the approved plan while nothing differs, else the draft."""
        return self.draft if self.approved is None or self.changed_since else self.approved


def quarter_names(numbers: Iterable[int]) -> str:
    """Return the names of a year's quarters (1 to 4)."""
    return "、".join(QUARTERS[number - 1] for number in numbers)


def decimal(number: Fraction, places: int) -> str:
    """Return a fraction with so many decimals, halves rounded up."""
    scaled = int(number * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}}"
