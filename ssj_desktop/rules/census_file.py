"""A year's census as JSON, for whoever wants a year's quotas without a data file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ssj_desktop.errors import DeskError
from ssj_desktop.rules.census import (
    DatedFact,
    Establishment,
    Excluding,
    FactKind,
    Heads,
    PastVisit,
    PermitWord,
    Subject,
    TargetKind,
)
from ssj_desktop.rules.faults import fault_words
from ssj_desktop.rules.part import Part
from ssj_desktop.rules.quota import Raise
from ssj_desktop.rules.scheme import Scheme
from ssj_desktop.rules.year import QuarterCensus, QuarterQuotas, joint_least

_HINT = "请改正后再算；写法见 quota --help。"
_QUARTERS = (1, 2, 3, 4)
_MOST = 1_000_000  # of a county's people or sites; a slip of the finger must not fill the memory


def _four(value: Any) -> Any:
    """Read one number as the same in every quarter."""
    four = value if isinstance(value, list) else [value] * len(_QUARTERS)
    if len(four) != len(_QUARTERS):
        raise ValueError("要写一个数，或者四个季度各一个数")
    # type(): True is an int, and 1 nobody.
    if not all(type(count) is int and 0 <= count <= _MOST for count in four):
        raise ValueError(f"要写成 0 至 {_MOST} 的整数，不带引号")
    return four


Four = Annotated[tuple[int, ...], BeforeValidator(_four)]


class _Fact(Part):
    kind: FactKind
    on: date
    resolved_on: date | None = None


class _Visit(Part):
    on: date
    category: str


class _Object(Part):
    """A site while nothing about it changes; what it becomes later is another entry."""

    code: str = Field(min_length=1)
    quarters: tuple[Annotated[int, Field(ge=1, le=4, strict=True)], ...] = _QUARTERS
    kind: TargetKind = "排污单位"
    key_unit: bool = False
    positive_list: bool = False
    permit_class: PermitWord | None = None
    credit_grade: str = ""
    tags: tuple[str, ...] = ()
    facts: tuple[_Fact, ...] = ()
    visits: tuple[_Visit, ...] = ()
    excluded: Excluding | None = None


class _Raise(Part):
    number: int = Field(ge=0, strict=True)
    reason: str


class _File(Part):
    year: int = Field(ge=2000, le=2100, strict=True)
    squads: Four = (0, 0, 0, 0)
    heads: dict[Establishment, Four] = Field(default_factory=dict)
    unlicensed: dict[Establishment, Four] = Field(default_factory=dict)
    pools: dict[str, Four] | None = None
    objects: tuple[_Object, ...] | None = None
    raises: dict[str, _Raise] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_census(self) -> Self:
        if (self.pools is None) == (self.objects is None):
            raise ValueError("pools（各类别家数）和 objects（逐家）要写一种，只写一种")
        seen: set[tuple[str, int]] = set()
        for site in self.objects or ():
            for place in ((site.code, number) for number in site.quarters):
                if place in seen:
                    raise ValueError(f"objects 里“{site.code}”在第 {place[1]} 季度出现了两次")
                seen.add(place)
        return self


@dataclass(frozen=True)
class YearCensus:
    """What a census file says: the year, its four quarters, and what the office raises."""

    year: int
    quarters: tuple[QuarterCensus, ...]
    raises: Mapping[str, Raise]


def parse_census(text: str, file_name: str, scheme: Scheme) -> YearCensus:
    """Read a census; ``quota --help`` says what its fields are, with an example.

    Raises:
        DeskError: names the file and the field or line, and what is wrong.
    """
    try:
        read = _File.model_validate(json.loads(text))
    except ValueError as error:  # both kinds are
        faults = "；".join(_faults(error))
        raise DeskError(f"家数文件 {file_name} 有误：{faults}。", _HINT) from error
    _require_known([*(read.pools or {}), *read.raises], file_name, scheme)
    return YearCensus(
        read.year,
        tuple(_quarter(read, number, scheme) for number in _QUARTERS),
        {key: Raise(one.number, one.reason) for key, one in read.raises.items()},
    )


def _require_known(keys: Sequence[str], file_name: str, scheme: Scheme) -> None:
    names = {category.key: category.name for category in scheme.categories}
    if unknown := [key for key in keys if key not in names]:
        words = "、".join(f"{key}（{name}）" for key, name in names.items())
        fault = f"家数文件 {file_name} 有误：方案里没有类别 {'、'.join(unknown)}。"
        raise DeskError(fault, f"pools 和 raises 里可写的类别：{words}。")


def year_table(scheme: Scheme, year: tuple[QuarterQuotas, ...]) -> dict[str, Any]:
    """Return a year's quotas as JSON's own types: per quarter all figures, per category the row."""
    least = joint_least(scheme, year)
    return {
        "scheme": scheme.id,
        "document": scheme.document,
        "quarters": {f"{it.quarter.year}Q{it.quarter.number}": _lines(it) for it in year},
        "planned": {
            line.category.key: [quarter.lines[place].planned for quarter in year]
            for place, line in enumerate(year[0].lines)
        },
        **({} if least is None else {"joint_least": least}),
    }


def _lines(quarter: QuarterQuotas) -> list[dict[str, Any]]:
    return [
        {
            "category": line.category.key,
            "name": line.category.name,
            "clause": line.category.clause,
            "base": len(line.members),
            "pool": sum(len(layer.codes) for layer in line.layers),
            "period": line.category.quota.period,
            "least": line.least,
            "most": line.most,
            "quota": line.quota,
            "planned": line.planned,
            "short": line.short,
            "formula": line.formula,
        }
        for line in quarter.lines
    ]


def _quarter(read: _File, number: int, scheme: Scheme) -> QuarterCensus:
    place = number - 1
    people = [
        (establishment, licensed)
        for counts, licensed in ((read.heads, True), (read.unlicensed, False))
        for establishment, four in counts.items()
        for _ in range(four[place])
    ]
    heads = Heads(tuple(people), read.squads[place])
    if read.pools is None:
        sites = (site for site in read.objects or () if number in site.quarters)
        covered = (site for site in sites if site.kind in scheme.kinds)
        return QuarterCensus(tuple(_subject(site) for site in covered), heads)
    codes = {
        f"{key}-{n:07}": key for key, four in read.pools.items() for n in range(1, four[place] + 1)
    }
    return QuarterCensus(tuple(map(Subject, codes)), heads, codes)


def _subject(site: _Object) -> Subject:
    return Subject(
        code=site.code,
        key_unit=site.key_unit,
        positive_list=site.positive_list,
        permit_class=site.permit_class or "",
        kind=site.kind,
        credit_grade=site.credit_grade,
        tags=frozenset(site.tags),
        facts=tuple(DatedFact(fact.kind, fact.on, fact.resolved_on) for fact in site.facts),
        visits=tuple(PastVisit(visit.on, visit.category) for visit in site.visits),
        excluded=site.excluded or "",
    )


def _faults(error: ValueError) -> Iterator[str]:
    if isinstance(error, ValidationError):
        for detail in error.errors():
            place = ".".join(str(part) for part in detail["loc"] if part != "[key]")
            yield f"{place or '整个文件'}：{fault_words(detail)}"
    elif isinstance(error, json.JSONDecodeError):
        yield f"第 {error.lineno} 行第 {error.colno} 列写法不合 JSON 格式"
    else:  # an integer of more digits than Python reads
        yield "有一个数太长"
