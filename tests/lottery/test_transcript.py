"""docs/protocol.md §3: what may follow what, and what each event must say."""

from collections.abc import Callable
from typing import Any

import pytest

from ssj_desktop.lottery import (
    NO_HEAD,
    Company,
    Document,
    InspectorEntry,
    ProtocolError,
    Slot,
    Stratum,
    Transcript,
    abort,
    draw,
    freeze,
    note,
    parse,
    redraw,
    replay,
)

_DIGITS = ["0042", "7"]
_WHY: dict[str, Any] = {"reason": "回避", "evidence": "声明", "approved_by": "组长"}
_DOCUMENT = Document(
    "LC-2026Q1",
    NO_HEAD,
    (Slot("person", "主持人", 4), Slot("dice", "众人", 1)),
    (Stratum("重点", 1), Stratum("一般", 2)),
    tuple(Company(f"LC-{n}", f"企业{n}", "一般" if n else "重点", ((), ())) for n in range(5)),
    tuple(InspectorEntry(f"Z{n}", f"人员{n}", (), 4) for n in range(4)),
    (),
)


@pytest.fixture
def frozen() -> Transcript:
    return freeze(_DOCUMENT)


@pytest.fixture
def drawn(frozen: Transcript) -> Transcript:
    return draw(frozen, _DIGITS)


def test_a_verb_leaves_the_transcript_it_started_from_alone(frozen: Transcript) -> None:
    before = frozen.encode()
    drawn = draw(frozen, _DIGITS, {"at": "2026-01-05T09:00:00+08:00"})
    assert frozen.encode() == before
    assert drawn.heads[0] == frozen.commitment
    assert drawn.events[1]["at"] == "2026-01-05T09:00:00+08:00"
    assert (frozen.outcome, drawn.outcome) == (None, "draw")


@pytest.mark.parametrize(
    "digits",
    [
        ["0042"],
        ["0042", "7", "7"],
        ["42", "7"],
        ["00420", "7"],
        ["００４２", "7"],
        ["٠٠٤٢", "7"],
        ["004a", "7"],
        ["0042\n", "7"],
        ["", "7"],
        [42, "7"],
        "42",
    ],
)
def test_digits_must_fit_the_plan_slot_by_slot(frozen: Transcript, digits: Any) -> None:
    with pytest.raises(ProtocolError, match=r"取数安排|半角数字"):
        draw(frozen, digits)


def test_leading_zeros_count(frozen: Transcript) -> None:
    assert (
        draw(frozen, ["0042", "7"]).events[1]["seed"]
        != draw(frozen, ["4200", "7"]).events[1]["seed"]
    )


@pytest.mark.parametrize(
    "verb",
    [
        lambda t: draw(t, _DIGITS),
        lambda t: abort(t, "名录有误", "操作人"),
    ],
)
def test_there_is_one_draw_or_one_abort(verb: Callable[[Transcript], Transcript]) -> None:
    for first in (draw(freeze(_DOCUMENT), _DIGITS), abort(freeze(_DOCUMENT), "名录有误", "操作人")):
        with pytest.raises(ProtocolError, match="只有一次"):
            verb(first)


def test_nothing_comes_between_freeze_and_draw(frozen: Transcript) -> None:
    with pytest.raises(ProtocolError, match="只有一次"):
        note(frozen, {"text": "先记一笔"})
    with pytest.raises(ProtocolError, match="只有一次"):
        redraw(frozen, _DIGITS, company="LC-0", **_WHY)


def test_an_aborted_draw_takes_notes_but_no_redraw(frozen: Transcript) -> None:
    aborted = abort(frozen, "名录有误", "操作人", {"digits_seen": False})
    assert aborted.outcome == "abort"
    assert len(note(aborted, {"text": "已告知纪检"}).events) == 3
    with pytest.raises(ProtocolError, match="已经作废"):
        redraw(aborted, _DIGITS, company="LC-0", **_WHY)


@pytest.mark.parametrize("key", ["reason", "evidence", "approved_by"])
def test_a_redraw_says_why_by_what_and_by_whom(drawn: Transcript, key: str) -> None:
    with pytest.raises(ProtocolError, match=key):
        redraw(drawn, _DIGITS, company="LC-0", **{**_WHY, key: ""})


def test_an_abort_says_why_and_by_whom(frozen: Transcript) -> None:
    with pytest.raises(ProtocolError, match="reason"):
        abort(frozen, "", "操作人")
    with pytest.raises(ProtocolError, match="by"):
        abort(frozen, "名录有误", "")


def test_a_redraw_names_people_and_companies_of_the_document(drawn: Transcript) -> None:
    with pytest.raises(ProtocolError, match="检查人员 'Z9'"):
        redraw(drawn, _DIGITS, company="*", inspector="Z9", **_WHY)
    with pytest.raises(ProtocolError, match="检查对象 LC-9"):
        redraw(drawn, _DIGITS, company="LC-9", inspector="Z1", **_WHY)


def test_only_a_company_on_the_list_can_be_voided(drawn: Transcript) -> None:
    chosen = {entry.company for entry in drawn.standing.selected}
    left = next(company.id for company in _DOCUMENT.companies if company.id not in chosen)
    for company in (left, "*"):
        with pytest.raises(ProtocolError, match="不在抽中名单里"):
            redraw(drawn, _DIGITS, company=company, **_WHY)
    voided = redraw(drawn, _DIGITS, company="LC-0", **_WHY)
    with pytest.raises(ProtocolError, match="不在抽中名单里"):
        redraw(voided, _DIGITS, company="LC-0", **_WHY)


def test_a_void_company_never_comes_back(drawn: Transcript) -> None:
    transcript, gone = drawn, []
    while general := [s.company for s in transcript.standing.selected if s.stratum == "一般"]:
        gone.append(general[0])
        transcript = redraw(transcript, _DIGITS, company=general[0], **_WHY)
    assert sorted(gone) == ["LC-1", "LC-2", "LC-3", "LC-4"]
    assert [entry.company for entry in transcript.standing.selected] == ["LC-0"]


def test_someone_recused_everywhere_gets_no_seat_later_either(drawn: Transcript) -> None:
    away = redraw(drawn, _DIGITS, company="*", inspector="Z1", **_WHY)
    voided = redraw(away, _DIGITS, company="LC-0", **_WHY)
    assert "Z1" in {seated.inspector for seated in drawn.standing.seats}
    assert "Z1" not in {seated.inspector for seated in voided.standing.seats}


def test_nobody_hands_in_what_the_program_computes(frozen: Transcript, drawn: Transcript) -> None:
    with pytest.raises(ProtocolError, match="seats 由程序算出"):
        draw(frozen, _DIGITS, {"seats": []})
    with pytest.raises(ProtocolError, match="seed 由程序算出"):
        redraw(drawn, _DIGITS, company="LC-0", **_WHY, extra={"seed": "0"})


def test_a_note_cannot_pass_for_another_event(drawn: Transcript) -> None:
    for kind in ("freeze", "draw", "redraw", "abort"):
        with pytest.raises(ProtocolError, match=kind):
            note(drawn, {"type": kind, **_WHY})
    with pytest.raises(ProtocolError, match="类型"):
        note(drawn, {"type": ""})


def test_a_draw_interrupted_after_the_freeze_is_taken_up_again(frozen: Transcript) -> None:
    stored: Any = parse(frozen.encode())
    again = replay(stored["events"])
    assert again == frozen
    assert draw(again, _DIGITS).head == draw(frozen, _DIGITS).head
