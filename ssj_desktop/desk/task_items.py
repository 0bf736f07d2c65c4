"""What a task checks: a campaign's own items, the office's catalogue, or the scheme's contents."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from ssj_desktop.desk.item_facts import items_at
from ssj_desktop.desk.item_rows import concerned, printed_rows
from ssj_desktop.facts.catalogue import Edition
from ssj_desktop.facts.draw import DrawFacts, DrawnTarget
from ssj_desktop.facts.roster import ItemRow
from ssj_desktop.facts.task import TaskItem
from ssj_desktop.models.roster import Target
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

Visit = Sequence[tuple[DrawFacts, DrawnTarget]]
"""All that one visit is made for, each draw with the site as it drew it; its own draw first."""


def items_of(
    session: Session, visit: Visit, scheme: Scheme, site: Target, quarter: Quarter
) -> tuple[tuple[TaskItem, ...], Edition | None]:
    """Return what a visit checks, each thing once, and the version of the catalogue that held when
    it was drawn, None while none did."""
    items, edition = items_at(session, visit[0][0].drawn_at)
    found: dict[str, TaskItem] = {}
    for draw, target in visit:
        for item in _of(draw, target, items, scheme, site, quarter):
            found.setdefault(item.code or item.name, item)
    return tuple(found.values()), edition


def contents_of(visit: Visit, items: Sequence[TaskItem], scheme: Scheme) -> tuple[str, ...]:
    """Return the names of what a record goes through: the scheme's own contents where it lists
    them and the visit is not for a campaign's items alone, and those items."""
    if not scheme.contents:
        return tuple(dict.fromkeys(item.name for item in items))
    listed = [draw.campaign.items if draw.campaign else () for draw, _ in visit]
    named = dict.fromkeys(name for one in listed for _, name in one)
    return tuple(named if all(listed) else dict.fromkeys((*scheme.contents, *named)))


def _of(
    draw: DrawFacts,
    target: DrawnTarget,
    items: Sequence[ItemRow],
    scheme: Scheme,
    site: Target,
    quarter: Quarter,
) -> Iterator[TaskItem]:
    if draw.campaign and draw.campaign.items:
        bases = {item.code: item.basis for item in items}
        for code, name in draw.campaign.items:
            yield TaskItem(code, name, bases.get(code, ""))
    elif items:
        yield from _of_catalogue(items, scheme, site, target.category, quarter)
    else:
        yield from (TaskItem("", name, "") for name in scheme.contents)


def _of_catalogue(
    items: Sequence[ItemRow], scheme: Scheme, site: Target, category: str, quarter: Quarter
) -> Iterator[TaskItem]:
    """Yield the catalogue; of the rows that the scheme prints for its categories those of the
    site's, and of rows of one name the one for which it was drawn (docs/decisions/item-list.md)."""
    rows = printed_rows(scheme)
    keys = concerned(scheme, site, category, quarter) if rows else set()
    mine = [item for item in items if item.code not in rows or rows[item.code].key in keys]
    chosen: dict[str, ItemRow] = {}
    for item in mine:
        if item.code in rows and (item.called not in chosen or rows[item.code].name == category):
            chosen[item.called] = item
    for item in mine:
        if item.code not in rows or chosen[item.called] is item:
            yield TaskItem(item.code, item.called, item.basis)
