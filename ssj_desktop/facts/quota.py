"""How many are to be drawn, why, and by when, as plans, minutes and filings print it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a category, fewest visits first; ``name`` is its stratum in the document."""

    name: str
    visits: int
    pool: int
    k: int


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One category of one period.

    ``base`` is what the ratio is taken of (it counts the excluded), ``visited`` how many of them
    were visited this year, ``pool`` what can be drawn, ``quota`` the least the scheme allows,
    ``planned`` what will be drawn (never less), ``formula`` the arithmetic in words, e.g.
    「13 家 × 25% = 3.25 → 4 家」. ``least`` is the scheme's number in ``span``, the rule's own
    period (「每季度」, 「全年」); ``raised_to`` is what the office plans there instead, None where
    it raises nothing, and ``raise_reason`` why. ``most`` is the scheme's top in ``span``, None
    where it sets none; ``office_set`` says that the scheme leaves the number to the office, so that
    ``least`` is 0 and a raise is simply what the office sets. ``method``: how they are inspected.

    Approved plans and draws are stored as these lines: what is added needs a default.
    """

    key: str
    name: str
    clause: str
    rule: str
    formula: str
    base: int
    visited: int
    pool: int
    span: str
    least: int
    quota: int
    planned: int
    raised_to: int | None
    raise_reason: str
    notes: tuple[str, ...]
    layers: tuple[Layer, ...]
    most: int | None = None
    office_set: bool = False
    method: str = "现场检查"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A site that is counted in the base but cannot be drawn, with its ground.

    ``by`` and ``on``: who has confirmed it and when, "" and None for what the roster itself says.
    They tell nothing new of an exclusion that is the same otherwise, so they are not compared.
    """

    code: str
    name: str
    category: str
    reason: str
    evidence: str
    by: str = field(default="", compare=False)
    on: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class QuarterDeadline:
    """What a quarter must see done: ``due`` is the last day, ``act_by`` the last working day.

    Each is None where the holiday table ends: no guess.
    """

    name: str
    clause: str
    due: date | None
    act_by: date | None
