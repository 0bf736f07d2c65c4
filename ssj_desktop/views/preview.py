"""A paper as it will print: the very bytes, to be looked at, printed and saved."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.views import alerts
from ssj_desktop.views.files import PAPER, ask_new_file
from ssj_desktop.views.page import Context
from ssj_desktop.views.paper_view import PaperView
from ssj_desktop.views.parts import allow, button, fit_screen, label, named, row, shortened
from ssj_desktop.views.print_buttons import PrintButtons
from ssj_desktop.views.thumbnails import Thumbnails

_SIZE = (1120, 720)
_SAID = 216  # px for the place, or what has just happened
_STRAIGHT = "Ctrl+Shift+P"
_BUSY = DeskError("正在办另一件事，还没有保存。", "请等它办完，再存一次。")


class Preview(QWidget):
    """A window of its own, gone when it is closed or its parent is.

    Args:
        title: what the paper is called; also its file's name when saved.
        content: a whole PDF, several papers bound into one where they are one job.

    ``left``: the paper has left the program, all of it sent to a printer or saved.
    """

    left = Signal()

    def __init__(self, parent: QWidget, context: Context, title: str, content: bytes) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        named(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._work = context.work
        self._content = content
        # Before the paper: what draws has to be gone before what it draws from.
        self._strip = Thumbnails(self)
        self._paper = PaperView(self)
        self._at = (0, 0)
        self._place = label(name="secondary")
        self._before = button("上一页", lambda: self._turn(-1))
        self._after = button("下一页", lambda: self._turn(1))
        self._smaller = button("缩小", lambda: self._paper.zoom(-1))
        self._larger = button("放大", lambda: self._paper.zoom(1))
        self._fit = button("适合宽度", self._paper.fit_width)
        self._save = button("另存为…", self._ask_where)
        self._prints = PrintButtons(context)

        self._lay_out()
        self._connect()
        self._bind_keys()
        fit_screen(self, _SIZE[0], max(parent.window().height(), _SIZE[1]))
        self._show_zoom()
        self._paper.show_paper(content)
        if self._paper.document.pageCount():
            self._prints.show_paper(title, content)
        else:
            self._paper.clear("这份 PDF 打不开：可能加了密码，或者已经损坏。")
        several = self._paper.document.pageCount() > 1
        for part in (self._strip, self._before, self._after):
            part.setVisible(several)
        self._paper.setFocus()

    def _lay_out(self) -> None:
        self._place.setMinimumWidth(_SAID)
        tools = (self._smaller, self._larger, self._fit, self._save, self._prints)
        bar = row(self._before, self._after, self._place, None, *tools)
        bar.setContentsMargins(16, 12, 16, 12)
        pages = row(self._strip, spacing=0)
        pages.addWidget(self._paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(pages, 1)

    def _connect(self) -> None:
        self._paper.place_changed.connect(self._show_place)
        self._paper.zoom_changed.connect(self._show_zoom)
        self._paper.drawn.connect(self._show_the_rest, Qt.ConnectionType.SingleShotConnection)
        self._strip.turned.connect(self._paper.go_to_page)
        self._prints.said.connect(self._tell)
        self._prints.sent.connect(self.left)

    def _bind_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for key, act in (
            (QKeySequence(keys.ZoomOut), self._smaller.click),
            (QKeySequence(keys.ZoomIn), self._larger.click),
            (QKeySequence(keys.Save), self._save.click),
            (QKeySequence(keys.Print), self._prints.ask_printer),
            (QKeySequence(_STRAIGHT), self._prints.print_straight),
            (QKeySequence(Qt.Key.Key_PageUp), self._before.click),
            (QKeySequence(Qt.Key.Key_PageDown), self._after.click),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
        ):
            QShortcut(key, self, act)

    def _show_the_rest(self) -> None:
        """Do what can wait until the first page is seen."""
        self._prints.look_for_printer()
        if self._at[1] > 1:
            self._strip.show_document(self._paper.document, self._at[0])

    def _show_place(self, page: int, count: int) -> None:
        self._at = (page, count)
        self._strip.mark(page)
        allow(self._before, "" if page > 1 else "已经是第一页。")
        allow(self._after, "" if page < count else "已经是最后一页。")
        if not self._prints.busy:
            self._tell("")

    def _tell(self, words: str) -> None:
        """Say what has just happened, or else where one is."""
        words = words or f"第 {self._at[0]} 页，共 {self._at[1]} 页"
        self._place.setText(shortened(self._place, words, _SAID))
        self._place.setToolTip(words if self._place.text() != words else "")

    def _show_zoom(self) -> None:
        allow(self._larger, "" if self._paper.can_zoom(1) else "已经最大了。")
        allow(self._smaller, "" if self._paper.can_zoom(-1) else "已经最小了。")
        allow(self._fit, "已经适合宽度。" if self._paper.fits_width else "")

    def _turn(self, pages: int) -> None:
        self._paper.go_to_page(self._at[0] + pages)

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
            lambda _: self._saved(file),
            lambda error: alerts.tell(self, error),
        )
        if not begun:
            alerts.tell(self, _BUSY)

    def _saved(self, file: Path) -> None:
        self._tell(f"已保存为 {file.name}")
        self.left.emit()

    def _stop_and_close(self) -> None:
        self._prints.stop()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._prints.busy:
            event.ignore()
            left = "现在关闭，还没有送到打印机的页不会再打印。"
            alerts.ask(
                self, "还在打印。", left, "停止打印，关闭", self._stop_and_close, danger=True
            )
        else:
            super().closeEvent(event)
