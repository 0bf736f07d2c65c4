"""The data file: opened once, read and written only through transactions, journalled."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, connection, driver, journal, schema
from ssj_desktop.models.holder import Holder
from ssj_desktop.models.journal import JournalEntry

Clock = Callable[[], datetime]
Listener = Callable[[str], None]


class Change:
    """A running transaction that changes something: its session, and what the journal will say."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.what: dict[str, Any] = {}

    def say(self, **what: Any) -> None:
        """Add to the journal's account of this change (JSON values)."""
        self.what.update(what)


class Store:
    """One open data file.

    ``warning`` is empty, or says why the file is open for reading only.
    """

    def __init__(self, path: Path, engine: Engine, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.warning = ""
        self.backup_fault = ""
        self._engine = engine
        self._lock = threading.RLock()
        self._in_use = False
        self._backed_up: str | None = None  # the head in the newest backup, once it was asked for
        self._listeners: list[Listener] = []

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock,
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
    ) -> "Store":
        """Open ``path``, write down who holds it, check it, and create or migrate it.

        A newer or damaged file, or one that may not be written, is opened for reading only,
        with ``warning`` set.

        Raises:
            DeskError: another program holds the file, it can't be opened, it is not one of
                ours, it is empty though it has backups, or the backup before a migration failed.
        """
        store = cls(path, connection.connect(path), clock)
        try:
            store._check_in(migrations)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            Holder.clear(self.path)  # before the lock goes, else it might be the next one's
            self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose reads all see one state; whatever it changes is dropped.

        Raises:
            DeskError: the disk or the file failed while it was read.
        """
        with self._alone(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, who: str, verb: str, *, goes_on: bool = False) -> Iterator[Change]:
        """Run one verb: the block's changes and its journal entry are committed together.

        An exception rolls everything back, and so does a block that says nothing: what the
        journal doesn't know of does not happen. A commit is announced under the verb's noun,
        the text before its dot. One that ``goes_on`` adds no entry where the journal's last one
        says the same of the same person and no backup holds it yet: typing is said once.

        Raises:
            DeskError: the file is open for reading only, or the disk is full or failed.
        """
        if self.warning:
            raise DeskError("数据文件现在只能查看，不能修改。", self.warning)
        with self.reading() as session:
            change = Change(session)
            yield change
            if change.what:
                head = self._head(session)
                entry = journal.entry_after(head, self.clock(), who, verb, change.what)
                if not (goes_on and self._said(session, head, entry)):
                    session.add(entry)
                session.commit()
        if change.what:
            self.announce(verb.partition(".")[0])

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called with the noun of whatever has changed, "backups" included.

        It is called on the verb's thread, after the commit and outside the lock. What it raises
        goes to ``sys.excepthook``, as a bug does: the verb has happened, and whoever called it
        must not take it for undone nor miss what follows it.
        """
        self._listeners.append(listener)

    def announce(self, noun: str) -> None:
        """Tell every listener that something of ``noun`` has changed."""
        for listener in self._listeners:
            try:
                listener(noun)
            except Exception as error:
                sys.excepthook(type(error), error, error.__traceback__)

    def head(self) -> str:
        """Return the journal's head, 64 zeros while nothing has been journalled."""
        with self.reading() as session:
            return self._head(session)

    def copy_to(self, draft: Path) -> None:
        """Copy the live file by SQLite's backup call, the only way that sees no half write.

        Raises:
            DeskError: the copy does not hold what the file holds.
            OSError: the disk is full or failed.
        """
        with self._driver() as link:
            backup.copy(link, draft)

    def back_up(self, reason: backup.Reason) -> backup.Backup:
        """Take a backup, checked before it gets its name.

        Raises:
            DeskError: the disk is full, or the copy does not hold what the file holds.
        """
        taken = backup.take(self.path, self.clock(), reason, self.copy_to)
        self.backup_fault = ""
        self._backed_up = None
        self.announce("backups")
        return taken

    def back_up_if_changed(self, reason: backup.Reason) -> backup.Backup | None:
        """Take a backup unless the newest one already holds the journal's present head.

        A file that is open for reading only can't have changed, and may be past copying.
        """
        if self.warning or backup.newest_head(self.path) == self.head():
            return None
        return self.back_up(reason)

    def try_to_back_up(self, reason: backup.Reason) -> None:
        """Back up what has changed; a failure is kept in ``backup_fault`` and stops nothing.

        A draw that stands in the file has been held, and an office must open, whatever the disk
        of the backups says.
        """
        fault = ""
        try:
            self.back_up_if_changed(reason)
        except DeskError as error:
            fault = f"没有做成备份：{error}"
        if fault != self.backup_fault:
            self.backup_fault = fault
            self.announce("backups")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one thread in, and even that one only once: there is one connection.

        A second use inside a transaction would see its half-made changes and, on leaving,
        roll them back.
        """
        with self._lock:
            if self._in_use:
                raise RuntimeError("the data file is already in use further up in this thread")
            self._in_use = True
            try:
                yield
            except DBAPIError as error:
                if words := driver.plain_words(error.orig):
                    raise DeskError(
                        f"读写数据文件“{self.path.name}”时出错：{words}。",
                        "这一步没有做成，此前的数据都还在。请检查磁盘后再试。",
                    ) from error
                raise
            finally:
                self._in_use = False

    @contextmanager
    def _driver(self) -> Iterator[Any]:
        with self._alone(), self._engine.connect() as link:
            yield link.connection.driver_connection

    def _newest_backup(self) -> str:
        if self._backed_up is None:
            self._backed_up = backup.newest_head(self.path)
        return self._backed_up

    def _said(self, session: Session, head: str, entry: JournalEntry) -> bool:
        """Return whether the journal's last entry, of this ``head``, says what ``entry`` would.

        One that a backup holds says it no more: the backup at closing is taken by the head.
        """
        query = select(JournalEntry).where(JournalEntry.head == head)
        last = session.exec(query).first()
        told = last and (last.who, last.verb, last.what) == (entry.who, entry.verb, entry.what)
        return bool(told) and head != self._newest_backup()

    @staticmethod
    def _head(session: Session) -> str:
        query = select(JournalEntry.head).order_by(JournalEntry.id.desc()).limit(1)  # type: ignore[union-attr]
        return session.exec(query).first() or journal.GENESIS

    def _check_in(self, migrations: Sequence[schema.Migration]) -> None:
        writable = os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
        if writable:
            Holder.take(self.path, self.clock())
        with self._driver() as link:
            application, version = schema.stamp_of(link)
            if application:
                self.warning = _trouble(link, version, migrations)
            else:
                _require_new(self.path)
        if not writable:
            self.warning = self.warning or "文件或它所在的文件夹不能写入，请换个位置或取得权限。"
        if self.warning:
            connection.refuse_writes(self._engine)
        else:
            self._migrate(version, migrations)

    def _migrate(self, version: int, migrations: Sequence[schema.Migration]) -> None:
        steps = schema.pending(version, migrations)
        if steps and version:
            self.back_up(backup.Reason.MIGRATE)
        for step in steps:
            with self._alone(), self._engine.begin() as link:
                schema.migrate(link, step)


def _require_new(path: Path) -> None:
    """Raise when an empty file stands where one with backups has been: no silent fresh start."""
    if earlier := backup.listed(path):
        raise DeskError(
            f"数据文件“{path.name}”不见了或者是空的，但它有备份。",
            f"请先恢复最近的备份：{earlier[0].path}；确实要从头建立时，请先移走备份文件夹。",
        )


def _trouble(link: Any, version: int, migrations: Sequence[schema.Migration]) -> str:
    """Return why a file of ours (driver's connection) may only be read, "" when it is sound."""
    newest = max(step.version for step in migrations)
    if version > newest:
        return (
            f"这个数据文件由更新的版本建立（格式 {version}，本程序只认到 {newest}）。"
            "请安装新版本后再修改。"
        )
    fault = backup.fault_of(link)
    return f"{fault}请从“备份”中恢复最近一份完好的备份。" if fault else ""
