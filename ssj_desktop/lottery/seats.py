"""One full seating of the empty seats, kept and repaired while they are filled one after another.

The question that decides whom a seat may go to is: once this inspector sits here, can all the
other empty seats still be filled (``docs/protocol.md`` §4)? Seats, (company, inspector) pairs and
inspectors form a network: each seat sends one unit through one pair of its company, which takes
one unit because nobody sits twice in one team, to an inspector, who takes as many as the cap
leaves. A full seating is a flow that fills every seat. Giving a seat to somebody else is possible
exactly if the residual network leads back from there to the seat (Berge 1957; Ford and Fulkerson
1962, ch. I), so one search answers for all candidates and nothing is matched again.

Inspectors are bits of an integer: bit ``i`` of a mask is inspector ``i``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

_NOBODY = -1


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits set in ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _from(mask: int, start: int) -> int:
    """Return the lowest bit from ``start`` on, else the lowest: so holders spread, few are full."""
    later = mask >> start << start
    return next(bits(later or mask))


class Seating:
    """Who sits where for the time being, and what else would be possible.

    Args:
        companies: the company of each empty seat, as a number.
        allowed: for each seat the mask of those who may sit there by tags, recusals and because
            they are not on that team yet.
        room: for each inspector how many of the empty seats the cap leaves.
    """

    def __init__(
        self, companies: Sequence[int], allowed: Sequence[int], room: Sequence[int]
    ) -> None:
        self._company = companies
        self._allowed = list(allowed)
        self._left = list(room)  # empty seats an inspector may still be given for good
        self._room = list(room)  # … less those held for the time being
        self._roomy = sum(1 << i for i, free in enumerate(room) if free > 0)
        self._active = self._roomy  # those whose ``left`` is above zero
        self._held: list[set[int]] = [set() for _ in room]
        self._holder = [_NOBODY] * len(companies)
        self._team: defaultdict[int, int] = defaultdict(int)  # holders of a company's empty seats
        self._empty: defaultdict[int, list[int]] = defaultdict(list)  # a company's empty seats
        for seat, company in enumerate(companies):
            self._empty[company].append(seat)

    def place(self, seat: int) -> bool:
        """Give ``seat`` a holder, moving others if need be; False if that is impossible."""
        return self._holder[seat] != _NOBODY or self._make_room([seat])

    def raise_caps(self) -> None:
        """Let every inspector hold one seat more."""
        for i, free in enumerate(self._room):
            self._room[i] = free + 1
            self._left[i] += 1
        self._roomy = self._active = (1 << len(self._room)) - 1

    def admissible(self, seat: int) -> int:
        """Return the mask of those to whom ``seat`` can go with all other seats still filled.

        Every empty seat has a holder.
        """
        own = 1 << self._holder[seat]
        team = self._team[self._company[seat]]
        wanted = self._allowed[seat] & self._active
        sure = wanted & self._roomy & ~team | own
        doubtful = wanted & ~sure
        return sure | self._reachable(seat, doubtful) if doubtful else sure

    def settle(self, seat: int, inspector: int) -> None:
        """Give ``seat`` for good to ``inspector``, who is admissible; it is empty no longer."""
        company = self._company[seat]
        self._lift(seat)
        self._empty[company].remove(seat)
        for other in self._empty[company]:
            self._allowed[other] &= ~(1 << inspector)
        self._left[inspector] -= 1
        if not self._left[inspector]:
            self._active &= ~(1 << inspector)
        self._change_room(inspector, -1)
        rivals = [s for s in self._empty[company] if self._holder[s] == inspector]
        for rival in rivals:  # one at most
            self._lift(rival)
            self._make_room([rival])
        if self._room[inspector] < 0:
            self._make_room(self._held[inspector])

    def _lift(self, seat: int) -> None:
        holder = self._holder[seat]
        if holder != _NOBODY:
            self._held[holder].discard(seat)
            self._team[self._company[seat]] &= ~(1 << holder)
            self._holder[seat] = _NOBODY
            self._change_room(holder, 1)

    def _change_room(self, inspector: int, by: int) -> None:
        self._room[inspector] += by
        if self._room[inspector] > 0:
            self._roomy |= 1 << inspector
        else:
            self._roomy &= ~(1 << inspector)

    def _make_room(self, seats: Iterable[int]) -> bool:
        """Give one of ``seats`` another holder, along the shortest chain of moves that ends free.

        In a chain each seat takes the holder of the next one and the last takes somebody with room.
        """
        # seat → the seat that wants its holder
        wants: dict[int, int] = dict.fromkeys(seats, _NOBODY)
        queue = list(wants)
        seen = 0
        for seat in queue:
            company = self._company[seat]
            allowed, team = self._allowed[seat], self._team[company]
            free = allowed & ~team & self._roomy
            if free:
                self._move_along(wants, seat, _from(free, seat % len(self._room)))
                return True
            full = allowed & ~team & ~seen & self._active
            seen |= full
            found = [other for i in bits(full) for other in self._held[i]]
            if allowed & team:
                found += [s for s in self._empty[company] if self._may_take_over(seat, s)]
            for other in found:
                if other not in wants:
                    wants[other] = seat
                    queue.append(other)
        return False

    def _may_take_over(self, seat: int, other: int) -> bool:
        holder = self._holder[other]
        return holder != _NOBODY and bool(self._allowed[seat] >> holder & 1)

    def _move_along(self, wants: dict[int, int], seat: int, inspector: int) -> None:
        while seat != _NOBODY:
            leaving = self._holder[seat]
            self._lift(seat)
            self._holder[seat] = inspector
            self._held[inspector].add(seat)
            self._team[self._company[seat]] |= 1 << inspector
            self._change_room(inspector, -1)
            seat, inspector = wants[seat], leaving

    def _reachable(self, seat: int, doubtful: int) -> int:
        """Return those of ``doubtful`` from whom the residual network leads back to ``seat``.

        ``reach`` grows into the mask of inspectors who could take one seat more once the holder of
        ``seat`` has left it. The doubtful are looked at first: mostly they suffice.
        """
        reach = self._roomy | 1 << self._holder[seat]
        for scope in (doubtful, self._active):
            while True:
                before = reach
                for i in bits(scope & ~reach):
                    if any(self._can_leave(other, reach, seat) for other in self._held[i]):
                        reach |= 1 << i
                found = self._found(seat, doubtful, reach)
                if found == doubtful:
                    return found
                if reach == before:
                    break
        self._forget_dead_ends(seat, reach)
        return found

    def _found(self, seat: int, doubtful: int, reach: int) -> int:
        team = self._team[self._company[seat]]
        found = doubtful & reach & ~team
        if doubtful & team:
            for other in self._empty[self._company[seat]]:
                holder = 1 << self._holder[other]
                if doubtful & holder and self._can_leave(other, reach, seat):
                    found |= holder
        return found

    def _can_leave(self, seat: int, reach: int, goal: int) -> bool:
        """Tell whether ``seat`` can pass to somebody in ``reach``, or to the holder of ``goal``.

        It may do so directly or by taking over from a team mate who can leave.
        """
        company = self._company[seat]
        good = reach & ~self._team[company]
        if self._allowed[seat] & good:
            return True
        mates = [seat]
        for mate in mates:
            if mate == goal or self._allowed[mate] & good:
                return True
            mates += [
                other
                for other in self._empty[company]
                if other not in mates and self._may_take_over(mate, other)
            ]
        return False

    def _forget_dead_ends(self, goal: int, reach: int) -> None:
        """Strike out choices that no full seating has: from seats that lead to ``goal`` to others.

        Settling seats only takes seatings away, so what is dead stays dead. Without this every seat
        would search the same dead ends again.
        """
        for company, seats in self._empty.items():
            team = self._team[company]
            leaving = [seat for seat in seats if self._can_leave(seat, reach, goal)]
            alive = reach & ~team
            for seat in leaving:
                alive |= 1 << self._holder[seat]
            for seat in leaving:
                self._allowed[seat] &= alive
