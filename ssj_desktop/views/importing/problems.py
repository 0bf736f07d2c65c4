"""What is wrong with a file: a list, and below it the chosen one's row as the file has it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.imports import ImportPreview, Problem
from ssj_desktop.settings import Settings
from ssj_desktop.views.importing.cells import CellTable, FileRow
from ssj_desktop.views.parts import label, restyle
from ssj_desktop.views.tables import Column, RowTable


def _tone(problem: Problem) -> str:
    return "danger" if problem.blocking else "warn"


_COLUMNS = (
    Column[Problem](
        "行", lambda found: str(found.line or "整个文件"), 72, key=lambda found: found.line
    ),
    Column[Problem]("性质", lambda found: "须改正" if found.blocking else "提示", 60, tone=_tone),
    Column[Problem]("列", lambda found: found.column, 128),
    Column[Problem]("问题", lambda found: found.message, 240),
    Column[Problem]("怎样改", lambda found: found.remedy, 100),
)


class ProblemList(QWidget):
    """What must be put right comes first, remarks after it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._lines: Mapping[int, tuple[str, ...]] = {}
        self._table = RowTable("导入问题", _COLUMNS, lambda found: found, settings)
        self._words = label(wrap=True)
        self._cells: CellTable | None = None

        self._table.setAccessibleName("问题")
        self._table.setSelectionMode(self._table.SelectionMode.SingleSelection)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._table, 1)
        self._column.addWidget(self._words)

        self._table.chosen_changed.connect(self._show_chosen)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the problems; the one that was chosen stays so while it is there."""
        self._lines = preview.cells  # not the preview, which has every row of the file
        self._build_cells(preview)
        problems = sorted(preview.problems, key=lambda found: not found.blocking)
        self._table.show_rows(problems)
        if problems and not self._table.chosen():
            self._table.choose(problems[0])
        self._show_chosen()

    def _build_cells(self, preview: ImportPreview) -> None:
        if self._cells:
            self._column.removeWidget(self._cells)
            self._cells.deleteLater()
        rows = [FileRow(number, texts) for number, texts in enumerate(preview.reading.sample)]
        self._cells = CellTable(preview.reading.columns, rows)
        self._cells.fit(1)
        self._column.addWidget(self._cells)

    def _show_chosen(self) -> None:
        chosen, cells = self._table.chosen(), self._cells
        if not (chosen and cells):
            return
        problem = chosen[0]
        self._words.setText(str(problem))
        restyle(self._words, _tone(problem))
        texts = self._lines.get(problem.line)
        cells.setVisible(texts is not None)
        if texts is not None:
            cells.show_rows([FileRow(problem.line, texts, self._faults(problem.line))])
            cells.show_place(problem.place)

    def _faults(self, line: int) -> dict[int, Problem]:
        here = [found for found in self._table.visible() if found.line == line]
        here.sort(key=lambda found: found.blocking)  # of several in a cell the gravest is told
        return {found.place: found for found in here if found.place is not None}
