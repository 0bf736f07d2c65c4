"""A year's quotas quarter by quarter, from what the roster holds in each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from ssj_desktop.errors import DeskError
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
from ssj_desktop.rules.quota_rule import Quota
from ssj_desktop.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class QuarterCensus:
    """What is counted in one quarter.

    ``categories`` maps each code to its category's key where somebody has counted by category;
    None: the sites are classified by the scheme's criteria. The visits of the year's own draws
    are added as the year is gone through; ``subjects`` bring those of before. ``raises`` hold in
    this quarter. ``settled``: so many are drawn of each category, whatever the rules come to;
    none ({}) where the quarter's draws stand among the subjects' visits already.
    """

    subjects: tuple[Subject, ...]
    heads: Heads
    categories: Mapping[str, str] | None = None
    raises: Mapping[str, Raise] = field(default_factory=dict)
    settled: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class QuarterQuotas:
    """What one quarter's draw takes, the codes that we let it draw, and what is wrong with its
    raises."""

    quarter: Quarter
    lines: tuple[CategoryQuota, ...]
    drawn: tuple[str, ...]
    faults: tuple[DeskError, ...]


def plan_year(
    scheme: Scheme,
    year: int,
    censuses: Sequence[QuarterCensus],
    raises: Mapping[str, Raise],
) -> tuple[QuarterQuotas, ...]:
    """Return the year's quotas as :func:`project_year` does; a raise holds in every quarter.

    Raises:
        DeskError: a raise that may not be in one of the quarters (LC-9, EZ-11).
    """
    found = project_year(scheme, year, [replace(census, raises=raises) for census in censuses])
    for fault in (fault for quarter in found for fault in quarter.faults):
        raise fault
    return found


def project_year(
    scheme: Scheme, year: int, censuses: Sequence[QuarterCensus]
) -> tuple[QuarterQuotas, ...]:
    """Return the year's quotas; ``censuses`` are its quarters in order, from the first.

    Which objects a lottery will draw nobody knows; how many it draws does not depend on it as
    long as nobody leaves. Here the lowest codes of the fewest-visited layers are drawn.
    """
    return tuple(_quarters(scheme, year, censuses))


def _quarters(
    scheme: Scheme, year: int, censuses: Sequence[QuarterCensus]
) -> Iterator[QuarterQuotas]:
    visits: dict[str, tuple[PastVisit, ...]] = {}
    known: dict[str, Subject] = {}
    for number, census in enumerate(censuses, start=1):
        quarter = Quarter(year, number)
        subjects = [_with(subject, visits) for subject in census.subjects]
        # Who has left the roster was drawn all the same: his visit is part of the year's number.
        known |= {subject.code: subject for subject in census.subjects}
        drawn_yet = drawn_before([_with(it, visits) for it in known.values()], quarter, scheme)
        members = _members(subjects, census.categories, scheme, quarter)
        lines = quotas_of(members, drawn_yet, census.heads, scheme, quarter, census.raises)
        chosen = [(line.category.key, code) for line in lines for code in _drawn(line, census)]
        for key, code in chosen:
            visit = PastVisit(quarter.first_day, key, scheme.id)
            visits[code] = (*visits.get(code, ()), visit)
        codes = tuple(code for _, code in chosen)
        yield QuarterQuotas(quarter, tuple(lines), codes, raise_faults(lines, census.raises))


def spans_of(quota: Quota, leasts: Sequence[int]) -> Sequence[int]:
    """Return what a rule comes to in each of its own periods, from what it comes to quarter by
    quarter: a later count is the period's."""
    return {"quarter": leasts, "half_year": leasts[1::2]}.get(quota.period, leasts[-1:])


def least_of_year(quota: Quota, leasts: Sequence[int], coverable: int, earlier: int) -> int:
    """Return the least number of visits that a rule asks for in a year.

    7.6: 2 + 2 + 2 + 2 = 8; 11 a half-year = 22; 90 a year = 90. ``leasts``: what the rule came to
    quarter by quarter; ``coverable``: how many objects can be visited at all; ``earlier``: how
    many of them were in the years before, which only a life counts.
    """
    if quota.period == "once":
        return max(leasts[-1] - earlier, 0)
    if quota.coverage == "hard" and quota.period == "year":
        return coverable
    total = sum(spans_of(quota, leasts))
    return max(total, coverable) if quota.coverage == "hard" else total


def joint_least(scheme: Scheme, year: Sequence[QuarterQuotas]) -> int | None:
    """Return how many of a projected year's visits must be joint ones, as :func:`joint_part`."""
    return joint_part(scheme, sum(len(quarter.drawn) for quarter in year))


def joint_part(scheme: Scheme, visits: int) -> int | None:
    """Return how many of a year's visits must be 内部联合抽查 (BD-14), None where none need be.

    [D] The share is taken of all the visits that the year plans.
    """
    return None if scheme.joint_share is None else ceil(scheme.joint_share * visits)


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


def _drawn(line: CategoryQuota, census: QuarterCensus) -> list[str]:
    """Return the codes that we let a line draw: the lowest of the fewest-visited layers."""
    settled = census.settled
    count = line.planned if settled is None else settled.get(line.category.key, 0)
    return [code for layer in line.layers for code in layer.codes][:count]
