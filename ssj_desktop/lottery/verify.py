"""Recompute whole transcripts from their freezes and digits (``docs/protocol.md`` §1–§4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from ssj_desktop.lottery.canonical import Json, ProtocolError, canonical, parse
from ssj_desktop.lottery.document import Document, array, exactly
from ssj_desktop.lottery.transcript import DERIVED, Event, Transcript, extend, freeze


def verify(transcripts: Sequence[bytes | str], head: str | None = None) -> tuple[Transcript, ...]:
    """Recompute ``transcripts``, an office's draws in order, and how they hang together.

    Each must begin with a freeze, followed by a draw or an abort; each ``prev`` must be some head
    of the transcript before, from its draw or abort on (§2).

    Args:
        transcripts: JSON texts, exactly ``{"events": […], "head": …}`` each.
        head: the final head on the signed paper of the last one, if that is to be compared.

    Returns:
        The draws as recomputed: ``document.draw_id``, ``commitment``, ``heads``, ``events``.

    Raises:
        ProtocolError: names the transcript, the event and the value that disagree.
    """
    if not transcripts:
        raise ProtocolError("没有要核验的抽取记录")
    checked: list[Transcript] = []
    for number, text in enumerate(transcripts, 1):
        try:
            found = _whole(text)
            if checked:
                _check_link(checked[-1], found)
        except ProtocolError as error:
            raise ProtocolError(f"第 {number} 份记录：{error}") from error
        checked.append(found)
    if head is not None and head != checked[-1].head:
        raise ProtocolError(_other_head(checked[-1], head))
    return tuple(checked)


def replay(events: Sequence[Json]) -> Transcript:
    """Recompute a draw as far as it has got: from ``events`` as stored.

    Raises:
        ProtocolError: names the first event, counted from 1, and the value that disagree.
    """
    if not events:
        raise ProtocolError("没有任何事件")
    transcript: Transcript | None = None
    for number, given in enumerate(events, 1):
        kind = given.get("type") if isinstance(given, dict) else None
        try:
            transcript = _freeze(given) if transcript is None else _next(transcript, given)
            _compare(given, transcript.events[-1])
        except ProtocolError as error:
            raise ProtocolError(f"第 {number} 个事件 {kind}：{error}") from error
    assert transcript is not None
    return transcript


def _whole(text: bytes | str) -> Transcript:
    members = exactly(parse(text), ("events", "head"), "抽取记录")
    transcript = replay(array(members["events"], "events"))
    if transcript.outcome is None:
        raise ProtocolError("只有冻结，没有抽取，也没有作废")
    if members["head"] != transcript.head:
        raise ProtocolError(f"head 与重算不符：记录为 {members['head']}，应为 {transcript.head}")
    return transcript


def _freeze(event: Json) -> Transcript:
    members = exactly(event, ("type", "body"), "冻结事件")
    if members["type"] != "freeze":
        raise ProtocolError("第一个事件应是冻结 freeze")
    return freeze(Document.from_json(members["body"]))


def _next(transcript: Transcript, event: Json) -> Transcript:
    if not isinstance(event, dict):
        raise ProtocolError("事件应是对象")
    derives = event.get("type") in ("draw", "redraw")
    request = {key: item for key, item in event.items() if not (derives and key in DERIVED)}
    return extend(transcript, request)


def _compare(given: Json, computed: Event) -> None:
    """Refuse ``given`` unless its canonical bytes are those of ``computed``."""
    if canonical(given) != canonical(computed):
        raise ProtocolError(_difference(given, computed, ""))


def _difference(given: Any, computed: Any, place: str) -> str:
    """Name the first leaf in which two different values disagree."""
    if isinstance(given, Mapping) and isinstance(computed, Mapping):
        missing = [key for key in computed if key not in given]
        if missing:
            return f"{place}缺少 {missing[0]}"
        key = next(key for key in computed if _differ(given[key], computed[key]))
        return _difference(given[key], computed[key], f"{place}.{key}")
    if isinstance(given, (list, tuple)) and isinstance(computed, (list, tuple)):
        for n, (one, other) in enumerate(zip(given, computed, strict=False)):
            if _differ(one, other):
                return _difference(one, other, f"{place}[{n}]")
        return f"{place.lstrip('.')} 与重算不符：记录有 {len(given)} 项，应有 {len(computed)} 项"
    shown = [canonical(value).decode() for value in (given, computed)]
    return f"{place.lstrip('.')} 与重算不符：记录为 {shown[0]}，应为 {shown[1]}"


def _differ(one: Json, other: Json) -> bool:
    return canonical(one) != canonical(other)


def _check_link(before: Transcript, after: Transcript) -> None:
    if after.document.prev not in before.heads[1:]:
        raise ProtocolError(
            f"prev 接不上前一份记录（{before.document.draw_id}）：它抽取或作废之后没有过 "
            f"{after.document.prev} 这个值"
        )


def _other_head(transcript: Transcript, head: str) -> str:
    if head in transcript.heads:
        at = transcript.heads.index(head) + 1
        later = len(transcript.events) - at
        return (
            f"给出的值是第 {at} 个事件之后的，其后还有 {later} 个事件；"
            f"末端校验值是 {transcript.head}"
        )
    return f"给出的末端校验值与重算不符：给出 {head}，应为 {transcript.head}"
