"""扫描件: signed papers kept whole in the data file, beside their record."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.scans import is_picture, read_scan
from ssj_desktop.models import record_book
from ssj_desktop.models.record import Scan, SiteRecord
from ssj_desktop.models.store import Store


class Scans:
    """What is taken off a record stays in the file; the journal says who took it off."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def attach(self, number: str, *files: Path) -> None:
        """Keep signed papers with the record of a task, all of them or none.

        Raises:
            DeskError: a file is no PDF or picture, is spoilt, too large, or kept there already;
                or nothing has been typed into the record yet.
        """
        scanned = [(file.name, read_scan(file)) for file in files]
        now = self._store.clock()
        for name, content in scanned:
            _as_pdf(content, name, now)  # what cannot be shown is refused now, not in a year
        with self._store.writing(self._clerk, "scans.attach") as change:
            record = record_book.record_of(change.session, number)
            if record is None:
                hint = "扫描件要跟着记录存，请先填写并打印。"
                raise DeskError(f"任务 {number} 还没有开始填写。", hint)
            hashes = []
            for name, content in scanned:
                hashes.append(sha256(content).hexdigest())
                _require_new(change.session, record, name, hashes[-1])
                change.session.add(
                    Scan(
                        record_id=record.id,
                        name=name,
                        sha256=hashes[-1],
                        content=content,
                        added_at=now,
                        added_by=self._clerk,
                    )
                )
            change.say(task=number, scans=[name for name, _ in scanned], sha256=hashes)

    def open(self, scan_id: int) -> bytes:
        """Return a kept paper as a PDF, a picture on a page of its own.

        Raises:
            DeskError: there is no such paper, or it is not what it was when it came.
        """
        with self._store.reading() as session:
            scan = _scan(session, scan_id)
        if sha256(scan.content).hexdigest() != scan.sha256:
            hint = "请从“备份”中找回，并报告负责人。"
            raise DeskError(f"扫描件“{scan.name}”和存入时不一样了，可能被人改动过。", hint)
        return _as_pdf(scan.content, scan.name, scan.added_at)

    def remove(self, scan_id: int) -> None:
        """Take a paper off its record.

        Raises:
            DeskError: there is no such paper.
        """
        with self._store.writing(self._clerk, "scans.remove") as change:
            scan = _scan(change.session, scan_id)
            scan.removed_at = self._store.clock()
            record = change.session.get(SiteRecord, scan.record_id)
            assert record
            change.say(task=record.task, scans=[scan.name], sha256=[scan.sha256])


def _require_new(session: Session, record: SiteRecord, name: str, digest: str) -> None:
    if known := record_book.scan_named(session, record.id, digest):
        raise DeskError(f"“{name}”已经存过了（“{known}”）。", "同一份扫描件不用存两次。")


def _scan(session: Session, scan_id: int) -> Scan:
    scan = session.get(Scan, scan_id)
    if scan is None or scan.removed_at:
        raise DeskError("没有这份扫描件。", "它可能已经移除，请刷新后再看。")
    return scan


def _as_pdf(content: bytes, name: str, at: datetime) -> bytes:
    if not is_picture(content):
        return content
    from ssj_desktop.outputs import picture_page  # few starts look at one

    return picture_page.render(content, name, at)
