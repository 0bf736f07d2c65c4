"""Inspectors by squad and team, and what of theirs is to be put right before a draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ssj_desktop.facts.roster import InspectorRow

EXPIRED = "已过期"
NO_TEAM = "未编组"
NO_SQUAD = "未编入分队"


@dataclass(frozen=True, slots=True)
class Member:
    """An inspector, with what ails the team: "", 「未编组」, 「仅 1 人可派」 or 「无人可派」."""

    row: InspectorRow
    team_fault: str

    @property
    def absence(self) -> str:
        """Why the inspector is in no draw, badge aside; "" when it is a matter of the badge."""
        if not self.row.on_duty:
            return "不在岗"
        if self.row.auxiliary:
            return "辅助人员"
        return "" if self.row.qualified else "无执法资格"

    @property
    def badge_no(self) -> str:
        """The number, or that it is missing where one is needed."""
        return self.row.badge_no or ("" if self.absence else "未登记")

    @property
    def badge_until(self) -> str:
        """Until when the badge holds, and what is to be done about it."""
        day = self.row.badge_until
        return "，".join(filter(None, (day.isoformat() if day else "", self.row.badge_state)))

    @property
    def badge_tone(self) -> str:
        """The tone of ``badge_until``."""
        return {"": "", EXPIRED: "danger"}.get(self.row.badge_state, "warn")

    @property
    def concerns(self) -> tuple[str, ...]:
        """What is to be put right; who enforces nothing needs neither badge nor team."""
        if self.absence:
            return ()
        no_badge = "" if self.row.badge_no else "未登记执法证号"
        return tuple(filter(None, (no_badge, self.row.badge_state, self.team_fault)))


@dataclass(frozen=True, slots=True)
class Team:
    """``name`` is "" for those of a squad who are in none; ``remark`` is to be put right."""

    name: str
    members: tuple[Member, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Squad:
    """``name`` is "" for those who are in none."""

    name: str
    teams: tuple[Team, ...]

    @property
    def count(self) -> str:
        """Say how many people and teams there are, and how many are in no team."""
        people = sum(len(team.members) for team in self.teams)
        teams = sum(bool(team.name) for team in self.teams)
        loose = sum(len(team.members) for team in self.teams if not team.name)
        said = f"{people} 人"
        if teams:
            said += f"，{teams} 个组" + (f"，{loose} 人{NO_TEAM}" if loose else "")
        return said


def members(rows: Sequence[InspectorRow]) -> tuple[Member, ...]:
    """Return the inspectors in their order.

    Where teams are drawn, one with fewer than two people to send stops the freeze
    (行政处罚法 §42). A team goes by its name alone, whatever the squad. An office that has formed
    no team at all has no need of any.
    """
    able = Counter(row.team for row in rows if row.can_go)
    with_teams = any(row.team for row in rows)
    return tuple(
        Member(row, _team_fault(row, able[row.team]) if with_teams and _enforces(row) else "")
        for row in rows
    )


def grouped(people: Sequence[Member]) -> tuple[Squad, ...]:
    """Return squads and their teams in the order of the roster, those who are in none last."""
    names = _names(one.row.squad for one in people)
    return tuple(Squad(name, _teams(name, people)) for name in names)


def _teams(squad: str, people: Sequence[Member]) -> tuple[Team, ...]:
    here = [one for one in people if one.row.squad == squad]
    found = []
    for name in _names(one.row.team for one in here):
        inside = tuple(one for one in here if one.row.team == name)
        fault = next((one.team_fault for one in inside if name and one.team_fault), "")
        others = _names(one.row.squad for one in people if one.row.team == name)
        shared = "、".join(other or NO_SQUAD for other in others if other != squad) if name else ""
        twin = f"与{shared}的组同名，编组摇号时合为一组" if shared else ""
        found.append(Team(name, inside, "；".join(filter(None, (fault, twin)))))
    return tuple(found)


def _enforces(row: InspectorRow) -> bool:
    return row.on_duty and row.qualified and not row.auxiliary and not row.guest


def _team_fault(row: InspectorRow, able: int) -> str:
    if not row.team:
        return NO_TEAM
    return {0: "无人可派", 1: "仅 1 人可派"}.get(able, "")


def _names(names: Iterable[str]) -> list[str]:
    """Return each name once, "" last."""
    return sorted(dict.fromkeys(names), key=lambda name: not name)
