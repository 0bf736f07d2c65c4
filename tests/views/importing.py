"""What a clerk does on the import page: drop a file, choose one, read what is shown."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QTabBar, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.views.importing.figures import Figures
from ssj_desktop.views.tables import RowTable
from tests.views.hands import Stage, child, click, open_windows, settle

HEADINGS = "名称,统一社会信用代码,地址,联系电话"
_MOUSE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction


def held(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def hold_over(here: Stage, mime: QMimeData) -> bool:
    """Hold something over the page; return whether it may be dropped."""
    return _hold_over(here.page, mime)


def drop(here: Stage, *files: Path) -> None:
    drop_on(here.page, *files)
    settle(here)


def drop_on(widget: QWidget, *files: Path) -> None:
    """Drop files on a part of the page."""
    mime = held(*files)
    _hold_over(widget, mime)
    QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), _COPY, mime, *_MOUSE))


def _hold_over(widget: QWidget, mime: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(50, 50), _COPY, mime, *_MOUSE)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def choose_in_dialog(here: Stage, words: str, file: Path) -> None:
    """Press the button with these words and choose ``file`` in what opens."""
    click(here.page, words)
    [chooser] = [window for window in open_windows() if isinstance(window, QFileDialog)]
    chooser.fileSelected.emit(str(file))
    chooser.close()
    settle(here)


def press(here: Stage, words: str) -> None:
    click(here.page, words)
    settle(here)


def choose_roster(here: Stage, kind: RosterKind) -> None:
    bars = here.page.findChildren(QTabBar)
    [bar] = [bar for bar in bars if bar.accessibleName() == "导入哪一份名录"]
    bar.setCurrentIndex([*RosterKind].index(kind))


def table(here: Stage, name: str) -> RowTable[object]:
    """Return the visible table of this name."""
    [found] = [
        one
        for one in here.page.findChildren(RowTable)
        if one.isVisible() and one.accessibleName() == name
    ]
    return found


def rows(here: Stage, name: str) -> list[list[str]]:
    return table(here, name).visible_table()[1]


def figures(here: Stage) -> dict[str, str]:
    """Return each caption with its figure."""
    texts = [part.text() for part in child(here.page, Figures).findChildren(QLabel)]
    return dict(zip(texts[1::2], texts[::2], strict=True))


def column(here: Stage, heading: str) -> QComboBox:
    name = f"「{heading}」读作"
    [found] = [one for one in here.page.findChildren(QComboBox) if one.accessibleName() == name]
    return found


def give(here: Stage, heading: str, field: str) -> None:
    """Choose what a column is read as."""
    choice = column(here, heading)
    choice.setCurrentIndex(choice.findText(field))
    choice.activated.emit(choice.currentIndex())
    settle(here)


def names(desk: Desk) -> list[str]:
    return [row.name for row in desk.targets.rows()]
