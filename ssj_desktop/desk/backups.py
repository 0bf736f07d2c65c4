"""备份: taken, listed, and put back."""

from datetime import datetime
from pathlib import Path

from ssj_desktop.models import backup
from ssj_desktop.models.backup import Backup, Reason
from ssj_desktop.models.store import Store


class Backups:
    """The open file's backups."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self) -> Backup:
        """Back the file up now, checked.

        Raises:
            DeskError: the disk is full, or the copy does not hold what the file holds.
        """
        return self._store.back_up(Reason.MANUAL)

    def listed(self) -> list[Backup]:
        """Return the backups, newest first."""
        return backup.listed(self._store.path)

    @staticmethod
    def restore(source: Path, data: Path) -> Path | None:
        """Put a backup in the place of ``data``, which must be closed; the old file goes aside.

        Returns:
            Where the old file lies now; None when there was none.

        Raises:
            DeskError: the backup is damaged, or somebody has ``data`` open.
        """
        return backup.restore(source, data, datetime.now())
