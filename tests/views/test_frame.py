"""The window's frame holds, however long a name and however small the screen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.views.main_window import MainWindow
from tests.desk.office import OFFICE, ticking
from tests.views.hands import settle

_LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县生态环境局"


def test_a_long_office_leaves_the_names_of_the_pages_their_room(
    window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    data = tmp_path / f"{_LONG * 2}.ssj"
    with Desk.open(data, "小李", ticking()) as desk:
        desk.offices.set_up(replace(OFFICE, name=_LONG * 4))
        whole = window(desk, 1024, 640)
        assert whole.width() == 1024
        tabs = next(bar for bar in whole.findChildren(QTabBar) if bar.objectName() == "tabs")
        assert tabs.width() >= tabs.sizeHint().width()
        people = next(it for it in whole.findChildren(QPushButton) if it.objectName() == "people")
        assert "…" in people.text()
        assert people.text().endswith("小李")
        assert people.toolTip() == f"{_LONG * 4} · 小李"
        assert data.name not in {words.text() for words in whole.findChildren(QLabel)}
        whole.work.close()


def test_the_window_asks_for_no_more_than_the_screen_has(
    window: Callable[..., MainWindow], desk: Desk
) -> None:
    whole = window(desk)
    screen = whole.screen().availableSize()
    assert whole.minimumWidth() <= screen.width()
    assert whole.minimumHeight() <= screen.height()


def test_every_roster_fits_a_screen_of_1920_at_200_percent(
    window: Callable[..., MainWindow], desk: Desk
) -> None:
    whole = window(desk, 960, 640)
    for place in whole.places():
        whole.go(place)
        settle(whole)
        assert whole.shown.minimumSizeHint().width() <= 960, place
