"""What is typed into a record is kept while it is typed: a power cut costs a second of it."""

from PySide6.QtCore import QObject, QTimer, Signal

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import RecordBody
from ssj_desktop.views.page import Context

_PAUSE = 800  # ms from the first letter that is not kept; with the writing less than 2 s
_AGAIN = 5_000  # ms until another try where the disk refused


class Autosave(QObject):
    """Keeps the latest of each record. ``saved`` (a task's number); ``failed`` (why it was not)."""

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work = context.desk, context.work
        self._typed: dict[str, RecordBody] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def holds(self, number: str) -> bool:
        """Return whether something typed into this task's record is not kept yet."""
        return number in self._typed

    def take(self, number: str, body: RecordBody) -> None:
        """Keep this soon."""
        self._typed[number] = body
        if not self._timer.isActive():
            self._timer.start(_PAUSE)

    def flush(self) -> None:
        """Keep everything now; whatever is asked of the desk next comes after it."""
        self._timer.stop()
        for number, body in self._typed.items():
            self._keep(number, body)

    def flush_at_once(self) -> None:
        """Keep everything before this returns: the window is closing.

        Raises:
            DeskError: it could not be kept.
        """
        self._timer.stop()
        for number, body in self._typed.items():
            self._desk.records.fill(number, body)
        self._typed.clear()

    def _keep(self, number: str, body: RecordBody) -> None:
        self._work.note(
            self,
            lambda: self._desk.records.fill(number, body),
            lambda _: self._kept(number, body),
            self._refused,
        )

    def _kept(self, number: str, body: RecordBody) -> None:
        if self._typed.get(number) is body:
            del self._typed[number]
        self.saved.emit(number)

    def _refused(self, error: DeskError) -> None:
        self._timer.start(_AGAIN)
        self.failed.emit(error)
