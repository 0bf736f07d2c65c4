"""Real files with awkward names, and real second programs."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

import ssj_desktop
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store

Child = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data file's path as a county has them: Chinese, blanks, dots, a percent sign."""
    return tmp_path / "某县 生态环境局 100%" / "双随机 2026.1.ssj"


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 4, 1, 9, 30, 15, 250_000)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(data: Path, clock: SetClock) -> Iterator[Store]:
    """An open, fresh data file."""
    opened = Store.open(data, clock)
    yield opened
    opened.close()


@pytest.fixture
def filled(data: Path, clock: SetClock) -> Path:
    """A closed data file with 300 targets and 30 journal entries, on some 50 pages."""
    opened = Store.open(data, clock)
    for batch in range(30):
        with opened.writing("张三", "导入") as change:
            codes = range(batch * 10, batch * 10 + 10)
            change.session.add_all(Target(code=f"T{n:04d}", name="厂" * 40) for n in codes)
            change.say(batch=batch, names=["某某环保科技有限公司"] * 20)
    opened.close()
    return data


@pytest.fixture
def child() -> Iterator[Child]:
    """Start a second program: ``child(code, *arguments)``; killed at the end if need be."""
    running = []

    def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
        root = Path(ssj_desktop.__file__).resolve().parents[1]
        program = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        )
        running.append(program)
        return program

    yield start
    for program in running:
        program.kill()
        program.communicate()


@pytest.fixture
def killed_mid_write(filled: Path, child: Child) -> Path:
    """``filled``, left by a program killed while a transaction was half on disk."""
    before = filled.read_bytes()
    program = child(
        """
import sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.models.store import Store
store = Store.open(Path(sys.argv[1]), datetime.now)
with store.writing("李四", "改名") as change:
    link = change.session.connection()
    link.exec_driver_sql("PRAGMA cache_size = 5")
    link.exec_driver_sql("UPDATE target SET name = 'half done'")
    print("spilled", flush=True)
    sys.stdin.read()
""",
        filled,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "spilled\n"
    program.kill()
    program.wait()
    assert filled.read_bytes() != before
    assert filled.with_name(filled.name + "-journal").stat().st_size > 0
    return filled
