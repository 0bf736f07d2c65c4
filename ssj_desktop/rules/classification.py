"""Which category a site belongs to, and why."""

from dataclasses import dataclass

from ssj_desktop.rules.census import DatedFact, Subject
from ssj_desktop.rules.criteria import (
    CreditGrade,
    Criterion,
    Facts,
    Flag,
    Kind,
    PermitClass,
    Tag,
    Window,
)
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

_FLAG_WORDS = {"key_unit": "重点排污单位", "positive_list": "正面清单"}
_WINDOW_WORDS: dict[Window, str] = {
    "last_year": "上年度",
    "last_quarter": "上一季度",
    "unresolved": "尚未销号的",
}


@dataclass(frozen=True, slots=True)
class Classified:
    """A category's key and, in words, every criterion of it that the site meets."""

    key: str
    reasons: tuple[str, ...]


def classify(subject: Subject, scheme: Scheme, quarter: Quarter) -> Classified | None:
    """Return the first category by the scheme's precedence whose criteria the site meets.

    The rest is met only where nothing else is (BD-7: 保定's general objects by name go before
    its key ones, its other general objects after). None where a scheme without a rest category
    covers nothing of the site.
    """
    for category in scheme.ranked:
        reasons = tuple(filter(None, (met(subject, part, quarter) for part in category.criteria)))
        if reasons:
            return Classified(category.key, reasons)
    return Classified(scheme.rest, ("其余对象",)) if scheme.rest else None


def met(subject: Subject, criterion: Criterion, quarter: Quarter) -> str:
    """Return in words how the site by itself meets the criterion, "" when it does not."""
    match criterion:
        case Flag(flag=flag):
            return _FLAG_WORDS[flag] if getattr(subject, flag) else ""
        case PermitClass(values=values):
            return f"排污许可{subject.permit_class}" if subject.permit_class in values else ""
        case CreditGrade(values=grades):
            return f"信用等级“{subject.credit_grade}”" if subject.credit_grade in grades else ""
        case Kind(values=kinds):
            return f"类型为{subject.kind}" if subject.kind in kinds else ""
        case Tag(tag=tag):
            return f"标签“{tag}”" if tag in subject.tags else ""
        case Facts():
            return _enough_facts(subject, criterion, quarter)
        case _:
            return ""


def _enough_facts(subject: Subject, criterion: Facts, quarter: Quarter) -> str:
    hits = sum(
        fact.kind in criterion.kinds and _in_window(fact, criterion.window, quarter)
        for fact in subject.facts
    )
    if hits < criterion.at_least:
        return ""
    return f"{_WINDOW_WORDS[criterion.window]}{'、'.join(criterion.kinds)} {hits} 次"


def _in_window(fact: DatedFact, window: Window, quarter: Quarter) -> bool:
    if window == "last_year":
        return fact.on.year == quarter.year - 1
    if window == "last_quarter":
        return quarter.previous().within(fact.on, "quarter")
    return fact.resolved_on is None
