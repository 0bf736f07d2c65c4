"""应抽: how many objects of each category a quarter's draw takes, in exact arithmetic.

An exclusion shrinks the pool, never the base of a ratio (LC-5); every division is rounded up
(requirements 7.1); the fewest-visited are drawn first (7.2).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ssj_desktop.errors import DeskError
from ssj_desktop.rules.census import Heads, Subject
from ssj_desktop.rules.classification import classify
from ssj_desktop.rules.period import SPAN_WORDS, Quarter
from ssj_desktop.rules.quota_rule import Quota
from ssj_desktop.rules.quota_words import Bounds, bounds
from ssj_desktop.rules.scheme import Category, Scheme


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

    ``least`` and ``most`` (None: no top) are the scheme's numbers for the rule's own period,
    ``quota`` this quarter's share of the least, ``planned`` what will be drawn: never less, except
    that a pool too small is taken whole (``short`` says how many are wanting). The pool, which
    ``layers`` hold, are the members less the ``excluded`` and those ``visited`` in the rule's
    period already: within it nobody is drawn twice (requirements 0 and 7.7). ``covered`` members
    were visited at least once this year; ``uncovered`` of those who can be drawn will still not
    have been after this draw.
    """

    category: Category
    members: tuple[str, ...]
    excluded: tuple[str, ...]
    visited: int
    covered: int
    uncovered: int
    formula: str
    least: int
    most: int | None
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
    members = by_category(subjects, scheme, quarter)
    drawn = drawn_before(subjects, quarter, scheme)
    return quotas_of(members, drawn, heads, scheme, quarter, raises)


def by_category(
    subjects: Sequence[Subject], scheme: Scheme, quarter: Quarter
) -> dict[str, list[Subject]]:
    """Return who is in each category, by its key; whom the scheme does not cover is left out."""
    members: dict[str, list[Subject]] = {}
    for subject in subjects:
        if classified := classify(subject, scheme, quarter):
            members.setdefault(classified.key, []).append(subject)
    return members


def quotas_of(
    members: Mapping[str, Sequence[Subject]],
    drawn: Mapping[str, int],
    heads: Heads,
    scheme: Scheme,
    quarter: Quarter,
    raises: Mapping[str, Raise],
) -> list[CategoryQuota]:
    """Return every category's quota where ``members`` says who is in it, by its key.

    ``drawn`` is what :func:`drawn_before` counts; of a category that is not named, nobody.
    """
    found = []
    for category in scheme.categories:
        among = members.get(category.key, ())
        # A life is the object's own: who has left takes his visit along (武隆 row 19).
        once = sum(bool(subject.visits) for subject in among)
        found.append(
            _category_quota(
                category,
                among,
                bounds(category.quota, len(among), heads, scheme.head_count),
                once if category.quota.period == "once" else drawn.get(category.key, 0),
                quarter,
                raises.get(category.key),
            )
        )
    return found


def drawn_before(
    subjects: Sequence[Subject], quarter: Quarter, scheme: Scheme
) -> Mapping[str, int]:
    """Count the earlier visits in each category's own period by the category they were drawn under.

    A visit drawn under another scheme (the office changed it within the year) counts for none of
    this scheme's categories, even one of the same key: 鄂州's 特殊 are the good companies,
    陵川's the risky ones.
    """
    spans = {category.key: category.quota.period for category in scheme.categories}
    return Counter(
        visit.category
        for subject in subjects
        for visit in subject.visits
        if visit.category in spans
        and visit.scheme in ("", scheme.id)
        and quarter.within(visit.on, spans[visit.category])
    )


def raise_faults(
    found: Sequence[CategoryQuota], raises: Mapping[str, Raise]
) -> tuple[DeskError, ...]:
    """Return what is wrong with the raises (LC-9): one below the scheme's least or above its top
    (EZ-11), one without a reason, or one for a category that the scheme does not have."""
    parts = {part.category.key: part for part in found}
    faults = []
    for key, raised in raises.items():
        if key not in parts:
            hint = "请按方案的类别填写。"
            faults.append(DeskError(f"方案里没有类别“{key}”，不能调高。", hint))
        elif fault := _raise_fault(parts[key], raised):
            faults.append(fault)
    return tuple(faults)


def _category_quota(
    category: Category,
    members: Sequence[Subject],
    rule: Bounds,
    done: int,
    quarter: Quarter,
    raised: Raise | None,
) -> CategoryQuota:
    present = [subject for subject in members if not subject.excluded]
    # Who is gone can't be covered; the ratio is still taken of all members.
    unvisited = _count_unvisited(present, quarter)
    period = category.quota.period
    pool = [subject for subject in present if not subject.visited_within(quarter, period)]
    quota, words = _share(category.quota, rule.least, done, unvisited, quarter)
    wanted = max(quota, _spread(raised.number - done, category.quota, quarter) if raised else 0)
    planned = min(wanted, len(pool))
    layers = layers_of(pool, planned, quarter)
    return CategoryQuota(
        category=category,
        members=tuple(subject.code for subject in members),
        excluded=tuple(subject.code for subject in members if subject.excluded),
        visited=len(present) - len(pool),
        covered=len(members) - _count_unvisited(members, quarter),
        uncovered=unvisited - sum(layer.k for layer in layers if not layer.visits),
        formula=rule.formula + words,
        least=rule.least,
        most=rule.most,
        quota=quota,
        planned=planned,
        raised=raised,
        short=wanted - planned,
        layers=layers,
    )


def _count_unvisited(subjects: Sequence[Subject], quarter: Quarter) -> int:
    return sum(not subject.visits_in_year(quarter.year) for subject in subjects)


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
    if quota.basis == "office" and not hard:
        words = ""  # a number that nobody has set yet needs no sum
    elif quota.period != "quarter":
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
    planned = f"{name}{span}计划抽 {raised.number} 家"
    if raised.number < part.least:
        return DeskError(
            f"{planned}，低于方案的最低数 {part.least} 家（{part.category.clause}）。",
            f"请改为不少于 {part.least} 家。",
        )
    if part.most is not None and raised.number > part.most:
        return DeskError(
            f"{planned}，高于方案的上限 {part.most} 家（{part.category.clause}）。",
            f"请改为不多于 {part.most} 家。",
        )
    if not raised.reason.strip():
        return DeskError(f"{name}调高了抽查数，没有写理由。", "请写明调高的理由。")
    return None


def layers_of(pool: Sequence[Subject], planned: int, quarter: Quarter) -> tuple[Layer, ...]:
    """Return the pool by visits this year, and how many of each layer go: the fewest first."""
    groups: dict[int, list[str]] = {}
    for subject in pool:
        groups.setdefault(subject.visits_in_year(quarter.year), []).append(subject.code)
    layers, left = [], planned
    for visits in sorted(groups):
        k = min(left, len(groups[visits]))
        layers.append(Layer(visits, tuple(sorted(groups[visits])), k))
        left -= k
    return tuple(layers)
