"""本年排除: a site kept from one year's pool on a ground that somebody answers for, or kept in it.

An exclusion shrinks the pool and never the base (LC-5). A list that is drawn already is not
touched: there a site leaves by a redraw (:class:`~ssj_desktop.desk.redraws.Redraws`).
"""

from datetime import date
from typing import Any

from sqlmodel import Session

from ssj_desktop.desk.offices import office_of, scheme_if_any
from ssj_desktop.desk.scheme_book import scheme_of
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.exclusion import InspectedAbove
from ssj_desktop.models import exclusion, roster_book
from ssj_desktop.models.exclusion import TargetExclusion
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Change, Store
from ssj_desktop.rules.census import (
    CAP_EXCEPTIONS,
    CAP_REACHED,
    EXCLUDING_STATUSES,
    INSPECTED_ABOVE,
    OTHER,
)

_EVIDENCE = "请写明文号或材料名称。"


class Exclusions:
    """One decision a site and year, kept for good and in force until it is lifted."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    @staticmethod
    def exceptions() -> tuple[str, ...]:
        """Return why a site may stay in the pool at the yearly cap, in the office's words."""
        return CAP_EXCEPTIONS

    def results(self) -> tuple[str, ...]:
        """Return the results an inspection can have, first that nothing was found.

        There are none before the office has a scheme.
        """
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
        return scheme.findings if scheme else ()

    def exclude(self, code: str, year: int, found: InspectedAbove) -> None:
        """Leave out for ``year`` a site that a higher office has inspected without a finding.

        Raises:
            DeskError: no such site, it is left out already, who inspected it or the evidence is
                missing, the day is to come or of another year, or something was found (EZ-17).
        """
        authority = required(found.authority, "没有填写上级单位。", "请写明是哪个上级单位检查的。")
        evidence = required(found.evidence, "没有填写依据。", _EVIDENCE)
        self._require_day(found.on, year)
        with self._store.writing(self._clerk, "exclusions.exclude") as change:
            _require_clean(change.session, found.result)
            target = _undecided(change.session, code, year)
            about: dict[str, Any] = {"authority": authority, "result": found.result}
            row = self._row(target, year, INSPECTED_ABOVE, evidence, about)
            row.inspected_on = found.on
            change.session.add(row)
            change.say(**_told(row, target), **about, on=found.on.isoformat(), evidence=evidence)

    def exclude_at_cap(self, code: str, year: int, decided_by: str) -> None:
        """Leave out for ``year`` a site that has had all the visits the yearly cap allows (N-11).

        Raises:
            DeskError: no such site, nobody's name, no cap is set, it is not reached, or the site is
                decided on already.
        """
        with self._store.writing(self._clerk, "exclusions.exclude_at_cap") as change:
            self._decide(change, code, year, "", decided_by)

    def keep(self, code: str, year: int, exception: str, words: str, decided_by: str) -> None:
        """Leave in the pool a site that has reached the yearly cap, and say why (N-11).

        ``exception`` is one of :meth:`exceptions`; ``words`` add to it, and 其他 needs them.

        Raises:
            DeskError: as :meth:`exclude_at_cap`, no such exception, or 其他 without words.
        """
        if exception not in CAP_EXCEPTIONS:
            raise DeskError(
                f"没有“{exception}”这一种保留的情形。", f"可选：{'、'.join(CAP_EXCEPTIONS)}。"
            )
        words = one_line(words)
        if exception == OTHER and not words:
            raise DeskError("选了“其他”，没有写明情形。", "请写明为什么还要保留在可抽范围。")
        reason = f"{exception}：{words}" if words else exception
        with self._store.writing(self._clerk, "exclusions.keep") as change:
            self._decide(change, code, year, reason, decided_by)

    def lift(self, code: str, year: int, reason: str) -> None:
        """Lift what was decided on a site for ``year``; the decision stays on record.

        Raises:
            DeskError: no such site, nothing is decided, or no reason.
        """
        reason = required(reason, "没有填写撤销的理由。", "请写明为什么撤销。")
        with self._store.writing(self._clerk, "exclusions.lift") as change:
            target = target_of(change.session, code)
            row = exclusion.standing(change.session, target.id, year)
            if row is None:
                raise DeskError(f"{target.name}没有 {year} 年的排除或保留。", "请核对对象和年度。")
            row.lifted_at, row.lifted_by = self._store.clock(), self._clerk
            row.lifted_reason = reason
            change.session.add(row)
            change.say(**_told(row, target), reason=reason)

    def _decide(self, change: Change, code: str, year: int, exception: str, by: str) -> None:
        """Enter a decision on a site at the yearly cap."""
        decided_by = required(by, "没有填写决定人。", "请填写作出决定的负责人姓名。")
        target = _undecided(change.session, code, year)
        evidence = _reached(change.session, target, year)
        about = {"exception": exception, "decided_by": decided_by}
        row = self._row(target, year, CAP_REACHED, evidence, about)
        change.session.add(row)
        change.say(**_told(row, target), evidence=evidence, decided_by=decided_by)

    def _row(
        self, target: Target, year: int, ground: str, evidence: str, about: dict[str, Any]
    ) -> TargetExclusion:
        return TargetExclusion(
            target_id=target.id,
            year=year,
            ground=ground,
            evidence=evidence,
            by=self._clerk,
            at=self._store.clock(),
            **about,
        )

    def _require_day(self, day: date, year: int) -> None:
        if day > self._store.clock().date():
            raise DeskError(f"上级检查日期 {day} 还没有到。", "请核对日期。")
        if day.year != year:
            raise DeskError(
                f"上级检查日期 {day} 不在 {year} 年，不能排除。",
                "只有同一年度上级已经查过的才能排除，请核对日期。",
            )


