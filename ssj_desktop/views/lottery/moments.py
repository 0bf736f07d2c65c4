"""Times as people type them."""

import re
from datetime import datetime

HINT = "请写成 2026-10-08 09:00 这样的时间。"

_MOMENT = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D+(\d{1,2})\D(\d{1,2})\D?")


def moment_of(text: str) -> datetime | None:
    """Return 2026-10-8 9:05 or 2026年10月8日9时05分 as a time, None for what is none."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        year, month, day, hour, minute = map(int, found.groups()) if found else (0, 0, 0, 0, 0)
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def written(moment: datetime) -> str:
    """Return a time as :func:`moment_of` reads it."""
    return f"{moment:%Y-%m-%d %H:%M}"
