"""检查对象 as the table and the card show them, built from plain rows with the file let go."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ssj_desktop.facts.roster import EnteredVisit, TargetRow, VisitLine
from ssj_desktop.models.roster_book import Rows
from ssj_desktop.rules.census import DatedFact, Override, Subject
from ssj_desktop.rules.classification import Reason, classify
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

Site = Any  # a row of a query: its columns are read by name

_NEVER: tuple[int, date | None] = (0, None)


class Lines(NamedTuple):
    """What the table is built from, as ``models.roster_book`` reads it."""

    sites: Rows
    facts: Rows
    visits: Rows
    overrides: Mapping[int, Override]


def table(lines: Lines, scheme: Scheme | None, quarter: Quarter) -> tuple[TargetRow, ...]:
    """Return a line for every site, in the order they came into the roster."""
    facts = _facts(lines.facts)
    visits = _visits(lines.visits)
    # Most sites have no facts and the same tags as others: a few answers do for 50,000 of them.
    tags: dict[str, tuple[str, ...]] = {}
    categories: dict[tuple[object, ...], str] = {}
    rows = []
    for site in lines.sites:
        # Unpacked once: read by name, its columns took half as long again.
        number, code, name, kind, credit_code, permit_code, township, *rest = site
        permit_class, status, key_unit, positive_list, grade, text = rest
        if text not in tags:
            tags[text] = tuple(json.loads(text))
        dated = facts.get(number, ())
        by_hand = lines.overrides.get(number)
        mark = (kind, permit_class, key_unit, positive_list, grade, text, dated, by_hand)
        if mark not in categories:
            found = category_of(site, tags[text], dated, by_hand, scheme, quarter)
            categories[mark] = found[0]
        count, last = visits.get(number, _NEVER)
        rows.append(
            TargetRow(
                *(code, name, kind, credit_code, permit_code, township, permit_class, status),
                *(categories[mark], tags[text], count, last),
            )
        )
    return tuple(rows)


def category_of(
    site: Site,
    tags: Sequence[str],
    facts: tuple[DatedFact, ...],
    by_hand: Override | None,
    scheme: Scheme | None,
    quarter: Quarter,
) -> tuple[str, tuple[Reason, ...]]:
    """Return the name of a site's category and why it is in it; "" where nothing covers it."""
    if scheme is None or site.kind not in scheme.kinds:
        return "", ()
    subject = Subject(
        code=site.code,
        key_unit=site.key_unit,
        positive_list=site.positive_list,
        permit_class=site.permit_class,
        kind=site.kind,
        credit_grade=site.credit_grade,
        tags=frozenset(tags),
        facts=facts,
        override=by_hand,
    )
    found = classify(subject, scheme, quarter)
    return (scheme.category(found.key).name, found.reasons) if found else ("", ())


def visit_lines(
    entered: Rows, drawn: Rows, called: Mapping[tuple[str, str], str]
) -> Iterator[VisitLine]:
    """Yield a site's visits, those drawn before those entered.

    A category is called as in its own draw, or by scheme and key as ``called`` says.
    """
    for year, quarter, draw_id, key, quotas, apart in drawn:
        names = {line["key"]: line["name"] for line in json.loads(quotas)}
        on = str(Quarter(year, quarter))
        yield VisitLine(on, names[key], f"摇号 {draw_id}", joined=not apart)
    for day, key, evidence, meant_by in entered:
        visit = EnteredVisit(day, key, evidence)
        yield VisitLine(day, called[meant_by, key], f"补录：{evidence}", visit)


def _facts(rows: Rows) -> dict[int, tuple[DatedFact, ...]]:
    found: defaultdict[int, tuple[DatedFact, ...]] = defaultdict(tuple)
    for number, kind, happened_on, resolved_on in rows:
        found[number] += (DatedFact(kind, happened_on, resolved_on),)
    return found


def _visits(rows: Rows) -> dict[int, tuple[int, date | None]]:
    found: dict[int, tuple[int, date | None]] = {}
    for number, count, last in rows:
        day = last.date() if isinstance(last, datetime) else last
        before, latest = found.get(number, _NEVER)
        found[number] = before + count, max(filter(None, (day, latest)))
    return found
