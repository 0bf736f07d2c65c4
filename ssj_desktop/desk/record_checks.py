"""What keeps a record from being printed to be signed (requirements 9, 笔录; N-4, N-9, 11.8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ssj_desktop.desk.moments import HINT, moment_of
from ssj_desktop.desk.record_form import INSPECTORS, LABELS
from ssj_desktop.facts.record import ON_SITE, Conclusion, RecordBody
from ssj_desktop.models.roster import Inspector

Faults = tuple[tuple[str, str], ...]

_MUST = ("place", "contact", "recorder", "production", "methods")
_TOLD = {Conclusion.PROBLEM: "写明是什么问题", Conclusion.UNCHECKED: "写明没有检查的原因"}


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """Another record whose people and times may collide: ``site`` is where they were."""

    site: str
    codes: frozenset[str]
    started: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a record is held against: ``now`` by the file's clock, when the object came on the
    list, when what is typed was printed first (None: not yet, or changed since), the codes of the
    drawn ``team``, who is on the roster, who is recused at the object and why, where else people
    were at that time."""

    now: datetime
    listed_at: datetime
    printed_at: datetime | None
    team: Sequence[str]
    people: Mapping[str, Inspector]
    recused: Mapping[str, str]
    elsewhere: Sequence[OtherVisit]


def faults_of(body: RecordBody, around: Circumstances) -> Faults:
    """Return field → what is wrong with it and what to do, one fault a field, in the form's order.

    The field ``checks:3`` is the third content checked.
    """
    found: dict[str, str] = {}
    for name, message in (
        *_missing(body),
        *_times(body, around),
        *_people(body, around),
        *_checked(body),
    ):
        found.setdefault(name, message)
    order = {name: place for place, name in enumerate(LABELS)}
    return tuple(sorted(found.items(), key=lambda it: order[it[0].partition(":")[0]]))


def _missing(body: RecordBody) -> Iterator[tuple[str, str]]:
    for name in _MUST:
        if not body.texts[name].strip():
            yield name, f"没有填写{LABELS[name]}。"
    ways, reason = body.texts["methods"].splitlines(), body.texts["method_reason"].strip()
    if ways and ON_SITE not in ways and not reason:
        yield "method_reason", "不到现场检查的，写明理由和批准文号。"
    if body.texts["absence"].strip() and not body.texts["witness"].strip():
        yield "witness", "写了拒签或不在场的情况，就要有见证人。"


def _times(body: RecordBody, around: Circumstances) -> Iterator[tuple[str, str]]:
    moments = {name: moment_of(body.texts[name]) for name in ("started", "ended")}
    for name, moment in moments.items():
        if moment is None:
            typed = body.texts[name].strip()
            yield name, HINT if typed else f"没有填写{LABELS[name]}。"
    started, ended = moments["started"], moments["ended"]
    if started and started < around.listed_at:
        yield "started", f"早于列入名单的时间（{around.listed_at:%Y-%m-%d %H:%M}），请核对。"
    if ended and ended > around.now:
        yield "ended", "比现在还晚，请核对；电脑的时钟不对的，请先改正时钟。"
    if started and ended and ended <= started:
        yield "ended", "结束时间应晚于开始时间。"
    made = (around.printed_at or around.now).date()
    if ended and made > ended.date() and not body.texts["late_reason"].strip():
        yield (
            "late_reason",
            f"笔录应当场制作：检查是 {ended.date()}，笔录在 {made} 打印，请写明原因。",
        )


def _people(body: RecordBody, around: Circumstances) -> Iterator[tuple[str, str]]:
    seats = {name: code for name in INSPECTORS if (code := body.texts[name])}
    if len(set(seats.values())) < 2:
        yield "member_1", "检查人至少两名，并且不是同一个人。"
    started, ended = moment_of(body.texts["started"]), moment_of(body.texts["ended"])
    told: set[str] = set()
    for name, code in (*seats.items(), ("recorder", body.texts["recorder"])):
        if not code:
            continue
        if name in seats and code in told:
            yield name, "同一个人填了两次。"
        told.add(code)
        person = around.people.get(code)
        if person is None:
            yield name, "名录库里已经没有这个人，请重新选。"
            continue
        if name in seats and code not in around.team:
            yield (
                name,
                (
                    f"{person.name}不是摇号抽中的检查人员：换人要走“补抽”，"
                    "一同去的请填在“其他参加人”里。"
                ),
            )
        if code in around.recused:
            yield name, f"{person.name}对这家有回避（{around.recused[code]}），不能参加检查。"
        if started and (why := _unfit(person, started.date())):
            yield name, why
        if started and ended and (other := _collision(code, started, ended, around.elsewhere)):
            yield (
                name,
                (
                    f"{person.name} {other.started:%m-%d %H:%M} 至 {other.ended:%H:%M} "
                    f"正在检查{other.site}，时间重叠，请核对。"
                ),
            )


def _unfit(person: Inspector, day: date) -> str:
    """Return why somebody could not inspect on that day, "" when he could."""
    if person.auxiliary or not person.qualified:
        return f"{person.name}没有执法资格，不能作检查人；请填在“其他参加人”里。"
    if not person.on_duty:
        return f"{person.name}在名录库里不在岗，请核对名录。"
    if not person.badge_no:
        return f"{person.name}没有登记执法证号，请先在名录库补上。"
    if person.badge_from and day < person.badge_from:
        return f"{person.name}的执法证 {person.badge_from} 才生效，检查是 {day}。"
    if person.badge_until and day > person.badge_until:
        return f"{person.name}的执法证 {person.badge_until} 已到期，检查是 {day}。"
    return ""


def _collision(
    code: str, started: datetime, ended: datetime, elsewhere: Sequence[OtherVisit]
) -> OtherVisit | None:
    """Return another visit of this person within these times; one may follow upon another."""
    return next(
        (it for it in elsewhere if code in it.codes and it.started < ended and started < it.ended),
        None,
    )


def _checked(body: RecordBody) -> Iterator[tuple[str, str]]:
    for place, check in enumerate(body.checks, start=1):
        if check.conclusion is None:
            yield f"checks:{place}", f"第 {place} 项“{check.name}”还没有结论。"
        elif check.conclusion in _TOLD and not check.text.strip():
            yield f"checks:{place}", f"第 {place} 项请{_TOLD[check.conclusion]}。"
    if not body.checks:
        yield "checks", "方案没有列出检查内容，抽查事项清单也是空的；请先导入抽查事项。"
    if not body.texts["narrative"].strip():
        yield "narrative", "没有填写现场情况。"
