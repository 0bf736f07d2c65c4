"""The bar on top: the product's name, the pages' names, the quarter, the office and 经办人."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton

from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.views import alerts
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import label, named, shortened, tab_bar

_OFFICE, _CLERK = 240, 120  # px; the pages' names need the rest


class Header(QFrame):
    """Signals: ``chosen`` (a page's index), ``renamed`` (the new 经办人), ``left``."""

    chosen = Signal(int)
    renamed = Signal(str)
    left = Signal()

    def __init__(self, context: Context, titles: Sequence[str]) -> None:
        super().__init__()
        named(self, "header")
        self._context = context
        self._tabs = tab_bar("tabs")
        self._period = label(name="period")
        self._people = named(QPushButton(), "people")
        menu = QMenu(self)

        for number, title in enumerate(titles, start=1):
            self._tabs.addTab(title)
            self._tabs.setTabToolTip(number - 1, f"Ctrl+{number}")
        self._tabs.setAccessibleName("各页")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(16)
        layout.addWidget(label("双随机", "brand"))
        layout.addWidget(self._tabs)
        layout.addStretch()
        layout.addWidget(self._period)
        layout.addWidget(self._people)

        menu.addAction("更换经办人…", self._ask_name)
        menu.addAction("打开或新建其他数据文件…", self.left.emit)
        self._people.setMenu(menu)
        self._tabs.currentChanged.connect(self.chosen.emit)
        self.heed("offices")

    def choose(self, index: int) -> None:
        """Choose a page by its index."""
        self._tabs.setCurrentIndex(index)

    def heed(self, noun: str) -> None:
        """Show the office anew when it has changed."""
        if noun in ("offices", "today"):
            self._context.work.read(self, self._context.desk.offices.current, self._show)

    def _show(self, office: OfficeFacts | None) -> None:
        self._period.setText(str(self._context.desk.quarter()))
        clerk = self._context.settings.clerk
        names = [(office.name, _OFFICE)] if office else []
        names.append((clerk, _CLERK))
        short = (shortened(self._people, name, room) for name, room in names)
        self._people.setText(" · ".join(short).replace("&", "&&"))
        self._people.setToolTip(" · ".join(name for name, _ in names))
        self._people.setAccessibleName("单位和经办人")

    def _ask_name(self) -> None:
        name = QLineEdit(self._context.settings.clerk)
        name.setPlaceholderText("姓名")
        alert = alerts.Alert(
            self, "更换经办人", "现在由谁经办？", "此后的操作日志和文书写这个名字。"
        )
        alert.add(name)
        alert.offer("更换", lambda: self._rename(name.text()), "primary")
        alert.offer("取消")
        alert.show_up()
        name.setFocus()

    def _rename(self, typed: str) -> None:
        name = " ".join(typed.split())
        if name and name != self._context.settings.clerk:
            self.renamed.emit(name)
