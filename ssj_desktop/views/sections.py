"""A page of several pages: a row of names on top, the chosen one below."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ssj_desktop.views.deck import Deck
from ssj_desktop.views.page import Context, Page, Tab
from ssj_desktop.views.parts import tab_bar


class Sections(Page):
    """Shows one of its ``parts`` at a time; each is built when it is first seen."""

    parts: ClassVar[tuple[Tab, ...]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bar = tab_bar("sections")
        self._deck = Deck(context, self.parts)

        for part in self.parts:
            self._bar.addTab(part.title)
        self._bar.setAccessibleName(f"{self.title}的各栏")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._bar)
        layout.addWidget(self._deck)

        self._bar.currentChanged.connect(self._deck.show_at)
        self._deck.show_at(0)

    @property
    def shown(self) -> Page:
        """The part that is seen."""
        return self._deck.shown

    def refresh(self) -> None:
        """Nothing of its own to show: the parts refresh themselves."""

    def heed(self, noun: str) -> None:
        self._deck.heed(noun)

    def unsaved(self) -> str:
        return self._deck.unsaved()

    @classmethod
    def places(cls) -> list[str]:
        return [f"{cls.title}/{place}" for part in cls.parts for place in part.places()]

    def go_to(self, place: str) -> None:
        name, _, rest = place.partition("/")
        self._bar.setCurrentIndex(self._deck.index_of(name))
        self.shown.go_to(rest)

    def help_name(self) -> str:
        return self.shown.help_name()
