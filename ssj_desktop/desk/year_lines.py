"""A year's categories: what was drawn, what is planned, and what the rest comes to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssj_desktop.desk.year_basis import Known, YearBasis
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.facts.year_plan import QUARTERS, YearLine, YearQuarter, YearRaise, YearRaising
from ssj_desktop.rules.census import Subject
from ssj_desktop.rules.period import SPAN_WORDS, Quarter
from ssj_desktop.rules.quota import CategoryQuota, Raise
from ssj_desktop.rules.quota_rule import Quota
from ssj_desktop.rules.quota_words import bounds, rule_words
from ssj_desktop.rules.scheme import Category
from ssj_desktop.rules.year import (
    QuarterCensus,
    QuarterQuotas,
    least_of_year,
    project_year,
    spans_of,
)

# How many were entered later, by scheme's id, category's key and quarter.
Entered = Counter[tuple[str, str, Quarter]]

_SPANS = {"quarter": "个季度", "half_year": "个半年"}


@dataclass(frozen=True)
class Projected:
    """The year's lines, by category who has left, the raises that may not be, and what can be
    raised."""

    lines: tuple[YearLine, ...]
    excluded: dict[str, tuple[str, ...]]
    faults: tuple[DeskError, ...]
    raising: tuple[YearRaising, ...]


def project(basis: YearBasis) -> Projected:
    """Return the year by category; of a category that only an earlier scheme had, a line too."""
    quarters = project_year(
        basis.scheme, basis.year, [_census(basis, known) for known in basis.quarters]
    )
    today = quarters[_place(basis)].lines
    seen = {code for one in quarters for code in one.drawn}
    subjects = {subject.code: subject for subject in basis.census.subjects}
    entered = _entered(basis)
    lines = []
    for place, category in enumerate(basis.scheme.categories):
        among = [one.lines[place] for one in quarters]
        year = _Year(basis, category, among, today[place], entered)
        lines.append(year.line(subjects, seen))
    return Projected(
        lines=(*lines, *_former(basis, entered)),
        excluded={line.category.name: line.excluded for line in today},
        faults=_faults(quarters),
        raising=tuple(_raising(basis, quarters)),
    )


def _place(basis: YearBasis) -> int:
    """Return the place of today's quarter in the year, or the nearest one's."""
    today = Quarter.of(basis.now.date())
    if today.year != basis.year:
        return 0 if today.year < basis.year else 3
    return today.number - 1


def _census(basis: YearBasis, known: Known) -> QuarterCensus:
    """Return what a quarter is projected from; what is drawn stands with the visits already."""
    settled: dict[str, int] | None = None if known.state == "预计" else {}
    if known.state == "已批准" and known.scheme_id == basis.scheme.id:
        settled = {key: line.planned for key, line in known.lines.items()}
    raises = known.raises if known.state == "预计" else {}
    subjects, heads = tuple(basis.census.subjects), basis.census.heads
    return QuarterCensus(subjects, heads, raises=raises, settled=settled)


def _raising(basis: YearBasis, quarters: Sequence[QuarterQuotas]) -> Iterator[YearRaising]:
    """Yield what the quarters that are still open have in common, category by category."""
    opened = [place for place, known in enumerate(basis.quarters) if known.is_open]
    if not opened:
        return
    for number, category in enumerate(basis.scheme.categories):
        among = [quarters[place].lines[number] for place in opened]
        drafts = [basis.quarters[place].raises.get(category.key) for place in opened]
        same = drafts[0] if len(set(drafts)) == 1 else None
        yield YearRaising(
            key=category.key,
            name=category.name,
            clause=category.clause,
            span=SPAN_WORDS[category.quota.period],
            base=min(len(line.members) for line in among),
            least=max(line.least for line in among),
            most=min((line.most for line in among if line.most is not None), default=None),
            office_set=category.quota.basis == "office",
            quarters=tuple(place + 1 for place in opened),
            raised_to=same.number if same else None,
            raise_reason=same.reason if same else "",
            any_raised=any(drafts),
        )


def _faults(quarters: Sequence[QuarterQuotas]) -> tuple[DeskError, ...]:
    return tuple(
        DeskError(f"{QUARTERS[one.quarter.number - 1]}：{fault.message}", fault.hint)
        for one in quarters
        for fault in one.faults
    )


def _entered(basis: YearBasis) -> Entered:
    """Count the visits entered later by category and quarter, under this scheme or another one."""
    return Counter(
        (visit.scheme or basis.scheme.id, visit.category, Quarter.of(visit.on))
        for subject in basis.census.subjects
        for visit in subject.visits
        if visit.entered and visit.on.year == basis.year
    )


@dataclass(frozen=True)
class _Year:
    """One category: its projected quarters, and its line of today."""

    basis: YearBasis
    category: Category
    projected: Sequence[CategoryQuota]
    today: CategoryQuota
    entered: Entered

    def line(self, subjects: dict[str, Subject], seen: set[str]) -> YearLine:
        """Return the category's line; ``seen``: whom the projection draws."""
        year, rule = self.basis.year, self.category.quota
        pool = [subjects[code] for code in self.today.members if not subjects[code].excluded]
        visited = {subject.code for subject in pool if subject.visits_in_year(year)}
        reached = seen | visited
        covered = sum(subject.code in reached for subject in pool)
        earlier = sum(any(visit.on.year < year for visit in it.visits) for it in pool)
        leasts = [self._least(place) for place in range(4)]
        least = least_of_year(rule, leasts, len(pool), earlier)
        quarters = tuple(self._quarter(place) for place in range(4))
        printed = self.category.printed
        return YearLine(
            key=self.category.key,
            name=self.category.name,
            clause=self.category.clause,
            rule=rule_words(rule),
            formula=self._formula(leasts, least),
            span=SPAN_WORDS[rule.period],
            method=self.category.method,
            coverage=rule.coverage,
            base=len(self.today.members),
            excluded=len(self.today.excluded),
            pool=len(pool),
            visited=len(visited),
            covered=covered,
            least=least,
            quarters=quarters,
            raises=self._raises(),
            notes=tuple(self._notes(quarters, least, len(pool) - covered)),
            item=printed.item if printed else "",
            department=printed.department if printed else "",
        )

    def _fixed(self, place: int) -> QuotaLine | None:
        known = self.basis.quarters[place]
        return known.lines.get(self.category.key) if self._ours(known) else None

    def _ours(self, known: Known) -> bool:
        return known.scheme_id in ("", self.basis.scheme.id)

    def _least(self, place: int) -> int:
        """Return what the rule came to; nothing in a quarter that another scheme ruled."""
        if fixed := self._fixed(place):
            return fixed.least
        ours = self._ours(self.basis.quarters[place])
        return self.projected[place].least if ours else 0

    def _quarter(self, place: int) -> YearQuarter:
        known, key = self.basis.quarters[place], self.category.key
        entered = self.entered[self.basis.scheme.id, key, known.quarter]
        if known.state == "预计":
            line = self.projected[place]
            base, quota, planned = len(line.members), line.quota, line.planned
        elif fixed := self._fixed(place):
            base, quota, planned = fixed.base, fixed.quota, fixed.planned
        else:
            base, quota, planned = len(self.projected[place].members), 0, 0
        drawn = known.standing.get(key, (0, 0))[0] if self._ours(known) else 0
        return YearQuarter(known.quarter, known.state, base, quota, planned, drawn, entered)

    def _formula(self, leasts: Sequence[int], least: int) -> str:
        rule, base, heads = self.category.quota, len(self.today.members), self.basis.census.heads
        formula = bounds(rule, base, heads, self.basis.scheme.head_count).formula
        if rule.basis == "office":
            return formula
        spans = spans_of(rule, leasts)
        if len(spans) > 1:
            same = len(set(spans)) == 1
            sum_of = f"{len(spans)} {_SPANS[rule.period]} × {spans[0]}" if same else _plus(spans)
            formula += f"；{sum_of} = {sum(spans)} 家次"
        if least != sum(spans):
            formula += f"；{_why_other(rule)} {least} 家次"
        return formula

    def _raises(self) -> tuple[YearRaise, ...]:
        """Return the raises, those of one number and reason in several quarters as one."""
        found: dict[tuple[int, int, str], list[int]] = {}
        for place, known in enumerate(self.basis.quarters):
            fixed = self._fixed(place)
            draft = known.raises.get(self.category.key) if known.state == "预计" else None
            if fixed and fixed.raised_to is not None:
                draft = Raise(fixed.raised_to, fixed.raise_reason)
            if draft:
                raised = (self._least(place), draft.number, draft.reason)
                found.setdefault(raised, []).append(place + 1)
        rule = self.category.quota
        return tuple(
            YearRaise(tuple(places), SPAN_WORDS[rule.period], *raised, rule.basis == "office")
            for raised, places in found.items()
        )

    def _notes(self, quarters: Sequence[YearQuarter], least: int, uncovered: int) -> Iterator[str]:
        base, visits = len(self.today.members), sum(one.visits for one in quarters)
        fixed = next((one for one in quarters if one.state in ("已摇号", "已批准")), None)
        if fixed and fixed.base != base:
            name = QUARTERS[fixed.quarter.number - 1]
            yield f"基数由{name}的 {fixed.base} 家变为 {base} 家"
        if self.category.quota.basis == "office" and base and not visits:
            yield "本单位还没有确定这一类抽多少，现在按 0 家计算"
        if entered := sum(one.entered for one in quarters):
            yield f"含补录 {entered} 家次"
        if visits < least:
            yield f"比方案的最低数少 {least - visits} 家次{_why_less(quarters)}"
        if uncovered and self.category.quota.coverage == "hard":
            yield f"方案要求年度全覆盖，到年末还有 {uncovered} 家没有查到"
        if uncovered and self.category.quota.coverage == "soft":
            yield f"方案要求争取年度全覆盖，到年末还有 {uncovered} 家没有查过"
        if self.category.method != "现场检查":
            yield f"按方案以{self.category.method}为主"


