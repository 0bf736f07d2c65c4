"""Backups looked into before they are put back, and a second place that is not forgotten."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.backups import Backups
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.backup import Difference
from ssj_desktop.models import backup
from tests.desk.office import OFFICE, code, drawn, ticking


class SetClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 8, 9, 0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(data: Path, clock: SetClock) -> Iterator[Desk]:
    with Desk.open(data, "小李", clock) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The folder on another disk."""
    place = tmp_path / "U 盘" / "双随机 [备份]"
    place.mkdir(parents=True)
    return place


def visit(desk: Desk, day: int) -> None:
    desk.targets.record_visit(code(1), date(2025, 12, day), "key", "台账")


# --- looking into one -------------------------------------------------------------------------


def test_a_backup_says_what_it_holds_and_what_was_done_last(desk: Desk, clock: SetClock) -> None:
    drawn(desk)
    clock.now = datetime(2026, 1, 8, 10, 30)
    visit(desk, 3)
    taken = desk.backups.take()
    visit(desk, 4)
    before = taken.path.read_bytes()
    facts = Backups.look(taken.path)
    assert (facts.number, facts.taken_at, facts.reason) == (taken.number, clock.now, "手工")
    assert (facts.fault, facts.size) == ("", len(before))
    # 40 sites and 7 people were imported (tests/desk/office.py), no check items, one draw held.
    assert (facts.targets, facts.inspectors, facts.items, facts.draws) == (40, 7, 0, 1)
    assert facts.entries == desk.journal.state().count - 1
    assert (facts.last_entry_at, facts.last_entry_words) == (clock.now, "补录检查")
    assert taken.path.read_bytes() == before
    assert len(list(taken.path.parent.glob(f"{taken.path.name}*"))) == 1


def test_a_renamed_backup_can_be_looked_into(desk: Desk, tmp_path: Path) -> None:
    renamed = shutil.copy(desk.backups.take().path, tmp_path / "王队长那份.ssj")
    facts = Backups.look(Path(renamed))
    assert (facts.fault, facts.number, facts.reason, facts.targets) == ("", 0, "", 40)
    assert facts.taken_at == datetime.fromtimestamp(Path(renamed).stat().st_mtime)


@pytest.mark.parametrize("how", ["cut", "text", "gone", "folder"])
def test_a_spoilt_backup_says_so_and_counts_nothing(desk: Desk, how: str) -> None:
    path = desk.backups.take().path
    content = path.read_bytes()
    path.unlink()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "text":
        path.write_text("甲厂,某镇\n" * 1000, encoding="utf-8")
    elif how == "folder":
        path.mkdir()
    facts = Backups.look(path)
    assert facts.fault
    assert (facts.targets, facts.entries, facts.last_entry_at) == (0, 0, None)
    with pytest.raises(DeskError, match="不能用"):
        desk.backups.differs(path)
    assert path.exists() == (how != "gone")


# --- what putting it back would do --------------------------------------------------------------


def test_restoring_an_older_backup_names_what_was_done_since(desk: Desk) -> None:
    taken = desk.backups.take()
    assert desk.backups.differs(taken.path).words == "这份备份与现在的数据文件内容相同。"
    for day in range(1, 8):
        visit(desk, day)
    difference = desk.backups.differs(taken.path)
    assert (difference.lost, difference.gained) == (7, 0)
    days = [line.detail.partition("2025-12-")[2][:2] for line in difference.newest]
    assert days == ["07", "06", "05", "04", "03"]
    assert difference.words == "恢复后，此后的 7 条操作将不在数据文件里（原文件另存一旁）。"


