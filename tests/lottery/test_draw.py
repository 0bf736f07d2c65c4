"""docs/protocol.md §4 and §5, beside a second reading that matches from scratch every time."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rival_rematch import replay as rematch
from ssj_desktop.lottery import (
    NO_HEAD,
    Company,
    Document,
    InspectorEntry,
    ProtocolError,
    Slot,
    Stratum,
    Transcript,
    draw,
    freeze,
    redraw,
    require_staffed,
)
from ssj_desktop.lottery.transcript import extend

_TAGS = st.lists(st.sampled_from("AB"), max_size=2, unique=True).map(tuple)
_TEAMS = st.lists(_TAGS, max_size=4).map(tuple)
_WHY: dict[str, Any] = {"reason": "回避", "evidence": "声明", "approved_by": "组长"}


@st.composite
def _documents(draw_from: st.DrawFn) -> Document:
    """Return a small document: tags, recusals, caps from nothing up, teams of up to four."""
    strata = ("甲", "乙")
    companies = tuple(
        Company(f"C{n}", f"企业{n}", draw_from(st.sampled_from(strata)), draw_from(_TEAMS))
        for n in range(draw_from(st.integers(1, 6)))
    )
    inspectors = tuple(
        InspectorEntry(f"Z{n}", f"人员{n}", draw_from(_TAGS), draw_from(st.integers(0, 3)))
        for n in range(draw_from(st.integers(1, 6)))
    )
    pools = Counter(company.stratum for company in companies)
    people = st.sampled_from([inspector.id for inspector in inspectors])
    places = st.sampled_from([company.id for company in companies] * 3 + ["*"])
    return Document(
        "R-1",
        NO_HEAD,
        (Slot("dice", "众人", 3),),
        tuple(Stratum(name, draw_from(st.integers(0, pools[name]))) for name in strata),
        companies,
        inspectors,
        tuple(draw_from(st.lists(st.tuples(people, places), max_size=3))),
    )


def _random_redraw(data: st.DataObject, before: Transcript) -> dict[str, Any]:
    """Ask to recuse somebody, mostly somebody seated, or to void a company that is drawn."""
    standing, document = before.standing, before.document
    seated = [(s.inspector, s.company) for s in standing.seats] + [
        (inspector.id, "*") for inspector in document.inspectors
    ]
    drawn = [(None, entry.company) for entry in standing.selected]
    inspector, company = data.draw(st.sampled_from(seated + drawn))
    whom = {} if inspector is None else {"inspector": inspector}
    return {"type": "redraw", "company": company, **whom, **_WHY}


@settings(max_examples=400, deadline=None)
@given(_documents(), st.data())
def test_every_event_is_the_one_that_matching_from_scratch_finds(
    document: Document, data: st.DataObject
) -> None:
    transcript, requests = freeze(document), []
    for number in range(data.draw(st.integers(1, 4))):
        whom = _random_redraw(data, transcript) if number else {"type": "draw"}
        requests.append({**whom, "digits": [f"{data.draw(st.integers(0, 999)):03d}"]})
        try:
            events, heads = rematch(document.as_json(), requests)
        except LookupError:
            with pytest.raises(ProtocolError, match="没有合规的人可派"):
                extend(transcript, requests[-1])
            return
        transcript = extend(transcript, requests[-1])
        assert list(transcript.events) == events
        assert list(transcript.heads) == heads


def _plain(companies: int, k: int, seats: int, inspectors: int, cap: int) -> Document:
    return Document(
        "R-2",
        NO_HEAD,
        (Slot("dice", "众人", 4),),
        (Stratum("一般", k),),
        tuple(Company(f"C{n:02d}", f"企业{n}", "一般", ((),) * seats) for n in range(companies)),
        tuple(InspectorEntry(f"Z{n:02d}", f"人员{n}", (), cap) for n in range(inspectors)),
        (),
    )


def _chi_square(observed: Counter[Any], cells: int) -> float:
    expected = observed.total() / cells
    missing = (cells - len(observed)) * expected
    return missing + sum((n - expected) ** 2 / expected for n in observed.values())


@settings(max_examples=200, deadline=None)
@given(_documents(), st.from_regex("[0-9]{3}", fullmatch=True))
def test_what_passes_as_staffed_is_drawn_whatever_the_digits(document: Document, it: str) -> None:
    whole = tuple(
        replace(s, k=sum(c.stratum == s.name for c in document.companies)) for s in document.strata
    )
    for asked in (document, replace(document, strata=whole)):
        try:
            require_staffed(asked, freeze(asked).standing)
        except ProtocolError:
            if asked.strata == whole:  # everything is drawn, so the unlawful seat is met
                with pytest.raises(ProtocolError, match="没有合规的人可派"):
                    draw(freeze(asked), [it])
        else:
            draw(freeze(asked), [it])


def test_every_ordered_choice_is_about_equally_frequent() -> None:
    # §5.1: 2 of 5 in order are 20 outcomes; the 99.9 % point of chi-square with 19 degrees of
    # freedom is 43.82 (any table). The digits are fixed, so the test always says the same.
    frozen = freeze(_plain(companies=5, k=2, seats=0, inspectors=0, cap=0))
    drawn = [draw(frozen, [f"{n:04d}"]).standing.selected for n in range(2000)]
    outcomes = Counter(tuple(entry.company for entry in selected) for selected in drawn)
    assert _chi_square(outcomes, 20) < 43.82


def test_every_pair_on_two_seats_is_about_equally_frequent_under_caps() -> None:
    # §5.2 and 3: 4 people, one seat each, 2 companies with 2 seats: 4! = 24 outcomes, 23 degrees
    # of freedom, 99.9 % point 49.73.
    frozen = freeze(_plain(companies=2, k=2, seats=2, inspectors=4, cap=1))
    outcomes = Counter(
        tuple(
            seated.inspector
            for seated in sorted(
                draw(frozen, [f"{n:04d}"]).standing.seats, key=lambda s: (s.company, s.seat)
            )
        )
        for n in range(2400)
    )
    assert _chi_square(outcomes, 24) < 49.73


def test_caps_rise_just_as_far_as_needed() -> None:
    # 4 companies with 2 seats are 8 seats for 3 people: 2 each is 6, 3 each is 9.
    drawn = draw(freeze(_plain(companies=4, k=4, seats=2, inspectors=3, cap=1)), ["0000"])
    assert drawn.standing.caps_plus == 2


def test_a_team_too_large_for_the_office_is_told_by_its_seats() -> None:
    frozen = freeze(_plain(companies=1, k=1, seats=3, inspectors=2, cap=9))
    with pytest.raises(ProtocolError, match=r"没有合规的人可派：企业0（C00）第 3 席$"):
        draw(frozen, ["0000"])


def test_an_expert_nobody_is_gets_told_once_for_all_companies() -> None:
    document = _plain(companies=30, k=30, seats=2, inspectors=9, cap=9)
    asking = tuple(replace(company, seats=((), ("专业:辐射",))) for company in document.companies)
    with pytest.raises(ProtocolError, match=r"第 2 席（须具备 专业:辐射）.*；等 30 个席位$"):
        draw(freeze(replace(document, companies=asking)), ["0000"])


def test_a_void_company_without_substitute_leaves_nobody() -> None:
    drawn = draw(freeze(_plain(companies=2, k=2, seats=1, inspectors=2, cap=2)), ["0000"])
    after = redraw(drawn, ["0001"], company="C00", **_WHY)
    assert after.events[-1]["selected"] == after.events[-1]["seats"] == []
    assert [entry.company for entry in after.standing.selected] == ["C01"]


def test_teams_formed_by_lot_give_every_officer_one_place() -> None:
    # §2: the groups are the companies, their places the seats, every officer has cap 1.
    drawn = draw(freeze(_plain(companies=4, k=4, seats=5, inspectors=20, cap=1)), ["0000"])
    assert len({seated.inspector for seated in drawn.standing.seats}) == 20
    assert [seated.admissible for seated in drawn.standing.seats] == list(range(20, 0, -1))
