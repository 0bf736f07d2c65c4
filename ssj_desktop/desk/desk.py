"""An open data file with everything that can be done to it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Generic, TypeVar

from ssj_desktop.models import backup
from ssj_desktop.models.store import Clock, Listener, Store
from ssj_desktop.rules.period import Quarter

if TYPE_CHECKING:
    from ssj_desktop.desk.backups import Backups
    from ssj_desktop.desk.calendars import Calendars
    from ssj_desktop.desk.campaigns import Campaigns
    from ssj_desktop.desk.classes import Classes
    from ssj_desktop.desk.draw_book import DrawBook
    from ssj_desktop.desk.draws import Draws
    from ssj_desktop.desk.duties import Duties
    from ssj_desktop.desk.exclusions import Exclusions
    from ssj_desktop.desk.exports import Exports
    from ssj_desktop.desk.filings import Filings
    from ssj_desktop.desk.findings import Findings
    from ssj_desktop.desk.imports import Imports
    from ssj_desktop.desk.inspectors import Inspectors
    from ssj_desktop.desk.items import Items
    from ssj_desktop.desk.journals import Journal
    from ssj_desktop.desk.lotteries import Lotteries
    from ssj_desktop.desk.meetings import Meetings
    from ssj_desktop.desk.offices import Offices
    from ssj_desktop.desk.papers import Papers
    from ssj_desktop.desk.phrases import Phrases
    from ssj_desktop.desk.plans import Plans
    from ssj_desktop.desk.records import Records
    from ssj_desktop.desk.redraws import Redraws
    from ssj_desktop.desk.scans import Scans
    from ssj_desktop.desk.targets import Targets
    from ssj_desktop.desk.tasks import Tasks
    from ssj_desktop.desk.year_plans import YearPlans

T = TypeVar("T")


class _Noun(Generic[T]):
    """The verbs of a noun, loaded when they are first asked for.

    They are made once, whichever threads ask: what a draw is keyed with stands in memory. Since
    Python 3.12 a ``cached_property`` may be made twice.
    """

    def __init__(self, make: Callable[["Desk"], T]) -> None:
        self._make = make

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, desk: "Desk", _: type | None = None) -> T:
        with desk.making:
            if self._name not in vars(desk):
                vars(desk)[self._name] = self._make(desk)
            found: T = vars(desk)[self._name]
            return found


class Desk:
    """One office's file, opened in the name of ``clerk`` (经办人), whom the journal will name."""

    def __init__(self, store: Store, clerk: str) -> None:
        self.store = store
        self._clerk = clerk
        self.making = RLock()

    @classmethod
    def open(cls, path: Path, clerk: str, clock: Clock = datetime.now) -> "Desk":
        """Open or create the file and back it up when it has changed since the last backup.

        Raises:
            DeskError: another program holds the file, or it is not one of ours.
        """
        store = Store.open(path, clock)
        store.try_to_back_up(backup.Reason.START)
        return cls(store, clerk)

    @property
    def path(self) -> Path:
        """Where the open file lies."""
        return self.store.path

    def now(self) -> datetime:
        """Return the time by the file's clock."""
        return self.store.clock()

    def today(self) -> date:
        """Return the day by the file's clock."""
        return self.now().date()

    def quarter(self) -> Quarter:
        """Return the quarter of today."""
        return Quarter.of(self.today())

    @property
    def read_only(self) -> str:
        """Why the file can only be looked at, "" when it can be changed."""
        return self.store.warning

    @property
    def backup_fault(self) -> str:
        """Why the latest backup failed, "" when it did not."""
        return self.store.backup_fault

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called with the noun of whatever a verb has changed (``draws``, …).

        It is called on the verb's thread once the change stands in the file.
        """
        self.store.listen(listener)

    def close(self) -> None:
        """Back up what has changed and let go of the file."""
        try:
            self.store.try_to_back_up(backup.Reason.CLOSE)
        finally:
            self.store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self) -> Iterator[str]:
        """Load the verbs of every noun, one a step, so that nobody waits for them later."""
        for name, part in vars(Desk).items():
            if isinstance(part, _Noun):
                getattr(self, name)
                yield name

    # The verbs, a class a noun. All of them are a tenth of a start, and few starts ask for all.
    @_Noun
    def offices(self) -> "Offices":
        from ssj_desktop.desk.offices import Offices

        return Offices(self.store, self._clerk)

    @_Noun
    def calendars(self) -> "Calendars":
        from ssj_desktop.desk.calendars import Calendars

        return Calendars(self.store, self._clerk)

    @_Noun
    def targets(self) -> "Targets":
        from ssj_desktop.desk.targets import Targets

        return Targets(self.store, self._clerk)

    @_Noun
    def exclusions(self) -> "Exclusions":
        from ssj_desktop.desk.exclusions import Exclusions

        return Exclusions(self.store, self._clerk)

    @_Noun
    def classes(self) -> "Classes":
        from ssj_desktop.desk.classes import Classes

        return Classes(self.store, self._clerk)

    @_Noun
    def inspectors(self) -> "Inspectors":
        from ssj_desktop.desk.inspectors import Inspectors

        return Inspectors(self.store, self._clerk)

    @_Noun
    def items(self) -> "Items":
        from ssj_desktop.desk.items import Items

        return Items(self.store, self._clerk)

    @_Noun
    def imports(self) -> "Imports":
        from ssj_desktop.desk.imports import Imports

        return Imports(self.store, self._clerk)

    @_Noun
    def plans(self) -> "Plans":
        from ssj_desktop.desk.plans import Plans

        return Plans(self.store, self._clerk)

    @_Noun
    def year_plans(self) -> "YearPlans":
        from ssj_desktop.desk.year_plans import YearPlans

        return YearPlans(self.store, self._clerk)

    @_Noun
    def campaigns(self) -> "Campaigns":
        from ssj_desktop.desk.campaigns import Campaigns

        return Campaigns(self.store, self._clerk)

    @_Noun
    def meetings(self) -> "Meetings":
        from ssj_desktop.desk.meetings import Meetings

        return Meetings(self.store, self._clerk)

    @_Noun
    def _book(self) -> "DrawBook":
        from ssj_desktop.desk.draw_book import DrawBook

        return DrawBook(self.store)

    @_Noun
    def draws(self) -> "Draws":
        from ssj_desktop.desk.draws import Draws

        return Draws(self.store, self._clerk, self._book)

    @_Noun
    def redraws(self) -> "Redraws":
        from ssj_desktop.desk.redraws import Redraws

        return Redraws(self.store, self._clerk, self._book)

    @_Noun
    def lotteries(self) -> "Lotteries":
        from ssj_desktop.desk.lotteries import Lotteries

        return Lotteries(self.store, self._clerk, self._book, self.draws)

    @_Noun
    def tasks(self) -> "Tasks":
        from ssj_desktop.desk.tasks import Tasks

        return Tasks(self.store, self._clerk, self.draws)

    @_Noun
    def records(self) -> "Records":
        from ssj_desktop.desk.records import Records

        return Records(self.store, self._clerk, self.tasks)

    @_Noun
    def phrases(self) -> "Phrases":
        from ssj_desktop.desk.phrases import Phrases

        return Phrases()

    @_Noun
    def scans(self) -> "Scans":
        from ssj_desktop.desk.scans import Scans

        return Scans(self.store, self._clerk)

    @_Noun
    def findings(self) -> "Findings":
        from ssj_desktop.desk.findings import Findings

        return Findings(self.store, self._clerk, self.tasks)

    @_Noun
    def filings(self) -> "Filings":
        from ssj_desktop.desk.filings import Filings

        return Filings(self.store, self._clerk, self.draws)

    @_Noun
    def duties(self) -> "Duties":
        from ssj_desktop.desk.duties import Duties

        return Duties(self.store)

    @_Noun
    def papers(self) -> "Papers":
        from ssj_desktop.desk.papers import Papers

        return Papers(self.store, self._clerk, self.draws)

    @_Noun
    def exports(self) -> "Exports":
        from ssj_desktop.desk.exports import Exports

        return Exports(self.store, self._clerk)

    @_Noun
    def journal(self) -> "Journal":
        from ssj_desktop.desk.journals import Journal

        return Journal(self.store)

    @_Noun
    def backups(self) -> "Backups":
        from ssj_desktop.desk.backups import Backups

        return Backups(self.store, self.journal)
