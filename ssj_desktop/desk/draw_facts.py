"""From a held draw's transcript and basis to what its papers print."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from ssj_desktop import lottery
from ssj_desktop.desk.deadlines import last_day
from ssj_desktop.desk.digits import HOW
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import (
    DigitSlot,
    DrawFacts,
    DrawnTarget,
    Meeting,
    RedrawLine,
    StratumEdge,
    Team,
)
from ssj_desktop.facts.lottery import TeamMode
from ssj_desktop.lottery import Slot, Transcript
from ssj_desktop.models.lottery import Draw
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme, parse_scheme
from ssj_desktop.rules.workdays import WorkCalendar

_BY_HAND = ("person", "slip", "dice", "ball")
TEAM_MODES: dict[TeamMode, str] = {
    "persons": "逐人",
    "teams": "先编组后匹配",
    "squads": "按分队",
}
_RECOMMENDED_DIGITS = 12


def assemble(
    draw: Draw,
    basis: Basis,
    meeting: Meeting,
    transcript: Transcript,
    times: Sequence[datetime],
    shown: Mapping[str, Mapping[str, str]],
    calendar: WorkCalendar,
    edges: tuple[StratumEdge, ...],
) -> DrawFacts:
    """Return everything the papers of a held draw print.

    ``times`` are the events' times in order; ``shown`` maps a drawn site's code to what is
    printed of it; ``edges`` as :func:`edges_of`, which takes a ticket for every site of the pools.
    """
    quarter = Quarter(draw.year, draw.quarter)
    scheme = parse_scheme(basis.scheme_text, "冻结时的方案")
    history = _History(transcript, basis, shown)
    for event, at in zip(transcript.events[1:], times[1:], strict=True):
        history.follow(event, at)
    return DrawFacts(
        draw_id=draw.draw_id,
        period=basis.campaign.title if basis.campaign else str(quarter),
        scheme=f"{scheme.name}（{scheme.document}）",
        meeting=meeting,
        frozen_at=draw.frozen_at,
        drawn_at=times[1],
        deadline=(basis.campaign and basis.campaign.due)
        or _inspected_by(scheme, quarter, times[1].date(), calendar),
        edges=edges,
        targets=tuple(history.targets.values()),
        redraws=tuple(history.redraws),
        remarks=(*_remarks(transcript.document.plan, basis), *_timing(draw, times[1])),
        **_frozen(basis),
        **_checkable(transcript),
    )


def _frozen(basis: Basis) -> dict[str, Any]:
    """Return the facts that stood when the draw was frozen."""
    return {
        "office": basis.office.name,
        "enforcement_unit": basis.office.enforcement_unit,
        "filing_receiver": basis.office.filing_receiver,
        "program": basis.program,
        "target_count": basis.target_count,
        "inspector_count": basis.inspector_count,
        "squad_count": basis.squad_count,
        "team_mode": TEAM_MODES[basis.team_mode],
        "cap": basis.cap,
        "quotas": basis.quotas,
        "exclusions": basis.exclusions,
        "recusals": basis.recusals,
        "campaign": basis.campaign,
    }


def _checkable(transcript: Transcript) -> dict[str, Any]:
    """Return the facts that whoever recomputes the draw compares."""
    document, drawn = transcript.document, transcript.events[1]
    digits: Any = drawn["digits"]
    return {
        "caps_plus": transcript.standing.caps_plus,
        "document_sha256": sha256(lottery.canonical(document.as_json())).hexdigest(),
        "previous_head": document.prev,
        "commitment": transcript.commitment,
        "final_head": transcript.head,
        "slots": _slots(document.plan, digits),
    }


def _inspected_by(
    scheme: Scheme, quarter: Quarter, drawn_on: date, calendar: WorkCalendar
) -> date | None:
    """Return the last day for the inspections, which start with the list.

    Where that is the quarter's end, it is that of the quarter drawn for, be it drawn before.
    """
    rule = scheme.deadline("inspection")
    if rule and rule.counting == "period_end":
        drawn_on = max(drawn_on, quarter.first_day)
    return last_day(rule, drawn_on, calendar) if rule else None


class _History:
    """The list as it grows event by event: who is on it, with which team, and what changed."""

    def __init__(
        self,
        transcript: Transcript,
        basis: Basis,
        shown: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.targets: dict[str, DrawnTarget] = {}
        self.redraws: list[RedrawLine] = []
        self._plan = transcript.document.plan
        self._sites = site_names(transcript)
        self._basis = basis
        self._categories = {line.key: line.name for line in basis.quotas}
        self._shown = shown
        self._seats: dict[str, dict[int, tuple[str, int]]] = {}

    def follow(self, event: Mapping[str, Any], at: datetime) -> None:
        """Take one event into account."""
        if "withdrawn" in event:
            self._withdrawn(event, at)
        if event["type"] not in ("draw", "redraw"):
            return
        if event["type"] == "redraw":
            self._take_away(event, at)
        for stratum, code, number in event["selected"]:
            self._put(stratum, code, number, "补抽列入" if event["type"] == "redraw" else "")
        for code, seat, entry, admissible in event["seats"]:
            self._seats[code][seat] = (entry, admissible)
        for code in {code for code, *_ in event["seats"]}:
            self.targets[code] = replace(self.targets[code], team=self._team(code))
            if "inspector" in event:
                fates = filter(None, (self.targets[code].fate, "回避换人"))
                self.targets[code] = replace(self.targets[code], fate="、".join(fates))

    def _put(self, stratum: str, code: str, number: str, fate: str) -> None:
        shown = self._shown[code]
        self._seats[code] = {}
        self.targets[code] = DrawnTarget(
            order=len(self.targets) + 1,
            code=code,
            name=shown["name"],
            credit_code=shown["credit_code"],
            category=self._categories[self._basis.categories[stratum]],
            stratum=stratum,
            address=shown["address"],
            township=shown["township"],
            ticket=number,
            team=Team("", (), ()),
            fate=fate,
            void=False,
        )

    def _take_away(self, event: Mapping[str, Any], at: datetime) -> None:
        code, entry = event["company"], event.get("inspector")
        names = [self._shown[found]["name"] for _, found, _ in event["selected"]]
        if entry is None:
            kind, went_out = "作废补抽", self._sites[code]
            came_in = "、".join(names) or "该层已无可补抽的对象"
            self.targets[code] = replace(
                self.targets[code], void=True, fate=f"作废：{event['reason']}"
            )
        else:
            kind = "回避补抽"
            went_out = f"{people_of(self._basis, entry)}（{self._sites[code]}）"
            came_in = "；".join(
                f"{self.targets[found].name}：{people_of(self._basis, newcomer)}"
                for found, _, newcomer, _ in event["seats"]
            )
        self.redraws.append(
            RedrawLine(
                at=at,
                kind=kind,
                went_out=went_out,
                came_in=came_in or "无须补人",
                reason=event["reason"],
                evidence=event["evidence"],
                approved_by=event["approved_by"],
                digits=_slots(self._plan, event["digits"]),
            )
        )

    def _withdrawn(self, event: Mapping[str, Any], at: datetime) -> None:
        asked = event["withdrawn"]
        what = _wanted(asked, self._sites, self._basis)
        self.redraws.append(
            RedrawLine(
                at=at,
                kind="撤回补抽",
                went_out=f"无（原拟{what}，已撤回）",
                came_in="",
                reason=event["reason"],
                evidence=asked["evidence"],
                approved_by=f"{event['by']}（确认撤回）",
                digits=(),
            )
        )

    def _team(self, code: str) -> Team:
        seats = [self._seats[code][seat] for seat in sorted(self._seats[code])]
        entries = [self._basis.entries[entry] for entry, _ in seats]
        return Team(
            squad="、".join(dict.fromkeys(entry.squad for entry in entries if entry.squad)),
            people=(
                *(person for entry in entries for person in entry.people),
                *self._basis.chosen,
            ),
            admissible=tuple(admissible for _, admissible in seats),
            entries=tuple(entry for entry, _ in seats),
            behind=tuple(people_of(self._basis, entry) for entry, _ in seats),
        )


def site_names(transcript: Transcript) -> dict[str, str]:
    """Return the frozen names by code, and what ``*`` stands for.

    Of the whole pool: somebody may be recused at a site that is not on the list (yet).
    """
    names = {company.id: company.name for company in transcript.document.companies}
    return {**names, lottery.EVERYWHERE: "全部对象"}


def people_of(basis: Basis, entry: str) -> str:
    """Return who stands behind an entry: one person, or a team's people."""
    return "、".join(person.name for person in basis.entries[entry].people)


