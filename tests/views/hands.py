"""What a person at the window does: click by a button's words, type Chinese, look, wait."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views.alerts import Alert
from ssj_desktop.views.background import Work
from ssj_desktop.views.page import Page

W = TypeVar("W", bound=QWidget)

_PATIENCE = 30.0
_LAYOUT_PASSES = 5  # a wrapped text's height travels outwards one layout a pass


@dataclass
class Stage:
    """A shown page and what came of it: where it led, what it said, which errors it told."""

    page: Page
    work: Work
    went: list[str]
    said: list[str]
    restored: list[Path]
    told: list[DeskError]


def settle(stage: Any) -> None:
    """Wait until everything asked for is done and shown; ``stage`` has a ``work``."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        QApplication.processEvents()
        if stage.work.idle:
            for _ in range(_LAYOUT_PASSES):
                QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if stage.work.idle:
                return
        assert time.monotonic() < deadline, "the window never came to rest"
        time.sleep(0.002)


def child(root: QWidget, kind: type[W]) -> W:
    """Return the first widget of this kind in ``root``."""
    found = root.findChild(kind)
    assert found is not None
    return found


def button(root: QWidget, words: str) -> QAbstractButton:
    """Return the visible button with these words."""
    found = [
        part
        for part in root.findChildren(QAbstractButton)
        if part.text() == words and part.isVisibleTo(root)
    ]
    shown = [part.text() for part in root.findChildren(QAbstractButton) if part.isVisibleTo(root)]
    assert len(found) == 1, f"{len(found)} × 「{words}」 among {shown}"
    return found[0]


def click(root: QWidget, words: str) -> None:
    """Click the visible, enabled button with these words."""
    wanted = button(root, words)
    assert wanted.isEnabled(), f"「{words}」 is disabled: {wanted.toolTip()}"
    wanted.click()
    QApplication.processEvents()


def type_text(widget: QWidget, text: str) -> None:
    """Type as an input method does: that is how Chinese comes in."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def texts(root: QWidget) -> str:
    """Return every visible label's text, one a line."""
    return "\n".join(
        part.text() for part in root.findChildren(QLabel) if part.isVisibleTo(root) and part.text()
    )


def dialog() -> Alert:
    """Return the one alert that is open."""
    QApplication.processEvents()
    found = [
        it for it in QApplication.topLevelWidgets() if isinstance(it, Alert) and it.isVisible()
    ]
    assert len(found) == 1, f"{len(found)} alerts are open"
    return found[0]


def open_windows() -> list[QWidget]:
    """Return the top-level windows that are seen."""
    return [it for it in QApplication.topLevelWidgets() if it.isVisible()]


def picture(widget: QWidget, name: str) -> None:
    """Leave a picture to look at in the folder that PICTURES names, if it does."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(Path(folder) / f"{name}.png"))
