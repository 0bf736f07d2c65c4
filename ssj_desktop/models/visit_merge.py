"""Which visits of a file (补录) are new, and which rows of it cannot be taken in.

What is taken in and taken back is written by :mod:`ssj_desktop.models.merge`, as a roster's rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import Session, col

from ssj_desktop.facts.imports import ImportRow, Problem, Reading, RosterKind
from ssj_desktop.models import draw_log, standing
from ssj_desktop.models.merge import Merge
from ssj_desktop.models.roster import Target, Visit
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

# What says whose visit it is, strongest first.
_MARKS = {"code": "对象编号", "credit_code": "统一社会信用代码", "name": "名称"}
_LISTED = 4  # sites of one credit code that a remedy names


class _Site(NamedTuple):
    id: int
    code: str
    name: str
    credit_code: str


class _Key(NamedTuple):
    """What makes two visits the same one."""

    target_id: int
    visited_on: date
    category: str
    evidence: str


class _Fault(NamedTuple):
    field: str
    message: str
    remedy: str
    blocking: bool = True


def compare(session: Session, reading: Reading, scheme: Scheme | None, today: date) -> Merge:
    """Compare a file with the visits entered so far; nothing of them is ever changed by it.

    ``scheme`` is the one its categories are meant by; None, before the office has one, is a
    problem of the whole file.
    """
    known = _known(session)
    if scheme is None:
        return _merge([], 0, len(known), [_NO_SCHEME])
    book = _Book(session, scheme, today)
    taken: dict[_Key, int] = dict.fromkeys(known, 0)
    days: dict[tuple[int, date], int] = {(key.target_id, key.visited_on): 0 for key in known}
    new, problems, same = [], [], set()
    for row in reading.rows:
        key, faults = book.read(row)
        if key in taken:
            faults.append(_twice(taken[key]))
            same |= {key} & known
        elif key:
            day = key.target_id, key.visited_on
            if day in days:
                faults.append(_same_day(days[day]))
            taken[key] = days[day] = row.line
            new.append({**key._asdict(), "scheme_id": scheme.id})
        problems += [_problem(row.line, fault, reading) for fault in faults]
    return _merge(new, len(same), len(known) - len(same), problems)


_NO_SCHEME = Problem(
    0,
    "",
    "还没有登记本单位和方案，认不出对象和类别。",
    "请先登记本单位，导入检查对象，再补录检查。",
)


class _Book:
    """The roster by everything that a site may be called, and what the program has drawn."""

    def __init__(self, session: Session, scheme: Scheme, today: date) -> None:
        self._session = session
        self._scheme = scheme
        self._today = today
        self._keys = {part.name: part.key for part in scheme.categories}
        self._keys |= {part.key: part.key for part in scheme.categories}
        self._drawn: dict[Quarter, str] = {}
        self._listed: dict[Quarter, dict[int, str]] = {}
        self._sites: dict[str, dict[str, set[_Site]]] = {mark: defaultdict(set) for mark in _MARKS}
        query = columns(
            col(Target.id),
            col(Target.code),
            col(Target.name),
            col(Target.credit_code),
            col(Target.office_code),
            col(Target.permit_code),
        )
        for number, code, name, credit_code, *codes in session.execute(query):
            site = _Site(number, code, name, credit_code)
            for called in {code, *codes} - {""}:
                self._sites["code"][called].add(site)
            self._sites["credit_code"][credit_code].add(site)
            self._sites["name"][name].add(site)

    def read(self, row: ImportRow) -> tuple[_Key | None, list[_Fault]]:
        """Return the visit that a row tells of, None where it can't be taken, and its faults.

        What the row lacks has been told when the file was read.
        """
        values: Mapping[str, Any] = row.values
        site, faults = self._site(values)
        faults += [*self._of_day(values.get("visited_on")), *self._of_category(values)]
        whole = values.keys() >= {"visited_on", "category", "evidence"}
        if site and whole and not any(fault.blocking for fault in faults):
            faults += self._of_list(site, Quarter.of(values["visited_on"]))
        if site is None or not whole or any(fault.blocking for fault in faults):
            return None, faults
        evidence = values["evidence"]
        if number := values.get("number"):
            evidence += f"；原名单编号 {number}"
        return _Key(site.id, values["visited_on"], self._keys[values["category"]], evidence), faults

    def _site(self, values: Mapping[str, Any]) -> tuple[_Site | None, list[_Fault]]:
        given = [mark for mark in _MARKS if mark in values]
        if not given:
            return None, []
        found = self._sites[given[0]].get(values[given[0]], set())
        if not found:
            return None, [_unknown(given[0], values)]
        for mark in given[1:]:
            same = found & self._sites[mark].get(values[mark], set())
            if not same and mark == "credit_code" and all(site.credit_code for site in found):
                return None, [_contradicts(given[0], mark, values)]
            found = same or found
        if len(found) > 1:
            return None, [_several(given[0], values, found)]
        (site,) = found
        if values.get("name", site.name) != site.name:
            return site, [_renamed(values["name"], site)]
        return site, []

    def _of_day(self, day: date | None) -> Iterator[_Fault]:
        if day is None:
            return
        first = self._today.year - 1
        if day > self._today:
            yield _Fault("visited_on", f"检查日期 {day} 还没有到。", "请核对日期。")
        elif day.year < first:
            remedy = f"只补录 {first} 年和 {self._today.year} 年做过的检查，请删去这一行。"
            yield _Fault("visited_on", f"检查日期 {day} 太早。", remedy)
        elif drawn := self._draw_in(Quarter.of(day)):
            yield _counted(f"{Quarter.of(day)}已用本程序摇号（{drawn}）")

    def _of_list(self, site: _Site, quarter: Quarter) -> Iterator[_Fault]:
        """Refuse a visit to who stands on a campaign's list of the quarter."""
        if quarter not in self._listed:
            self._listed[quarter] = standing.listed_in(self._session, quarter)
        if drawn := self._listed[quarter].get(site.id):
            yield _counted(f"{site.name}已在{quarter}用本程序摇出的名单上（{drawn}）")

    def _draw_in(self, quarter: Quarter) -> str:
        """Return the number of the draw that stands in a quarter, "" for none."""
        if quarter not in self._drawn:
            draw = draw_log.standing_in(self._session, quarter)
            self._drawn[quarter] = draw.draw_id if draw else ""
        return self._drawn[quarter]

    def _of_category(self, values: Mapping[str, Any]) -> Iterator[_Fault]:
        word = values.get("category")
        if word is not None and word not in self._keys:
            names = "、".join(part.name for part in self._scheme.categories)
            yield _Fault("category", f"方案里没有类别“{word}”。", f"请改为：{names}。")


