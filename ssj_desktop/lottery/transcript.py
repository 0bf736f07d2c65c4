"""The chain of a draw's events (``docs/protocol.md`` §3): every verb gives a new transcript."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ssj_desktop.lottery.canonical import Json, ProtocolError, canonical
from ssj_desktop.lottery.document import EVERYWHERE, Document, array
from ssj_desktop.lottery.draw import Standing, fill, select
from ssj_desktop.lottery.ticket import chain, seed

Event: TypeAlias = Mapping[str, Json]

DERIVED = ("seed", "selected", "seats", "caps_plus")
"""What a draw or redraw computes; every other key is given and chained as it is."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A draw from its freeze to its latest event; made by :func:`freeze` and the verbs below.

    ``heads[n]`` is the head after ``events[n]``; ``standing`` is what the events amount to.
    """

    document: Document
    events: tuple[Event, ...]
    heads: tuple[str, ...]
    standing: Standing

    @property
    def commitment(self) -> str:
        """The head after the freeze."""
        return self.heads[0]

    @property
    def head(self) -> str:
        """The head after the latest event."""
        return self.heads[-1]

    @property
    def outcome(self) -> str | None:
        """``draw`` or ``abort``; None while neither has happened."""
        return str(self.events[1]["type"]) if len(self.events) > 1 else None

    def encode(self) -> bytes:
        """Return the canonical bytes to be handed out."""
        return canonical({"events": self.events, "head": self.head})


def freeze(document: Document) -> Transcript:
    """Open the transcript of a draw; its head is the commitment.

    Raises:
        ProtocolError: a text of the document has no canonical bytes.
    """
    event: Event = {"type": "freeze", "body": document.as_json()}
    standing = Standing(recusals=frozenset(document.recusals))
    return Transcript(document, (event,), (chain(document.prev, event),), standing)


def draw(
    transcript: Transcript, digits: Sequence[str], extra: Mapping[str, Json] | None = None
) -> Transcript:
    """Draw the companies and seat the inspectors by the ``digits`` read out, slot by slot.

    Args:
        transcript: a freeze and nothing else.
        digits: one string of ASCII digits for each slot of the plan.
        extra: what else the event is to carry (``at``, …).

    Raises:
        ProtocolError: the digits do not fit the plan, there has been a draw or an abort, or no
            lawful team exists.
    """
    return extend(transcript, {**(extra or {}), "type": "draw", "digits": list(digits)})


def redraw(
    transcript: Transcript,
    digits: Sequence[str],
    *,
    company: str,
    inspector: str | None = None,
    reason: str,
    evidence: str,
    approved_by: str,
    extra: Mapping[str, Json] | None = None,
) -> Transcript:
    """Recuse ``inspector`` at ``company`` (``*``: everywhere), or void ``company``; fill the gap.

    Raises:
        ProtocolError: as :func:`draw`; or nothing is drawn yet, a text is empty, or somebody is
            not in the document.
    """
    whom: dict[str, Json] = {} if inspector is None else {"inspector": inspector}
    request = {
        **(extra or {}),
        **whom,
        "type": "redraw",
        "company": company,
        "reason": reason,
        "evidence": evidence,
        "approved_by": approved_by,
        "digits": list(digits),
    }
    return extend(transcript, request)


def abort(
    transcript: Transcript, reason: str, by: str, extra: Mapping[str, Json] | None = None
) -> Transcript:
    """Give the draw up instead of drawing.

    Raises:
        ProtocolError: there has been a draw or an abort, or a text is empty.
    """
    return extend(transcript, {**(extra or {}), "type": "abort", "reason": reason, "by": by})


def note(transcript: Transcript, fields: Mapping[str, Json]) -> Transcript:
    """Chain ``fields`` as they are; their ``type`` is ``note`` unless they name another.

    Raises:
        ProtocolError: there has been neither draw nor abort, or ``type`` is one of theirs.
    """
    event: Event = {"type": "note", **fields}
    if event["type"] in ("freeze", "draw", "redraw", "abort"):
        raise ProtocolError(f"记事不能用类型 {event['type']}")
    return extend(transcript, event)


def extend(transcript: Transcript, request: Event) -> Transcript:
    """Append the event that ``request`` asks for: any event less what it derives.

    Raises:
        ProtocolError: the protocol has no such event here.
    """
    kind = request.get("type")
    if not isinstance(kind, str) or not kind or kind == "freeze":
        raise ProtocolError(f"不能有类型为 {kind!r} 的事件")
    if (transcript.outcome is None) != (kind in ("draw", "abort")):
        raise ProtocolError("冻结之后应当是一次抽取或作废，并且只有一次")
    if kind in ("draw", "redraw"):
        return _decide(transcript, request)
    if kind == "abort":
        _require_texts(request, ("reason", "by"))
    return _append(transcript, request, transcript.standing)


def _append(transcript: Transcript, event: Event, standing: Standing) -> Transcript:
    return Transcript(
        transcript.document,
        (*transcript.events, event),
        (*transcript.heads, chain(transcript.head, event)),
        standing,
    )


def _decide(transcript: Transcript, request: Event) -> Transcript:
    """Append a draw or redraw with all that follows from its digits."""
    document = transcript.document
    digits = _digits(document, request)
    for key in DERIVED:
        if key in request:
            raise ProtocolError(f"{key} 由程序算出，不能另给")
    if request["type"] == "draw":
        standing = transcript.standing
        wanted = {stratum.name: stratum.k for stratum in document.strata}
    else:
        standing, wanted = _vacate(transcript, request)
    number = seed(transcript.head, digits)
    selected = select(document, standing, number, wanted)
    standing = replace(standing, selected=standing.selected + selected)
    seats, caps_plus = fill(document, standing, number)
    event: Event = {
        **request,
        "seed": number,
        "selected": [[entry.stratum, entry.company, entry.ticket] for entry in selected],
        "seats": [[s.company, s.seat, s.inspector, s.admissible] for s in seats],
        "caps_plus": caps_plus,
    }
    standing = replace(standing, seats=standing.seats + seats, caps_plus=caps_plus)
    return _append(transcript, event, standing)


def _vacate(transcript: Transcript, request: Event) -> tuple[Standing, dict[str, int]]:
    """Return how things stand once a redraw has taken away, and how many to draw by stratum."""
    if transcript.outcome != "draw":
        raise ProtocolError("已经作废，没有名单可以补抽")
    _require_texts(request, ("reason", "evidence", "approved_by", "company"))
    standing, company = transcript.standing, str(request["company"])
    if "inspector" in request:
        return _recuse(transcript.document, standing, request["inspector"], company), {}
    strata = [entry.stratum for entry in standing.selected if entry.company == company]
    if not strata:
        raise ProtocolError(f"检查对象 {company} 现在不在抽中名单里，不能作废")
    standing = replace(
        standing,
        selected=tuple(entry for entry in standing.selected if entry.company != company),
        seats=tuple(seated for seated in standing.seats if seated.company != company),
        voids=standing.voids | {company},
    )
    return standing, {strata[0]: 1}


def _recuse(document: Document, standing: Standing, inspector: Any, company: str) -> Standing:
    if all(entry.id != inspector for entry in document.inspectors):
        raise ProtocolError(f"名单里没有检查人员 {inspector!r}")
    if company != EVERYWHERE and all(entry.id != company for entry in document.companies):
        raise ProtocolError(f"名单里没有检查对象 {company}")
    return replace(
        standing,
        seats=tuple(
            seated
            for seated in standing.seats
            if seated.inspector != inspector or company not in (seated.company, EVERYWHERE)
        ),
        recusals=standing.recusals | {(inspector, company)},
    )


def _digits(document: Document, request: Event) -> Sequence[str]:
    digits = array(request.get("digits"), "digits")
    if len(digits) != len(document.plan):
        raise ProtocolError(f"取数安排有 {len(document.plan)} 组，给出 {len(digits)} 组")
    for slot, given in zip(document.plan, digits, strict=True):
        if not isinstance(given, str) or not re.fullmatch(f"[0-9]{{{slot.digits}}}", given):
            raise ProtocolError(f"{slot.by} 应给出 {slot.digits} 位半角数字：{given!r}")
    return digits


def _require_texts(request: Event, keys: Sequence[str]) -> None:
    for key in keys:
        if not isinstance(request.get(key), str) or not request[key]:
            raise ProtocolError(f"{request['type']} 缺少 {key}，或者它不是文字")
