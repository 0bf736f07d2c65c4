"""分类: what moved at a quarter's start waits here until somebody has confirmed it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from ssj_desktop.desk.class_book import TOLD, Roll, enter, quarter_of, told
from ssj_desktop.desk.plan_facts import Basis, Record, roll_of
from ssj_desktop.desk.plans import record_of
from ssj_desktop.desk.scheme_book import category_names
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.classes import ClassFacts, Confirmation
from ssj_desktop.facts.plan import Obstacle
from ssj_desktop.models import census, classes
from ssj_desktop.models.classes import ClassConfirmation
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter


class Classes:
    """One roll of categories a quarter; confirmed with it is that the rosters were looked through
    (LC-13: suggested by the program, confirmed by a person; TJ-4: the people every quarter)."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def of(self, quarter: Quarter | None = None) -> ClassFacts:
        """Return how the categories of ``quarter`` stand; None: of that of today."""
        now = self._store.clock()
        quarter = quarter or Quarter.of(now.date())
        with self._store.reading() as session:
            record = record_of(session, quarter, now)
            own = classes.latest_of(session, quarter)
            names = _names(session, record)
        return _facts(record, own, _roll(record, *names))

    def confirm(self, quarter: Quarter, by: str) -> int:
        """Confirm everybody's category as it is now; return the confirmation's number in the
        quarter, 1, 2, ….

        Raises:
            DeskError: nobody's name, nothing to confirm, or the quarter is drawn or settled by a
                later one's confirmation.
        """
        by = required(by, "没有填写确认人。", "请填写确认类别的负责人姓名。")
        with self._store.writing(self._clerk, "classes.confirm") as change:
            now = self._store.clock()
            record = record_of(change.session, quarter, now)
            roll = _roll(record, *_names(change.session, record))
            if why_not := _why_not(record, roll):
                raise DeskError(why_not)
            assert roll is not None
            number, said = enter(change.session, roll, by, now)
            change.say(quarter=str(quarter), number=number, by=by, **said)
        return number


def _names(session: Session, record: Record) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the names of sites by code, and of categories by key."""
    scheme = record.basis.scheme if isinstance(record.basis, Basis) else None
    return census.names(session), category_names(session, scheme)


def _roll(record: Record, sites: Mapping[str, str], called: Mapping[str, str]) -> Roll | None:
    """Return what could be confirmed, None where nothing is counted or the quarter is drawn."""
    if not isinstance(record.basis, Basis) or not record.basis.census.subjects:
        return None
    return replace(roll_of(record.basis, record.quarter, sites), called=called)


def _why_not(record: Record, roll: Roll | None) -> str:
    if record.drawn:
        return f"{record.quarter}已经摇号（{record.drawn}），类别不再确认。"
    if obstacle := _obstacle(record):
        return obstacle.words
    if roll is None or roll.waits:
        return ""
    assert roll.base is not None
    confirmed = quarter_of(roll.base.row)
    if confirmed > record.quarter:
        return f"{confirmed}的类别已经确认，以前的季度不再确认。"
    return "已经确认，此后没有变化。"


def _obstacle(record: Record) -> Obstacle | None:
    if isinstance(record.basis, DeskError):
        return Obstacle("offices", str(record.basis))
    if record.basis and not record.basis.census.subjects:
        return Obstacle("targets", "名录库里还没有检查对象。请先导入检查对象名录。")
    return None


def _facts(record: Record, own: ClassConfirmation | None, roll: Roll | None) -> ClassFacts:
    why_not = _why_not(record, roll)
    opened = roll if roll and not why_not else None
    if opened and own and own.scheme_id != opened.scheme.id:
        own = None  # by the scheme of before
    base = opened.base.row if opened and opened.base else None
    return ClassFacts(
        quarter=record.quarter,
        confirmed=_confirmation(own) if own else None,
        since=_confirmation(base) if base else None,
        is_open=opened is not None,
        told=told(opened) if opened else TOLD.validate_python(own.told if own else {}),
        officers=roll.officers if roll else 0,
        obstacle=_obstacle(record),
        why_not_confirm=why_not,
    )


def _confirmation(row: ClassConfirmation) -> Confirmation:
    return Confirmation(quarter_of(row), row.number, row.at, row.by, row.officers)