def test_after_a_restore_the_newer_backup_offers_to_bring_back_what_it_has(
    data: Path, clock: SetClock
) -> None:
    with Desk.open(data, "小李", clock) as desk:
        older = desk.backups.take()
        visit(desk, 1)
        visit(desk, 2)
        newer = desk.backups.take()
    Backups.restore(older.path, data)
    with Desk.open(data, "小李", clock) as again:
        difference = again.backups.differs(newer.path)
        assert (difference.lost, difference.gained) == (0, 2)
        assert difference.words == "备份里另有 2 条操作会回来。"
        visit(again, 9)
        difference = again.backups.differs(newer.path)
        assert (difference.lost, difference.gained) == (1, 2)
        assert "此后的 1 条操作将不在" in difference.words
        assert difference.words.endswith("备份里另有 2 条操作会回来。")


def test_another_offices_backup_is_recognised_as_none_of_this_files(
    desk: Desk, tmp_path: Path
) -> None:
    with Desk.open(tmp_path / "邻县.ssj", "老王", ticking()) as other:
        other.offices.set_up(OFFICE)
        theirs = other.backups.take()
    difference = desk.backups.differs(theirs.path)
    count = desk.journal.state().count
    assert (difference.common, difference.lost, difference.gained) == (0, count, 1)
    assert difference.words.startswith("这份备份不是现在这个数据文件的。")


def test_the_words_of_a_difference() -> None:
    assert "此后的 37 条操作" in Difference(100, 37, (), 0).words
    assert Difference(3, 0, (), 0).words == "这份备份与现在的数据文件内容相同。"


# --- the second place ---------------------------------------------------------------------------


def copies(desk: Desk, stick: Path) -> list[Path]:
    return [found.path for found in backup.listed(desk.store.path, stick)]


def test_a_copy_in_the_second_place_holds_the_present_state_and_can_be_put_back(
    data: Path, stick: Path, clock: SetClock
) -> None:
    with Desk.open(data, "小李", clock) as desk:
        visit(desk, 1)
        copy = desk.backups.copy_to(stick)
        assert list(stick.iterdir()) == [copy]
        assert desk.backups.differs(copy).lost == 0
        assert desk.backups.second_taken(stick) == clock.now
        count = desk.journal.state().count
        visit(desk, 2)
    data.unlink()
    shutil.rmtree(backup.folder_of(data))  # the disk has died, and this is the new one
    Backups.restore(copy, data)
    with Desk.open(data, "小李", clock) as again:
        assert again.journal.state().count == count


def test_copying_the_same_state_again_leaves_one_copy(desk: Desk, stick: Path) -> None:
    first = desk.backups.copy_to(stick)
    assert desk.backups.copy_to(stick) == first
    first.write_bytes(first.read_bytes()[:-1])  # spoilt there meanwhile
    second = desk.backups.copy_to(stick)
    assert Backups.look(second).fault == ""
    assert copies(desk, stick) == [second, first]


def test_a_spoilt_backup_is_not_copied_but_taken_anew(desk: Desk, stick: Path) -> None:
    newest = desk.backups.take().path
    content = newest.read_bytes()
    newest.write_bytes(content[: 9 * 4096] + b"\xa5" * 4096 + content[10 * 4096 :])
    assert Backups.look(desk.backups.copy_to(stick)).fault == ""


def test_the_newest_ten_stay_and_other_files_are_left_alone(desk: Desk, stick: Path) -> None:
    (stick / ".别人的.part").write_text("not ours")
    (stick / "别的-000001-20260401T093015-start.ssj").write_text("another file's")
    made = []
    for day in range(1, 13):
        visit(desk, day)
        made.append(desk.backups.copy_to(stick))
    assert copies(desk, stick) == made[:1:-1]
    assert len(list(stick.iterdir())) == 10 + 2


def test_copies_of_a_file_whose_own_count_began_anew_are_the_newest_there(
    data: Path, stick: Path, clock: SetClock
) -> None:
    with Desk.open(data, "小李", clock) as desk:
        for day in range(1, 4):
            visit(desk, day)
            desk.backups.take()
            desk.backups.copy_to(stick)
    shutil.rmtree(backup.folder_of(data))  # moved to another computer without its backups
    clock.now += timedelta(days=1)
    with Desk.open(data, "小李", clock) as moved:
        visit(moved, 9)
        copy = moved.backups.copy_to(stick)
        assert copies(moved, stick)[0] == copy
        assert moved.backups.second_taken(stick) == clock.now


