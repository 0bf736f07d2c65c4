"""Decisions that keep a site from a year's pool or in it, as cards and plans tell them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InspectedAbove:
    """An inspection by a higher office (EZ-17): ``result`` in the scheme's words, ``evidence`` is
    its document's number or name."""

    authority: str
    on: date
    result: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one site for ``year``.

    ``exception``: why it stays in the pool all the same, "" where it left. ``decided_by`` is ""
    where the clerk (``by``) answers for it. ``lifted``: when, by whom and why, "" while it stands.
    """

    year: int
    ground: str
    exception: str
    evidence: str
    decided_by: str
    by: str
    on: date
    lifted: str


@dataclass(frozen=True, slots=True)
class AtCap:
    """A site of a pool that has had the yearly cap's ``most`` visits or more (N-11).

    ``kept``: why it stays in the pool, with who decided and when; "" while nobody has decided.
    """

    code: str
    name: str
    category: str
    visits: int
    most: int
    kept: str
