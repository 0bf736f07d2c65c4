"""What a draw may depend on, gathered from the roster into the protocol's frozen document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from sqlmodel import Session

from ssj_desktop import __version__
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.plan_facts import raises_of
from ssj_desktop.desk.plans import approved_plan
from ssj_desktop.desk.quotas import Measured, measure
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis, EntryFacts
from ssj_desktop.facts.draw import Person, RecusalLine
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.lottery import EVERYWHERE, Company, Document, InspectorEntry, Slot, Stratum
from ssj_desktop.models import census, draw_log
from ssj_desktop.models.plan import QuarterPlan
from ssj_desktop.models.roster import Inspector
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, TeamMode, parse_scheme

_LICENCE = "资格:执法证"


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
class _Entries:
    """The drawable people: by entry id, who they are and what marks the protocol sees."""

    mode: TeamMode
    facts: dict[str, EntryFacts]
    names: dict[str, str]
    tags: dict[str, tuple[str, ...]]
    of_person: dict[int, str]


def gather(
    session: Session, plan: QuarterPlan, number: int, today: date, choices: Choices
) -> tuple[Document, Basis]:
    """Return the document of a quarter's ``number``-th draw, and what its papers need beside it.

    Scheme and raises are those of the approved ``plan``, sites and people those of today.

    Raises:
        DeskError: nothing to draw, nobody to send, digits from nobody, or the roster has grown
            past a raise, which now lies below the scheme's least.
    """
    office = office_of(session)
    quarter = Quarter(plan.year, plan.quarter)
    scheme = parse_scheme(plan.scheme_text, f"{plan.scheme_id}.toml")
    measured = _measured(session, plan, quarter, scheme)
    people = census.officers(session, today)
    entries = _entries(people, choices.team_mode or scheme.team.mode)
    planned = sum(line.planned for line in measured.lines)
    if not planned:
        raise DeskError("本季没有可抽的检查对象。", "请先导入检查对象名录，或核对各类别的条件。")
    if not entries.facts:
        raise DeskError("没有可派的执法人员。", "请核对在岗、执法资格、证件有效期和编组。")
    seats = scheme.team.seats if entries.mode == "persons" else ((),)
    cap = _cap(choices.cap, planned * len(seats), len(entries.facts))
    pairs, recusals = _recusals(session, measured, entries)
    document = Document(
        draw_id=f"{office.code_prefix}-{quarter.year}Q{quarter.number}-{number:02}",
        prev=draw_log.latest_head(session),
        plan=_plan(choices.plan),
        strata=tuple(
            Stratum(layer.name, layer.k) for line in measured.lines for layer in line.layers
        ),
        companies=_companies(session, measured, seats),
        inspectors=tuple(
            InspectorEntry(code, entries.names[code], entries.tags[code], cap)
            for code in sorted(entries.facts)
        ),
        recusals=pairs,
    )
    return document, _basis(office, plan, measured, people, entries, cap, recusals)


def _measured(session: Session, plan: QuarterPlan, quarter: Quarter, scheme: Scheme) -> Measured:
    roster = census.taken(session, scheme.kinds, quarter.year)
    measured = measure(roster, scheme, quarter, raises_of(approved_plan(plan)))
    if measured.faults:
        raise measured.faults[0]
    return measured


def _cap(asked: int | None, seats: int, entries: int) -> int:
    """Return the cap: twice the mean load, rounded up, unless the meeting has set one.

    Raises:
        DeskError: the one that is set lets nobody go.
    """
    if asked is None:
        return ceil(Fraction(2 * seats, entries))
    if asked < 1:
        raise DeskError("每组（人）承担家数的上限至少是 1。", "请改正上限，或留空由程序计算。")
    return asked


def _basis(
    office: OfficeFacts,
    plan: QuarterPlan,
    measured: Measured,
    people: Sequence[Inspector],
    entries: _Entries,
    cap: int,
    recusals: tuple[RecusalLine, ...],
) -> Basis:
    return Basis(
        office=office,
        scheme_text=plan.scheme_text,
        program=f"双随机桌面 {__version__}",
        target_count=measured.target_count,
        inspector_count=len(people),
        left_out=tuple(person.name for person in people if person.id not in entries.of_person),
        squad_count=measured.squad_count,
        entered_visits=measured.entered_visits,
        team_mode=entries.mode,
        cap=cap,
        categories=measured.categories,
        entries=entries.facts,
        quotas=measured.lines,
        exclusions=measured.exclusions,
        recusals=recusals,
        at_cap=measured.at_cap,
    )


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


def _entries(people: Sequence[Inspector], mode: TeamMode) -> _Entries:
    if mode == "persons":
        return _Entries(
            mode,
            {person.code: _entry([person]) for person in people},
            {person.code: person.name for person in people},
            {person.code: _tags(person) for person in people},
            {person.id: person.code for person in people},
        )
    groups: defaultdict[str, list[Inspector]] = defaultdict(list)
    for person in people:
        if name := person.team if mode == "teams" else person.squad:
            groups[name].append(person)
    entries = _Entries(mode, {}, {}, {}, {})
    for number, (name, members) in enumerate(sorted(groups.items()), start=1):
        if len(members) < 2:
            raise DeskError(
                f"“{name}”只有 {members[0].name} 一人可派，不足两名执法人员。",
                "请调整编组、在岗或证件有效期后再冻结（行政处罚法第 42 条）。",
            )
        code = f"BZ-{number:02}"
        entries.facts[code] = _entry(members)
        entries.names[code] = f"{name}（{'、'.join(person.name for person in members)}）"
        entries.tags[code] = ()
        entries.of_person.update({person.id: code for person in members})
    return entries


def _entry(people: Sequence[Inspector]) -> EntryFacts:
    """Return the people in the order the roster has them; the first leads."""
    ordered = sorted(people, key=lambda person: person.id)
    return EntryFacts(
        squad=ordered[0].squad,
        people=tuple(Person(person.name, person.badge_no) for person in ordered),
    )


def _tags(person: Inspector) -> tuple[str, ...]:
    tags = [_LICENCE, *(f"专业:{field}" for field in person.specialties)]
    return tuple(sorted([*tags, f"部门:{person.department}"] if person.department else tags))


def _recusals(
    session: Session, measured: Measured, entries: _Entries
) -> tuple[tuple[tuple[str, str], ...], tuple[RecusalLine, ...]]:
    """Return the pairs the protocol sees and the lines the papers print.

    The recusal of a member is the recusal of the whole team (docs/protocol.md §2).
    """
    pairs, lines = set(), []
    for recusal, inspector, target in census.recusals(session):
        entry = entries.of_person.get(recusal.inspector_id)
        site = target.code if target else EVERYWHERE
        if entry and (site == EVERYWHERE or site in measured.strata):
            pairs.add((entry, site))
            where = target.name if target else "全部对象"
            lines.append(RecusalLine(inspector.name, where, recusal.reason))
    return tuple(sorted(pairs)), tuple(lines)
