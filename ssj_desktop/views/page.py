"""What every page of the window is: it shows facts, and knows when they may have changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views.background import Work


@dataclass(frozen=True)
class Context:
    """What pages work with.

    ``go`` leads to a place by its name (「名录库/导入」); ``say`` tells in the status line that
    something is done; ``restore`` puts a backup in the place of the open file.
    """

    desk: Desk
    work: Work
    settings: Settings
    go: Callable[[str], None]
    say: Callable[[str], None]
    restore: Callable[[Path], None]


class Page(QWidget):
    """One page. It goes stale when a noun of the desk that it ``watches`` has changed."""

    title: ClassVar[str]
    watches: ClassVar[frozenset[str]] = frozenset()
    parts: ClassVar[tuple["Tab", ...]] = ()  # of most pages none

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.desk = context.desk
        self.work = context.work
        self._stale = True

    def refresh(self) -> None:
        """Show the facts anew; called when the page is stale and seen."""
        raise NotImplementedError

    def heed(self, noun: str) -> None:
        """Take note that something of ``noun`` has changed."""
        if noun in self.watches:
            self.go_stale()

    def go_stale(self) -> None:
        """Refresh now if the page is seen, else when it will be."""
        self._stale = True
        self._refresh_if_seen()

    def unsaved(self) -> str:
        """Return in words what would be lost by leaving, "" when nothing would."""
        return ""

    def keep_typed(self) -> None:
        """Write down what is typed and kept as it is typed; called before the page is left.

        Raises:
            DeskError: it could not be written.
        """

    @classmethod
    def places(cls) -> list[str]:
        """Return the names of the places in this page, its own title where it has no parts."""
        return [cls.title]

    def go_to(self, place: str) -> None:
        """Show the part of this page called ``place``; most pages have no parts."""

    def help_name(self) -> str:
        """Return the name of the text in resources/help that explains what is seen."""
        return self.title

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def is_seen(self) -> bool:
        """Return whether somebody looks at what the page shows."""
        return self.isVisible()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.is_seen():
            self._stale = False
            self.refresh()


@dataclass(frozen=True)
class Tab:
    """A page's name and where it is written: ``module`` below ``views``, and there ``kind``.

    Its rooms are loaded when it is first seen: all of them are a fifth of the start.
    """

    title: str
    module: str
    kind: str

    def page(self) -> type[Page]:
        """Load the page's rooms."""
        found: type[Page] = getattr(import_module(f"ssj_desktop.views.{self.module}"), self.kind)
        return found

    def load(self) -> Iterator[str]:
        """Load the page's rooms and its parts' rooms, one a step."""
        kind = self.page()
        yield self.title
        for part in kind.parts:
            yield from part.load()

    def places(self) -> list[str]:
        """Return the names of the places in the page, its own title where it has no parts."""
        return self.page().places()
