"""Slow work during which the window must not stand still."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Have Python's cycle collector wait for the end of the block, or of the function decorated.

    It stops every thread while it looks at all there is: a quarter of a second, again and again,
    once 50,000 rows are in memory. Rows make no cycles; they go when nobody holds them any more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
