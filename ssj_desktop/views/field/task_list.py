"""The quarter's tasks squad by squad: whom to visit, by when, how far it has come."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ssj_desktop.facts.task import NO_VISIT, TaskRow, TaskState
from ssj_desktop.views import theme

_TASK = Qt.ItemDataRole.UserRole
_TALL, _HEAD = 62, 34  # px
_SIDE, _ROUND = 12, 6  # px
_SMALL = 13  # px
_TONES = {
    TaskState.WAITING: theme.SECONDARY,
    TaskState.FILLING: theme.WARN,
    TaskState.TO_SIGN: theme.PINE,
    TaskState.TO_JUDGE: theme.PINE,
    TaskState.CLOSED: theme.FINE,
    TaskState.JOINED: theme.HINT,
    TaskState.VOID: theme.HINT,
}

_Index = QModelIndex | QPersistentModelIndex


class TaskList(QListWidget):
    """``picked`` (a task's number): somebody has chosen a task."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("检查任务")
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._showing = False
        self.currentItemChanged.connect(self._pick)

    def show_rows(self, rows: list[TaskRow], current: str) -> None:
        """Show these under the heads of their squads, with ``current`` chosen if it is there."""
        self._showing = True
        place = self.verticalScrollBar().value()
        self.clear()
        squad = None
        for task in rows:
            if task.squad != squad:
                squad = task.squad
                self._add_head(squad, [it for it in rows if it.squad == squad])
            self._add_task(task, task.number == current)
        self.verticalScrollBar().setValue(place)
        self._showing = False

    def choose(self, number: str) -> None:
        """Have this task chosen, by itself."""
        for place in range(self.count()):
            task = self.item(place).data(_TASK)
            if task and task.number == number:
                self._showing = True
                self.setCurrentRow(place)
                self._showing = False

    def _add_head(self, squad: str, rows: list[TaskRow]) -> None:
        item = QListWidgetItem(f"{squad or '没有分队'}　{_counted(rows)}")
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, _HEAD))
        self.addItem(item)

    def _add_task(self, task: TaskRow, current: bool) -> None:
        item = QListWidgetItem(task.name)
        item.setData(_TASK, task)
        item.setSizeHint(QSize(0, _TALL))
        item.setToolTip(f"{task.name}\n{task.number}\n{task.category}")
        words = f"{task.name}，{state_words(task)}，{second_line(task)}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.addItem(item)
        if current:
            self.setCurrentItem(item)

    def _pick(self, item: QListWidgetItem | None) -> None:
        task = item.data(_TASK) if item else None
        if task and not self._showing:
            self.picked.emit(task.number)


class _Delegate(QStyledItemDelegate):
    """Draws a task in two lines: its name; category, team and, at the right, its state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        # PySide's stubs know neither what an option's fields are.
        box: QRect = option.rect  # type: ignore[attr-defined]
        task = index.data(_TASK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if task is None:
            self._head(painter, box, str(index.data()))
        else:
            selected = self.parent().currentIndex() == index  # type: ignore[attr-defined]
            self._task(painter, box, task, selected)
        painter.restore()

    def _head(self, painter: QPainter, box: QRect, words: str) -> None:
        painter.setFont(theme.font(_SMALL, bold=True))
        painter.setPen(QColor(theme.SECONDARY))
        inside = box.adjusted(_SIDE, 6, -_SIDE, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)

    def _task(self, painter: QPainter, box: QRect, task: TaskRow, selected: bool) -> None:
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.SOFT))
            painter.drawRoundedRect(box.adjusted(4, 2, -4, -2), _ROUND, _ROUND)
        inside = box.adjusted(_SIDE, 8, -_SIDE, -8)
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        lower = upper.translated(0, inside.height() // 2)
        _line(painter, upper, task.name, theme.INK, bold=True)
        state = state_words(task)
        colour = theme.DANGER if task.overdue else _TONES[task.state]
        width = _line(painter, lower, state, colour, right=True)
        _line(painter, lower.adjusted(0, 0, -width - 8, 0), second_line(task), theme.SECONDARY)


def state_words(task: TaskRow) -> str:
    """Return how a task stands, in a few words."""
    if task.overdue:
        return f"超期 {task.overdue} 天"
    return f"{task.state}，缺{task.lacks}" if task.lacks else task.state.value


def _counted(rows: list[TaskRow]) -> str:
    """Return how many are to be visited and closed; of those that nobody visits, how many each."""
    visits = [row for row in rows if row.state not in NO_VISIT]
    if visits:
        done = sum(row.state is TaskState.CLOSED for row in visits)
        return f"{len(visits)} 家，已办结 {done}"
    counts = ((sum(row.state is state for row in rows), state) for state in NO_VISIT)
    return "，".join(f"{count} 家{state.value}" for count, state in counts if count)


def second_line(task: TaskRow) -> str:
    """Return whose task it is, or when it was done."""
    if task.into:
        return f"{task.category}　见 {task.into}"
    if task.visited_on and task.state is not TaskState.FILLING:
        return f"{task.category}　{task.visited_on:%m-%d} 检查"
    return f"{task.category}　{task.lead}、{task.members}".rstrip("、")


def _line(
    painter: QPainter,
    box: QRect,
    words: str,
    colour: str,
    *,
    bold: bool = False,
    right: bool = False,
) -> int:
    """Draw one line, shortened where it is too long; return its width."""
    font = theme.font(theme.BODY if bold else _SMALL, bold)
    sides = Qt.AlignmentFlag
    painter.setFont(font)
    painter.setPen(QPen(QColor(colour)))
    text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    side = sides.AlignRight if right else sides.AlignLeft
    painter.drawText(box, side | sides.AlignVCenter, text)
    return QFontMetrics(font).horizontalAdvance(text)
