"""Pages of which one is seen; the window has its own, and so has a page of several parts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from ssj_desktop.views.page import Context, Page, Tab


class Deck(QStackedWidget):
    """Builds each page when it is first seen."""

    def __init__(self, context: Context, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._context = context
        self._tabs = tabs
        self._built: dict[int, Page] = {}
        self._index = 0

    @property
    def shown(self) -> Page:
        """The page that is seen."""
        return self._built[self._index]

    def show_at(self, index: int) -> None:
        """Show the page at ``index``, counted from 0."""
        if index not in self._built:
            self._built[index] = self._tabs[index].page()(self._context)
            self.addWidget(self._built[index])
        self._index = index
        self.setCurrentWidget(self._built[index])

    def heed(self, noun: str) -> None:
        """Have every page take note that something of ``noun`` has changed."""
        for page in self._built.values():
            page.heed(noun)

    def unsaved(self) -> str:
        """Return in words what leaving all pages would lose, "" when nothing would."""
        return "".join(page.unsaved() for page in self._built.values())

    def keep_typed(self) -> None:
        """Have every page write down what is typed.

        Raises:
            DeskError: it could not be written.
        """
        for page in self._built.values():
            page.keep_typed()

    def index_of(self, title: str) -> int:
        """Return where the page with this title stands."""
        return [tab.title for tab in self._tabs].index(title)
