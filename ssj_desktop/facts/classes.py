"""分类: what a quarter's categories are, what has moved since they were confirmed, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ssj_desktop.facts.plan import Obstacle
from ssj_desktop.rules.period import Quarter

MoveKind = Literal["换类别", "新列入", "不再列入"]


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many sites a category has and had; ``before`` None: nothing was confirmed before."""

    name: str
    before: int | None
    now: int


@dataclass(frozen=True, slots=True)
class ClassMove:
    """A site in another category than the one confirmed; 「」 where it was or is in no roster."""

    kind: MoveKind
    code: str
    name: str
    before: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a confirmation says in words; stored as it is: what is added needs a default."""

    counts: tuple[ClassCount, ...] = ()
    moves: tuple[ClassMove, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A quarter's ``number``-th confirmation (1, 2, …); ``officers`` could be sent that day."""

    quarter: Quarter
    number: int
    at: datetime
    by: str
    officers: int


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """Where a quarter's categories stand.

    ``confirmed`` is the quarter's own last confirmation. While they are ``open``, ``told`` is what
    would be confirmed now, compared with ``since`` (None: nothing to compare with); else it is
    what was confirmed. ``officers`` can be sent today. ``obstacle``: what keeps them from being
    counted at all.
    """

    quarter: Quarter
    confirmed: Confirmation | None
    since: Confirmation | None
    is_open: bool
    told: Told
    officers: int
    obstacle: Obstacle | None
    why_not_confirm: str

    @property
    def title(self) -> str:
        return str(self.quarter)

    @property
    def moved(self) -> int:
        """Return how many known sites have changed their category: the plan waits for these."""
        return self.count_of("换类别")

    def count_of(self, kind: MoveKind) -> int:
        """Return how many moves are of this kind."""
        return sum(move.kind == kind for move in self.told.moves)
