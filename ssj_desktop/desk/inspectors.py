"""执法人员: who must not inspect whom."""

from sqlmodel import Session, col, select

from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.models.roster import Inspector, Recusal
from ssj_desktop.models.store import Store


class Inspectors:
    """Verbs on single inspectors."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def recuse(self, inspector_code: str, target_code: str | None, reason: str) -> None:
        """Bar an inspector from one site, or from all (None), until further notice (TJ-9).

        Raises:
            DeskError: no such inspector or site, or no reason.
        """
        reason = required(reason, "没有填写回避的原因。", "请写明利害关系。")
        with self._store.writing(self._clerk, "inspectors.recuse") as change:
            inspector = inspector_of(change.session, inspector_code)
            target = None if target_code is None else target_of(change.session, target_code)
            change.session.add(
                Recusal(
                    inspector_id=inspector.id,
                    target_id=target.id if target else None,
                    reason=reason,
                )
            )
            site = "*" if target is None else target.code
            change.say(inspector=inspector_code, target=site, reason=reason)

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
            recusals = session.exec(
                select(Recusal).where(
                    Recusal.inspector_id == inspector.id,
                    Recusal.target_id == (target.id if target else None),
                    col(Recusal.lifted_on).is_(None),
                )
            ).all()
            if not recusals:
                raise DeskError(f"{inspector.name}没有这样一条回避。", "请核对人员和对象的编号。")
            for recusal in recusals:
                recusal.lifted_on = self._store.clock().date()
            site = "*" if target is None else target.code
            change.say(inspector=inspector_code, target=site, reason=reason)


def inspector_of(session: Session, code: str) -> Inspector:
    """Return the inspector with this code.

    Raises:
        DeskError: there is none.
    """
    inspector = session.exec(select(Inspector).where(Inspector.code == code)).first()
    if inspector is None:
        raise DeskError(f"名录库里没有编号为 {code} 的执法人员。", "请核对编号，或先导入名录。")
    return inspector
