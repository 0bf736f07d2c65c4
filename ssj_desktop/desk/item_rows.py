"""The scheme's own list of items (武隆's 附件, WL-12) as lines of the office's catalogue."""

import re
from collections import Counter
from typing import Any

from ssj_desktop.models.roster import Target
from ssj_desktop.rules.census import Subject
from ssj_desktop.rules.classification import reasons_for
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Category, Printed, Scheme

_YEAR = re.compile(r"-?(?<!\d)(19|20)\d\d(?!\d)")
_PLACES = {"wulong": "武隆"}  # as its office writes it; other places by their scheme's id


def printed_rows(scheme: Scheme) -> dict[str, Category]:
    """Return code → category of every row that the scheme prints, in its order.

    A code is the place and the row's number, 「武隆-2」, with a number of its own where the
    document parts the row, 「武隆-15-2」. The place is the scheme's id without its year: next
    year's scheme calls the same row the same, and so does one whose name is put right.
    """
    stem = _YEAR.sub("", scheme.id).strip("-") or scheme.id
    place = _PLACES.get(stem, stem)
    printed = [(part, part.printed.row) for part in scheme.categories if part.printed]
    parts, seen = Counter(row for _, row in printed), Counter[str]()
    codes = {}
    for category, row in printed:
        seen[row] += 1
        code = f"{place}-{row}" if parts[row] == 1 else f"{place}-{row}-{seen[row]}"
        codes[code] = category
    return codes


def values_of(scheme: Scheme) -> dict[str, dict[str, Any]]:
    """Return code → what the row says of its item, by the catalogue's fields."""
    return {
        code: _values(scheme, category, category.printed)
        for code, category in printed_rows(scheme).items()
        if category.printed
    }


def _values(scheme: Scheme, category: Category, row: Printed) -> dict[str, Any]:
    return {
        "name": row.item,
        "target_scope": row.objects,
        "department": row.department,
        "content": row.content,
        "basis": f"{scheme.name}（{scheme.document}）{category.clause}",
        "frequency": row.frequency,
        "rate": row.rate,
        "quantity": row.number,
        "each_period": row.each_period,
        "a_year": row.a_year,
    }


def concerned(scheme: Scheme, site: Target, category: str, quarter: Quarter) -> set[str]:
    """Return the keys of the categories whose rows a visit to the site goes through.

    It was drawn for ``category`` (a name); what else it is by its entry in the roster is done by
    the same visit (武隆 三（四）：同一对象组织内部联合抽查).
    """
    subject = Subject(
        code=site.code,
        key_unit=site.key_unit,
        positive_list=site.positive_list,
        permit_class=site.permit_class,
        kind=site.kind,
        credit_grade=site.credit_grade,
        tags=frozenset(site.tags),
    )
    return {
        part.key
        for part in scheme.categories
        if part.name == category or reasons_for(subject, part, quarter)
    }
