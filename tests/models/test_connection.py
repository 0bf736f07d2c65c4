"""The connection: hardened, alone from the first moment, and polite to files of others."""

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, driver, schema
from ssj_desktop.models.holder import Holder
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.models.store import Store
store = Store.open(Path(sys.argv[1]), lambda: datetime(2026, 4, 1, 8, 0))
print("open", flush=True)
sys.stdin.read()
"""


def _driver(store: Store) -> Any:
    with store.reading() as session:
        return session.connection().connection.driver_connection


def test_an_sqlite_with_the_wal_reset_bug_is_refused() -> None:
    driver.require_recent()
    driver.require_recent((3, 51, 3))
    with pytest.raises(RuntimeError, match=r"3\.51\.2"):
        driver.require_recent((3, 51, 2))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("locking_mode", "exclusive"),
        ("query_only", 0),
        ("application_id", 0x53534A31),
    ],
)
def test_every_pragma_is_in_force(store: Store, pragma: str, value: object) -> None:
    assert _driver(store).execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_every_transaction_is_begun_immediate(store: Store, tmp_path: Path) -> None:
    said: list[str] = []
    _driver(store).set_trace_callback(said.append)
    with store.reading() as session:
        assert session.get(Target, 1) is None
    with store.writing("张三", "新增") as change:
        change.session.add(Target(code="T1", name="甲厂"))
        change.say(code="T1")
    store.head()
    store.copy_to(tmp_path / "copy.ssj")
    _driver(store).set_trace_callback(None)
    begun = [statement for statement in said if statement.startswith("BEGIN")]
    assert len(begun) >= 3
    assert set(begun) == {"BEGIN IMMEDIATE"}


def test_a_second_program_is_told_who_holds_the_file_since_when_and_the_newest_backup(
    store: Store, child: Callable[..., Any]
) -> None:
    store.back_up(backup.Reason.START)
    newest = store.back_up(backup.Reason.MANUAL)
    store.close()
    other = child(HOLD, store.path)  # opens and writes nothing at all
    assert other.stdout.readline() == "open\n"

    with pytest.raises(DeskError) as told:
        Store.open(store.path, datetime.now)
    assert str(other.pid) in told.value.message
    assert "2026-04-01 08:00:00" in told.value.message
    assert str(newest.path) in told.value.hint
    stranger = dbapi2.connect(str(store.path), timeout=0.1)
    with pytest.raises(dbapi2.OperationalError, match="locked"):
        stranger.execute("SELECT count(*) FROM target").fetchone()
    stranger.close()

    holder = Holder.of(store.path)
    assert holder is not None
    assert holder.pid == other.pid  # our own failed try has not struck it out
    other.communicate("")
    Store.open(store.path, datetime.now).close()


def test_without_backup_and_holder_the_second_opening_is_still_told(store: Store) -> None:
    Holder.clear(store.path)
    with pytest.raises(DeskError) as told:
        Store.open(store.path, datetime.now)
    assert str(told.value).endswith("另一个程序正在使用它。请先在那边退出本程序。")


def test_the_holder_left_by_a_killed_program_is_overwritten(
    filled: Path, child: Callable[..., Any]
) -> None:
    other = child(HOLD, filled)
    assert other.stdout.readline() == "open\n"
    other.kill()
    other.wait()
    left = Holder.of(filled)
    assert left is not None
    assert left.pid == other.pid
    store = Store.open(filled, datetime.now)
    now = Holder.of(filled)
    store.close()
    assert now is not None
    assert now.pid == os.getpid()
    assert Holder.of(filled) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": "张三"}', "\x00"])
def test_an_unreadable_holder_names_nobody(tmp_path: Path, content: str) -> None:
    data = tmp_path / "x.ssj"
    Holder.place(data).write_text(content, encoding="utf-8")
    assert Holder.of(data) is None


def test_a_journal_left_hot_by_a_kill_is_replayed(killed_mid_write: Path) -> None:
    store = Store.open(killed_mid_write, datetime.now)
    assert store.warning == ""
    with store.reading() as session:
        link = session.connection()
        names = link.exec_driver_sql("SELECT DISTINCT name FROM target").scalars().all()
        assert link.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    store.close()
    assert names == ["厂" * 40]


def _foreign(path: Path, *statements: str) -> None:
    path.parent.mkdir(parents=True)
    link = dbapi2.connect(str(path), isolation_level=None)
    for statement in statements:
        link.execute(statement)
    link.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE target (id INTEGER PRIMARY KEY)",),
        ("PRAGMA journal_mode = WAL", "CREATE TABLE notes (text TEXT)"),
        ("PRAGMA application_id = 77", "CREATE TABLE notes (text TEXT)"),
        ("PRAGMA user_version = 1",),
    ],
)
def test_another_programs_sqlite_file_is_refused_and_left_as_it_was(
    data: Path, statements: tuple[str, ...]
) -> None:
    _foreign(data, *statements)
    before = data.read_bytes()
    with pytest.raises(DeskError, match="不是本程序的数据文件"):
        Store.open(data, datetime.now)
    assert data.read_bytes() == before
    assert list(data.parent.iterdir()) == [data]


@pytest.mark.parametrize("content", [b"xy", "名称,地址\n甲厂,某镇\n".encode() * 500])
def test_a_text_file_is_refused_and_left_as_it_was(data: Path, content: bytes) -> None:
    data.parent.mkdir(parents=True)
    data.write_bytes(content)
    with pytest.raises(DeskError, match="不是数据文件"):
        Store.open(data, datetime.now)
    assert data.read_bytes() == content
    assert list(data.parent.iterdir()) == [data]


def test_a_folder_in_the_files_place_and_a_file_in_the_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder.ssj").mkdir()
    with pytest.raises(DeskError, match=r"folder\.ssj.*打不开"):
        Store.open(tmp_path / "folder.ssj", datetime.now)
    (tmp_path / "file").write_text("")
    with pytest.raises(DeskError, match=r"x\.ssj.*打不开"):
        Store.open(tmp_path / "file" / "x.ssj", datetime.now)


def test_an_empty_file_becomes_a_data_file(data: Path) -> None:
    data.parent.mkdir(parents=True)
    data.touch()
    store = Store.open(data, datetime.now)
    assert store.warning == ""
    assert schema.stamp_of(_driver(store)) == (schema.APPLICATION_ID, schema.MIGRATIONS[-1].version)
    store.close()


def test_a_closed_store_does_not_open_its_file_again(store: Store) -> None:
    store.close()
    with pytest.raises(Exception, match="closed"):
        store.head()
    store.close()
    Store.open(store.path, datetime.now).close()


def test_the_connection_serves_any_thread(store: Store) -> None:
    heads: list[str] = []
    thread = threading.Thread(target=lambda: heads.append(store.head()))
    thread.start()
    thread.join()
    assert heads == ["0" * 64]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a user without rights")
def test_a_file_on_a_medium_that_cannot_be_written_opens_for_reading(
    filled: Path, child: Callable[..., Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:  # the tests' own folder is closed to others
        place = Path(folder) / "光盘"
        place.mkdir()
        for name, mode in (("sealed.ssj", 0o444), ("open.ssj", 0o666)):
            (place / name).write_bytes(filled.read_bytes())
            (place / name).chmod(mode)
        place.chmod(0o555)
        Path(folder).chmod(0o755)
        other = child(
            """
import os, sys, tempfile
from datetime import datetime
from pathlib import Path
from ssj_desktop.models.store import Store
with tempfile.TemporaryDirectory() as folder:  # imports all there is to import
    Store.open(Path(folder) / "x.ssj", datetime.now).close()
if os.getuid() == 0:
    os.setuid(65534)
for name in ("sealed.ssj", "open.ssj"):
    store = Store.open(Path(sys.argv[1]) / name, datetime.now)
    with store.reading() as session:
        print(session.connection().exec_driver_sql("SELECT count(*) FROM target").scalar_one())
    print(store.warning)
    store.close()
""",
            place,
        )
        warning = "文件或它所在的文件夹不能写入，请换个位置或取得权限。"
        assert other.communicate()[0].splitlines() == ["300", warning] * 2
        assert sorted(path.name for path in place.iterdir()) == ["open.ssj", "sealed.ssj"]
