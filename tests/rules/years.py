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


# An office's own scheme, of which no line of the program knows.
SIXTH = """
id = "qingling-2027"
name = "青岭县“双随机、一公开”抽查办法"
document = "青环发〔2027〕1号"
issued = 2027-01-04
kinds = ["排污单位", "服务机构"]
precedence = ["watch", "firm", "other"]
findings = ["无问题", "有问题"]

[head_count]
establishments = ["在编", "聘用"]
qualified = true

[team]
mode = "squads"
seats = [["资格:执法证"], ["资格:执法证"]]
clause = "第五条"

[[categories]]
key = "watch"
name = "重点关注对象"
clause = "第六条"
criteria = [{ by = "credit_grade", values = ["D"] }]
quota = { basis = "targets", rate = "33.5%", rate_max = "60%", period = "half_year" }

[[categories]]
key = "firm"
name = "服务机构"
clause = "第七条"
criteria = [{ by = "kind", values = ["服务机构"] }]
quota = { basis = "number", number = 3, period = "year", coverage = "hard" }

[[categories]]
key = "other"
name = "其他对象"
clause = "第八条"
criteria = [{ by = "rest" }]
quota = { basis = "squads", per = 2, period = "quarter" }

[[deadlines]]
key = "other"
name = "报送月报"
clause = "第九条"
event = "quarter_start"
counting = "last_month_day"
day = 25
"""
