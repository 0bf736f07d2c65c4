"""方案文件: an office's own scheme taken in, and any scheme written out to begin from."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError, SchemeError
from ssj_desktop.facts.office import SchemeChoice, SchemeDraft
from ssj_desktop.views import alerts
from ssj_desktop.views.files import SCHEME, ask_file, ask_new_file
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row

_WORDS = (
    "列表里没有本单位的方案，可以载入自己的方案文件（.toml），它存在数据文件里，备份里也有。"
    "把相近的方案另存出来照着改，改好 id、名称和内容，再载入。"
)


class SchemeCard(QWidget):
    """Says where the chosen scheme comes from. ``taken``: this id was taken in, or is there."""

    taken = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._choice: SchemeChoice | None = None
        self._origin = label(wrap=True)
        self._take = button("载入方案文件…", self._ask_file)
        self._save = button("另存方案文件…", self._ask_where)

        frame, column = card("方案文件", _WORDS)
        column.addWidget(self._origin)
        column.addLayout(row(None, self._save, self._take))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        layout.addStretch()

    def show_choice(self, choice: SchemeChoice | None) -> None:
        """Show the scheme that is chosen on the page, None while it is none of those there are."""
        self._choice = choice
        self._origin.setText(_origin(choice) if choice else "")
        self._origin.setVisible(choice is not None)
        allow(self._take, self._context.desk.read_only)
        allow(self._save, "" if choice else "还没有选方案。")

    def _ask_file(self) -> None:
        ask_file(self, "选方案文件", "", SCHEME, self._read)

    def _read(self, file: Path) -> None:
        self._context.work.verb(
            self,
            "正在核对方案文件……",
            lambda: self._context.desk.offices.read_scheme(file),
            self._ask_or_take,
            self._refuse,
        )

    def _refuse(self, error: DeskError) -> None:
        if not isinstance(error, SchemeError):
            self._context.work.told.emit(error)
            return
        told = f"方案文件 {error.file} 有 {len(error.faults)} 处错误，没有载入。"
        hint = "请照下面写的改正、存盘，再载入一次。什么也没有写入。"
        alerts.tell_whole(self, DeskError(told, hint), error.faults)

    def _ask_or_take(self, draft: SchemeDraft) -> None:
        if not draft.edition:
            self._context.say(f"“{draft.name}”已经在方案列表里，内容一样，不用再载入")
            self.taken.emit(draft.id)
        elif draft.in_use:
            alerts.ask(
                self,
                f"“{draft.name}”正在使用，要换成第 {draft.edition} 版吗？",
                "载入以后，类别、应抽数和期限马上按新版计算；已经批准的计划和已经摇出的名单不变。",
                "载入",
                partial(self._keep, draft),
            )
        else:
            self._keep(draft)

    def _keep(self, draft: SchemeDraft) -> None:
        self._context.work.verb(
            self,
            "正在载入方案文件……",
            lambda: self._context.desk.offices.take_scheme(draft),
            partial(self._kept, draft),
        )

    def _kept(self, draft: SchemeDraft, edition: int) -> None:
        then = "" if draft.in_use else "；按“保存”换用它"
        self._context.say(f"已载入“{draft.name}”第 {edition} 版{then}")
        self.taken.emit(draft.id)

    def _ask_where(self) -> None:
        if choice := self._choice:
            folders = QStandardPaths.StandardLocation
            folder = Path(QStandardPaths.writableLocation(folders.DocumentsLocation))
            suggested = folder / f"{choice.id}.toml"
            ask_new_file(self, "另存方案文件", suggested, SCHEME, partial(self._write, choice.id))

    def _write(self, scheme_id: str, file: Path) -> None:
        self._context.work.verb(
            self,
            "正在保存……",
            lambda: self._context.desk.offices.save_scheme(scheme_id, file),
            lambda _: self._context.say(f"已保存为 {file.name}"),
        )


def _origin(choice: SchemeChoice) -> str:
    said = f"选中的方案：{choice.id}，"
    if choice.kept_at is None:
        return f"{said}随程序提供。"
    kept = f"{choice.kept_at:%Y-%m-%d %H:%M} 由 {choice.by} 从“{choice.file}”载入"
    return f"{said}本单位第 {choice.edition} 版，{kept}。"
