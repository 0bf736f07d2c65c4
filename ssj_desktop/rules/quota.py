"""应抽: how many objects of each category a quarter's draw takes, in exact arithmetic.

An exclusion shrinks the pool, never the base of a ratio (LC-5); every division is rounded up
(requirements 7.1); the fewest-visited are drawn first (7.2).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from ssj_desktop.errors import DeskError
from ssj_desktop.rules.census import Heads, Subject
from ssj_desktop.rules.classification import classify
from ssj_desktop.rules.period import SPAN_WORDS, Quarter
from ssj_desktop.rules.scheme import Category, Quota, Scheme

_HEAD_WORDS = {"inspectors": "执法人员数", "squads": "执法分队数"}


@dataclass(frozen=True, slots=True)
class Raise:
    """More than the scheme's least: ``number`` objects in the rule's own period, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Layer:
    """The sites of a category with equally many visits this year, and how many of them go."""

    visits: int
    codes: tuple[str, ...]
    k: int


@dataclass(frozen=True, slots=True)
class CategoryQuota:
    """What one quarter's draw takes from one category.

    ``least`` is the scheme's number for the rule's own period, ``quota`` this quarter's share of
    it, ``planned`` what will be drawn: never less, except that a pool too small is taken whole
    (``short`` says how many are wanting). The pool, which ``layers`` hold, are the members less
    the ``excluded`` and those ``visited`` in the rule's period already: within it nobody is drawn
    twice (requirements 0 and 7.7). ``covered`` members were visited at least once this year.
    """

    category: Category
    members: tuple[str, ...]
    excluded: tuple[str, ...]
    visited: int
    covered: int
    formula: str
    least: int
    quota: int
    planned: int
    raised: Raise | None
    short: int
    layers: tuple[Layer, ...]


def quotas(
    subjects: Sequence[Subject],
    heads: Heads,
    scheme: Scheme,
    quarter: Quarter,
    raises: Mapping[str, Raise],
) -> list[CategoryQuota]:
    """Return every category's quota in the scheme's order.

    A raise only ever raises; whether it is lawful is what :func:`raise_faults` says.
    """
    members: dict[str, list[Subject]] = {category.key: [] for category in scheme.categories}
    for subject in subjects:
        if classified := classify(subject, scheme, quarter):
            members[classified.key].append(subject)
    done = _done(subjects, quarter, scheme)
    return [
        _category_quota(
            category,
            members[category.key],
            required(category.quota, len(members[category.key]), heads, scheme),
            done[category.key],
            quarter,
            raises.get(category.key),
        )
        for category in scheme.categories
    ]


def raise_faults(
    found: Sequence[CategoryQuota], raises: Mapping[str, Raise]
) -> tuple[DeskError, ...]:
    """Return what is wrong with the raises (LC-9): one below the scheme's least, one without a
    reason, or one for a category that the scheme does not have."""
    parts = {part.category.key: part for part in found}
    faults = []
    for key, raised in raises.items():
        if key not in parts:
            hint = "请按方案的类别填写。"
            faults.append(DeskError(f"方案里没有类别“{key}”，不能调高。", hint))
        elif fault := _raise_fault(parts[key], raised):
            faults.append(fault)
    return tuple(faults)


def required(quota: Quota, base: int, heads: Heads, scheme: Scheme) -> tuple[int, str]:
    """Return the least number in the rule's own period, and the arithmetic in words."""
    if quota.basis == "targets":
        exact = base * (quota.rate or Fraction())
        return ceil(exact), f"{base} 家 × {percent(quota.rate or Fraction())}{_rounded(exact)}"
    if quota.basis == "number":
        return quota.number or 0, f"{quota.number} 家"
    per = quota.per or 0
    if quota.basis == "squads":
        return heads.squads * per, f"{heads.squads} 个分队 × {per} = {heads.squads * per} 家"
    count = heads.count(scheme.head_count.establishments, scheme.head_count.qualified)
    return count * per, f"{count} 人 × {per} = {count * per} 家"


def rule_words(quota: Quota) -> str:
    """Return a rule as the office says it: 「每季度对象数的 25%，年度全覆盖」."""
    if quota.basis == "targets":
        measure = f"对象数的 {percent(quota.rate or Fraction())}"
    elif quota.basis == "number":
        measure = f"{quota.number} 家"
    else:
        measure = f"{_HEAD_WORDS[quota.basis]} × {quota.per} 家"
    covered = "，年度全覆盖" if quota.coverage == "hard" else ""
    return f"{SPAN_WORDS[quota.period]}{measure}{covered}"


def percent(rate: Fraction) -> str:
    """Return a rate as papers write it: 「25%」, 「12.5%」."""
    return f"{_decimal(rate * 100)}%"


