"""名录库: what tables, forms and cards show of the rosters; texts as the office reads them."""

from dataclasses import dataclass
from datetime import date, datetime

from ssj_desktop.facts.exclusion import Decision
from ssj_desktop.rules.classification import Reason


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field of a form: ``choices`` are the words it takes, () for free text."""

    name: str
    label: str
    text: str
    choices: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of an entry: an import, an edit, a fact, a visit or a recusal."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """One recusal; ``target_code`` None: from every site. It is in force until ``lifted_on``."""

    inspector_code: str
    inspector: str
    target_code: str | None
    target: str
    reason: str
    lifted_on: date | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One line of the table of sites.

    ``category`` is the scheme's name for it in the quarter asked, "" where the scheme does not
    cover the site or the office has none yet. ``visits`` are those of that quarter's year that
    count; ``last_visit`` is the day of an entered one or the day on which the site was drawn.
    """

    code: str
    name: str
    kind: str
    credit_code: str
    permit_code: str
    township: str
    permit_class: str
    status: str
    category: str
    tags: tuple[str, ...]
    visits: int
    last_visit: date | None


@dataclass(frozen=True, slots=True)
class TargetFact:
    """Something that happened to a site; ``settled_on`` None: still open."""

    kind: str
    happened_on: date
    number: str
    evidence: str
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class EnteredVisit:
    """A visit of before the program was in use, as it was entered (补录): its category's key."""

    on: date
    category: str
    evidence: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit: ``on`` is the day it was entered for, or the quarter it was drawn in.

    ``entered``: as it was entered, None for one that was drawn. ``joined``: it is done in one with
    another's of these lines and does not count beside it (LC-7).
    """

    on: date | str
    category: str
    source: str
    entered: EnteredVisit | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """That a site was put into ``category`` by hand, by whom and when, and is still.

    ``instead_of`` and ``why``: where its facts would put it. ``is_idle``: it was set under another
    scheme than the office's and counts for nothing.
    """

    category: str
    reason: str
    evidence: str
    by: str
    on: date
    instead_of: str
    why: tuple[Reason, ...]
    is_idle: bool


@dataclass(frozen=True, slots=True)
class TargetCard:
    """All that is known of one site, the newest first; ``why`` it belongs to its category."""

    code: str
    name: str
    fields: tuple[FieldText, ...]
    category: str
    why: tuple[Reason, ...]
    override: OverrideLine | None
    facts: tuple[TargetFact, ...]
    visits: tuple[VisitLine, ...]
    exclusions: tuple[Decision, ...]
    recusals: tuple[RecusalRow, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class InspectorRow:
    """One line of the table of inspectors.

    ``badge_state`` is "", "60 天内到期", "已过期" or "未登记有效期" as of today. ``can_go``: a draw
    held today could send this person. ``recusals``: how many are in force; ``visits``: how many
    inspections this year (BD-5). ``guest``: of another department, which stands as ``squad``.
    """

    code: str
    name: str
    badge_no: str
    badge_until: date | None
    badge_state: str
    can_go: bool
    squad: str
    team: str
    post: str
    establishment: str
    qualified: bool
    auxiliary: bool
    on_duty: bool
    specialties: tuple[str, ...]
    recusals: int
    visits: int
    guest: bool


@dataclass(frozen=True, slots=True)
class InspectorCard:
    """All that is known of one inspector, the newest first."""

    code: str
    name: str
    fields: tuple[FieldText, ...]
    badge_state: str
    recusals: tuple[RecusalRow, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the catalogue of check items.

    ``quantity``: how many are drawn, as the list says it; ``each_period`` (objects a period) and
    ``a_year`` (visits a year) are None where that depends on what the office finds (WL-13).
    """

    code: str
    name: str
    category: str
    target_scope: str
    subject: str
    method: str
    rate: str
    joint: bool
    basis: str
    content: str
    sub_item: str = ""
    department: str = ""
    partners: str = ""
    liaison: str = ""
    field: str = ""
    frequency: str = ""
    quantity: str = ""
    each_period: int | None = None
    a_year: int | None = None

    @property
    def called(self) -> str:
        """What a task and its record call it: its name, with the part of it where it has one."""
        return f"{self.name}（{self.sub_item}）" if self.sub_item else self.name


@dataclass(frozen=True, slots=True)
class ItemCard:
    """All that is known of one check item, the newest first."""

    code: str
    name: str
    fields: tuple[FieldText, ...]
    history: tuple[HistoryLine, ...]
