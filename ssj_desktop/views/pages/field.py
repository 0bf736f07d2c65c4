"""The tab 现场检查: tasks, the record of one, and the page that will print, side by side."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.facts.record import RecordCard
from ssj_desktop.facts.task import TaskList
from ssj_desktop.views import alerts
from ssj_desktop.views.field.papers_side import PapersSide
from ssj_desktop.views.field.record_side import RecordSide
from ssj_desktop.views.field.tasks_side import TasksSide
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import button, label, link, row

_WIDTHS = (268, 660, 400)  # px at 1366
_OF_ONE = {"records", "scans", "findings"}  # nouns whose change is one record's own


class Field(Page):
    """One quarter at a time, at first the one of today."""

    title = "现场检查"
    watches = frozenset(
        {"records", "scans", "findings", "draws", "redraws", "inspectors", "targets", "items",
         "imports", "plans", "calendars", "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        # Until somebody turns to another quarter: where the work is.
        self._tasks_of: Callable[[], TaskList] = self.desk.tasks.of
        self._shown: TaskList | None = None
        self._heading = label("现场检查", "pageTitle")
        self._before = link("‹ 上一季度", lambda: self._ask(lambda: self._turn(-1)))
        self._after = link("下一季度 ›", lambda: self._ask(lambda: self._turn(1)))
        self._earlier = label(name="secondary")
        self._tasks = TasksSide()
        self._record = RecordSide(context)
        self._papers = PapersSide(context)
        self._nothing = label(name="empty", wrap=True)
        self._whole = QStackedWidget()

        self._lay_out()
        self._tasks.picked.connect(lambda number: self._ask(lambda: self._pick(number)))
        self._tasks.sheets_wanted.connect(self._open_sheets)
        self._record.wanted.connect(lambda number: self._ask(lambda: self._pick(number)))
        self._record.given_up.connect(self.go_stale)

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
        column.addLayout(row(self._heading, self._before, self._after, self._earlier, None))
        column.addWidget(self._whole, 1)

    def heed(self, noun: str) -> None:
        """A record's own change shows in its line and its form; whatever else may change any."""
        if noun in _OF_ONE and self._tasks.current and self.is_seen():
            self._read_record()
        else:
            super().heed(noun)

    def refresh(self) -> None:
        desk, current, tasks_of = self.desk, self._tasks.current, self._tasks_of

        def read() -> tuple[TaskList, RecordCard | None]:
            tasks = tasks_of()
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
        self._shown = tasks
        self._heading.setText(f"{tasks.quarter}现场检查")
        earlier = f"以前还有 {tasks.earlier} 家没有办结" if tasks.earlier else ""
        self._earlier.setText(earlier)
        self._whole.setCurrentIndex(1 if record else 0)
        self._nothing.setText(tasks.why_none)
        self._tasks.show_tasks(tasks)
        if record:
            self._show_record(record)

    def _show_record(self, record: RecordCard) -> None:
        if record.row.number == self._tasks.current:
            self._tasks.show_row(record.row)
            self._record.show_record(record)
            self._papers.show_record(record)

    def _ask(self, go_on: Callable[[], None]) -> None:
        """Go on to another record, unless a form begun here would be lost and somebody minds."""
        if lost := self.unsaved():
            words = "现在换一家，没有登记的内容会丢失。"
            alerts.ask(self, lost, words, "不登记，换一家", go_on, True)
        else:
            go_on()

    def _pick(self, number: str) -> None:
        self._record.flush()
        self._tasks.choose(number)
        self._read_record()

    def _read_record(self) -> None:
        number = self._tasks.current
        self.work.read(self, lambda: self.desk.records.card(number), self._show_record)

    def _turn(self, quarters: int) -> None:
        if self._shown:
            self._record.flush()
            shown = self._shown.quarter
            quarter = shown.next() if quarters > 0 else shown.previous()
            self._tasks_of = partial(self.desk.tasks.of, quarter)
            self.refresh()

    def _open_sheets(self, numbers: list[str]) -> None:
        open_paper(
            self,
            self.context,
            f"检查任务单（{len(numbers)} 份）",
            lambda: self.desk.tasks.sheets(numbers),
        )
