"""The program put together: its log, its one data file, its window."""

import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ssj_desktop import paths, settings
from ssj_desktop.desk import Desk
from ssj_desktop.desk.backups import Backups
from ssj_desktop.desk.offices import Offices
from ssj_desktop.errors import DeskError, HeldError
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.settings import Settings, StageManner
from ssj_desktop.views import alerts, theme
from ssj_desktop.views.first_start import SOMEBODY, FirstStart
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages import PAGES
from ssj_desktop.views.waiting import Waiting

_LOG_BYTES = 1_000_000
_LAYOUT_PASSES = 10  # a wrapped text's height travels outwards one layout a pass


def run(data: Path | None, try_demo: bool = False) -> int:
    """Open the window and return when it is closed; ``data``: instead of the file of last time.

    ``try_demo``: where no file is known yet, the made-up county.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("双随机桌面")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "ssj.svg")))
    log = keep_log(paths.data_folder() / "运行记录" / "ssj.log")
    theme.dress(app)
    program = Program(Settings.load(settings.default_file()))
    program.own_up_to_bugs(log)

    def start() -> None:
        try:
            program.start(data, try_demo)
        except Exception as error:  # a timer's own is told to nobody
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            gc.freeze()  # what there is by now stays: nobody need look through it again
            gc.enable()

    QTimer.singleShot(0, program, start)  # in the loop, where a bug of the start can be told
    status = app.exec()
    program.close()  # whatever made the loop end, a session that is logged off say
    return status


def picture_demo(data: Path, folder: Path) -> list[tuple[str, Path]]:
    """Leave pictures of the made-up county in ``folder``, without a screen: of every page in
    ``pages``, of what its meeting saw, dark and bright, in ``stage``.

    Returns:
        Each picture's name and path.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(sys.argv[:1])
    theme.dress(app)
    with TemporaryDirectory() as scratch, Desk.open(data, "方敏") as desk:
        window = MainWindow(desk, Settings(Path(scratch) / "settings", clerk="方敏"), PAGES)
        taken = list(_picture_pages(app, window, folder / "pages"))
        window.work.close()
        return [*taken, *_picture_stage(desk, folder / "stage")]


def _picture_pages(
    app: QApplication, window: MainWindow, folder: Path
) -> Iterator[tuple[str, Path]]:
    window.resize(1366, 768)
    window.show()
    for place in window.places():
        window.go(place)
        _come_to_rest(app, window)
        file = folder / f"{place.replace('/', '-')}.png"
        paths.write_whole(file, partial(_save, window.grab()))
        yield place, file


def _picture_stage(desk: Desk, folder: Path) -> Iterator[tuple[str, Path]]:
    # Loaded here because few starts need them.
    from ssj_desktop.demo import QUARTER
    from ssj_desktop.views.stage import pictures

    facts = desk.lotteries.of(QUARTER)
    for manner, name in ((StageManner("dark"), "深色"), (StageManner("bright"), "浅色")):
        for number, (words, picture) in enumerate(pictures(facts, manner), start=1):
            file = folder / f"{name}-{number:02}.png"
            paths.write_whole(file, partial(_save, picture))
            yield f"投影（{name}）{words}", file


def _save(picture: QPixmap, draft: Path) -> None:
    picture.save(str(draft), "PNG")


def _come_to_rest(app: QApplication, window: MainWindow) -> None:
    """Wait until all that was asked for is shown and laid out."""
    while not window.work.idle:
        app.processEvents()
    for _ in range(_LAYOUT_PASSES):
        app.processEvents()


