"""专项抽查: a draw beside the quarter's plan, of whom its own scope names (LC-2, BD-11, EZ-7)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from ssj_desktop.rules.census import Subject
from ssj_desktop.rules.classification import classify
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import Layer, layers_of
from ssj_desktop.rules.quota_words import percent, rounded
from ssj_desktop.rules.scheme import Scheme

# The kinds of 抽查计划 (EZ-7) besides 日常监督管理, which is the quarter's own; 内部联合: BD-14.
CampaignKind = Literal["监督执法", "专项", "部门联合", "内部联合"]

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)[%％]")
_WHOLE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Scope:
    """定向: whom a campaign is about; each part that names something must be met by one of what
    it names. ``categories`` are keys of the scheme. With no part at all it is 不定向 (BD-11)."""

    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def covers(self, subject: Subject, scheme: Scheme, quarter: Quarter) -> bool:
        """Return whether the campaign is about a site."""
        if self.kinds and subject.kind not in self.kinds:
            return False
        if self.tags and not subject.tags.intersection(self.tags):
            return False
        if not self.categories:
            return True
        found = classify(subject, scheme, quarter)
        return found is not None and found.key in self.categories


@dataclass(frozen=True, slots=True)
class Amount:
    """How many are drawn: a ``rate`` of whom the scope names, rounded up, or a ``number``."""

    rate: Fraction | None = None
    number: int = 0

    @property
    def words(self) -> str:
        return f"{self.number} 家" if self.rate is None else f"范围内对象的 {percent(self.rate)}"

    def of(self, base: int) -> int:
        """Return how many of ``base`` objects that is."""
        return self.number if self.rate is None else ceil(base * self.rate)

    def formula(self, base: int) -> str:
        """Return the arithmetic in words: 「26 家 × 10% = 2.6 → 3 家」."""
        if self.rate is None:
            return self.words
        return f"{base} 家 × {percent(self.rate)}{rounded(base * self.rate, self.of(base))}"


def amount_of(text: str) -> Amount | None:
    """Read 「12」, 「12 家」 or 「20%」; None for anything else, for nothing, and past 100 %."""
    said = "".join(text.split()).removesuffix("家")
    if _WHOLE.fullmatch(said):
        return Amount(number=int(said)) if int(said) else None
    if found := _PERCENT.fullmatch(said):
        rate = Fraction(found[1]) / 100
        return Amount(rate=rate) if 0 < rate <= 1 else None
    return None


@dataclass(frozen=True, slots=True)
class CampaignQuota:
    """What a campaign draws: ``wanted`` of its ``members``, less the ``excluded`` who can't be.

    ``layers`` hold whom it can draw, the fewest-visited of the year first; ``planned`` is less
    than ``wanted`` only where they are fewer. Who is on another list of the quarter is not left
    out: both are done in one visit (LC-7).
    """

    members: tuple[str, ...]
    excluded: tuple[str, ...]
    visited: int
    wanted: int
    planned: int
    formula: str
    layers: tuple[Layer, ...]


def campaign_quota(
    subjects: Sequence[Subject], scope: Scope, amount: Amount, scheme: Scheme, quarter: Quarter
) -> CampaignQuota:
    """Return what a campaign draws in ``quarter``; an exclusion shrinks the pool alone (LC-5)."""
    members = [site for site in subjects if scope.covers(site, scheme, quarter)]
    pool = [site for site in members if not site.excluded]
    wanted = amount.of(len(members))
    planned = min(wanted, len(pool))
    return CampaignQuota(
        members=tuple(site.code for site in members),
        excluded=tuple(site.code for site in members if site.excluded),
        visited=sum(bool(site.visits_in_year(quarter.year)) for site in members),
        wanted=wanted,
        planned=planned,
        formula=amount.formula(len(members)),
        layers=layers_of(pool, planned, quarter),
    )
