"""备份: taken, listed, looked into, copied to a second place, and put back."""

import logging
from bisect import bisect_left
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ssj_desktop.desk.journal_words import words_of
from ssj_desktop.desk.journals import Journal
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.backup import BackupFacts, BackupLine, Difference
from ssj_desktop.models import backup, backup_look, journal, second_place
from ssj_desktop.models.backup import Backup, Reason
from ssj_desktop.models.second_place import Copied
from ssj_desktop.models.store import Store

_DAYS_ALLOWED = 7
_NEWEST_SHOWN = 5


class Backups:
    """The open file's backups."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def take(self) -> Backup:
        """Back the file up now, checked.

        Raises:
            DeskError: the disk is full, or the copy does not hold what the file holds.
        """
        return self._store.back_up(Reason.MANUAL)

    def listed(self) -> tuple[BackupLine, ...]:
        """Return the backups, newest first."""
        return self.of(self._store.path)

    @staticmethod
    def of(data: Path) -> tuple[BackupLine, ...]:
        """Return the backups of the file ``data``, which need not be open, newest first."""
        found = []
        for it in backup.listed(data):
            with suppress(OSError):  # deleted by somebody this moment
                size = it.path.stat().st_size
                found.append(BackupLine(it.path, it.taken_at, it.reason.label, size))
        return tuple(found)

    @staticmethod
    def look(path: Path) -> BackupFacts:
        """Check a backup as restoring does and count what it holds; it may be any file."""
        named = backup.at(path)
        try:
            state = path.stat()
        except OSError:
            return BackupFacts(path, 0, datetime.min, "", 0, "文件不在那里了，或者读不出来。")
        written = datetime.fromtimestamp(state.st_mtime)
        common = (
            path,
            named.number if named else 0,
            named.taken_at if named else written,
            named.reason.label if named else "",
            state.st_size,
        )
        try:
            held = backup_look.look_into(path)
        except DeskError as error:
            return BackupFacts(*common, fault=error.message)
        at, verb = held.last or ("", "")
        return BackupFacts(
            *common,
            fault="",
            targets=held.targets,
            inspectors=held.inspectors,
            items=held.items,
            draws=held.draws,
            entries=held.entries,
            last_entry_at=datetime.fromisoformat(at) if at else None,
            last_entry_words=words_of(verb) if verb else "",
        )

    def differs(self, path: Path) -> Difference:
        """Compare a backup's journal with the present one, whose heads are equal as far as both
        have gone the same way.

        Raises:
            DeskError: the backup is damaged or gone, or the present file cannot be read.
        """
        heads = backup_look.heads_in(path)
        with self._store.reading() as session:
            present = journal.count(session)
            common = bisect_left(
                range(min(len(heads), present)),
                True,
                key=lambda place: journal.head_at(session, place + 1) != heads[place],
            )
        newest = self._journal.newest(common, _NEWEST_SHOWN)
        return Difference(common, present - common, newest, len(heads) - common)

    @staticmethod
    def restore(source: Path, data: Path) -> Path | None:
        """Put a backup in the place of ``data``, which must be closed; the old file goes aside.

        Returns:
            Where the old file lies now; None when there was none.

        Raises:
            DeskError: the backup is damaged, or somebody has ``data`` open.
        """
        return backup.restore(source, data, datetime.now())

    def copy_to(self, folder: Path) -> Path:
        """Have the file's present state in a second place, too; return the copy's path.

        Raises:
            DeskError: the folder is not there, full, or no other place than the data file's.
        """
        data = self._store.path
        second_place.require_other(folder, data)
        now, source = self._store.clock(), self._sound()
        copy = second_place.copy_into(folder, source, data)
        moment, head = now.isoformat(timespec="seconds"), backup.head_in(source.path)
        Copied(str(folder), moment, head).remember(data)
        self._store.announce("backups")
        return copy

    def _sound(self) -> Backup:
        """Return a backup of the present state that has been checked."""
        if fresh := self._store.back_up_if_changed(Reason.SECOND):
            return fresh
        newest = next(iter(backup.listed(self._store.path)), None)
        if newest is None or backup.fault_in(newest.path):
            return self._store.back_up(Reason.SECOND)
        return newest

    def before_leaving(self, place: str) -> None:
        """Back up what has changed, also in the second place, if that is set and at hand.

        What fails here keeps nobody: an unplugged disk is reminded of after seven days, and the
        next start backs up what this one could not.
        """
        self._store.try_to_back_up(Reason.CLOSE)
        if place:
            try:
                self.copy_to(Path(place))
            except DeskError as error:
                logging.warning("second backup: %s", error)

    def second_taken(self, folder: Path) -> datetime | None:
        """Return when the newest copy in a second place was taken; None when none is at hand."""
        newest = second_place.newest_in(folder, self._store.path)
        return newest.taken_at if newest else None

    def second_due(self, place: str) -> str:
        """Return the reminder that the second place ("" when none is set) asks for, or "".

        A disk that is not plugged in is asked for only when its copy is seven days old.
        """
        if not place:
            return "还没有设置第二备份，建议选一个 U 盘或移动硬盘。"
        folder = Path(place)
        there, taken = second_place.is_there(folder), self.second_taken(folder)
        if there and taken is None:
            return "第二备份还没有做过。"
        last = Copied.last(self._store.path)
        if last and Path(last.folder) == folder:
            if last.head == self._store.head():
                return ""
            taken = max(taken or datetime.min, datetime.fromisoformat(last.at))
        if taken is None:
            return "第二备份的文件夹打不开，请接上移动硬盘或另选位置。"
        days = (self._store.clock() - taken).days
        if days < _DAYS_ALLOWED:
            return ""
        return f"第二备份已 {days} 天没有更新" + ("。" if there else "，请接上移动硬盘。")
