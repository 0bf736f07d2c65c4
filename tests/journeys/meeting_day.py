"""A clerk who holds a meeting at the real window, from wherever it stands, until it is over.

This half runs in a process that will be killed; ``test_meeting_resumed`` kills it.
"""

import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ssj_desktop.app import Program
from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.lottery.digit_cells import DigitCells
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.stage import Show
from tests.desk.office import ticking
from tests.views.hands import click, settle

DIGITS = ("004213", "314159")
_MEETING = {
    "地点": "三楼会议室",
    "记录人": "小孙",
    "监督人": "何组长",
    "开始时间": "2026-01-08 08:40",
}


@dataclass(frozen=True)
class Seen:
    """What the clerk sees of the meeting: the step, and the digits and the head if there are."""

    step: str
    digits: tuple[str, ...]
    head: str
    listed: bool


@dataclass(frozen=True)
class Failed:
    """The child's own mistake, which no kill explains."""

    trace: str


Message = Seen | Failed | None
"""None: the meeting is over."""


def hold(data: Path, home: Path, seed: str, outbox: Connection) -> None:
    """Open the window and go on; tell what is seen at first and after everything done."""
    try:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication([])
        theme.dress(app)
        app.setDoubleClickInterval(1)
        program = Program(Settings(home / "设置.json", clerk="小李"), ticking())
        program.start(data)
        assert isinstance(program.window, MainWindow)
        settle(program.window)
        clerk = _Clerk(program.window, Random(seed), outbox.send)
        while clerk.act():
            pass
        outbox.send(None)
        time.sleep(60)
    except Exception:
        outbox.send(Failed(traceback.format_exc()))


class _Clerk:
    def __init__(self, window: MainWindow, chance: Random, tell: Callable[[Message], None]) -> None:
        self._window = window
        self._chance = chance
        self._tell = tell
        if not isinstance(window.shown, Lottery):
            facts = window.context.desk.lotteries.of()
            done = facts.step in (LotteryStep.MEETING, LotteryStep.MINUTES)
            assert done, "a start that does not stand at the meeting"
            window.go("摇号")
            settle(window)
        tell(self._seen())

    def act(self) -> bool:
        """Do what the step that is seen asks for; False when the meeting is over."""
        facts = self._window.context.desk.lotteries.of()
        if facts.meeting and facts.meeting.ended:
            return False
        work: dict[LotteryStep, Callable[[], None]] = {
            LotteryStep.MEETING: self._convene,
            LotteryStep.REVIEW: self._freeze,
            LotteryStep.FREEZE: lambda: self._press("已经拍照或抄下，开始取数"),
            LotteryStep.DIGITS: self._key,
            LotteryStep.DRAW: self._draw,
        }
        work[self._page_step(facts)]()
        settle(self._window)
        self._tell(self._seen())
        return True

    def _page_step(self, facts: LotteryFacts) -> LotteryStep:
        cells = [it for it in self._window.findChildren(DigitCells) if it.isVisible()]
        return LotteryStep.DIGITS if cells else facts.step

    def _seen(self) -> Seen:
        facts = self._window.context.desk.lotteries.of()
        frozen = facts.frozen
        slots = frozen.slots if frozen else ()
        digits = tuple(slot.digits for slot in slots if slot.digits)
        head = frozen.head if frozen else ""
        return Seen(facts.step.value, digits, head, facts.drawn is not None)

    def _press(self, words: str) -> None:
        self._think()
        click(self._window, words)
        settle(self._window)

    def _think(self) -> None:
        """Wait as people do, so that a kill may come anywhere between two acts."""
        QTest.qWait(self._chance.randrange(150))

    def _convene(self) -> None:
        fields = [it for it in self._window.findChildren(QLineEdit) if it.isVisible()]
        for field in fields:
            if field.accessibleName() in _MEETING:
                field.setText(_MEETING[field.accessibleName()])
        self._press("保存，下一步：核对名单")

    def _freeze(self) -> None:
        self._press("核对无误，下一步：冻结")
        self._press("冻结名单")

    def _key(self) -> None:
        cells = [it for it in self._window.findChildren(DigitCells) if it.isVisible()]
        for number, cell in enumerate(cells):
            self._think()
            QTest.keyClicks(cell, DIGITS[number])
            settle(self._window)
        self._press("一起揭示")

    def _draw(self) -> None:
        show = self._window.shown.findChild(Show)
        assert show
        panel = self._window.shown
        assert isinstance(panel, Lottery)
        if not self._seen().listed:
            self._press("开始摇号")
            return
        while not show.at_end:
            show.go_on()
            QTest.qWait(self._chance.randrange(30))
        self._press("下一步：纪要")
        self._press("结束会议")
