"""期限: what a scheme wants done by when, as data; ``deadlines.due_on`` computes the day."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from ssj_desktop.rules.part import Line, Name, Part

Event = Literal[
    "year_start", "quarter_start", "dispatch", "visit", "task_done", "finding", "disclosure"
]
Counting = Literal[
    "inclusive", "calendar", "workdays", "same_day", "period_end", "month_day", "last_month_day"
]

# What each counting is told beside the event.
_TOLD: dict[Counting, set[str]] = {
    "inclusive": {"days"},
    "calendar": {"days"},
    "workdays": {"days"},
    "same_day": set(),
    "period_end": set(),
    "month_day": {"month", "day"},
    "last_month_day": {"day"},
}
# Two countings look at the calendar, so the event must be the beginning of a year or quarter.
_BEGINS: dict[Counting, Event] = {"month_day": "year_start", "last_month_day": "quarter_start"}
# From which events the program can count what it knows by name; "other" is only told.
_STARTS: dict[str, set[Event]] = {
    "plan": {"year_start"},
    "items": {"year_start"},
    "roster": {"quarter_start"},
    "draw": {"quarter_start"},
    "filing": {"quarter_start"},
    "inspection": {"dispatch"},
    "entry": {"visit"},
    "disclosure": {"visit", "task_done", "finding", "quarter_start"},
    "recheck": {"disclosure"},
    "quarter_report": {"quarter_start"},
    "year_report": {"year_start"},
    "other": {"year_start", "quarter_start"},
}


class Deadline(Part):
    """``days`` counted by ``counting`` from ``event``, or a fixed day of the calendar.

    inclusive: the event's day is day 1 (LC-21); calendar: the day after is (TJ-11); workdays:
    working days from the day after (BD-17); same_day: the event's own day (EZ-15); period_end:
    the last day of the event's quarter; month_day: ``month`` and ``day`` of the year (WL-7);
    last_month_day: ``day`` of the quarter's last month (EZ-19).

    ``event`` task_done is the day on which a task's inspection is over (WL-8, EZ-16), finding the
    day on which its result is determined (BD-17).
    """

    key: Literal[
        "plan", "items", "roster", "draw", "filing", "inspection", "entry", "disclosure",
        "recheck", "quarter_report", "year_report", "other",
    ]  # fmt: skip
    name: Name
    clause: Line
    event: Event
    counting: Counting
    days: int = Field(default=0, ge=0, le=3660)
    month: int = Field(default=0, ge=0, le=12)
    day: int = Field(default=0, ge=0, le=31)

    @model_validator(mode="after")
    def _countable(self) -> Self:
        told = {name for name in ("days", "month", "day") if getattr(self, name)}
        wanted = _TOLD[self.counting]
        if told != wanted:
            words = "、".join(sorted(wanted)) or "不写 days、month、day"
            raise ValueError(f'counting = "{self.counting}" 需要且只需要 {words}')
        begins = _BEGINS.get(self.counting, self.event)
        if self.event != begins:
            raise ValueError(f'counting = "{self.counting}" 要配 event = "{begins}"')
        if self.event not in _STARTS[self.key]:
            events = "、".join(sorted(_STARTS[self.key]))
            raise ValueError(f'key = "{self.key}" 的 event 可以是 {events}')
        if self.counting == "last_month_day" and self.day > 30:
            raise ValueError("6 月和 9 月没有 31 日")
        if self.counting == "month_day":
            self._require_real_day()
        return self

    def _require_real_day(self) -> None:
        try:
            date(2001, self.month, self.day)  # no leap year: a deadline comes every year
        except ValueError as error:
            raise ValueError(f"没有 {self.month} 月 {self.day} 日，或者不是每年都有") from error
