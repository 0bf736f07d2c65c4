"""The roster of one day as the rules look at it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.models import exclusion
from ssj_desktop.models.campaign import joins
from ssj_desktop.models.classes import overrides
from ssj_desktop.models.exclusion import TargetExclusion
from ssj_desktop.models.lottery import Draw, DrawnTarget, DrawVoid
from ssj_desktop.models.roster import Inspector, Recusal, Target, TargetFact, Visit
from ssj_desktop.models.rows import stored
from ssj_desktop.rules.census import (
    EXCLUDING_STATUSES,
    GUEST,
    DatedFact,
    Heads,
    PastVisit,
    Subject,
)
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import scheme_id


@dataclass(frozen=True)
class Census:
    """Everything that quotas are computed from, so that this needs no open session.

    ``excluded`` and ``at_cap`` (the site itself in the pool or not) bear no category yet.
    """

    subjects: Sequence[Subject]
    heads: Heads
    excluded: Sequence[Exclusion]
    at_cap: Sequence[AtCap]
    entered_visits: int


def taken(session: Session, kinds: tuple[str, ...], year: int) -> Census:
    """Return the census of the sites of these kinds as it stands, for a quarter of ``year``."""
    decided = exclusion.in_force(session, year)
    counted = _subjects(session, kinds, decided)
    return Census(
        counted,
        heads(session),
        _excluded(session, decided),
        _at_cap(session, counted, decided, year),
        entered_visits(session, year),
    )


def _subjects(
    session: Session, kinds: tuple[str, ...], decided: Mapping[int, TargetExclusion]
) -> list[Subject]:
    """Return every site of these kinds with its facts and visits, in the order of codes."""
    leaving = {target: row.ground for target, row in decided.items() if not row.exception}
    facts = _facts(session)
    by_hand = overrides(session)
    visits = _visits(session)
    # Columns, not objects: a roster of 50,000 rows is read in a third of the time.
    query = columns(
        col(Target.id),
        col(Target.code),
        col(Target.key_unit),
        col(Target.positive_list),
        col(Target.permit_class),
        col(Target.kind),
        col(Target.credit_grade),
        col(Target.tags),
        col(Target.status),
    )
    query = query.where(col(Target.kind).in_(kinds)).order_by(col(Target.code))
    return [
        Subject(
            code=site.code,
            key_unit=site.key_unit,
            positive_list=site.positive_list,
            permit_class=site.permit_class,
            kind=site.kind,
            credit_grade=site.credit_grade,
            tags=frozenset(site.tags),
            facts=tuple(facts.get(site.id, ())),
            visits=tuple(visits.get(site.id, ())),
            excluded=site.status if site.status in EXCLUDING_STATUSES else leaving.get(site.id, ""),
            override=by_hand.get(site.id),
        )
        for site in session.execute(query)
    ]


def _facts(session: Session) -> dict[int, list[DatedFact]]:
    found: defaultdict[int, list[DatedFact]] = defaultdict(list)
    query = columns(
        col(TargetFact.target_id),
        col(TargetFact.kind),
        col(TargetFact.happened_on),
        col(TargetFact.resolved_on),
        col(TargetFact.number),
        col(TargetFact.evidence),
    )
    for target, *fact in session.execute(query):
        found[target].append(DatedFact(*fact))
    return found


def _visits(session: Session) -> dict[int, list[PastVisit]]:
    """Count a drawn site for the quarter it was drawn in, unless a redraw voided it or the visit
    is done in one with another draw's (LC-7).

    Each knows the scheme that its category is meant by; one entered in a file of an older format
    may not.
    """
    found: defaultdict[int, list[PastVisit]] = defaultdict(list)
    meant_by = stored(session, col(Visit.scheme_id))
    entered = columns(col(Visit.target_id), col(Visit.visited_on), col(Visit.category), meant_by)
    for target, day, category, scheme in session.execute(entered):
        found[target].append(PastVisit(day, category, scheme, entered=True))
    void = set(session.exec(select(DrawVoid.draw_ref, DrawVoid.target_id)))
    joined = joins(session)
    texts = col(Draw.basis)["scheme_text"].as_string()
    held = session.execute(columns(col(Draw.id), col(Draw.year), col(Draw.quarter), texts))
    draws = {
        ref: (Quarter(year, quarter).first_day, scheme_id(text))
        for ref, year, quarter, text in held
    }
    drawn = session.exec(select(DrawnTarget.draw_ref, DrawnTarget.target_id, DrawnTarget.category))
    visits: dict[tuple[int, int], PastVisit] = {}  # by the draw whose visit it is, and the site
    for ref, target, category in drawn:
        visit = joined.get((ref, target), ref), target
        # A campaign's fills no category's number; a plan's does, whichever of them leads.
        if (ref, target) not in void and (category or visit not in visits):
            visits[visit] = PastVisit(draws[ref][0], category, draws[ref][1])
    for (_, target), one in visits.items():
        found[target].append(one)
    return found


def names(session: Session) -> dict[str, str]:
    """Return every site's name by its code, in the order of codes."""
    query = columns(col(Target.code), col(Target.name)).order_by(col(Target.code))
    return {site.code: site.name for site in session.execute(query)}


