"""Checks that look at a whole row or at all rows: one named function each.

A row check returns a fault or None; a table check yields faults with the line they stand on. Every
check is declared once in :data:`ROW_CHECKS` or :data:`TABLE_CHECKS`.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ssj_desktop.facts.imports import RosterKind, Value


class Row(NamedTuple):
    """One row read: ``values`` by field, and the fields whose cells could not be read."""

    line: int
    values: dict[str, Value]
    faulty: AbstractSet[str]


class Fault(NamedTuple):
    """What is wrong in one field of a row."""

    field: str
    message: str
    remedy: str
    blocking: bool = True


RowCheck = Callable[[Row], Fault | None]
TableCheck = Callable[[Sequence[Row]], Iterator[tuple[int, Fault]]]

# A site that left the pool for good needs a ground that the list of exclusions can print (LC-5).
_GONE = frozenset({"注销", "迁出", "拆除"})
_OPERATORS = frozenset({"排污单位", "服务机构"})
_CODES = frozenset({"credit_code", "permit_code", "office_code"})
_SITE_MARKS = frozenset({"code", "credit_code", "name"})


def permit_belongs_to_the_holder(row: Row) -> Fault | None:
    """The first 18 places of a permit code are the holder's credit code (HJ 608), or H9…."""
    permit, credit = row.values.get("permit_code"), row.values.get("credit_code")
    if not isinstance(permit, str) or not credit or permit.startswith("H9"):
        return None
    if permit[:18] == credit:
        return None
    return Fault(
        "permit_code",
        f"排污单位编码的前 18 位 {permit[:18]} 与统一社会信用代码 {credit} 不一致。",
        "请核对两个代码，其中一个填错了单位。",
    )


def gone_with_evidence(row: Row) -> Fault | None:
    """Nobody leaves the pool by a word in a cell."""
    status = row.values.get("status")
    if status not in _GONE or "status_evidence" in row.values or "status_evidence" in row.faulty:
        return None
    return Fault(
        "status", f"状态为“{status}”，没有写依据。", "请在“状态依据”列写明文号或核查记录。"
    )


def operator_has_a_code(row: Row) -> Fault | None:
    """A firm has a credit code; a reserve, a water source or a farm may have none."""
    if row.values.get("kind", "排污单位") not in _OPERATORS:
        return None
    if not (_CODES.isdisjoint(row.values) and _CODES.isdisjoint(row.faulty)):
        return None
    return Fault(
        "credit_code",
        "没有统一社会信用代码，也没有排污单位编码。",
        "导入时按本单位编号登记，查到后请补上。",
        blocking=False,
    )


def badge_dates_in_order(row: Row) -> Fault | None:
    begin, end = row.values.get("badge_from"), row.values.get("badge_until")
    if begin is None or end is None or str(begin) <= str(end):
        return None
    return Fault(
        "badge_until",
        f"执法证有效期止 {end} 早于有效期起 {begin}。",
        "请核对两个日期的先后。",
    )


def qualified_with_badge(row: Row) -> Fault | None:
    """Who may enforce the law has a badge, and shows it (行政处罚法, article 42)."""
    if row.values.get("qualified") is not True:
        return None
    if "badge_no" in row.values or "badge_no" in row.faulty:
        return None
    return Fault(
        "badge_no", "有执法资格，没有填执法证号。", "文书要印执法证号，请补上。", blocking=False
    )


def visit_names_its_site(row: Row) -> Fault | None:
    """A visit counts for a site of the roster, which has to be named."""
    if not (_SITE_MARKS.isdisjoint(row.values) and _SITE_MARKS.isdisjoint(row.faulty)):
        return None
    return Fault("credit_code", "没有写明查的是哪一家。", "请填统一社会信用代码、对象编号或名称。")


