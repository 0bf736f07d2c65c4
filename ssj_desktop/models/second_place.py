"""The second place: copies of backups on another disk, for the day when the first one dies."""

import errno
import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup
from ssj_desktop.models.backup import Backup

_KEPT = 10


@dataclass(frozen=True, slots=True)
class Copied:
    """When the second place ``folder`` last held the journal up to ``head``.

    Kept beside the backups, for a disk that is not plugged in cannot be asked. ``at`` is local
    time (ISO 8601).
    """

    folder: str
    at: str
    head: str

    @staticmethod
    def place(data: Path) -> Path:
        return backup.folder_of(data) / "第二备份.json"

    @classmethod
    def last(cls, data: Path) -> "Copied | None":
        """Return what is remembered of ``data``; None when nothing readable is."""
        with suppress(OSError, ValueError, TypeError):
            found = cls(**json.loads(cls.place(data).read_text(encoding="utf-8")))
            datetime.fromisoformat(found.at)
            return found
        return None

    def remember(self, data: Path) -> None:
        """Write it down; where that fails, a reminder comes too early and nothing is lost."""
        with suppress(DeskError):
            paths.write_bytes(self.place(data), json.dumps(asdict(self)).encode())


def is_there(folder: Path) -> bool:
    """Return whether the disk is plugged in and has the folder."""
    try:
        return folder.is_dir()
    except OSError:  # a share whose machine has gone
        return False


def require_other(folder: Path, data: Path) -> None:
    """Refuse a folder that is not there, or that would die with the data file's own.

    Raises:
        DeskError: says which.
    """
    if not is_there(folder):
        raise DeskError(f"第二备份的文件夹“{folder}”打不开。", "请接上移动硬盘，或另选一个文件夹。")
    place, own = folder.resolve(), backup.folder_of(data).resolve()
    if place == own.parent or place.is_relative_to(own):
        raise DeskError(
            "第二备份不能和数据文件放在一起。",
            "请选 U 盘、移动硬盘或另一台电脑上的文件夹：这块硬盘坏了，那里还有一份。",
        )


def newest_in(folder: Path, data: Path) -> Backup | None:
    """Return ``data``'s newest copy in ``folder``; None when there is none or it can't be asked."""
    with suppress(OSError):
        return next(iter(backup.listed(data, folder)), None)
    return None


def copy_into(folder: Path, source: Backup, data: Path) -> Path:
    """Copy a sound backup of ``data`` into ``folder`` unless it is the newest there already.

    Copies are numbered by the folder's own count: that of a moved data file begins anew, and the
    newest must never look old. The newest ten stay.

    Returns:
        Where the copy lies.

    Raises:
        DeskError: the disk is full, gone or may not be written.
    """
    newest = newest_in(folder, data)
    if newest and _is_copy(newest, source):
        return newest.path
    number = newest.number + 1 if newest else 1
    path = folder / backup.name_of(data, number, source.taken_at, source.reason)
    for draft in folder.glob(f".{escape(data.stem)}-*.ssj.part"):  # a kill has left it
        with suppress(OSError):
            draft.unlink()
    paths.write_whole(path, lambda draft: _copy(source.path, draft))
    for old in backup.listed(data, folder)[_KEPT:]:
        with suppress(OSError):  # somebody is looking at it; another time
            old.path.unlink()
    return path


def _is_copy(there: Backup, source: Backup) -> bool:
    if (there.taken_at, there.reason) != (source.taken_at, source.reason):
        return False
    with suppress(OSError):
        return _sum(there.path) == _sum(source.path)
    return False


def _copy(source: Path, draft: Path) -> None:
    """Copy and read back; byte for byte, for SQLite's locks may not work on another machine."""
    shutil.copyfile(source, draft)
    if _sum(draft) != _sum(source):
        raise OSError(errno.EIO, "the copy differs")


def _sum(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
