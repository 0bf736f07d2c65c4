"""Who may be drawn to inspect, one by one or as a team, and which seats each visit has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import EntryFacts
from ssj_desktop.facts.campaign import Crew
from ssj_desktop.facts.draw import Person
from ssj_desktop.lottery import InspectorEntry
from ssj_desktop.models.roster import Inspector
from ssj_desktop.rules.scheme import TeamMode

LICENCE = "资格:执法证"
AUXILIARY = "辅助检查人员"
_OWN = "承办"  # whoever may take the office's own seats where others have seats too
_AUXILIARY = "辅助"

Seat = tuple[str, ...]


@dataclass(frozen=True)
class People:
    """Who can be sent on the day of a freeze: the office's own, other departments', auxiliaries."""

    own: Sequence[Inspector]
    guests: Sequence[Inspector] = ()
    auxiliaries: Sequence[Inspector] = ()


@dataclass
class Crews:
    """The drawable people: by entry id who they are, what the protocol sees of them, and the
    seats of each visit; ``cap`` is that of the office's own (docs/protocol.md §5.3)."""

    mode: TeamMode
    seats: tuple[Seat, ...]
    cap: int
    facts: dict[str, EntryFacts] = field(default_factory=dict)
    of_person: dict[int, str] = field(default_factory=dict)
    _entries: dict[str, InspectorEntry] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[InspectorEntry, ...]:
        """Return the document's inspectors, in the order it wants them."""
        return tuple(self._entries[code] for code in sorted(self._entries))

    def add(self, entry: InspectorEntry, people: Sequence[Inspector], role: str = "") -> None:
        """Take in one person, or a team in the order of the roster: the first leads."""
        ordered = sorted(people, key=lambda person: person.id)
        self._entries[entry.id] = entry
        self.facts[entry.id] = EntryFacts(
            squad="" if role else ordered[0].squad,
            people=tuple(Person(person.name, person.badge_no, role) for person in ordered),
        )
        self.of_person.update({person.id: entry.id for person in ordered})


def crews_of(
    people: People,
    mode: TeamMode,
    seats: tuple[Seat, ...],
    visits: int,
    cap: int | None,
    crew: Crew | None = None,
) -> Crews:
    """Return who can be drawn for so many visits, the office's own ``seats`` first.

    ``crew``: who has seats beside them; its departments' people take no others. ``cap`` None:
    twice the mean load, rounded up, so that caps alone favour nobody (docs/protocol.md §5.3); so
    is each department's, whatever the meeting sets.

    Raises:
        DeskError: nobody can be sent, a department or the auxiliaries have too few, or a team has
            only one.
    """
    crew = crew or Crew()
    apart = {name: _of_department(people, name) for name in crew.departments}
    elsewhere = {person.id for one in apart.values() for person in one}
    groups = _groups(people.own, mode, elsewhere)
    if not groups:
        raise DeskError("没有可派的执法人员。", "请核对在岗、执法资格、证件有效期和编组。")
    own_seats = seats if mode == "persons" else ((),)
    mark = (_OWN,) if crew.departments or crew.auxiliaries else ()
    found = Crews(
        mode=mode,
        seats=(*((*seat, *mark) for seat in own_seats), *_seats(crew)),
        cap=_cap(cap, visits * len(own_seats), len(groups)),
    )
    for code, (name, tags, members) in groups.items():
        entry = InspectorEntry(code, name, tuple(sorted((*tags, *mark))), found.cap)
        found.add(entry, members)
    for name, members in apart.items():
        share = _cap(None, visits, len(members))
        for person in members:
            entry = InspectorEntry(person.code, person.name, (_department(name),), share)
            found.add(entry, [person], name)
    _add_auxiliaries(found, people.auxiliaries, crew, visits)
    return found


def _seats(crew: Crew) -> Iterable[Seat]:
    yield from ((_department(name),) for name in crew.departments)
    drawn = (_AUXILIARY, _specialty(crew.specialty)) if crew.specialty else (_AUXILIARY,)
    yield from (drawn for _ in range(crew.auxiliaries))


def _add_auxiliaries(
    found: Crews, auxiliaries: Sequence[Inspector], crew: Crew, visits: int
) -> None:
    if not crew.auxiliaries:
        return
    fit = [it for it in auxiliaries if not crew.specialty or crew.specialty in it.specialties]
    if len(fit) < crew.auxiliaries:
        kind = f"“{crew.specialty}”专业的" if crew.specialty else ""
        raise DeskError(
            f"在岗的{kind}辅助检查人员只有 {len(fit)} 人，每家要抽 {crew.auxiliaries} 人。",
            "请核对执法人员名录里的“辅助检查人员”和专业，或者少抽几人。",
        )
    share = _cap(None, visits * crew.auxiliaries, len(fit))
    for person in fit:
        tags = tuple(sorted((_AUXILIARY, *map(_specialty, person.specialties))))
        found.add(InspectorEntry(person.code, person.name, tags, share), [person], AUXILIARY)


def _of_department(people: People, name: str) -> list[Inspector]:
    """Return the people of another department by its name, or of one of the office's own."""
    found = [person for person in people.guests if person.unit == name]
    found += [person for person in people.own if person.department == name]
    if not found:
        raise DeskError(
            f"参加部门“{name}”没有可派的执法人员。",
            "请在执法人员名录登记：别的部门的人编制选“外单位”，工作单位写部门名称；"
            "本单位科室的人写部门（科室）。证件要在有效期内。",
        )
    return found


def _groups(
    everybody: Sequence[Inspector], mode: TeamMode, elsewhere: Collection[int]
) -> dict[str, tuple[str, tuple[str, ...], list[Inspector]]]:
    """Return by entry id its name, its tags and its people.

    A team that lacks one who takes a department's seat (``elsewhere``) stays out of the draw.
    """
    people = [person for person in everybody if person.id not in elsewhere]
    if mode == "persons":
        return {person.code: (person.name, _tags(person), [person]) for person in people}
    named: defaultdict[str, list[Inspector]] = defaultdict(list)
    for person in people:
        if name := _group_of(person, mode):
            named[name].append(person)
    groups: dict[str, tuple[str, tuple[str, ...], list[Inspector]]] = {}
    torn = {_group_of(person, mode) for person in everybody if person.id in elsewhere}
    for number, (name, members) in enumerate(sorted(named.items()), start=1):
        if len(members) < 2 and name in torn:
            continue
        if len(members) < 2:
            raise DeskError(
                f"“{name}”只有 {members[0].name} 一人可派，不足两名执法人员。",
                "请调整编组、在岗或证件有效期后再冻结（行政处罚法第 42 条）。",
            )
        said = f"{name}（{'、'.join(person.name for person in members)}）"
        groups[f"BZ-{number:02}"] = said, (), members
    return groups


def _group_of(person: Inspector, mode: TeamMode) -> str:
    return person.team if mode == "teams" else person.squad


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


def _tags(person: Inspector) -> tuple[str, ...]:
    tags = [LICENCE, *map(_specialty, person.specialties)]
    return tuple([*tags, _department(person.department)] if person.department else tags)


def _department(name: str) -> str:
    return f"部门:{name}"


def _specialty(field: str) -> str:
    return f"专业:{field}"
