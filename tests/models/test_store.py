"""The data file: a verb is a transaction, and nothing is half done."""

import re
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, select

import ssj_desktop
from ssj_desktop import lottery
from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, draw_log, journal, schema
from ssj_desktop.models.holder import Holder
from ssj_desktop.models.journal import JournalEntry
from ssj_desktop.models.lottery import Draw, Meeting
from ssj_desktop.models.record import SiteRecord
from ssj_desktop.models.roster import Recusal, Target
from ssj_desktop.models.store import Store

PAGE = 4096


def _entries(store: Store) -> list[JournalEntry]:
    with store.reading() as session:
        return list(session.exec(select(JournalEntry)))


def _targets(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.exec(select(Target.code)))


def _add(store: Store, code: str) -> None:
    with store.writing("张三", "新增") as change:
        change.session.add(Target(code=code, name="甲厂"))
        change.say(code=code)


def test_a_verb_is_kept_with_its_journal_entry_through_closing_and_opening(
    store: Store, clock: Callable[[], datetime]
) -> None:
    _add(store, "T1")
    head = store.head()
    store.close()
    again = Store.open(store.path, clock)
    assert _targets(again) == ["T1"]
    (entry,) = _entries(again)
    said = (entry.id, entry.at, entry.who, entry.verb, entry.what)
    assert said == (1, "2026-04-01T09:30:15", "张三", "新增", '{"code":"T1"}')
    assert again.head() == entry.head == head
    again.close()


def test_an_exception_leaves_neither_change_nor_entry(store: Store) -> None:
    def fail() -> None:
        with store.writing("张三", "新增") as change:
            change.session.add(Target(code="T1", name="甲厂"))
            change.session.flush()
            change.say(code="T1")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert _targets(store) == []
    assert store.head() == journal.GENESIS


def test_what_the_journal_cannot_say_is_not_done(store: Store) -> None:
    def fail() -> None:
        with store.writing("张三", "新增") as change:
            change.session.add(Target(code="T1", name="甲厂"))
            change.say(when=datetime(2026, 4, 1))

    with pytest.raises(TypeError):
        fail()
    assert _targets(store) == []
    assert _entries(store) == []


def test_a_verb_that_says_nothing_changes_nothing(store: Store) -> None:
    with store.writing("张三", "新增") as change:
        change.session.add(Target(code="T1", name="甲厂"))
        change.session.flush()
    assert _targets(store) == []
    assert _entries(store) == []


def test_what_a_reader_changes_is_dropped(store: Store) -> None:
    with store.reading() as session:
        session.add(Target(code="T1", name="甲厂"))
        session.flush()
    assert _targets(store) == []


def test_foreign_keys_hold(store: Store) -> None:
    def fail() -> None:
        with store.writing("张三", "回避") as change:
            change.session.add(Recusal(inspector_id=99, reason="亲属"))
            change.say(inspector=99)

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        fail()
    assert _entries(store) == []


@pytest.mark.parametrize("second", ["reading", "writing", "copy_to", "head"])
def test_a_transaction_inside_a_transaction_is_a_bug_that_shows(
    store: Store, tmp_path: Path, second: str
) -> None:
    def use() -> None:
        if second == "reading":
            with store.reading():
                pass
        elif second == "writing":
            _add(store, "T2")
        elif second == "copy_to":
            store.copy_to(tmp_path / "copy.ssj")
        else:
            store.head()

    with store.writing("张三", "新增") as change:
        change.session.add(Target(code="T1", name="甲厂"))
        change.say(code="T1")
        with pytest.raises(RuntimeError, match="in use"):
            use()
    assert _targets(store) == ["T1"]


