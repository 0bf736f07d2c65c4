"""Whoever holds the meeting: counts what the hands do, and knows the usual ceremony."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ssj_desktop.app import Program
from ssj_desktop.views.lottery.digit_cells import DigitCells
from ssj_desktop.views.stage import Show
from tests.journeys.walk import Walk
from tests.views.hands import settle

_A_CLICK, _A_KEY = 1.3, 0.28  # seconds: to point and press, and a keystroke of an average typist


class Clerk(Walk):
    """Counts what the hands do."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.done: Counter[str] = Counter()

    def press(self, words: str, root: QWidget | None = None) -> None:
        self.done["clicks"] += 1
        super().press(words, root)

    def retype(self, name: str, text: str) -> None:
        self.done["clicks"] += 1
        self.done["keys"] += len(text)
        super().retype(name, text)

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key where the keyboard is."""
        self.done["keys"] += 1
        self._come_forward()
        QTest.keyClick(widget or QApplication.focusWidget() or self.window, key)
        settle(self.window)

    def digits(self, text: str) -> None:
        """Key digits in where the keyboard is."""
        self._come_forward()
        cells = QApplication.focusWidget()
        assert isinstance(cells, DigitCells), cells
        self.done["keys"] += len(text)
        QTest.keyClicks(cells, text)
        settle(self.window)

    def _come_forward(self) -> None:
        """Be the active window again, as a desktop makes it when a dialog closes."""
        self.window.activateWindow()
        QApplication.processEvents()

    @property
    def show(self) -> Show:
        found = self.window.shown.findChild(Show)
        assert found
        return found

    @property
    def seconds(self) -> float:
        """What the hands take, by the keystroke-level model."""
        return self.done["clicks"] * _A_CLICK + self.done["keys"] * _A_KEY


def hold(clerk: Clerk) -> str:
    """Walk through the whole usual ceremony; return the draw's number."""
    clerk.go("摇号")
    clerk.retype("地点", "三楼会议室")
    clerk.retype("开始时间", "2026-01-08 08:40")
    clerk.retype("记录人", "小孙")
    clerk.retype("监督人", "何组长（县纪委监委派驻组）")
    clerk.picture("会议")
    clerk.press("保存，下一步：核对名单")
    assert "这是第一次冻结，没有可以比较的。" in clerk.said
    assert "没有回避的 39 家" in clerk.said
    clerk.picture("核对名单")
    clerk.press("核对无误，下一步：冻结")
    clerk.picture("冻结以前")
    clerk.press("冻结名单")
    draw_id = clerk.desk.draws.unfinished()
    assert draw_id in clerk.said
    clerk.picture("承诺值")
    clerk.key(Qt.Key.Key_PageDown)
    clerk.picture("取数")
    clerk.digits("004213")
    clerk.picture("一人已封存")
    clerk.digits("314159")
    clerk.picture("都已封存")
    clerk.key(Qt.Key.Key_Space)
    assert clerk.desk.draws.step(draw_id) == "待摇号"
    clerk.picture("揭示")
    clerk.key(Qt.Key.Key_Return)
    assert clerk.desk.draws.step(draw_id) == "已摇号"
    assert clerk.show.rolling, "the press that drew begins the first round"
    clerk.picture("滚动")
    while not clerk.show.at_end:
        clerk.key(Qt.Key.Key_PageDown)
    clerk.picture("结尾")
    clerk.key(Qt.Key.Key_PageDown)
    clerk.picture("纪要")
    clerk.press("结束会议")
    return draw_id
