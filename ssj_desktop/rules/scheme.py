"""方案: an office's scheme as data. The shipped ones are resources/schemes/*.toml."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from ssj_desktop.errors import SchemeError
from ssj_desktop.rules.census import TargetKind
from ssj_desktop.rules.criteria import Criterion
from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.faults import fault_words
from ssj_desktop.rules.part import NEW, Line, Name, Part, Rate
from ssj_desktop.rules.quota_rule import HeadCount, Quota
from ssj_desktop.rules.toml_lines import line_of

TeamMode = Literal["persons", "teams", "squads"]


class Printed(Part):
    """A row of a document's list of items as it stands there (WL-12), so that papers can repeat it.

    ``content``: what is checked, a line each. ``number`` is the document's one column of numbers,
    which means now objects and now visits; ``each_period`` (objects a period) and ``a_year``
    (visits a year) are what we read it as, None where the document gives no number.
    """

    row: str
    department: str
    item: str
    content: str = ""
    objects: str
    frequency: str
    rate: str
    number: str
    each_period: int | None = Field(default=None, ge=0)
    a_year: int | None = Field(default=None, ge=0)


class Category(Part):
    """One category of objects: its names belong to the scheme.

    ``method`` is how its objects are inspected unless the office gives another reason (EZ-13).
    """

    key: str = Field(pattern="^[a-z][a-z0-9_]*$")
    name: Name
    clause: Line
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    quota: Quota
    method: Literal["现场检查", "非现场检查"] = "现场检查"
    printed: Printed | None = None


class Team(Part):
    """How inspectors are matched. ``seats``: the tags each seat asks for; seat 0 leads."""

    mode: TeamMode
    seats: tuple[tuple[str, ...], ...] = Field(min_length=1)
    clause: Line


class Scheme(Part):
    """A whole scheme, checked: unique keys and names, a precedence over all categories, one rest.

    The first of ``findings`` says that nothing was found; ``implies``: a finding → the disposition
    that its very words say was taken (LC-18). ``contents``: what every inspection
    goes through, where the scheme says so itself; else the office's catalogue of items does.
    ``joint_share``: the least share of 内部联合抽查 in the year's visits (BD-14).
    """

    id: str = Field(pattern="^[a-z0-9-]+$")
    name: Name
    document: Name
    issued: date
    kinds: tuple[TargetKind, ...] = Field(min_length=1)
    precedence: tuple[str, ...]
    findings: tuple[Name, ...] = Field(min_length=2)
    implies: dict[str, str] = Field(default_factory=dict)
    contents: tuple[Name, ...] = ()
    joint_share: Rate | None = None
    head_count: HeadCount
    team: Team
    categories: tuple[Category, ...] = Field(min_length=1)
    deadlines: tuple[Deadline, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        keys = [category.key for category in self.categories]
        _require_single("categories", "key", keys)
        _require_single("categories", "name", [category.name for category in self.categories])
        if sorted(self.precedence) != sorted(keys):
            raise ValueError("precedence 要把每个类别恰好列一次")
        if unknown := [finding for finding in self.implies if finding not in self.findings]:
            raise ValueError(f"implies “{unknown[0]}”不在 findings 里")
        rests = [place for place, part in enumerate(self.categories) if _has_rest(part)]
        if len(rests) > 1:
            raise ValueError(f"categories.{rests[1]}.criteria 前面已有一个 rest，只能有一个")
        # Of what the program only tells there may be several.
        named = [
            f"{n}" if rule.key == "other" else rule.key for n, rule in enumerate(self.deadlines)
        ]
        _require_single("deadlines", "key", named)
        return self

    @cached_property
    def ranked(self) -> tuple[Category, ...]:
        """The categories in the order of precedence."""
        by_key = {category.key: category for category in self.categories}
        return tuple(by_key[key] for key in self.precedence)

    @cached_property
    def rest(self) -> str:
        """The key of the category that takes the rest, "" where none does."""
        return next((category.key for category in self.categories if _has_rest(category)), "")

    def category(self, key: str) -> Category:
        """Return the category called ``key``."""
        return next(category for category in self.categories if category.key == key)

    def deadline(self, key: str) -> Deadline | None:
        """Return the deadline called ``key``, None where the scheme sets none."""
        return next((deadline for deadline in self.deadlines if deadline.key == key), None)


def _require_single(table: str, field: str, values: Sequence[str]) -> None:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise ValueError(f"{table}.{place}.{field} 和前面的重复")


def _has_rest(category: Category) -> bool:
    return any(part.by == "rest" for part in category.criteria)


def parse_scheme(text: str, file_name: str, *, is_new: bool = False) -> Scheme:
    """Read a scheme's TOML; ``is_new``: it is to be taken in, so its names must be printable.

    Raises:
        SchemeError: names the file, the line and the field, and what is wrong.
    """
    try:
        return Scheme.model_validate(tomllib.loads(text), context=NEW if is_new else None)
    except ValidationError as error:
        raise SchemeError(file_name, tuple(_faults(error, text))) from error
    except (ValueError, RecursionError) as error:
        # Not TOML; a number of 5,000 digits and 1,000 brackets are, but nobody can read them.
        place = _toml_place(str(error))
        raise SchemeError(file_name, (f"{place}写法有误，不合 TOML 格式",)) from error


def scheme_id(text: str) -> str:
    """Return the id of a scheme's TOML without checking the rest, "" where it has none."""
    try:
        return str(tomllib.loads(text).get("id", ""))
    except (ValueError, RecursionError):
        return ""


def _toml_place(said: str) -> str:
    """Return where tomllib stopped reading; its words are English."""
    found = re.search(r"at line (\d+), column (\d+)", said)
    if found:
        return f"第 {found[1]} 行第 {found[2]} 列"
    return "末尾" if "end of document" in said else "有一处"


def _faults(error: ValidationError, text: str) -> Iterator[str]:
    for detail in error.errors():
        place, words = _field(detail["loc"]), fault_words(detail)
        if not place and (whole := re.fullmatch(r"([a-z.\d]+) (.*)", words)):
            # What is wrong with the scheme as a whole says itself which field to look at.
            words = whole[2]
            place = tuple(int(it) if it.isdigit() else it for it in whole[1].split("."))
        line = line_of(text, place)
        where = f"第 {line} 行 " if line else ""
        yield f"{where}{'.'.join(map(str, place)) or '整个方案'}：{words}"


def _field(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return a place as the file has it: pydantic adds which criterion it took it for."""
    in_criterion = loc[:1] == ("categories",) and loc[2:3] == ("criteria",)
    return loc[:4] + loc[5:] if in_criterion else loc
