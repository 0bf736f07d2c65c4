"""操作日志: who did what and when, and whether anybody has tampered with it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ssj_desktop.facts.journal import ChainState, JournalLine
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import button, find_key, label, restyle, row
from ssj_desktop.views.tables import Column, RowTable

_PAUSE = 200  # ms after the last key, before the file is searched
_MOST = 500

_COLUMNS: tuple[Column[JournalLine], ...] = (
    Column("序号", lambda line: str(line.number), 72, key=lambda line: line.number, numeric=True),
    Column("时间", lambda line: f"{line.at:%Y-%m-%d %H:%M:%S}", 168, key=lambda line: line.at),
    Column("经办人", lambda line: line.who, 96),
    Column("做了什么", lambda line: line.words, 176),
    Column("内容", lambda line: line.detail, 640),
)


class JournalPage(Page):
    """The newest entries that fit what is searched for, and the state of the chain."""

    title = "操作日志"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._search = QLineEdit()
        self._search.setPlaceholderText("日期、经办人、做了什么或内容")
        self._search.setAccessibleName("搜索操作日志")
        self._count = label(name="secondary")
        self._chain = label()
        self._head = label(name="secondary")
        self._table = RowTable("操作日志", _COLUMNS, lambda line: line.number, context.settings)
        self._table.setAccessibleName("操作日志")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._asker = QObject(self)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self._search, self._count, None, spacing=12))
        layout.addWidget(self._table, 1)
        layout.addLayout(row(self._chain, self._head, None, button("重新核对", self._check)))
        self._search.setFixedWidth(360)

        self._search.textEdited.connect(lambda: self._pause.start(_PAUSE))
        self._pause.timeout.connect(self._find)
        find_key(self, self._search)

    def heed(self, noun: str) -> None:
        """Every verb leaves its line here."""
        self.go_stale()

    def refresh(self) -> None:
        self._find()
        self._check()

    def _find(self) -> None:
        text = self._search.text()
        self.work.read(self, lambda: self.desk.journal.search(text, _MOST), self._show)

    def _show(self, lines: tuple[JournalLine, ...]) -> None:
        self._table.show_rows(lines)
        most = f"最近 {_MOST} 条，更早的请搜索" if len(lines) == _MOST else f"{len(lines)} 条"
        self._count.setText(most if lines else "没有符合的记录")

    def _check(self) -> None:
        self._chain.setText("正在逐条核对……")
        restyle(self._chain, "")
        self.work.read(self._asker, self.desk.journal.state, self._show_chain)

    def _show_chain(self, state: ChainState) -> None:
        broken = state.broken is not None
        self._chain.setText(
            f"从第 {state.broken} 条起对不上，可能被人改动过"
            if broken
            else f"{state.count} 条首尾相接，没有被改动（{self.desk.now():%H:%M:%S} 核对）"
        )
        restyle(self._chain, "danger" if broken else "fine")
        self._head.setText(f"末端校验值 {state.head[:16]}")
        self._head.setToolTip(state.head)
