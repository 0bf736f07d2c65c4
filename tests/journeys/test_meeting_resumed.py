"""The power fails at any moment of a meeting held at the real window; it goes on where it stood."""

import multiprocessing
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, select

from ssj_desktop import lottery
from ssj_desktop.desk import Desk
from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.models import draw_log
from ssj_desktop.models.lottery import Draw, DrawEvent
from tests.desk.conftest import prepared
from tests.desk.office import Q1, rooms, ticking
from tests.journeys.meeting_day import DIGITS, Failed, Message, Seen, hold

__all__ = ["prepared"]

_LONGEST = 1.4  # seconds from the first look to the kill
_STEPS = [step.value for step in LotteryStep]


@pytest.fixture(scope="module")
def start() -> Callable[..., BaseProcess]:
    """Start a clerk in a process forked from one that has loaded everything and opened nothing."""
    context = multiprocessing.get_context("forkserver")
    first_page = "ssj_desktop.views.rosters.targets"
    context.set_forkserver_preload([hold.__module__, "ssj_desktop.outputs", first_page, *rooms()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        first = context.Process(target=int)
        first.start()
        first.join()

    def begin(*args: object) -> BaseProcess:
        child = context.Process(target=hold, args=args)
        child.start()
        return child

    return begin


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX's")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("kills", [8, pytest.param(50, marks=pytest.mark.slow)])
def test_a_meeting_whose_power_fails_goes_on_where_it_stood_and_draws_once(
    kills: int, start: Callable[..., BaseProcess], prepared: Path, tmp_path: Path
) -> None:
    chance, number, hit = Random(kills), 0, set()
    for kill in range(kills):
        data = tmp_path / f"{number}" / "测试县分局.ssj"
        if not data.exists():
            _approve(prepared, data)
            last = Seen("会议", (), "", False)
        told = _kill_one(start, data, tmp_path, f"{kills}/{kill}", chance.uniform(0, _LONGEST))
        seen = [it for it in told if isinstance(it, Seen)]
        _check_start(seen[0], last, data)
        last = _file(data, seen[-1])
        hit.add(last.step)
        number += None in told
    print(f"\n{kills} kills, {number} meetings over, left at {sorted(hit, key=_STEPS.index)}")
    assert len(hit) >= min(kills // 3, 4)


def _approve(prepared: Path, data: Path) -> None:
    data.parent.mkdir()
    shutil.copy(prepared, data)
    with Desk.open(data, "小李", ticking()) as desk:
        desk.plans.approve(Q1, "张局长")


def _kill_one(
    start: Callable[..., BaseProcess], data: Path, home: Path, seed: str, after: float
) -> list[Message]:
    """Have a clerk go on until the power fails ``after`` so many seconds; return what was told."""
    inbox, outbox = multiprocessing.Pipe(duplex=False)
    child = start(data, home, seed, outbox)
    outbox.close()
    told = [inbox.recv(), *_heard(inbox, after)]
    child.kill()
    child.join()
    told += _heard(inbox, 5)
    faults = [it.trace for it in told if isinstance(it, Failed)]
    assert not faults, faults[0]
    assert child.exitcode == -signal.SIGKILL
    return told


def _heard(inbox: Connection, seconds: float) -> Iterator[Message]:
    end = time.monotonic() + seconds
    with suppress(EOFError):
        while (left := end - time.monotonic()) > 0 and inbox.poll(left):
            yield inbox.recv()


def _check_start(first: Seen, last: Seen, data: Path) -> None:
    """The window stands where the file stood when the power failed."""
    assert first.step == last.step, data
    assert first.digits == last.digits
    assert first.head == last.head


def _file(data: Path, acknowledged: Seen) -> Seen:
    """Return where the file stands after a kill: no step that was seen is lost, nothing is drawn
    twice, and what is drawn follows from the digits that were said."""
    with Desk.open(data, "停电后看的人", ticking()) as desk:
        facts = desk.lotteries.of(Q1)
        with desk.store.reading() as session:
            draws = session.exec(select(Draw)).all()
            kinds = session.exec(select(DrawEvent.kind).order_by(col(DrawEvent.id))).all()
            known = [draw_log.transcript_of(session, draw) for draw in draws]
    assert len(draws) <= 1
    assert list(kinds) in ([], ["freeze"], ["freeze", "draw"])
    assert _STEPS.index(facts.step) >= _STEPS.index(acknowledged.step)
    digits = tuple(slot.digits for slot in facts.frozen.slots) if facts.frozen else ()
    if any(digits):
        assert digits == DIGITS
    if acknowledged.listed:
        assert known[0].head == acknowledged.head
    if facts.drawn:
        [checked] = lottery.verify([known[0].encode()])
        assert checked.events[1]["digits"] == list(DIGITS)
    said = tuple(digit for digit in digits if digit)
    head = facts.frozen.head if facts.frozen else ""
    return Seen(facts.step.value, said, head, facts.drawn is not None)
