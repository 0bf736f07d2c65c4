"""Files dropped onto a page: what says so while they are held above it, and who takes them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from ssj_desktop.views.parts import named


class DropVeil(QLabel):
    """Lies over a page while files are held above it, and hands them on when they are let go.

    ``say`` tells what letting go will do, "" where the page takes no files now. It and ``take`` get
    the files of this computer, none if anything else is among what is dropped.
    """

    def __init__(
        self,
        page: QWidget,
        say: Callable[[list[Path]], str],
        take: Callable[[list[Path]], None],
    ) -> None:
        super().__init__(page)
        self._page, self._say, self._take = page, say, take
        named(self, "drop")
        self.setProperty("over", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hide()
            event.acceptProposedAction()
            self._take(_files(event.mimeData()))
            return True
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> None:
        words = self._say(_files(event.mimeData())) if event.mimeData().hasUrls() else ""
        if not words:
            event.ignore()
            return
        self.setText(words)
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()
        event.acceptProposedAction()


def _files(mime: QMimeData) -> list[Path]:
    urls = mime.urls()
    return [Path(url.toLocalFile()) for url in urls] if all(it.isLocalFile() for it in urls) else []
