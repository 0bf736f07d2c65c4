"""The desk's nouns: loaded when they are first asked for, each made once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from ssj_desktop.desk import Desk

_THREADS = 8


def test_whichever_threads_ask_for_a_noun_first_get_the_same_one(desk: Desk) -> None:
    """A draw's masked digits stand in one object's memory (docs/decisions/masked-digits.md)."""
    together = threading.Barrier(_THREADS)

    def ask(_: int) -> list[int]:
        together.wait()
        return [id(noun) for noun in (desk.draws, desk.lotteries, desk.redraws)]

    with ThreadPoolExecutor(_THREADS) as pool:
        first, *others = pool.map(ask, range(_THREADS))
    assert all(found == first for found in others)


def test_all_nouns_can_be_loaded_at_once(desk: Desk) -> None:
    named = set(desk.load())
    assert {"draws", "filings", "records", "year_plans"} <= named <= vars(desk).keys()
