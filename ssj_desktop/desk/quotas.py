"""应抽: what a quarter's draw takes of each category, computed from one census."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.quota import Exclusion, Layer, QuotaLine
from ssj_desktop.models.census import Census
from ssj_desktop.rules.census import Heads
from ssj_desktop.rules.classification import governs
from ssj_desktop.rules.period import SPAN_WORDS, Quarter, Span
from ssj_desktop.rules.quota import CategoryQuota, Raise, quotas, raise_faults
from ssj_desktop.rules.quota_words import rule_words
from ssj_desktop.rules.scheme import Scheme

_THIS_SPAN: dict[Span, str] = {
    "quarter": "本季度",
    "half_year": "本半年",
    "year": "本年",
    "once": "此前",
}


@dataclass(frozen=True)
class Measured:
    """A quarter's quotas with the sites behind them; ``strata`` maps a code to its stratum.

    ``placed`` maps every code to its category's key, "" where none covers the site.
    ``faults`` are the raises that may not be: whoever fixes anything by the lines refuses them.
    """

    lines: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    placed: dict[str, str]
    strata: dict[str, str]
    categories: dict[str, str]
    target_count: int
    squad_count: int
    entered_visits: int
    faults: tuple[DeskError, ...]


def measure(
    census: Census, scheme: Scheme, quarter: Quarter, raises: Mapping[str, Raise]
) -> Measured:
    """Compute the quotas of ``quarter``; ``raises`` maps category keys."""
    found = quotas(census.subjects, census.heads, scheme, quarter, raises)
    by_hand = {
        site.code for site in census.subjects if site.override and governs(site.override, scheme)
    }
    layers = [
        (part.category.key, _stratum(part, layer.visits), layer.codes)
        for part in found
        for layer in part.layers
    ]
    return Measured(
        lines=tuple(_line(part, census.heads, by_hand) for part in found),
        exclusions=_exclusions(census, found),
        placed={site.code: "" for site in census.subjects}
        | {code: part.category.key for part in found for code in part.members},
        strata={code: stratum for _, stratum, codes in layers for code in codes},
        categories={stratum: key for key, stratum, _ in layers},
        target_count=len(census.subjects),
        squad_count=census.heads.squads,
        entered_visits=census.entered_visits,
        faults=raise_faults(found, raises),
    )


def _line(part: CategoryQuota, heads: Heads, by_hand: Set[str]) -> QuotaLine:
    rule = part.category.quota
    return QuotaLine(
        key=part.category.key,
        name=part.category.name,
        clause=part.category.clause,
        rule=rule_words(rule),
        formula=part.formula,
        base=len(part.members),
        visited=part.covered,
        pool=sum(len(layer.codes) for layer in part.layers),
        span=SPAN_WORDS[rule.period],
        least=part.least,
        quota=part.quota,
        planned=part.planned,
        raised_to=part.raised.number if part.raised else None,
        raise_reason=part.raised.reason if part.raised else "",
        notes=tuple(_notes(part, heads, by_hand)),
        layers=tuple(
            Layer(_stratum(part, layer.visits), layer.visits, len(layer.codes), layer.k)
            for layer in part.layers
        ),
        most=part.most,
        office_set=rule.basis == "office",
        method=part.category.method,
    )


def _notes(part: CategoryQuota, heads: Heads, by_hand: Set[str]) -> Iterator[str]:
    rule = part.category.quota
    if set_here := len(by_hand & set(part.members)):
        yield f"其中 {set_here} 家由人工认定"
    if rule.basis == "office" and part.members and not part.raised:
        yield "本单位还没有确定这一类抽多少，现在按 0 家计算"
    if rule.basis == "squads" and not heads.squads:
        yield "执法人员名录里没有登记分队，按 0 个分队计算"
    if part.visited:
        yield f"{_THIS_SPAN[rule.period]}已查的 {part.visited} 家不重复列入"
    if part.short:
        yield f"可抽对象不足，少 {part.short} 家，已全部列入"
    if rule.coverage == "soft" and part.uncovered:
        yield f"方案要求争取年度全覆盖，抽完本季还有 {part.uncovered} 家本年没有查过"
    if part.category.method != "现场检查":
        yield f"按方案以{part.category.method}为主"


def _stratum(part: CategoryQuota, visits: int) -> str:
    return f"{part.category.name}·本年{visits}次"


def _exclusions(census: Census, found: list[CategoryQuota]) -> tuple[Exclusion, ...]:
    names = {code: part.category.name for part in found for code in part.excluded}
    return tuple(
        Exclusion(site.code, site.name, names[site.code], site.status, site.status_evidence)
        for site in census.gone
        if site.code in names
    )
