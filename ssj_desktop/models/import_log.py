"""The imports of the past, and which of them can still be taken back."""

from sqlmodel import Session, col, select

from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.imports import ImportLine, RosterKind
from ssj_desktop.models import draw_log
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.roster import ImportBatch


def newest_standing(session: Session) -> ImportBatch | None:
    """Return the latest import that has not been taken back."""
    query = select(ImportBatch).where(col(ImportBatch.taken_back_at).is_(None))
    return session.exec(query.order_by(col(ImportBatch.id).desc())).first()


def draw_after(session: Session, batch: ImportBatch) -> str | None:
    """Return the number of a draw that was frozen with what the import brought in and stands.

    An aborted one has counted nothing, as in :func:`ssj_desktop.models.visits.counted_in`.
    """
    for draw in session.exec(select(Draw).where(Draw.id > batch.last_draw).order_by(col(Draw.id))):
        if draw_log.step_of(session, draw) is not DrawStep.ABORTED:
            return draw.draw_id
    return None


def used_words(batch: ImportBatch, draw_id: str) -> str:
    """Say that a draw has been frozen with what the import brought in."""
    what = "这些检查" if batch.kind == RosterKind.VISITS else "这份名录"
    return f"其后的摇号 {draw_id} 已经用过{what}。"


def import_lines(session: Session) -> tuple[ImportLine, ...]:
    """Return all imports, newest first.

    What stands in the way of the newest one's taking back inside its rows (a visit registered, a
    row changed by hand) is not looked for here: that takes as long as taking it back.
    """
    newest = newest_standing(session)
    return tuple(
        ImportLine(
            number=batch.id,
            kind=RosterKind(batch.kind),
            file_name=batch.file_name,
            confirmed_at=batch.confirmed_at,
            new=batch.new,
            changed=batch.changed,
            taken_back_at=batch.taken_back_at,
            cannot_take_back=_why_not(session, batch, newest),
        )
        for batch in session.exec(select(ImportBatch).order_by(col(ImportBatch.id).desc()))
    )


def _why_not(session: Session, batch: ImportBatch, newest: ImportBatch | None) -> str:
    if batch.taken_back_at:
        return "已经撤回。"
    if batch is not newest:
        return "只有最近一次导入可以撤回，请先撤回其后的导入。"
    seen = draw_after(session, batch)
    return used_words(batch, seen) if seen else ""
