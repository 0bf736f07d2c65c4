"""Which category a site belongs to, and why: by its facts, or by a decision of the office."""

from dataclasses import dataclass

from ssj_desktop.rules.census import DatedFact, Override, Subject
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
from ssj_desktop.rules.scheme import Category, Scheme

_FLAG_WORDS = {"key_unit": "重点排污单位", "positive_list": "正面清单"}
_WINDOW_WORDS: dict[Window, str] = {
    "last_year": "上年度",
    "last_quarter": "上一季度",
    "unresolved": "尚未销号的",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion that a site meets, in words, and the dated facts by which it does.

    Where there are none, the site's own entry in the roster says it all. ``of_kinds``: the facts
    are of several kinds, each of which is named.
    """

    words: str
    facts: tuple[DatedFact, ...] = ()
    of_kinds: bool = False

    def __str__(self) -> str:
        return f"{self.words}：{'、'.join(self.proofs)}" if self.facts else self.words

    @property
    def proofs(self) -> tuple[str, ...]:
        """Each fact with its day and its document, the oldest first."""
        return tuple(self._proof(fact) for fact in self.facts)

    def _proof(self, fact: DatedFact) -> str:
        kind = fact.kind if self.of_kinds else ""
        return " ".join(filter(None, (str(fact.on), kind, fact.number or fact.evidence)))


@dataclass(frozen=True, slots=True)
class Classified:
    """A category's key and every criterion of it that the site meets, or who has set it by hand."""

    key: str
    reasons: tuple[Reason, ...]


def classify(subject: Subject, scheme: Scheme, quarter: Quarter) -> Classified | None:
    """Return the first category by the scheme's precedence whose criteria the site meets.

    What the office has set by hand goes before all of them. The rest is met only where nothing
    else is (BD-7: 保定's general objects by name go before its key ones, its other general objects
    after). None where a scheme without a rest category covers nothing of the site.
    """
    if (set_by := subject.override) and governs(set_by, scheme):
        words = f"人工认定（{set_by.by}，{set_by.on}）：{set_by.reason}"
        return Classified(set_by.category, (Reason(words),))
    for category in scheme.ranked:
        if reasons := reasons_for(subject, category, quarter):
            return Classified(category.key, reasons)
    return Classified(scheme.rest, (Reason("其余对象"),)) if scheme.rest else None


def reasons_for(subject: Subject, category: Category, quarter: Quarter) -> tuple[Reason, ...]:
    """Return every criterion of a category that the site by itself meets."""
    found = (met(subject, part, quarter) for part in category.criteria)
    return tuple(filter(None, found))


def governs(override: Override, scheme: Scheme) -> bool:
    """Return whether what was set by hand was set under this scheme, and is one of its own."""
    return override.scheme == scheme.id and override.category in scheme.precedence


def met(subject: Subject, criterion: Criterion, quarter: Quarter) -> Reason | None:
    """Return how the site by itself meets the criterion, None when it does not."""
    if isinstance(criterion, Facts):
        return _enough_facts(subject, criterion, quarter)
    words = _mark(subject, criterion)
    return Reason(words) if words else None


def _mark(subject: Subject, criterion: Criterion) -> str:
    """Return in words which entry of the roster meets the criterion, "" when none does."""
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
        case _:
            return ""


def _enough_facts(subject: Subject, criterion: Facts, quarter: Quarter) -> Reason | None:
    if len(subject.facts) < criterion.at_least:
        return None
    hits = [
        fact
        for fact in subject.facts
        if fact.kind in criterion.kinds and _in_window(fact, criterion.window, quarter)
    ]
    if len(hits) < criterion.at_least:
        return None
    words = f"{_WINDOW_WORDS[criterion.window]}{'、'.join(criterion.kinds)} {len(hits)} 次"
    oldest_first = sorted(hits, key=lambda fact: fact.on)
    return Reason(words, tuple(oldest_first), len(criterion.kinds) > 1)


def _in_window(fact: DatedFact, window: Window, quarter: Quarter) -> bool:
    if window == "last_year":
        return fact.on.year == quarter.year - 1
    if window == "last_quarter":
        return quarter.previous().within(fact.on, "quarter")
    return fact.resolved_on is None
