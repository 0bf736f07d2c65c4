"""What the rules look at: the roster of one day, reduced to what schemes ask of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, get_args

from ssj_desktop.rules.period import Quarter, Span

# The words a roster may use; what is imported is brought to these (tests hold them together).
TargetKind = Literal["排污单位", "水源地", "保护地", "建设项目", "服务机构"]
PermitWord = Literal["重点管理", "简化管理", "登记管理", "未纳入"]
Establishment = Literal["在编", "聘用", "下沉", "借调"]
# Of another department, for joint inspections (TJ-8): no scheme counts one as a head.
GUEST = "外单位"
# Gone for good, so never drawn; 停产 and 在建 are found on site and stay in the pool (LC-5).
Excluding = Literal["注销", "迁出", "拆除"]
EXCLUDING_STATUSES: tuple[str, ...] = get_args(Excluding)
# What a decision may keep from the pool for one year (EZ-17, N-11), and why one that has reached
# the yearly cap may stay in it.
INSPECTED_ABOVE, CAP_REACHED = "上级本年已查", "年度入企上限"
OTHER = "其他"
CAP_EXCEPTIONS = (
    *("投诉举报", "转办交办", "移送线索", "突发事件", "方案要求每季度必查"),
    OTHER,
)


class FactKind(StrEnum):
    """Kinds of dated facts; the value is the word the office uses."""

    PENALTY = "行政处罚"
    RED_CARD = "红牌"
    BLACK_CARD = "黑牌"
    COMPLAINT = "举报查实"
    SUPERVISED = "挂牌督办"
    UNRECTIFIED = "整改未到位"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something that happened to a site, when it was settled, and what proves it."""

    kind: str
    on: date
    resolved_on: date | None = None
    number: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that counts: drawn and not voided, or entered later (补录).

    ``category`` is a key of the scheme whose id is ``scheme``; "" where nobody knows which.
    """

    on: date
    category: str
    scheme: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """That somebody (``by``) has put a site into a category by hand, and why.

    ``category`` is a key of the scheme whose id is ``scheme``: under another one it says nothing.
    """

    category: str
    scheme: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Subject:
    """One site as a scheme sees it; ``excluded`` names the ground that keeps it from the pool."""

    code: str
    key_unit: bool = False
    positive_list: bool = False
    permit_class: str = ""
    kind: str = ""
    credit_grade: str = ""
    tags: frozenset[str] = frozenset()
    facts: tuple[DatedFact, ...] = ()
    visits: tuple[PastVisit, ...] = ()
    excluded: str = ""
    override: Override | None = None

    def visits_in_year(self, year: int) -> int:
        """Return how often the site was visited in ``year``, whatever its category then."""
        return sum(visit.on.year == year for visit in self.visits)

    def visited_within(self, quarter: Quarter, span: Span) -> bool:
        """Return whether it was visited in the quarter, half-year or year around, or ever."""
        return any(quarter.within(visit.on, span) for visit in self.visits)


@dataclass(frozen=True, slots=True)
class Heads:
    """The head counts of one day: by establishment (在编 …) and qualification, and the squads.

    ``people`` are inspectors on duty who are no auxiliaries.
    """

    people: tuple[tuple[str, bool], ...]
    squads: int

    def count(self, establishments: tuple[str, ...], qualified: bool) -> int:
        """Return how many have one of ``establishments`` and, if asked, may enforce."""
        return sum(
            establishment in establishments and (may_enforce or not qualified)
            for establishment, may_enforce in self.people
        )
