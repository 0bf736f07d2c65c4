"""抽查计划: raised, never lowered, and approved with a copy of the scheme before the draw."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import Session

from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.class_book import enter
from ssj_desktop.desk.draw_book import BASIS
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.plan_facts import PLAN, Basis, Record, assemble, open_basis, roll_of
from ssj_desktop.desk.quotas import measure
from ssj_desktop.desk.scheme_book import read_scheme
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.plan import Approval, PlanFacts
from ssj_desktop.facts.plan import QuarterPlan as ApprovedPlan
from ssj_desktop.models import census, classes, draw_log
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.plan import PlanRaise, QuarterPlan, approved_of, raise_of, raises_in
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.quota import Raise

_NO_REASON = "没有填写调高的理由。", "计划和会议纪要都要写明，请补上。"


class Plans:
    """One plan a quarter; its draw closes it, and an abort of that draw opens it again."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def of(self, quarter: Quarter | None = None) -> PlanFacts:
        """Return how the plan of ``quarter`` stands; None: of the quarter that today lies in."""
        now = self._store.clock()
        with self._store.reading() as session:
            record = record_of(session, quarter or Quarter.of(now.date()), now)
        return assemble(record)

    def raise_to(self, quarter: Quarter, key: str, number: int, reason: str) -> None:
        """Plan more of a category than the scheme's least: ``number`` in the rule's own period.

        Raises:
            DeskError: the quarter is drawn, there is no such category, the number is not above
                the least or above all there are, or no reason (LC-9).
        """
        reason = required(reason, *_NO_REASON)
        with self._store.writing(self._clerk, "plans.raise_to") as change:
            basis = open_basis(record_of(change.session, quarter, self._store.clock()))
            _raise(change.session, basis, quarter, key, Raise(number, reason))
            change.say(quarter=str(quarter), category=key, number=number, reason=reason)

    def unraise(self, quarter: Quarter, key: str) -> None:
        """Go back to the scheme's least.

        Raises:
            DeskError: the quarter is drawn, or the category is not raised.
        """
        with self._store.writing(self._clerk, "plans.unraise") as change:
            session = change.session
            open_basis(record_of(session, quarter, self._store.clock()))
            row = raise_of(session, quarter, key)
            if row is None:
                raise DeskError(f"{quarter}的计划里没有调高这个类别。", "请核对季度和类别。")
            session.delete(row)
            change.say(quarter=str(quarter), category=key, number=row.number)

    def raise_year(self, year: int, key: str, number: int, reason: str) -> tuple[int, ...]:
        """Plan more of a category in every quarter of ``year`` that is still open, as
        :meth:`raise_to` does in one; return the numbers (1 to 4) of these quarters.

        Raises:
            DeskError: no quarter is open, or as :meth:`raise_to`, naming the first quarter in
                which it may not be; no quarter is raised then (LC-9, EZ-11).
        """
        reason = required(reason, *_NO_REASON)
        with self._store.writing(self._clerk, "plans.raise_year") as change:
            session, now = change.session, self._store.clock()
            quarters = _open_quarters(session, year, now.date())
            basis = open_basis(record_of(session, quarters[0], now))
            for quarter in quarters:
                try:
                    _raise(session, basis, quarter, key, Raise(number, reason))
                except DeskError as error:
                    raise DeskError(f"{quarter}：{error.message}", error.hint) from error
            named = [str(quarter) for quarter in quarters]
            change.say(year=year, quarters=named, category=key, number=number, reason=reason)
        return tuple(quarter.number for quarter in quarters)

    def unraise_year(self, year: int, key: str) -> tuple[int, ...]:
        """Go back to the scheme's least in every quarter of ``year`` that is still open; return
        the numbers (1 to 4) of those that were raised.

        Raises:
            DeskError: no quarter is open, or the category is raised in none of them.
        """
        with self._store.writing(self._clerk, "plans.unraise_year") as change:
            session, now = change.session, self._store.clock()
            quarters = _open_quarters(session, year, now.date())
            open_basis(record_of(session, quarters[0], now))
            found = {quarter: raise_of(session, quarter, key) for quarter in quarters}
            rows = {quarter: row for quarter, row in found.items() if row}
            if not rows:
                raise DeskError(
                    f"{year}年还没有摇号的季度都没有调高这个类别。", "请核对年度和类别。"
                )
            for row in rows.values():
                session.delete(row)
            before = [f"{quarter} {row.number} 家" for quarter, row in rows.items()]
            change.say(year=year, quarters=before, category=key)
        return tuple(quarter.number for quarter in rows)

    def approve(self, quarter: Quarter, by: str) -> int:
        """Fix the plan as it is now, with a copy of its scheme; return its number, 1, 2, ….

        The quarter's categories are confirmed with it, unless they are already; where somebody
        has changed his category, that comes first (LC-13).

        Raises:
            DeskError: nobody's name, something stands in the way, the quarter is drawn, or
                nothing has changed since the plan was approved last.
        """
        by = required(by, "没有填写批准人。", "请填写批准计划的负责人姓名。")
        with self._store.writing(self._clerk, "plans.approve") as change:
            record = record_of(change.session, quarter, self._store.clock())
            basis, facts = open_basis(record), assemble(record)
            if facts.draft is None or facts.why_not_approve:
                raise DeskError(facts.why_not_approve)
            last = approved_of(change.session, quarter)
            row = QuarterPlan(
                year=quarter.year,
                quarter=quarter.number,
                number=last.number + 1 if last else 1,
                approved_at=record.now,
                approved_by=by,
                scheme_id=basis.scheme.id,
                scheme_text=basis.scheme_text,
                plan=PLAN.dump_python(facts.draft, mode="json"),
            )
            change.session.add(row)
            roll = roll_of(basis, quarter, census.names(change.session))
            if roll.waits:  # nobody has changed his category, so this says it all
                change.say(**enter(change.session, roll, by, record.now)[1])
            change.say(
                quarter=str(quarter),
                number=row.number,
                by=by,
                scheme=row.scheme_id,
                scheme_sha256=sha256(row.scheme_text.encode()).hexdigest(),
                planned={line["name"]: line["planned"] for line in row.plan["lines"]},
            )
            return row.number


