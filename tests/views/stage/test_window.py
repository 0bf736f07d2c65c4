"""The projector's window under a presenter's keys, and the mirror beside it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssj_desktop.views.stage import Mirror, Show, StageWindow, other_screen
from tests.views.stage.shows import begun, key


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[tuple[StageWindow, Show]]:
    """A small projector's window whose keys lead the show."""
    show = begun(tempo="fast")
    window = StageWindow(show)
    window.advanced.connect(show.go_on)
    window.returned.connect(show.go_back)
    window.resize(800, 450)
    window.show()
    qapp.processEvents()
    yield window, show
    show.stop()
    window.close()
    window.deleteLater()


def test_presses_are_counted_however_fast(screen: tuple[StageWindow, Show]) -> None:
    window, show = screen
    other = begun(tempo="fast")
    other.set_size(show.size)
    keys = [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_PageDown, Qt.Key.Key_Right]
    for pressed in [*keys, Qt.Key.Key_Enter]:
        QTest.keyClick(window, pressed)
        other.go_on()
    assert (key(show), show.rolling) == (key(other), other.rolling)
    for pressed in (Qt.Key.Key_PageUp, Qt.Key.Key_Left):
        QTest.keyClick(window, pressed)
        other.go_back()
    assert (key(show), show.rolling) == (key(other), other.rolling)
    other.stop()


def test_a_key_held_down_is_one_press(screen: tuple[StageWindow, Show]) -> None:
    window, show = screen
    steps = []
    window.advanced.connect(lambda: steps.append(True))
    QTest.keyPress(window, Qt.Key.Key_Space)
    for _ in range(20):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Space,
            Qt.KeyboardModifier.NoModifier,
            " ",
            autorep=True,
        )
        QApplication.sendEvent(window, held)
    assert len(steps) == 1
    assert key(show) == "round 重点监管对象"


def test_escape_asks_and_closing_tells(screen: tuple[StageWindow, Show]) -> None:
    window, _ = screen
    told = []
    window.leave_asked.connect(lambda: told.append("asked"))
    window.gone.connect(lambda: told.append("gone"))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert told == ["asked"]
    assert window.isVisible()
    window.close()
    assert told == ["asked", "gone"]


def test_the_window_tells_its_size(screen: tuple[StageWindow, Show]) -> None:
    _, show = screen
    assert show.size == QSize(800, 450)


def test_window_and_mirror_paint_the_same(screen: tuple[StageWindow, Show]) -> None:
    window, show = screen
    mirror = Mirror(show)
    mirror.resize(400, 225)
    assert mirror.accessibleName() == "投影画面"
    assert mirror.heightForWidth(320) == 180
    show.go_to_end()
    large = (
        window.grab().toImage().scaled(400, 225, mode=Qt.TransformationMode.SmoothTransformation)
    )
    small = mirror.grab().toImage()
    apart = [
        abs(large.pixelColor(x, y).lightness() - small.pixelColor(x, y).lightness())
        for x in range(0, 400, 7)
        for y in range(0, 225, 5)
    ]
    assert sum(apart) / len(apart) < 12
    mirror.deleteLater()


def test_what_is_repainted_in_part_is_the_whole_picture(screen: tuple[StageWindow, Show]) -> None:
    window, show = screen
    while show.go_on():
        show.stop()
        fresh = StageWindow(show)
        fresh.resize(window.size())
        assert fresh.grab().toImage() == window.grab().toImage(), key(show)
        fresh.deleteLater()


def test_only_one_display_has_no_other(screen: tuple[StageWindow, Show]) -> None:
    assert other_screen(screen[0]) is None
