"""A quarter's list and how it stands with its filing (备案)."""

from dataclasses import dataclass
from datetime import date

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.facts.quota import QuarterDeadline


@dataclass(frozen=True, slots=True)
class SentList:
    """One filing; ``holds``: the list has not changed since."""

    on: date
    receipt: str
    by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class FilingCard:
    """``sent``: the filings, the newest first; ``overdue``: for how many days it should
    have been sent and never was; ``why_none`` says why there is no list. ``campaign``: whose list
    it is, 0 for the quarter's plan; ``others``: id and name of the quarter's campaigns."""

    period: str
    drawn: DrawFacts | None
    deadline: QuarterDeadline | None
    overdue: int
    sent: tuple[SentList, ...]
    why_none: str
    campaign: int = 0
    others: tuple[tuple[int, str], ...] = ()

    @property
    def filed(self) -> bool:
        """Whether the list as it stands now has been sent."""
        return bool(self.sent) and self.sent[0].holds
