"""What is seen while a data file is being made: what is done, and that it takes its time."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.views.background import Work
from ssj_desktop.views.parts import label, named

_SIZE = 480, 200  # px


class Waiting(QWidget):
    """A window of few words; its ``work`` is what one waits for, and it stays as long."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__()
        named(self, "window")
        self.work = Work(self)
        self.setWindowTitle("双随机")
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addStretch()
        column.addWidget(label(words, "pageTitle", wrap=True))
        column.addWidget(label(hint, "secondary", wrap=True))
        column.addStretch()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(not self.work.busy)
