"""Backups: copied by SQLite itself, checked before they count, thinned, restored."""

import errno
import re
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ssj_desktop import paths
from ssj_desktop.errors import DeskError, HeldError
from ssj_desktop.models import draw_log, driver, journal, schema
from ssj_desktop.models.holder import Holder

_NEWEST_KEPT = 10
_DAYS_KEPT = 30
_TIME = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"(.+)-(\d{6,})-(\d{8}T\d{6})-([a-z]+)\.ssj")


class Reason(StrEnum):
    """Why a backup was taken; the value stands in its file name."""

    START = "start"
    CLOSE = "close"
    MIGRATE = "migrate"
    IMPORT = "import"
    DRAW = "draw"
    SECOND = "second"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        labels = ("启动时", "退出时", "升级数据前", "导入前", "摇号后", "第二备份前", "手工")
        return labels[list(Reason).index(self)]


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file: its running number, when and why it was taken.

    The number, not the time, says which is newer: an office PC's clock may jump back.
    """

    path: Path
    number: int
    taken_at: datetime
    reason: Reason


def folder_of(data: Path) -> Path:
    """Return the folder of ``data``'s backups, beside it."""
    return data.with_name(f"{data.stem}.备份")


def at(path: Path) -> Backup | None:
    """Return the backup that ``path`` names, None when it has another kind of name."""
    if match := _NAME.fullmatch(path.name):
        with suppress(ValueError):  # a date or a reason that we did not write
            taken = datetime.strptime(match[3], _TIME)
            return Backup(path, int(match[2]), taken, Reason(match[4]))
    return None


def name_of(data: Path, number: int, taken: datetime, reason: Reason) -> str:
    """Return what the file of a backup of ``data`` is called."""
    return f"{data.stem}-{number:06d}-{taken:{_TIME}}-{reason.value}.ssj"


def listed(data: Path, folder: Path | None = None) -> list[Backup]:
    """Return ``data``'s backups beside it, or its copies in ``folder``, newest first.

    Files named otherwise are none.
    """
    found = filter(None, map(at, (folder or folder_of(data)).glob("*.ssj")))
    own = [b for b in found if b.path.name == name_of(data, b.number, b.taken_at, b.reason)]
    return sorted(own, key=lambda backup: backup.number, reverse=True)


def take(data: Path, now: datetime, reason: Reason, copy_to: Callable[[Path], object]) -> Backup:
    """Have ``copy_to`` write a checked copy of ``data``, and only then give it a backup's name.

    Raises:
        DeskError: the disk is full, or the copy does not hold what the file holds.
    """
    now = now.replace(microsecond=0)
    number = 1 + max((backup.number for backup in listed(data)), default=0)
    path = folder_of(data) / name_of(data, number, now, reason)
    _sweep(path.parent)
    paths.write_whole(path, copy_to)
    thin(data)
    return Backup(path, number, now, reason)


def _sweep(folder: Path) -> None:
    """Delete the drafts that kills have left: each is as large as the data."""
    for draft in folder.glob(".*.part*"):
        with suppress(OSError):  # somebody is looking at it; another time
            draft.unlink()


def newest_head(data: Path) -> str:
    """Return the journal's head in ``data``'s newest backup, "" without a readable one."""
    newest = next(iter(listed(data)), None)
    return head_in(newest.path) if newest else ""


def head_in(path: Path) -> str:
    """Return the journal's head in a backup, "" when it is not readable."""
    try:
        with closing(driver.open_file(path)) as link:
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
            with suppress(OSError):  # somebody is looking at it; another time
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
    aside = _aside_of(data, now)
    old = data.exists()
    if old:
        paths.write_whole(aside, lambda draft: shutil.copyfile(data, draft))

    def fill(draft: Path) -> None:
        with closing(driver.open_file(backup)) as link:
            copy(link, draft)
        _require_free(data)  # copying took a while; somebody may have opened it meanwhile
        _take_journal_away(data, aside)

    paths.write_whole(data, fill)
    return aside if old else None


