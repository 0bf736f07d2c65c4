"""The holiday table: which days the State Council's notices make free or worked."""

import csv
from datetime import date

from ssj_desktop import paths
from ssj_desktop.rules.workdays import WorkCalendar


def shipped() -> WorkCalendar:
    """Return the table that ships with the program (columns date, isOffDay, name)."""
    with (paths.resources() / "calendars" / "china.csv").open(encoding="utf-8") as file:
        return WorkCalendar.from_rows(
            (date.fromisoformat(row["date"]), row["isOffDay"] == "true")
            for row in csv.DictReader(file)
        )
