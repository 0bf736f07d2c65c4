"""到期事项: what the office's scheme wants done, by when, and where it is done."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """``due``: the last day, None where the holiday table ends; ``act_by``: the last working day
    until then. ``left``: days until ``due``, below 0 once it is over. ``done``: None where the
    program does not know. ``about``: what it is about (which quarter, how many); ``place``: where
    in the window it is done, "" for nowhere.
    """

    name: str
    about: str
    clause: str
    due: date | None
    act_by: date | None
    left: int | None
    done: bool | None
    place: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """The duties of a day, what is due first on top; ``why_none`` says why there are none."""

    today: date
    rows: tuple[Duty, ...]
    why_none: str
