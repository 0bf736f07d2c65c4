"""The one worker thread: every verb and every reading of the file runs there, one at a time."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ssj_desktop.desk.uncollected import uncollected
from ssj_desktop.errors import DeskError

T = TypeVar("T")

# Seconds after which the worker lets the window's thread in. Python's own 5 ms, met at each of a
# paint's many calls into Python, add up to a window that sticks.
_TURN = 0.001


class _Kind(Enum):
    """What is done there: one asker's latest reading, a verb, a note that nobody waits for."""

    READING = auto()
    VERB = auto()
    NOTE = auto()


@dataclass(eq=False)
class _Job:
    """Something to do there, and what to do here with what came of it."""

    asker: QObject
    do: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[DeskError], None]
    kind: _Kind
    result: Any = None
    error: BaseException | None = None


class Work(QObject):
    """Runs verbs and readings apart from the window, in the order they were asked for.

    While a verb runs no other one starts: ``verb`` then does nothing and returns False. Of one
    asker's readings only the latest is shown. What was asked by a widget that is gone is dropped.

    Signals: ``began`` (a verb's words, and whether it can be cancelled), ``ended`` (the verb is
    over), ``told`` (a DeskError that nobody took), ``settled`` (nothing is left to do).
    """

    began = Signal(str, bool)
    ended = Signal()
    told = Signal(object)
    settled = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._cancel = Event()
        self._latest: dict[QObject, _Job] = {}
        self._open = 0
        self._closed = False
        self._verb: _Job | None = None
        self._finished.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is running, waiting or still to be shown."""
        return self._closed or self._open == 0

    @property
    def busy(self) -> bool:
        """Whether a verb is running."""
        return self._verb is not None

    def cancelled(self) -> bool:
        """Return whether the running verb is to stop; verbs that can stop are given this."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the running verb to stop; it answers with a DeskError and has written nothing."""
        self._cancel.set()

    def read(
        self,
        asker: QObject,
        ask: Callable[[], T],
        show: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Have ``ask`` read and then ``show`` what it returned, unless asked anew meanwhile."""
        if self._closed:
            return
        job = _Job(asker, ask, show, failed or self.told.emit, _Kind.READING)
        self._latest[asker] = job
        self._submit(job)

    def verb(
        self,
        asker: QObject,
        words: str,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
        cancellable: bool = False,
    ) -> bool:
        """Run a verb whole, telling it as ``words`` (「正在导入……」); False while another runs."""
        if self._verb or self._closed:
            return False
        self._cancel.clear()
        self._verb = _Job(asker, do, done, failed or self.told.emit, _Kind.VERB)
        self.began.emit(words, cancellable)
        self._submit(self._verb)
        return True

    def note(
        self,
        asker: QObject,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        """Run a verb so small that nobody need wait for it: what is typed is kept meanwhile.

        It is told to nobody, covers nothing, and stops no other verb, which comes after it.
        """
        if not self._closed:
            self._submit(_Job(asker, do, done, failed, _Kind.NOTE))

    def close(self) -> None:
        """Wait for the running verb; whatever has not begun is not done any more."""
        self._closed = True
        self._cancel.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, job: _Job) -> None:
        self._open += 1
        self._pool.submit(self._run, job)

    def _run(self, job: _Job) -> None:
        if job.kind is not _Kind.READING or self._latest.get(job.asker) is job:
            try:
                with uncollected():
                    job.result = job.do()
            except BaseException as error:
                job.error = error
        self._finished.emit(job)

    def _settle(self, job: _Job) -> None:
        self._open -= 1
        if job.kind is _Kind.VERB:
            self._verb = None
            self.ended.emit()
        try:
            self._show(job)
        finally:
            if self.idle:
                self.settled.emit()

    def _show(self, job: _Job) -> None:
        if job.kind is _Kind.READING:
            if self._latest.get(job.asker) is not job:
                return
            del self._latest[job.asker]
        if not isValid(job.asker):
            return
        if isinstance(job.error, DeskError):
            job.failed(job.error)
        elif job.error is not None:
            raise job.error  # a bug: on to the log and the crash dialog
        else:
            job.then(job.result)
