"""Backups: only sound ones get a name, none that matters is thinned away, any comes back."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2
from sqlmodel import select

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup
from ssj_desktop.models.backup import Reason
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store

NOW = datetime(2026, 4, 1, 9, 30, 15)


def _codes(path: Path) -> list[str]:
    store = Store.open(path, lambda: NOW)
    assert store.warning == ""
    with store.reading() as session:
        codes = list(session.exec(select(Target.code)))
    store.close()
    return codes


def _add(store: Store, code: str) -> None:
    with store.writing("张三", "新增") as change:
        change.session.add(Target(code=code, name="甲厂"))
        change.say(code=code)


def _spoil(path: Path) -> None:
    """Overwrite the tenth page, in the middle of the file and in use."""
    content = path.read_bytes()
    path.write_bytes(content[: 9 * 4096] + b"\xa5" * 4096 + content[10 * 4096 :])


def test_a_backup_holds_what_the_open_file_holds_and_says_when_and_why(store: Store) -> None:
    _add(store, "T1")
    taken = store.back_up(Reason.DRAW)
    _add(store, "T2")
    assert backup.listed(store.path) == [taken]
    assert (taken.taken_at, taken.reason.label) == (NOW, "摇号后")
    assert _codes(taken.path) == ["T1"]
    assert [path.name for path in backup.folder_of(store.path).glob("*.part*")] == []


def test_the_newest_is_the_last_taken_even_in_one_second_or_with_the_clock_set_back(
    store: Store, clock: Any
) -> None:
    first = store.back_up(Reason.START)
    second = store.back_up(Reason.START)
    clock.now = datetime(2010, 1, 1)  # a flat battery
    third = store.back_up(Reason.START)
    assert backup.listed(store.path) == [third, second, first]
    assert len({first.path, second.path, third.path}) == 3


def test_nothing_new_means_no_new_backup(store: Store, clock: Callable[[], datetime]) -> None:
    _add(store, "T1")
    store.back_up_if_changed(Reason.CLOSE)
    store.close()
    again = Store.open(store.path, clock)
    again.back_up_if_changed(Reason.START)
    assert len(backup.listed(store.path)) == 1
    _add(again, "T2")
    again.back_up_if_changed(Reason.CLOSE)
    again.back_up_if_changed(Reason.CLOSE)
    again.close()
    assert len(backup.listed(store.path)) == 2


def test_a_spoilt_newest_backup_stands_for_nothing(store: Store) -> None:
    store.back_up(Reason.MANUAL).path.write_bytes(b"spoilt" * 1000)
    store.back_up_if_changed(Reason.CLOSE)
    assert len(backup.listed(store.path)) == 2


def test_files_with_other_names_are_no_backups(data: Path) -> None:
    folder = backup.folder_of(data)
    folder.mkdir(parents=True)
    for name in (
        f"{data.stem}-000001-20260401T093015-start - 副本.ssj",
        f"{data.stem}-000001-20261301T093015-start.ssj",
        f"{data.stem}-000001-20260401T093015-later.ssj",
        "别的-000001-20260401T093015-start.ssj",
        f".{data.stem}-000001-20260401T093015-start.ssj.part",
    ):
        (folder / name).touch()
    assert backup.listed(data) == []


def test_on_a_full_disk_a_backup_fails_aloud_and_gets_no_name(
    filled: Path, child: Callable[..., Any]
) -> None:
    pytest.importorskip("resource", reason="Windows has no limit on a file's size")
    other = child(
        """
import resource, sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup
from ssj_desktop.models.store import Store
store = Store.open(Path(sys.argv[1]), datetime.now)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    store.back_up(backup.Reason.MANUAL)
except DeskError as error:
    print(error)
