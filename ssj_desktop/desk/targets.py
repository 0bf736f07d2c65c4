"""检查对象: the table of sites, what is known of one, and what happened to it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from ssj_desktop.desk import forms
from ssj_desktop.desk.histories import history_of
from ssj_desktop.desk.offices import office_of, scheme_if_any
from ssj_desktop.desk.overrides import Ground, Site, impose, lift
from ssj_desktop.desk.scheme_book import category_name, require_category, scheme_of
from ssj_desktop.desk.target_book import Lines, table, visit_lines
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import EnteredVisit, FieldText, TargetCard, TargetRow
from ssj_desktop.facts.roster import TargetFact as FactLine
from ssj_desktop.models import (
    classes,
    draw_log,
    exclusion,
    roster_book,
    roster_edit,
    standing,
    visits,
)
from ssj_desktop.models.roster import Target, TargetFact, Visit
from ssj_desktop.models.store import Store
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

_KIND = RosterKind.TARGETS


class Targets:
    """Verbs on single sites; whole rosters come by :class:`~ssj_desktop.desk.imports.Imports`."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def rows(self, quarter: Quarter | None = None) -> tuple[TargetRow, ...]:
        """Return a line for every site, as of ``quarter`` or, None, of the quarter of today.

        The file is held only while it is read, not while 50,000 lines are built.
        """
        quarter = quarter or Quarter.of(self._store.clock().date())
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
            lines = Lines(
                roster_book.target_lines(session),
                roster_book.dated_facts(session),
                roster_book.visit_counts(session, quarter.year),
                classes.overrides(session),
            )
        return table(lines, scheme, quarter)

    def card(self, code: str) -> TargetCard:
        """Return all that is known of a site, its category that of the quarter of today.

        Raises:
            DeskError: no such site.
        """
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
            entry = forms.entry_of(session, _KIND, code)
            number = entry["id"]
            facts = roster_book.facts_of(session, number)
            drawn = roster_book.drawn_of(session, number)
            entered = roster_book.entered_of(session, number)
            called = {
                (meant_by, key): category_name(session, scheme, meant_by, key)
                for _, key, _, meant_by in entered
            }
            recusals = roster_book.recusals(session, target_id=number)
            history = history_of(session, _KIND, entry, scheme)
            set_by = classes.override_of(session, number)
            decisions = exclusion.decisions(session, number)
        site = Site(Target(**entry), facts, scheme, Quarter.of(self._store.clock().date()))
        category, why = site.category(set_by)
        return TargetCard(
            code=code,
            name=entry["name"],
            fields=forms.form_of(_KIND, entry),
            category=category,
            why=why,
            override=site.override_line(set_by),
            facts=facts,
            visits=tuple(visit_lines(entered, drawn, called)),
            exclusions=decisions,
            recusals=recusals,
            history=history,
        )

    def blank(self) -> tuple[FieldText, ...]:
        """Return the fields of a form for a new site."""
        return forms.blank_form(_KIND)

    def save(self, code: str | None, texts: Mapping[str, str]) -> str:
        """Keep a form, of a new site where ``code`` is None; return the site's code.

        Raises:
            FormError, DeskError: as :func:`ssj_desktop.desk.forms.save`.
        """
        with self._store.writing(self._clerk, "targets.save") as change:
            return forms.save(change, _KIND, code, texts)

    def tag(self, codes: Collection[str], add: Sequence[str], remove: Sequence[str]) -> int:
        """Give sites tags and take others away; return how many sites have changed by it.

        Raises:
            DeskError: no tag is named, one is to be given and taken, or one may not be shown.
        """
        add, remove = forms.tags_of(add), forms.tags_of(remove)
        if not add and not remove:
            raise DeskError("没有写标签。", "请写明要加或要去的标签。")
        if both := [tag for tag in add if tag in remove]:
            raise DeskError(f"标签“{both[0]}”既要加又要去。", "请只选一样。")
        with self._store.writing(self._clerk, "targets.tag") as change:
            changed = roster_edit.retag(change.session, set(codes), add, remove)
            if changed:
                change.say(codes=changed, add=add, remove=remove)
        return len(changed)

    def tags(self) -> tuple[str, ...]:
        """Return the tags in use, sorted."""
        with self._store.reading() as session:
            return roster_book.tags(session)

    @staticmethod
    def fact_kinds() -> tuple[str, ...]:
        """Return the kinds of facts there are, in the office's words."""
        return tuple(FactKind)

    def categories(self) -> tuple[tuple[str, str], ...]:
        """Return key and name of the scheme's categories, () before the office has a scheme."""
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
        return tuple((part.key, part.name) for part in scheme.categories) if scheme else ()

    def record_fact(
        self, code: str, kind: str, happened_on: date, number: str, evidence: str
    ) -> None:
        """Write down a dated fact of a site; ``number`` is the document's, where it has one.

        Raises:
            DeskError: no such site or kind of facts, a day to come, no evidence, or it is written
                down already.
        """
        kind = _fact_kind(kind)
        number, evidence = one_line(number), self._checked(happened_on, evidence)
        with self._store.writing(self._clerk, "targets.record_fact") as change:
            target = target_of(change.session, code)
            fact = {
                "target_id": target.id,
                "kind": kind,
                "happened_on": happened_on,
                "number": number,
                "evidence": evidence,
            }
            _add_once(change.session, TargetFact, fact)
            on = happened_on.isoformat()
            change.say(code=code, site=target.name, kind=kind, on=on, number=number)

    def settle_fact(self, code: str, fact: FactLine, settled_on: date, evidence: str) -> None:
        """Write down that a site's ``fact``, and no other of its day, is settled (整改到位, 摘牌).

        Raises:
            DeskError: no such open fact, a day to come or before the fact, or no evidence.
        """
        evidence, on = self._checked(settled_on, evidence), fact.happened_on
        if settled_on < on:
            raise DeskError(f"销号日期 {settled_on} 早于发生日期 {on}。", "请核对日期。")
        with self._store.writing(self._clerk, "targets.settle_fact") as change:
            target = target_of(change.session, code)
            query = select(TargetFact).where(
                TargetFact.target_id == target.id,
                TargetFact.kind == fact.kind,
                TargetFact.happened_on == on,
                TargetFact.number == fact.number,
                TargetFact.evidence == fact.evidence,
                col(TargetFact.resolved_on).is_(None),
            )
            row = change.session.exec(query).first()
            if row is None:
                raise DeskError(f"{code} 没有 {on} 的未销号“{fact.kind}”。", "请核对后再填。")
            row.resolved_on = settled_on
            change.say(
                code=code,
                site=target.name,
                kind=fact.kind,
                on=on.isoformat(),
                number=fact.number,
                settled=settled_on.isoformat(),
                evidence=evidence,
            )

    def record_visit(self, code: str, visited_on: date, category: str, evidence: str) -> None:
        """Enter a visit of before the program was in use (补录); ``category`` is a scheme's key.

        Raises:
            DeskError: no such site or category, a day to come, no evidence, a quarter that the
                program has drawn or on a campaign's list of which the site stands, or the same
                visit is entered already.
        """
        evidence = self._checked(visited_on, evidence)
        with self._store.writing(self._clerk, "targets.record_visit") as change:
            scheme = _scheme(change.session)
            require_category(scheme, category)
            target = target_of(change.session, code)
            _require_undrawn(change.session, target, Quarter.of(visited_on))
            visit = {
                "target_id": target.id,
                "visited_on": visited_on,
                "category": category,
                "evidence": evidence,
            }
            _add_once(change.session, Visit, visit, scheme_id=scheme.id)
            on = visited_on.isoformat()
            change.say(code=code, site=target.name, on=on, category=category, evidence=evidence)

    def forget_visit(self, code: str, visit: EnteredVisit, reason: str) -> None:
        """Take away a visit that was entered by mistake (补录); the journal keeps it, and why.

        Raises:
            DeskError: no such site or visit, no reason, or a draw has counted it since.
        """
        reason = required(reason, "没有填写原因。", "请写明为什么撤销这次补录。")
        with self._store.writing(self._clerk, "targets.forget_visit") as change:
            target = target_of(change.session, code)
            row = visits.visit_of(change.session, target, visit.on, visit.category, visit.evidence)
            if row is None:
                raise DeskError(f"{code} 没有 {visit.on} 的这次补录。", "请核对后再撤销。")
            if drawn := visits.counted_in(change.session, target, row):
                raise DeskError(
                    f"摇号 {drawn} 冻结时已经算上这次检查，不能再撤销。",
                    "名单和文书都按它算过；请保留，并把情况写进备查材料。",
                )
            visits.forget(change.session, row)
            change.say(
                code=code,
                site=target.name,
                on=visit.on.isoformat(),
                category=visit.category,
                evidence=visit.evidence,
                reason=reason,
            )

    def override(self, code: str, key: str, reason: str, evidence: str) -> None:
        """Put a site into the category ``key`` by hand, whatever its facts say, until it is lifted.

        Raises:
            DeskError: as :func:`ssj_desktop.desk.overrides.impose`.
        """
        with self._store.writing(self._clerk, "targets.override") as change:
            target = target_of(change.session, code)
            facts = roster_book.facts_of(change.session, target.id)
            scheme, now = _scheme(change.session), self._store.clock()
            site = Site(target, facts, scheme, Quarter.of(now.date()))
            ground = Ground(reason, evidence, self._clerk, now)
            change.say(**impose(change.session, site, key, ground))

    def lift_override(self, code: str, reason: str) -> None:
        """Have a site's facts say again which category it is in.

        Raises:
            DeskError: no such site, nothing is set by hand, or no reason.
        """
        with self._store.writing(self._clerk, "targets.lift_override") as change:
            target = target_of(change.session, code)
            ground = Ground(reason, "", self._clerk, self._store.clock())
            change.say(**lift(change.session, target, ground))

    def _checked(self, day: date, evidence: str) -> str:
        if day > self._store.clock().date():
            raise DeskError(f"日期 {day} 还没有到。", "请核对日期。")
        return required(evidence, "没有填写依据。", "请写明文号或材料名称。")


