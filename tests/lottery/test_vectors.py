"""docs/protocol.md §7: every known answer, step by step."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop.lottery import (
    Document,
    Json,
    Transcript,
    canonical,
    draw,
    freeze,
    note,
    redraw,
    replay,
    verify,
)
from ssj_desktop.lottery.ticket import seed, ticket

_VECTORS = Path(__file__).parents[1] / "vectors" / "yaohao1.json"
_KATS: list[dict[str, Any]] = json.loads(_VECTORS.read_text("utf-8"))
_each = pytest.mark.parametrize("kat", _KATS, ids=[kat["name"] for kat in _KATS])


def _repeat(before: Transcript, event: dict[str, Any]) -> Transcript:
    """Do again what ``event`` records, through the verb the program would call."""
    at: dict[str, Json] = {"at": event["at"]} if "at" in event else {}
    if event["type"] == "draw":
        return draw(before, event["digits"], at)
    if event["type"] == "redraw":
        return redraw(
            before,
            event["digits"],
            company=event["company"],
            inspector=event.get("inspector"),
            reason=event["reason"],
            evidence=event["evidence"],
            approved_by=event["approved_by"],
            extra=at,
        )
    return note(before, event)


@_each
def test_the_freeze_has_the_known_bytes_and_commitment(kat: dict[str, Any]) -> None:
    transcript = freeze(Document.from_json(kat["transcript"]["events"][0]["body"]))
    text = canonical(transcript.events[0])
    assert len(text) == kat["freeze_event_bytes"]
    assert hashlib.sha256(text).hexdigest() == kat["freeze_event_sha256"]
    assert transcript.commitment == transcript.head == kat["commitment"]
    assert transcript.outcome is None


@_each
def test_tickets_are_the_hash_of_a_line_anyone_can_type(kat: dict[str, Any]) -> None:
    line = kat["sample_ticket_line"]
    assert hashlib.sha256(line.encode("ascii")).hexdigest() == kat["sample_ticket"]
    _, _, number, purpose, company = line.split("|")
    assert ticket(number, purpose, company) == kat["sample_ticket"]
    for company, known in kat["all_company_tickets"].items():
        assert ticket(kat["steps"][0]["seed"], "company", company) == known


@_each
def test_every_step_gives_the_known_heads_seeds_and_seats(kat: dict[str, Any]) -> None:
    events = kat["transcript"]["events"]
    transcript = freeze(Document.from_json(events[0]["body"]))
    for event, step in zip(events[1:], kat["steps"], strict=True):
        assert transcript.head == step["head_before"]
        if "digits" in event:
            assert seed(transcript.head, event["digits"]) == step["seed"]
            assert hashlib.sha256(step["seed_line"].encode("ascii")).hexdigest() == step["seed"]
        transcript = _repeat(transcript, event)
        assert transcript.head == step["head_after"]
        assert transcript.events[-1]["type"] == step["type"]
        for key in ("seed", "selected", "seats", "caps_plus"):
            assert transcript.events[-1].get(key) == step.get(key)
    assert transcript.head == kat["head"]
    assert transcript.encode() == canonical(kat["transcript"])


@_each
def test_a_known_transcript_verifies_in_any_layout(kat: dict[str, Any]) -> None:
    heads = (kat["commitment"], *(step["head_after"] for step in kat["steps"]))
    for text in (canonical(kat["transcript"]), json.dumps(kat["transcript"], indent=2)):
        (checked,) = verify([text], kat["head"])
        assert checked.heads == heads
        assert checked.document.draw_id == kat["name"]


def test_the_third_draw_hangs_on_the_second() -> None:
    second, third = (canonical(kat["transcript"]) for kat in _KATS[1:])
    assert [checked.head for checked in verify([second, third])] == [
        _KATS[1]["head"],
        _KATS[2]["head"],
    ]


def test_what_is_valid_after_three_redraws() -> None:
    # KAT-3: 08 was voided and 07 took its place; 33010005 left 08 before; 33010002 left 06 and 01.
    standing = replay(_KATS[2]["transcript"]["events"]).standing
    assert [entry.company[-2:] for entry in standing.selected] == ["01", "03", "05", "06", "07"]
    assert {(s.company[-2:], s.seat): s.inspector[-1] for s in standing.seats} == {
        ("05", 0): "1",
        ("05", 1): "4",
        ("06", 0): "6",
        ("06", 1): "3",
        ("01", 0): "4",
        ("01", 1): "1",
        ("03", 0): "3",
        ("03", 1): "5",
        ("07", 0): "3",
        ("07", 1): "6",
    }
    assert standing.voids == {"91330182MA00000008"}
    assert standing.recusals == {
        ("33010001", "91330182MA00000002"),
        ("33010006", "91330182MA00000003"),
        ("33010005", "91330182MA00000008"),
        ("33010002", "*"),
    }
    assert standing.caps_plus == 2
