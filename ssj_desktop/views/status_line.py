"""The foot of the window: which file, when it was backed up, whether the journal is whole."""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssj_desktop.facts.journal import ChainState
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import label, link, named, restyle, shortened

_SAID = 8000  # ms that a word of what was done stays
_FILE = _FAULT = 240  # px; a longer one has dots, and its tooltip has it whole
_LEAST = 120  # px of what was done


class _Safety(NamedTuple):
    """How safe the data are."""

    backed_up: datetime | None
    fault: str
    second_due: str


class StatusLine(QFrame):
    """``help_wanted``: somebody pressed 「F1 帮助」."""

    help_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        named(self, "status")
        self._context = context
        self._file = label()
        self._backup = label()
        self._second = label()
        self._chain = label("正在核对操作日志……")
        self._said = label(name="said")
        self._chain_asker = QObject(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(24)
        for part in (self._file, self._backup, self._second, self._chain):
            layout.addWidget(part)
        layout.addStretch()
        layout.addWidget(self._said)
        layout.addWidget(link("F1 帮助", self.help_wanted.emit))

        name = shortened(self._file, context.desk.path.name, _FILE)
        self._file.setText(f"数据文件 {name}")
        self._file.setToolTip(str(context.desk.path))
        self._timer.timeout.connect(self._said.clear)
        # A long journal takes a second to check; the first page comes first.
        once = Qt.ConnectionType.SingleShotConnection
        context.work.settled.connect(self._check_chain, once)
        self.heed("backups")

    def say(self, words: str) -> None:
        """Tell for a while what was done."""
        self._said.clear()
        room = self.width() - self.minimumSizeHint().width()
        self._said.setText(shortened(self._said, words, max(room, _LEAST)))
        self._said.setToolTip(words)
        self._timer.start(_SAID)

    def heed(self, noun: str) -> None:
        """Show the backups anew when there is a new one."""
        if noun in ("backups", "today"):
            self._context.work.read(self, self._ask, self._show)

    def _ask(self) -> _Safety:
        desk, place = self._context.desk, self._context.settings.second_place
        newest = next(iter(desk.backups.listed()), None)
        due = desk.backups.second_due(place)
        return _Safety(newest.taken_at if newest else None, desk.backup_fault, due)

    def _show(self, safety: _Safety) -> None:
        if safety.fault:
            self._backup.setText(shortened(self._backup, safety.fault, _FAULT))
        elif safety.backed_up:
            today = safety.backed_up.date() == self._context.desk.today()
            self._backup.setText(f"已备份 {safety.backed_up:{'%H:%M' if today else '%Y-%m-%d'}}")
        else:
            self._backup.setText("还没有备份")
        self._backup.setToolTip(safety.fault)
        restyle(self._backup, "danger" if safety.fault else "")
        self._second.setText(safety.second_due)
        self._second.setVisible(bool(safety.second_due))
        restyle(self._second, "warn")

    def _check_chain(self) -> None:
        journal = self._context.desk.journal
        self._context.work.read(self._chain_asker, journal.state, self._show_chain)

    def _show_chain(self, state: ChainState) -> None:
        broken = state.broken is not None
        words = f"操作日志第 {state.broken} 条起对不上" if broken else "操作日志完整"
        self._chain.setText(words)
        restyle(self._chain, "danger" if broken else "")
