"""分类条件: what a scheme can ask of a site to put it in a category."""

from typing import Annotated, Literal

from pydantic import Field

from ssj_desktop.rules.census import FactKind, PermitWord, TargetKind
from ssj_desktop.rules.part import Name, Part

Window = Literal["last_year", "last_quarter", "unresolved"]


class Flag(Part):
    """The site carries a mark: 重点排污单位 or 正面清单."""

    by: Literal["flag"]
    flag: Literal["key_unit", "positive_list"]


class PermitClass(Part):
    """The site's 排污许可管理类别 is one of ``values``."""

    by: Literal["permit_class"]
    values: tuple[PermitWord, ...] = Field(min_length=1)


class CreditGrade(Part):
    """The site's 环境信用等级 is one of ``values``, as the roster has it: 「A」, 「环保警示」."""

    by: Literal["credit_grade"]
    values: tuple[str, ...] = Field(min_length=1)


class Kind(Part):
    """The site is of one of these types: 水源地, 建设项目, …"""

    by: Literal["kind"]
    values: tuple[TargetKind, ...] = Field(min_length=1)


class Tag(Part):
    """The office has tagged the site with ``tag``."""

    by: Literal["tag"]
    tag: Name


class Facts(Part):
    """At least ``at_least`` dated facts of these ``kinds`` (summed) lie in ``window``."""

    by: Literal["facts"]
    kinds: tuple[FactKind, ...] = Field(min_length=1)
    window: Window
    at_least: int = Field(ge=1)


class Rest(Part):
    """Whatever meets no other criterion of any category, wherever its own stands (BD-7)."""

    by: Literal["rest"]


Criterion = Annotated[
    Flag | PermitClass | CreditGrade | Kind | Tag | Facts | Rest, Field(discriminator="by")
]
