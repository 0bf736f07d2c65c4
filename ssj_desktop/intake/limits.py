"""How much of a file, of time and of memory one reading may take."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """``file_bytes`` on disk, ``inflated_bytes`` after unpacking; ``rows`` and ``columns`` of one
    sheet; ``seconds`` from the worker's start; ``memory_bytes`` of its address space, where the
    system knows such a limit (not on Windows).
    """

    file_bytes: int = 64 * MEGABYTE
    inflated_bytes: int = 512 * MEGABYTE
    rows: int = 100_000
    columns: int = 256
    seconds: float = 120.0
    memory_bytes: int = 2048 * MEGABYTE


USUAL = Limits()
