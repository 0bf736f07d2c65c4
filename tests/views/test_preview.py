"""A paper looked at, saved and printed: always the very bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.views.background import Work
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.printing import chosen_pages
from tests.desk.office import Q1
from tests.views.hands import button, click, dialog, picture, settle, texts

PAPER = "2026年第一季度抽查计划（草稿）"
_DARK = 160  # of 255; lighter is paper


class Window(QWidget):
    """Stands for the window that a preview belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self.work = Work(self)


@pytest.fixture
def window() -> Iterator[Window]:
    made = Window()
    yield made
    made.work.close()
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def content(desk: Desk) -> bytes:
    plan = desk.plans.of(Q1).shown
    assert plan
    return desk.papers.plan(plan)


@pytest.fixture
def preview(window: Window, content: bytes) -> Preview:
    made = Preview(window, window.work, PAPER, content)
    made.show()
    return made


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(1_000):
        if true():
            return
        QTest.qWait(10)
    raise AssertionError("it never came")


def inked_rows(image: QImage) -> set[int]:
    """Return which rows of a picture are not white all over."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width = gray.bytesPerLine()
    pixels = bytes(gray.constBits())
    rows = range(gray.height())
    return {y for y in rows if min(pixels[y * width : y * width + gray.width()]) < _DARK}


def first_page(file: Path) -> QImage:
    """Return it at 150 dpi."""
    document = QPdfDocument()
    document.load(str(file))
    size = QSize(1240, 1754)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    return image


def test_a_paper_is_seen_page_by_page(preview: Preview) -> None:
    view = preview.findChildren(QPdfView)[0]
    count = view.document().pageCount()
    assert texts(preview) == f"第 1 页，共 {count} 页"
    middle = QRect(100, 100, 700, 400)
    wait_until(lambda: len(inked_rows(view.grab().toImage().copy(middle))) > 50)
    picture(preview, "preview")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    wait_until(lambda: f"第 {count} 页" in texts(preview))
    preview.close()


def test_a_paper_is_seen_larger_and_smaller_within_limits(preview: Preview) -> None:
    view = preview.findChildren(QPdfView)[0]
    for _ in range(20):
        if button(preview, "放大").isEnabled():
            click(preview, "放大")
    assert view.zoomFactor() == 4
    assert button(preview, "放大").toolTip() == "已经最大了。"
    click(preview, "缩小")
    assert view.zoomFactor() == 3
    click(preview, "适合宽度")
    assert view.zoomMode() == QPdfView.ZoomMode.FitToWidth
    click(preview, "缩小")  # from wherever the width has put it, to the next smaller step
    assert view.zoomFactor() in (0.75, 1.0)
    preview.close()


def test_what_is_saved_are_the_very_bytes(
    preview: Preview, window: Window, content: bytes, tmp_path: Path
) -> None:
    click(preview, "另存为…")
    chooser = preview.findChildren(QFileDialog)[0]
    assert [Path(name).name for name in chooser.selectedFiles()] == [f"{PAPER}.pdf"]
    chooser.fileSelected.emit(str(tmp_path / "计划.pdf"))
    chooser.close()
    settle(window)
    assert (tmp_path / "计划.pdf").read_bytes() == content
    assert texts(preview) == "已保存为 计划.pdf"
    preview.close()


def test_a_full_folder_is_told_and_nothing_is_claimed(
    preview: Preview, window: Window, tmp_path: Path
) -> None:
    (tmp_path / "占着").write_bytes(b"")
    click(preview, "另存为…")
    chooser = preview.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "占着" / "计划.pdf"))
    chooser.close()
    settle(window)
    assert "没有写成" in texts(dialog())
    click(dialog(), "知道了")
    assert "已保存" not in texts(preview)
    preview.close()


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="a printer is here")
def test_a_computer_without_a_printer_is_told_what_else_can_be_done(preview: Preview) -> None:
    click(preview, "打印…")
    assert "没有打印机" in texts(dialog())
    assert "另存为" in texts(dialog())
    click(dialog(), "知道了")
    preview.close()


def paper_printer(file: Path) -> QPrinter:
    """Return a printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(300)
    return printer


def test_what_is_printed_looks_as_what_was_seen(
    preview: Preview, content: bytes, tmp_path: Path
) -> None:
    original, printed = tmp_path / "原件.pdf", tmp_path / "印出.pdf"
    original.write_bytes(content)
    preview.print_on(paper_printer(printed))
    assert button(preview, "打印…").toolTip() == "正在打印。"
    wait_until(lambda: texts(preview) == "已送到打印机")
    assert button(preview, "打印…").isEnabled()
    seen, out = first_page(original), first_page(printed)
    # Neither moved, stretched nor torn between the strips: the same lines, in both directions,
    # give or take the 1/150 inch at a stroke's edge.
    for turn in (0, 90):
        rows, printed_rows = (
            inked_rows(page.transformed(QTransform().rotate(turn))) for page in (seen, out)
        )
        assert abs(min(rows) - min(printed_rows)) <= 1
        assert abs(max(rows) - max(printed_rows)) <= 1
        near = {row + off for row in printed_rows for off in (-1, 0, 1)}
        assert len(rows - near) < 4  # a hair may come out paler
    preview.close()


def test_a_printing_stops_when_the_window_is_closed(preview: Preview, tmp_path: Path) -> None:
    preview.print_on(paper_printer(tmp_path / "印出.pdf"))
    preview.close()
    assert not preview.isVisible()


def test_pages_are_those_chosen_in_the_order_chosen(tmp_path: Path) -> None:
    printer = paper_printer(tmp_path / "印出.pdf")
    assert chosen_pages(printer, 5) == [0, 1, 2, 3, 4]
    printer.setFromTo(2, 4)
    assert chosen_pages(printer, 5) == [1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 5) == [3, 2, 1]