def _scheme(session: Session) -> Scheme:
    return scheme_of(session, office_of(session))


def _fact_kind(word: str) -> str:
    if word in tuple(FactKind):
        return str(word)
    raise DeskError(f"没有名为“{word}”的情形。", f"可选：{'、'.join(FactKind)}。")


def _require_undrawn(session: Session, target: Target, quarter: Quarter) -> None:
    """Refuse a visit that a draw of the program counts, else it would lower the quota twice."""
    said = ""
    if draw := draw_log.standing_in(session, quarter):
        said = f"{quarter}已用本程序摇号（{draw.draw_id}）"
    elif listed := standing.listed_in(session, quarter).get(target.id):
        said = f"{target.name}已在{quarter}用本程序摇出的名单上（{listed}）"
    if said:
        raise DeskError(f"{said}，检查次数由程序计算。", "补录只用于启用本程序之前的检查。")


def _add_once(
    session: Session, model: type[SQLModel], values: dict[str, Any], **others: object
) -> None:
    """Add a row, but never the very same twice: two penalties make another category than one.

    ``others`` are values that make no other row of it.
    """
    if session.exec(select(model).filter_by(**values)).first():
        raise DeskError("同样的内容已经登记过。", "确有两次的，请写明各自的文号或材料名称。")
    session.add(model(**values, **others))


def target_of(session: Session, code: str) -> Target:
    """Return the site with this code.

    Raises:
        DeskError: there is none.
    """
    target = session.exec(select(Target).where(Target.code == code)).first()
    return target or forms.refuse_code(_KIND, code)
