"""The one worker thread: what was asked for, in order, one verb at a time."""

import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from ssj_desktop.errors import DeskError
from ssj_desktop.views.background import Work
from tests.views.hands import settle


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.close()


def wait(work: Work) -> None:
    settle(SimpleNamespace(work=work))


def test_a_reading_runs_apart_and_is_shown_at_the_window(work: Work) -> None:
    where: list[str] = []

    def ask() -> int:
        where.append(threading.current_thread().name)
        return 42

    def show(answer: int) -> None:
        where.append(f"{threading.current_thread().name} {answer}")

    work.read(work, ask, show)
    wait(work)
    assert where == ["desk_0", "MainThread 42"]


def test_of_one_askers_readings_only_the_latest_is_shown(work: Work) -> None:
    go = threading.Event()
    shown: list[int] = []
    run: list[int] = []

    def slow(answer: int) -> int:
        go.wait()
        run.append(answer)
        return answer

    for number in (1, 2, 3):
        work.read(work, lambda number=number: slow(number), shown.append)  # type: ignore[misc]
    go.set()
    wait(work)
    assert shown == [3]
    assert 2 not in run, "a question nobody waits for any more is not asked"


def test_two_askers_each_get_their_answer(work: Work) -> None:
    first, second = QObject(), QObject()
    shown: list[str] = []
    work.read(first, lambda: "甲", shown.append)
    work.read(second, lambda: "乙", shown.append)
    wait(work)
    assert shown == ["甲", "乙"]


def test_a_second_click_while_a_verb_runs_starts_nothing(work: Work) -> None:
    go = threading.Event()
    done: list[object] = []
    assert work.verb(work, "正在导入……", lambda: go.wait() and "一次", done.append)
    assert not work.verb(work, "正在导入……", lambda: "两次", done.append)
    go.set()
    wait(work)
    assert done == ["一次"]
    assert work.verb(work, "正在导入……", lambda: "再来", done.append)
    wait(work)
    assert done == ["一次", "再来"]


def test_a_fault_the_clerk_can_mend_goes_to_whoever_asked_or_else_to_the_window(work: Work) -> None:
    told: list[str] = []
    work.told.connect(lambda error: told.append(error.message))

    def fail() -> str:
        raise DeskError("磁盘已满。", "请清理。")

    work.verb(work, "正在保存……", fail, told.append)
    wait(work)
    work.verb(work, "…", fail, told.append, failed=lambda error: told.append(error.hint))
    wait(work)
    assert told == ["磁盘已满。", "请清理。"]
    assert not work.busy


def test_a_bug_in_a_verb_reaches_the_crash_dialog(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: seen.append(str(error)))
    work.verb(work, "…", lambda: str(1 // 0), seen.append)
    wait(work)
    assert seen == ["integer division or modulo by zero"]
    assert not work.busy


def test_cancel_is_heard_by_the_running_verb_and_by_no_later_one(work: Work) -> None:
    seen: list[object] = []

    def endless() -> object:
        while not work.cancelled():
            time.sleep(0.001)
        raise DeskError("已取消。")

    words: list[tuple[str, bool]] = []
    work.began.connect(lambda text, can: words.append((text, can)))
    work.verb(work, "正在导入……", endless, seen.append, seen.append, cancellable=True)
    work.cancel()
    wait(work)
    assert [str(it) for it in seen] == ["已取消。"]
    assert words == [("正在导入……", True)]
    work.verb(work, "…", work.cancelled, seen.append)
    wait(work)
    assert seen[-1] is False


def test_what_a_closed_page_asked_for_is_dropped(work: Work) -> None:
    go, page = threading.Event(), QObject()
    shown: list[object] = []
    work.read(page, go.wait, shown.append)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go.set()
    wait(work)
    assert shown == []


def test_closing_waits_for_the_verb_and_starts_nothing_more() -> None:
    work = Work()
    ran: list[object] = []

    def slow() -> object:
        time.sleep(0.05)
        return ran.append("verb")  # type: ignore[func-returns-value]

    work.verb(work, "…", slow, ran.append)
    work.read(QObject(work), slow, ran.append)
    work.close()
    assert ran == ["verb"]
