"""What digits decide: which companies, and who sits where (``docs/protocol.md`` §4). Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from ssj_desktop.lottery.canonical import ProtocolError
from ssj_desktop.lottery.document import EVERYWHERE, Company, Document
from ssj_desktop.lottery.seats import Seating, bits
from ssj_desktop.lottery.ticket import lowest_seat_ticket, ticket


@dataclass(frozen=True, slots=True)
class Selected:
    """A company drawn for its stratum, and the ticket that drew it."""

    stratum: str
    company: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Seated:
    """An inspector on a seat of a company, and out of how many admissible ones."""

    company: str
    seat: int
    inspector: str
    admissible: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand after some events: nothing is drawn yet by default.

    ``selected`` and ``seats`` hold what is valid now; ``recusals`` those frozen and those added.
    """

    selected: tuple[Selected, ...] = ()
    seats: tuple[Seated, ...] = ()
    voids: frozenset[str] = frozenset()
    recusals: frozenset[tuple[str, str]] = frozenset()
    caps_plus: int = 0


def select(
    document: Document, standing: Standing, seed: str, wanted: Mapping[str, int]
) -> tuple[Selected, ...]:
    """Draw ``wanted[stratum]`` companies of each stratum named, or all that are left if fewer.

    In the order of the strata; of those neither drawn nor void, the lowest tickets first.
    """
    taken = {selected.company for selected in standing.selected} | standing.voids
    pools: defaultdict[str, list[Selected]] = defaultdict(list)
    for company in document.companies:
        if company.stratum in wanted and company.id not in taken:
            number = ticket(seed, "company", company.id)
            pools[company.stratum].append(Selected(company.stratum, company.id, number))
    return tuple(
        selected
        for stratum in document.strata
        if stratum.name in wanted
        for selected in nsmallest(
            wanted[stratum.name], pools[stratum.name], key=lambda entry: entry.ticket
        )
    )


def fill(document: Document, standing: Standing, seed: str) -> tuple[tuple[Seated, ...], int]:
    """Fill every empty seat of the companies drawn.

    Returns:
        Who was seated, in the order filled, and ``caps_plus`` as it is then.

    Raises:
        ProtocolError: no lawful team exists, whatever the caps; the message names the seats.
    """
    seats = _empty_seats(document, standing, seed)
    allowed = _allowed(document, standing, seats)
    room = _room(document, standing)
    seating, caps_plus = _seat_all(document, seats, allowed, room)
    names = [inspector.id for inspector in document.inspectors]
    seated = []
    for n, (company, seat) in enumerate(seats):
        admissible = seating.admissible(n)
        candidates = {names[i]: i for i in bits(admissible)}
        winner = lowest_seat_ticket(seed, company.id, seat, candidates)
        seating.settle(n, candidates[winner])
        seated.append(Seated(company.id, seat, winner, len(candidates)))
    return tuple(seated), standing.caps_plus + caps_plus


def require_staffed(document: Document, standing: Standing) -> None:
    """Refuse ``standing`` when a company that may yet be drawn could be sent nobody lawful.

    The program asks this before the freeze and before a redraw, beyond the protocol: found out
    after the digits it would leave a draw that can neither go on nor be given up. Caps may rise
    without end, so each company stands for itself, and one seating of them all answers for every
    outcome.

    Raises:
        ProtocolError: names the seats that nobody can fill.
    """
    drawable = {stratum.name for stratum in document.strata if stratum.k}
    taken = {selected.company for selected in standing.selected} | standing.voids
    pool = [c for c in document.companies if c.stratum in drawable and c.id not in taken]
    seats = [(company, n) for company in pool for n in range(len(company.seats))]
    owners = [number for number, company in enumerate(pool) for _ in company.seats]
    allowed = _allowed(document, standing, seats)
    _require_hope(seats, owners, allowed, len(document.inspectors))


def _empty_seats(document: Document, standing: Standing, seed: str) -> list[tuple[Company, int]]:
    """Return the empty seats in the order they are filled: by order ticket, then by number."""
    drawn = {selected.company for selected in standing.selected}
    taken = {(seated.company, seated.seat) for seated in standing.seats}
    companies = [company for company in document.companies if company.id in drawn]
    companies.sort(key=lambda company: ticket(seed, "order", company.id))
    return [
        (company, seat)
        for company in companies
        for seat in range(len(company.seats))
        if (company.id, seat) not in taken
    ]


def _allowed(
    document: Document, standing: Standing, seats: Sequence[tuple[Company, int]]
) -> list[int]:
    """Return for each seat the mask of those with its tags, not recused, not on the team yet."""
    number = {inspector.id: i for i, inspector in enumerate(document.inspectors)}
    everyone = (1 << len(number)) - 1
    bearers: defaultdict[str, int] = defaultdict(int)
    for i, inspector in enumerate(document.inspectors):
        for tag in set(inspector.tags):
            bearers[tag] |= 1 << i
    barred: defaultdict[str, int] = defaultdict(int)
    for person, company_id in standing.recusals:
        barred[company_id] |= 1 << number[person]
    for seated in standing.seats:
        barred[seated.company] |= 1 << number[seated.inspector]
    allowed = []
    for company, seat in seats:
        mask = everyone & ~barred[EVERYWHERE] & ~barred[company.id]
        for tag in company.seats[seat]:
            mask &= bearers[tag]
        allowed.append(mask)
    return allowed


def _room(document: Document, standing: Standing) -> list[int]:
    load = Counter(seated.inspector for seated in standing.seats)
    return [
        inspector.cap + standing.caps_plus - load[inspector.id] for inspector in document.inspectors
    ]


def _seat_all(
    document: Document,
    seats: Sequence[tuple[Company, int]],
    allowed: Sequence[int],
    room: Sequence[int],
) -> tuple[Seating, int]:
    """Return a full seating, and by how much the caps had to be raised for it."""
    numbers = {company.id: n for n, company in enumerate(document.companies)}
    companies = [numbers[company.id] for company, _ in seats]
    seating = Seating(companies, allowed, room)
    if not all(seating.place(n) for n in range(len(seats))):
        _require_hope(seats, companies, allowed, len(room))
    raised = 0
    for n in range(len(seats)):
        while not seating.place(n):
            seating.raise_caps()
            raised += 1
    return seating, raised


def _require_hope(
    seats: Sequence[tuple[Company, int]],
    companies: Sequence[int],
    allowed: Sequence[int],
    inspectors: int,
) -> None:
    """Raise when some of ``seats`` stay empty however far the caps are raised."""
    # Nobody sits twice in one team, so as many seats as companies is no limit at all.
    unlimited = Seating(companies, allowed, [len(set(companies))] * inspectors)
    if hopeless := [seats[n] for n in range(len(seats)) if not unlimited.place(n)]:
        raise ProtocolError(f"放宽上限也没有合规的人可派：{_named(hopeless)}")


def _named(seats: Sequence[tuple[Company, int]]) -> str:
    """Name the first ten of ``seats`` with what they ask for, and how many there are if more."""
    names = [
        f"{company.name}（{company.id}）第 {n + 1} 席"
        + (f"（须具备 {'、'.join(company.seats[n])}）" if company.seats[n] else "")
        for company, n in seats[:10]
    ]
    return "；".join(names) + (f"；等 {len(seats)} 个席位" if len(seats) > 10 else "")
