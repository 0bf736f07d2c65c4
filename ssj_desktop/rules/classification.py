"""Which category a site belongs to, and why."""

from dataclasses import dataclass

from ssj_desktop.rules.census import DatedFact, Subject
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Criterion, Facts, Flag, PermitClass, Scheme, Tag, Window

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

    None where a scheme without a rest category covers nothing of the site.
    """
    for key in scheme.precedence:
        criteria = scheme.category(key).criteria
        reasons = tuple(filter(None, (met(subject, part, quarter) for part in criteria)))
        if reasons:
            return Classified(key, reasons)
    return None


def met(subject: Subject, criterion: Criterion, quarter: Quarter) -> str:
    """Return in words how the site meets the criterion, "" when it does not."""
    match criterion:
        case Flag(flag=flag):
            return _FLAG_WORDS[flag] if getattr(subject, flag) else ""
        case PermitClass(values=values):
            return f"排污许可{subject.permit_class}" if subject.permit_class in values else ""
        case Tag(tag=tag):
            return f"标签“{tag}”" if tag in subject.tags else ""
        case Facts():
            return _enough_facts(subject, criterion, quarter)
        case _:
            return "其余对象"


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
