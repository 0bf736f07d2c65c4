"""导入: a file is dropped, looked through, put right, and taken in whole."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QDesktopServices,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ROSTERS, ColumnMatch, ImportLine, ImportPreview, RosterKind
from ssj_desktop.views.drop_veil import DropVeil
from ssj_desktop.views.files import WORKBOOK, ask_file, ask_new_file
from ssj_desktop.views.importing.history import ImportHistory
from ssj_desktop.views.importing.preview import PreviewBoard
from ssj_desktop.views.importing.source import Source
from ssj_desktop.views.importing.start import StartBoard
from ssj_desktop.views.page import Context, Page

_ROSTERS = "名录文件 (*.xlsx *.xlsm *.xls *.ods *.csv);;所有文件 (*)"
_ONE_FILE = DeskError("一次只能导入一份文件。", "请只拖一份文件过来。")

Facts = tuple[dict[RosterKind, int], tuple[ImportLine, ...]]


class Importing(Page):
    """Nothing is written before 确认; until then what has been read stays as it is."""

    title = "导入"
    watches = frozenset({"imports", "draws", "redraws", *(kind.value for kind in ROSTERS)})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._fields = {kind: self.desk.imports.fields(kind) for kind in RosterKind}
        self._start = StartBoard(self._fields)
        self._history = ImportHistory(context)
        self._board = PreviewBoard(context.settings, self.desk.read_only)
        self._stack = QStackedWidget()
        self._source: Source | None = None
        self._preview: ImportPreview | None = None

        self._lay_out()
        self._connect()
        DropVeil(self, self._on_drop, self._take_dropped)

    def _lay_out(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._start)
        column.addWidget(self._history, 1)
        self._stack.addWidget(first)
        self._stack.addWidget(self._board)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        drop, board = self._start.drop, self._board
        drop.file_wanted.connect(self._ask_file)
        drop.template_wanted.connect(self._ask_where_template)
        drop.again.connect(self._read_again)
        self._start.roster_wanted.connect(self._show_roster)
        board.confirmed.connect(self._confirm)
        board.again.connect(self._read_again)
        board.another.connect(self._leave_preview)
        board.list_wanted.connect(self._ask_where_list)
        board.roster_chosen.connect(self._read_as)
        board.column_chosen.connect(self._take_column)

    def refresh(self) -> None:
        imports = self.desk.imports
        self.work.read(self, lambda: (imports.sizes(), imports.history()), self._show)

    def unsaved(self) -> str:
        preview = self._preview
        if preview is None or preview.blocked or not (preview.new or preview.changed):
            return ""
        return f"“{preview.reading.file_name}”还没有确认导入。"

    def _show(self, facts: Facts) -> None:
        sizes, lines = facts
        self._start.show_standing(sizes, {line.number for line in lines if line.taken_back_at})
        self._history.show_lines(lines)

    def _show_roster(self, kind: RosterKind) -> None:
        # The visits to a site stand on its card.
        shown = RosterKind.TARGETS if kind is RosterKind.VISITS else kind
        self.context.go(f"名录库/{shown.label}")

    def _on_drop(self, files: list[Path]) -> str:
        return f"松开鼠标，读取“{files[0].name}”" if len(files) == 1 else _ONE_FILE.message

    def _take_dropped(self, files: list[Path]) -> None:
        if len(files) == 1:
            self._take(files[0])
        else:
            self.work.told.emit(_ONE_FILE)

    def _ask_file(self) -> None:
        ask_file(self, "选择名录文件", str(self._folder()), _ROSTERS, self._take)

    def _ask_where(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        ask_new_file(self, title, self._folder() / name, WORKBOOK, write)

    def _folder(self) -> Path:
        return self._source.path.parent if self._source else Path.home()

    def _ask_where_template(self) -> None:
        kind = self._start.kind
        self._ask_where(
            "空白模板存到哪里",
            f"{kind.label}模板.xlsx",
            lambda file: self._write_template(kind, file),
        )

    def _write_template(self, kind: RosterKind, file: Path) -> None:
        self.work.verb(
            self,
            "正在写模板……",
            lambda: self.desk.imports.template(kind, file),
            lambda _: self.context.say(f"模板已存为 {file}"),
        )

    def _take(self, file: Path) -> None:
        kind = self._source.kind if self._preview and self._source else self._start.kind
        self._read(Source(kind, file))

    def _read_again(self) -> None:
        if self._source:
            self._read(self._source)

    def _read_as(self, kind: RosterKind) -> None:
        if self._source:
            self._read(Source(kind, self._source.path))

    def _take_column(self, column: ColumnMatch) -> None:
        if self._source:
            self._read(self._source.choosing(column))

    def _read(self, source: Source) -> None:
        self.work.verb(
            self,
            f"正在读取“{source.path.name}”……",
            lambda: source.read(self.desk, self.work.cancelled),
            lambda found: self._show_preview(source, *found),
            lambda error: self._not_read(source, error),
            cancellable=True,
        )

    def _show_preview(self, asked: Source, source: Source, preview: ImportPreview) -> None:
        self._source, self._preview = source, preview
        self._board.show_preview(preview, self._fields[source.kind])
        if self._stack.currentWidget() is not self._board:
            self._stack.setCurrentWidget(self._board)
            self._board.take_keyboard()
        if source.chosen != asked.chosen:
            self._board.tell("文件的列和上次不一样了，已经重新自动对应，请再核对一遍。", "warn")

    def _not_read(self, source: Source, error: DeskError) -> None:
        if self.work.cancelled():
            self.context.say("已取消读取")
            if self._preview:  # puts back the column that was to be read otherwise
                self._board.show_preview(self._preview, self._fields[self._preview.reading.kind])
            return
        self._source, self._preview = source, None
        self._start.blame(source.kind, error)
        self._stack.setCurrentIndex(0)

    def _leave_preview(self) -> None:
        self._preview = None
        self._start.ask_again(self._source.kind if self._source else None)
        self._stack.setCurrentIndex(0)

    def _confirm(self) -> None:
        if preview := self._preview:
            self.work.verb(
                self,
                "正在导入……",
                lambda: self.desk.imports.confirm(preview, self.work.cancelled),
                lambda number: self._confirmed(preview, number),
                lambda error: self._board.tell(str(error), "danger"),
                cancellable=True,
            )

    def _confirmed(self, preview: ImportPreview, number: int) -> None:
        self._preview = None
        self._start.show_done(preview, number)
        self._stack.setCurrentIndex(0)
        self.context.say(f"已导入：{preview.reading.file_name}")

    def _ask_where_list(self) -> None:
        if self._source:
            self._ask_where(
                "问题清单存到哪里", f"{self._source.path.stem} 问题清单.xlsx", self._write_list
            )

    def _write_list(self, file: Path) -> None:
        source, preview = self._source, self._preview
        if source and preview:
            self.work.verb(
                self,
                "正在写问题清单……",
                lambda: self.desk.imports.mark(source.path, preview, file, self.work.cancelled),
                lambda _: self._list_written(file),
                lambda error: self._board.tell(str(error), "danger"),
                cancellable=True,
            )

    def _list_written(self, file: Path) -> None:
        self._board.tell(
            f"问题清单已存为“{file.name}”：有问题的格子标了颜色，批注里写着怎样改。",
            "fine",
            "打开所在文件夹",
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))),
        )
