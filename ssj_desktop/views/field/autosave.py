"""What is typed into a record is kept while it is typed: a power cut costs a second of it."""

from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from ssj_desktop.errors import DeskError, SettledError
from ssj_desktop.facts.record import RecordBody
from ssj_desktop.views.page import Context

_PAUSE = 800  # ms from the first letter that is not kept; with the writing less than 2 s
_AGAIN = 5_000  # ms until another try where the disk refused


class Autosave(QObject):
    """Keeps the latest of each record, each on its own.

    Signals: ``failed`` (a task's number, why it was not kept; what is settled is given up).
    """

    failed = Signal(str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._work = context.desk, context.work
        self._typed: dict[str, RecordBody] = {}
        self._writing = Lock()  # whoever writes takes the latest, so nothing older comes after it
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def held(self, number: str) -> RecordBody | None:
        """Return what is typed into this task's record and not kept yet."""
        return self._typed.get(number)

    def take(self, number: str, body: RecordBody) -> None:
        """Keep this soon."""
        self._typed[number] = body
        if not 0 <= self._timer.remainingTime() <= _PAUSE:
            self._timer.start(_PAUSE)

    def flush(self) -> None:
        """Keep everything now; whatever is asked of the desk next comes after it."""
        self._timer.stop()
        for number in self._typed:
            self._work.note(
                self,
                partial(self._write, number),
                partial(self._kept, number),
                partial(self._refused, number),
            )

    def flush_at_once(self) -> None:
        """Keep everything before this returns: the window is closing.

        Raises:
            DeskError: something could not be kept; the rest is.
        """
        self._timer.stop()
        fault: DeskError | None = None
        for number in [*self._typed]:
            try:
                self._kept(number, self._write(number))
            except SettledError:
                del self._typed[number]
            except DeskError as error:
                fault = error
        if fault:
            raise fault

    def _write(self, number: str) -> RecordBody | None:
        with self._writing:
            body = self._typed.get(number)
            if body is not None:
                self._desk.records.fill(number, body)
            return body

    def _kept(self, number: str, body: RecordBody | None) -> None:
        if self._typed.get(number) is body:
            self._typed.pop(number, None)

    def _refused(self, number: str, error: DeskError) -> None:
        if isinstance(error, SettledError):
            self._typed.pop(number, None)
        else:
            self._timer.start(_AGAIN)
        self.failed.emit(number, error)