def _counted(said: str) -> _Fault:
    remedy = "补录只用于启用本程序之前的检查，请删去这一行。"
    return _Fault("visited_on", f"{said}，检查次数由程序计算。", remedy)


def _unknown(mark: str, values: Mapping[str, Any]) -> _Fault:
    message = f"名录里没有{_MARKS[mark]}为“{values[mark]}”的对象。"
    return _Fault(mark, message, "请照名录核对；名录里还没有这一家的，请先导入检查对象。")


def _contradicts(first: str, other: str, values: Mapping[str, Any]) -> _Fault:
    message = (
        f"{_MARKS[first]}“{values[first]}”和{_MARKS[other]}“{values[other]}”不是名录里的同一家。"
    )
    return _Fault(other, message, "请核对这两格，其中一格填错了；拿不准的只留一格。")


def _several(mark: str, values: Mapping[str, Any], found: set[_Site]) -> _Fault:
    sites = sorted(found, key=lambda site: site.code)
    listed = "、".join(f"{site.name}（{site.code}）" for site in sites[:_LISTED])
    more = "等" if len(sites) > _LISTED else ""
    message = f"名录里有 {len(found)} 家的{_MARKS[mark]}是“{values[mark]}”：{listed}{more}。"
    return _Fault(mark, message, "请填对象编号，或者照名录把名称写全，写明是哪一家。")


def _renamed(name: str, site: _Site) -> _Fault:
    message = f"这个编号或代码在名录里是“{site.name}”，这里写的是“{name}”。"
    remedy = f"将算作“{site.name}”的检查；不是这一家的，请改正编号或代码。"
    return _Fault("name", message, remedy, blocking=False)


def _twice(line: int) -> _Fault:
    if line:
        message = f"与第 {line} 行是同一次检查，只算一次。"
        return _Fault("visited_on", message, "确有两次的，请写明各自的文号。", blocking=False)
    message = "这一次检查已经补录过，不再计入。"
    return _Fault("visited_on", message, "不用改。", blocking=False)


def _same_day(line: int) -> _Fault:
    other = f"第 {line} 行也是" if line else "已经补录过一次"
    message = f"同一家同一天，{other}，类别或依据不同，将按两次计算。"
    return _Fault("visited_on", message, "是同一次的，请删去这一行。", blocking=False)


def _problem(line: int, fault: _Fault, reading: Reading) -> Problem:
    at = next(column for column in reading.columns if column.field == fault.field)
    return Problem(line, at.heading, fault.message, fault.remedy, fault.blocking, at.place)


def _merge(new: list[dict[str, Any]], same: int, missing: int, problems: list[Problem]) -> Merge:
    return Merge(
        kind=RosterKind.VISITS,
        new=new,
        before={},
        after={},
        names={},
        unchanged=same,
        missing=missing,
        problems=problems,
    )


def _known(session: Session) -> set[_Key]:
    query = columns(
        col(Visit.target_id), col(Visit.visited_on), col(Visit.category), col(Visit.evidence)
    )
    return {_Key(*row) for row in session.execute(query)}
