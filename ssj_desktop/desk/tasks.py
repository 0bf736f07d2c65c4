"""检查任务: a drawn list seen as tasks, and the sheets that send people out."""

from collections.abc import Sequence
from hashlib import sha256

from ssj_desktop.desk.draws import Draws
from ssj_desktop.desk.task_book import Task, row_of, sheet_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.squads import by_numeral
from ssj_desktop.facts.task import TaskList
from ssj_desktop.models import draw_log, record_book
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter

_NO_SQUAD = "～"  # stands behind every squad


class Tasks:
    """A task is a drawn object that stands on its list: docs/decisions/tasks-are-the-list.md."""

    def __init__(self, store: Store, clerk: str, draws: Draws) -> None:
        self._store = store
        self._clerk = clerk
        self._draws = draws

    def of(self, quarter: Quarter) -> TaskList:
        """Return the quarter's tasks, squad by squad, each squad's in the order drawn."""
        draw_id = self._draws.held_in(quarter)
        if not draw_id:
            return TaskList(str(quarter), "", (), f"{quarter}还没有摇号，没有检查任务。")
        tasks = self.standing(draw_id)
        today = self._store.clock().date()
        with self._store.reading() as session:
            stories = record_book.stories(session, draw_log.draw_of(session, draw_id).id)
        rows = [row_of(task, stories.get(task.number), today) for task in tasks]
        rows.sort(key=lambda row: by_numeral(row.squad or _NO_SQUAD))
        return TaskList(str(quarter), draw_id, tuple(rows), "")

    def sheets(self, numbers: Sequence[str]) -> bytes:
        """Return the 检查任务单 of these tasks as one PDF; who opens them is journalled (LC-19).

        Raises:
            DeskError: there is no such task, or a character has no font.
        """
        # Loaded here because it takes a fifth of the start and few starts print.
        from ssj_desktop.outputs import task_sheet

        tasks = self.find(*numbers)
        with self._store.reading() as session:
            sheets = [sheet_of(session, task) for task in tasks]
        content = task_sheet.render(sheets)
        with self._store.writing(self._clerk, "tasks.sheets") as change:
            change.say(tasks=list(numbers), sha256=sha256(content).hexdigest())
        return content

    def standing(self, draw_id: str) -> list[Task]:
        """Return the tasks of a held draw, in the order drawn.

        Raises:
            DeskError: nothing is drawn yet.
        """
        draw = self._draws.list_of(draw_id)
        return [Task(draw, target) for target in draw.standing]

    def find(self, *numbers: str) -> list[Task]:
        """Return the tasks of these numbers.

        Raises:
            DeskError: there is none, or a redraw took its object off the list.
        """
        draws = dict.fromkeys(number.rpartition("-")[0] for number in numbers)
        known = {task.number: task for draw_id in draws for task in self.standing(draw_id)}
        for number in numbers:
            if number not in known:
                hint = "它可能已经作废，请刷新任务列表。"
                raise DeskError(f"没有编号为 {number} 的任务。", hint)
        return [known[number] for number in numbers]