def _aside_of(data: Path, now: datetime) -> Path:
    """Return a name beside ``data`` that is still free."""
    names = (f"{data.stem}.恢复前-{now:{_TIME}}-{n}{data.suffix}" for n in count(1))
    return next(path for path in map(data.with_name, names) if not path.exists())


def _take_journal_away(data: Path, aside: Path) -> None:
    """Let no journal of the old file be replayed into the new one.

    Asking whether ``data`` is free has replayed it unless the file is gone or past reading.
    """
    journal_of_data = data.with_name(data.name + "-journal")
    if journal_of_data.exists() and journal_of_data.stat().st_size:
        journal_of_data.replace(aside.with_name(aside.name + "-journal"))


def fault_in(path: Path) -> str:
    """Return what is wrong with the backup at ``path``, "" when it is sound."""
    with closing(driver.open_file(path)) as link:
        return fault_of(link)


def fault_of(link: Any) -> str:
    """Return what is wrong with an open database (driver's connection), "" when it is sound."""
    try:
        application, version = schema.stamp_of(link)
        if application != schema.APPLICATION_ID or version < 1:
            return "它不是本程序的数据文件。"
        verdict = link.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            return "文件内容已损坏。"
        rows = link.execute("SELECT id, at, who, verb, what, head FROM journalentry ORDER BY id")
        if broken := journal.first_break(rows):
            return f"操作日志从第 {broken} 条起对不上，可能被人改动过。"
        events = link.execute(
            "SELECT draw_id, seq, text, head FROM drawevent JOIN draw ON draw.id = draw_ref "
            "ORDER BY draw_ref, seq"
        )
        changed = draw_log.first_broken(events)
    except (dbapi2.DatabaseError, TypeError) as error:  # TypeError: bytes where text should be
        return f"{driver.plain_words(error) or '文件内容已损坏'}。"
    return f"抽取 {changed} 的记录对不上，可能被人改动过。" if changed else ""


def copy(link: Any, draft: Path) -> None:
    """Copy an open database (driver's connection) into ``draft`` by SQLite's backup call.

    Raises:
        DeskError: the copy is damaged, or holds other rows than the original.
        OSError: the disk is full or failed.
    """
    draft.unlink(missing_ok=True)
    try:
        with closing(driver.open_file(draft)) as target:
            link.backup(target)
        with closing(driver.open_file(draft)) as target:
            fault = fault_of(target)
            if not fault and _row_counts(target) != _row_counts(link):
                fault = "它的行数与原来的文件不同。"
    except dbapi2.DatabaseError as error:
        # The backup call's errors carry no code to tell a full disk by.
        raise OSError(errno.EIO, str(error)) from error
    if fault:
        raise DeskError(f"复制出来的文件不能用：{fault}", "请检查磁盘，再试一次。")


def _row_counts(link: Any) -> dict[str, int]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = [row[0] for row in link.execute(query)]
    return {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def held(data: Path) -> HeldError:
    """Return the error for a data file that another program has open."""
    holder = Holder.of(data)
    who = (
        f"{holder.host} 上的 {holder.user} 自 {holder.since} 起正在使用它（进程 {holder.pid}）"
        if holder
        else "另一个程序正在使用它"
    )
    newest = next(iter(listed(data)), None)
    offer = f"；急用时可另存一份最近的备份查看：{newest.path}" if newest else ""
    return HeldError(f"数据文件“{data.name}”打不开：{who}。", f"请先在那边退出本程序{offer}。")


def _require_free(data: Path) -> None:
    """Raise unless nobody has ``data`` open; a file too damaged to be asked counts as free."""
    if not data.exists():
        return
    with closing(driver.open_file(data)) as link:
        try:
            link.execute("BEGIN EXCLUSIVE")
            link.execute("ROLLBACK")
        except dbapi2.DatabaseError as error:
            if driver.is_busy(error):
                raise held(data) from error
