"""The card of one check item: the form and the changes."""

from ssj_desktop.facts import roster
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.entry_card import EntryCard
from ssj_desktop.views.rosters.history_list import HistoryList

_PARAGRAPHS = {"content": 6, "basis": 4}  # the long texts, with the lines they show


class ItemCard(EntryCard[roster.ItemCard]):
    """What stands beside the catalogue of check items."""

    def __init__(self, context: Context) -> None:
        self._history = HistoryList()
        tabs = (("变更", self._history),)
        super().__init__(context, "抽查事项", context.desk.items, _PARAGRAPHS, tabs)

    def show_more(self, card: roster.ItemCard | None) -> str:
        if card is None:
            return ""
        self._history.show_lines(card.history)
        return f"编码 {card.code}"
