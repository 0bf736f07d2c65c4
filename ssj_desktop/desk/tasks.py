"""检查任务: a drawn list seen as tasks, and the sheets that send people out."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sqlmodel import Session

from ssj_desktop.desk.draws import Draws
from ssj_desktop.desk.task_book import Task, row_of, sheet_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.squads import by_numeral
from ssj_desktop.facts.task import TaskList
from ssj_desktop.models import draw_log, record_book
from ssj_desktop.models.record_book import Story
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter

_NO_SQUAD = "～"  # stands behind every squad


class Tasks:
    """A task is a drawn object that stands on its list: docs/decisions/tasks-are-the-list.md."""

    def __init__(self, store: Store, clerk: str, draws: Draws) -> None:
        self._store = store
        self._clerk = clerk
        self._draws = draws

    def of(self, quarter: Quarter | None = None) -> TaskList:
        """Return the tasks of a quarter, squad by squad, each squad's in the order drawn.

        None: of the quarter of today or, while it has no list, of the latest that has one.
        Of a void object only what has been begun is there.
        """
        today = self._store.clock().date()
        with self._store.reading() as session:
            shown = quarter or self._at_work(session, Quarter.of(today))
            draws = {draw.draw_id: draw.id for draw in draw_log.held_in(session, shown)}
        if not draws:
            return TaskList(shown, (), 0, f"{shown}还没有摇号，没有检查任务。")
        tasks = [task for draw_id in draws for task in self._all(draw_id)]
        with self._store.reading() as session:
            stories: dict[str, Story] = {}
            for ref in draws.values():
                stories |= record_book.stories(session, ref)
            earlier = record_book.open_before(session, shown)
        rows = [
            row_of(task, stories.get(task.number), today)
            for task in tasks
            if not task.target.void or task.number in stories
        ]
        rows.sort(key=lambda row: by_numeral(row.squad or _NO_SQUAD))
        return TaskList(shown, tuple(rows), earlier, "")

    @staticmethod
    def _at_work(session: Session, today: Quarter) -> Quarter:
        """Return the quarter of today or, while it has no list, the latest that has one."""
        if draw_log.held_in(session, today):
            return today
        draw = draw_log.latest_held(session)
        return Quarter(draw.year, draw.quarter) if draw else today

    def sheets(self, numbers: Sequence[str]) -> bytes:
        """Return the 检查任务单 of these tasks as one PDF; who opens them is journalled (LC-19).

        Raises:
            DeskError: there is no such task, it is done in one visit with another, or a character
                has no font.
        """
        # Loaded here because it takes a fifth of the start and few starts print.
        from ssj_desktop.outputs import task_sheet

        tasks = self.find(*numbers)
        for task in tasks:
            if task.into:
                words = f"任务 {task.number} 和 {task.into} 是同一对象，一次查完。"
                raise DeskError(words, f"请打印 {task.into} 的任务单。")
        with self._store.reading() as session:
            sheets = [sheet_of(session, task) for task in tasks]
        content = task_sheet.render(sheets)
        with self._store.writing(self._clerk, "tasks.sheets") as change:
            change.say(tasks=list(numbers), sha256=sha256(content).hexdigest())
        return content

    def find(self, *numbers: str) -> list[Task]:
        """Return the tasks of these numbers, those of void objects too.

        Raises:
            DeskError: there is none of that number.
        """
        draws = dict.fromkeys(number.rpartition("-")[0] for number in numbers)
        known = {task.number: task for draw_id in draws for task in self._all(draw_id)}
        for number in numbers:
            if number not in known:
                raise DeskError(f"没有编号为 {number} 的任务。", "请刷新任务列表。")
        return [known[number] for number in numbers]

    def _all(self, draw_id: str) -> list[Task]:
        """Return a draw's tasks, each with what else is done in its visit."""
        tasks = self._apart(draw_id)
        with self._store.reading() as session:
            into, also = draw_log.shared_visits(session, draw_log.draw_of(session, draw_id))
        numbers = {*into.values(), *(number for found in also.values() for number in found)}
        elsewhere = {
            (number, task.target.code): task for number in numbers for task in self._apart(number)
        }
        return [
            replace(
                task,
                into=elsewhere[into[code], code].number
                if (code := task.target.code) in into and not task.target.void
                else "",
                also=tuple(
                    other
                    for number in also.get(code, ())
                    if not (other := elsewhere[number, code]).target.void
                ),
            )
            for task in tasks
        ]

    def _apart(self, draw_id: str) -> list[Task]:
        draw = self._draws.list_of(draw_id)
        return [Task(draw, target) for target in draw.targets]
