"""F1: what the page that is seen is for, in a window beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from ssj_desktop import paths


class Help(QTextBrowser):
    """Shows a text of resources/help; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowFlags(Qt.WindowType.Tool)
        self.resize(460, 560)

    def show_text(self, name: str) -> None:
        """Show the text called ``name``, a page's title."""
        file = paths.resources() / "help" / f"{name}.md"
        self.setWindowTitle(f"帮助：{name}")
        self.setMarkdown(file.read_text(encoding="utf-8"))
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
