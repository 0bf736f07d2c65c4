"""A power cut while a record is typed costs two seconds of typing at most."""

import time
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from ssj_desktop.desk import Desk
from tests.desk.conftest import field_data, held, prepared
from tests.desk.office import AFTERNOON, tasks, ticking
from tests.journeys.typing_day import type_on

__all__ = ["field_data", "held", "prepared"]

_SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))]
_LOST = 2.0  # seconds


@pytest.mark.parametrize("seed", _SEEDS)
def test_all_that_was_typed_two_seconds_before_the_power_cut_is_there(
    field_data: Path, tmp_path: Path, seed: int
) -> None:
    context = get_context("spawn")
    inbox, outbox = context.Pipe(duplex=False)
    child = context.Process(target=type_on, args=(field_data, tmp_path, outbox))
    child.start()
    outbox.close()
    typed = [inbox.recv()]
    assert isinstance(typed[0], float), typed[0]
    time.sleep(2.5 + 1.5 * Random(seed).random())
    killed = time.monotonic()
    child.kill()
    child.join()
    while True:
        try:
            typed.append(inbox.recv())
        except EOFError:
            break
    safe = sum(moment < killed - _LOST for moment in typed)
    assert safe >= 5, "killed before anything could be kept"
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as desk:
        kept = desk.records.card(tasks(desk)[0].number).body.texts["narrative"]
    assert kept == "".join(str(number % 10) for number in range(len(kept)))
    assert safe <= len(kept) <= len(typed) + 1
    print(f"{len(typed)} typed, {len(kept)} kept, {safe} had to be")
