"""A site record: what was seen on site, how it was signed, and what was made of it later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ssj_desktop.facts.task import Officer, TaskRow, TaskSheet


class Conclusion(StrEnum):
    """What a check came to (requirements 11.8); the value is the word on form and paper."""

    FINE = "未发现问题"
    PROBLEM = "发现问题"
    NOT_CONCERNED = "不涉及"
    UNCHECKED = "未检查"


ON_SITE, FROM_AFAR, BY_OTHERS = "现场检查", "网络监测、非现场检查", "委托专业机构技术服务"
METHODS = (ON_SITE, "书面检查", FROM_AFAR, "检验检测", BY_OTHERS)
PRODUCTION = ("正常生产", "停产", "未投产", "注销", "迁出", "查无下落")
DISPOSITIONS = ("无须后续处理", "责令限期改正", "移送立案", "抄告其他部门", "其他")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One content checked: ``conclusion`` is None until somebody chooses one; ``text`` tells the
    situation, the problem, or why it was not checked."""

    name: str
    basis: str
    conclusion: Conclusion | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RecordBody:
    """What is typed into a record: its texts by field, times as typed, people by their codes."""

    texts: Mapping[str, str]
    checks: tuple[CheckLine, ...]


class Outcome(StrEnum):
    """How a printed record came back from the inspected party."""

    SIGNED = "已签"
    REFUSED = "拒签"
    ABSENT = "不在场"


@dataclass(frozen=True, slots=True)
class Signing:
    """``reason`` and ``witness`` belong to whatever is not simply signed (N-5, N-6)."""

    on: date
    outcome: Outcome
    reason: str
    witness: str


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A signed paper kept with the record; ``size`` in bytes."""

    id: int
    name: str
    added_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Finding:
    """检查结果认定: made after the inspection, on a day of its own, in the scheme's words.

    ``dispositions``, of DISPOSITIONS, are none and ``document`` (文号) is "" where none is called
    for.
    """

    on: date
    result: str
    problem: str
    dispositions: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Everything that 现场检查（勘察）笔录 and 双随机检查记录表 print (requirements 8.2, 8.3).

    Any text may be empty: it is printed as a ruled line to be written on. ``inspectors``: the
    lead first. ``others``: 其他参加人, a name and employer each. ``method_reason``: why, and with
    whose approval, not on site (LC-1, BD-12). ``absence``: why the other party is not there or
    will not sign; ``witness``: who saw it. ``late_reason``: why the record was not made on the day
    of the inspection. ``mobile_no``: its number in the mobile enforcement system (LC-17);
    ``recording_no``: that of the body camera's recording (BD-16). ``results``: the scheme's words
    for findings; ``finding`` is None until one is made.
    """

    office: str
    enforcement_unit: str
    program: str
    scheme: str
    period: str
    plan: str
    task: str
    code: str
    name: str
    credit_code: str
    category: str
    industry: str
    permit_class: str
    permit_code: str
    legal_person: str
    address: str
    phone: str
    postcode: str
    started: datetime | None
    ended: datetime | None
    place: str
    contact: str
    contact_age: str
    contact_employer: str
    contact_post: str
    contact_relation: str
    inspectors: tuple[Officer, ...]
    recorder: Officer | None
    others: tuple[str, ...]
    production: str
    methods: tuple[str, ...]
    method_reason: str
    checks: tuple[CheckLine, ...]
    narrative: str
    late_reason: str
    absence: str
    witness: str
    mobile_no: str
    recording_no: str
    results: tuple[str, ...]
    finding: Finding | None
    dated: datetime

    def emptied(self) -> "RecordFacts":
        """Return the form to be filled in by hand: of the office and its contents alone."""
        texts = {
            name: "" for name in self.__slots__
            if isinstance(getattr(self, name), str) and name not in _OF_THE_OFFICE
        }  # fmt: skip
        checks = tuple(CheckLine(check.name, check.basis) for check in self.checks)
        nobody = Officer("", "", "")
        return replace(
            self,
            **texts,  # type: ignore[arg-type]
            started=None,
            ended=None,
            inspectors=(nobody, nobody),
            recorder=None,
            others=(),
            methods=(),
            checks=checks,
            finding=None,
        )


_OF_THE_OFFICE = {"office", "enforcement_unit", "program", "scheme"}


@dataclass(frozen=True, slots=True)
class ToSign:
    """Papers ready to be printed and signed: a PDF of the records of ``tasks``, and what each said
    (the text's SHA-256 in hex, and the facts)."""

    tasks: tuple[str, ...]
    content: bytes
    said: tuple[tuple[str, RecordFacts], ...]


@dataclass(frozen=True, slots=True)
class RecordCard:
    """All that a page shows of one task and its record.

    ``faults``: field → what keeps the record from being printed to be signed. ``team``: code →
    name of the drawn inspectors, ``people`` of everybody who can be named as recorder.
    ``printed_at``: when what is there left to be signed, None when it has not. ``closed``: why
    nothing can be typed any more, "" when it can.
    """

    sheet: TaskSheet
    row: TaskRow
    body: RecordBody
    facts: RecordFacts
    faults: tuple[tuple[str, str], ...]
    team: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    saved_at: datetime | None
    printed_at: datetime | None
    closed: str
    signing: Signing | None
    scans: tuple[ScanLine, ...]
    finding: Finding | None
