"""Pictures of a PDF's pages, drawn one at a time on a thread of their own, most wanted first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer


@dataclass
class _Picture:
    image: QImage
    stale: bool = False


class PagePictures(QObject):
    """Keeps the pictures that are wanted, and of the others what ``room`` (pixels) holds.

    One page is drawn at a time, so that whoever scrolls on never waits for what has gone by.
    Of another paper the old pictures are there until the new ones come: nothing flickers.

    Signals: ``came`` (one more picture is there).
    """

    came = Signal()

    def __init__(self, parent: QObject, room: int) -> None:
        super().__init__(parent)
        self._room = room
        self._pictures: dict[int, _Picture] = {}
        self._wanted: Sequence[tuple[int, QSize]] = ()
        self._drawing = False
        self._renderer = self._new_renderer()

    def _new_renderer(self) -> QPdfPageRenderer:
        made = QPdfPageRenderer(self)
        made.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        made.pageRendered.connect(self._take)
        return made

    def show_document(self, document: QPdfDocument) -> None:
        """Draw from this paper now; the one before may go as soon as control is back in Qt."""
        # A new one, for the old one may yet hand over a page of the old paper under the number
        # that it would give to the same page of this one.
        self._renderer.pageRendered.disconnect(self._take)
        self._renderer.deleteLater()
        self._renderer = self._new_renderer()
        self._renderer.setDocument(document)
        self._drawing = False
        self._wanted = ()
        count = document.pageCount()
        self._pictures = {
            page: _Picture(picture.image, stale=True)
            for page, picture in self._pictures.items()
            if page < count
        }

    def of(self, page: int) -> QImage | None:
        """Return what there is of a page: maybe of another size, or of the paper before."""
        picture = self._pictures.get(page)
        return picture.image if picture else None

    def has(self, page: int, size: QSize) -> bool:
        """Return whether a page is there as it is wanted."""
        picture = self._pictures.get(page)
        return picture is not None and not picture.stale and picture.image.size() == size

    def want(self, wanted: Sequence[tuple[int, QSize]]) -> None:
        """Have these pages (from 0) drawn in this order, and nothing that was wanted before."""
        self._wanted = wanted
        self._draw_next()

    def _draw_next(self) -> None:
        if self._drawing:
            return
        missing = (part for part in self._wanted if not self.has(*part))
        if part := next(missing, None):
            self._drawing = self._renderer.requestPage(*part) != 0

    def _take(self, page: int, _: QSize, image: QImage, __: QPdfDocumentRenderOptions) -> None:
        self._drawing = False
        self._pictures.pop(page, None)  # the newest stands last
        self._pictures[page] = _Picture(image)
        self._forget()
        self.came.emit()
        self._draw_next()

    def _forget(self) -> None:
        wanted = {page for page, _ in self._wanted}
        held = sum(_pixels(picture.image) for picture in self._pictures.values())
        for page in [page for page in self._pictures if page not in wanted]:
            if held <= self._room:
                return
            held -= _pixels(self._pictures.pop(page).image)


def _pixels(image: QImage) -> int:
    return image.width() * image.height()
