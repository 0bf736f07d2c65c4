"""Whatever happens to the worker, the program gets an answer and the worker is gone."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from threading import Timer

import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.apart import run_apart
from ssj_desktop.intake.limits import MEGABYTE, Limits

USUAL = Limits()


def never() -> bool:
    """Cancel nothing."""
    return False


@pytest.fixture(autouse=True)
def _no_worker_left() -> object:
    yield
    assert multiprocessing.active_children() == []


def test_the_worker_brings_back_what_the_work_returns() -> None:
    assert run_apart(USUAL, never, sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


def test_a_large_answer_comes_through_whole() -> None:
    assert len(run_apart(USUAL, never, bytes, 30 * MEGABYTE)) == 30 * MEGABYTE


def test_a_worker_that_hangs_is_stopped_and_told() -> None:
    start = time.monotonic()
    with pytest.raises(DeskError, match=r"超过 0\.3 秒") as told:
        run_apart(Limits(seconds=0.3), never, time.sleep, 60)
    assert told.value.hint
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("end", [os.abort, os._exit])
def test_a_worker_that_crashes_is_a_message(end: object) -> None:
    args = () if end is os.abort else (0,)
    with pytest.raises(DeskError, match="中途退出"):
        run_apart(USUAL, never, end, *args)  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no address space")
def test_a_worker_that_wants_too_much_memory_is_a_message() -> None:
    with pytest.raises(DeskError, match="内存超过 512 MB"):
        run_apart(Limits(memory_bytes=512 * MEGABYTE), never, bytes, 1024 * MEGABYTE)


def test_a_cancel_is_heard_while_the_worker_works() -> None:
    wanted = iter([False, False])
    with pytest.raises(DeskError, match="已取消"):
        run_apart(USUAL, lambda: next(wanted, True), time.sleep, 60)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal to this process alone")
def test_ctrl_c_stops_the_worker_too() -> None:
    # A shell has its background jobs ignore SIGINT, and so would these tests in one of them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            run_apart(USUAL, never, time.sleep, 60)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


def test_a_bug_in_the_work_is_no_message_for_clerks() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        run_apart(USUAL, never, divmod, 1, 0)


def test_what_the_worker_needs_is_light() -> None:
    heavy = "{'sqlmodel', 'sqlalchemy', 'pydantic', 'reportlab', 'PySide6', 'openpyxl'}"
    code = f"import sys, ssj_desktop.intake.reading; print({heavy} & sys.modules.keys() or '')"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == ""
