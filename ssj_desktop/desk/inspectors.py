"""执法人员: the table of people, their badges, and who must not inspect whom."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from ssj_desktop.desk import forms
from ssj_desktop.desk.histories import history_of
from ssj_desktop.desk.record_form import INSPECTORS
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import FieldText, InspectorCard, InspectorRow, RecusalRow
from ssj_desktop.models import census, record_book, roster_book
from ssj_desktop.models.roster import Inspector, Recusal, Target
from ssj_desktop.models.store import Store
from ssj_desktop.rules.census import GUEST

_KIND = RosterKind.INSPECTORS
# Long enough to have a badge renewed before it runs out.
_SOON = timedelta(days=60)


class Inspectors:
    """Verbs on single inspectors."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def rows(self) -> tuple[InspectorRow, ...]:
        """Return a line for every inspector, in the order they came into the roster."""
        today = self._store.clock().date()
        with self._store.reading() as session:
            people = roster_book.inspectors(session)
            able = {
                person.id
                for person in (*census.officers(session, today), *census.guests(session, today))
            }
            visits = record_book.visits_by_inspector(session, today.year, INSPECTORS)
        return tuple(
            _row(person, today, person.id in able, visits[person.code]) for person in people
        )

    def card(self, code: str) -> InspectorCard:
        """Return all that is known of an inspector.

        Raises:
            DeskError: no such inspector.
        """
        with self._store.reading() as session:
            entry = forms.entry_of(session, _KIND, code)
            recusals = roster_book.recusals(session, inspector_id=entry["id"])
            history = history_of(session, _KIND, entry)
        return InspectorCard(
            code=code,
            name=entry["name"],
            fields=forms.form_of(_KIND, entry),
            badge_state=_badge_state(Inspector(**entry), self._store.clock().date()),
            recusals=recusals,
            history=history,
        )

    def blank(self) -> tuple[FieldText, ...]:
        """Return the fields of a form for a new inspector."""
        return forms.blank_form(_KIND)

    def save(self, code: str | None, texts: Mapping[str, str]) -> str:
        """Keep a form, of a new inspector where ``code`` is None; return the inspector's code.

        Raises:
            FormError, DeskError: as :func:`ssj_desktop.desk.forms.save`.
        """
        with self._store.writing(self._clerk, "inspectors.save") as change:
            return forms.save(change, _KIND, code, texts)

    def recusals(self) -> tuple[RecusalRow, ...]:
        """Return every recusal, those in force first and then the newest."""
        with self._store.reading() as session:
            return roster_book.recusals(session)

    def recuse(self, inspector_code: str, target_code: str | None, reason: str) -> None:
        """Bar an inspector from one site, or from all (None), until further notice (TJ-9).

        Raises:
            DeskError: no such inspector or site, no reason, or the same is in force already.
        """
        reason = required(reason, "没有填写回避的原因。", "请写明利害关系。")
        with self._store.writing(self._clerk, "inspectors.recuse") as change:
            inspector = inspector_of(change.session, inspector_code)
            target = None if target_code is None else target_of(change.session, target_code)
            if census.recusal_of(change.session, inspector, target):
                where = "这家" if target else "全部对象"
                fault = f"{inspector.name}对{where}已有现行回避。"
                raise DeskError(fault, "不用再登记；原因有变的，请先解除。")
            change.session.add(
                Recusal(
                    inspector_id=inspector.id,
                    target_id=target.id if target else None,
                    reason=reason,
                )
            )
            change.say(**_who_and_where(inspector, target), reason=reason)

    def lift(self, inspector_code: str, target_code: str | None, reason: str) -> None:
        """End a recusal from today on; it stays in the file, and so do draws it has shaped.

        Raises:
            DeskError: there is no such recusal, or no reason.
        """
        reason = required(reason, "没有填写解除回避的原因。", "请写明利害关系已不存在的依据。")
        with self._store.writing(self._clerk, "inspectors.lift") as change:
            session = change.session
            inspector = inspector_of(session, inspector_code)
            target = None if target_code is None else target_of(session, target_code)
            recusal = census.recusal_of(session, inspector, target)
            if recusal is None:
                raise DeskError(f"{inspector.name}没有这样一条回避。", "请核对人员和对象的编号。")
            recusal.lifted_on = self._store.clock().date()
            change.say(**_who_and_where(inspector, target), reason=reason)


def _who_and_where(inspector: Inspector, target: Target | None) -> dict[str, str]:
    """Return what the journal says of a recusal's two sides, by code and by name."""
    known = {"inspector": inspector.code, "person": inspector.name}
    return known | ({"target": target.code, "site": target.name} if target else {"target": "*"})


def inspector_of(session: Session, code: str) -> Inspector:
    """Return the inspector with this code.

    Raises:
        DeskError: there is none.
    """
    inspector = session.exec(select(Inspector).where(Inspector.code == code)).first()
    return inspector or forms.refuse_code(_KIND, code)


def _row(person: Any, today: date, can_go: bool, visits: int) -> InspectorRow:
    guest = person.establishment == GUEST
    return InspectorRow(
        code=person.code,
        name=person.name,
        badge_no=person.badge_no,
        badge_until=person.badge_until,
        badge_state=_badge_state(person, today),
        can_go=can_go,
        squad=person.unit if guest else person.squad,
        team=person.team,
        post=person.post,
        establishment=person.establishment,
        qualified=person.qualified,
        auxiliary=person.auxiliary,
        on_duty=person.on_duty,
        specialties=tuple(person.specialties),
        recusals=person.recusals,
        visits=visits,
        guest=guest,
    )


def _badge_state(person: Any, today: date) -> str:
    """Say what is to be done about a badge; whoever needs none and has none needs no reminder."""
    if person.badge_until is None:
        needed = person.badge_no or (person.qualified and not person.auxiliary)
        return "未登记有效期" if needed else ""
    if person.badge_until < today:
        return "已过期"
    return "60 天内到期" if person.badge_until <= today + _SOON else ""
