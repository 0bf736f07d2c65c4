"""docs/protocol.md §4: the admissible are those after whom all other seats can still be filled."""

from collections import Counter
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ssj_desktop.lottery.seats import Seating, bits

_EVERYONE = 0b1111

_problems = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, _EVERYONE)), min_size=1, max_size=5
).flatmap(
    lambda seats: st.tuples(
        st.just(seats), st.lists(st.integers(0, 3), min_size=4, max_size=4), st.randoms()
    )
)


def _lawful(seats: list[tuple[int, int]], room: list[int]) -> list[tuple[int, ...]]:
    """List every way to fill ``seats``, by trying all combinations."""
    return [
        people
        for people in product(*(bits(allowed) for _, allowed in seats))
        if all(count <= room[i] for i, count in Counter(people).items())
        and len({(company, i) for (company, _), i in zip(seats, people, strict=True)})
        == len(people)
    ]


@settings(max_examples=500, deadline=None)
@given(_problems)
def test_admissible_is_what_trying_all_combinations_finds(
    problem: tuple[list[tuple[int, int]], list[int], Random],
) -> None:
    seats, room, chance = problem
    seating = Seating([company for company, _ in seats], [allowed for _, allowed in seats], room)
    ways = _lawful(seats, room)
    assert all(seating.place(n) for n in range(len(seats))) == bool(ways)
    if not ways:
        return
    for n in range(len(seats)):
        admissible = sorted({way[n] for way in ways})
        assert list(bits(seating.admissible(n))) == admissible
        chosen = chance.choice(admissible)
        seating.settle(n, chosen)
        ways = [way for way in ways if way[n] == chosen]


def _full(companies: list[int], allowed: list[int], room: list[int]) -> Seating:
    seating = Seating(companies, allowed, room)
    assert all(seating.place(n) for n in range(len(companies)))
    return seating


def test_nobody_sits_twice_in_one_team() -> None:
    seating = _full([7, 7], [0b11, 0b11], [2, 2])
    seating.settle(0, 1)
    assert seating.admissible(1) == 0b01


def test_the_only_expert_is_kept_for_the_seat_that_needs_one() -> None:
    """WL-4."""
    # Seat 1 needs inspector 0, who may sit in both companies but only once in each.
    seating = _full([0, 0, 1], [0b111, 0b001, 0b111], [2, 2, 2])
    assert seating.admissible(0) == 0b110
    assert seating.admissible(2) == 0b111


def test_a_full_inspector_is_admissible_where_others_can_move_round() -> None:
    # Three companies, three inspectors with one seat each: anyone may take the first seat.
    seating = _full([0, 1, 2], [0b111, 0b011, 0b110], [1, 1, 1])
    assert seating.admissible(0) == 0b111
    seating.settle(0, 1)  # leaves 0 for company 1 and 2 for company 2
    assert seating.admissible(1) == 0b001
    assert seating.admissible(2) == 0b100


def test_caps_rise_for_all_together() -> None:
    seating = Seating([0, 1, 2], [0b01, 0b01, 0b10], [1, 0])
    assert [seating.place(n) for n in range(3)] == [True, False, False]
    seating.raise_caps()
    assert [seating.place(n) for n in range(3)] == [True, True, True]
