"""The office that the data file belongs to."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Names as they stand on papers; ``code_prefix`` begins the codes the office gives itself.

    ``steering_group``: 领导小组, chair first (LC-15).
    """

    name: str
    enforcement_unit: str
    filing_receiver: str
    code_prefix: str
    scheme_id: str
    steering_group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitCap:
    """How often a site may be visited in a year by the province's rule (N-11).

    ``most`` None: the province has published none. ``source``: the document that sets it.
    """

    most: int | None
    source: str


@dataclass(frozen=True, slots=True)
class SchemeChoice:
    """A scheme that an office can choose: ``id`` is its own name, ``document`` its 文号.

    One that the office took in itself has its ``edition``, 1, 2, …, the ``file`` it came from, and
    who kept it when; one that ships has none of them.
    """

    id: str
    name: str
    document: str
    issued: date
    edition: int = 0
    file: str = ""
    kept_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """A scheme file that was found sound, before anything is kept.

    ``edition`` is what it would become, 0 where the very same text is there already. ``in_use``:
    the office goes by this scheme, so that a new edition counts from then on.
    """

    id: str
    name: str
    document: str
    text: str
    file: str
    edition: int
    in_use: bool
