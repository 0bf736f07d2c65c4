"""A paper beside the form that makes it: shown anew at every pause, always at the same place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssj_desktop.views.paper_view import PaperView
from ssj_desktop.views.sheets import Sheets
from tests.views.hands import child, settle, texts
from tests.views.papers import inked_rows, pages, wait_until

_NO_KEY = Qt.KeyboardModifier.NoModifier


class Idle:
    """Nothing is asked of the file here."""

    idle = True


@pytest.fixture
def view() -> Iterator[PaperView]:
    made = PaperView()
    made.resize(700, 600)
    made.show_paper(pages(5))
    made.show()
    wait_until(lambda: bool(ink(made)))
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


class Here:
    work = Idle()


def seen(view: PaperView) -> QImage:
    return child(view, Sheets).viewport().grab().toImage().copy(100, 0, 500, 600)


def ink(view: PaperView) -> set[int]:
    return inked_rows(seen(view))


def test_a_paper_shown_anew_stays_at_its_page_and_zoom(view: PaperView) -> None:
    places: list[tuple[int, int]] = []
    view.place_changed.connect(lambda *place: places.append(place))
    view.zoom(1)
    view.go_to_page(3)
    bar = child(view, Sheets).verticalScrollBar()
    bar.setValue(bar.value() + 77)
    zoom, height = view.zoom_factor, bar.value()
    for count in (5, 6, 5):
        view.show_paper(pages(count))
        assert (view.zoom_factor, bar.value()) == (zoom, height)
    assert places == [(3, 5), (3, 6), (3, 5)]
    view.show_paper(pages(2))  # there is no third page any more
    assert places[-1] == (2, 2)


def test_while_it_is_typed_there_is_never_an_empty_sheet_and_at_last_the_newest(
    view: PaperView,
) -> None:
    for word in ("ABC", "DEF", "GHI", "---"):
        view.show_paper(pages(5, word))
        assert ink(view), "the paper before is there until the new one is"
        QTest.qWait(3)
    wait_until(lambda: len(ink(view)) < 60)  # a stroke, where digits and letters stood
    newest = seen(view)
    QTest.qWait(100)
    assert seen(view) == newest


def test_papers_that_are_shown_no_more_are_let_go(view: PaperView) -> None:
    for number in range(10):
        view.show_paper(pages(1 + number % 3))
        settle(Here)
    assert view.findChildren(QPdfDocument) == [view.document]
    assert view.document.pageCount() == 1


def test_where_there_is_no_paper_a_sentence_says_why(view: PaperView) -> None:
    view.clear("还没有填写检查时间。")
    assert texts(view) == "还没有填写检查时间。"
    assert view.document.pageCount() == 0
    view.show_paper(pages(2))
    assert texts(view) == ""
    wait_until(lambda: bool(ink(view)))


def test_the_wheel_zooms_with_ctrl_and_keys_scroll(view: PaperView) -> None:
    sheets, zoom = child(view, Sheets), view.zoom_factor
    where, none = QPointF(300, 300), QPoint()
    event = QWheelEvent(
        where,
        where,
        none,
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(sheets.viewport(), event)
    assert view.zoom_factor > zoom
    bar = sheets.verticalScrollBar()
    QTest.keyClick(sheets, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(sheets, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == bar.maximum() - bar.pageStep()
    QApplication.sendEvent(sheets, QKeyEvent(QKeyEvent.Type.KeyPress, ord("中"), _NO_KEY))
    QTest.keyClick(sheets, Qt.Key.Key_Home)
    assert bar.value() == 0
    view.fit_width()
    assert view.zoom_factor == zoom


def test_a_long_paper_is_seen_before_it_is_measured_and_its_widest_page_fits(
    view: PaperView,
) -> None:
    view.show_paper(pages(30))
    upright = view.zoom_factor
    fresh = PaperView()
    fresh.resize(view.size())
    fresh.show_paper(pages(30, wide=30))
    fresh.show()
    assert fresh.zoom_factor == upright
    wait_until(lambda: fresh.zoom_factor < upright)
    assert not child(fresh, Sheets).horizontalScrollBar().maximum()
    fresh.close()
    fresh.deleteLater()
