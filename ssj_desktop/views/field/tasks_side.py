"""The left of the page: the tasks, what is looked for among them, and their sheets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ssj_desktop.facts.task import NO_VISIT, TaskRow, TaskState
from ssj_desktop.facts.task import TaskList as Tasks
from ssj_desktop.views.field.task_list import TaskList
from ssj_desktop.views.forms import Choice
from ssj_desktop.views.parts import allow, button, find_key, label, row
from ssj_desktop.views.search import Haystack

_OVERDUE, _OPEN = "overdue", "open"
_FILTERS = (
    ("", "全部"),
    (_OPEN, "没有办结的"),
    (_OVERDUE, "超期的"),
    *((state.value, state.value) for state in TaskState),
)


class TasksSide(QWidget):
    """``picked`` (the number of a task that somebody wants to see); ``sheets_wanted`` (the numbers
    of all that are listed)."""

    picked = Signal(str)
    sheets_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TaskRow, ...] = ()
        self._haystack = Haystack([])
        self._current = ""
        self._search = QLineEdit()
        self._filter = Choice()
        self._count = label(name="secondary", wrap=True)
        self._list = TaskList()
        self._sheets = button("打印任务单…", lambda: self.sheets_wanted.emit(self._numbers()))

        self._search.setPlaceholderText("名称、人员或拼音首字母")
        self._search.setAccessibleName("搜索任务")
        self._search.setClearButtonEnabled(True)
        self._filter.setAccessibleName("只看哪些任务")
        for value, words in _FILTERS:
            self._filter.addItem(words, value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addLayout(row(self._filter, self._sheets))
        column.addWidget(self._count)
        column.addWidget(self._list, 1)

        self._search.textChanged.connect(lambda _: self._show())
        self._filter.currentIndexChanged.connect(lambda _: self._refilter())
        self._list.picked.connect(self._pick)
        find_key(self, self._search)

    @property
    def current(self) -> str:
        """The number of the task that is chosen, "" for none."""
        return self._current

    def show_tasks(self, tasks: Tasks) -> None:
        """Show a quarter's tasks; the one chosen stays so while it is there."""
        self._rows = tasks.rows
        self._haystack = Haystack([_searched(task) for task in self._rows])
        if not any(task.number == self._current for task in self._rows):
            self._current = self._rows[0].number if self._rows else ""
        self._show()

    def show_row(self, task: TaskRow) -> None:
        """Show one task anew, as it stands now."""
        rows = tuple(task if it.number == task.number else it for it in self._rows)
        if rows != self._rows:
            self._rows = rows
            self._show()

    def choose(self, number: str) -> None:
        """Have this task chosen; all are listed where it would not be."""
        self._current = number
        if not any(task.number == number for task in self._visible()):
            self._search.clear()
            self._filter.setCurrentIndex(0)
        self._list.choose(number)

    def take_keyboard(self) -> None:
        """Let the arrow keys go from task to task."""
        self._list.setFocus()

    def _visible(self) -> list[TaskRow]:
        wanted = str(self._filter.currentData())
        found = self._haystack.find(self._search.text())
        return [self._rows[place] for place in found if _is(self._rows[place], wanted)]

    def _show(self) -> None:
        rows = self._visible()
        self._list.show_rows(rows, self._current)
        self._count.setText(_counted(self._rows, rows))
        allow(self._sheets, "" if self._numbers() else "没有列出要去检查的任务。")

    def _refilter(self) -> None:
        """Show what is chosen, and a record of it where the one seen is not among them."""
        self._show()
        rows = self._visible()
        if rows and not any(task.number == self._current for task in rows):
            self.picked.emit(rows[0].number)

    def _numbers(self) -> list[str]:
        return [task.number for task in self._visible() if task.state not in NO_VISIT]

    def _pick(self, number: str) -> None:
        self._list.choose(self._current)  # until whoever is asked lets it go
        self.picked.emit(number)


def _searched(task: TaskRow) -> str:
    people = f"{task.lead} {task.members} {task.squad}"
    return f"{task.name} {task.code} {task.number} {people} {task.category}"


def _is(task: TaskRow, wanted: str) -> bool:
    if wanted == _OVERDUE:
        return task.overdue > 0
    if wanted == _OPEN:
        return task.state is not TaskState.CLOSED and task.state not in NO_VISIT
    return wanted in ("", task.state.value)


def _counted(rows: tuple[TaskRow, ...], shown: list[TaskRow]) -> str:
    tasks = [task for task in rows if task.state not in NO_VISIT]
    joined = sum(task.state is TaskState.JOINED for task in rows)
    closed = sum(task.state is TaskState.CLOSED for task in tasks)
    late = sum(task.overdue > 0 for task in tasks)
    words = f"{len(tasks)} 家，已办结 {closed}"
    words += f"，超期 {late}" if late else ""
    words += f"；另有 {joined} 家一并查" if joined else ""
    return words if len(shown) == len(rows) else f"列出 {len(shown)} 家；共 {words}"
