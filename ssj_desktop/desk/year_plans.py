"""年度抽查计划: the year seen whole, and approved to be published (docs/decisions/year-plan.md)."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.desk.year_basis import YearBasis, basis_of
from ssj_desktop.desk.year_plan_facts import YEAR_PLAN, assemble
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.year_plan import YearApproval, YearFacts, YearPlan
from ssj_desktop.models.plan import YearPlanRow, year_plans
from ssj_desktop.models.store import Store


class YearPlans:
    """One plan a year, which may be revised; its quarters' plans and draws go on by themselves."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def of(self, year: int) -> YearFacts:
        """Return how the plan of ``year`` stands."""
        with self._store.reading() as session:
            basis, approved = _record(session, year, self._store.clock())
        return assemble(year, basis, approved)

    def approve(self, year: int, by: str, reason: str = "") -> int:
        """Keep the year's plan as it is now; return its number, 1, 2, ….

        Raises:
            DeskError: nobody's name, no reason for a revision, something stands in the way, or
                nothing has changed since the plan was approved last.
        """
        by = required(by, "没有填写批准人。", "请填写批准计划的负责人姓名。")
        reason = one_line(reason)
        with self._store.writing(self._clerk, "year_plans.approve") as change:
            now = self._store.clock()
            basis, approved = _record(change.session, year, now)
            facts = assemble(year, basis, approved)
            if isinstance(basis, DeskError) or facts.draft is None or facts.why_not_approve:
                raise DeskError(facts.why_not_approve)
            if approved and not reason:
                raise DeskError("没有填写修订的理由。", "第 2 号起要写明为什么修订，请补上。")
            row = YearPlanRow(
                year=year,
                number=len(approved) + 1,
                approved_at=now,
                approved_by=by,
                reason=reason if approved else "",
                scheme_id=basis.scheme.id,
                plan=YEAR_PLAN.dump_python(facts.draft, mode="json"),
            )
            change.session.add(row)
            change.say(
                year=year,
                number=row.number,
                by=by,
                reason=row.reason,
                scheme=row.scheme_id,
                visits={line.name: line.visits for line in facts.draft.lines},
            )
            return row.number


def _record(
    session: Session, year: int, now: datetime
) -> tuple[YearBasis | DeskError, tuple[YearPlan, ...]]:
    """Read what the file knows of a year: what its draft is made from, and every approved plan."""
    approved = tuple(_approved(row) for row in year_plans(session, year))
    try:
        return basis_of(session, year, now), approved
    except DeskError as error:
        return error, approved


def _approved(row: YearPlanRow) -> YearPlan:
    """Return a plan as it was approved."""
    approval = YearApproval(row.number, row.approved_at, row.approved_by, row.reason)
    return replace(YEAR_PLAN.validate_python(row.plan), approval=approval)
