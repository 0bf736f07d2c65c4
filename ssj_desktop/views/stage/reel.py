"""The rolling: where the reel stands at a time. It shows what is drawn already, and draws nothing.

Each pick rolls past sites that could still be drawn, slows down, and ends on the one that was.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssj_desktop.settings import Tempo
from ssj_desktop.views.stage.scene import Entry

AROUND = 3  # names that are in sight beside the band, above and below, while it moves


@dataclass(frozen=True, slots=True)
class Pace:
    """Of one pick: seconds from its start to the next one's, of which it moves, past how many."""

    whole: float
    moving: float
    passed: int


PACES: Mapping[Tempo, Pace] = {
    "slow": Pace(2.4, 1.7, 18),
    "normal": Pace(1.0, 0.68, 9),
    "fast": Pace(0.35, 0.22, 4),
}
LINGER = 1.2  # seconds the last pick stays before the round's list


@dataclass(frozen=True, slots=True)
class Strip:
    """What rolls through for one pick: from ``names[start]`` in the band to ``names[end]``."""

    names: tuple[str, ...]
    start: int
    end: int

    def around(self, position: float) -> range:
        """Return the numbers of the names in sight."""
        middle = round(position)
        return range(max(middle - AROUND, 0), min(middle + AROUND + 1, len(self.names)))


def strip(eligible: Sequence[Entry], result: Entry, pick: int, pace: Pace) -> Strip:
    """Return a strip of eligible sites; the same one each time the same pick is shown."""
    chance = random.Random(f"{result.code} {pick}")
    others = [entry for entry in eligible if entry.code != result.code]
    before = _mixed(chance, others, result, AROUND + pace.passed)
    after = _mixed(chance, others, result, AROUND)
    names = [*before, result, *after]
    return Strip(tuple(entry.label for entry in names), AROUND, len(before))


def _mixed(
    chance: random.Random, others: Sequence[Entry], result: Entry, count: int
) -> list[Entry]:
    """Return as many sites, none beside itself where there is another, none the result's fellow."""
    mixed: list[Entry] = []
    while len(mixed) < count:
        mixed += chance.sample(others, min(len(others), count - len(mixed))) or [result]
    return mixed


def position(rolled: Strip, seconds: float, pace: Pace) -> float:
    """Return which name is in the band: fast first, then slower, and exactly the end at last."""
    left = 1 - min(max(seconds / pace.moving, 0.0), 1.0)
    return rolled.end - pace.passed * left**3
