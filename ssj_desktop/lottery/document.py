"""The frozen document: all that a draw may depend on (``docs/protocol.md`` §2).

Each class refuses what the protocol does not allow when it is made, so a :class:`Document` that
exists is lawful, whether the program built it or read it from a transcript. Whether its texts have
canonical bytes is seen when it is frozen.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ssj_desktop.lottery.canonical import Json, ProtocolError
from ssj_desktop.lottery.ticket import VERSION

SOURCES = ("person", "slip", "dice", "ball", "public", "stop", "computer")
EVERYWHERE = "*"
"""Stands for every company in a recusal."""

_ID = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}")
_HEAD = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Slot:
    """Who (``by``) will supply how many ``digits`` by which means (``source``)."""

    source: str
    by: str
    digits: int

    def __post_init__(self) -> None:
        if self.source not in SOURCES:
            raise ProtocolError(f"取数安排：来源 {self.source!r} 不在约定的七种之内")
        _text(self.by, "取数安排：提供人")
        _count(self.digits, f"取数安排 {self.by}：位数", least=1)

    def as_json(self) -> dict[str, Json]:
        """Return the member of ``plan``."""
        return {"source": self.source, "by": self.by, "digits": self.digits}


@dataclass(frozen=True, slots=True)
class Stratum:
    """``k`` companies are drawn of those that name this stratum."""

    name: str
    k: int

    def __post_init__(self) -> None:
        _text(self.name, "分层名称")
        _count(self.k, f"分层 {self.name}：抽取数 k")

    def as_json(self) -> dict[str, Json]:
        """Return the member of ``strata``."""
        return {"name": self.name, "k": self.k}


@dataclass(frozen=True, slots=True)
class Company:
    """An inspected site; each of its seats is the tags that whoever sits there must all have."""

    id: str
    name: str
    stratum: str
    seats: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        _identifier(self.id, "检查对象编号")
        _text(self.name, f"检查对象 {self.id}：名称")
        _text(self.stratum, f"检查对象 {self.id}：分层")
        for seat in self.seats:
            for tag in seat:
                _text(tag, f"检查对象 {self.id}：席位标签")

    def as_json(self) -> dict[str, Json]:
        """Return the member of ``companies``."""
        seats = [list(seat) for seat in self.seats]
        return {"id": self.id, "name": self.name, "stratum": self.stratum, "seats": seats}


@dataclass(frozen=True, slots=True)
class InspectorEntry:
    """An inspector or a standing team, and ``cap``, the most seats held in this draw."""

    id: str
    name: str
    tags: tuple[str, ...]
    cap: int

    def __post_init__(self) -> None:
        _identifier(self.id, "检查人员编号")
        _text(self.name, f"检查人员 {self.id}：姓名")
        for tag in self.tags:
            _text(tag, f"检查人员 {self.id}：标签")
        _count(self.cap, f"检查人员 {self.id}：席位上限 cap")

    def as_json(self) -> dict[str, Json]:
        """Return the member of ``inspectors``."""
        return {"id": self.id, "name": self.name, "tags": list(self.tags), "cap": self.cap}


@dataclass(frozen=True, slots=True)
class Document:
    """All that the draw may depend on; ``recusals`` pairs an inspector with a company or ``*``.

    ``prev`` is the head of the office's previous draw as it stands now, 64 zeros for the first.

    Raises:
        ProtocolError: anything that §2 does not allow, named by its id.
    """

    draw_id: str
    prev: str
    plan: tuple[Slot, ...]
    strata: tuple[Stratum, ...]
    companies: tuple[Company, ...]
    inspectors: tuple[InspectorEntry, ...]
    recusals: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        _identifier(self.draw_id, "摇号编号")
        if not isinstance(self.prev, str) or not _HEAD.fullmatch(self.prev):
            raise ProtocolError(f"prev 应是 64 位小写十六进制：{self.prev!r}")
        if not self.plan:
            # Without a digit the result would be known at the freeze.
            raise ProtocolError("取数安排是空的，至少要有一人提供数字")
        _ascending([company.id for company in self.companies], "检查对象")
        _ascending([inspector.id for inspector in self.inspectors], "检查人员")
        self._check_strata()
        self._check_recusals()

    def _check_strata(self) -> None:
        pools = Counter(company.stratum for company in self.companies)
        names = {stratum.name for stratum in self.strata}
        if len(names) < len(self.strata):
            raise ProtocolError("有两个分层同名")
        for company in self.companies:
            if company.stratum not in names:
                raise ProtocolError(f"检查对象 {company.id}：没有名为 {company.stratum} 的分层")
        for stratum in self.strata:
            if stratum.k > pools[stratum.name]:
                raise ProtocolError(
                    f"分层 {stratum.name} 只有 {pools[stratum.name]} 家，抽不出 {stratum.k} 家"
                )

    def _check_recusals(self) -> None:
        inspectors = {inspector.id for inspector in self.inspectors}
        companies = {company.id for company in self.companies} | {EVERYWHERE}
        for inspector, company in self.recusals:
            if inspector not in inspectors:
                raise ProtocolError(f"回避：名单里没有检查人员 {inspector}")
            if company not in companies:
                raise ProtocolError(f"回避：名单里没有检查对象 {company}")

    def as_json(self) -> dict[str, Json]:
        """Return the document as it is frozen."""
        return {
            "v": VERSION,
            "draw_id": self.draw_id,
            "prev": self.prev,
            "plan": [slot.as_json() for slot in self.plan],
            "strata": [stratum.as_json() for stratum in self.strata],
            "companies": [company.as_json() for company in self.companies],
            "inspectors": [inspector.as_json() for inspector in self.inspectors],
            "recusals": [list(pair) for pair in self.recusals],
        }

    @classmethod
    def from_json(cls, value: Json) -> "Document":
        """Read a frozen document; ``value`` has exactly the keys of §2.

        Raises:
            ProtocolError: a missing or additional key, a value of another type, or as above.
        """
        keys = ("v", "draw_id", "prev", "plan", "strata", "companies", "inspectors", "recusals")
        body = exactly(value, keys, "冻结文件")
        if body["v"] != VERSION:
            raise ProtocolError(f"冻结文件：v 应是 {VERSION}：{body['v']!r}")
        return cls(
            body["draw_id"],
            body["prev"],
            tuple(
                Slot(**exactly(slot, ("source", "by", "digits"), f"plan[{n}]"))
                for n, slot in _numbered(body, "plan")
            ),
            tuple(
                Stratum(**exactly(stratum, ("name", "k"), f"strata[{n}]"))
                for n, stratum in _numbered(body, "strata")
            ),
            tuple(
                _company(company, f"companies[{n}]") for n, company in _numbered(body, "companies")
            ),
            tuple(
                _inspector(entry, f"inspectors[{n}]") for n, entry in _numbered(body, "inspectors")
            ),
            tuple(_recusal(pair, f"recusals[{n}]") for n, pair in _numbered(body, "recusals")),
        )


def exactly(value: Json, keys: Collection[str], place: str) -> Mapping[str, Any]:
    """Return ``value``, an object with these keys and no other.

    Raises:
        ProtocolError: it is not; the message begins with ``place``.
    """
    if not isinstance(value, dict):
        raise ProtocolError(f"{place} 应是对象")
    for key in keys:
        if key not in value:
            raise ProtocolError(f"{place} 缺少 {key}")
    for key in value:
        if key not in keys:
            raise ProtocolError(f"{place} 多出 {key}")
    return value


def array(value: Any, place: str) -> Sequence[Any]:
    """Return ``value``, an array.

    Raises:
        ProtocolError: it is not; the message begins with ``place``.
    """
    if not isinstance(value, (list, tuple)):
        raise ProtocolError(f"{place} 应是数组")
    return value


def _numbered(body: Mapping[str, Any], key: str) -> enumerate[Any]:
    return enumerate(array(body[key], key))


def _company(value: Json, place: str) -> Company:
    company = exactly(value, ("id", "name", "stratum", "seats"), place)
    seats = array(company["seats"], f"{place}.seats")
    tags = tuple(tuple(array(seat, f"{place}.seats[{n}]")) for n, seat in enumerate(seats))
    return Company(company["id"], company["name"], company["stratum"], tags)


def _inspector(value: Json, place: str) -> InspectorEntry:
    entry = exactly(value, ("id", "name", "tags", "cap"), place)
    tags = tuple(array(entry["tags"], f"{place}.tags"))
    return InspectorEntry(entry["id"], entry["name"], tags, entry["cap"])


def _recusal(value: Json, place: str) -> tuple[str, str]:
    pair = array(value, place)
    if len(pair) != 2 or not all(isinstance(party, str) for party in pair):
        raise ProtocolError(f"{place} 应是一名检查人员和一个检查对象（或 *）")
    return pair[0], pair[1]


def _text(value: object, what: str) -> None:
    if not isinstance(value, str):
        raise ProtocolError(f"{what}应是文字：{value!r}")


def _count(value: object, what: str, least: int = 0) -> None:
    if type(value) is not int or value < least:
        raise ProtocolError(f"{what}应是不小于 {least} 的整数：{value!r}")


def _identifier(value: object, what: str) -> None:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ProtocolError(
            f"{what}只能是 1 至 32 位数字、大写字母和连字符，不以连字符开头：{value!r}"
        )


def _ascending(ids: Sequence[str], what: str) -> None:
    for before, after in pairwise(ids):
        if before == after:
            raise ProtocolError(f"{what}编号 {after} 出现两次")
        if before > after:
            raise ProtocolError(f"{what}没有按编号排列：{after} 排在 {before} 之后")
