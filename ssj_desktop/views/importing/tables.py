"""The tables of an import: its problems, what would change, its first rows."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.facts.imports import ImportPreview, RowChange
from ssj_desktop.settings import Settings
from ssj_desktop.views.importing.cells import CellTable, FileRow
from ssj_desktop.views.importing.problems import ProblemList
from ssj_desktop.views.parts import label, tab_bar
from ssj_desktop.views.tables import Column, RowTable

_PROBLEMS, _CHANGES, _SAMPLE = range(3)
_CHANGE_COLUMNS = (
    Column[RowChange]("名录中的", lambda change: change.name, 240),
    Column[RowChange]("哪一项", lambda change: change.label, 128),
    Column[RowChange]("原来", lambda change: change.old or "（空）", 220),
    Column[RowChange]("改为", lambda change: change.new, 220),
)


class PreviewTables(QWidget):
    """Begins with what matters most; a table without rows has no tab."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._bar = tab_bar("sections")
        self._stack = QStackedWidget()
        self._problems = ProblemList(settings)
        self._changes = RowTable("导入变更", _CHANGE_COLUMNS, lambda change: change, settings)
        self._more = label(name="secondary")
        self._sample = QVBoxLayout()

        self._lay_out()

        self._bar.currentChanged.connect(self._stack.setCurrentIndex)

    def _lay_out(self) -> None:
        self._bar.setAccessibleName("问题、变更和文件内容")
        self._changes.setAccessibleName("变更")
        changes, rows = QWidget(), QWidget()
        inside = QVBoxLayout(changes)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._changes, 1)
        inside.addWidget(self._more)
        rows.setLayout(self._sample)
        self._sample.setContentsMargins(0, 0, 0, 0)
        for part in (self._problems, changes, rows):
            self._bar.addTab("")
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show another preview."""
        self._problems.show_preview(preview)
        self._changes.show_rows(preview.changes)
        listed = len(preview.changes)
        self._more.setText(f"共 {preview.all_changes} 处，只列出前 {listed} 处。")
        self._more.setVisible(listed < preview.all_changes)
        self._show_sample(preview)
        titles = (
            _problems(preview),
            f"变更 {preview.changed}" if preview.changes else "",
            "文件的前几行",
        )
        for index, title in enumerate(titles):
            self._bar.setTabText(index, title)
            self._bar.setTabVisible(index, bool(title))
        usual = _CHANGES if preview.changes else _SAMPLE
        self._bar.setCurrentIndex(_PROBLEMS if preview.blocked else usual)

    def take_keyboard(self) -> None:
        """Put the keyboard in the table that is seen."""
        table = self._stack.currentWidget().findChild(RowTable)
        if table:
            table.setFocus()

    def _show_sample(self, preview: ImportPreview) -> None:
        while self._sample.count():
            self._sample.takeAt(0).widget().deleteLater()
        rows = [FileRow(number, texts) for number, texts in enumerate(preview.reading.sample)]
        table = CellTable(preview.reading.columns, rows)
        table.show_rows(rows)
        self._sample.addWidget(table)


def _problems(preview: ImportPreview) -> str:
    number = len(preview.problems)
    return f"{'问题' if preview.blocked else '提示'} {number}" if number else ""
