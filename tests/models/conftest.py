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


def _copied(built: Path, data: Path) -> Path:
    """Give a test its own copy of a file that no program has open, journal included."""
    data.parent.mkdir(parents=True)
    for ending in ("", "-journal"):
        content = built.with_name(built.name + ending).read_bytes()
        data.with_name(data.name + ending).write_bytes(content)
    return data


@pytest.fixture(scope="session")
def built_filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "x.ssj"
    opened = Store.open(path, SetClock())
    for batch in range(30):
        with opened.writing("张三", "导入") as change:
            codes = range(batch * 10, batch * 10 + 10)
            change.session.add_all(Target(code=f"T{n:04d}", name="厂" * 40) for n in codes)
            change.say(batch=batch, names=["某某环保科技有限公司"] * 20)
    opened.close()
    return path


@pytest.fixture
def filled(built_filled: Path, data: Path) -> Path:
    """A closed data file with 300 targets and 30 journal entries, on some 70 pages."""
    return _copied(built_filled, data)


def _start(code: str, *arguments: object) -> "subprocess.Popen[str]":
    root = Path(ssj_desktop.__file__).resolve().parents[1]
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def child() -> Iterator[Child]:
    """Start a second program: ``child(code, *arguments)``; killed at the end if need be."""
    running = []

    def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
        running.append(_start(code, *arguments))
        return running[-1]

    yield start
    for program in running:
        program.kill()
        program.communicate()


@pytest.fixture(scope="session")
def built_killed(built_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = _copied(built_filled, tmp_path_factory.mktemp("killed") / "data" / "x.ssj")
    before = path.read_bytes()
    program = _start(
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
        path,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "spilled\n"
    program.kill()
    program.communicate()
    assert path.read_bytes() != before
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    return path


@pytest.fixture
def killed_mid_write(built_killed: Path, data: Path) -> Path:
    """``filled``, left by a program killed (SIGKILL) while a transaction was half on disk."""
    return _copied(built_killed, data)
