"""From a campaign's row to what it says, what it would draw, and how far it has come."""

from dataclasses import replace
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop import __version__
from ssj_desktop.desk import deadlines
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.crews import crews_of
from ssj_desktop.desk.freezing import Order, people_on
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.quotas import Measured
from ssj_desktop.desk.scheme_book import read_scheme
from ssj_desktop.facts.campaign import (
    CampaignFacts,
    CampaignPlan,
    CampaignRow,
    CampaignState,
    Crew,
)
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.quota import Layer, QuotaLine
from ssj_desktop.models import census, draw_log, record_book, roster_book
from ssj_desktop.models.campaign import Campaign
from ssj_desktop.models.census import Census
from ssj_desktop.rules.campaign import CampaignQuota, Scope, amount_of, campaign_quota
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, parse_scheme

PLAN: TypeAdapter[CampaignPlan] = TypeAdapter(CampaignPlan)

KEY = ""  # what is drawn by a campaign fills no category's number


def order_of(session: Session, row: Campaign, counted: Census | None = None) -> Order:
    """Return what a campaign has to be drawn: as it was approved, else by today's scheme.

    ``counted``: the census, where it has been taken already for the same kinds of sites.
    """
    scheme, text = _scheme(session, row)
    quarter = Quarter(row.year, row.quarter)
    roster = counted or census.taken(session, scheme.kinds, quarter.year)
    facts = facts_of(session, row, scheme)
    measured = _measured(roster, row, facts, scheme)
    return Order(quarter, scheme, text, measured, facts, tuple(row.chosen))


def approved_plan(row: Campaign) -> CampaignPlan | None:
    """Return a campaign's plan as it was approved, None while it is a draft."""
    if row.plan is None:
        return None
    plan = PLAN.validate_python(row.plan)
    return replace(plan, approved_at=row.approved_at, approved_by=row.approved_by)


def facts_of(session: Session, row: Campaign, scheme: Scheme) -> CampaignFacts:
    """Return what a campaign says, in words: what it said when it was approved, once it is."""
    if plan := approved_plan(row):
        return plan.campaign
    amount = amount_of(row.amount)
    assert amount  # the form takes no other
    items = {item.code: item.called for item in roster_book.items(session)}
    people = roster_book.people(session)
    return CampaignFacts(
        id=row.id,
        quarter=Quarter(row.year, row.quarter),
        kind=row.kind,
        name=row.name,
        document=row.document,
        scope=_scope_words(row, scheme),
        amount=amount.words,
        items=tuple((code, items.get(code, code)) for code in row.items),
        crew=Crew(
            tuple(row.departments),
            row.auxiliaries,
            row.specialty,
            tuple(people[code].name if code in people else code for code in row.chosen),
        ),
        due=row.due,
    )


def plan_of(session: Session, row: Campaign, order: Order, now: datetime) -> CampaignPlan:
    """Return a campaign as its plan is printed: as it was approved, else a draft of now."""
    if plan := approved_plan(row):
        return plan
    assert order.campaign
    office, [line] = office_of(session), order.measured.lines
    return CampaignPlan(
        campaign=order.campaign,
        office=office.name,
        scheme=f"{order.scheme.name}（{order.scheme.document}）",
        program=f"双随机桌面 {__version__}",
        counted_at=now,
        line=line,
        exclusions=order.measured.exclusions,
        deadline=row.due or _usual_deadline(session, order),
        approved_at=None,
        approved_by="",
    )


def row_of(session: Session, row: Campaign) -> CampaignRow:
    """Return a campaign's line; the scheme names its categories."""
    scheme, _ = _scheme(session, row)
    facts = facts_of(session, row, scheme)
    draw = draw_log.standing_in(session, facts.quarter, row.id)
    standing = record_book.standing_on(session, draw.id) if draw else {}
    return CampaignRow(
        id=row.id,
        quarter=facts.quarter,
        kind=row.kind,
        name=row.name,
        scope=facts.scope,
        amount=facts.amount,
        crew=facts.crew.words,
        state=_state(session, row),
        draw_id=draw.draw_id if draw else "",
        drawn=sum(count for count, _ in standing.values()),
    )


