"""The office's list of items as it stands: its versions, what has changed, what was checked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop.desk.item_rows import printed_rows
from ssj_desktop.desk.offices import office_if_any
from ssj_desktop.facts.catalogue import CatalogueFacts, Edition, ItemLine
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import ItemRow
from ssj_desktop.intake import typed
from ssj_desktop.models import catalogue, roster_book
from ssj_desktop.models.catalogue import Checked, ItemCatalogue
from ssj_desktop.rules.scheme import Scheme

ITEMS: TypeAdapter[tuple[ItemRow, ...]] = TypeAdapter(tuple[ItemRow, ...])

_LONG = ("content", "basis")  # told as changed, not word for word
_EMPTY = "清单里还没有抽查事项，先导入、新增或者从方案载入。"


def editions(session: Session) -> tuple[Edition, ...]:
    """Return every published version in order."""
    return tuple(Edition(**row._mapping) for row in catalogue.versions(session))


def items_in(version: ItemCatalogue) -> tuple[ItemRow, ...]:
    """Return a version's items."""
    return ITEMS.validate_python(version.items)


def items_at(session: Session, at: datetime) -> tuple[tuple[ItemRow, ...], Edition | None]:
    """Return the list in force at a moment and its version: the list as it is now, and None, where
    none had been published by then."""
    held = catalogue.in_force(session, at)
    if held is None:
        return roster_book.items(session), None
    [edition] = [one for one in editions(session) if one.number == held.number]
    return items_in(held), edition


def facts_of(session: Session, now: datetime, scheme: Scheme | None) -> CatalogueFacts:
    """Return where the list stands; ``scheme`` None: the office has none that can be read."""
    items, published = roster_book.items(session), editions(session)
    changed = tuple(changes_since(session, items))
    why = "" if items else _EMPTY
    if office_if_any(session) is None:
        why = "还没有填写本单位信息，请先到“系统”的“本单位”填写。"
    in_force = catalogue.in_force(session, now)
    rows = printed_rows(scheme) if scheme else {}
    return CatalogueFacts(
        size=len(items),
        joint=sum(item.joint for item in items),
        editions=published,
        in_force=in_force.number if in_force else None,
        changed_since=changed,
        why_not_publish=why,
        loadable=scheme.document if scheme and rows else "",
    )


def changes_since(session: Session, items: Sequence[ItemRow]) -> Iterator[str]:
    """Say what differs from the version published last, nothing where there is none."""
    published = catalogue.versions(session)
    last = catalogue.version(session, published[-1].number) if published else None
    if last is None:
        return
    before = {item.code: item for item in items_in(last)}
    now = {item.code: item for item in items}
    for code, item in now.items():
        if code not in before:
            yield f"新增：{code} {item.called}"
        elif words := "；".join(_differences(before[code], item)):
            yield f"{code} {item.called}：{words}"
    for code, item in before.items():
        if code not in now:
            yield f"删去：{code} {item.called}"


def _differences(before: ItemRow, now: ItemRow) -> Iterator[str]:
    for name, label in typed.labels(RosterKind.ITEMS).items():
        old, new = getattr(before, name), getattr(now, name)
        if old != new and name in _LONG:
            yield f"{label}有改动"
        elif old != new:
            yield f"{label} {typed.shown(old) or '（空）'} → {typed.shown(new) or '（空）'}"


def lines(items: Sequence[ItemRow], scheme: Scheme | None, year: Checked) -> tuple[ItemLine, ...]:
    """Return every item with how many of the year's visits checked it, and how many still may.

    docs/decisions/item-list.md: a check counts for the item it is called by; where rows of the
    scheme's own list share a name, for the row of the category that was drawn. Where the scheme
    says itself what is checked, records name an item only where a campaign brought it along.
    """
    if scheme is None:
        return tuple(ItemLine(item, None, None) for item in items)
    rows, namesakes = printed_rows(scheme), Counter(item.called for item in items)
    by_name = Counter[str]()
    for (_, name), count in year.concluded.items():
        by_name[name] += count
    if scheme.contents:
        return tuple(ItemLine(item, by_name[item.called] or None, None) for item in items)
    found = []
    for item in items:
        row = rows.get(item.code)
        visits = by_name[item.called]
        if row and namesakes[item.called] > 1:
            visits = year.concluded[row.key, item.called]
        if row:
            found.append(ItemLine(item, visits + year.entered[row.key], year.open[row.key]))
        else:
            found.append(ItemLine(item, visits, year.open.total()))
    return tuple(found)
