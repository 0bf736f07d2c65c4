"""An officer who types a record without a pause, in a process that will be killed."""

import os
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ssj_desktop.app import Program
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.main_window import MainWindow
from tests.desk.office import AFTERNOON, ticking
from tests.views.hands import settle, type_text

_BETWEEN = 0.05  # seconds between two letters: nobody types quicker


def type_on(data: Path, home: Path, outbox: Connection) -> None:
    """Type 0123456789012… and tell when each letter was typed, by the machine's steady clock."""
    try:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication([])
        theme.dress(app)
        program = Program(Settings(home / "设置.json", clerk="小李"), ticking(AFTERNOON))
        program.start(data)
        assert isinstance(program.window, MainWindow)
        program.window.go("现场检查")
        settle(program.window)
        texts = program.window.findChildren(QPlainTextEdit)
        [narrative] = [it for it in texts if it.accessibleName() == "现场情况"]
        for number in range(10_000):
            type_text(narrative, str(number % 10))
            outbox.send(time.monotonic())
            until = time.monotonic() + _BETWEEN
            while time.monotonic() < until:
                app.processEvents()
                time.sleep(0.005)
    except Exception:
        outbox.send(traceback.format_exc())