store.close()
""",
        filled,
    )
    assert "也可能已满" in other.communicate()[0]
    assert list(backup.folder_of(filled).iterdir()) == []


def test_a_damaged_file_yields_no_backup(filled: Path) -> None:
    _spoil(filled)
    store = Store.open(filled, lambda: NOW)
    assert store.warning
    with pytest.raises(DeskError, match="已损坏"):
        store.back_up(Reason.MANUAL)
    store.close()
    assert list(backup.folder_of(filled).iterdir()) == []


# --- thinning ---------------------------------------------------------------------------------


def _shelve(data: Path, shelf: list[tuple[datetime, Reason]]) -> None:
    """Lay out backups by their names alone, oldest first; thinning looks at no more."""
    folder = backup.folder_of(data)
    folder.mkdir(parents=True)
    for number, (taken, reason) in enumerate(shelf, start=1):
        (folder / f"{data.stem}-{number:06d}-{taken:%Y%m%dT%H%M%S}-{reason.value}.ssj").touch()


def test_of_two_backups_a_day_through_a_year_fifty_one_are_left(data: Path) -> None:
    # 2025-01-01 .. 2025-12-31, at 8 and 17 o'clock. The last of each of the newest 30 days
    # (2..31 December): 30. Of the newest ten, five are mornings: 27..31 December: 5. The last
    # of each month: 11 more, December's is counted. 30 + 5 + 11 = 46; and five draws at noon
    # on old days: 51.
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]
    shelf = [(datetime(d.year, d.month, d.day, h), Reason.START) for d in days for h in (8, 17)]
    draws = [(datetime(2025, month, 10, 12), Reason.DRAW) for month in (1, 2, 4, 7, 10)]
    _shelve(data, sorted(shelf + draws, key=lambda row: row[0]))
    backup.thin(data)
    left = [(b.taken_at, b.reason) for b in backup.listed(data)]
    assert len(left) == 51
    assert set(draws) <= set(left)
    assert (datetime(2025, 1, 31, 17), Reason.START) in left
    assert (datetime(2025, 1, 31, 8), Reason.START) not in left
    assert (datetime(2025, 12, 2, 17), Reason.START) in left
    assert (datetime(2025, 12, 1, 17), Reason.START) not in left
    assert (datetime(2025, 12, 27, 8), Reason.START) in left
    assert (datetime(2025, 12, 26, 8), Reason.START) not in left


shelves = st.lists(
    st.tuples(
        st.datetimes(datetime(2025, 1, 1), datetime(2025, 4, 1)).map(
            lambda moment: moment.replace(microsecond=0)
        ),
        st.sampled_from(Reason),
    ),
    max_size=60,
)


@given(shelves)
def test_thinning_never_deletes_a_draws_backup_nor_one_of_the_newest_ten(
    shelf: list[tuple[datetime, Reason]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "x.ssj"
        _shelve(data, shelf)  # in any order of time: clocks jump
        before = backup.listed(data)
        backup.thin(data)
        left = backup.listed(data)
        others = [b for b in before if b.reason is not Reason.DRAW]
        assert {b for b in before if b.reason is Reason.DRAW} | set(others[:10]) <= set(left)
        assert {f"{b.taken_at:%Y%m}" for b in before} == {f"{b.taken_at:%Y%m}" for b in left}
        backup.thin(data)
        assert backup.listed(data) == left


# --- restoring --------------------------------------------------------------------------------


def test_restoring_puts_the_backup_in_place_and_keeps_the_present_file_aside(store: Store) -> None:
    _add(store, "T1")
    taken = store.back_up(Reason.MANUAL)
    _add(store, "T2")
    store.close()
    aside = backup.restore(taken.path, store.path, NOW)
    assert aside is not None
    assert _codes(store.path) == ["T1"]
    assert _codes(aside) == ["T1", "T2"]
    again = backup.restore(taken.path, store.path, NOW)  # in the same second
    assert again is not None
    assert again != aside
    assert _codes(aside) == ["T1", "T2"]
    assert _codes(taken.path) == ["T1"]


def test_restoring_where_no_file_is_sets_nothing_aside(store: Store, tmp_path: Path) -> None:
    taken = store.back_up(Reason.MANUAL)
    target = tmp_path / "新 电脑" / "y.ssj"
    assert backup.restore(taken.path, target, NOW) is None
    assert _codes(target) == []
    assert [path.name for path in target.parent.iterdir()] == ["y.ssj"]


def test_restoring_over_an_open_file_is_refused(store: Store, child: Callable[..., Any]) -> None:
    taken = store.back_up(Reason.MANUAL)
    _add(store, "T1")
    with pytest.raises(DeskError, match="正在使用"):
        backup.restore(taken.path, store.path, NOW)
    store.close()
    other = child(
        """
import sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.models.store import Store
store = Store.open(Path(sys.argv[1]), datetime.now)
print("open", flush=True)
sys.stdin.read()
""",
        store.path,
    )
    assert other.stdout.readline() == "open\n"
    with pytest.raises(DeskError, match=rf"正在使用它（进程 {other.pid}）"):
        backup.restore(taken.path, store.path, NOW)
    other.communicate("")
    assert _codes(store.path) == ["T1"]
    assert not list(store.path.parent.glob("*恢复前*"))


def _not_a_backup(path: Path, how: str) -> None:
    if how == "damaged":
        _spoil(path)
    elif how == "text":
        path.write_text("甲厂,某镇\n" * 100, encoding="utf-8")
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:50_000])
    elif how == "foreign":
        path.unlink()
        link = dbapi2.connect(str(path), isolation_level=None)
        link.execute("CREATE TABLE journalentry (id, at, who, verb, what, head)")
        link.close()
    else:
        path.unlink()


@pytest.mark.parametrize("how", ["damaged", "text", "empty", "cut", "foreign", "gone"])
def test_what_is_no_sound_backup_is_refused_and_the_present_file_left_alone(
    filled: Path, how: str
) -> None:
    store = Store.open(filled, lambda: NOW)
    taken = store.back_up(Reason.MANUAL)
    store.close()
    before = filled.read_bytes()
    _not_a_backup(taken.path, how)
    with pytest.raises(DeskError, match="备份"):
        backup.restore(taken.path, filled, NOW)
    assert filled.read_bytes() == before
    assert not list(filled.parent.glob("*恢复前*"))


@pytest.mark.parametrize("damage", ["page", "header", "emptied"])
def test_restoring_over_a_damaged_file_keeps_even_that_aside(filled: Path, damage: str) -> None:
    store = Store.open(filled, lambda: NOW)
    taken = store.back_up(Reason.MANUAL)
    store.close()
    if damage == "page":
        _spoil(filled)
    elif damage == "header":
        filled.write_bytes(b"\x00" * 100 + filled.read_bytes()[100:])
    else:
        filled.write_bytes(b"")
    damaged = filled.read_bytes()
    aside = backup.restore(taken.path, filled, NOW)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert len(_codes(filled)) == 300


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A sound backup with one target, taken of another file."""
    store = Store.open(tmp_path / "b" / "other.ssj", lambda: NOW)
    _add(store, "T1")
    taken = store.back_up(Reason.MANUAL)
    store.close()
    return taken.path


def test_restoring_over_a_killed_programs_file_sets_its_last_sound_state_aside(
    killed_mid_write: Path, elsewhere: Path
) -> None:
    aside = backup.restore(elsewhere, killed_mid_write, NOW)
    assert aside is not None
    assert _codes(killed_mid_write) == ["T1"]
    assert len(_codes(aside)) == 300


@pytest.mark.parametrize("left", ["header destroyed", "gone"])
def test_a_stale_journal_is_never_replayed_into_the_restored_file(
    killed_mid_write: Path, elsewhere: Path, left: str
) -> None:
    data = killed_mid_write
    stale = data.with_name(data.name + "-journal").read_bytes()
    if left == "gone":
        data.unlink()
    else:
        data.write_bytes(b"\x00" * 100 + data.read_bytes()[100:])
    backup.restore(elsewhere, data, NOW)
    assert _codes(data) == ["T1"]
    if left == "gone":
        (kept,) = data.parent.glob("*恢复前*-journal")
        assert kept.read_bytes() == stale
