"""What a draw may depend on, gathered from the roster into the protocol's frozen document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from ssj_desktop import __version__
from ssj_desktop.desk.crews import AUXILIARY, Crews, People, crews_of
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.plan_facts import raises_of
from ssj_desktop.desk.plans import approved_plan
from ssj_desktop.desk.quotas import Measured, measure
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.campaign import CampaignFacts
from ssj_desktop.facts.draw import Person, RecusalLine
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.lottery import EVERYWHERE, Company, Document, Slot, Stratum
from ssj_desktop.models import census, draw_log
from ssj_desktop.models.plan import QuarterPlan
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, TeamMode, parse_scheme


@dataclass(frozen=True)
class Choices:
    """What the meeting may decide: digits' sources, how teams are formed, the cap.

    ``team_mode`` None: as the scheme says. ``cap`` None: twice the mean load, rounded up, so that
    caps alone favour nobody (docs/protocol.md §5.3).
    """

    plan: tuple[Slot, ...]
    team_mode: TeamMode | None = None
    cap: int | None = None


@dataclass(frozen=True)
class Order:
    """What a draw is to take by an approved plan (its number: ``plan``), and who is to go.

    ``campaign``: what is drawn where that is not the quarter's plan; ``chosen``: the codes of its
    auxiliaries who go to every site.
    """

    quarter: Quarter
    scheme: Scheme
    scheme_text: str
    measured: Measured
    campaign: CampaignFacts | None = None
    chosen: tuple[str, ...] = ()
    plan: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """Return what the journal says the draw went by."""
        return {"campaign": self.campaign.name} if self.campaign else {"plan": self.plan}


def order_of(session: Session, plan: QuarterPlan) -> Order:
    """Return what a quarter's approved plan has to be drawn: its scheme and raises, today's sites.

    Raises:
        DeskError: the roster has grown past a raise, which now lies below the scheme's least.
    """
    quarter = Quarter(plan.year, plan.quarter)
    scheme = parse_scheme(plan.scheme_text, f"{plan.scheme_id}.toml")
    roster = census.taken(session, scheme.kinds, quarter.year)
    measured = measure(roster, scheme, quarter, raises_of(approved_plan(plan)))
    if measured.faults:
        raise measured.faults[0]
    return Order(quarter, scheme, plan.scheme_text, measured, plan=plan.number)


def gather(
    session: Session, order: Order, number: int, today: date, choices: Choices
) -> tuple[Document, Basis]:
    """Return the document of a quarter's ``number``-th draw, and what its papers need beside it.

    People are those of today.

    Raises:
        DeskError: nothing to draw, nobody to send, or digits from nobody.
    """
    office = office_of(session)
    quarter, measured = order.quarter, order.measured
    planned = sum(line.planned for line in measured.lines)
    if not planned:
        raise DeskError("没有可抽的检查对象。", "请先导入检查对象名录，或核对各类别的条件。")
    crews = _crews(session, order, planned, today, choices)
    pairs, recusals = _recusals(session, measured, crews)
    document = Document(
        draw_id=f"{office.code_prefix}-{quarter.year}Q{quarter.number}-{number:02}",
        prev=draw_log.latest_head(session),
        plan=_plan(choices.plan),
        strata=tuple(
            Stratum(layer.name, layer.k) for line in measured.lines for layer in line.layers
        ),
        companies=_companies(session, measured, crews.seats),
        inspectors=crews.entries,
        recusals=pairs,
    )
    return document, _basis(session, office, order, crews, today, recusals)


def _crews(session: Session, order: Order, planned: int, today: date, choices: Choices) -> Crews:
    people = people_on(session, today, order.chosen)
    team = order.scheme.team
    mode, crew = choices.team_mode or team.mode, order.campaign.crew if order.campaign else None
    return crews_of(people, mode, team.seats, planned, choices.cap, crew)


def people_on(session: Session, day: date, chosen: Collection[str] = ()) -> People:
    """Return who can be drawn on a day; who is ``chosen`` to go everywhere is drawn nowhere."""
    return People(
        census.officers(session, day),
        census.guests(session, day),
        [person for person in census.auxiliaries(session) if person.code not in chosen],
    )


def _basis(
    session: Session,
    office: OfficeFacts,
    order: Order,
    crews: Crews,
    today: date,
    recusals: tuple[RecusalLine, ...],
) -> Basis:
    people, measured = census.officers(session, today), order.measured
    return Basis(
        office=office,
        scheme_text=order.scheme_text,
        program=f"双随机桌面 {__version__}",
        target_count=measured.target_count,
        inspector_count=len(people),
        left_out=tuple(person.name for person in people if person.id not in crews.of_person),
        squad_count=measured.squad_count,
        entered_visits=measured.entered_visits,
        team_mode=crews.mode,
        cap=crews.cap,
        categories=measured.categories,
        entries=crews.facts,
        quotas=measured.lines,
        exclusions=measured.exclusions,
        recusals=recusals,
        campaign=order.campaign,
        chosen=_chosen(session, order),
        at_cap=measured.at_cap,
    )


def _chosen(session: Session, order: Order) -> tuple[Person, ...]:
    """Return who was chosen to go to every site (WL-4), who must be free to go there.

    Raises:
        DeskError: somebody is not on duty any more, no auxiliary, or recused at a site of the pool.
    """
    codes = order.chosen
    there = {person.code: person for person in census.auxiliaries(session)}
    if missing := [code for code in codes if code not in there]:
        raise DeskError(
            f"挑选的辅助检查人员 {missing[0]} 已经不在岗，或不再是辅助检查人员。",
            "请核对执法人员名录；计划要改的，取消后另定。",
        )
    for recusal, inspector, target in census.recusals(session) if codes else ():
        if inspector.code in codes and (target is None or target.code in order.measured.strata):
            where = target.name if target else "全部对象"
            raise DeskError(
                f"挑选的辅助检查人员{inspector.name}登记了回避{where}（{recusal.reason}）。",
                "请改为抽取，或者取消后另定挑选的人。",
            )
    return tuple(Person(there[code].name, there[code].badge_no, AUXILIARY) for code in codes)


def _plan(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    fault, hint = "取数安排里有一组没有写明由谁提供数字。", "请补上提供人或来源。"
    plan = tuple(replace(slot, by=required(slot.by, fault, hint)) for slot in slots)
    persons = [slot.by for slot in plan if slot.source == "person"]
    if len(set(persons)) < len(persons):  # found out at the keys it could only be aborted
        raise DeskError("取数安排里同一个人要输入两组数字。", "请改为两个不同的人。")
    return plan


def _companies(
    session: Session, measured: Measured, seats: tuple[tuple[str, ...], ...]
) -> tuple[Company, ...]:
    return tuple(
        Company(code, name, measured.strata[code], seats)
        for code, name in census.names(session).items()
        if code in measured.strata
    )


def _recusals(
    session: Session, measured: Measured, crews: Crews
) -> tuple[tuple[tuple[str, str], ...], tuple[RecusalLine, ...]]:
    """Return the pairs the protocol sees and the lines the papers print.

    The recusal of a member is the recusal of the whole team (docs/protocol.md §2).
    """
    pairs, lines = set(), []
    for recusal, inspector, target in census.recusals(session):
        entry = crews.of_person.get(recusal.inspector_id)
        site = target.code if target else EVERYWHERE
        if entry and (site == EVERYWHERE or site in measured.strata):
            pairs.add((entry, site))
            where = target.name if target else "全部对象"
            lines.append(RecusalLine(inspector.name, where, recusal.reason))
    return tuple(sorted(pairs)), tuple(lines)
