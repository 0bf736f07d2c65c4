"""A paper on its way to a printer, strip by strip, so that the window never stands still."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_STRIP = 1_000_000  # pixels: 4 MB and 40 ms; a whole page at 1,200 dpi would take 560 MB
_POINTS = 72  # an inch
_ONE_MORE = QMargins(0, 0, 1, 1)

STOPPED = "没有打印完，已经停止。"
"""Why nothing more comes out of a job that was told to stop."""


class PrintJob(QObject):
    """Prints the pages that the printer's dialog has chosen, in the paper's own size.

    Signals: ``began_page`` (which, of how many), ``ended`` (why nothing more comes out, "" when
    all is on its way).
    """

    began_page = Signal(int, int)
    ended = Signal(str)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._painter = QPainter()
        self._strips = self._print()
        self._why = ""
        self._timer = QTimer(self)

        self._timer.timeout.connect(self._step)
        self._timer.start(0)

    def stop(self) -> None:
        """Print nothing more."""
        self._printer.abort()
        self._end(STOPPED)

    def _step(self) -> None:
        if self._printer.printerState() in (QPrinter.PrinterState.Error, _ABORTED):
            self._end("打印机停下了，没有打印完。")
        elif next(self._strips, _NOTHING) is _NOTHING:
            self._end(self._why)

    def _end(self, why: str) -> None:
        self._timer.stop()
        self._painter.end()
        self.ended.emit(why)

    def _print(self) -> Iterator[None]:
        """Paint a strip at each step."""
        pages = chosen_pages(self._printer, self._document.pageCount())
        if not pages:
            self._why = "这份文件没有可以打印的页。"
            return
        sizes = [self._document.pagePointSize(page) for page in pages]
        fit_paper(self._printer, sizes[0])
        if not self._painter.begin(self._printer):
            self._why = "打印机没有接下这份文件。"
            return
        for number, page in enumerate(pages):
            if number:
                self._turn_to(sizes[number - 1], sizes[number])
            self.began_page.emit(number + 1, len(pages))
            yield from self._paint(page, sizes[number])

    def _turn_to(self, before: QSizeF, size: QSizeF) -> None:
        if size != before:
            fit_paper(self._printer, size)
        self._printer.newPage()

    def _paint(self, page: int, paper: QSizeF) -> Iterator[None]:
        width = round(paper.width() / _POINTS * self._printer.logicalDpiX())
        height = round(paper.height() / _POINTS * self._printer.logicalDpiY())
        # Of a page shown in part Qt counts whole points only, 595 × 841 of A4's 595.3 × 841.9,
        # and scales by what lies between the first row and the last, hence one more.
        across, down = paper.width() / int(paper.width()), paper.height() / int(paper.height())
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(QSize(round(width * across), round(height * down)))
        edges = [*range(0, height, max(_STRIP // width, 1)), height]
        for top, bottom in pairwise(edges):
            size = QSize(width, bottom - top)
            options.setScaledClipRect(QRect(QPoint(0, top), size.grownBy(_ONE_MORE)))
            inked = self._document.render(page, size, options)
            self._painter.drawImage(0, top, _on_white(inked))
            yield


_ABORTED = QPrinter.PrinterState.Aborted
_NOTHING = object()


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print, from 0, in the order they leave the printer."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(first - 1, min(last, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages * (1 if printer.supportsMultipleCopies() else printer.copyCount())


def pages_out(printer: QPrinter, count: int) -> int:
    """Return how many printed pages a paper of ``count`` pages makes, all its copies together."""
    by_itself = printer.copyCount() if printer.supportsMultipleCopies() else 1
    return len(chosen_pages(printer, count)) * by_itself


def printer_names() -> list[str]:
    """Return the printers that this computer knows."""
    return QPrinterInfo.availablePrinterNames()


def printer_called(name: str) -> QPrinter | None:
    """Return the printer of this name, None when it is gone."""
    info = QPrinterInfo.printerInfo(name)
    return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)


def name_of(printer: QPrinter) -> str:
    """Return a printer's name, or the name of the file that takes the place of paper."""
    return Path(printer.outputFileName()).name or printer.printerName()


def fit_paper(printer: QPrinter, size: QSizeF) -> None:
    """Have ``printer`` take paper of ``size`` (points) and print it to its very edges."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    turn = QPageLayout.Orientation
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    printer.setPageOrientation(turn.Landscape if wide else turn.Portrait)


def _on_white(inked: QImage) -> QImage:
    """Return a picture without the transparency that printers make a mess of."""
    sheet = QImage(inked.size(), QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, inked)
    painter.end()
    return sheet
