"""应抽: what a quarter's draw takes of each category, computed from one census."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.facts.quota import Exclusion, Layer, QuotaLine
from ssj_desktop.models.census import Census
from ssj_desktop.rules.census import Heads
from ssj_desktop.rules.classification import governs
from ssj_desktop.rules.period import SPAN_WORDS, Quarter, Span
from ssj_desktop.rules.quota import CategoryQuota, Raise, quotas, raise_faults
from ssj_desktop.rules.quota_words import rule_words
from ssj_desktop.rules.scheme import Scheme

_NAMED = 3  # sites that a warning names; the card lists them all
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
    ``at_cap``: who can be drawn though the yearly cap is reached (N-11).
    ``faults`` are the raises that may not be: whoever fixes anything by the lines refuses them.
    """

    lines: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    at_cap: tuple[AtCap, ...]
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
    at_cap = _at_cap(census, found)
    return Measured(
        lines=tuple(_line(part, census.heads, by_hand, at_cap) for part in found),
        exclusions=_exclusions(census, found),
        at_cap=at_cap,
        placed={site.code: "" for site in census.subjects}
        | {code: part.category.key for part in found for code in part.members},
        strata={code: stratum for _, stratum, codes in layers for code in codes},
        categories={stratum: key for key, stratum, _ in layers},
        target_count=len(census.subjects),
        squad_count=census.heads.squads,
        entered_visits=census.entered_visits,
        faults=raise_faults(found, raises),
    )


def cap_warning(at_cap: Sequence[AtCap]) -> str:
    """Say who can still be drawn though the yearly cap is reached and nobody has decided (N-11)."""
    left = [one for one in at_cap if not one.kept]
    if not left:
        return ""
    names = "、".join(one.name for one in left[:_NAMED]) + ("等" if len(left) > _NAMED else "")
    return (
        f"年度入企上限：{names} {len(left)} 家本年已查满 {left[0].most} 次，还在可抽范围。"
        "请在“抽查计划 → 季度”逐家决定排除，或者写明理由保留。"
    )


def _line(
    part: CategoryQuota, heads: Heads, by_hand: Set[str], at_cap: Sequence[AtCap]
) -> QuotaLine:
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
        notes=tuple(_notes(part, heads, by_hand, at_cap)),
        layers=tuple(
            Layer(_stratum(part, layer.visits), layer.visits, len(layer.codes), layer.k)
            for layer in part.layers
        ),
        most=part.most,
        office_set=rule.basis == "office",
        method=part.category.method,
    )


def _notes(
    part: CategoryQuota, heads: Heads, by_hand: Set[str], at_cap: Sequence[AtCap]
) -> Iterator[str]:
    rule = part.category.quota
    if set_here := len(by_hand & set(part.members)):
        yield f"其中 {set_here} 家由人工认定"
    if rule.basis == "office" and part.members and not part.raised:
        yield "本单位还没有确定这一类抽多少，现在按 0 家计算"
    if rule.basis == "squads" and not heads.squads:
        yield "执法人员名录里没有登记分队，按 0 个分队计算"
    if part.visited:
        yield f"{_THIS_SPAN[rule.period]}已查的 {part.visited} 家不重复列入"
    if reached := [one for one in at_cap if one.category == part.category.name]:
        yield _reached(part, reached)
    if part.short:
        yield f"可抽对象不足，少 {part.short} 家，已全部列入"
    if rule.coverage == "soft" and part.uncovered:
        yield f"方案要求争取年度全覆盖，抽完本季还有 {part.uncovered} 家本年没有查过"
    if part.category.method != "现场检查":
        yield f"按方案以{part.category.method}为主"


def _reached(part: CategoryQuota, reached: Sequence[AtCap]) -> str:
    most, kept = reached[0].most, sum(bool(one.kept) for one in reached)
    drawn = sum(layer.k for layer in part.layers if layer.visits >= most)
    return (
        f"其中 {len(reached)} 家本年已查满 {most} 次"
        + (f"（已决定保留 {kept} 家）" if kept else "")
        + (f"，本季度要抽到 {drawn} 家" if drawn else "，本季度抽不到")
    )


def _stratum(part: CategoryQuota, visits: int) -> str:
    return f"{part.category.name}·本年{visits}次"


def _exclusions(census: Census, found: list[CategoryQuota]) -> tuple[Exclusion, ...]:
    names = {code: part.category.name for part in found for code in part.excluded}
    return tuple(
        replace(one, category=names[one.code]) for one in census.excluded if one.code in names
    )


def _at_cap(census: Census, found: list[CategoryQuota]) -> tuple[AtCap, ...]:
    reached = {one.code: one for one in census.at_cap}
    names = {
        code: part.category.name
        for part in found
        for layer in part.layers
        for code in layer.codes
        if code in reached
    }
    return tuple(
        replace(one, category=names[code]) for code, one in reached.items() if code in names
    )
