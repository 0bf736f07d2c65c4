"""What opens beside a roster's table: a title, a way to close it, and what a section puts in."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from ssj_desktop.views import alerts
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import label, link, named, row


class SideCard(QFrame):
    """Hidden until it is opened; Esc closes it. ``opened``, ``closed``: it was.

    ``width_hint``: px; whoever wants more of it pulls it wider.
    """

    width_hint: ClassVar[int] = 440
    opened = Signal()
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        named(self, "card")
        self.context = context
        self.title = label(name="cardTitle", wrap=True)
        self.body = QVBoxLayout(self)

        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(self.title)
        head.setStretch(0, 1)
        head.addWidget(link("关闭", self.close_card), alignment=Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.hide()

        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_card)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def is_open(self) -> bool:
        """Whether it stands beside the table."""
        return not self.isHidden()

    def sizeHint(self) -> QSize:
        return QSize(self.width_hint, super().sizeHint().height())

    def refresh(self) -> None:
        """Show the facts anew, but leave alone what is being typed."""
        raise NotImplementedError

    def unsaved(self) -> str:
        """Return in words what closing it would lose, "" when nothing would."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what has been typed and not saved."""
        raise NotImplementedError

    def open_card(self) -> None:
        """Stand beside the table."""
        self.show()
        self.opened.emit()

    def close_card(self) -> None:
        """Go away; ask first where that would lose something."""
        self.unless_lost(self._close)

    def unless_lost(self, then: Callable[[], object]) -> None:
        """Do ``then``, which drops what is unsaved, but only when the clerk agrees to that."""
        if lost := self.unsaved():
            alerts.ask(self, lost, "现在离开，改过的内容会丢失。", "不保存", then, danger=True)
        else:
            then()

    def _close(self) -> None:
        self.forget()
        self.hide()
        self.closed.emit()