def beside(data: Path) -> Path:
    return data.parent


def inside(data: Path) -> Path:
    deep = backup.folder_of(data) / "深处"
    deep.mkdir()
    return deep


@pytest.mark.parametrize("place", [beside, backup.folder_of, inside])
def test_a_place_that_would_die_with_the_file_is_refused(
    desk: Desk, place: Callable[[Path], Path]
) -> None:
    with pytest.raises(DeskError, match="不能和数据文件放在一起"):
        desk.backups.copy_to(place(desk.store.path))


def test_a_disk_that_is_not_plugged_in_is_told_and_no_folder_made_in_its_stead(
    desk: Desk, stick: Path
) -> None:
    stick.rmdir()
    with pytest.raises(DeskError, match="打不开"):
        desk.backups.copy_to(stick)
    assert not stick.exists()
    assert desk.backups.second_taken(stick) is None


# --- the reminder -------------------------------------------------------------------------------


def test_after_seven_days_without_a_copy_the_second_place_reminds(
    desk: Desk, stick: Path, clock: SetClock
) -> None:
    place = str(stick)
    assert "还没有设置第二备份" in desk.backups.second_due("")
    assert desk.backups.second_due(place) == "第二备份还没有做过。"
    desk.backups.copy_to(stick)
    assert desk.backups.second_due(place) == ""
    clock.now += timedelta(days=9)
    assert desk.backups.second_due(f"{place}/") == ""  # nothing has been done since
    visit(desk, 1)
    assert desk.backups.second_due(place) == "第二备份已 9 天没有更新。"
    clock.now -= timedelta(days=2, seconds=1)  # seven days less a second
    assert desk.backups.second_due(place) == ""
    clock.now = datetime(2010, 1, 1)  # a flat battery
    assert desk.backups.second_due(place) == ""


def test_an_unplugged_disk_is_asked_for_only_when_it_is_due(
    desk: Desk, stick: Path, clock: SetClock
) -> None:
    desk.backups.copy_to(stick)
    visit(desk, 1)
    stick.rename(stick.with_name("拔下"))
    assert desk.backups.second_due(str(stick)) == ""
    clock.now += timedelta(days=8)
    assert desk.backups.second_due(str(stick)) == "第二备份已 8 天没有更新，请接上移动硬盘。"
    assert "打不开" in desk.backups.second_due(str(stick.with_name("另一个")))


def test_a_wiped_second_place_is_noticed_at_once(desk: Desk, stick: Path) -> None:
    desk.backups.copy_to(stick).unlink()
    assert desk.backups.second_due(str(stick)) == "第二备份还没有做过。"


def test_a_spoilt_memory_of_the_last_copy_costs_nothing_but_an_early_reminder(
    desk: Desk, stick: Path, clock: SetClock
) -> None:
    desk.backups.copy_to(stick)
    memory = backup.folder_of(desk.store.path) / "第二备份.json"
    assert memory.is_file()
    for content in (b"\xff", b"[]", b'{"folder": 1}', b'{"folder": "x", "at": 7, "head": ""}'):
        memory.write_bytes(content)
        assert desk.backups.second_due(str(stick)) == ""
    clock.now += timedelta(days=7)
    assert desk.backups.second_due(str(stick)) == "第二备份已 7 天没有更新。"


def test_a_copy_is_announced(desk: Desk, stick: Path) -> None:
    desk.backups.copy_to(stick)
    heard: list[str] = []
    desk.listen(heard.append)
    desk.backups.copy_to(stick)
    assert heard == ["backups"]
