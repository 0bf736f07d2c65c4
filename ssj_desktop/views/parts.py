"""The pieces pages are made of, so that all look alike; theme.qss knows them by their names."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Give ``widget`` the name that theme.qss knows it by."""
    widget.setObjectName(name)
    return widget


def label(text: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """Return a plain text; ``name``: pageTitle, cardTitle, figure, secondary, fault, notice …"""
    made = named(QLabel(text), name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def restyle(label: QLabel, tone: str) -> None:
    """Give a text a tone: "", "danger", "warn", "fine" or "hint"; its words say the same."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def button(words: str, do: Callable[[], object], kind: str = "") -> QPushButton:
    """Return a button; ``kind``: "primary" (one a view), "danger" or ""."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.clicked.connect(lambda: do())
    return made


def rank(button: QPushButton, kind: str) -> None:
    """Give a button another ``kind``, where what is done next has become another thing."""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)


def link(words: str, do: Callable[[], object]) -> QPushButton:
    """Return a button that looks like a word in the text."""
    made = named(button(words, do), "link")
    made.setFlat(True)
    return made


def shortened(widget: QWidget, text: str, room: int) -> str:
    """Return ``text`` as ``widget`` writes it in ``room`` px, with dots for what does not fit."""
    widget.ensurePolished()  # else it measures in another font
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)


def fit_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, or what the screen has: at 150 % a small one has but 1280 × 720."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize()))


def allow(button: QAbstractButton, why_not: str) -> None:
    """Enable a button, or disable it with the reason for whoever points at it."""
    button.setEnabled(not why_not)
    button.setToolTip(why_not)


def tab_bar(name: str) -> QTabBar:
    """Return a row of names of which one is chosen."""
    made = named(QTabBar(), name)
    made.setDrawBase(False)
    made.setExpanding(False)
    return made


def card(title: str = "", words: str = "") -> tuple[QFrame, QVBoxLayout]:
    """Return a white card and its column, beginning with a title and a sentence below it."""
    frame = named(QFrame(), "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    for text, name in ((title, "cardTitle"), (words, "secondary")):
        if text:
            column.addWidget(label(text, name, wrap=name == "secondary"))
    return frame, column


def scrolled(inside: QWidget) -> QScrollArea:
    """Return ``inside`` as wide as its place, to be scrolled where that is too low for it."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setWidget(inside)
    return made


def swap(column: QBoxLayout, old: QWidget, new: W) -> W:
    """Put ``new`` into the place of ``old``."""
    column.replaceWidget(old, new)
    old.hide()
    old.deleteLater()
    return new


def row(*parts: QWidget | QLayout | None, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side; None is a gap that takes what is left."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    for part in parts:
        if part is None:
            made.addStretch()
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    return made


def save_key(page: QWidget, save: Callable[[], object]) -> None:
    """Have Ctrl+S save while the keyboard is in ``page``."""
    _key(page, QKeySequence.StandardKey.Save, save)


def find_key(page: QWidget, search: QLineEdit) -> None:
    """Have Ctrl+F lead to the search box while the keyboard is in ``page``."""
    _key(page, QKeySequence.StandardKey.Find, search.setFocus)


def _key(page: QWidget, key: QKeySequence.StandardKey, do: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(key), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: do())
