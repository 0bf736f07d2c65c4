"""抽查事项: the catalogue of what may be checked, published version by version."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from sqlmodel import Session

from ssj_desktop import __version__
from ssj_desktop.desk import forms, item_facts
from ssj_desktop.desk.histories import history_of
from ssj_desktop.desk.item_facts import ITEMS, editions, items_in
from ssj_desktop.desk.item_rows import values_of
from ssj_desktop.desk.offices import office_of, scheme_if_any
from ssj_desktop.desk.scheme_book import scheme_of
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.catalogue import Catalogue, CatalogueFacts, ItemLine, SchemeLoad
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import FieldText, ItemCard, ItemRow
from ssj_desktop.models import catalogue, roster_book, roster_edit
from ssj_desktop.models.catalogue import ItemCatalogue
from ssj_desktop.models.rows import jsonable
from ssj_desktop.models.store import Store
from ssj_desktop.rules.scheme import Scheme

_KIND = RosterKind.ITEMS
_PROGRAM = f"双随机桌面 {__version__}"


class Items:
    """Verbs on single check items and on the whole list; a file of one comes by import."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def rows(self) -> tuple[ItemRow, ...]:
        """Return every item, in the order they came into the catalogue."""
        with self._store.reading() as session:
            return roster_book.items(session)

    def lines(self) -> tuple[ItemLine, ...]:
        """Return every item with what this year has checked of it (WL-1), by the file's clock."""
        year = self._store.clock().year
        with self._store.reading() as session:
            items, checked = roster_book.items(session), catalogue.checked(session, year)
            scheme = _readable_scheme(session)
        return item_facts.lines(items, scheme, checked)

    def card(self, code: str) -> ItemCard:
        """Return all that is known of an item.

        Raises:
            DeskError: no such item.
        """
        with self._store.reading() as session:
            entry = forms.entry_of(session, _KIND, code)
            history = history_of(session, _KIND, entry)
        return ItemCard(code, entry["name"], forms.form_of(_KIND, entry), history)

    def blank(self) -> tuple[FieldText, ...]:
        """Return the fields of a form for a new item."""
        return forms.blank_form(_KIND)

    def save(self, code: str | None, texts: Mapping[str, str]) -> str:
        """Keep a form, of a new item where ``code`` is None; return the item's code.

        Raises:
            FormError, DeskError: as :func:`ssj_desktop.desk.forms.save`.
        """
        with self._store.writing(self._clerk, "items.save") as change:
            return forms.save(change, _KIND, code, texts)

    def facts(self) -> CatalogueFacts:
        """Return where the list stands today: its versions, and what has changed since."""
        with self._store.reading() as session:
            return item_facts.facts_of(session, self._store.clock(), _readable_scheme(session))

    def catalogue(self, number: int | None = None) -> Catalogue:
        """Return the list as papers print it: a version, or (None) the draft as it is now.

        Raises:
            DeskError: there is no such version, or no office whose list it would be.
        """
        with self._store.reading() as session:
            if number is None:
                now, items = self._store.clock(), roster_book.items(session)
                return Catalogue(office_of(session).name, _PROGRAM, now, items, None)
            version = catalogue.version(session, number)
            if version is None:
                raise DeskError(f"没有第 {number} 版抽查事项清单。", "请刷新版本列表。")
            [edition] = [one for one in editions(session) if one.number == number]
        items = items_in(version)
        return Catalogue(edition.office, _PROGRAM, edition.published_at, items, edition)

    def publish(
        self, effective_on: date, decided_on: date, meeting: str, decided_by: str, note: str = ""
    ) -> int:
        """Keep the whole list as its next version; return its number, 1, 2, … (LC-6, EZ-6).

        Raises:
            DeskError: it does not say which meeting decided on it, who and when, a day is out of
                order, the list is empty, or nothing has changed since this year's last version.
        """
        meeting = required(meeting, "没有填写会议。", "事项清单由会议集中讨论确定，请写明会议。")
        by = required(decided_by, "没有填写确定人。", "请填写确定清单的负责人姓名。")
        with self._store.writing(self._clerk, "items.publish") as change:
            now, session = self._store.clock(), change.session
            office, items = office_of(session), roster_book.items(session)
            if not items:
                raise DeskError("清单里还没有抽查事项。", "请先导入、新增或者从方案载入。")
            number = _next_number(session, items, effective_on)
            _require_days(decided_on, effective_on, now.date())
            version = ItemCatalogue(
                number=number,
                office=office.name,
                effective_on=effective_on,
                decided_on=decided_on,
                meeting=meeting,
                decided_by=by,
                note=one_line(note),
                published_at=now,
                items=ITEMS.dump_python(items, mode="json"),
            )
            session.add(version)
            change.say(**_said_of(version))
            return number

    def scheme_load(self) -> SchemeLoad:
        """Return what :meth:`load` would do.

        Raises:
            DeskError: the office is not set up, or its scheme has no list of its own.
        """
        with self._store.reading() as session:
            return _Load(session).told

    def load(self) -> SchemeLoad:
        """Take in the list that the office's scheme prints, row by row (WL-12, WL-13).

        Only the scheme's own items are added or put right, in what its document says of them.

        Raises:
            DeskError: as :meth:`scheme_load`, or everything is there already.
        """
        with self._store.writing(self._clerk, "items.load") as change:
            load = _Load(change.session)
            if not (load.new or load.after):
                raise DeskError("方案的事项都已经在清单里，没有变化。", "不用再载入。")
            load.write()
            change.say(
                scheme=load.told.document,
                new=load.told.new,
                changed=load.told.changed,
                codes=[*load.new, *load.after],
                overwritten={code: jsonable(load.before[code]) for code in load.after},
            )
        return load.told


