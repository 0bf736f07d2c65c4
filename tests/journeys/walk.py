"""Somebody walking through the program: its real window over a real file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from ssj_desktop.app import Program
from ssj_desktop.desk import Desk
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.page import Page
from ssj_desktop.views.plan.category_card import CategoryCard
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.sections import Sections
from ssj_desktop.views.tables import RowTable
from tests.views import hands
from tests.views.hands import Stage, click, open_windows, settle, type_text

Field = QLineEdit | QPlainTextEdit

_SCREEN = 1366, 728  # px that a small office screen leaves; there is none here to fit


class Walk:
    """What one does at a program's window, each step waited for and photographed."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._steps = 0

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow), self.program.window
        self.program.window.resize(*_SCREEN)
        settle(self.program.window)
        return self.program.window

    @property
    def desk(self) -> Desk:
        assert self.program.desk
        return self.program.desk

    @property
    def here(self) -> Stage:
        """The page that is seen, as the hands of tests/views take it."""
        window = self.window
        page: Page = window.shown
        while isinstance(page, Sections):
            page = page.shown
        return Stage(page, window.work, [], [], [], [])

    @property
    def said(self) -> str:
        """Every text of the window."""
        return hands.texts(self.window)

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Photograph ``widget``, by itself the window, as the next step."""
        self._steps += 1
        for _ in range(5):  # laid out from the inside outwards
            QApplication.processEvents()
        hands.picture(widget or self.window, f"{self._steps:02}-{name}")

    def go(self, place: str) -> None:
        """Press the tabs that lead to a place (「名录库/导入」)."""
        for title in place.split("/"):
            bars = [bar for bar in self.window.findChildren(QTabBar) if bar.isVisible()]
            places = ((bar, at) for bar in bars for at in range(bar.count()))
            bar, at = next((bar, at) for bar, at in places if bar.tabText(at) == title)
            QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
        assert self.window.shown.isVisible()

    def press(self, words: str, root: QWidget | None = None) -> None:
        click(root or self.window, words)
        if isinstance(self.program.window, MainWindow):
            settle(self.program.window)

    def answer(self, words: str) -> str:
        """Press a button of the one dialog that is open; return what the dialog said."""
        dialog = hands.dialog()
        told = hands.texts(dialog)
        self.press(words, dialog)
        return told

    def choose_file(self, file: Path) -> None:
        """Choose ``file`` in the file dialog that is open."""
        [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
        chooser.fileSelected.emit(str(file))
        chooser.close()
        settle(self.window)

    def field(self, name: str) -> Field:
        root = self.program.window
        assert root
        fields: list[Field] = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
        [found] = [it for it in fields if it.accessibleName() == name and it.isVisible()]
        return found

    def retype(self, name: str, text: str) -> None:
        """Type ``text`` over what a field holds."""
        field = self.field(name)
        field.clear()
        type_text(field, text)

    def choose(self, name: str, word: str) -> None:
        boxes = [it for it in self.window.findChildren(QComboBox) if it.isVisible()]
        [box] = [it for it in boxes if it.accessibleName() == name]
        assert box.findText(word) >= 0, [box.itemText(index) for index in range(box.count())]
        box.setCurrentText(word)
        box.activated.emit(box.currentIndex())
        settle(self.window)

    def table(self, name: str) -> RowTable[object]:
        """Return the visible table of this name."""
        tables = [it for it in self.window.findChildren(RowTable) if it.isVisible()]
        [found] = [it for it in tables if it.accessibleName() == name]
        return found

    def column(self, name: str, heading: str) -> list[str]:
        """Return what a table's column says, row by row."""
        headings, rows = self.table(name).visible_table()
        return [row[headings.index(heading)] for row in rows]

    def open_row(self, name: str, text: str) -> None:
        """Choose the row of a table that begins with ``text`` and press Enter."""
        table = self.table(name)
        firsts = [row[0] for row in table.visible_table()[1]]
        table.selectRow(firsts.index(text))
        QTest.keyClick(table, Qt.Key.Key_Return)
        settle(self.window)

    def category(self, name: str) -> CategoryCard:
        """Return the card of a category of the plan."""
        [found] = [it for it in self.window.findChildren(CategoryCard) if it.name == name]
        return found

    def preview(self) -> Preview:
        """Return the one paper that is looked at."""
        [found] = [it for it in open_windows() if isinstance(it, Preview)]
        QTest.qWait(300)  # for the picture alone: pages are drawn after a while
        return found

    def mute(self) -> list[str]:
        """Return the disabled buttons that do not say why."""
        buttons = [it for it in self.window.findChildren(QPushButton) if it.isVisible()]
        return [it.text() for it in buttons if not it.isEnabled() and not it.toolTip()]

    def shut(self) -> None:
        """Put the program away, whatever it is in the midst of."""
        self.program.close()
        if self.program.window:
            self.program.window.hide()
            self.program.window.deleteLater()

    def leave(self) -> None:
        """Close the window, and with it the file."""
        window = self.window
        window.close()
        settle(window)
        for _ in range(3):  # what was asked for at closing comes one turn later
            QApplication.processEvents()
        assert self.program.desk is None
