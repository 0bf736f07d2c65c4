"""Backups: copied by SQLite itself, checked before they count, thinned, restored."""

import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.models import connection, journal

if TYPE_CHECKING:
    from ssj_desktop.models.store import Store

_NEWEST_KEPT = 10
_DAYS_KEPT = 30


class Reason(StrEnum):
    """Why a backup was taken; the value stands in its file name."""

    START = "start"
    CLOSE = "close"
    MIGRATE = "migrate"
    IMPORT = "import"
    DRAW = "draw"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        labels = ("启动时", "退出时", "升级数据前", "导入前", "摇号后", "手工")
        return labels[list(Reason).index(self)]


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file: when and why it was taken."""

    path: Path
    taken_at: datetime
    reason: Reason


def folder_of(data: Path) -> Path:
    """Return the folder of ``data``'s backups, beside it."""
    return data.with_name(f"{data.stem}.备份")


def listed(data: Path) -> list[Backup]:
    """Return ``data``'s backups, newest first."""
    name = re.compile(rf"{re.escape(data.stem)}-(\d{{8}}T\d{{6}})-(\d+)-([a-z]+)\.ssj")
    found = []
    for path in folder_of(data).glob("*.ssj"):
        if match := name.fullmatch(path.name):
            taken = datetime.strptime(match[1], "%Y%m%dT%H%M%S")
            found.append((taken, int(match[2]), Backup(path, taken, Reason(match[3]))))
    return [backup for *_, backup in sorted(found, key=lambda row: row[:2], reverse=True)]


def take(store: "Store", reason: Reason) -> Backup:
    """Copy the open file, check the copy against it, and only then give it its name.

    Raises:
        DeskError: the disk is full, or the copy does not hold what the file holds.
    """
    now = store.clock()
    earlier = [b for b in listed(store.path) if f"{now:%Y%m%dT%H%M%S}" in b.path.name]
    name = f"{store.path.stem}-{now:%Y%m%dT%H%M%S}-{len(earlier)}-{reason.value}.ssj"
    path = folder_of(store.path) / name
    expected = store.row_counts()

    def fill(draft: Path) -> None:
        draft.unlink(missing_ok=True)
        store.copy_to(draft)
        with closing(dbapi2.connect(str(draft))) as link:
            fault = fault_of(link)
            if not fault and row_counts(link) != expected:
                fault = "备份里的行数与数据文件不同。"
        if fault:
            raise DeskError(f"备份没有做成：{fault}", "请检查磁盘，再做一次备份。")

    paths.write_whole(path, fill)
    thin(store.path)
    return Backup(path, now.replace(microsecond=0), reason)


def take_if_changed(store: "Store", reason: Reason) -> None:
    """Take a backup unless the newest one already holds the journal's present head."""
    newest = next(iter(listed(store.path)), None)
    if newest is None or _head_in(newest.path) != store.head():
        take(store, reason)


def _head_in(path: Path) -> str:
    try:
        with closing(dbapi2.connect(str(path))) as link:
            query = "SELECT head FROM journalentry ORDER BY id DESC LIMIT 1"
            row = link.execute(query).fetchone()
    except dbapi2.DatabaseError:  # a spoilt backup stands for nothing
        return ""
    return str(row[0]) if row else journal.GENESIS


def thin(data: Path) -> None:
    """Delete backups that others stand for; never one taken at a draw.

    Kept: the newest ten, the last of each of the newest thirty days, the last of each month.
    """
    others = [backup for backup in listed(data) if backup.reason is not Reason.DRAW]
    days: dict[str, Backup] = {}
    months: dict[str, Backup] = {}
    for backup in others:
        days.setdefault(f"{backup.taken_at:%Y%m%d}", backup)
        months.setdefault(f"{backup.taken_at:%Y%m}", backup)
    kept = {*others[:_NEWEST_KEPT], *list(days.values())[:_DAYS_KEPT], *months.values()}
    for backup in others:
        if backup not in kept:
            backup.path.unlink()


def restore(backup: Path, data: Path, now: datetime) -> Path | None:
    """Put a checked copy of ``backup`` in ``data``'s place; return where the old file went.

    Raises:
        DeskError: the backup is damaged or no data file, or somebody has ``data`` open.
    """
    if not backup.is_file():
        raise DeskError(f"找不到备份“{backup}”。", "请用“备份”列出现有的备份，选一份再恢复。")
    if fault := fault_in(backup):
        raise DeskError(f"备份“{backup.name}”不能用：{fault}", "请选择另一份备份。")
    _require_free(data)
    aside = _set_aside(data, now) if data.exists() else None
    with closing(dbapi2.connect(str(backup))) as link:
        paths.write_whole(data, lambda draft: copy(link, draft))
    return aside


def _set_aside(data: Path, now: datetime) -> Path:
    """Copy ``data``, which nobody has open, and take its journal away from the file to come."""
    aside = data.with_name(f"{data.stem}.恢复前-{now:%Y%m%dT%H%M%S}{data.suffix}")
    paths.write_whole(aside, lambda draft: _copied(data, draft))
    hot = data.with_name(data.name + "-journal")
    if hot.exists():
        hot.replace(aside.with_name(aside.name + "-journal"))
    return aside


def _copied(source: Path, draft: Path) -> None:
    shutil.copy2(source, draft)


def fault_in(path: Path) -> str:
    """Return what is wrong with the data file or backup at ``path``, "" when it is sound."""
    with closing(dbapi2.connect(str(path))) as link:
        return fault_of(link)


def fault_of(link: Any) -> str:
    """Return what is wrong with an open database (driver's connection), "" when it is sound."""
    try:
        verdict = link.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            return f"文件内容已损坏（{verdict}）。"
        rows = link.execute("SELECT id, at, who, verb, what, head FROM journalentry ORDER BY id")
        broken = journal.first_break(rows)
    except dbapi2.DatabaseError as error:
        return f"文件内容已损坏（{error}）。"
    return f"操作日志从第 {broken} 条起对不上，可能被人改动过。" if broken else ""


def row_counts(link: Any) -> dict[str, int]:
    """Return the number of rows of every table of an open database (driver's connection)."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = [row[0] for row in link.execute(query)]
    return {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def copy(link: Any, draft: Path) -> None:
    """Copy an open database (driver's connection) into ``draft`` by SQLite's backup call."""
    draft.unlink(missing_ok=True)
    try:
        with closing(dbapi2.connect(str(draft))) as target:
            link.backup(target)
    except dbapi2.OperationalError as error:
        raise OSError(None, str(error)) from error


def _require_free(data: Path) -> None:
    """Raise unless nobody has ``data`` open; a file too damaged to be asked counts as free."""
    if not data.exists():
        return
    with closing(dbapi2.connect(str(data), timeout=0.2, isolation_level=None)) as link:
        try:
            link.execute("BEGIN EXCLUSIVE")
            link.execute("ROLLBACK")
        except dbapi2.OperationalError as error:
            if "locked" in str(error):
                raise connection.held(data) from error
            raise
        except dbapi2.DatabaseError:
            return