def _excluded(session: Session, decided: Mapping[int, TargetExclusion]) -> list[Exclusion]:
    """Return who cannot be drawn, gone for good or by a decision, in the order of codes."""
    leaving = [target for target, row in decided.items() if not row.exception]
    left = or_(col(Target.status).in_(EXCLUDING_STATUSES), col(Target.id).in_(leaving))
    sites = session.exec(select(Target).where(left).order_by(Target.code))
    return [_exclusion(site, decided.get(site.id)) for site in sites]


def _exclusion(site: Target, row: TargetExclusion | None) -> Exclusion:
    if row is None or site.status in EXCLUDING_STATUSES:
        return Exclusion(site.code, site.name, "", site.status, site.status_evidence)
    by = row.decided_by or row.by
    return Exclusion(site.code, site.name, "", row.ground, row.proof, by, row.at.date())


def _at_cap(
    session: Session,
    counted: Sequence[Subject],
    decided: Mapping[int, TargetExclusion],
    year: int,
) -> list[AtCap]:
    """Return who has had as many visits of ``year`` as the cap allows, in the order of codes."""
    most = exclusion.cap(session).most
    if most is None:
        return []
    visits = {
        site.code: count
        for site in counted
        if not site.excluded and (count := site.visits_in_year(year)) >= most
    }
    query = columns(col(Target.id), col(Target.code), col(Target.name))
    query = query.where(col(Target.code).in_(visits)).order_by(col(Target.code))
    return [
        AtCap(code, name, "", visits[code], most, _kept(decided.get(number)))
        for number, code, name in session.execute(query)
    ]


def _kept(row: TargetExclusion | None) -> str:
    return f"{row.exception}（{row.decided_by}，{row.at.date()}）" if row else ""


def recusals(session: Session) -> Sequence[tuple[Recusal, Inspector, Target | None]]:
    """Return the recusals in force, each with its inspector and its site (None: all sites)."""
    query = (
        select(Recusal, Inspector, Target)
        .join(Inspector, col(Inspector.id) == Recusal.inspector_id)
        .outerjoin(Target, col(Target.id) == Recusal.target_id)
        .where(col(Recusal.lifted_on).is_(None))
        .order_by(col(Recusal.id))
    )
    return session.exec(query).all()


def recusal_of(session: Session, inspector: Inspector, target: Target | None) -> Recusal | None:
    """Return the recusal in force of an inspector at this site, or at all sites (None)."""
    query = select(Recusal).where(
        Recusal.inspector_id == inspector.id,
        Recusal.target_id == (target.id if target else None),
        col(Recusal.lifted_on).is_(None),
    )
    return session.exec(query).first()


def entered_visits(session: Session, year: int) -> int:
    """Return how many visits of ``year`` were entered later (补录); papers must say so."""
    query = select(func.count()).select_from(Visit)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return session.exec(query.where(col(Visit.visited_on).between(first, last))).one()


def officers(session: Session, day: date) -> list[Inspector]:
    """Return whom the office can send on ``day``: on duty, qualified, no auxiliary, badge valid."""
    return [person for person in _able(session, day) if person.establishment != GUEST]


def guests(session: Session, day: date) -> list[Inspector]:
    """Return whom other departments can send on ``day``, on the same terms (TJ-8)."""
    return [person for person in _able(session, day) if person.establishment == GUEST]


def auxiliaries(session: Session) -> Sequence[Inspector]:
    """Return the auxiliary inspectors on duty, who need no badge (BD-6)."""
    query = select(Inspector).where(Inspector.on_duty, Inspector.auxiliary)
    return session.exec(query.order_by(Inspector.code)).all()


def _able(session: Session, day: date) -> Iterator[Inspector]:
    query = select(Inspector).where(
        Inspector.on_duty, Inspector.qualified, ~col(Inspector.auxiliary)
    )
    for person in session.exec(query.order_by(Inspector.code)):
        if (person.badge_from or day) <= day <= (person.badge_until or day):
            yield person


def heads(session: Session) -> Heads:
    """Return the head counts that quotas are measured by."""
    query = select(Inspector).where(
        Inspector.on_duty, ~col(Inspector.auxiliary), Inspector.establishment != GUEST
    )
    people = session.exec(query).all()
    return Heads(
        people=tuple((person.establishment, person.qualified) for person in people),
        squads=len({person.squad for person in people if person.squad}),
    )
