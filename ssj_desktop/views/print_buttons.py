"""The buttons that print a paper: asked where, or straight to the printer used last."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views import alerts, printing
from ssj_desktop.views.background import Work
from ssj_desktop.views.page import Context
from ssj_desktop.views.paper_view import opened
from ssj_desktop.views.parts import allow, button, row, shortened
from ssj_desktop.views.printing import STOPPED, PrintJob

_NAME = 168  # px for what the button says, the printer's name in it
_NO_PAPER = "现在没有可以打印的文书。"
_NO_PRINTER = DeskError(
    "这台电脑上没有打印机。",
    "请先在系统里添加打印机；也可以“另存为…”，把 PDF 拿到有打印机的电脑上打印。",
)
_LOOK_AFTER = "请看打印机是否开着、有没有纸，再打印一次。"
_NONE_CHOSEN = "还没有选过打印机：先按“打印…”选一台，以后在这里直接打印。"


class PrintButtons(QWidget):
    """Prints the very bytes it was given, and has the journal note it.

    Signals: ``said`` (how the printing goes; "" when there is nothing to say any more), ``sent``
    (every page is on its way).
    """

    said = Signal(str)
    sent = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._title, self._content = "", b""
        self._job: PrintJob | None = None
        self._straight = button("", self.print_straight)
        self._stop = button("停止打印", self.stop)
        self._ask = button("打印…", self.ask_printer, "primary")

        bar = row(self._straight, self._stop, self._ask)
        bar.setContentsMargins(0, 0, 0, 0)
        self.setLayout(bar)
        self._stop.hide()
        self._show_state(self._context.settings.printer)

    @property
    def busy(self) -> bool:
        """Whether pages are still to be sent."""
        return self._job is not None

    def show_paper(self, title: str, content: bytes) -> None:
        """Print this paper from now on; b"" when there is none."""
        self._title, self._content = title, content
        self._show_state(self._context.settings.printer)

    def look_for_printer(self) -> None:
        """See whether the printer used last is still there; asks the system, so not at once."""
        name = self._context.settings.printer
        self._show_state(name, gone=bool(name) and name not in printing.printer_names())

    def ask_printer(self) -> None:
        """Ask where to print, which pages and how many copies."""
        if not self._ask.isEnabled():
            return
        if not (names := printing.printer_names()):
            alerts.tell(self, _NO_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._context.settings.printer in names:
            printer.setPrinterName(self._context.settings.printer)
        document = opened(self._content, self)
        printer.setDocName(self._title)
        printing.fit_paper(printer, document.pagePointSize(0))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, document.pageCount())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        document.deleteLater()
        QDialog.open(dialog)  # its own wants a slot by name

    def print_straight(self) -> None:
        """Print every page once on the printer used last."""
        name = self._context.settings.printer
        if not self._straight.isEnabled():
            return
        if printer := printing.printer_called(name):
            printer.setDocName(self._title)
            self.print_on(printer)
        else:
            self._show_state(name, gone=True)
            hint = "请看它是否开着、连着；也可以按“打印…”另选一台。"
            alerts.tell(self, DeskError(f"找不到打印机“{name}”。", hint))

    def print_on(self, printer: QPrinter) -> None:
        """Print what ``printer`` is set to."""
        self._remember(printer)
        document = opened(self._content, self)
        write = partial(
            self._context.desk.papers.printed,
            self._title,
            self._content,
            printing.name_of(printer),
            printing.pages_out(printer, document.pageCount()),
        )
        self._job = job = PrintJob(document, printer, self)
        document.setParent(job)
        job.began_page.connect(
            lambda page, count: self.said.emit(f"正在打印第 {page} 页，共 {count} 页……")
        )
        job.ended.connect(lambda why_not: self._printed(why_not, write))
        self._show_state(self._context.settings.printer)
        self._stop.setFocus()

    def stop(self) -> None:
        """Print nothing more."""
        if self._job:
            self._job.stop()

    def _printed(self, why_not: str, write: Callable[[str], None]) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None
        had_focus = self._stop.hasFocus()
        self._show_state(self._context.settings.printer)
        if had_focus:
            self._ask.setFocus()
        if not self._context.desk.read_only:
            _note(self._context.work, partial(write, why_not))
        if why_not == STOPPED:
            self.said.emit("已停止打印，可能已经打出几页")
        elif why_not:
            self.said.emit("")
            alerts.tell(self, DeskError(why_not, _LOOK_AFTER))
        else:
            self.said.emit("已送到打印机")
            self.sent.emit()

    def _remember(self, printer: QPrinter) -> None:
        settings, name = self._context.settings, printer.printerName()
        if printer.outputFileName() or not name or name == settings.printer:
            return
        settings.printer = name
        try:
            settings.save()
        except DeskError as error:
            self._context.work.told.emit(error)

    def _show_state(self, name: str, gone: bool = False) -> None:
        """Show which printer would print straight, or why none can."""
        full = f"打印到 {name}" if name else "直接打印"
        self._straight.setText(shortened(self._straight, full, _NAME))
        why_not = "" if self._content else _NO_PAPER
        allow(self._ask, why_not or ("正在打印。" if self._job else ""))
        if gone:
            why_not = f"现在找不到打印机“{name}”。"
        allow(self._straight, why_not or ("" if name else _NONE_CHOSEN))
        if self._straight.isEnabled():
            self._straight.setToolTip(f"{full}，每页一份（Ctrl+Shift+P）")
        self._stop.setMinimumWidth(self._straight.sizeHint().width())  # the others stay in place
        self._straight.setVisible(not self._job)
        self._stop.setVisible(bool(self._job))


def _note(work: Work, write: Callable[[], None]) -> None:
    """Have the journal note a sent job, whoever is gone by then."""

    def fail(error: DeskError) -> None:
        words = f"这次打印没有记入操作日志：{error.message}"
        work.told.emit(DeskError(words, error.hint))

    work.note(work, write, lambda _: None, fail)
