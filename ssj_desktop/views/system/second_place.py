"""第二备份: another disk's folder that gets a copy whenever the program is left."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views.files import ask_folder
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row


class _Second(NamedTuple):
    place: str
    taken: str
    due: str


class SecondPlace(QWidget):
    """Where it is, when it was last brought up to date, and what to do when that is long ago."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place = label(wrap=True)
        self._state = label(wrap=True)
        self._copy = button("现在放一份过去", self._copy_now)
        choose = button("选择文件夹…", self._choose)

        words = "这块硬盘坏了，数据和备份会一起丢；请另选一个 U 盘、移动硬盘或共享文件夹。"
        frame, column = card("第二备份", words)
        column.addWidget(self._place)
        column.addWidget(self._state)
        column.addLayout(row(None, choose, self._copy))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def refresh(self) -> None:
        """Show anew how the second place stands."""
        self._context.work.read(self, self._ask, self._show)

    def _ask(self) -> _Second:
        place, backups = self._context.settings.second_place, self._context.desk.backups
        taken = backups.second_taken(Path(place)) if place else None
        words = f"最近一份 {taken:%Y-%m-%d %H:%M}" if taken else ""
        return _Second(place, words, backups.second_due(place))

    def _show(self, second: _Second) -> None:
        self._place.setText(second.place or "还没有选择文件夹")
        self._state.setText("；".join(filter(None, (second.taken, second.due))))
        restyle(self._state, "warn" if second.due else "fine")
        allow(self._copy, "" if second.place else "请先选择文件夹。")

    def _choose(self) -> None:
        now = self._context.settings.second_place
        ask_folder(self, "第二备份放在哪个文件夹", now, self._copy_to)

    def _copy_now(self) -> None:
        self._copy_to(Path(self._context.settings.second_place))

    def _copy_to(self, folder: Path) -> None:
        """Copy, and only then remember the folder: one that cannot be written is none."""
        self._context.work.verb(
            self,
            "正在复制备份……",
            lambda: self._context.desk.backups.copy_to(folder),
            lambda _: self._copied(folder),
        )

    def _copied(self, folder: Path) -> None:
        self._context.settings.second_place = str(folder)
        self._context.say("第二备份已更新，核对无误")
        self.refresh()
        try:
            self._context.settings.save()
        except DeskError as error:
            self._context.work.told.emit(error)
