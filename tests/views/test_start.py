"""What a start loads: only what the first page takes. All the rest waits for its first click."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton

from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.page import Tab
from ssj_desktop.views.pages import PAGES
from tests.views.hands import settle, texts

# Starts as the program does, in a process where no other test has loaded anything.
_START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ssj_desktop.app import Program
from ssj_desktop.settings import Settings
app = QApplication([])
program = Program(Settings(Path(sys.argv[2]), clerk="方敏"))
program.start(Path(sys.argv[1]))
while not program.window.work.idle:
    app.processEvents()
print(*sys.modules)
program.window.work.settled.connect(app.quit)
app.exec()
print(*sys.modules)
program.close()
"""
# The program's own loop, with a bug before there is a window.
_BUG = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from ssj_desktop import app

class Broken(app.Program):
    def start(self, data, try_demo=False):
        timer.timeout.connect(look)
        timer.start(50)
        raise ZeroDivisionError

def look():
    for alert in QApplication.topLevelWidgets():
        if alert.isVisible():
            print(*(part.text() for part in alert.findChildren(QLabel)))
            alert.close()

timer = QTimer()
app.Program = Broken
app.run(None)
"""
_UNSEEN = {
    *("PIL", "docx", "fontTools", "lxml", "openpyxl", "python_calamine", "reportlab"),
    *("PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtSvg"),
    *("ssj_desktop.demo", "ssj_desktop.outputs", "ssj_desktop.intake.reading"),
    *(f"ssj_desktop.views.{room}" for room in ("field", "importing", "lottery", "plan", "stage")),
    *(f"ssj_desktop.views.pages.{page}" for page in ("field", "filing", "lottery", "plan")),
    *(f"ssj_desktop.desk.{noun}" for noun in ("draws", "lotteries", "plans", "records", "tasks")),
}


def test_a_start_loads_the_first_page_and_only_then_the_others(data: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _START, str(data), str(tmp_path / "设置.json")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, ahead = (set(line.split()) for line in done.stdout.splitlines())
    assert "ssj_desktop.views.rosters.targets" in first
    assert sorted(first & _UNSEEN) == []
    assert {f"ssj_desktop.views.{tab.module}" for tab in PAGES} <= ahead
    assert {"ssj_desktop.desk.lotteries", "ssj_desktop.desk.records"} <= ahead


def test_a_bug_before_there_is_a_window_is_owned_up_to(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _BUG]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert "程序出了一个差错" in done.stdout, done.stderr


def test_a_click_has_its_turn_while_the_other_pages_are_loaded(
    desk: Desk, settings: Settings
) -> None:
    turns: list[str] = []

    class Slow(Tab):
        def load(self) -> Iterator[str]:
            turns.append(self.title)
            yield self.title

    window = MainWindow(desk, settings, [Slow(tab.title, tab.module, tab.kind) for tab in PAGES])
    settle(window)
    window._load_ahead()
    window.work.read(window.shown, lambda: turns.append("点了一下"), lambda _: None)
    settle(window)
    assert turns == ["点了一下", *(tab.title for tab in PAGES)]
    window.work.close()
    window.deleteLater()


def test_the_first_paint_claims_nothing_that_is_not_read_and_takes_what_is_typed(
    desk: Desk, settings: Settings
) -> None:
    window = MainWindow(desk, settings, PAGES)
    window.show()
    assert "没有符合条件的检查对象" not in texts(window)
    assert "清除筛选" not in [
        it.text() for it in window.findChildren(QPushButton) if it.isVisible()
    ]
    search = next(it for it in window.shown.findChildren(QLineEdit) if it.isVisible())
    search.setText("没有这一家")
    settle(window)
    assert "没有符合条件的检查对象" in texts(window)
    window.work.close()
    window.hide()
    window.deleteLater()
