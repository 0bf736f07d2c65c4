"""What has changed is announced once it stands in the file, and no listener can undo it."""

import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from ssj_desktop.models.backup import Reason, folder_of
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store


def _add(store: Store, code: str, verb: str = "targets.save") -> None:
    with store.writing("张三", verb) as change:
        change.session.add(Target(code=code, name="甲厂"))
        change.say(code=code)


def _add_twice(store: Store, code: str) -> None:
    with store.writing("张三", "targets.save") as change:
        change.say(code=code)
        change.session.add_all(Target(code=code, name="甲厂") for _ in range(2))


@pytest.fixture
def heard(store: Store) -> list[str]:
    nouns: list[str] = []
    store.listen(nouns.append)
    return nouns


def test_a_commit_is_announced_under_its_noun(store: Store, heard: list[str]) -> None:
    _add(store, "T1")
    _add(store, "T2", "imports.confirm")
    assert heard == ["targets", "imports"]


def test_whatever_has_not_happened_is_not_announced(store: Store, heard: list[str]) -> None:
    with store.writing("张三", "targets.save"):
        pass
    with pytest.raises(IntegrityError):
        _add_twice(store, "T1")
    store.head()
    assert heard == []


def test_a_listener_may_read_what_was_committed_and_so_may_any_other_thread(store: Store) -> None:
    heads: list[str] = []

    def read(_: str) -> None:
        heads.append(store.head())
        other = threading.Thread(target=lambda: heads.append(store.head()))
        other.start()
        other.join(10)

    store.listen(read)
    _add(store, "T1")
    assert heads == [store.head()] * 2


def test_a_listeners_bug_reaches_the_hook_for_bugs_and_nobody_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: bugs.append(error))

    def stumble(_: str) -> None:
        raise RuntimeError("a page stumbled")

    heard: list[str] = []
    store.listen(stumble)
    store.listen(heard.append)
    before = store.head()
    _add(store, "T1")
    assert store.head() != before
    assert heard == ["targets"]
    assert [str(bug) for bug in bugs] == ["a page stumbled"]


def test_backups_are_announced_when_taken_when_failing_and_when_well_again(
    store: Store, heard: list[str]
) -> None:
    _add(store, "T1")
    store.try_to_back_up(Reason.START)
    store.try_to_back_up(Reason.CLOSE)  # nothing has changed
    assert heard == ["targets", "backups"]
    _add(store, "T2")
    shelf = folder_of(store.path)
    shelf.rename(shelf.with_name("elsewhere"))
    shelf.write_text("in the way")
    store.try_to_back_up(Reason.CLOSE)
    assert store.backup_fault
    store.try_to_back_up(Reason.CLOSE)  # the same fault is no news
    assert heard == ["targets", "backups", "targets", "backups"]
    shelf.unlink()
    Path(shelf.with_name("elsewhere")).rename(shelf)
    store.back_up(Reason.MANUAL)
    assert store.backup_fault == ""
    assert heard[4:] == ["backups"]
