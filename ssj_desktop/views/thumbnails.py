"""A paper's pages in small, a column to choose from; drawn only where one looks."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ssj_desktop.views import theme
from ssj_desktop.views.page_pictures import PagePictures
from ssj_desktop.views.parts import named

_PICTURE = QSize(104, 147)  # px, A4 upright; other sheets fit inside
_ROW = QSize(136, 184)
_WIDTH = 152  # with the scroll bar
_TOP, _NUMBER = 8, 22  # px above a picture, and for the number under it
_FINE = 2  # drawn larger than shown, for a table's rules would all be black
_ROOM = 4_000_000  # pixels kept though out of sight: some 65 pages
_EDGE = QColor(27, 42, 43, 48)


class Thumbnails(QListWidget):
    """Marks the page that is read. Pages count from 1.

    Signals: ``turned`` (a page was chosen).
    """

    turned = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "thumbnails")
        self._sizes: list[QSize] = []
        self._pictures = PagePictures(self, _ROOM)

        self.setFixedWidth(_WIDTH)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_ROW.height() // 4)
        self.setAccessibleName("各页")

        self.currentRowChanged.connect(lambda row: self.turned.emit(row + 1))
        self._pictures.came.connect(self.viewport().update)

    def show_document(self, document: QPdfDocument, page: int) -> None:
        """Show the pages of a paper, which has to live as long as this."""
        pages = range(document.pageCount())
        self._sizes = [_fitted(document.pagePointSize(page)) for page in pages]
        self._pictures.show_document(document)
        self.blockSignals(True)
        self.clear()
        self.addItems([f"第 {page + 1} 页" for page in pages])
        self.blockSignals(False)
        self.mark(page)

    def mark(self, page: int) -> None:
        """Show that this page is read."""
        self.blockSignals(True)
        self.setCurrentRow(page - 1)
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        scale = self.devicePixelRatioF() * _FINE
        self._pictures.want([(row, self._sizes[row] * scale) for row in self._in_sight()])

    def _in_sight(self) -> range:
        seen = self.viewport().rect()
        first, last = (self.indexAt(it).row() for it in (seen.topLeft(), seen.bottomLeft()))
        return range(max(first, 0), (last if last >= 0 else self.count() - 1) + 1)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, chosen: bool) -> None:
        """Draw a page's picture with its number under it, framed when it is read."""
        size = self._sizes[row]
        corner = QPoint(rect.left() + (rect.width() - size.width()) // 2, rect.top() + _TOP)
        place = QRect(corner, size)
        painter.fillRect(place, Qt.GlobalColor.white)
        if image := self._pictures.of(row):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        painter.setPen(QPen(QColor(theme.PINE), 2) if chosen else QPen(_EDGE))
        painter.drawRect(place.adjusted(-1, -1, 1, 1) if chosen else place.adjusted(-1, -1, 0, 0))
        painter.setPen(QColor(theme.PINE if chosen else theme.SECONDARY))
        painter.setFont(theme.font(13, bold=chosen))
        under = QRect(rect.left(), place.bottom() + 3, rect.width(), _NUMBER)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(row + 1))


def _fitted(page: QSizeF) -> QSize:
    return page.toSize().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)


class _Delegate(QStyledItemDelegate):
    def __init__(self, strip: Thumbnails) -> None:
        super().__init__(strip)
        self._strip = strip

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        self._strip.paint_row(painter, option.rect, index.row(), chosen)  # type: ignore[attr-defined]
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return _ROW