class _Load:
    """The rows of the office's scheme held against the catalogue."""

    def __init__(self, session: Session) -> None:
        scheme = scheme_of(session, office_of(session))
        wanted = values_of(scheme)
        if not wanted:
            raise DeskError(
                f"方案“{scheme.name}”没有附事项清单。", "请导入公布的抽查事项清单，或者逐项新增。"
            )
        self._session = session
        self._ids: dict[str, int] = {}
        self.new: dict[str, dict[str, Any]] = {}
        self.before: dict[str, dict[str, Any]] = {}
        self.after: dict[str, dict[str, Any]] = {}
        for code, values in wanted.items():
            known = roster_book.entry(session, _KIND, code)
            if known is None:
                self.new[code] = values
            elif after := roster_edit.differing(_KIND, known, values):
                self._ids[code] = known["id"]
                self.before[code] = {name: known[name] for name in after}
                self.after[code] = after
        unchanged = len(wanted) - len(self.new) - len(self.after)
        counts = len(self.new), len(self.after), unchanged
        self.told = SchemeLoad(scheme.name, scheme.document, *counts)

    def write(self) -> None:
        for code, values in self.new.items():
            roster_edit.add(self._session, _KIND, {**values, "code": code}, "")
        for code, values in self.after.items():
            roster_edit.change(self._session, _KIND, self._ids[code], values)


def _readable_scheme(session: Session) -> Scheme | None:
    """Return the office's scheme, None where it has none that can be read."""
    with suppress(DeskError):  # whoever needs it is told; the list is there without it
        return scheme_if_any(session)
    return None


def _next_number(session: Session, items: tuple[ItemRow, ...], effective_on: date) -> int:
    """Return the next version's number.

    Raises:
        DeskError: nothing has changed, or it would be in force before the last one.
    """
    published = editions(session)
    if not published:
        return 1
    last = published[-1]
    if effective_on < last.effective_on:
        raise DeskError(
            f"生效日期早于第 {last.number} 版的生效日期 {last.effective_on}。", "请核对生效日期。"
        )
    changed = any(item_facts.changes_since(session, items))
    if not changed and effective_on.year == last.effective_on.year:
        raise DeskError(
            f"清单与第 {last.number} 版完全相同，没有变化。",
            "有改动再发布；下一年度沿用的，生效日期填下一年度的日期。",
        )
    return last.number + 1


def _said_of(version: ItemCatalogue) -> dict[str, Any]:
    """Return what the journal says of a version."""
    return {
        "number": version.number,
        "on": version.effective_on.isoformat(),
        "decided": version.decided_on.isoformat(),
        "place": version.meeting,
        "by": version.decided_by,
        "reason": version.note,
        "rows": len(version.items),
    }


def _require_days(decided_on: date, effective_on: date, today: date) -> None:
    if decided_on > today:
        raise DeskError("讨论确定的日期比今天还晚。", "会议开过以后再发布；请核对日期。")
    if effective_on < decided_on:
        raise DeskError("生效日期早于讨论确定的日期。", "清单讨论确定以后才能生效，请核对日期。")
