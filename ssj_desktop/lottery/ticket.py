"""Every hash of yaohao/1: heads, seeds and tickets (``docs/protocol.md`` §1, §3, §4).

``H(a, b, …)`` is the lower-case hex of SHA-256 over the ASCII line ``yaohao/1|a|b|…``, so each can
be recomputed by hand::

    printf '%s' 'yaohao/1|seed|6e33…234c|004213-314159' | sha256sum
"""

import hashlib
from collections.abc import Iterable, Sequence

from ssj_desktop.lottery.canonical import Json, canonical

VERSION = "yaohao/1"
NO_HEAD = "0" * 64
"""``prev`` of an office's first draw (§2)."""


def chain(head: str, event: Json) -> str:
    """Return the head after ``event`` on top of ``head`` (§3).

    Raises:
        ProtocolError: ``event`` has no canonical bytes.
    """
    return chain_bytes(head, canonical(event))


def chain_bytes(head: str, event: bytes) -> str:
    """Return the head after an event given by its canonical bytes (§3)."""
    return _hash("event", head, hashlib.sha256(event).hexdigest())


def seed(head: str, digits: Sequence[str]) -> str:
    """Return the seed of the event that reads out ``digits`` on top of ``head`` (§4)."""
    return _hash("seed", head, "-".join(digits))


def ticket(seed: str, purpose: str, *fields: str) -> str:
    """Return one ticket (§4): ``purpose`` is ``company`` or ``order``, with the company's id.

    For a seat's ticket see :func:`lowest_seat_ticket`.
    """
    return _hash("ticket", seed, purpose, *fields)


def lowest_seat_ticket(seed: str, company: str, seat: int, inspectors: Iterable[str]) -> str:
    """Return the inspector whose ``seat`` ticket is lowest (§4); ``inspectors`` is not empty."""
    # The line's beginning is the same for all: hashed once, copied for each. This is where a big
    # draw spends its time.
    beginning = hashlib.sha256(f"{VERSION}|ticket|{seed}|seat|{company}|{seat}|".encode())

    def digest(inspector: str) -> bytes:
        line = beginning.copy()
        line.update(inspector.encode())
        return line.digest()

    return min(inspectors, key=digest)


def _hash(*fields: str) -> str:
    return hashlib.sha256("|".join((VERSION, *fields)).encode("ascii")).hexdigest()
