"""What the rules look at: the roster of one day, reduced to what schemes ask of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    """Kinds of dated facts; the value is the word the office uses."""

    PENALTY = "行政处罚"
    RED_CARD = "红牌"
    BLACK_CARD = "黑牌"
    COMPLAINT = "举报查实"
    SUPERVISED = "挂牌督办"
    UNRECTIFIED = "整改未到位"


# Gone for good, so never drawn; 停产 and 在建 are found on site and stay in the pool (LC-5).
EXCLUDING_STATUSES = ("注销", "迁出", "拆除")


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something that happened to a site, and when it was settled."""

    kind: str
    on: date
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that counts: drawn and not voided, or entered later (补录)."""

    on: date
    category: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One site as a scheme sees it; ``excluded`` names the ground that keeps it from the pool."""

    code: str
    key_unit: bool = False
    positive_list: bool = False
    permit_class: str = ""
    tags: frozenset[str] = frozenset()
    facts: tuple[DatedFact, ...] = ()
    visits: tuple[PastVisit, ...] = ()
    excluded: str = ""

    def visits_in_year(self, year: int) -> int:
        """Return how often the site was visited in ``year``, whatever its category then."""
        return sum(visit.on.year == year for visit in self.visits)


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
