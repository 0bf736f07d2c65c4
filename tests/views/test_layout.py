"""Every place of the window at two sizes, empty, full and absurdly full: nothing is cut."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from ssj_desktop import demo
from ssj_desktop.desk import Desk
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.tables import RowTable
from tests.desk.office import ticking
from tests.views.hands import picture, settle
from tests.views.offices import absurd, empty

SIZES = ((1366, 728), (1920, 1080))


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("offices")
    county = folder / "demo.ssj"
    demo.make(county)
    return {"空": empty(folder / "空.ssj"), "满": county, "撑": absurd(folder)}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("fullness", ["空", "满", "撑"])
def test_no_text_is_cut_wherever_one_looks(
    offices: dict[str, Path],
    window: Callable[..., MainWindow],
    fullness: str,
    size: tuple[int, int],
) -> None:
    with Desk.open(offices[fullness], "欧阳经办", ticking()) as desk:
        whole = window(desk, *size)
        for place in whole.places():
            whole.go(place)
            settle(whole)
            _check(whole, f"{fullness}-{size[0]}-{place}")
            for table in _tables(whole):
                table.setFocus()
                table.selectRow(0)
                table.opened.emit(table.visible()[0])
                settle(whole)
                _check(whole, f"{fullness}-{size[0]}-{place}-选中")
        whole.work.close()


def _tables(whole: MainWindow) -> Iterator[RowTable[object]]:
    for table in whole.findChildren(RowTable):
        if table.isVisible() and table.visible():
            yield table


def _check(whole: MainWindow, name: str) -> None:
    picture(whole, name.replace("/", "-"))
    parts: list[QLabel | QAbstractButton] = [*whole.findChildren(QLabel)]
    parts += whole.findChildren(QAbstractButton)
    cut = [
        f"{type(part).__name__}「{part.text()[:40]}」: {fault}"
        for part in parts
        if part.isVisible() and part.text() and (fault := _fault(whole, part))
    ]
    assert not cut, f"{name}\n" + "\n".join(cut)


def _fault(whole: MainWindow, part: QLabel | QAbstractButton) -> str:
    needed = part.sizeHint()
    if isinstance(part, QLabel) and part.wordWrap():
        if part.height() + 1 < (height := part.heightForWidth(part.width())):
            return f"{part.height()} px high, needs {height}"
    elif part.width() + 1 < needed.width():
        return f"{part.width()} px wide, needs {needed.width()}"
    elif part.height() + 1 < part.minimumSizeHint().height():
        return f"{part.height()} px high, needs {part.minimumSizeHint().height()}"
    place = QRect(part.mapTo(whole, QPoint(0, 0)), part.size())
    if not _scrolled(part) and not whole.rect().contains(place):
        return f"at {place} reaches out of the window"
    return ""


def _scrolled(part: QWidget) -> bool:
    above: QWidget | None = part
    while above := above.parentWidget() if above else None:
        if isinstance(above, QScrollArea):
            return True
    return False
