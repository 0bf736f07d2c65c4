"""A page of several pages: a row of names on top, the chosen one below."""

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import tab_bar


class Sections(Page):
    """Shows one of its ``parts`` at a time; each is built when it is first seen."""

    parts: ClassVar[tuple[type[Page], ...]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bar = tab_bar("sections")
        self._stack = QStackedWidget()
        self._built: dict[int, Page] = {}

        for part in self.parts:
            self._bar.addTab(part.title)
        self._bar.setAccessibleName(f"{self.title}的各栏")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack)

        self._bar.currentChanged.connect(self._show)
        self._show(0)

    @property
    def shown(self) -> Page:
        """The part that is seen."""
        return self._built[self._bar.currentIndex()]

    def refresh(self) -> None:
        """Nothing of its own to show: the parts refresh themselves."""

    def heed(self, noun: str) -> None:
        for part in self._built.values():
            part.heed(noun)

    def unsaved(self) -> str:
        return "".join(part.unsaved() for part in self._built.values())

    @classmethod
    def places(cls) -> list[str]:
        return [f"{cls.title}/{place}" for part in cls.parts for place in part.places()]

    def go_to(self, place: str) -> None:
        name, _, rest = place.partition("/")
        self._bar.setCurrentIndex([part.title for part in self.parts].index(name))
        self.shown.go_to(rest)

    def help_name(self) -> str:
        return self.shown.help_name()

    def _show(self, index: int) -> None:
        if index not in self._built:
            self._built[index] = self.parts[index](self.context)
            self._stack.addWidget(self._built[index])
        self._stack.setCurrentWidget(self._built[index])
