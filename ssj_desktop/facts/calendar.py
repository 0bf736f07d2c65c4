"""The holiday calendar: what its notices name, and what each day of a year is by them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

_FAR = timedelta(days=60)  # between two holidays that are called the same, of one year's two ends
_DAY = timedelta(days=1)


class DayKind(Enum):
    """What a day is; ``UNKNOWN`` where no notice of its year is imported and nobody set it."""

    WORKDAY = "工作日"
    WEEKEND = "周末"
    OFF = "放假"
    MADE_UP = "补班上班"
    UNKNOWN = "日历未导入"

    @property
    def free(self) -> bool:
        """Whether it is known that nobody works."""
        return self in (DayKind.WEEKEND, DayKind.OFF)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """What a notice or the office says of a day; ``source``: who says it, in words."""

    day: date
    off: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """A file of notices as it was read; ``years``: those it names whole, each with its notice."""

    file: str
    days: tuple[NamedDay, ...]
    years: tuple[int, ...]

    def notice_of(self, day: date) -> int:
        """Return the year whose notice names ``day``; New Year's may begin in December."""
        return day.year if day.year in self.years else day.year + 1


@dataclass(frozen=True, slots=True)
class TakenTable:
    """What an import took in: its ``years``, how many ``days``, and how many days of these years
    stay as the office has ``set_by_hand``."""

    years: tuple[int, ...]
    days: int
    set_by_hand: int


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day; ``name`` and ``source`` are "" where nobody names it.

    ``without_hand``: what it would be had the office not set it; None where it has not.
    """

    day: date
    kind: DayKind
    name: str
    source: str
    without_hand: DayKind | None

    @property
    def by_hand(self) -> bool:
        """Whether the office itself has set it."""
        return self.without_hand is not None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: its free days and the days worked for them, each in order."""

    name: str
    off: tuple[date, ...]
    worked: tuple[date, ...]
    by_hand: bool

    @property
    def words(self) -> str:
        """Say it as a notice does: 「2 月 15 日至 23 日放假 9 天，2 月 14 日、28 日上班」."""
        parts = []
        if self.off:
            parts.append(f"{_spoken(_runs(self.off))}放假 {len(self.off)} 天")
        if self.worked:
            parts.append(f"{_spoken((day, day) for day in self.worked)}上班")
        return "，".join(parts) + ("（手工）" if self.by_hand else "")


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year day by day; ``known``: whether its notice is there, ``source`` where it is from."""

    year: int
    known: bool
    source: str
    days: tuple[DayFacts, ...]

    def at(self, day: date) -> DayFacts:
        """Return a day of this year."""
        return self.days[day.timetuple().tm_yday - 1]

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        """The named days, grouped by what they are called, in the order of the first free one."""
        groups: list[list[DayFacts]] = []
        for one in self.days:
            if not one.source:
                continue
            for group in groups:
                last = group[-1]
                alike = (last.name, last.by_hand) == (one.name, one.by_hand)
                if alike and one.day - last.day < _FAR:
                    group.append(one)
                    break
            else:
                groups.append([one])
        return tuple(sorted(map(_holiday, groups), key=lambda one: (one.off or one.worked)[0]))


def _holiday(group: list[DayFacts]) -> Holiday:
    off = tuple(one.day for one in group if one.kind.free)
    worked = tuple(one.day for one in group if not one.kind.free)
    return Holiday(group[0].name, off, worked, group[0].by_hand)


def _runs(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Yield the first and last of each run of days that follow each other."""
    first = days[0]
    for day, following in pairwise(days):
        if following - day > _DAY:
            yield first, day
            first = following
    yield first, days[-1]


def _spoken(runs: Iterator[tuple[date, date]]) -> str:
    """Say runs of days, naming each month once as long as it stays the same."""
    said: list[str] = []
    month = 0
    for run in runs:
        ends = []
        for day in dict.fromkeys(run):
            ends.append(f"{day.day} 日" if day.month == month else f"{day.month} 月 {day.day} 日")
            month = day.month
        said.append("至 ".join(ends))
    return "、".join(said)
