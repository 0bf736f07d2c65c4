"""操作日志 as the office reads it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry: ``words`` says what was done (「导入名录」), ``detail`` to what and why.

    ``at`` is local time to the second; ``datetime.min`` where another program has spoilt it.
    """

    number: int
    at: datetime
    who: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class ChainState:
    """Whether the chain of ``count`` entries that ends in ``head`` holds.

    ``broken``: the number of the first entry that does not follow, None when all do.
    """

    count: int
    head: str
    broken: int | None
