"""What a day of the calendar is called and is, in words."""

from datetime import date

from ssj_desktop.facts.calendar import DayFacts

_WEEK = "一二三四五六日"


def day_title(day: date) -> str:
    """Return 「2026 年 2 月 14 日 星期六」."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日 星期{_WEEK[day.weekday()]}"


def day_state(one: DayFacts) -> str:
    """Return what the day is, and for which holiday: 「补班上班（春节）」."""
    return f"{one.kind.value}（{one.name}）" if one.name else one.kind.value


def day_words(one: DayFacts, today: date) -> str:
    """Return all of it in one line."""
    now = "，今天" if one.day == today else ""
    return f"{day_title(one.day)}，{day_state(one)}{now}"
