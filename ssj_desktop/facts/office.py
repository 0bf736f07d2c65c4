"""The office that the data file belongs to."""

from dataclasses import dataclass
from datetime import date


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
    """A scheme that an office can choose: ``id`` names its file, ``document`` is its 文号."""

    id: str
    name: str
    document: str
    issued: date
