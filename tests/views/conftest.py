"""A page or the whole window over a real data file, without a screen."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.background import Work
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.page import Context, Page, Tab
from ssj_desktop.views.pages import PAGES
from tests.desk.conftest import data, desk, prepared
from tests.views.hands import Stage, open_windows, settle

__all__ = ["data", "desk", "prepared"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.dress(qapp)
    qapp.setDoubleClickInterval(1)  # ms; tests see a step as soon as it is there


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """No test leaves a window or a dialog behind."""
    yield
    left = open_windows()
    for window in left:
        window.close()
        window.deleteLater()
    qapp.processEvents()
    assert not left, f"left open: {left}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "设置.json", clerk="小李")


class Relay(QObject):
    """Brings a verb's announcement to the page as the window does: queued, from any thread."""

    changed = Signal(str)


@pytest.fixture
def stage(settings: Settings) -> Iterator[Callable[..., Stage]]:
    """Show one page over ``desk``, settled: ``stage(PageClass, desk)``."""
    made: list[Stage] = []

    def show(kind: type[Page], desk: Desk, width: int = 1366, height: int = 640) -> Stage:
        work, went, said, restored, told = Work(), [], [], [], []  # type: ignore[var-annotated]
        work.told.connect(told.append)
        page = kind(Context(desk, work, settings, went.append, said.append, restored.append))
        relay = Relay(page)
        relay.changed.connect(page.heed, Qt.ConnectionType.QueuedConnection)
        desk.listen(relay.changed.emit)
        page.resize(width, height)
        page.show()
        made.append(Stage(page, work, went, said, restored, told))
        settle(made[-1])
        return made[-1]

    yield show
    for one in made:
        one.work.close()
        one.page.close()
        one.page.deleteLater()


@pytest.fixture
def window(settings: Settings) -> Iterator[Callable[..., MainWindow]]:
    """Show the whole window over ``desk``, settled, with all its pages or some of them:
    ``window(desk)``."""
    made: list[MainWindow] = []

    def show(
        desk: Desk, width: int = 1366, height: int = 728, pages: Sequence[Tab] = PAGES
    ) -> MainWindow:
        whole = MainWindow(desk, settings, pages)
        whole.resize(width, height)
        whole.show()
        made.append(whole)
        settle(whole)
        return whole

    yield show
    for whole in made:
        whole.work.close()
        whole.hide()
        whole.deleteLater()
