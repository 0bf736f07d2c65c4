"""Somebody at the window with a big roster, in a process of its own."""

import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from bench.memory import peak
from bench.table import Row, timed
from ssj_desktop.desk import Desk
from ssj_desktop.facts.roster import TargetRow
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.page import Page
from ssj_desktop.views.pages import PAGES
from ssj_desktop.views.sections import Sections
from ssj_desktop.views.tables import RowTable

_TICK = 5  # ms
_NO_KEY = Qt.KeyboardModifier.NoModifier
_DOWN = Qt.SortOrder.DescendingOrder


class Sitting:
    """The window over ``folder``'s empty office; what is done there is timed as it is seen.

    ``memory``: the most it has held, in MiB, once the roster has been looked at.
    """

    def __init__(self, folder: Path) -> None:
        self.memory = 0.0
        self._app = QApplication([])
        theme.dress(self._app)
        self._desk = Desk.open(folder / "bench.ssj", "bench")
        self._window = MainWindow(self._desk, Settings(folder / "settings"), PAGES)
        self._window.resize(1366, 728)
        self._window.show()
        self._settle()
        for _ in self._desk.load():  # as the window does a second after its start
            pass
        self._window.places()

    def preview(self, workbook: Path) -> float:
        """Drop a workbook on the import page; return the seconds until its preview is seen."""
        seconds, _ = timed(lambda: self._drop(workbook))
        self._click("换一份文件")
        return seconds

    def confirm(self, workbook: Path) -> float:
        """Take a workbook in; return the longest time the window stood still, in ms."""
        self._drop(workbook)
        gaps: list[float] = []
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append((now - last) * 1000 - _TICK)
            last = now

        timer = QTimer(self._window)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        timer.start(_TICK)
        self._click("确认导入")
        timer.stop()
        return max(gaps)

    def look_at_the_roster(self) -> list[Row]:
        """Time first view, sorting and searching, each beside the least it takes in Python."""
        self._go("系统/本单位")
        viewed, _ = timed(lambda: self._go("名录库/检查对象"))
        table = self._table()
        by_name = table.visible_table()[0].index("名称")
        sorting, _ = timed(lambda: self._painted(lambda: table.sortByColumn(by_name, _DOWN)))
        first, _ = timed(lambda: self._painted(lambda: table.filter("j")))
        second, _ = timed(lambda: self._painted(lambda: table.filter("jc")))
        self.memory = peak()  # the window's own, without what is measured beside it
        # The least of three: what the window holds by now has the collector stop in between.
        read, rows = min((timed(self._desk.targets.rows) for _ in range(3)), key=itemgetter(0))
        names, _ = timed(lambda: sorted(rows, key=lambda row: row.name.encode("gb18030")))
        found, _ = timed(lambda: [row for row in rows if "建材" in row.name])
        many = f"{len(rows):,} 家"
        return [
            Row(f"{many}：打开“检查对象”到看见", viewed, "只从文件读出并分类（下限）", read),
            Row(f"{many}：按名称排序到看见", sorting, "只在内存里排序（下限）", names),
            Row(f"{many}：敲第一个拼音首字母到看见", first, "只在内存里逐行比对（下限）", found),
            Row(f"{many}：再敲一个到看见", second, "只在内存里逐行比对（下限）", found),
        ]

    def _drop(self, workbook: Path) -> None:
        self._go("名录库/导入")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(workbook))])
        held = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _NO_KEY
        QApplication.sendEvent(self._part(), QDragEnterEvent(QPoint(300, 300), *held))
        QApplication.sendEvent(self._part(), QDropEvent(QPointF(300, 300), *held))
        self._settle()

    def _part(self) -> Page:
        shown = self._window.shown
        return shown.shown if isinstance(shown, Sections) else shown

    def _table(self) -> RowTable[TargetRow]:
        return next(table for table in self._window.findChildren(RowTable) if table.isVisible())

    def _click(self, words: str) -> None:
        buttons = self._part().findChildren(QPushButton)
        next(it for it in buttons if it.isVisible() and it.text() == words).click()
        self._settle()

    def _go(self, place: str) -> None:
        self._window.go(place)
        self._settle()

    def _painted(self, act: Callable[[], object]) -> None:
        act()
        self._app.processEvents()

    def _settle(self) -> None:
        self._app.processEvents()
        while not self._window.work.idle:
            self._app.processEvents()
            time.sleep(0.0005)
        self._app.processEvents()
