"""How soon the window can be used, and how it stands 50,000 rows."""

import multiprocessing
import os
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.imports import calamine_alone, write_roster
from bench.papers import task_sheets
from bench.table import Row, timed
from ssj_desktop import demo
from ssj_desktop.desk import Desk
from ssj_desktop.facts.office import OfficeFacts

_RUNS = 5
_ROWS = 50_000
_FLOOR = """
import PySide6.QtWidgets, sqlmodel
app = PySide6.QtWidgets.QApplication([])
widget = PySide6.QtWidgets.QWidget()
widget.resize(1366, 728)
widget.show()
app.processEvents()
"""
_OURS = """
import gc, sys
gc.disable()  # as cli does for the window
from pathlib import Path
from ssj_desktop import app as program
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
app = QApplication([])
theme.dress(app)
opened = program.Program(Settings(Path(sys.argv[2])))
opened.start(Path(sys.argv[1]))
while not opened.window.work.idle:  # asleep meanwhile, as the program is
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
app.processEvents()
"""


def start() -> Row:
    """Time a whole process until the first page shows its rows, the quickest of five."""
    with TemporaryDirectory() as scratch:
        data, settings = Path(scratch) / "demo.ssj", Path(scratch) / "settings"
        demo.make(data)
        floor, ours = [], []
        for _ in range(_RUNS):
            floor.append(_process(_FLOOR))
            ours.append(_process(_OURS, data, settings))
    return Row(
        "启动到第一页可用（青岭县，236 家）",
        min(ours),
        "载入 PySide6 和 SQLModel，开一个空窗口（下限）",
        min(floor),
    )


def _process(code: str, *args: Path) -> float:
    # Left at once: what is timed is the start, not the tidying up.
    code += "\nimport os; os._exit(0)\n"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as a user's machine has it
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *map(str, args)], check=True, env=environment)
    return time.perf_counter() - begun


def first_page() -> Row:
    """Time a preview from the click to its first page on the screen, in a fresh process."""
    count, content = task_sheets()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        ours, floor = pool.apply(_look_at, (content,))
    name = f"预览 {count} 家任务单：从点击到看见第一页"
    return Row(name, ours, "QPdfDocument 打开并画第一页（下限）", floor)


def _look_at(content: bytes) -> tuple[float, float]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from bench.looking import bare, looked_at

    return looked_at(content), bare(content)


def big_roster() -> tuple[list[Row], str]:
    """Return the figures of a window over 50,000 sites, and a sentence on stalls and memory."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_roster(folder / "50000.xlsx", _ROWS)
        write_roster(folder / "11259.xlsx", 11_259)
        with Desk.open(folder / "bench.ssj", "bench") as desk:
            desk.offices.set_up(OfficeFacts("某分局", "某队", "某市队", "BX", "lingchuan-2024", ()))
        context = multiprocessing.get_context("spawn")
        inbox, outbox = context.Pipe(duplex=False)
        child = context.Process(target=_sit_at_the_window, args=(folder, outbox))
        child.start()
        outbox.close()  # the child's death is told, not waited for
        preview, stall, rows, memory = inbox.recv()
        child.join()
        floor, _ = timed(lambda: calamine_alone(folder / "11259.xlsx"))
    name = "导入 11,259 行：从拖入到看见预览"
    rows.insert(0, Row(name, preview, "只用 calamine 读，不核对（下限）", floor))
    held = f"，内存峰值 {memory:.0f} MiB" if sys.platform == "linux" else ""
    return rows, f"窗口确认导入 50,000 行时最长停顿 {stall:.0f} 毫秒；连看一遍名录{held}。"


def _sit_at_the_window(folder: Path, outbox: Connection) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from bench.sitting import Sitting

    sitting = Sitting(folder)
    preview = sitting.preview(folder / "11259.xlsx")
    stall = sitting.confirm(folder / "50000.xlsx")
    rows = sitting.look_at_the_roster()
    outbox.send((preview, stall, rows, sitting.memory))