def _rounded(exact: Fraction) -> str:
    whole = ceil(exact)
    return f" = {whole} 家" if exact == whole else f" = {_decimal(exact)} → {whole} 家"


def _decimal(exact: Fraction) -> str:
    """Write out a fraction in full; rates are percentages, so its decimals end."""
    return f"{Decimal(exact.numerator) / exact.denominator:f}"


def _done(subjects: Sequence[Subject], quarter: Quarter, scheme: Scheme) -> Counter[str]:
    """Count this period's earlier visits by the category they were drawn under."""
    spans = {category.key: category.quota.period for category in scheme.categories}
    return Counter(
        visit.category
        for subject in subjects
        for visit in subject.visits
        if visit.category in spans and quarter.within(visit.on, spans[visit.category])
    )


def _category_quota(
    category: Category,
    members: Sequence[Subject],
    least: tuple[int, str],
    done: int,
    quarter: Quarter,
    raised: Raise | None,
) -> CategoryQuota:
    number, formula = least
    present = [subject for subject in members if not subject.excluded]
    # Who is gone can't be covered; the ratio is still taken of all members.
    unvisited = _count_unvisited(present, quarter)
    pool = [subject for subject in present if not _visited(subject, category.quota, quarter)]
    quota, words = _share(category.quota, number, done, unvisited, quarter)
    wanted = max(quota, _spread(raised.number - done, category.quota, quarter) if raised else 0)
    planned = min(wanted, len(pool))
    return CategoryQuota(
        category=category,
        members=tuple(subject.code for subject in members),
        excluded=tuple(subject.code for subject in members if subject.excluded),
        visited=len(present) - len(pool),
        covered=len(members) - _count_unvisited(members, quarter),
        formula=formula + words,
        least=number,
        quota=quota,
        planned=planned,
        raised=raised,
        short=wanted - planned,
        layers=_layers(pool, planned, quarter),
    )


def _count_unvisited(subjects: Sequence[Subject], quarter: Quarter) -> int:
    return sum(not subject.visits_in_year(quarter.year) for subject in subjects)


def _visited(subject: Subject, quota: Quota, quarter: Quarter) -> bool:
    return any(quarter.within(visit.on, quota.period) for visit in subject.visits)


def _share(
    quota: Quota, number: int, done: int, unvisited: int, quarter: Quarter
) -> tuple[int, str]:
    """Return this quarter's share of ``number`` (of the rule's period), and why in words.

    What is left of the period is spread evenly over its remaining quarters, rounded up
    (7.4: 7 → 2,2,2,1; 7.7: 90 → 23,23,22,22). Where everything must be visited within the
    year, a period of a year counts what is still unvisited, and the fourth quarter takes it all.
    """
    hard = quota.coverage == "hard"
    left = unvisited if hard and quota.period == "year" else max(number - done, 0)
    share = _spread(left, quota, quarter)
    words = ""
    if quota.period != "quarter":
        quarters = quarter.quarters_left(quota.period)
        words = f"；{SPAN_WORDS[quota.period]}尚余 {left} 家 ÷ {quarters} 个季度 → {share} 家"
    elif done:
        words = f"；本季度已抽查 {done} 家 → {share} 家"
    if hard and quarter.number == 4 and unvisited > share:
        return unvisited, f"{words}；年度全覆盖尚余 {unvisited} 家，本季全部列入"
    return share, words


def _spread(left: int, quota: Quota, quarter: Quarter) -> int:
    return ceil(Fraction(max(left, 0), quarter.quarters_left(quota.period)))


def _raise_fault(part: CategoryQuota, raised: Raise) -> DeskError | None:
    name, span = part.category.name, SPAN_WORDS[part.category.quota.period]
    if raised.number < part.least:
        return DeskError(
            f"{name}{span}计划抽 {raised.number} 家，低于方案的最低数 {part.least} 家"
            f"（{part.category.clause}）。",
            f"请改为不少于 {part.least} 家。",
        )
    if not raised.reason.strip():
        return DeskError(f"{name}调高了抽查数，没有写理由。", "请写明调高的理由。")
    return None


def _layers(pool: Sequence[Subject], planned: int, quarter: Quarter) -> tuple[Layer, ...]:
    groups: dict[int, list[str]] = {}
    for subject in pool:
        groups.setdefault(subject.visits_in_year(quarter.year), []).append(subject.code)
    layers, left = [], planned
    for visits in sorted(groups):
        k = min(left, len(groups[visits]))
        layers.append(Layer(visits, tuple(sorted(groups[visits])), k))
        left -= k
    return tuple(layers)
