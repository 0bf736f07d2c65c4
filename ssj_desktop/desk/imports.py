"""Rosters and past visits from workbooks: looked at first, taken in whole, taken back whole."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from sqlmodel import Session

from ssj_desktop import intake, paths
from ssj_desktop.desk.import_facts import preview_of
from ssj_desktop.desk.offices import office_if_any, scheme_if_any
from ssj_desktop.desk.uncollected import uncollected
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import FieldFacts, ImportLine, ImportPreview, Reading, RosterKind
from ssj_desktop.models import backup, merge, roster_book, visit_merge
from ssj_desktop.models.import_log import import_lines, newest_standing
from ssj_desktop.models.store import Store


class Imports:
    """Nothing is written before :meth:`confirm`."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    @staticmethod
    def fields(kind: RosterKind) -> tuple[FieldFacts, ...]:
        """Return the fields that a column can be taken for."""
        return intake.fields_of(kind)

    @staticmethod
    def template(kind: RosterKind, target: Path) -> None:
        """Write a workbook to fill in, which imports as it is.

        Raises:
            DeskError: the file can't be written.
        """
        paths.write_bytes(target, intake.template(kind))

    @staticmethod
    def mark(
        path: Path,
        preview: ImportPreview,
        target: Path,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Write the previewed file as ``target`` (.xlsx), its faulty cells marked and listed.

        Raises:
            DeskError: ``path`` has changed since the preview, or is ``target``; the file can't be
                written, or it was cancelled.
        """
        if target.resolve() == path.resolve():
            raise DeskError("不能写在原来的文件上。", "请换一个文件名。")
        reading, problems = preview.reading, preview.problems
        book = intake.marked(path, reading, problems, cancelled=cancelled)
        paths.write_bytes(target, book)

    @uncollected()
    def preview(
        self,
        kind: RosterKind,
        path: Path,
        columns: Mapping[int, str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ImportPreview:
        """Read and check a file, and say what taking it in would do.

        ``columns``: place of a column from 0 → the field it is to be taken for, "" for none.

        Raises:
            DeskError: the file cannot be read at all, or reading was cancelled.
        """
        reading = intake.read(kind, path, columns, cancelled=cancelled)
        today = self._store.clock().date()
        with self._store.reading() as session:
            return preview_of(reading, _compare(session, reading, today, _stop(cancelled)))

    @uncollected()
    def confirm(self, preview: ImportPreview, cancelled: Callable[[], bool] = lambda: False) -> int:
        """Take the file in, after a backup; return the number to take it back by.

        ``cancelled`` is asked between steps of a few thousand rows.

        Raises:
            DeskError: the preview has blocking problems, the roster has changed since, or it was
                cancelled; nothing has been taken in then.
        """
        reading, stop = preview.reading, _stop(cancelled)
        today = self._store.clock().date()
        if preview.blocked:
            raise DeskError(
                f"“{reading.file_name}”里还有没改正的问题，没有导入任何内容。",
                "请按列出的行和列改正后重新导入。",
            )
        self._store.back_up(backup.Reason.IMPORT)
        with self._store.writing(self._clerk, "imports.confirm") as change:
            found = _compare(change.session, reading, today, stop)
            if preview_of(reading, found) != preview:
                raise DeskError("名录在预览之后又有改动，没有导入任何内容。", "请重新预览再确认。")
            batch = merge.apply(change.session, found, reading, self._store.clock(), stop)
            stop()
            new, changed, unchanged, missing = found.counts
            change.say(
                batch=batch,
                kind=reading.kind.value,
                file=reading.file_name,
                sha256=reading.sha256,
                new=new,
                changed=changed,
                unchanged=unchanged,
                missing=missing,
            )
        return batch

    def sizes(self) -> dict[RosterKind, int]:
        """Return how many entries each roster has by now."""
        with self._store.reading() as session:
            return roster_book.sizes(session)

    def history(self) -> tuple[ImportLine, ...]:
        """Return all imports, newest first, each with what is known to forbid taking it back."""
        with self._store.reading() as session:
            return import_lines(session)

    @uncollected()
    def take_back(self, batch_id: int) -> None:
        """Undo the latest import as a whole.

        Raises:
            DeskError: it is not the latest one, or what it brought in has been used since.
        """
        with self._store.writing(self._clerk, "imports.take_back") as change:
            newest = newest_standing(change.session)
            if newest is None or newest.id != batch_id:
                raise DeskError("只有最近一次导入可以撤回。", "请先撤回其后的导入。")
            merge.take_back(change.session, newest, self._store.clock())
            change.say(batch=batch_id, kind=newest.kind, file=newest.file_name)


def _stop(cancelled: Callable[[], bool]) -> Callable[[], None]:
    def stop() -> None:
        if cancelled():
            raise DeskError("已取消导入。", "名录没有改动。")

    return stop


def _compare(
    session: Session, reading: Reading, today: date, stop: Callable[[], None]
) -> merge.Merge:
    office = office_if_any(session)
    if reading.kind is RosterKind.VISITS:
        stop()
        return visit_merge.compare(session, reading, scheme_if_any(session), today)
    return merge.compare(session, reading, office.code_prefix if office else "", stop)
