"""Holiday tables: the one that ships, and those of later years as clerks get hold of them."""

import csv
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.calendar import HolidayTable, NamedDay
from ssj_desktop.intake import cells
from ssj_desktop.intake.delimited import read_rows
from ssj_desktop.intake.limits import MEGABYTE, Limits
from ssj_desktop.intake.opening import content_of
from ssj_desktop.rules.workdays import WorkCalendar

LEAST = 10  # free days that a year's notice names at the very least; a draft names fewer
SHIPPED = "随程序的放假安排"

_LIMITS = Limits(file_bytes=MEGABYTE, rows=5_000, columns=32)
_MOST_TOLD = 5
_JSON = (b"{", b"[")
_MARK = b"\xef\xbb\xbf"  # of UTF-8
_FORM = "三列：date（日期）、isOffDay（true 放假，false 上班）、name（节日名称）"
_HINT = f"请用 CSV 文件（{_FORM}）或同样内容的 JSON 文件。"
_WAIT = f"国务院办公厅的放假安排每年至少有 {LEAST} 天放假；请等公布以后用完整的表。"
_MEND = "请改正后重新导入；这一次什么也没有写入。"
_HEADINGS = {
    "date": ("date", "日期"),
    "isOffDay": ("isoffday", "是否放假", "放假"),
    "name": ("name", "名称", "节日", "节日名称"),
}
_OFF = ("true", "1", "是", "放假", "休", "休息")
_WORKED = ("false", "0", "否", "上班", "班", "补班")
_STATES = dict.fromkeys(_OFF, True) | dict.fromkeys(_WORKED, False)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line or entry as it stands in the file: ``where`` says which, for whoever mends it."""

    where: str
    texts: Mapping[str, str]


def shipped() -> WorkCalendar:
    """Return the table that ships with the program."""
    return _calendar(_shipped_file())


def shipped_days() -> tuple[NamedDay, ...]:
    """Return the days that the shipped table names (columns date, isOffDay, name)."""
    return _days(_shipped_file())


def _shipped_file() -> Path:
    return paths.resources() / "calendars" / "china.csv"


@lru_cache(maxsize=4)
def _calendar(file: Path) -> WorkCalendar:
    return WorkCalendar.from_rows((one.day, one.off) for one in _days(file))


@lru_cache(maxsize=4)
def _days(file: Path) -> tuple[NamedDay, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines)]
    return tuple(
        NamedDay(date.fromisoformat(row["date"]), row["isOffDay"] == "true", row["name"], SHIPPED)
        for row in rows
    )


def read(path: Path) -> HolidayTable:
    """Read the State Council's notice of a year, or of several, as CSV or JSON.

    Every day belongs to a year that the file names whole, or to the December before one.

    Raises:
        DeskError: it cannot be read; entries are wrong (the first few are named by line or entry
            and field) or contradict each other; a year is not whole.
    """
    content = content_of(path, _LIMITS)
    is_json = content.removeprefix(_MARK).lstrip().startswith(_JSON)
    try:
        entries = [*(_of_json(content) if is_json else _of_csv(content))]
    except DeskError as error:
        raise _refused(path.name, error.message) from error
    days, faults = _named(entries, path.name)
    if faults := faults or [*_contradictions(days)]:
        more = f"等 {len(faults)} 处" if len(faults) > _MOST_TOLD else ""
        raise _refused(path.name, f"{'；'.join(faults[:_MOST_TOLD])}{more}。", _MEND)
    once = {one.day: one for _, one in days}
    whole = _whole_years(once.values(), path.name)
    return HolidayTable(path.name, tuple(once[day] for day in sorted(once)), whole)


def _refused(file: str, why: str, hint: str = _HINT) -> DeskError:
    return DeskError(f"“{file}”不能导入：{why}", hint)


def _of_csv(content: bytes) -> Iterator[_Entry]:
    rows = [[str(cell).strip() for cell in row] for row in read_rows(content, _LIMITS)]
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None:
        raise DeskError("文件是空的。")
    headings = [cell.lower() for cell in rows[first]]
    places = {
        field: next((headings.index(word) for word in words if word in headings), -1)
        for field, words in _HEADINGS.items()
    }
    if missing := [f"“{field}”" for field, place in places.items() if place < 0]:
        raise DeskError(f"第 {first + 1} 行没有列名{'、'.join(missing)}。")
    for number, row in enumerate(rows[first + 1 :], first + 2):
        if any(row):
            texts = {field: row[place] for field, place in places.items()}
            yield _Entry(f"第 {number} 行", texts)


def _of_json(content: bytes) -> Iterator[_Entry]:
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DeskError("这不是完整的 JSON 文件，或者不是 UTF-8 编码。") from error
    entries = found.get("days") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise DeskError("JSON 里没有“days”这一列日期。")
    for number, entry in enumerate(entries, 1):
        values = entry if isinstance(entry, dict) else {}
        texts = {field: _text(values.get(field)) for field in _HEADINGS}
        yield _Entry(f"第 {number} 条", texts)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _named(entries: Iterable[_Entry], file: str) -> tuple[list[tuple[str, NamedDay]], list[str]]:
    """Return where each day stands, and in words what could not be read."""
    days, faults = [], []
    for entry in entries:
        texts = entry.texts
        day, off = _day(texts["date"]), _STATES.get(texts["isOffDay"].lower())
        if day is None:
            faults.append(f"{entry.where}的“date”写着“{texts['date']}”，不是日期")
        if off is None:
            said = f"写着“{texts['isOffDay']}”，看不出放假还是上班"
            faults.append(f"{entry.where}的“isOffDay”{said}")
        if day is not None and off is not None:
            days.append((entry.where, NamedDay(day, off, texts["name"], file)))
    return days, faults


def _day(text: str) -> date | None:
    try:
        return cells.day(text)
    except cells.CellError:
        return None


def _contradictions(days: Iterable[tuple[str, NamedDay]]) -> Iterator[str]:
    """Yield in words each entry that makes another thing of a day than an earlier one did."""
    before: dict[date, tuple[str, NamedDay]] = {}
    for where, one in days:
        earlier, first = before.setdefault(one.day, (where, one))
        if first.off != one.off:
            yield f"{where}与{earlier}都是 {one.day}，一处放假、一处上班"


def _whole_years(days: Collection[NamedDay], file: str) -> tuple[int, ...]:
    """Return the years that the days name whole.

    Raises:
        DeskError: a year is not whole, nor is it the December before one that is.
    """
    free = Counter(one.day.year for one in days if one.off)
    whole = {year for year, count in free.items() if count >= LEAST}
    for day in (one.day for one in days):
        if day.year not in whole and not (day.month == 12 and day.year + 1 in whole):
            why = f"{day.year} 年只有 {free[day.year]} 天放假，像是还没有公布或者不完整。"
            raise _refused(file, why, _WAIT)
    if not whole:
        raise _refused(file, "里面一天也没有，像是放假安排还没有公布。", _WAIT)
    return tuple(sorted(whole))
