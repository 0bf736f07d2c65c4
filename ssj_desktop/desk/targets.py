"""检查对象: what happened to a site, and where it was visited before the program came."""

from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from ssj_desktop.desk.offices import office_of, scheme_of
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.models import draw_log
from ssj_desktop.models.roster import Target, TargetFact, Visit
from ssj_desktop.models.store import Store
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter


class Targets:
    """Verbs on single sites; whole rosters come by :class:`~ssj_desktop.desk.imports.Imports`."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def record_fact(
        self, code: str, kind: FactKind, happened_on: date, number: str, evidence: str
    ) -> None:
        """Write down a dated fact of a site; ``number`` is the document's, where it has one.

        Raises:
            DeskError: no such site, a day to come, no evidence, or it is written down already.
        """
        number, evidence = one_line(number), self._checked(happened_on, evidence)
        with self._store.writing(self._clerk, "targets.record_fact") as change:
            fact = {
                "target_id": target_of(change.session, code).id,
                "kind": kind.value,
                "happened_on": happened_on,
                "number": number,
                "evidence": evidence,
            }
            _add_once(change.session, TargetFact, fact)
            change.say(code=code, kind=kind.value, on=happened_on.isoformat(), number=number)

    def settle_fact(
        self, code: str, kind: FactKind, happened_on: date, settled_on: date, evidence: str
    ) -> None:
        """Write down that a site's facts of that kind and day are settled (整改到位, 摘牌).

        Raises:
            DeskError: no such open fact, a day to come or before the fact, or no evidence.
        """
        evidence = self._checked(settled_on, evidence)
        if settled_on < happened_on:
            raise DeskError(f"销号日期 {settled_on} 早于发生日期 {happened_on}。", "请核对日期。")
        with self._store.writing(self._clerk, "targets.settle_fact") as change:
            query = select(TargetFact).where(
                TargetFact.target_id == target_of(change.session, code).id,
                TargetFact.kind == kind.value,
                TargetFact.happened_on == happened_on,
                col(TargetFact.resolved_on).is_(None),
            )
            facts = change.session.exec(query).all()
            if not facts:
                raise DeskError(f"{code} 没有 {happened_on} 的未销号“{kind}”。", "请核对后再填。")
            for fact in facts:
                fact.resolved_on = settled_on
            change.say(
                code=code,
                kind=kind.value,
                on=happened_on.isoformat(),
                settled=settled_on.isoformat(),
                evidence=evidence,
            )

    def record_visit(self, code: str, visited_on: date, category: str, evidence: str) -> None:
        """Enter a visit of before the program was in use (补录); ``category`` is a scheme's key.

        Raises:
            DeskError: no such site or category, a day to come, no evidence, a quarter that the
                program has drawn, or the same visit is entered already.
        """
        evidence = self._checked(visited_on, evidence)
        with self._store.writing(self._clerk, "targets.record_visit") as change:
            scheme = scheme_of(office_of(change.session))
            if category not in scheme.precedence:
                names = "、".join(found.name for found in scheme.categories)
                raise DeskError(f"方案里没有类别“{category}”。", f"可选的类别：{names}。")
            _require_undrawn(change.session, Quarter.of(visited_on))
            visit = {
                "target_id": target_of(change.session, code).id,
                "visited_on": visited_on,
                "category": category,
                "evidence": evidence,
            }
            _add_once(change.session, Visit, visit)
            change.say(code=code, on=visited_on.isoformat(), category=category)

    def _checked(self, day: date, evidence: str) -> str:
        if day > self._store.clock().date():
            raise DeskError(f"日期 {day} 还没有到。", "请核对日期。")
        return required(evidence, "没有填写依据。", "请写明文号或材料名称。")


def _require_undrawn(session: Session, quarter: Quarter) -> None:
    """Refuse a visit of a quarter whose draw counts them, else it would lower the quota twice."""
    if draw := draw_log.standing_in(session, quarter.year, quarter.number):
        raise DeskError(
            f"{quarter}已用本程序摇号（{draw.draw_id}），检查次数由程序计算。",
            "补录只用于启用本程序之前的检查。",
        )


def _add_once(session: Session, model: type[SQLModel], values: dict[str, Any]) -> None:
    """Add a row, but never the very same twice: two penalties make another category than one."""
    if session.exec(select(model).filter_by(**values)).first():
        raise DeskError("同样的内容已经登记过。", "确有两次的，请写明各自的文号或材料名称。")
    session.add(model(**values))


def target_of(session: Session, code: str) -> Target:
    """Return the site with this code.

    Raises:
        DeskError: there is none.
    """
    target = session.exec(select(Target).where(Target.code == code)).first()
    if target is None:
        raise DeskError(f"名录库里没有编号为 {code} 的检查对象。", "请核对编号，或先导入名录。")
    return target
