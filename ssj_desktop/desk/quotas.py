"""应抽: what a quarter's draw takes of each category, computed from the roster of today."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from ssj_desktop.desk.deadlines import last_day, last_workday
from ssj_desktop.desk.offices import office_of, scheme_of
from ssj_desktop.facts.quota import Exclusion, Layer, QuarterDeadline, QuotaLine
from ssj_desktop.models import census
from ssj_desktop.models.store import Store
from ssj_desktop.rules.census import Heads
from ssj_desktop.rules.period import Quarter, Span
from ssj_desktop.rules.quota import CategoryQuota, Raise, quotas, rule_words
from ssj_desktop.rules.scheme import Scheme

_THIS_SPAN: dict[Span, str] = {"quarter": "本季度", "half_year": "本半年", "year": "本年"}


class Quotas:
    """Reads only: nothing is fixed before the freeze."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lines(
        self, quarter: Quarter, raises: Mapping[str, Raise] | None = None
    ) -> tuple[QuotaLine, ...]:
        """Return each category's line for ``quarter``; ``raises`` maps category keys.

        Raises:
            DeskError: the office is not set up, or a raise is below the scheme's least.
        """
        with self._store.reading() as session:
            scheme = scheme_of(office_of(session))
            return measure(session, scheme, quarter, raises or {}).lines

    def deadlines(self, quarter: Quarter) -> tuple[QuarterDeadline, ...]:
        """Return what the scheme wants done within so many days of the quarter's beginning."""
        with self._store.reading() as session:
            scheme = scheme_of(office_of(session))
        found = []
        for rule in scheme.deadlines:
            if rule.event == "quarter_start":
                due = last_day(rule, quarter.first_day)
                act_by = last_workday(due) if due else None
                found.append(QuarterDeadline(rule.name, rule.clause, due, act_by))
        return tuple(found)


@dataclass(frozen=True)
class Measured:
    """A quarter's quotas with the sites behind them; ``strata`` maps a code to its stratum."""

    lines: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    strata: dict[str, str]
    categories: dict[str, str]
    target_count: int
    squad_count: int
    entered_visits: int


def measure(
    session: Session, scheme: Scheme, quarter: Quarter, raises: Mapping[str, Raise]
) -> Measured:
    """Compute the quotas of ``quarter`` from the roster of today."""
    subjects = census.subjects(session, scheme.kinds)
    heads = census.heads(session)
    found = quotas(subjects, heads, scheme, quarter, raises)
    layers = [
        (part.category.key, _stratum(part, layer.visits), layer.codes)
        for part in found
        for layer in part.layers
    ]
    return Measured(
        lines=tuple(_line(part, heads) for part in found),
        exclusions=_exclusions(session, found),
        strata={code: stratum for _, stratum, codes in layers for code in codes},
        categories={stratum: key for key, stratum, _ in layers},
        entered_visits=census.entered_visits(session, quarter.year),
        target_count=len(subjects),
        squad_count=heads.squads,
    )


def _line(part: CategoryQuota, heads: Heads) -> QuotaLine:
    notes = []
    if part.category.quota.basis == "squads" and not heads.squads:
        notes.append("执法人员名录里没有登记分队，按 0 个分队计算")
    if part.visited:
        span = _THIS_SPAN[part.category.quota.period]
        notes.append(f"{span}已查的 {part.visited} 家不重复列入")
    if part.short:
        notes.append(f"可抽对象不足，少 {part.short} 家，已全部列入")
    return QuotaLine(
        key=part.category.key,
        name=part.category.name,
        clause=part.category.clause,
        rule=rule_words(part.category.quota),
        formula=part.formula,
        base=len(part.members),
        pool=sum(len(layer.codes) for layer in part.layers),
        quota=part.quota,
        planned=part.planned,
        raise_reason=part.raised.reason if part.raised else "",
        notes=tuple(notes),
        layers=tuple(
            Layer(_stratum(part, layer.visits), layer.visits, len(layer.codes), layer.k)
            for layer in part.layers
        ),
    )


def _stratum(part: CategoryQuota, visits: int) -> str:
    return f"{part.category.name}·本年{visits}次"


def _exclusions(session: Session, found: list[CategoryQuota]) -> tuple[Exclusion, ...]:
    names = {code: part.category.name for part in found for code in part.excluded}
    return tuple(
        Exclusion(site.code, site.name, names[site.code], site.status, site.status_evidence)
        for site in census.gone(session)
        if site.code in names
    )