def keep_log(file: Path) -> Path:
    """Write what goes wrong to ``file``, of which the last megabytes are kept; return it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    except OSError:  # a start must not fail for want of a log
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return file


class Program(QObject):
    """Which file is open, and in which window; there is never more than one of each."""

    _crashed = Signal(str)

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self.settings = settings
        self._clock = clock
        self.window: QWidget | None = None
        self.desk: Desk | None = None

    def own_up_to_bugs(self, log: Path) -> None:
        """Log and tell whatever goes wrong by our fault; the program goes on, for the verb has
        rolled back."""

        def tell(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            text = "".join(traceback.format_exception(kind, error, trace))
            logging.critical(text)
            self._crashed.emit(text)

        sys.excepthook = tell
        # Queued: a bug may come to light on the worker's thread, dialogs open on this one.
        self._crashed.connect(
            lambda text: alerts.crash(self.window, text, log), Qt.ConnectionType.QueuedConnection
        )

    def start(self, data: Path | None, try_demo: bool = False) -> None:
        """Open ``data`` or the file of last time; without one ask."""
        clerk = self.settings.clerk or SOMEBODY
        if data is None and self.settings.data:
            data = Path(self.settings.data)
        if data is None and try_demo:
            self.try_demo(clerk)
        elif data is None:
            self.ask()
        elif data.exists():
            self.open(data, clerk)
        else:
            self.ask()
            hint = "在移动硬盘上的，请接上以后再打开；移走或改了名的，请按“打开数据文件”。"
            self._offer_backup(DeskError(f"找不到数据文件“{data}”。", hint), data, clerk)

    def ask(self) -> None:
        """Show what can be begun or opened."""
        known = self.settings.clerk
        first = FirstStart(Offices.shipped_schemes(), "" if known == SOMEBODY else known)
        first.begun.connect(self.begin)
        first.opened.connect(self.open)
        first.tried.connect(self.try_demo)
        self._show(first)

    def begin(self, data: Path, clerk: str, office: OfficeFacts) -> None:
        """Make a data file for an office and open it; a refused one leaves no file behind."""
        if self._tell_faults(lambda: _make(data, clerk, office)):
            self.open(data, clerk)

    def try_demo(self, clerk: str) -> None:
        """Open the made-up county, made anew unless it is there, which takes its time."""
        data = paths.data_folder() / "虚构的青岭县.ssj"
        if data.exists():
            self.open(data, clerk)
            return
        waiting = Waiting("正在准备虚构的青岭县……", "只有第一次要等一会儿，请不要关机。")
        self._show(waiting)
        waiting.work.verb(
            waiting,
            "正在准备……",
            lambda: _make_demo(data),
            lambda _: self.open(data, clerk),
            self._not_made,
        )

    def _not_made(self, error: DeskError) -> None:
        self.ask()
        alerts.tell(self.window, error)

    def open(self, data: Path, clerk: str) -> None:
        """Open a data file in a window of its own, in place of the present one."""
        self.close()
        try:
            self.desk = Desk.open(data, clerk, self._clock)
        except DeskError as error:
            self.ask()
            self._offer_backup(error, data, clerk)
            return
        self.settings.data, self.settings.clerk = str(data), clerk
        self._remember()
        window = MainWindow(self.desk, self.settings, PAGES)
        window.restored.connect(lambda backup: self.restore(backup, data, clerk))
        window.renamed.connect(lambda name: self.open(data, name))
        window.left.connect(self.leave)
        window.closed.connect(self.close)
        self._show(window)

    def _offer_backup(self, error: DeskError, data: Path, clerk: str) -> None:
        """Tell why ``data`` cannot be opened; a lost or damaged one is offered its backup."""
        newest = next(iter(Backups.of(data)), None)
        held = isinstance(error, HeldError)
        if held or newest is None or Backups.look(newest.path).fault:
            alerts.tell(self.window, error)
            return
        alert = alerts.Alert(self.window, "提示", error.message, error.hint)
        words = f"用 {newest.taken_at:%Y-%m-%d %H:%M} 的备份恢复"
        alert.offer(words, lambda: self.restore(newest.path, data, clerk))
        alert.offer("知道了", kind="primary")
        alert.show_up()

    def restore(self, backup: Path, data: Path, clerk: str) -> None:
        """Put a backup in a file's place and open it; the old file stays beside it."""
        self.close()
        try:
            aside = Backups.restore(backup, data)
        except DeskError as error:
            self.open(data, clerk)
            alerts.tell(self.window, error)  # now, for the window of before has gone
            return
        self.open(data, clerk)
        if isinstance(self.window, MainWindow):
            self.window.say(f"已恢复；原来的文件放在旁边：{aside.name}" if aside else "已恢复")

    def leave(self) -> None:
        """Let go of the open file and ask for another one."""
        self.close()
        self.ask()

    def close(self) -> None:
        """Let go of the file; the window has backed it up, which takes its time."""
        if self.desk is None:
            return
        if isinstance(self.window, MainWindow):
            self.window.keep_typed()
            self.window.work.close()
        desk, self.desk = self.desk, None
        desk.close()
        self._remember()

    def _show(self, widget: QWidget) -> None:
        old, self.window = self.window, widget
        widget.show()
        if old:
            old.hide()
            old.deleteLater()

    def _remember(self) -> None:
        try:
            self.settings.save()
        except DeskError as error:  # costs a column's width, not the work
            logging.warning("settings: %s", error)

    def _tell_faults(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except DeskError as error:
            alerts.tell(self.window, error)
            return False
        return True


def _make_demo(data: Path) -> None:
    # Loaded here because it takes a third of the start and few starts make it.
    from ssj_desktop import demo

    demo.make(data)


def _make(data: Path, clerk: str, office: OfficeFacts) -> None:
    """Make the file; first where it leaves nothing behind, should the office be refused."""
    with TemporaryDirectory() as scratch:
        for place in (Path(scratch) / data.name, data):
            with Desk.open(place, clerk) as desk:
                desk.offices.set_up(office)