def _require_clean(session: Session, result: str) -> None:
    clean, *others = scheme_of(session, office_of(session)).findings
    if result != clean:
        said = f"上级检查的结果是“{result}”" if result in others else "没有选上级检查的结果"
        raise DeskError(f"{said}，不能排除。", f"只有结果是“{clean}”的才能排除。")


def _undecided(session: Session, code: str, year: int) -> Target:
    """Return the site with this code, on which nothing is decided for ``year``.

    Raises:
        DeskError: there is none, it is gone for good, or a decision stands.
    """
    target = target_of(session, code)
    if target.status in EXCLUDING_STATUSES:
        raise DeskError(f"{target.name}已经{target.status}，本来就不列入可抽范围。", "不用再排除。")
    if row := exclusion.standing(session, target.id, year):
        done = f"按“{row.exception}”保留" if row.exception else f"按“{row.ground}”排除"
        raise DeskError(
            f"{target.name} {year} 年已经{done}（{row.by}，{row.at.date()}）。",
            "要另作决定，请先撤销原来的。",
        )
    return target


def _reached(session: Session, target: Target, year: int) -> str:
    """Return the proof that a site has had its visits of ``year``: the cap and their number.

    Raises:
        DeskError: no cap is set, or it is not reached.
    """
    cap = exclusion.cap(session)
    if cap.most is None:
        raise DeskError("没有设年度入企上限。", "省里公布了上限的，请先到“系统 → 本单位”填写。")
    entered = roster_book.entered_of(session, target.id)
    drawn = [row for row in roster_book.drawn_of(session, target.id) if row.apart]
    visits = sum(day.year == year for day, *_ in entered) + sum(row.year == year for row in drawn)
    if visits < cap.most:
        raise DeskError(
            f"{target.name} {year} 年查过 {visits} 次，没有到上限 {cap.most} 次。",
            "不用作排除或保留的决定。",
        )
    return f"上限 {cap.most} 次（{cap.source}），{year} 年已查 {visits} 次"


def _told(row: TargetExclusion, target: Target) -> dict[str, Any]:
    """Return what the journal says of any decision."""
    return {
        "code": target.code,
        "site": target.name,
        "year": row.year,
        "ground": row.ground,
        "exception": row.exception,
    }
