"""docs/protocol.md §1–§4: no leaf of a transcript changes unnoticed, and the message finds it."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop.lottery import (
    Document,
    ProtocolError,
    Transcript,
    abort,
    canonical,
    draw,
    freeze,
    note,
    replay,
    verify,
)

_VECTORS = Path(__file__).parents[1] / "vectors" / "yaohao1.json"
_KATS: list[dict[str, Any]] = json.loads(_VECTORS.read_text("utf-8"))
_each = pytest.mark.parametrize("kat", _KATS, ids=[kat["name"] for kat in _KATS])


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value inside ``value``, containers too."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, member in steps:
        yield (*path, step)
        if isinstance(member, dict | list):
            yield from _paths(member, (*path, step))


def _others(value: Any) -> Iterator[Any]:
    """Yield values one step away from ``value``: of its kind and of the kinds it resembles."""
    if isinstance(value, str):
        yield from (value + "0", value[:-1], "甲" + value[1:], value[::-1], None)
        middle = len(value) // 2
        yield value[:middle] + chr(ord(value[middle]) ^ 1) + value[middle + 1 :]
        if value.isdigit():
            yield int(value)
    elif isinstance(value, int):
        yield from (value + 1, value - 1, -value, float(value), bool(value), str(value), None)
    elif isinstance(value, list):
        yield from (value[:n] + value[n + 1 :] for n in range(len(value)))
        yield from (
            [*value[:n], value[n + 1], value[n], *value[n + 2 :]] for n in range(len(value) - 1)
        )
        yield from ([*value, item] for item in (*value[-1:], None, "", 0, []))
    elif isinstance(value, dict):
        yield from ({k: v for k, v in value.items() if k != key} for key in value)
        yield from ({**value, "more": extra} for extra in (None, "", 0))


def _mutants(transcript: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    for path in [(), *_paths(transcript)]:
        wrapped = {"whole": copy.deepcopy(transcript)}
        place: Any = wrapped
        *way, last = ("whole", *path)
        for step in way:
            place = place[step]
        original = place[last]
        for other in _others(original):
            place[last] = other
            text = json.dumps(wrapped["whole"], ensure_ascii=False)
            if text != json.dumps(transcript, ensure_ascii=False):
                yield path, text


@_each
def test_every_single_change_of_a_transcript_is_refused(kat: dict[str, Any]) -> None:
    unnoticed = []
    for path, text in _mutants(kat["transcript"]):
        try:
            verify([text])
        except ProtocolError:
            continue
        unnoticed.append(path)
    assert unnoticed == []


def test_the_walk_reaches_every_leaf() -> None:
    # KAT-1 by hand: head 1; freeze: type 1, v, draw_id, prev 3, plan 2 × 3, strata 2,
    # companies 5 × 3, inspectors 4 × 3; draw: type 1, digits 2, seed 1, selected 2 × 3,
    # seats 4 × 4, caps_plus 1. Together 67.
    transcript = _KATS[0]["transcript"]
    leaves = [
        path for path in _paths(transcript) if not isinstance(_at(transcript, path), dict | list)
    ]
    assert len(leaves) == 67
    assert {path for path, _ in _mutants(transcript)} >= set(leaves)


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        (
            (1, "seats", 3, 3),
            3,
            r"第 1 份记录：第 2 个事件 draw：seats\[3\]\[3\] 与重算不符：记录为 3，应为 2$",
        ),
        ((1, "seats", 0, 2), "33010003", r"第 2 个事件 draw：seats\[0\]\[2\] 与重算不符"),
        ((1, "seats"), [], r"第 2 个事件 draw：seats 与重算不符：记录有 0 项，应有 11 项"),
        ((1, "caps_plus"), False, r"caps_plus 与重算不符：记录为 false，应为 0"),
        ((1, "seed"), "0" * 64, r"第 2 个事件 draw：seed 与重算不符"),
        ((1, "selected", 2, 1), "91330182MA00000004", r"selected\[2\]\[1\] 与重算不符"),
        ((0, "body", "companies", 0, "name"), "甲", r"第 2 个事件 draw：seed 与重算不符"),
        ((1, "digits", 0), "482914", r"第 2 个事件 draw：seed 与重算不符"),
        ((0, "body", "strata", 0, "k"), 9, r"第 1 个事件 freeze：分层 重点"),
        ((0, "type"), "draw", r"第 1 个事件 draw：第一个事件应是冻结"),
    ],
)
def test_the_message_finds_the_event_and_the_leaf(
    path: tuple[Any, ...], to: Any, message: str
) -> None:
    transcript = copy.deepcopy(_KATS[1]["transcript"])
    place = _at(transcript["events"], path[:-1])
    place[path[-1]] = to
    with pytest.raises(ProtocolError, match=message):
        verify([canonical(transcript)])


def test_a_computed_field_left_out_is_missed() -> None:
    transcript = copy.deepcopy(_KATS[0]["transcript"])
    del transcript["events"][1]["caps_plus"]
    with pytest.raises(ProtocolError, match="第 2 个事件 draw：缺少 caps_plus"):
        verify([canonical(transcript)])


def test_a_number_spelled_otherwise_is_another_number() -> None:
    text = canonical(_KATS[0]["transcript"]).decode()
    assert '"k":2' in text
    for spelling in ('"k":2.0', '"k":2e0', '"k":"2"', '"k":2,"k":2'):
        with pytest.raises(ProtocolError):
            verify([text.replace('"k":2', spelling)])


def test_a_changed_head_at_the_end_is_refused() -> None:
    transcript = {**_KATS[0]["transcript"], "head": "0" * 64}
    with pytest.raises(ProtocolError, match=r"head 与重算不符：记录为 0{64}，应为 d9ee7e72"):
        verify([canonical(transcript)])


def test_the_paper_must_show_the_last_head() -> None:
    text = canonical(_KATS[2]["transcript"])
    verify([text], _KATS[2]["head"])
    with pytest.raises(ProtocolError, match="第 2 个事件之后的，其后还有 4 个事件"):
        verify([text], _KATS[2]["steps"][0]["head_after"])
    with pytest.raises(ProtocolError, match="给出的末端校验值与重算不符"):
        verify([text], "0" * 64)


def test_a_freeze_without_an_outcome_is_no_finished_draw() -> None:
    frozen = freeze(Document.from_json(_KATS[0]["transcript"]["events"][0]["body"]))
    with pytest.raises(ProtocolError, match="只有冻结"):
        verify([frozen.encode()])


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"events":[],"head":""}', '{"events":{},"head":""}', '{"events":[1],"head":""}'],
)
def test_what_is_no_transcript_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError, match="第 1 份记录"):
        verify([text])


def test_nothing_verifies_nothing() -> None:
    with pytest.raises(ProtocolError, match="没有要核验"):
        verify([])
    with pytest.raises(ProtocolError, match="没有任何事件"):
        replay([])


def _drawn_after(prev: str) -> Transcript:
    body = {**_KATS[0]["transcript"]["events"][0]["body"], "prev": prev}
    return draw(freeze(Document.from_json(body)), ["000001", "000002"])


def test_a_draw_may_hang_on_any_head_since_the_draw_or_abort_before() -> None:
    first = note(_drawn_after("0" * 64), {"text": "事后记事"})
    for head in first.heads[1:]:
        checked = verify([first.encode(), _drawn_after(head).encode()])
        assert [transcript.document.prev for transcript in checked] == ["0" * 64, head]


def test_an_aborted_draw_counts_in_the_chain() -> None:
    body = _KATS[0]["transcript"]["events"][0]["body"]
    aborted = abort(freeze(Document.from_json(body)), "名录有误", "操作人")
    assert len(verify([aborted.encode(), _drawn_after(aborted.head).encode()])) == 2


def test_a_draw_cannot_hang_on_a_mere_commitment_or_leave_one_out() -> None:
    first = _drawn_after("0" * 64)
    second = _drawn_after(first.head)
    third = _drawn_after(second.head)
    for chain in ([first, _drawn_after(first.commitment)], [first, third], [second, first]):
        with pytest.raises(ProtocolError, match="第 2 份记录：prev 接不上"):
            verify([transcript.encode() for transcript in chain])
