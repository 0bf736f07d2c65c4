"""yaohao/1, the draw that anyone can check on paper (``docs/protocol.md``). Pure."""

from ssj_desktop.lottery.canonical import Json, ProtocolError, canonical, parse
from ssj_desktop.lottery.document import (
    EVERYWHERE,
    Company,
    Document,
    InspectorEntry,
    Slot,
    Stratum,
)
from ssj_desktop.lottery.draw import require_staffed
from ssj_desktop.lottery.ticket import NO_HEAD, chain_bytes, ticket
from ssj_desktop.lottery.transcript import Transcript, abort, draw, freeze, note, redraw
from ssj_desktop.lottery.verify import replay, verify

__all__ = [
    "EVERYWHERE",
    "NO_HEAD",
    "Company",
    "Document",
    "InspectorEntry",
    "Json",
    "ProtocolError",
    "Slot",
    "Stratum",
    "Transcript",
    "abort",
    "canonical",
    "chain_bytes",
    "draw",
    "freeze",
    "note",
    "parse",
    "redraw",
    "replay",
    "require_staffed",
    "ticket",
    "verify",
]
