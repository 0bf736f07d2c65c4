"""Papers to look at and printers that print to files, for whoever tests what shows them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views.background import Work
from ssj_desktop.views.page import Context

DARK = 160  # of 255; lighter is paper


class Window(QWidget):
    """Stands for the window that papers belong to."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.work = Work(self)
        self.told: list[object] = []
        self.work.told.connect(self.told.append)
        self.context = Context(desk, self.work, settings, _nothing, _nothing, _nothing)


def _nothing(_: object) -> None:
    pass


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(1_000):
        if true():
            return
        QTest.qWait(10)
    raise AssertionError("it never came")


def pages(count: int, word: str = "", wide: int = 0) -> bytes:
    """Return a paper of A4 pages, each with its number: ``word`` on the first, ``wide`` turned."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number in range(1, count + 1):
        canvas.setPageSize(landscape(A4) if number == wide else A4)
        canvas.setFont("Helvetica", 300)
        canvas.drawCentredString(
            A4[0] / 2, A4[1] / 2, word if word and number == 1 else f"{number}"
        )
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def inked_rows(image: QImage) -> set[int]:
    """Return which rows of a picture are not white all over."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width = gray.bytesPerLine()
    pixels = bytes(gray.constBits())
    rows = range(gray.height())
    return {y for y in rows if min(pixels[y * width : y * width + gray.width()]) < DARK}


class FilePrinter(QPrinter):
    """A printer whose paper is a file, though it may say that it is another one."""

    def __init__(self, file: Path, name: str = "", dpi: int = 100) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(file))
        self.setResolution(dpi)
        self._name = name

    def printerName(self) -> str:
        return self._name or super().printerName()

    def outputFileName(self) -> str:
        return "" if self._name else super().outputFileName()
