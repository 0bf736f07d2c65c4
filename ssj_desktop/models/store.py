"""The data file: opened once, read and written only through transactions, journalled."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import Session, select

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, connection, journal, schema
from ssj_desktop.models.journal import JournalEntry

Clock = Callable[[], datetime]


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

    def __init__(self, path: Path, engine: Engine, clock: Clock, warning: str) -> None:
        self.path = path
        self.clock = clock
        self.warning = warning
        self._engine = engine
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock,
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
    ) -> "Store":
        """Open ``path``, create or migrate it, check it, and write down who holds it.

        A newer or damaged file is opened for reading only, with ``warning`` set.

        Raises:
            DeskError: another program holds the file, or it is not one of ours.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = connection.connect(path)
        try:
            store = cls(path, engine, clock, _trouble(engine, path, migrations))
            if store.warning:
                connection.refuse_writes(engine)
            else:
                store._migrate(migrations)
            connection.Holder.take(path, clock())
        except BaseException:
            engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._engine.dispose()
            connection.Holder.place(self.path).unlink(missing_ok=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose reads all see one state; whatever it changes is dropped."""
        with self._lock, Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, who: str, verb: str) -> Iterator[Change]:
        """Run one verb: the block's changes and its journal entry are committed together.

        An exception rolls everything back; a block that says nothing leaves no entry.
        """
        if self.warning:
            raise DeskError("数据文件现在只能查看，不能修改。", self.warning)
        with self.reading() as session:
            change = Change(session)
            yield change
            session.flush()
            if change.what:
                head = self._head(session)
                session.add(journal.entry_after(head, self.clock(), who, verb, change.what))
            session.commit()

    def head(self) -> str:
        """Return the journal's head, 64 zeros while nothing has been journalled."""
        with self.reading() as session:
            return self._head(session)

    def copy_to(self, draft: Path) -> None:
        """Copy the live file by SQLite's backup call, the only way that sees no half write."""
        with self._lock, self._engine.connect() as link:
            backup.copy(link.connection.driver_connection, draft)

    def row_counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        with self._lock, self._engine.connect() as link:
            return backup.row_counts(link.connection.driver_connection)

    @staticmethod
    def _head(session: Session) -> str:
        query = select(JournalEntry.head).order_by(JournalEntry.id.desc()).limit(1)  # type: ignore[union-attr]
        return session.exec(query).first() or journal.GENESIS

    def _migrate(self, migrations: Sequence[schema.Migration]) -> None:
        with self._engine.connect() as link:
            version = schema.version_of(link)
        steps = schema.pending(version, migrations)
        if steps and version:
            backup.take(self, backup.Reason.MIGRATE)
        for step in steps:
            with self._engine.begin() as link:
                schema.migrate(link, step)


def _trouble(engine: Engine, path: Path, migrations: Sequence[schema.Migration]) -> str:
    """Return why the file may only be read, "" when it is sound."""
    with engine.connect() as link:
        version = schema.version_of(link)
        if _foreign(link, version):
            raise DeskError(
                f"“{path.name}”不是本程序的数据文件。", "请选择扩展名为 .ssj 的数据文件。"
            )
        newest = max(step.version for step in migrations)
        if version > newest:
            return (
                f"这个数据文件由更新的版本建立（格式 {version}，本程序只认到 {newest}）。"
                "请安装新版本后再修改。"
            )
        fault = backup.fault_of(link.connection.driver_connection) if version else ""
        return f"{fault}请从“备份”中恢复最近一份完好的备份。" if fault else ""


def _foreign(link: Connection, version: int) -> bool:
    ours = link.exec_driver_sql("PRAGMA application_id").scalar_one() == schema.APPLICATION_ID
    tables = link.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    return not ours and bool(tables or version)
