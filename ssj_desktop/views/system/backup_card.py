"""One backup looked into: what it holds, what putting it back would undo."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.backup import BackupFacts
from ssj_desktop.facts.journal import JournalLine
from ssj_desktop.views import alerts
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row


class _Looked(NamedTuple):
    """``undone``: what putting it back would undo, ``newest`` the last entries of that."""

    facts: BackupFacts
    undone: str = ""
    newest: tuple[JournalLine, ...] = ()


class BackupCard(QWidget):
    """Checks a backup as soon as it is chosen; 恢复 asks once more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._looked: _Looked | None = None
        self._name = label("选一份备份看看里面有什么", "cardTitle", wrap=True)
        self._state = label(wrap=True)
        self._held = label(name="secondary", wrap=True)
        self._undone = label(wrap=True)
        self._newest = label(name="secondary", wrap=True)
        self._restore = button("恢复…", self._ask)

        frame, column = card()
        for part in (self._name, self._state, self._held, self._undone, self._newest):
            column.addWidget(part)
        column.addLayout(row(None, self._restore))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        allow(self._restore, "请先选一份备份。")

    def look(self, path: Path) -> None:
        """Check the backup at ``path`` and show what it holds."""
        self._name.setText(path.name)
        self._state.setText("正在核对……")
        restyle(self._state, "")
        allow(self._restore, "正在核对这份备份。")
        self._context.work.read(self, lambda: self._ask_desk(path), self._show)

    def _ask_desk(self, path: Path) -> _Looked:
        backups = self._context.desk.backups
        facts = backups.look(path)
        if facts.fault:
            return _Looked(facts)
        try:
            difference = backups.differs(path)
        except DeskError:  # then a backup is wanted most
            return _Looked(facts, "现在的数据文件读不全，无法与这份备份比较。")
        return _Looked(facts, difference.words, difference.newest)

    def _show(self, looked: _Looked) -> None:
        self._looked = looked
        facts = looked.facts
        if facts.reason:  # else somebody has named the file
            self._name.setText(f"{facts.taken_at:%Y-%m-%d %H:%M:%S}　{facts.reason}")
        self._state.setText(facts.fault or "核对无误，可以恢复")
        restyle(self._state, "danger" if facts.fault else "fine")
        self._held.setText("" if facts.fault else _held_words(facts))
        self._undone.setText(looked.undone)
        lines = [f"{line.at:%m-%d %H:%M} {line.who} {line.words}" for line in looked.newest]
        self._newest.setText("\n".join(lines))
        self._newest.setVisible(bool(lines))
        allow(self._restore, f"不能恢复：{facts.fault}" if facts.fault else "")

    def _ask(self) -> None:
        if self._looked is None:
            return
        path = self._looked.facts.path
        alerts.ask(
            self,
            f"要恢复到 {self._looked.facts.taken_at:%Y-%m-%d %H:%M} 的备份吗？",
            f"{self._looked.undone}程序会重新打开数据文件。",
            "恢复",
            lambda: self._context.restore(path),
            danger=True,
        )


def size_words(size: int) -> str:
    """Return a file's size as people say it: 「1.2 MB」."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} KB"


def _held_words(facts: BackupFacts) -> str:
    last = ""
    if facts.last_entry_at:
        last = f"最后一条操作：{facts.last_entry_at:%Y-%m-%d %H:%M} {facts.last_entry_words}。"
    return (
        f"检查对象 {facts.targets} 家，执法人员 {facts.inspectors} 人，抽查事项 {facts.items} 项，"
        f"摇号 {facts.draws} 次，操作日志 {facts.entries} 条。{last}"
    )