def _plus(spans: Sequence[int]) -> str:
    return "＋".join(map(str, spans))


def _why_other(rule: Quota) -> str:
    if rule.period == "once":
        return "以前年度查过的不再查，本年至少"
    return "不列入的除外，年度全覆盖" if rule.period == "year" else "年度全覆盖至少"


def _why_less(quarters: Sequence[YearQuarter]) -> str:
    if any(one.state == "未摇号" for one in quarters):
        return "：有的季度没有摇号"
    return "：可抽对象不足，已全部列入" if any(one.quota > one.planned for one in quarters) else ""


def _former(basis: YearBasis, entered: Entered) -> Iterator[YearLine]:
    """Yield a line for each category of another scheme, or of an earlier edition of this one, by
    which anything of this year was fixed or entered later."""
    ours = basis.scheme
    fixed: dict[tuple[str, str], QuotaLine] = {}
    for known in basis.quarters:
        for key, line in known.lines.items():
            fixed.setdefault((known.scheme_id, key), line)
    came = dict.fromkeys((*fixed, *((scheme, key) for scheme, key, _ in entered)))
    for scheme, key in came:
        if scheme == ours.id and key in ours.precedence:
            continue
        name, clause, rule, span, method = _called(basis, fixed.get((scheme, key)), scheme, key)
        quarters = tuple(
            _under(known, scheme, key, entered[scheme, key, known.quarter])
            for known in basis.quarters
        )
        later = sum(one.entered for one in quarters)
        yield YearLine(
            key=f"{scheme}/{key}",
            name=f"{name}（原方案）",
            clause=clause,
            rule=rule,
            formula=f"{_why_former(scheme == ours.id)}，只列已经摇号、批准或补录的",
            span=span,
            method=method,
            coverage="none",
            base=0,
            excluded=0,
            pool=0,
            visited=0,
            covered=0,
            least=sum(one.quota for one in quarters),
            quarters=quarters,
            raises=(),
            notes=(f"含补录 {later} 家次",) if later else (),
        )


def _called(
    basis: YearBasis, fixed: QuotaLine | None, scheme: str, key: str
) -> tuple[str, str, str, str, str]:
    """Return a former category's name, clause, rule, span and way of inspecting.

    As it was fixed, or else as its scheme has it now.
    """
    if fixed:
        return fixed.name, fixed.clause, fixed.rule, fixed.span, fixed.method
    if it := basis.former.get((scheme, key)):
        span = SPAN_WORDS[it.quota.period]
        return it.name, it.clause, rule_words(it.quota), span, it.method
    return key, "", "", "", ""


def _why_former(ours: bool) -> str:
    return "新版方案里没有这一类" if ours else "年内改用了别的方案"


def _under(known: Known, scheme: str, key: str, entered: int) -> YearQuarter:
    line = known.lines.get(key) if known.scheme_id == scheme else None
    if line is None:
        return YearQuarter(known.quarter, known.state, 0, 0, 0, entered=entered)
    drawn = known.standing.get(key, (0, 0))[0]
    numbers = line.base, line.quota, line.planned, drawn, entered
    return YearQuarter(known.quarter, known.state, *numbers)
