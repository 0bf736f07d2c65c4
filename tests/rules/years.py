"""Builders for years of quotas: shipped schemes, and quarters counted by category."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ssj_desktop import paths
from ssj_desktop.rules.census import Heads, Subject
from ssj_desktop.rules.scheme import Scheme, parse_scheme
from ssj_desktop.rules.year import QuarterCensus

IDS = sorted(file.stem for file in (paths.resources() / "schemes").glob("*.toml"))
NOBODY = Heads((), 0)


@lru_cache
def scheme_file(name: str) -> str:
    return (paths.resources() / "schemes" / f"{name}.toml").read_text(encoding="utf-8")


@lru_cache
def scheme(name: str) -> Scheme:
    return parse_scheme(scheme_file(name), f"{name}.toml")


def heads(words: str, squads: int = 0) -> Heads:
    """Read 「在编14 下沉4 在编2无证」: so many on duty of each kind, the last without a licence."""
    found = re.findall(r"([^\d\s]+?)(\d+)(无证)?(?:\s|$)", words)
    people = [(kind, not bare) for kind, count, bare in found for _ in range(int(count))]
    return Heads(tuple(people), squads)


def counted(key: str, numbers: Iterable[int], people: Heads = NOBODY) -> QuarterCensus:
    """Return a quarter whose only category is ``key``, with the objects of these numbers."""
    codes = {f"{key}-{number:04}": key for number in numbers}
    return QuarterCensus(tuple(map(Subject, codes)), people, codes)


def same(key: str, size: int, people: Heads = NOBODY) -> Sequence[QuarterCensus]:
    """Return four quarters in which nothing changes."""
    return [counted(key, range(1, size + 1), people)] * 4
