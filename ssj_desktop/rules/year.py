"""A year's quotas quarter by quarter, from what the roster holds in each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ssj_desktop.rules.census import Heads, PastVisit, Subject
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import (
    CategoryQuota,
    Raise,
    by_category,
    drawn_before,
    quotas_of,
    raise_faults,
)
from ssj_desktop.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class QuarterCensus:
    """What is counted in one quarter.

    ``categories`` maps each code to its category's key where somebody has counted by category;
    None: the sites are classified by the scheme's criteria. The visits of the year's own draws
    are added by :func:`plan_year`; ``subjects`` bring those of before.
    """

    subjects: tuple[Subject, ...]
    heads: Heads
    categories: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class QuarterQuotas:
    """What one quarter's draw takes, and the codes that we let it draw."""

    quarter: Quarter
    lines: tuple[CategoryQuota, ...]
    drawn: tuple[str, ...]


def plan_year(
    scheme: Scheme,
    year: int,
    censuses: Sequence[QuarterCensus],
    raises: Mapping[str, Raise],
) -> tuple[QuarterQuotas, ...]:
    """Return the year's quotas; ``censuses`` are its quarters in order, from the first.

    Which objects a lottery will draw nobody knows; how many it draws does not depend on it as
    long as nobody leaves. Here the lowest codes of the fewest-visited layers are drawn. A raise
    holds in every quarter.

    Raises:
        DeskError: a raise that may not be in one of the quarters (LC-9, EZ-11).
    """
    visits: dict[str, tuple[PastVisit, ...]] = {}
    known: dict[str, Subject] = {}
    found = []
    for number, census in enumerate(censuses, start=1):
        quarter = Quarter(year, number)
        subjects = [_with(subject, visits) for subject in census.subjects]
        # Who has left the roster was drawn all the same: his visit is part of the year's number.
        known |= {subject.code: subject for subject in census.subjects}
        drawn_yet = drawn_before([_with(it, visits) for it in known.values()], quarter, scheme)
        members = _members(subjects, census.categories, scheme, quarter)
        lines = quotas_of(members, drawn_yet, census.heads, scheme, quarter, raises)
        if faults := raise_faults(lines, raises):
            raise faults[0]
        chosen = [(line.category.key, code) for line in lines for code in _lowest(line)]
        for key, code in chosen:
            visit = PastVisit(quarter.first_day, key, scheme.id)
            visits[code] = (*visits.get(code, ()), visit)
        found.append(QuarterQuotas(quarter, tuple(lines), tuple(code for _, code in chosen)))
    return tuple(found)


def joint_least(scheme: Scheme, year: Sequence[QuarterQuotas]) -> int | None:
    """Return how many of the year's visits must be 内部联合抽查 (BD-14), None where none need be.

    [D] The share is taken of all the visits that the year plans.
    """
    if scheme.joint_share is None:
        return None
    return ceil(scheme.joint_share * sum(len(quarter.drawn) for quarter in year))


def _with(subject: Subject, visits: Mapping[str, tuple[PastVisit, ...]]) -> Subject:
    """Return the subject with this year's draws added to the visits it has already."""
    added = visits.get(subject.code, ())
    return replace(subject, visits=(*subject.visits, *added)) if added else subject


def _members(
    subjects: Sequence[Subject],
    categories: Mapping[str, str] | None,
    scheme: Scheme,
    quarter: Quarter,
) -> dict[str, list[Subject]]:
    if categories is None:
        return by_category(subjects, scheme, quarter)
    members: dict[str, list[Subject]] = {}
    for subject in subjects:
        members.setdefault(categories[subject.code], []).append(subject)
    return members


def _lowest(line: CategoryQuota) -> list[str]:
    return [code for layer in line.layers for code in layer.codes[: layer.k]]