def once(field: str, label: str) -> TableCheck:
    """Return a check that no two rows have the same ``field``."""

    def check(rows: Sequence[Row]) -> Iterator[tuple[int, Fault]]:
        first: dict[Value, int] = {}
        for row in rows:
            value = row.values.get(field)
            if value is not None and first.setdefault(value, row.line) != row.line:
                yield (
                    row.line,
                    Fault(
                        field,
                        f"{label} {value} 与第 {first[value]} 行相同。",
                        "请核对这两行：重复的删去一行，填错的改正。",
                    ),
                )

    return check


def one_site_once(rows: Sequence[Row]) -> Iterator[tuple[int, Fault]]:
    """The same operator at the same address is one site; at another address it is another site.

    Two different permit codes are two sites whatever the address says: the permit platform puts
    001P and 002P of a large plant at the same one (HJ 608, annex A).
    """
    operated: dict[Value, list[Row]] = {}
    for row in rows:
        if "credit_code" in row.values:
            operated.setdefault(row.values["credit_code"], []).append(row)
    for same_code in operated.values():
        if len(same_code) > 1:
            yield from _sites_of_one_operator(same_code)


def _sites_of_one_operator(rows: Sequence[Row]) -> Iterator[tuple[int, Fault]]:
    seen: dict[str, dict[Value | None, Row]] = {}
    for row in rows:
        here = seen.setdefault(_address(row.values), {})
        permit = row.values.get("permit_code")
        same = here.get(permit) or here.get(None)
        if permit is None and here:
            same = next(iter(here.values()))
        if same:
            yield row.line, _twice(row, same)
        elif row is not rows[0]:
            yield row.line, _another_site(rows[0])
        here.setdefault(permit, row)


def same_site(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two entries of one operator are one site, as :func:`one_site_once` says."""
    permits = one.get("permit_code"), other.get("permit_code")
    if all(permits) and permits[0] != permits[1]:
        return False
    return _address(one) == _address(other)


def _address(values: Mapping[str, object]) -> str:
    address = str(values.get("address", ""))
    return "".join(unicodedata.normalize("NFKC", address).split())


def _twice(row: Row, other: Row) -> Fault:
    where = "地址也相同" if "address" in row.values else "两行都没有地址"
    return Fault(
        "credit_code",
        f"与第 {other.line} 行“{other.values.get('name', '')}”统一社会信用代码相同，{where}。",
        "同一场所请删去一行；是两个场所的，请分别写明地址。",
    )


def _another_site(first: Row) -> Fault:
    return Fault(
        "credit_code",
        f"与第 {first.line} 行“{first.values.get('name', '')}”统一社会信用代码相同，"
        "地址或排污单位编码不同。",
        "将按两个场所登记；若是同一场所，请删去一行。",
        blocking=False,
    )


ROW_CHECKS: dict[RosterKind, tuple[RowCheck, ...]] = {
    RosterKind.TARGETS: (permit_belongs_to_the_holder, gone_with_evidence, operator_has_a_code),
    RosterKind.INSPECTORS: (badge_dates_in_order, qualified_with_badge),
    RosterKind.ITEMS: (),
    RosterKind.VISITS: (visit_names_its_site,),
}

# What no two entries of a roster share: the field, and what it is called.
UNIQUE: dict[RosterKind, tuple[tuple[str, str], ...]] = {
    RosterKind.TARGETS: (("permit_code", "排污单位编码"), ("office_code", "本单位编号")),
    RosterKind.INSPECTORS: (("badge_no", "执法证号"), ("office_code", "本单位编号")),
    RosterKind.ITEMS: (("code", "事项编码"),),
    RosterKind.VISITS: (),
}


def _shared_by_none(kind: RosterKind) -> tuple[TableCheck, ...]:
    return tuple(once(field, label) for field, label in UNIQUE[kind])


TABLE_CHECKS: dict[RosterKind, tuple[TableCheck, ...]] = {
    RosterKind.TARGETS: (one_site_once, *_shared_by_none(RosterKind.TARGETS)),
    RosterKind.INSPECTORS: _shared_by_none(RosterKind.INSPECTORS),
    RosterKind.ITEMS: _shared_by_none(RosterKind.ITEMS),
    RosterKind.VISITS: (),
}
