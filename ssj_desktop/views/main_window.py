"""The window: names of pages on top, the page, and what holds the data at the foot."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings
from ssj_desktop.views import alerts
from ssj_desktop.views.background import Work
from ssj_desktop.views.deck import Deck
from ssj_desktop.views.header import Header
from ssj_desktop.views.page import Context, Page, Tab
from ssj_desktop.views.parts import fit_screen, label, named
from ssj_desktop.views.status_line import StatusLine
from ssj_desktop.views.veil import Veil

if TYPE_CHECKING:
    from ssj_desktop.views.help import Help

_CLOCK = 60_000  # ms
_AHEAD = 1000  # ms after the first page is there: then the clerk looks at it
_SMALLEST = (1024, 640)
_MEETING = "摇号"


class MainWindow(QWidget):
    """One open data file. Pages are built when first seen.

    Signals for whoever opens and closes files: ``restored`` (a backup to put in this file's
    place), ``renamed`` (another 经办人), ``left`` (another file is wanted), ``closed``.
    """

    restored = Signal(object)
    renamed = Signal(str)
    left = Signal()
    closed = Signal()
    _changed = Signal(str)

    def __init__(self, desk: Desk, settings: Settings, tabs: Sequence[Tab]) -> None:
        super().__init__()
        named(self, "window")
        self.work = Work(self)
        self.context = Context(desk, self.work, settings, self.go, self.say, self._restore)
        self._tabs = tabs
        self._header = Header(self.context, [tab.title for tab in tabs])
        self._deck = Deck(self.context, tabs)
        self._status = StatusLine(self.context)
        self._help: Help | None = None
        self._agreed = False
        self._day = desk.today()
        self._clock = QTimer(self)

        self._lay_out()
        self._connect()
        self.setWindowTitle(f"双随机 — {desk.path.name}")
        self.setMinimumSize(QSize(*_SMALLEST).boundedTo(self.screen().availableSize()))
        if not self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode())):
            fit_screen(self, 1366, 728)
        self._deck.show_at(0)
        self.work.read(self, desk.meetings.waiting, self._offer_to_go_on)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        if fault := self.context.desk.read_only:
            layout.addWidget(label(f"只能查看：{fault}", "banner", wrap=True))
        layout.addWidget(self._deck, 1)
        layout.addWidget(self._status)
        self._veil = Veil(self, self.work)  # last, to lie on top

    def _connect(self) -> None:
        self._header.chosen.connect(self._deck.show_at)
        self._header.renamed.connect(lambda name: self._leave(lambda: self.renamed.emit(name)))
        self._header.left.connect(lambda: self._leave(self.left.emit))
        self._status.help_wanted.connect(self.show_help)
        self.work.told.connect(lambda error: alerts.tell(self, error))
        # Verbs announce on the worker's thread; the queue brings it over here.
        self._changed.connect(self._heed, Qt.ConnectionType.QueuedConnection)
        self.context.desk.listen(self._changed.emit)
        self._clock.timeout.connect(self._look_at_the_clock)
        self._clock.start(_CLOCK)
        once = Qt.ConnectionType.SingleShotConnection
        self.work.settled.connect(lambda: QTimer.singleShot(_AHEAD, self, self._load_ahead), once)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_help)
        for number in range(1, len(self._tabs) + 1):
            key = QKeySequence(f"Ctrl+{number}")
            QShortcut(key, self, lambda index=number - 1: self._header.choose(index))

    @property
    def shown(self) -> Page:
        """The page that is seen."""
        return self._deck.shown

    def go(self, place: str) -> None:
        """Lead to a place: a page's title, and a part's after a stroke (「名录库/导入」)."""
        title, _, part = place.partition("/")
        self._header.choose(self._deck.index_of(title))
        if part:
            self.shown.go_to(part)

    def places(self) -> list[str]:
        """Return every place that :meth:`go` leads to."""
        return [place for tab in self._tabs for place in tab.places()]

    def say(self, words: str) -> None:
        """Tell in the status line that something is done."""
        self._status.say(words)

    def show_help(self) -> None:
        """Explain what is seen."""
        # Loaded here because few starts ask for it.
        from ssj_desktop.views.help import Help

        self._help = self._help or Help(self)
        self._help.show_text(self.shown.help_name())

    def keep_typed(self) -> str:
        """Write down what is typed and kept as it is typed; return what could not be, in words."""
        try:
            self._deck.keep_typed()
        except DeskError as error:
            return f"现场记录没有存上：{error}"
        return ""

    def _heed(self, noun: str) -> None:
        self._header.heed(noun)
        self._status.heed(noun)
        self._deck.heed(noun)

    def _look_at_the_clock(self) -> None:
        """Have what depends on the day shown anew once it is another day."""
        if (day := self.context.desk.today()) != self._day:
            self._day = day
            self._heed("today")

    def _load_ahead(self) -> None:
        """Load all verbs and all pages' rooms, so that nobody's first click waits for them."""
        rooms = (tab.load() for tab in self._tabs)
        self._load_next(chain(self.context.desk.load(), chain.from_iterable(rooms)))

    def _load_next(self, steps: Iterator[str]) -> None:
        """Load one thing, then what was clicked meanwhile has its turn, then the next."""

        def go_on(loaded: str) -> None:
            if loaded:
                self._load_next(steps)

        self.work.read(self, lambda: next(steps, ""), go_on)

    def _offer_to_go_on(self, waiting: bool) -> None:
        """Stand where the meeting stood when the program was left, or the power went."""
        if waiting and not self.context.desk.read_only:
            self.go(_MEETING)
            self.say("上次的摇号会议还没有办完，从这里接着办")

    def _restore(self, backup: Path) -> None:
        self._leave(lambda: self.restored.emit(backup))

    def _leave(self, then: Callable[[], object]) -> None:
        """Back up and go on, unless something would be lost; then only when the clerk says so."""
        if lost := self._deck.unsaved() + self.keep_typed():
            warning = "现在离开，没有保存的内容会丢失。"
            alerts.ask(self, lost, warning, "不保存，离开", lambda: self._part(then), True)
        else:
            self._part(then)

    def _part(self, then: Callable[[], object]) -> None:
        backups, place = self.context.desk.backups, self.context.settings.second_place

        def gone(_: None) -> None:
            then()

        words = "正在备份，备份好就离开……"
        self.work.verb(self, words, lambda: backups.before_leaving(place), gone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.work.busy:
            event.ignore()
            self.say("正在办一件事，请等它办完，或者先取消。")
        elif not self._agreed:
            event.ignore()
            self._leave(self._close)
        else:
            event.accept()

    def _close(self) -> None:
        self._agreed = True
        self.context.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.close()
        QTimer.singleShot(0, self.closed.emit)
