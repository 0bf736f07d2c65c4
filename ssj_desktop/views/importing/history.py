"""导入记录: the imports of the past, and the way back from the newest one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.imports import ImportLine
from ssj_desktop.views import alerts
from ssj_desktop.views.importing.words import counted
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, label, row
from ssj_desktop.views.tables import Column, RowTable


def _state(line: ImportLine) -> str:
    back = line.taken_back_at
    return f"已撤回（{back:%Y-%m-%d %H:%M}）" if back else "已导入"


_COLUMNS = (
    Column[ImportLine](
        "第几次", lambda line: str(line.number), 72, lambda line: line.number, numeric=True
    ),
    Column[ImportLine](
        "时间",
        lambda line: f"{line.confirmed_at:%Y-%m-%d %H:%M}",
        136,
        lambda line: line.confirmed_at,
    ),
    Column[ImportLine]("名录", lambda line: line.kind.label, 88),
    Column[ImportLine](
        "状态", _state, 200, tone=lambda line: "hint" if line.taken_back_at else "fine"
    ),
    Column[ImportLine]("新增", lambda line: str(line.new), 72, lambda line: line.new, True),
    Column[ImportLine]("变更", lambda line: str(line.changed), 72, lambda line: line.changed, True),
    Column[ImportLine]("文件", lambda line: line.file_name, 200),
)


class ImportHistory(QWidget):
    """Choose an import to take it back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._table = RowTable("导入记录", _COLUMNS, lambda line: line.number, context.settings)
        self._none = label("还没有导入过。", "secondary")
        self._back = button("撤回…", self._ask)

        self._table.setAccessibleName("导入记录")
        self._table.setSelectionMode(self._table.SelectionMode.SingleSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(label("导入记录", "cardTitle"), None, self._back))
        column.addWidget(self._none)
        column.addWidget(self._table, 1)
        column.addStretch()
        self._follow()

        self._table.chosen_changed.connect(self._follow)

    def show_lines(self, lines: Sequence[ImportLine]) -> None:
        """Show these, the newest first; the one that was chosen stays so."""
        self._table.show_rows(lines)
        self._table.setVisible(bool(lines))
        self._back.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._follow()

    def _follow(self) -> None:
        chosen = self._table.chosen()
        why_not = chosen[0].cannot_take_back if chosen else "请先在下面选一次导入。"
        allow(self._back, self._context.desk.read_only or why_not)

    def _ask(self) -> None:
        line = self._table.chosen()[0]
        new, changed = (counted(line.kind, number) for number in (line.new, line.changed))
        undone = (
            (line.new, f"它新增的 {new}会从{line.kind.whole}里去掉"),
            (line.changed, f"它改动的 {changed}会变回原来的样子"),
        )
        alerts.ask(
            self,
            f"撤回第 {line.number} 次导入“{line.file_name}”？",
            "，".join(words for number, words in undone if number) + "。",
            "撤回",
            lambda: self._take_back(line),
            danger=True,
        )

    def _take_back(self, line: ImportLine) -> None:
        self._context.work.verb(
            self,
            "正在撤回……",
            lambda: self._context.desk.imports.take_back(line.number),
            lambda _: self._context.say(f"已撤回第 {line.number} 次导入：{line.file_name}"),
        )
