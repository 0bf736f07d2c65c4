"""How likely each inspector is to be sent where, found by drawing on made-up digits.

Caps alone favour nobody; recusals under a tight cap do (docs/protocol.md §5.3). Sites with the
same recusals are alike in law, so they are counted together.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping

from ssj_desktop import lottery
from ssj_desktop.facts.lottery import Odds, OddsLine
from ssj_desktop.lottery import EVERYWHERE, Company, Document

_DRAWS = 500
_SECONDS = 0.5  # the meeting waits
_MOST = 50  # lines told

Barred = frozenset[str]


def simulated(document: Document, seconds: float = _SECONDS) -> Odds:
    """Return the probabilities of up to 500 draws, fewer where they took longer; highest first.

    Raises:
        ProtocolError: no lawful team exists for some outcome.
    """
    frozen = lottery.freeze(document)
    barred = _barred(document)
    sites: Counter[Barred] = Counter()
    sent: defaultdict[Barred, Counter[str]] = defaultdict(Counter)
    end, draws = time.monotonic() + seconds, 0
    while not draws or (draws < _DRAWS and time.monotonic() < end):
        digits = [f"{draws:0{slot.digits}}"[-slot.digits :] for slot in document.plan]
        standing = lottery.draw(frozen, digits, {"draws": draws}).standing
        sites.update(barred[drawn.company] for drawn in standing.selected)
        for seated in standing.seats:
            sent[barred[seated.company]][seated.inspector] += 1
        draws += 1
    names = {entry.id: entry.name.partition("（")[0] for entry in document.inspectors}
    alike = _alike(document.companies, barred)
    lines = [
        _line(_words(alike[group], group, names), sent[group], sites[group], names)
        for group in sites
    ]
    lines.sort(key=lambda line: -line.percent)
    return Odds(draws, tuple(lines[:_MOST]))


def _barred(document: Document) -> dict[str, Barred]:
    """Return whom each site must not be sent, beside those who go nowhere."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for person, company in document.recusals:
        if company != EVERYWHERE:
            found[company].add(person)
    return {company.id: frozenset(found[company.id]) for company in document.companies}


def _alike(companies: tuple[Company, ...], barred: Mapping[str, Barred]) -> dict[Barred, list[str]]:
    groups: dict[Barred, list[str]] = {}
    for company in companies:
        groups.setdefault(barred[company.id], []).append(company.name)
    return groups


def _words(sites: list[str], barred: Barred, names: Mapping[str, str]) -> str:
    if not barred:
        return f"没有回避的 {len(sites)} 家"
    several = f"等 {len(sites)} 家" if len(sites) > 1 else ""
    people = "、".join(sorted(names[person] for person in barred))
    return f"{sites[0]}{several}（{people}回避）"


def _line(words: str, sent: Counter[str], sites: int, names: Mapping[str, str]) -> OddsLine:
    [(person, times)] = sent.most_common(1)
    percent = (200 * times + sites) // (2 * sites)  # half up
    return OddsLine(words, names[person], percent, 2 * times > sites)
