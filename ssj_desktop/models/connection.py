"""One hardened connection to a data file, exclusive from the first moment."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, driver, schema

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
        DeskError: another program holds the file, it can't be opened, or it is not one of ours
            and was left as it was.
    """
    driver.require_recent()
    connection = _exclusive(path)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connection,  # once closed it stays closed, whoever asks again
        poolclass=StaticPool,
        hide_parameters=True,  # an error's text goes to the log, and a parameter may be secret
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )
    event.listen(engine, "begin", _begin)
    engine.connect().close()  # the pool closes only what it has once handed out
    return engine


def refuse_writes(engine: Engine) -> None:
    """Let ``engine`` read only. (``mode=ro`` would not do: it can't replay a hot journal.)"""
    with engine.connect() as link:
        link.exec_driver_sql("PRAGMA query_only = ON")
    engine.update_execution_options(begin="BEGIN")


def _begin(link: Connection) -> None:
    link.exec_driver_sql(link.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def _exclusive(path: Path) -> Any:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        link = driver.open_file(path)
    except (OSError, dbapi2.OperationalError) as error:
        raise _unopened(path, error) from error
    try:
        _harden(link, path)
    except dbapi2.DatabaseError as error:
        link.close()
        raise _unopened(path, error) from error
    except DeskError:
        link.close()
        raise
    return link


def _harden(link: Any, path: Path) -> None:
    for pragma in _PRAGMAS:
        link.execute(pragma)
    # The mode alone takes the lock only at the first write; an empty transaction takes it
    # now, and replays a hot journal on the way.
    link.execute("BEGIN EXCLUSIVE")
    link.execute("COMMIT")
    application, version = schema.stamp_of(link)
    tables = link.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != schema.APPLICATION_ID and (application or version or tables):
        raise DeskError(f"“{path.name}”不是本程序的数据文件。", "请选择扩展名为 .ssj 的数据文件。")
    # Last, for it rewrites the header of a file that was in WAL mode.
    link.execute("PRAGMA journal_mode = TRUNCATE")


def _unopened(path: Path, error: Exception) -> DeskError:
    if driver.is_busy(error):
        return backup.held(path)
    return DeskError(
        f"“{path.name}”打不开：{driver.plain_words(error) or error}。",
        "请检查所选的文件和它所在的文件夹；文件损坏了，请用旁边“备份”文件夹里最近的一份恢复。",
    )
