"""Somebody who looks at a paper before it is printed, in a process of its own."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from bench.table import timed
from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages import PAGES

_PAGE = QSize(900, 1273)  # px, as the window shows it at its usual width


def looked_at(content: bytes) -> float:
    """Open a preview as a click does, the first one since the start; return the seconds."""
    app = QApplication([])
    theme.dress(app)
    with TemporaryDirectory() as scratch, Desk.open(Path(scratch) / "bench.ssj", "bench") as desk:
        window = MainWindow(desk, Settings(Path(scratch) / "settings"), PAGES)
        window.resize(1366, 728)
        window.show()
        while not window.work.idle:
            app.processEvents()
        app.processEvents()
        seconds, _ = timed(lambda: _look(app, window, content))
        window.work.close()
        window.deleteLater()
        app.processEvents()
    return seconds


def _look(app: QApplication, window: MainWindow, content: bytes) -> None:
    # As the pages do it: what shows papers is loaded by the first click.
    from ssj_desktop.views.paper_view import PaperView
    from ssj_desktop.views.preview import Preview

    preview = Preview(window, window.context, "文书", content)
    drawn: list[bool] = []
    preview.findChildren(PaperView)[0].drawn.connect(lambda: drawn.append(True))
    preview.show()
    while not drawn:
        app.processEvents()
    app.processEvents()


def bare(content: bytes) -> float:
    """Open the paper and draw its first page, nothing else; return the seconds."""
    return timed(lambda: _draw(content))[0]


def _draw(content: bytes) -> None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    document.render(0, _PAGE)
    document.close()
