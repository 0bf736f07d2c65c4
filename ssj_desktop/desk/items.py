"""抽查事项: the catalogue of what may be checked."""

from collections.abc import Mapping

from ssj_desktop.desk import forms
from ssj_desktop.desk.histories import history_of
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import FieldText, ItemCard, ItemRow
from ssj_desktop.models import roster_book
from ssj_desktop.models.store import Store

_KIND = RosterKind.ITEMS


class Items:
    """Verbs on single check items; a whole catalogue comes by import."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def rows(self) -> tuple[ItemRow, ...]:
        """Return a line for every item, in the order they came into the catalogue."""
        with self._store.reading() as session:
            return roster_book.items(session)

    def card(self, code: str) -> ItemCard:
        """Return all that is known of an item.

        Raises:
            DeskError: no such item.
        """
        with self._store.reading() as session:
            entry = forms.entry_of(session, _KIND, code)
            history = history_of(session, _KIND, entry, {})
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
