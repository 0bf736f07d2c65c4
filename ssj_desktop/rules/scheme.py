"""方案: an office's scheme as data. The shipped ones are resources/schemes/*.toml."""

import re
import tomllib
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ssj_desktop.errors import DeskError
from ssj_desktop.rules.period import Span

TeamMode = Literal["persons", "teams", "squads"]
Window = Literal["last_year", "last_quarter", "unresolved"]


def _percent(value: Any) -> Any:
    """Read 「25%」 exactly; a bare number would leave open whether 1 means 1 % or all."""
    if not isinstance(value, str) or not re.fullmatch(r"\d+(\.\d+)?%", value):
        raise ValueError('比例要写成带百分号的文字，例如 "25%"')
    return Fraction(value[:-1]) / 100


Rate = Annotated[Fraction, BeforeValidator(_percent)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Flag(_Part):
    """The site carries a mark: 重点排污单位 or 正面清单."""

    by: Literal["flag"]
    flag: Literal["key_unit", "positive_list"]


class PermitClass(_Part):
    """The site's 排污许可管理类别 is one of ``values``."""

    by: Literal["permit_class"]
    values: tuple[str, ...]


class Tag(_Part):
    """The office has tagged the site with ``tag``."""

    by: Literal["tag"]
    tag: str


class Facts(_Part):
    """At least ``at_least`` dated facts of these ``kinds`` (summed) lie in ``window``."""

    by: Literal["facts"]
    kinds: tuple[str, ...]
    window: Window
    at_least: int = Field(ge=1)


class Rest(_Part):
    """Whatever no other category has taken."""

    by: Literal["rest"]


Criterion = Annotated[Flag | PermitClass | Tag | Facts | Rest, Field(discriminator="by")]


class HeadCount(_Part):
    """Who counts as a head: 在编在岗 and 有执法资格 are different people."""

    establishments: tuple[str, ...]
    qualified: bool


class Quota(_Part):
    """The least to be drawn in one ``period``.

    ``basis`` says what it is measured by: a ``rate`` of the category's objects, ``per`` objects
    for each inspector or squad, or a ``number``. ``coverage``: "hard" — every object is visited
    within the year, so the last quarter takes whatever is left.
    """

    basis: Literal["targets", "inspectors", "squads", "number"]
    period: Span
    rate: Rate | None = None
    per: int | None = Field(default=None, ge=1)
    number: int | None = Field(default=None, ge=0)
    coverage: Literal["hard", "none"] = "none"

    @model_validator(mode="after")
    def _measure_fits_basis(self) -> Self:
        wanted = {"targets": "rate", "inspectors": "per", "squads": "per", "number": "number"}
        given = {name for name in ("rate", "per", "number") if getattr(self, name) is not None}
        if given != {wanted[self.basis]}:
            raise ValueError(f'basis = "{self.basis}" 需要且只需要 {wanted[self.basis]}')
        return self


class Category(_Part):
    """One category of objects: its names belong to the scheme."""

    key: str = Field(pattern="^[a-z_]+$")
    name: str
    clause: str
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    quota: Quota


class Team(_Part):
    """How inspectors are matched. ``seats``: the tags each seat asks for; seat 0 leads."""

    mode: TeamMode
    seats: tuple[tuple[str, ...], ...] = Field(min_length=1)
    clause: str


class Deadline(_Part):
    """``days`` counted by ``counting`` from ``event``.

    inclusive: the event's day is day 1; calendar: the day after is; workdays: working days from
    the day after; period_end: the quarter's last day, whatever ``days``.
    """

    key: Literal["draw", "filing", "inspection", "disclosure", "recheck"]
    name: str
    clause: str
    event: Literal["quarter_start", "dispatch", "finding", "disclosure"]
    counting: Literal["inclusive", "calendar", "workdays", "period_end"]
    days: int = Field(default=0, ge=0)


class Scheme(_Part):
    """A whole scheme, checked: unique keys, a precedence over all categories, one rest.

    The first of ``findings`` says that nothing was found. ``contents``: what every inspection
    goes through, where the scheme says so itself; else the office's catalogue of items does.
    """

    id: str = Field(pattern="^[a-z0-9-]+$")
    name: str
    document: str
    issued: date
    kinds: tuple[str, ...] = Field(min_length=1)
    precedence: tuple[str, ...]
    findings: tuple[str, ...] = Field(min_length=2)
    contents: tuple[str, ...] = ()
    head_count: HeadCount
    team: Team
    categories: tuple[Category, ...] = Field(min_length=1)
    deadlines: tuple[Deadline, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        keys = [category.key for category in self.categories]
        if len(set(keys)) != len(keys):
            raise ValueError("categories 里有重复的 key")
        if sorted(self.precedence) != sorted(keys):
            raise ValueError("precedence 要把每个类别恰好列一次")
        rests = [c.key for c in self.categories if any(part.by == "rest" for part in c.criteria)]
        if len(rests) > 1 or (rests and self.precedence[-1] != rests[0]):
            raise ValueError("只能有一个 rest 类别，而且排在 precedence 的最后")
        return self

    def category(self, key: str) -> Category:
        """Return the category called ``key``."""
        return next(category for category in self.categories if category.key == key)

    def deadline(self, key: str) -> Deadline | None:
        """Return the deadline called ``key``, None where the scheme sets none."""
        return next((deadline for deadline in self.deadlines if deadline.key == key), None)


def parse_scheme(text: str, file_name: str) -> Scheme:
    """Read a scheme's TOML.

    Raises:
        DeskError: names the file, the line (bad TOML) or the field, and what is wrong.
    """
    hint = "请改正后再用。"
    try:
        return Scheme.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DeskError(f"方案文件 {file_name} 写法有误：{error}。", hint) from error
    except ValidationError as error:
        faults = "；".join(_fault(detail) for detail in error.errors())
        raise DeskError(f"方案文件 {file_name} 内容有误：{faults}。", hint) from error


def _fault(detail: Any) -> str:
    """Return one of pydantic's complaints in the office's words."""
    words = {
        "missing": "缺少这一项",
        "extra_forbidden": "没有这样一项，名称是否写错了",
        "literal_error": f"只能是 {detail.get('ctx', {}).get('expected')}",
        "value_error": str(detail.get("ctx", {}).get("error")),
    }
    place = ".".join(str(part) for part in detail["loc"]) or "整个方案"
    return f"{place}：{words.get(detail['type'], detail['msg'])}"
