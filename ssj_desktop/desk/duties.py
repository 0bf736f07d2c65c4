"""到期事项: every deadline of the office's scheme that somebody has to think of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.deadlines import last_day, last_workday
from ssj_desktop.desk.offices import scheme_if_any
from ssj_desktop.facts.duty import Duty, DutyList
from ssj_desktop.models import catalogue, classes, draw_log, plan, record_book
from ssj_desktop.models.campaign import to_draw
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.store import Store
from ssj_desktop.rules.deadline_rule import Deadline
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme
from ssj_desktop.rules.workdays import WorkCalendar

_PLACES = {
    "plan": "抽查计划/全年",
    "items": "名录库/抽查事项",
    "roster": "名录库/分类",
    "draw": "摇号",
    "filing": "备案",
    "inspection": "现场检查",
    "entry": "现场检查",
    "disclosure": "现场检查",
}
# A campaign's own days, whose ground is the campaign's document.
_TO_DRAW = Deadline(
    key="draw", name="完成专项摇号", clause="", event="quarter_start", counting="period_end"
)
_OWN = Deadline(
    key="inspection", name="完成检查", clause="", event="dispatch", counting="period_end"
)
# What nobody can tick off here is told until so long after its day.
_FORGOTTEN = timedelta(days=10)


@dataclass(frozen=True)
class _Day:
    """What the duties of one day are read from."""

    session: Session
    today: date
    scheme: Scheme
    calendar: WorkCalendar

    @property
    def quarters(self) -> tuple[Quarter, Quarter]:
        """The quarter before and this one."""
        now = Quarter.of(self.today)
        return now.previous(), now


class Duties:
    """They are read, never written: each is done where it belongs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_today(self) -> DutyList:
        """Return what is due, and what was done of this quarter, by the file's clock."""
        today = self._store.clock().date()
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
            if scheme is None:
                return DutyList(today, (), "还没有填写本单位信息，请先到“系统”的“本单位”选定方案。")
            day = _Day(session, today, scheme, calendar_in(session))
            rows = [duty for rule in day.scheme.deadlines for duty in _duties(day, rule)]
            rows += _campaigns(day)
        rows.sort(key=lambda duty: (duty.done is True, duty.due or date.max))
        return DutyList(today, tuple(rows), "")


def _duties(day: _Day, rule: Deadline) -> Iterator[Duty]:
    match rule.event:
        case "year_start":
            yield from _yearly(day, rule)
        case "quarter_start":
            yield from _quarterly(day, rule)
        case "dispatch":
            yield from _inspections(day, rule)
        case "visit":
            yield from _entries(day, rule)
        case "task_done" | "finding":
            yield from _disclosures(day, rule)
        case "disclosure":
            return  # 复查 begins with a disclosure, of which the program does not know yet


def _yearly(day: _Day, rule: Deadline) -> Iterator[Duty]:
    year = day.today.year
    done = _done_of(day.session, rule, year)
    due = last_day(rule, date(year, 1, 1), day.calendar)
    yield from _told(day, rule, f"{year}年", due, done)


def _done_of(session: Session, rule: Deadline, year: int) -> bool | None:
    """Return whether a year's duty is done, None where the file does not tell."""
    match rule.key:
        case "plan":
            return bool(plan.year_plans(session, year))
        case "items":  # EZ-6: a version that takes effect in the year
            return any(row.effective_on.year == year for row in catalogue.versions(session))
        case _:
            return None


def _quarterly(day: _Day, rule: Deadline) -> Iterator[Duty]:
    for quarter in day.quarters:
        done = _done_in(day.session, rule, quarter)
        if quarter == day.quarters[1] or done is False:
            due = last_day(rule, quarter.first_day, day.calendar)
            yield from _told(day, rule, str(quarter), due, done)


def _done_in(session: Session, rule: Deadline, quarter: Quarter) -> bool | None:
    """Return whether a quarter's duty is done, None where the file does not tell."""
    draw = draw_log.standing_in(session, quarter)
    held = draw is not None and draw_log.outcome_of(session, draw) == "draw"
    match rule.key:
        case "draw":
            return held
        case "filing":
            return draw is not None and _filed(session, draw)
        case "roster":
            return classes.latest_of(session, quarter) is not None or held
        case _:
            return None


def _filed(session: Session, draw: Draw) -> bool:
    sent = record_book.filings_of(session, draw.id)
    return bool(sent) and sent[0].events == draw_log.list_events(session, draw)


def _inspections(day: _Day, rule: Deadline) -> Iterator[Duty]:
    """Yield the plans' lists of this quarter and the one before that are not all inspected."""
    for quarter in day.quarters:
        draw = draw_log.standing_in(day.session, quarter)
        if draw:
            yield from _left(day, draw, str(quarter), rule, None)


def _campaigns(day: _Day) -> Iterator[Duty]:
    """Yield the campaigns to be drawn, and their lists likewise: by a day of their own or as the
    scheme has it."""
    usual = day.scheme.deadline("inspection")
    for quarter in day.quarters:
        for row in to_draw(day.session, quarter):
            about, own = f"{quarter}{row.name}", {"clause": row.document}
            draw = draw_log.standing_in(day.session, quarter, row.id)
            rule = _OWN.model_copy(update=own) if row.due else usual
            if draw is None or draw_log.outcome_of(day.session, draw) != "draw":
                due = min(row.due or quarter.last_day, quarter.last_day)
                yield from _told(day, _TO_DRAW.model_copy(update=own), about, due, False)
            elif rule:
                yield from _left(day, draw, about, rule, row.due)


def _left(day: _Day, draw: Draw, about: str, rule: Deadline, due: date | None) -> Iterator[Duty]:
    """Yield a held draw's list while somebody on it is to be inspected, ``due`` or by the rule."""
    if draw_log.outcome_of(day.session, draw) != "draw":
        return
    if left := record_book.unvisited(day.session, draw.id):
        drawn_on = draw_log.event_times(day.session, draw)[1].date()
        due = due or last_day(rule, drawn_on, day.calendar)
        yield from _told(day, rule, f"{about}，还有 {left} 家没有检查", due, False)


def _entries(day: _Day, rule: Deadline) -> Iterator[Duty]:
    visits = record_book.not_entered(day.session)
    if visits:
        due = last_day(rule, min(visits), day.calendar)
        yield from _told(day, rule, f"{len(visits)} 家没有填移动执法编号", due, False)


def _disclosures(day: _Day, rule: Deadline) -> Iterator[Duty]:
    days = record_book.judged_on(day.session, since=day.today - timedelta(days=60))
    dues = [due for on in days if (due := last_day(rule, on, day.calendar))]
    ahead = [due for due in dues if due >= day.today]
    if ahead:
        about = f"{len(ahead)} 家已认定结果，最早的一家"
        yield from _told(day, rule, about, min(ahead), None)


def _told(
    day: _Day, rule: Deadline, about: str, due: date | None, done: bool | None
) -> Iterator[Duty]:
    """Yield a duty unless it lies so far back that nobody can tell any more."""
    if done is None and due and due < day.today - _FORGOTTEN:
        return
    yield Duty(
        name=rule.name,
        about=about,
        clause=rule.clause,
        due=due,
        act_by=last_workday(due, day.calendar) if due else None,
        left=(due - day.today).days if due else None,
        done=done,
        place=_PLACES.get(rule.key, ""),
    )