def test_threads_take_turns_and_the_chain_stays_whole(store: Store) -> None:
    def work(name: str) -> None:
        for n in range(20):
            _add(store, f"{name}{n}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_targets(store)) == len(_entries(store)) == 60
    rows = [(e.id or 0, e.at, e.who, e.verb, e.what, e.head) for e in _entries(store)]
    assert journal.first_break(rows) is None


NEWEST = schema.MIGRATIONS[-1].version


def _two_statements(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO target (nonsense) VALUES (1)")


def _one_statement(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE extra (id INTEGER PRIMARY KEY)")


def _shape(path: Path) -> tuple[object, ...]:
    link = dbapi2.connect(str(path))
    version = link.execute("PRAGMA user_version").fetchone()
    tables = link.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
    rows = link.execute("SELECT * FROM target ORDER BY id").fetchall()
    link.close()
    return version, tables, rows


def test_a_failed_migration_leaves_nothing_but_a_backup(
    filled: Path, clock: Callable[[], datetime]
) -> None:
    before = _shape(filled)
    with pytest.raises(DBAPIError, match="nonsense"):
        Store.open(
            filled, clock, (*schema.MIGRATIONS, schema.Migration(NEWEST + 1, _two_statements))
        )
    assert _shape(filled) == before
    assert Holder.of(filled) is None
    (taken,) = backup.listed(filled)
    assert taken.reason is backup.Reason.MIGRATE
    assert _shape(taken.path) == before
    again = Store.open(filled, clock)
    assert again.warning == ""
    again.close()


def test_a_migration_runs_once_after_a_backup_and_keeps_what_succeeded_before_it(
    filled: Path, clock: Callable[[], datetime]
) -> None:
    second = schema.Migration(NEWEST + 1, _one_statement)
    with pytest.raises(DBAPIError, match="already exists"):
        Store.open(
            filled,
            clock,
            (*schema.MIGRATIONS, second, schema.Migration(NEWEST + 2, _two_statements)),
        )
    assert _shape(filled)[0] == (NEWEST + 1,)
    Store.open(filled, clock, (*schema.MIGRATIONS, second)).close()
    assert len(backup.listed(filled)) == 1


def test_a_file_of_the_version_before_the_field_records_gets_their_tables(
    data: Path, clock: Callable[[], datetime]
) -> None:
    before = Store.open(data, clock, schema.MIGRATIONS[:1])
    _add(before, "T1")
    before.close()
    store = Store.open(data, clock)
    assert store.warning == ""
    assert _targets(store) == ["T1"]
    with store.reading() as session:
        assert session.exec(select(SiteRecord)).all() == []
    store.close()
    (taken,) = backup.listed(data)
    assert taken.reason is backup.Reason.MIGRATE


@pytest.mark.skipif(sys.platform == "win32", reason="links need an administrator")
def test_without_its_backup_a_migration_does_not_begin(
    filled: Path, clock: Callable[[], datetime]
) -> None:
    backup.folder_of(filled).symlink_to("a disk that is unplugged")
    before = _shape(filled)
    with pytest.raises(DeskError, match="没有写成"):
        Store.open(
            filled, clock, (*schema.MIGRATIONS, schema.Migration(NEWEST + 1, _one_statement))
        )
    assert _shape(filled) == before


def _read_only(path: Path, warning: str) -> None:
    """Assert that ``path`` opens for reading with ``warning`` and is not changed by that."""
    before = path.read_bytes()
    store = Store.open(path, datetime.now)
    assert re.search(warning, store.warning)
    with pytest.raises(DeskError, match="只能查看"):
        _add(store, "new")
    with store.reading() as session, pytest.raises(DBAPIError, match="readonly"):
        session.connection().exec_driver_sql("DELETE FROM visit")
    store.back_up_if_changed(backup.Reason.CLOSE)
    store.close()
    assert path.read_bytes() == before
    assert backup.listed(path) == []


def test_a_newer_file_opens_for_reading_and_says_so(filled: Path) -> None:
    link = dbapi2.connect(str(filled), isolation_level=None)
    link.execute("PRAGMA user_version = 9")
    link.close()
    _read_only(filled, f"更新的版本建立（格式 9，本程序只认到 {NEWEST}）")
    store = Store.open(filled, datetime.now)
    assert len(_targets(store)) == 300
    store.close()


def test_a_file_that_lost_its_format_number_opens_for_reading(filled: Path) -> None:
    link = dbapi2.connect(str(filled), isolation_level=None)
    link.execute("PRAGMA user_version = 0")
    link.close()
    _read_only(filled, "不是本程序的数据文件")


@pytest.mark.parametrize(
    ("edit", "at"),
    [
        ("UPDATE journalentry SET who = '王五' WHERE id = 7", 7),
        ("UPDATE journalentry SET what = replace(what, '某', '他') WHERE id = 30", 30),
        ("DELETE FROM journalentry WHERE id = 12", 12),
        ("DELETE FROM journalentry WHERE id = 1", 1),
        ("UPDATE journalentry SET id = id + 1000 WHERE id = 30", 30),
        ("UPDATE journalentry SET at = '2020-01-01T00:00:00' WHERE id = 1", 1),
    ],
)
def test_a_journal_edited_by_another_program_opens_for_reading(
    filled: Path, edit: str, at: int
) -> None:
    _without_triggers(filled, edit)
    _read_only(filled, f"操作日志从第 {at} 条起对不上")


def test_a_journal_with_bytes_for_text_opens_for_reading(filled: Path) -> None:
    _without_triggers(filled, "UPDATE journalentry SET what = x'00ff' WHERE id = 3")
    _read_only(filled, "已损坏")


def _without_triggers(path: Path, edit: str) -> None:
    link = dbapi2.connect(str(path), isolation_level=None)
    names = link.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        link.execute(f"DROP TRIGGER {name}")
    assert link.execute(edit).rowcount == 1
    link.close()


def _told(path: Path) -> bool:
    """Open a file that may be damaged; tell whether the program noticed, in its own words."""
    try:
        store = Store.open(path, datetime.now)
    except DeskError:
        return True
    warning = store.warning
    store.close()
    return bool(warning)


@pytest.mark.parametrize("filling", [b"\x00", b"\xa5"])
def test_a_page_overwritten_anywhere_is_noticed_and_told(filled: Path, filling: bytes) -> None:
    whole = filled.read_bytes()
    assert len(whole) > 20 * PAGE
    for start in range(0, len(whole), PAGE):
        filled.write_bytes(whole[:start] + filling * PAGE + whole[start + PAGE :])
        assert _told(filled), f"page {start // PAGE + 1}"


def test_an_index_that_lost_step_with_its_table_opens_for_reading(filled: Path) -> None:
    link = dbapi2.connect(str(filled), isolation_level=None)
    query = "SELECT * FROM sqlite_schema WHERE name = 'ix_target_name'"
    entry = link.execute(query).fetchone()
    for statement, values in (
        ("DELETE FROM sqlite_schema WHERE name = 'ix_target_name'", ()),
        ("UPDATE target SET name = '乙厂' WHERE id = 5", ()),
        ("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", entry),
    ):
        link.execute("PRAGMA writable_schema = ON")
        link.execute(statement, values)
        link.close()
        link = dbapi2.connect(str(filled), isolation_level=None)
    link.close()
    _read_only(filled, "文件内容已损坏")


def test_a_file_cut_off_anywhere_is_noticed_and_told(filled: Path) -> None:
    whole = filled.read_bytes()
    for length in (2, 50, 100, 1000, *range(PAGE, len(whole), 5 * PAGE), len(whole) - PAGE):
        filled.write_bytes(whole[:length])
        assert _told(filled), length


@pytest.mark.parametrize("lost", ["emptied", "gone"])
def test_an_emptied_or_vanished_file_with_backups_is_no_fresh_start(
    store: Store, lost: str
) -> None:
    newest = store.back_up(backup.Reason.MANUAL)
    store.close()
    if lost == "emptied":
        store.path.write_bytes(b"")
    else:
        store.path.unlink()
    for _ in range(2):
        with pytest.raises(DeskError) as told:
            Store.open(store.path, datetime.now)
        assert str(newest.path) in told.value.hint
    backup.restore(newest.path, store.path, datetime(2026, 4, 1))
    Store.open(store.path, datetime.now).close()


def test_a_full_disk_is_told_and_the_verb_leaves_nothing(
    filled: Path, child: Callable[..., Any]
) -> None:
    pytest.importorskip("resource", reason="Windows has no limit on a file's size")
    before = _shape(filled)
    other = child(
        """
import resource, sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.errors import DeskError
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store
store = Store.open(Path(sys.argv[1]), datetime.now)
head = store.head()
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
try:
    with store.writing("张三", "导入") as change:
        change.session.add_all(Target(code=f"N{n}", name="厂" * 200) for n in range(3000))
        change.say(rows=3000)
except DeskError as error:
    print(error)
print(store.head() == head)
store.close()
""",
        filled,
    )
    told, same_head = other.communicate()[0].splitlines()
    assert "磁盘已满" in told
    assert same_head == "True"
    assert _shape(filled) == before


def test_the_package_makes_one_session_and_commits_in_one_place() -> None:
    package = Path(ssj_desktop.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert len(re.findall(r"\bSession\(", text)) == 1
    assert len(re.findall(r"\.commit\(", text)) == 1


def test_a_changed_draw_is_found_at_the_next_opening(data: Path) -> None:
    store = Store.open(data, datetime.now)
    with store.writing("小李", "draw") as change:
        _write_draw(change.session)
        change.say(draw="CS-2026Q1-01")
    store.close()
    with closing(dbapi2.connect(str(data), isolation_level=None)) as link:
        link.execute("DROP TRIGGER drawevent_no_update")
        link.execute(
            "UPDATE drawevent SET text = replace(text, '某企业', '某某企业') WHERE seq = 0"
        )
    _read_only(data, "抽取 CS-2026Q1-01 的记录对不上，可能被人改动过")


def _write_draw(session: Session) -> None:
    """A freeze and its abort, chained as the protocol says."""
    now = datetime(2026, 1, 8, 9, 0)
    meeting = Meeting(
        year=2026, quarter=1, title="会", place="室", started=now, host="甲", operator="乙",
        recorder="丙",
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    draw = Draw(
        draw_id="CS-2026Q1-01", meeting_id=meeting.id, year=2026, quarter=1, frozen_at=now, basis={}
    )
    session.add(draw)
    session.flush()
    document = lottery.Document(
        draw_id="CS-2026Q1-01",
        prev=lottery.NO_HEAD,
        plan=(lottery.Slot("person", "甲", 6),),
        strata=(lottery.Stratum("一般", 1),),
        companies=(lottery.Company("A-1", "某企业", "一般", ()),),
        inspectors=(),
        recusals=(),
    )
    frozen = lottery.freeze(document)
    for transcript in (frozen, lottery.abort(frozen, "投影仪故障", "甲、乙")):
        draw_log.append(session, draw, transcript, {}, now)
        session.flush()


def _type(store: Store, name: str) -> None:
    """Go on typing the name of the site T1."""
    with store.writing("张三", "targets.save", goes_on=True) as change:
        site = change.session.exec(select(Target).where(Target.code == "T1")).one()
        site.name = name
        change.say(code="T1")


def test_what_goes_on_is_said_once_until_somebody_says_something_else(store: Store) -> None:
    _add(store, "T1")
    for name in ("甲", "甲乙", "甲乙丙"):
        _type(store, name)
    _add(store, "T2")
    _type(store, "甲乙丙丁")
    assert [entry.what for entry in _entries(store)] == [
        '{"code":"T1"}', '{"code":"T1"}', '{"code":"T2"}', '{"code":"T1"}',
    ]  # fmt: skip
    with store.reading() as session:
        assert session.exec(select(Target.name).where(Target.code == "T1")).one() == "甲乙丙丁"


def test_typing_that_goes_on_after_a_backup_is_in_the_backup_at_closing(store: Store) -> None:
    _add(store, "T1")
    _type(store, "甲")
    store.back_up(backup.Reason.MANUAL)
    _type(store, "甲乙")
    taken = store.back_up_if_changed(backup.Reason.CLOSE)
    assert taken
    link = dbapi2.connect(str(taken.path))
    assert link.execute("SELECT name FROM target").fetchall() == [("甲乙",)]
    link.close()
