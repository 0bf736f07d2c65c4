"""F1: what the page that is seen is for, in a window beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from ssj_desktop import paths
from ssj_desktop.views.parts import fit_screen

_MARGIN, _BETWEEN, _LINE = 16, 8, 115  # px, px below a paragraph, % of a line's height


class Help(QTextBrowser):
    """Shows a text of resources/help; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowFlags(Qt.WindowType.Tool)
        fit_screen(self, 480, 600)
        self.document().setDocumentMargin(_MARGIN)

    def show_text(self, name: str) -> None:
        """Show the text called ``name``, a page's title."""
        file = paths.resources() / "help" / f"{name}.md"
        self.setWindowTitle(f"帮助：{name}")
        self.setMarkdown(file.read_text(encoding="utf-8"))
        self._space_out()
        self.show()
        self.raise_()
        self.activateWindow()

    def _space_out(self) -> None:
        """Set lines and paragraphs apart: Chinese text has no word gaps to rest the eye."""
        spaced = QTextBlockFormat()
        spaced.setBottomMargin(_BETWEEN)
        spaced.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(spaced)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
