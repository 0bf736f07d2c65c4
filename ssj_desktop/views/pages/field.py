"""The tab 现场检查: tasks, the record of one, and the page that will print, side by side."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.facts.record import RecordCard
from ssj_desktop.facts.task import TaskList
from ssj_desktop.views.field.papers_side import PapersSide
from ssj_desktop.views.field.record_side import RecordSide
from ssj_desktop.views.field.tasks_side import TasksSide
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import button, label, link, row

_WIDTHS = (268, 660, 400)  # px at 1366


class Field(Page):
    """One quarter at a time, at first the one of today."""

    title = "现场检查"
    watches = frozenset(
        {
            "records", "scans", "findings", "draws", "redraws", "inspectors", "targets", "items",
            "imports", "today",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._quarter = self.desk.quarter()
        self._heading = label(f"{self._quarter}现场检查", "pageTitle")
        self._before = link("‹ 上一季度", lambda: self._turn(-1))
        self._after = link("下一季度 ›", lambda: self._turn(1))
        self._tasks = TasksSide(context)
        self._record = RecordSide(context)
        self._papers = PapersSide(context)
        self._nothing = label(name="empty", wrap=True)
        self._whole = QStackedWidget()

        self._lay_out()
        self._tasks.picked.connect(lambda _: self._pick())
        self._tasks.sheets_wanted.connect(self._open_sheets)

    def _lay_out(self) -> None:
        sides = QSplitter()
        sides.setHandleWidth(16)
        sides.setChildrenCollapsible(False)
        for place, side in enumerate((self._tasks, self._record, self._papers)):
            sides.addWidget(side)
            sides.setStretchFactor(place, int(place > 0))
        sides.setSizes(list(_WIDTHS))
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.addStretch()
        words.addWidget(self._nothing)
        words.addLayout(row(button("去摇号", lambda: self.context.go("摇号")), None))
        words.addStretch(2)
        for page in (empty, sides):
            self._whole.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        column.addLayout(row(self._heading, self._before, self._after, None))
        column.addWidget(self._whole, 1)

    def refresh(self) -> None:
        desk, quarter, current = self.desk, self._quarter, self._tasks.current

        def read() -> tuple[TaskList, RecordCard | None]:
            tasks = desk.tasks.of(quarter)
            numbers = [task.number for task in tasks.rows]
            number = current if current in numbers else next(iter(numbers), "")
            return tasks, desk.records.card(number) if number else None

        self.work.read(self, read, lambda found: self._show(*found))

    def unsaved(self) -> str:
        return self._record.unsaved()

    def keep_typed(self) -> None:
        self._record.keep_typed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tasks.take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._record.flush()

    def _show(self, tasks: TaskList, record: RecordCard | None) -> None:
        self._heading.setText(f"{tasks.period}现场检查")
        self._whole.setCurrentIndex(1 if record else 0)
        self._nothing.setText(tasks.why_none)
        self._tasks.show_tasks(tasks)
        if record:
            self._show_record(record)

    def _show_record(self, record: RecordCard) -> None:
        if record.row.number == self._tasks.current:
            self._record.show_record(record)
            self._papers.show_record(record)

    def _pick(self) -> None:
        self._record.flush()
        number = self._tasks.current
        self.work.read(self, lambda: self.desk.records.card(number), self._show_record)

    def _turn(self, quarters: int) -> None:
        self._record.flush()
        self._quarter = self._quarter.next() if quarters > 0 else self._quarter.previous()
        self.refresh()

    def _open_sheets(self, numbers: list[str]) -> None:
        open_paper(
            self,
            self.context,
            f"检查任务单（{len(numbers)} 份）",
            lambda: self.desk.tasks.sheets(numbers),
        )
