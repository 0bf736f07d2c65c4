"""Days and times as people type them."""

import re
from datetime import date, datetime

HINT = "请写成 2026-10-08 09:00 这样的时间。"
DAY_HINT = "请写成 2026-10-08 这样的日期。"

_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")

_MOMENT = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D+(\d{1,2})\D(\d{1,2})\D?")


def moment_of(text: str) -> datetime | None:
    """Return 2026-10-8 9:05 or 2026年10月8日9时05分 as a time, None for what is none."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        year, month, day, hour, minute = map(int, found.groups()) if found else (0, 0, 0, 0, 0)
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """Return 2026-10-8, 2026.10.8, 2026年10月8日 or 20261008 as a day, None for what is none."""
    text = text.strip()
    parts = _DAY.fullmatch(text)
    try:
        return date(*map(int, parts.groups())) if parts else date.fromisoformat(text)
    except ValueError:
        return None


def written(moment: datetime) -> str:
    """Return a time as :func:`moment_of` reads it."""
    return f"{moment:%Y-%m-%d %H:%M}"