def approved_plan(row: QuarterPlan) -> ApprovedPlan:
    """Return an approved plan as it was approved."""
    approval = Approval(row.number, row.approved_at, row.approved_by)
    return replace(PLAN.validate_python(row.plan), approval=approval)


def record_of(session: Session, quarter: Quarter, now: datetime) -> Record:
    """Read what the file knows of a quarter's plan."""
    row = approved_of(session, quarter)
    draw = draw_log.standing_in(session, quarter)
    return Record(
        quarter=quarter,
        now=now,
        basis=None if draw else _basis(session, quarter, now),
        approved=approved_plan(row) if row else None,
        approved_text=row.scheme_text if row else "",
        drawn=draw.draw_id if draw else "",
        frozen=_as_frozen(approved_plan(row), draw) if row and draw else None,
    )


def _as_frozen(approved: ApprovedPlan, draw: Draw) -> ApprovedPlan:
    """Return a plan with the figures and the exclusions of the day of its freeze."""
    basis = BASIS.validate_python(draw.basis)
    return replace(
        approved,
        counted_at=draw.frozen_at,
        lines=basis.quotas,
        exclusions=basis.exclusions,
        at_cap=basis.at_cap,
        entered=basis.entered_visits,
    )


def _basis(session: Session, quarter: Quarter, now: datetime) -> Basis | DeskError:
    try:
        office = office_of(session)
        scheme, text = read_scheme(session, office.scheme_id)
    except DeskError as error:
        return error
    last = classes.latest(session, scheme.id)
    return Basis(
        office=office,
        scheme=scheme,
        scheme_text=text,
        census=census.taken(session, scheme.kinds, quarter.year),
        calendar=calendar_in(session),
        officers=len(census.officers(session, now.date())),
        raises={
            row.category: Raise(row.number, row.reason)
            for row in raises_in(session, quarter)
            if row.category in scheme.precedence  # else it belongs to the scheme of before
        },
        confirmed=classes.read(session, last) if last else None,
    )


def _open_quarters(session: Session, year: int, today: date) -> tuple[Quarter, ...]:
    """Return the quarters of a year that are neither drawn nor over.

    Raises:
        DeskError: there is none.
    """
    quarters = tuple(
        quarter
        for quarter in (Quarter(year, number) for number in (1, 2, 3, 4))
        if quarter.last_day >= today and draw_log.standing_in(session, quarter) is None
    )
    if not quarters:
        raise DeskError(f"{year}年的四个季度都已经摇号或者过去，不能再改。")
    return quarters


def _raise(session: Session, basis: Basis, quarter: Quarter, key: str, asked: Raise) -> None:
    """Write a raise into the quarter's draft if it may be there."""
    _require_more(basis, quarter, key, asked)
    row = raise_of(session, quarter, key) or PlanRaise(
        year=quarter.year,
        quarter=quarter.number,
        category=key,
        number=asked.number,
        reason=asked.reason,
    )
    row.number, row.reason = asked.number, asked.reason
    session.add(row)


def _require_more(basis: Basis, quarter: Quarter, key: str, asked: Raise) -> None:
    """Refuse a raise that raises nothing, or that nothing could fill."""
    measured = measure(basis.census, basis.scheme, quarter, {key: asked})
    if measured.faults:
        raise measured.faults[0]
    line = next(line for line in measured.lines if line.key == key)
    if asked.number == line.least:
        raise DeskError(
            f"{line.name}方案的最低数就是{line.span} {line.least} 家。",
            "要多抽请填更大的数，不多抽不用填。",
        )
    if asked.number > line.base:
        raise DeskError(
            f"{line.name}一共只有 {line.base} 家，{line.span}抽不了 {asked.number} 家。",
            f"请改为不超过 {line.base} 家。",
        )
