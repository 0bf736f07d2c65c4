"""Files dropped onto a page: what says so while they are held above it, and which they are."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ssj_desktop.views.parts import named


class DropVeil(QLabel):
    """Lies over a page while a file is held above it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        named(self, "drop")
        self.setProperty("over", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def cover(self, words: str) -> None:
        """Say what letting go will do."""
        self.setText(words)
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of this computer that are dropped, none if anything else is among them."""
    urls = mime.urls()
    return [Path(url.toLocalFile()) for url in urls] if all(it.isLocalFile() for it in urls) else []