def _scheme(session: Session, row: Campaign) -> tuple[Scheme, str]:
    """Return the scheme that a campaign was approved with, else the office's now, and its TOML."""
    if row.scheme_text:
        return parse_scheme(row.scheme_text, "批准时的方案"), row.scheme_text
    return read_scheme(session, office_of(session).scheme_id)


def require_staffed(session: Session, order: Order, day: date) -> None:
    """Refuse a campaign whose seats nobody could take today.

    Raises:
        DeskError: says who is wanting.
    """
    assert order.campaign
    people = people_on(session, day, order.chosen)
    team, [line] = order.scheme.team, order.measured.lines
    crews_of(people, team.mode, team.seats, max(line.planned, 1), None, order.campaign.crew)


def _state(session: Session, row: Campaign) -> CampaignState:
    if row.called_off_at:
        return CampaignState.CALLED_OFF
    draw = draw_log.standing_in(session, Quarter(row.year, row.quarter), row.id)
    if draw is None:
        return CampaignState.APPROVED if row.approved_at else CampaignState.DRAFT
    held = draw_log.step_of(session, draw) is DrawStep.DRAWN
    return CampaignState.DRAWN if held else CampaignState.FROZEN


def _usual_deadline(session: Session, order: Order) -> date | None:
    """Return what the scheme would allow if it were drawn on the quarter's first day, where it
    counts to the quarter's end; None where it counts from the draw."""
    rule = order.scheme.deadline("inspection")
    if rule is None or rule.counting != "period_end":
        return None
    return deadlines.last_day(rule, order.quarter.first_day, calendar_in(session))


def _scope_words(row: Campaign, scheme: Scheme) -> str:
    names = {part.key: part.name for part in scheme.categories}
    parts = (
        ("类型", row.kinds),
        ("类别", [names.get(key, key) for key in row.categories]),
        ("标签", row.tags),
    )
    said = "；".join(f"{label}为{'、'.join(words)}" for label, words in parts if words)
    return f"定向：{said}" if said else "不定向"


def _measured(roster: Census, row: Campaign, facts: CampaignFacts, scheme: Scheme) -> Measured:
    scope = Scope(tuple(row.kinds), tuple(row.categories), tuple(row.tags))
    amount = amount_of(row.amount)
    assert amount
    found = campaign_quota(roster.subjects, scope, amount, scheme, facts.quarter)
    strata = [(_stratum(facts, layer.visits), layer) for layer in found.layers]
    pool = {code for layer in found.layers for code in layer.codes}
    return Measured(
        lines=(_line(found, facts),),
        exclusions=tuple(
            replace(one, category=row.name) for one in roster.excluded if one.code in found.excluded
        ),
        at_cap=tuple(replace(one, category=row.name) for one in roster.at_cap if one.code in pool),
        placed={},
        strata={code: name for name, layer in strata for code in layer.codes},
        categories={name: KEY for name, _ in strata},
        target_count=len(roster.subjects),
        squad_count=roster.heads.squads,
        entered_visits=roster.entered_visits,
        faults=(),
    )


def _line(found: CampaignQuota, facts: CampaignFacts) -> QuotaLine:
    short = found.wanted - found.planned
    return QuotaLine(
        key=KEY,
        name=facts.name,
        clause=facts.document,
        rule=f"{facts.scope}，抽{facts.amount}",
        formula=found.formula,
        base=len(found.members),
        visited=found.visited,
        pool=len(found.members) - len(found.excluded),
        span="本次",
        least=found.wanted,
        quota=found.wanted,
        planned=found.planned,
        raised_to=None,
        raise_reason="",
        notes=(f"可抽对象不足，少 {short} 家，已全部列入",) if short else (),
        layers=tuple(
            Layer(_stratum(facts, layer.visits), layer.visits, len(layer.codes), layer.k)
            for layer in found.layers
        ),
    )


def _stratum(facts: CampaignFacts, visits: int) -> str:
    return f"{facts.name}·本年{visits}次"
