"""A paper as it will print: the very bytes, to be looked at, printed and saved."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeySequence, QPalette, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.views import alerts, theme
from ssj_desktop.views.background import Work
from ssj_desktop.views.files import PAPER, ask_new_file
from ssj_desktop.views.parts import allow, button, fit_screen, label, named, row
from ssj_desktop.views.printing import PrintJob, fit_paper

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SIZE = (960, 720)
_NEAR = 1.01  # a zoom so close to a step stands on it
_NO_PRINTER = DeskError(
    "这台电脑上没有打印机。",
    "请先在系统里添加打印机；也可以“另存为…”，把 PDF 拿到有打印机的电脑上打印。",
)
_BUSY = DeskError("正在办另一件事，还没有保存。", "请等它办完，再存一次。")


class Preview(QWidget):
    """A window of its own, gone when it is closed or its parent is.

    Args:
        title: what the paper is called; also its file's name when saved.
        content: a whole PDF.
    """

    def __init__(self, parent: QWidget, work: Work, title: str, content: bytes) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        named(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._work = work
        self._content = content
        self._job: PrintJob | None = None
        self._document = self._open()
        self._view = self._make_view()
        self._place = label(name="secondary")
        self._smaller = button("缩小", lambda: self._zoom(-1))
        self._larger = button("放大", lambda: self._zoom(1))
        self._fit = button("适合宽度", self._fit_width)
        self._save = button("另存为…", self._ask_where)
        self._print = button("打印…", self._ask_printer, "primary")

        self._lay_out()
        self._connect()
        fit_screen(self, _SIZE[0], max(parent.window().height(), _SIZE[1]))
        self._show_place()

    def _open(self) -> QPdfDocument:
        """Return the paper; it reads from the buffer as long as it lives."""
        buffer = QBuffer(self)
        buffer.setData(QByteArray(self._content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        return document

    def _make_view(self) -> QPdfView:
        view = QPdfView(self)
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.BORDER))  # around the sheets
        view.setPalette(palette)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setDocument(self._document)
        view.setAccessibleName(self.windowTitle())
        return view

    def _lay_out(self) -> None:
        bar = row(
            self._place, None, self._smaller, self._larger, self._fit, self._save, self._print
        )
        bar.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)

    def _connect(self) -> None:
        self._view.pageNavigator().currentPageChanged.connect(self._show_place)
        keys = QKeySequence.StandardKey
        for key, act in {
            keys.ZoomOut: self._smaller,
            keys.ZoomIn: self._larger,
            keys.Save: self._save,
            keys.Print: self._print,
        }.items():
            QShortcut(QKeySequence(key), self, act.click)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _show_place(self) -> None:
        page, count = self._view.pageNavigator().currentPage() + 1, self._document.pageCount()
        self._place.setText(f"第 {page} 页，共 {count} 页")

    def _zoom(self, step: int) -> None:
        """Go to the next zoom that is larger (1) or smaller (-1) than what is seen."""
        seen = self._seen_zoom()
        larger = [zoom for zoom in _ZOOMS if zoom > seen * _NEAR]
        smaller = [zoom for zoom in _ZOOMS if zoom * _NEAR < seen]
        zoom = next(iter(larger if step > 0 else smaller[::-1]), seen)
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(zoom)
        allow(self._larger, "" if zoom < _ZOOMS[-1] else "已经最大了。")
        allow(self._smaller, "" if zoom > _ZOOMS[0] else "已经最小了。")

    def _seen_zoom(self) -> float:
        if self._view.zoomMode() == QPdfView.ZoomMode.Custom:
            return self._view.zoomFactor()
        margins = self._view.documentMargins()
        room = self._view.viewport().width() - margins.left() - margins.right()
        sizes = [self._document.pagePointSize(n).width() for n in range(self._document.pageCount())]
        return room / (max(sizes) * self._view.logicalDpiX() / 72)

    def _fit_width(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        allow(self._larger, "")
        allow(self._smaller, "")

    def _ask_where(self) -> None:
        folders = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(folders.DocumentsLocation)
        suggested = Path(folder) / f"{self.windowTitle()}.pdf"
        ask_new_file(self, "另存为", suggested, PAPER, self._write)

    def _write(self, file: Path) -> None:
        begun = self._work.verb(
            self,
            "正在保存……",
            lambda: paths.write_bytes(file, self._content),
            lambda _: self._place.setText(f"已保存为 {file.name}"),
            lambda error: alerts.tell(self, error),
        )
        if not begun:
            alerts.tell(self, _BUSY)

    def _ask_printer(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            alerts.tell(self, _NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        fit_paper(printer, self._document.pagePointSize(0))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._document.pageCount())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own wants a slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Print what ``printer`` is set to."""
        self._job = PrintJob(self._document, printer, self)
        self._job.began_page.connect(
            lambda page, count: self._place.setText(f"正在打印第 {page} 页，共 {count} 页……")
        )
        self._job.ended.connect(self._printed)
        allow(self._print, "正在打印。")

    def _printed(self, why_not: str) -> None:
        self._job = None
        allow(self._print, "")
        self._place.setText("已送到打印机")
        if why_not:
            self._show_place()
            alerts.tell(self, DeskError(why_not, "请检查打印机，再打印一次。"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job:
            self._job.stop()
        super().closeEvent(event)
