"""The pages of one PDF, in a window of their own or beside the form that makes them."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QStackedLayout, QWidget

from ssj_desktop.views.parts import label
from ssj_desktop.views.sheets import Sheets


class PaperView(QWidget):
    """A paper that may be shown anew while it is typed, or a sentence in its place.

    Pages count from 1, as people count them.

    Signals: ``place_changed`` (the page that is read, and of how many), ``zoom_changed`` (see
    :meth:`can_zoom`), ``drawn`` (every page in sight is there).
    """

    place_changed = Signal(int, int)
    zoom_changed = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Before any document: what draws has to be gone before what it draws from.
        self._sheets = Sheets(self)
        self._words = label(name="empty", wrap=True)
        self._document = QPdfDocument(self)
        self._stack = QStackedLayout(self)

        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(24)
        self._stack.addWidget(self._sheets)
        self._stack.addWidget(self._words)
        self.setFocusProxy(self._sheets)

        self._sheets.place_changed.connect(
            lambda page, count: self.place_changed.emit(page + bool(count), count)
        )
        self._sheets.zoom_changed.connect(self.zoom_changed)
        self._sheets.drawn.connect(self.drawn)

    @property
    def document(self) -> QPdfDocument:
        """The paper that is shown, without a page when there is none; gone with the next one."""
        return self._document

    @property
    def zoom_factor(self) -> float:
        """The zoom that is seen, 1 being the paper's own size."""
        return self._sheets.zoom

    @property
    def fits_width(self) -> bool:
        """Whether the widest page fills the width, and keeps filling it."""
        return self._sheets.fits_width

    def show_paper(self, content: bytes) -> None:
        """Show a whole PDF in the place of the one before, at the same zoom and place."""
        self._take(opened(content, self))
        self._stack.setCurrentWidget(self._sheets)

    def clear(self, words: str) -> None:
        """Show no paper but a sentence that says why not."""
        self._take(QPdfDocument(self))
        self._words.setText(words)
        self._stack.setCurrentWidget(self._words)

    def go_to_page(self, number: int) -> None:
        """Bring the top of a page into sight."""
        self._sheets.go_to_page(number - 1)

    def zoom(self, step: int) -> None:
        """Go to the next zoom that is larger (1) or smaller (-1) than what is seen."""
        if zoom := self._sheets.next_zoom(step):
            self._sheets.set_zoom(zoom)

    def can_zoom(self, step: int) -> bool:
        """Return whether there is a larger (1) or smaller (-1) zoom."""
        return self._sheets.next_zoom(step) is not None

    def fit_width(self) -> None:
        """Have the widest page fill the width, and keep filling it."""
        self._sheets.set_zoom(None)

    def _take(self, document: QPdfDocument) -> None:
        before, self._document = self._document, document
        self._sheets.show_document(document)
        before.deleteLater()


def opened(content: bytes, parent: QObject) -> QPdfDocument:
    """Return a PDF; it reads from its own buffer as long as it lives."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document
