"""Rules of 应抽 in words, and what they come to: the same number that is drawn, with its sum."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from ssj_desktop.rules.census import Heads
from ssj_desktop.rules.period import SPAN_WORDS
from ssj_desktop.rules.quota_rule import HeadCount, Quota

_HEAD_WORDS = {"inspectors": "执法人员数", "squads": "执法分队数"}
_COVERAGE_WORDS = {"hard": "，年度全覆盖", "soft": "，争取年度全覆盖", "none": ""}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a rule comes to in its own period: at least ``least`` objects, at most ``most`` (None:
    no top), and the arithmetic in words."""

    least: int
    most: int | None
    formula: str


def bounds(quota: Quota, base: int, heads: Heads, counted: HeadCount) -> Bounds:
    """Return what the rule comes to for ``base`` objects and these heads.

    A bottom is rounded up, a top down; where the top falls below the bottom, the bottom is both
    and the formula says so (EZ-11, requirements 7.8: 4 objects × 10 %–20 % → 1).
    """
    match quota.basis:
        case "targets":
            return _of_rate(quota, base)
        case "number":
            least, most = quota.number or 0, quota.number_max
            top = "" if most is None else f"，上限 {most} 家"
            return Bounds(least, most, f"{least} 家{top}")
        case "office":
            return Bounds(0, None, "方案没有规定数量，由本单位在计划中确定")
        case "squads":
            count, unit = heads.squads, "个分队"
        case "inspectors":
            count, unit = heads.count(counted.establishments, counted.qualified), "人"
    per = quota.per or 0
    return Bounds(count * per, None, f"{count} {unit} × {per} = {count * per} 家")


def _of_rate(quota: Quota, base: int) -> Bounds:
    rate, top = quota.rate or Fraction(), quota.rate_max
    least = ceil(base * rate)
    formula = f"{base} 家 × {percent(rate)}{rounded(base * rate, least)}"
    if top is None:
        return Bounds(least, None, formula)
    most = floor(base * top)
    formula += f"；上限 {base} 家 × {percent(top)}{rounded(base * top, most)}"
    if most < least:
        return Bounds(least, least, f"{formula}，不足下限，按下限取 {least} 家")
    return Bounds(least, most, formula)


def rule_words(quota: Quota) -> str:
    """Return a rule as the office says it: 「每季度对象数的 5% 至 10%，争取年度全覆盖」."""
    if quota.basis == "targets":
        measure = f"对象数的 {_between(percent(quota.rate or Fraction()), quota.rate_max)}"
    elif quota.basis == "number":
        top = "" if quota.number_max is None else f" 至 {quota.number_max}"
        measure = f"{quota.number}{top} 家"
    elif quota.basis == "office":
        measure = "的家数由本单位在计划中确定"
    else:
        measure = f"{_HEAD_WORDS[quota.basis]} × {quota.per} 家"
    return f"{SPAN_WORDS[quota.period]}{measure}{_COVERAGE_WORDS[quota.coverage]}"


def percent(rate: Fraction) -> str:
    """Return a rate as papers write it: 「25%」, 「12.5%」."""
    return f"{_decimal(rate * 100)}%"


def _between(low: str, top: Fraction | None) -> str:
    return low if top is None else f"{low} 至 {percent(top)}"


def rounded(exact: Fraction, whole: int) -> str:
    """Return what a product comes to and is rounded to: 「 = 3.25 → 4 家」."""
    return f" = {whole} 家" if exact == whole else f" = {_decimal(exact)} → {whole} 家"


def _decimal(exact: Fraction) -> str:
    """Write out a fraction in full; rates are percentages, so its decimals end."""
    return f"{Decimal(exact.numerator) / exact.denominator:f}"
