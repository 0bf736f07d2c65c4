"""备份: what there is, what each one holds, and putting one back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ssj_desktop.facts.backup import BackupLine
from ssj_desktop.views.files import DATA, ask_file
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import button, label, row, scrolled
from ssj_desktop.views.system.backup_card import BackupCard, size_words
from ssj_desktop.views.system.second_place import SecondPlace
from ssj_desktop.views.tables import Column, RowTable

_COLUMNS: tuple[Column[BackupLine], ...] = (
    Column("时间", lambda line: f"{line.taken_at:%Y-%m-%d %H:%M:%S}", 176),
    Column("何时所做", lambda line: line.reason, 104),
    Column("大小", lambda line: size_words(line.size), 96, key=lambda it: it.size, numeric=True),
    Column("文件", lambda line: line.path.name, 240),
)


class BackupsPage(Page):
    """The list on the left; the chosen one and the second place on the right."""

    title = "备份"
    watches = frozenset({"backups", "offices"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._table = RowTable("备份", _COLUMNS, lambda line: line.path, context.settings)
        self._count = label(name="secondary")
        self._card = BackupCard(context)
        self._second = SecondPlace(context)

        self._table.setAccessibleName("备份")
        self._lay_out()

        self._table.chosen_changed.connect(self._look)

    def _lay_out(self) -> None:
        take = button("立即备份", self._take, "primary")
        elsewhere = button("从别处恢复…", self._choose_file)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(take, elsewhere, None, self._count))
        column.addWidget(self._table, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card)
        column.addWidget(self._second)
        column.addStretch()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(scrolled(right))
        split.setSizes([800, 460])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def refresh(self) -> None:
        self.work.read(self, self.desk.backups.listed, self._show)
        self._second.refresh()

    def _show(self, lines: tuple[BackupLine, ...]) -> None:
        self._table.show_rows(lines)
        self._count.setText(f"{len(lines)} 份，都在 {lines[0].path.parent.name}" if lines else "")
        if lines and not self._table.chosen():
            self._table.choose(lines[0].path)

    def _take(self) -> None:
        self.work.verb(
            self,
            "正在备份……",
            self.desk.backups.take,
            lambda _: self.context.say("已备份，备份核对无误"),
        )

    def _look(self) -> None:
        chosen = self._table.chosen()
        if len(chosen) == 1:
            self._card.look(chosen[0].path)

    def _choose_file(self) -> None:
        ask_file(self, "选择要恢复的备份", "", DATA, self._card.look)
