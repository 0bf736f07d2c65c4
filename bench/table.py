"""The bench's table: each figure beside its floor or rival, measured in the same run."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what took us ``seconds``, and how long ``other`` took."""

    name: str
    seconds: float
    other: str
    other_seconds: float

    @property
    def ratio(self) -> float:
        """How many times as long as the other we took."""
        return self.seconds / self.other_seconds


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Run ``work`` once; return the seconds it took and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def markdown(rows: Sequence[Row]) -> str:
    """Return ``rows`` as a Markdown table."""
    lines = ["| 做什么 | 秒 | 对照 | 秒 | 倍数 |", "|---|--:|---|--:|--:|"]
    lines += [
        f"| {row.name} | {row.seconds:.3f} | {row.other} | {row.other_seconds:.3f} "
        f"| {row.ratio:.2g} |"
        for row in rows
    ]
    return "\n".join(lines)
