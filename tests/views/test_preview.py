"""A paper looked at, saved and printed: always the very bytes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings
from ssj_desktop.views import printing
from ssj_desktop.views.page_pictures import PagePictures
from ssj_desktop.views.paper_view import PaperView
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.print_buttons import PrintButtons
from ssj_desktop.views.printing import chosen_pages, pages_out
from ssj_desktop.views.sheets import Sheets
from ssj_desktop.views.thumbnails import Thumbnails
from tests.desk.office import Q1
from tests.views.hands import button, child, click, dialog, open_windows, picture, settle, texts
from tests.views.papers import FilePrinter, Window, inked_rows, pages, wait_until

PAPER = "2026年第一季度抽查计划（草稿）"
LASER = "HP LaserJet"
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(desk: Desk, settings: Settings) -> Iterator[Window]:
    made = Window(desk, settings)
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
    return look_at(window, content)


@pytest.fixture
def laser(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Path:
    """Return where the paper comes out of the printer that was chosen last."""
    settings.printer = LASER
    monkeypatch.setattr(printing, "printer_names", lambda: [LASER])
    printers = {LASER: partial(FilePrinter, tmp_path / "印出.pdf", LASER, dpi=200)}
    monkeypatch.setattr(printing, "printer_called", lambda name: printers[name]())
    return tmp_path / "印出.pdf"


def look_at(window: Window, content: bytes) -> Preview:
    made = Preview(window, window.context, PAPER, content)
    made.show()
    return made


def print_on(preview: Preview, printer: QPrinter) -> None:
    child(preview, PrintButtons).print_on(printer)


def printed(desk: Desk) -> list[str]:
    """Return what the journal tells of prints, the newest first."""
    lines = desk.journal.search()
    return [line.detail for line in lines if line.words == "打印文书"]


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
    view = child(preview, Sheets)
    count = child(preview, PaperView).document.pageCount()
    assert texts(preview) == f"第 1 页，共 {count} 页"
    middle = QRect(100, 100, 700, 400)
    wait_until(lambda: len(inked_rows(view.grab().toImage().copy(middle))) > 50)
    picture(preview, "preview")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    wait_until(lambda: f"第 {count} 页" in texts(preview))
    preview.close()


def test_a_paper_is_seen_larger_and_smaller_within_limits(preview: Preview) -> None:
    view = child(preview, PaperView)
    for _ in range(20):
        if button(preview, "放大").isEnabled():
            click(preview, "放大")
    assert view.zoom_factor == 4
    assert button(preview, "放大").toolTip() == "已经最大了。"
    click(preview, "缩小")
    assert view.zoom_factor == 3
    click(preview, "适合宽度")
    assert not child(preview, Sheets).horizontalScrollBar().maximum()
    assert view.zoom_factor not in (3, 4)
    click(preview, "缩小")  # from wherever the width has put it, to the next smaller step
    assert view.zoom_factor in (0.75, 1.0)
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


def test_what_is_printed_looks_as_what_was_seen(
    preview: Preview, content: bytes, tmp_path: Path
) -> None:
    original, out_file = tmp_path / "原件.pdf", tmp_path / "印出.pdf"
    original.write_bytes(content)
    print_on(preview, FilePrinter(out_file, dpi=300))
    assert button(preview, "打印…").toolTip() == "正在打印。"
    wait_until(lambda: texts(preview) == "已送到打印机")
    assert button(preview, "打印…").isEnabled()
    seen, out = first_page(original), first_page(out_file)
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


def test_closing_the_window_asks_before_it_cuts_a_printing_short(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    preview = look_at(window, pages(60))
    print_on(preview, FilePrinter(tmp_path / "印出.pdf", dpi=300))
    preview.close()
    assert "还没有送到打印机的页不会再打印" in texts(dialog())
    click(dialog(), "取消")
    assert preview.isVisible()
    preview.close()
    click(dialog(), "停止打印，关闭")
    assert preview not in open_windows()
    settle(window)
    [noted] = printed(desk)  # some pages may lie in the printer's tray
    assert noted.endswith("页数 60；情况 没有打印完，已经停止。")


def test_pages_are_those_chosen_in_the_order_chosen(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "印出.pdf")
    assert chosen_pages(printer, 5) == [0, 1, 2, 3, 4]
    printer.setFromTo(2, 4)
    assert chosen_pages(printer, 5) == [1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 5) == [3, 2, 1]
    printer.setCopyCount(2)
    assert chosen_pages(printer, 5) == [3, 2, 1, 3, 2, 1]
    assert pages_out(printer, 5) == 6


def test_a_page_is_gone_to_by_its_small_picture_and_marked_there(window: Window) -> None:
    preview = look_at(window, pages(40))
    strip = child(preview, Thumbnails)
    wait_until(lambda: strip.count() == 40)
    assert strip.currentRow() == 0
    place = strip.visualItemRect(strip.item(2)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert texts(preview) == "第 3 页，共 40 页"
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert texts(preview) == "第 4 页，共 40 页"
    sheets = child(preview, Sheets).verticalScrollBar()
    sheets.setValue(sheets.maximum())
    assert strip.currentRow() == 39
    # Drawn are those in sight: the last ones now, and none in the middle.
    pictures = child(preview, Thumbnails).findChildren(PagePictures)[0]
    wait_until(lambda: pictures.of(39) is not None)
    assert pictures.of(20) is None
    preview.close()


def test_pages_are_turned_from_the_keyboard_up_to_either_end(window: Window) -> None:
    preview = look_at(window, pages(3))
    preview.activateWindow()
    assert QTest.qWaitForWindowActive(preview)
    assert button(preview, "上一页").toolTip() == "已经是第一页。"
    for place in (2, 3, 3):
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
        assert texts(preview) == f"第 {place} 页，共 3 页"
    assert button(preview, "下一页").toolTip() == "已经是最后一页。"
    click(preview, "上一页")
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert texts(preview) == "第 1 页，共 3 页"
    preview.close()


def test_a_single_page_has_nothing_to_turn(window: Window) -> None:
    preview = look_at(window, pages(1))
    assert not child(preview, Thumbnails).isVisible()
    with pytest.raises(AssertionError):
        button(preview, "下一页")
    preview.close()


def test_one_click_prints_on_the_printer_chosen_last_and_the_journal_keeps_it(
    window: Window, desk: Desk, laser: Path, content: bytes, tmp_path: Path
) -> None:
    preview = look_at(window, content)
    click(preview, f"打印到 {LASER}")
    wait_until(lambda: texts(preview) == "已送到打印机")
    settle(window)
    (tmp_path / "原件.pdf").write_bytes(content)
    seen, out = (inked_rows(first_page(it)) for it in (tmp_path / "原件.pdf", laser))
    assert abs(min(seen) - min(out)) <= 1
    assert abs(max(seen) - max(out)) <= 1
    count = child(preview, PaperView).document.pageCount()
    assert printed(desk) == [f"文书 {PAPER}；打印机 {LASER}；页数 {count}"]
    QTest.keyClick(preview, Qt.Key.Key_P, _CTRL_SHIFT)
    wait_until(lambda: len(printed(desk)) == 2)
    assert printed(desk)[0] == f"文书 {PAPER}；打印机 {LASER}；页数 {count}；此前打印次数 1"
    settle(window)
    preview.close()


def test_a_printer_once_used_is_remembered_and_a_file_is_none(
    preview: Preview, window: Window, settings: Settings, tmp_path: Path
) -> None:
    assert "还没有选过打印机" in button(preview, "直接打印").toolTip()
    print_on(preview, FilePrinter(tmp_path / "印出.pdf"))
    wait_until(lambda: texts(preview) == "已送到打印机")
    assert settings.printer == ""
    print_on(preview, FilePrinter(tmp_path / "印出.pdf", LASER))
    wait_until(lambda: button(preview, "打印…").isEnabled())
    settle(window)
    assert Settings.load(settings.file).printer == LASER
    assert button(preview, f"打印到 {LASER}").isEnabled()
    preview.close()


def test_a_printer_that_is_gone_is_told(
    window: Window, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.printer = LASER
    monkeypatch.setattr(printing, "printer_names", list)
    preview = look_at(window, pages(1))
    assert button(preview, f"打印到 {LASER}").isEnabled()  # until the first page is there
    click(preview, f"打印到 {LASER}")
    assert f"找不到打印机“{LASER}”" in texts(dialog())
    click(dialog(), "知道了")
    wait_until(lambda: not button(preview, f"打印到 {LASER}").isEnabled())
    assert button(preview, f"打印到 {LASER}").toolTip() == f"现在找不到打印机“{LASER}”。"
    preview.close()


@pytest.mark.usefixtures("laser")
def test_a_printing_is_stopped_and_that_is_not_taken_for_printed(
    window: Window, desk: Desk
) -> None:
    preview = look_at(window, pages(30))
    click(preview, f"打印到 {LASER}")
    wait_until(lambda: "页，共 30 页……" in texts(preview))
    click(preview, "停止打印")
    assert texts(preview) == "已停止打印，可能已经打出几页"
    assert button(preview, f"打印到 {LASER}").isEnabled()
    settle(window)
    [noted] = printed(desk)
    assert noted.endswith("情况 没有打印完，已经停止。")
    preview.close()


def test_a_printer_that_stops_is_told(
    preview: Preview, window: Window, desk: Desk, tmp_path: Path
) -> None:
    printer = FilePrinter(tmp_path / "印出.pdf")
    printer.printerState = lambda: QPrinter.PrinterState.Error  # type: ignore[method-assign]
    print_on(preview, printer)
    wait_until(lambda: button(preview, "打印…").isEnabled())
    assert "打印机停下了，没有打印完" in texts(dialog())
    click(dialog(), "知道了")
    settle(window)
    [noted] = printed(desk)
    assert noted.endswith("情况 打印机停下了，没有打印完。")
    preview.close()


def test_a_print_is_noted_after_whatever_runs_and_without_its_window(
    preview: Preview, window: Window, desk: Desk, tmp_path: Path
) -> None:
    waiting = True
    window.work.verb(window, "", partial(_wait_while, lambda: waiting), lambda _: None)
    print_on(preview, FilePrinter(tmp_path / "印出.pdf"))
    wait_until(lambda: texts(preview) == "已送到打印机")
    preview.close()
    assert printed(desk) == []
    waiting = False
    settle(window)
    assert len(printed(desk)) == 1
    assert "打印机 印出.pdf" in printed(desk)[0]


def _wait_while(true: Callable[[], bool]) -> None:
    while true():
        QTest.qSleep(5)


def test_a_note_that_finds_no_room_is_told(
    preview: Preview,
    window: Window,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise DeskError("磁盘已满。", "请腾出空间。")

    monkeypatch.setattr(desk.papers, "printed", full)
    print_on(preview, FilePrinter(tmp_path / "印出.pdf"))
    wait_until(lambda: bool(window.told))
    assert str(window.told[0]).startswith("这次打印没有记入操作日志：磁盘已满。")
    settle(window)
    preview.close()


def test_a_pdf_without_a_page_is_told_and_cannot_be_printed(window: Window) -> None:
    preview = look_at(window, b"%PDF-1.7 garbage startxref %%EOF")
    assert "这份 PDF 打不开" in texts(preview)
    assert not button(preview, "打印…").isEnabled()
    preview.close()


def test_a_paper_has_left_when_it_is_saved_or_sent(window: Window, tmp_path: Path) -> None:
    preview, left = look_at(window, pages(2)), []
    preview.left.connect(lambda: left.append("gone"))
    click(preview, "另存为…")
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(tmp_path / "存.pdf"))
    chooser.close()
    settle(window)
    assert left == ["gone"]
    print_on(preview, FilePrinter(tmp_path / "印出.pdf"))
    wait_until(lambda: len(left) == 2)
    settle(window)
    preview.close()


def test_a_file_that_can_only_be_read_prints_all_the_same(
    preview: Preview, window: Window, desk: Desk, tmp_path: Path
) -> None:
    desk.store.warning = "文件是新版本写的。"
    print_on(preview, FilePrinter(tmp_path / "印出.pdf"))
    wait_until(lambda: texts(preview) == "已送到打印机")
    settle(window)
    assert printed(desk) == []
    assert not window.told
    preview.close()
