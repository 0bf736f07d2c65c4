"""One hardened connection to a data file, and who holds the file."""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from ssj_desktop import paths
from ssj_desktop.errors import DeskError

# 3.51.3 mends the WAL-reset bug that the systems' own SQLite still has.
_OLDEST_SQLITE = (3, 51, 3)

_PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = FULL",
)


def connect(path: Path) -> Engine:
    """Return an engine over one exclusive connection to ``path``, held until it is disposed of.

    Every transaction is BEGIN IMMEDIATE. The file is created when it is not there.

    Raises:
        DeskError: another program holds the file, or it is no database.
    """
    if dbapi2.sqlite_version_info < _OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} is too old for safe commits")
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _exclusive(path),
        poolclass=StaticPool,
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )
    event.listen(engine, "begin", _begin)
    return engine


def refuse_writes(engine: Engine) -> None:
    """Let ``engine`` read only. (``mode=ro`` would not do: it can't replay a hot journal.)"""
    with engine.connect() as link:
        link.exec_driver_sql("PRAGMA query_only = ON")
    engine.update_execution_options(begin="BEGIN")


def _begin(link: Connection) -> None:
    link.exec_driver_sql(link.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def _exclusive(path: Path) -> DBAPIConnection:
    # isolation_level None leaves transactions to the BEGIN above; the store's lock makes the
    # one connection safe to hand from thread to thread.
    connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=0.2
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        # The mode alone takes the lock only at the first write; an empty transaction takes it
        # now, and replays a hot journal on the way.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    except dbapi2.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise held(path) from error
        raise
    except dbapi2.DatabaseError as error:
        connection.close()
        raise DeskError(
            f"“{path.name}”打不开：内容已损坏，或者不是本程序的数据文件。",
            "请用“恢复备份”取回最近的备份。",
        ) from error
    return connection  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Holder:
    """Who has a data file open: a small file beside it, since the file itself is locked."""

    user: str
    host: str
    pid: int
    since: str

    @staticmethod
    def place(data: Path) -> Path:
        return data.with_name(data.name + ".holder")

    @classmethod
    def take(cls, data: Path, now: datetime) -> "Holder":
        """Write down that this process holds ``data``, and return what was written."""
        holder = cls(getpass.getuser(), platform.node(), os.getpid(), now.isoformat(" ", "seconds"))
        text = json.dumps(vars(holder), ensure_ascii=False)
        paths.write_bytes(cls.place(data), text.encode())
        return holder

    @classmethod
    def of(cls, data: Path) -> "Holder | None":
        """Return who was last written down for ``data``; None when nobody readable was."""
        with suppress(OSError, ValueError, TypeError):
            values: dict[str, Any] = json.loads(cls.place(data).read_text(encoding="utf-8"))
            return cls(**values)
        return None


def held(path: Path) -> DeskError:
    """Return the error for a data file that another program has open."""
    holder = Holder.of(path)
    who = (
        f"{holder.host} 上的 {holder.user} 自 {holder.since} 起正在使用它（进程 {holder.pid}）"
        if holder
        else "另一个程序正在使用它"
    )
    return DeskError(
        f"数据文件“{path.name}”打不开：{who}。",
        "请先在那边退出本程序；急用时可另存一份最近的备份查看。",
    )
