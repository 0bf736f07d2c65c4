"""No button that does nothing: each one calls a verb, opens a window or changes what is seen."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ssj_desktop.desk import Desk
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages import PAGES
from ssj_desktop.views.tables import RowTable
from tests.desk.conftest import field_data, held
from tests.desk.office import AFTERNOON, ticking
from tests.views.hands import open_windows, settle
from tests.views.offices import empty

__all__ = ["field_data", "held"]

PLACES = [place for page in PAGES for place in page.places()]
SELDOM = ["空", "有"]  # where a row is chosen there is the most to press
AFTER_A_DRAW = ["现场检查", "备案", "摇号"]  # before it they are all but empty
PAGE_OF = {place: page for page in PAGES for place in page.places()}


@pytest.fixture
def emptied(tmp_path: Path) -> Path:
    return empty(tmp_path / "空.ssj")


@pytest.mark.parametrize(
    ("place", "state"),
    [
        *((place, "选中") for place in PLACES),
        *(pytest.param(*it, marks=pytest.mark.slow) for it in product(PLACES, SELDOM)),
        *((place, "摇过") for place in AFTER_A_DRAW),
    ],
)
def test_every_button_does_something_or_says_why_not(
    data: Path,
    emptied: Path,
    field_data: Path,
    window: Callable[..., MainWindow],
    tmp_path: Path,
    place: str,
    state: str,
) -> None:
    original = {"空": emptied, "摇过": field_data}.get(state, data)
    done: set[str] = set()
    idle: list[str] = []
    while True:  # each button is tried in a window that nobody has touched
        scratch = tmp_path / str(len(done)) / original.name
        scratch.parent.mkdir()
        shutil.copy(original, scratch)
        with Desk.open(scratch, "小李", ticking(AFTERNOON)) as desk:
            first = PAGE_OF[place]  # so that no other page need be built
            whole = window(desk, pages=[first, *(page for page in PAGES if page is not first)])
            whole.go(place)
            settle(whole)
            if state == "选中":
                _open_first_row(whole)
            top: QWidget = whole if place == PLACES[0] else whole.shown  # the frame's, only once
            name, act = next(((n, a) for n, a in _acts(top) if n not in done), ("", None))
            if act is None:
                _check_disabled(whole)
                break
            done.add(name)
            if not _does_something(whole, act):
                idle.append(name)
            whole.work.close()
            whole.hide()
    assert not idle, f"{place}（{state}）: nothing happened on {idle}"


def test_every_tab_of_the_window_leads_to_its_page(
    data: Path, window: Callable[..., MainWindow]
) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        whole = window(desk)
        [tabs] = [bar for bar in whole.findChildren(QTabBar) if bar.objectName() == "tabs"]
        assert [tabs.tabText(n) for n in range(tabs.count())] == [page.title for page in PAGES]
        for index in [*range(1, tabs.count()), 0]:
            tabs.setCurrentIndex(index)
            settle(whole)
            assert isinstance(whole.shown, PAGES[index].page())
        whole.work.close()


def _open_first_row(whole: MainWindow) -> None:
    """Choose and open what the page's first table begins with, if it has one."""
    tables = [table for table in whole.findChildren(RowTable) if table.isVisible()]
    if tables and tables[0].visible():
        tables[0].selectRow(0)
        tables[0].opened.emit(tables[0].visible()[0])
        settle(whole)


def _acts(top: QWidget) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every enabled button and menu line seen in ``top``, by its words and place."""
    for number, part in enumerate(_buttons(top)):
        if part.isEnabled():
            # Of the rows of contents each has the same four: one of each is tried.
            once = part.objectName() == "segment"
            yield part.text() if once else f"{part.text()}#{number}", part.click
    for action in top.findChildren(QAction):
        if action.isEnabled() and action.text() and not _of_an_editor(action.parent()):
            yield f"{action.text()}（菜单）", action.trigger
    for bar in top.findChildren(QTabBar):
        if bar.objectName() == "tabs":
            continue  # test_every_tab_of_the_window_leads_to_its_page
        for index in range(bar.count()):
            if bar.isVisible() and index != bar.currentIndex():
                yield f"{bar.tabText(index)}（页签）", partial(bar.setCurrentIndex, index)


def _buttons(top: QWidget) -> list[QAbstractButton]:
    return [
        part
        for part in top.findChildren(QAbstractButton)
        if part.isVisible() and not _of_an_editor(part.parentWidget())
    ]


def _of_an_editor(parent: Any) -> bool:
    """Qt's own: the cross in a search box, the corner of a table."""
    return isinstance(parent, QLineEdit | QAbstractItemView | QPlainTextEdit | QTabBar)


def _check_disabled(whole: MainWindow) -> None:
    disabled = [part for part in _buttons(whole) if not part.isEnabled()]
    silent = [part.text() for part in disabled if not part.toolTip()]
    assert not silent, f"disabled without a word why: {silent}"


def _does_something(whole: MainWindow, act: Callable[[], object]) -> bool:
    verbs: list[object] = []
    whole.work.began.connect(lambda words, _: verbs.append(words))
    for signal in (whole.renamed, whole.left, whole.restored):
        signal.connect(lambda *_: verbs.append("told the program"))
    before = _seen(whole), set(open_windows())
    QGuiApplication.clipboard().clear()
    act()
    settle(whole)
    opened = set(open_windows()) - before[1]
    for extra in opened:
        extra.close()
    QApplication.processEvents()
    copied = bool(QGuiApplication.clipboard().text())
    return bool(verbs or opened or copied) or _seen(whole) != before[0]


def _seen(whole: MainWindow) -> list[tuple[object, ...]]:
    """Return what can be seen of every widget: where it is and what it says."""
    return [_look(part) for part in whole.findChildren(QWidget) if part.isVisible()]


def _look(part: QWidget) -> tuple[object, ...]:
    look: tuple[object, ...] = (type(part).__name__, part.geometry().getRect(), part.isEnabled())
    if isinstance(part, QLabel | QLineEdit):
        look += (part.text(),)
    elif isinstance(part, QAbstractButton):
        look += (part.text(), part.isChecked())
    elif isinstance(part, QComboBox):
        look += (part.currentText(),)
    elif isinstance(part, QPlainTextEdit):
        look += (part.toPlainText(),)
    elif isinstance(part, RowTable):
        look += (part.visible_table(), tuple(map(str, part.chosen())))
    if part.hasFocus():
        look += ("focus",)
    return look
