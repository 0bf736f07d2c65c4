"""Calendar quarters, half-years and years."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

# "once": once in an object's life, which no calendar bounds (武隆 row 19).
Span = Literal["quarter", "half_year", "year", "once"]

SPAN_WORDS: dict[Span, str] = {
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "全年",
    "once": "项目周期内",
}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of a year; ``number`` is 1 to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"no quarter has the number {self.number}")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that ``day`` lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def span(self, span: Span) -> tuple["Quarter", "Quarter"]:
        """Return the first and last quarter of the quarter, half-year or year around this one.

        What comes once in a life is planned by the year.
        """
        if span == "quarter":
            return self, self
        if span in ("year", "once"):
            return Quarter(self.year, 1), Quarter(self.year, 4)
        first = 1 if self.number <= 2 else 3
        return Quarter(self.year, first), Quarter(self.year, first + 1)

    def quarters_left(self, span: Span) -> int:
        """Return how many quarters of the span remain, this one included."""
        return self.span(span)[1].number - self.number + 1

    def within(self, day: date, span: Span) -> bool:
        """Return whether ``day`` lies in the quarter, half-year or year around this one.

        Every day lies within what comes once in a life.
        """
        if span == "once":
            return True
        first, last = self.span(span)
        return first.first_day <= day <= last.last_day