def _wanted(body: Mapping[str, str], sites: Mapping[str, str], basis: Basis) -> str:
    """Return what a redraw's request wanted, in words."""
    where = sites[body["company"]]
    if "inspector" in body:
        return f"{people_of(basis, body['inspector'])}回避{where}"
    return f"作废{where}"


def _slots(plan: Sequence[Slot], digits: Sequence[str]) -> tuple[DigitSlot, ...]:
    return tuple(
        DigitSlot(HOW[slot.source], slot.by, text) for slot, text in zip(plan, digits, strict=True)
    )


def edges_of(transcript: Transcript) -> tuple[StratumEdge, ...]:
    """Return each stratum's cut at the draw itself, before any redraw."""
    document, seed = transcript.document, str(transcript.events[1]["seed"])
    edges = []
    for stratum in document.strata:
        pool = sorted(
            (lottery.ticket(seed, "company", company.id), company.name)
            for company in document.companies
            if company.stratum == stratum.name
        )
        last_in = pool[stratum.k - 1] if stratum.k else ("", "")
        first_out = pool[stratum.k] if stratum.k < len(pool) else ("", "")
        edges.append(StratumEdge(stratum.name, len(pool), stratum.k, *last_in, *first_out))
    return tuple(edges)


def _remarks(plan: Sequence[Slot], basis: Basis) -> tuple[str, ...]:
    """Return what the minutes must say of the digits and of visits entered later."""
    remarks = []
    by_hand = sum(slot.digits for slot in plan if slot.source in _BY_HAND)
    if by_hand < _RECOMMENDED_DIGITS:
        remarks.append(
            f"本次由人员、纸条、骰子或号码球提供的数字共 {by_hand} 位，"
            f"少于建议的 {_RECOMMENDED_DIGITS} 位。"
        )
    if {slot.source for slot in plan} <= {"person", "slip"} and len({s.by for s in plan}) == 1:
        remarks.append(f"本次数字全部由{plan[0].by}一方提供。")
    remarks += [
        f"本次取数使用了“{HOW[source]}”，该部分数字不能由与会人员复核来源。"
        for source in ("stop", "computer")
        if any(slot.source == source for slot in plan)
    ]
    if basis.left_out:
        remarks.append(f"{'、'.join(basis.left_out)}未编入任何一组，没有参加本次抽取。")
    if basis.campaign and basis.campaign.crew.words:
        others = "参加部门和辅助检查人员各按席位数和人数另计名额"
        remarks.append(f"每家另有：{basis.campaign.crew.words}；{others}。")
    if basis.entered_visits:
        remarks.append(f"启用本程序前的检查补录 {basis.entered_visits} 家次，已计入本年检查次数。")
    return tuple(remarks)


def _timing(draw: Draw, drawn_at: datetime) -> tuple[str, ...]:
    quarter = Quarter(draw.year, draw.quarter)
    if drawn_at.date() < quarter.first_day:
        return (f"本次摇号在{quarter}开始之前进行。",)
    if drawn_at.date() > quarter.last_day:
        return (f"本次摇号在{quarter}结束之后进行。",)
    return ()
