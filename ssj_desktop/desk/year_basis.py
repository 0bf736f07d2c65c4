"""What the file knows of a year before anything is computed: its four quarters and its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from ssj_desktop.desk import deadlines
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.campaign_facts import approved_plan as approved_plan_of
from ssj_desktop.desk.draw_book import BASIS
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.plans import approved_plan
from ssj_desktop.desk.scheme_book import former_category, scheme_of
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.quota import QuarterDeadline, QuotaLine
from ssj_desktop.facts.year_plan import QUARTERS, YearCampaign, YearState
from ssj_desktop.models import census, draw_log, record_book
from ssj_desktop.models.campaign import Campaign, to_draw
from ssj_desktop.models.census import Census
from ssj_desktop.models.plan import approved_of, raises_in
from ssj_desktop.models.roster import Inspector
from ssj_desktop.rules.load import workdays_between
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import Raise
from ssj_desktop.rules.scheme import Category, Scheme, scheme_id
from ssj_desktop.rules.workdays import CalendarEndsError, WorkCalendar


@dataclass(frozen=True)
class Known:
    """What is fixed of a quarter: ``lines`` of its draw or of its approved plan, by the scheme
    ``scheme_id``; none while it is only projected with the ``raises`` of its draft.

    ``standing``: of each category, how many stand on the list and how many of them are signed;
    ``to_make``: how many visits of the list's own are not signed.
    ``is_open``: whether its draft can still be raised.
    """

    quarter: Quarter
    state: YearState
    scheme_id: str
    lines: Mapping[str, QuotaLine]
    standing: Mapping[str, tuple[int, int]]
    raises: Mapping[str, Raise]
    is_open: bool
    to_make: int = 0


@dataclass(frozen=True)
class YearBasis:
    """What a year's draft is made from; ``workdays``: those left, None where the calendar ends;
    ``campaign_visits``: those of the ``campaigns`` that are still to be made; ``former``: by scheme
    and key, categories of other schemes that visits were entered under."""

    year: int
    now: datetime
    office: OfficeFacts
    scheme: Scheme
    census: Census
    officers: Sequence[Inspector]
    quarters: tuple[Known, ...]
    workdays: int | None
    deadlines: tuple[QuarterDeadline, ...]
    campaigns: tuple[YearCampaign, ...]
    campaign_visits: int
    former: Mapping[tuple[str, str], Category]


def basis_of(session: Session, year: int, now: datetime) -> YearBasis:
    """Read what a year's plan is made from.

    Raises:
        DeskError: the office is not set up, or its scheme is wrong.
    """
    office = office_of(session)
    scheme = scheme_of(session, office)
    calendar = calendar_in(session)
    today = now.date()
    campaigns, to_make = _campaigns(session, year)
    counted = census.taken(session, scheme.kinds, year)
    return YearBasis(
        year=year,
        now=now,
        office=office,
        scheme=scheme,
        census=counted,
        officers=census.officers(session, today),
        quarters=tuple(
            _known(session, Quarter(year, number), scheme, today) for number in (1, 2, 3, 4)
        ),
        workdays=_workdays_left(year, today, calendar),
        deadlines=_deadlines(scheme, year, calendar),
        campaigns=campaigns,
        campaign_visits=to_make,
        former=_former(session, counted, scheme),
    )


def _former(session: Session, counted: Census, ours: Scheme) -> dict[tuple[str, str], Category]:
    entered = {
        (visit.scheme, visit.category)
        for subject in counted.subjects
        for visit in subject.visits
        if visit.entered and visit.scheme not in ("", ours.id)
    }
    found = {it: former_category(session, *it) for it in sorted(entered)}
    return {it: category for it, category in found.items() if category}


def _known(session: Session, quarter: Quarter, scheme: Scheme, today: date) -> Known:
    raises = {
        row.category: Raise(row.number, row.reason)
        for row in raises_in(session, quarter)
        if row.category in scheme.precedence  # else it belongs to the scheme of before
    }
    if draw := draw_log.standing_in(session, quarter):
        basis = BASIS.validate_python(draw.basis)
        standing = record_book.standing_on(session, draw.id)
        # Frozen and not yet drawn it is still a plan.
        state: YearState = "已摇号" if standing else "已批准"
        fixed = {line.key: line for line in basis.quotas}
        to_make = record_book.to_make(session, draw.id)
        scheme_of_draw = scheme_id(basis.scheme_text)
        return Known(quarter, state, scheme_of_draw, fixed, standing, {}, False, to_make)
    is_open = quarter.last_day >= today
    if row := approved_of(session, quarter):
        fixed = {line.key: line for line in approved_plan(row).lines}
        return Known(quarter, "已批准", row.scheme_id, fixed, {}, raises, is_open)
    return Known(quarter, "预计" if is_open else "未摇号", "", {}, {}, raises, is_open)


def _campaigns(session: Session, year: int) -> tuple[tuple[YearCampaign, ...], int]:
    """Return the year's approved campaigns, and how many visits they are still to make."""
    rows = [row for n in (1, 2, 3, 4) for row in to_draw(session, Quarter(year, n))]
    found = [_campaign(session, row) for row in rows]
    return tuple(one for one, _ in found), sum(left for _, left in found)


def _campaign(session: Session, row: Campaign) -> tuple[YearCampaign, int]:
    """Return a campaign of the year and its visits to come; one that is done with another draw's
    is that one's."""
    plan = approved_plan_of(row)
    assert plan
    line, campaign = plan.line, plan.campaign
    draw = draw_log.standing_in(session, campaign.quarter, row.id)
    drawn = draw is not None and draw_log.outcome_of(session, draw) == "draw"
    visits = left = line.planned
    if draw:
        [line] = BASIS.validate_python(draw.basis).quotas
    if draw and drawn:
        visits = sum(there for there, _ in record_book.standing_on(session, draw.id).values())
        left = record_book.to_make(session, draw.id)
    told = YearCampaign(
        quarter=campaign.quarter,
        kind=campaign.kind,
        name=campaign.name,
        document=campaign.document,
        scope=campaign.scope,
        amount=campaign.amount,
        base=line.base,
        visits=visits,
        drawn=drawn,
        items="、".join(name for _, name in campaign.items),
        crew=campaign.crew.words,
    )
    return told, left


def _workdays_left(year: int, today: date, calendar: WorkCalendar) -> int | None:
    try:
        return workdays_between(max(today, date(year, 1, 1)), date(year, 12, 31), calendar)
    except CalendarEndsError:
        return None


def _deadlines(scheme: Scheme, year: int, calendar: WorkCalendar) -> tuple[QuarterDeadline, ...]:
    """Return the year's dates of law by day, each quarter's named after it."""
    found: dict[tuple[str, date | None], QuarterDeadline] = {}
    for number, name in enumerate(QUARTERS, start=1):
        for rule in scheme.deadlines:
            own = scheme.model_copy(update={"deadlines": (rule,)})
            for one in deadlines.of_quarter(own, Quarter(year, number), calendar):
                named = one if rule.event == "year_start" else _named(one, name)
                found[named.name, named.due] = named
    return tuple(sorted(found.values(), key=lambda one: one.due or date.max))


def _named(one: QuarterDeadline, quarter: str) -> QuarterDeadline:
    said = one.name.replace("本季度", quarter)
    name = said if said != one.name else f"{quarter}{one.name}"
    return QuarterDeadline(name, one.clause, one.due, one.act_by)
