"""An open data file with everything that can be done to it."""

from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ssj_desktop.models import backup
from ssj_desktop.models.store import Clock, Listener, Store
from ssj_desktop.rules.period import Quarter

if TYPE_CHECKING:
    from ssj_desktop.desk.backups import Backups
    from ssj_desktop.desk.calendars import Calendars
    from ssj_desktop.desk.classes import Classes
    from ssj_desktop.desk.draw_book import DrawBook
    from ssj_desktop.desk.draws import Draws
    from ssj_desktop.desk.duties import Duties
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


class Desk:
    """One office's file, opened in the name of ``clerk`` (经办人), whom the journal will name."""

    def __init__(self, store: Store, clerk: str) -> None:
        self.store = store
        self._clerk = clerk

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

    # The verbs, a class a noun. Each is loaded when it is first asked for: few starts ask for all,
    # and all of them are a tenth of a start.
    @cached_property
    def offices(self) -> "Offices":
        from ssj_desktop.desk.offices import Offices

        return Offices(self.store, self._clerk)

    @cached_property
    def calendars(self) -> "Calendars":
        from ssj_desktop.desk.calendars import Calendars

        return Calendars(self.store, self._clerk)

    @cached_property
    def targets(self) -> "Targets":
        from ssj_desktop.desk.targets import Targets

        return Targets(self.store, self._clerk)

    @cached_property
    def classes(self) -> "Classes":
        from ssj_desktop.desk.classes import Classes

        return Classes(self.store, self._clerk)

    @cached_property
    def inspectors(self) -> "Inspectors":
        from ssj_desktop.desk.inspectors import Inspectors

        return Inspectors(self.store, self._clerk)

    @cached_property
    def items(self) -> "Items":
        from ssj_desktop.desk.items import Items

        return Items(self.store, self._clerk)

    @cached_property
    def imports(self) -> "Imports":
        from ssj_desktop.desk.imports import Imports

        return Imports(self.store, self._clerk)

    @cached_property
    def plans(self) -> "Plans":
        from ssj_desktop.desk.plans import Plans

        return Plans(self.store, self._clerk)

    @cached_property
    def year_plans(self) -> "YearPlans":
        from ssj_desktop.desk.year_plans import YearPlans

        return YearPlans(self.store, self._clerk)

    @cached_property
    def meetings(self) -> "Meetings":
        from ssj_desktop.desk.meetings import Meetings

        return Meetings(self.store, self._clerk)

    @cached_property
    def _book(self) -> "DrawBook":
        from ssj_desktop.desk.draw_book import DrawBook

        return DrawBook(self.store)

    @cached_property
    def draws(self) -> "Draws":
        from ssj_desktop.desk.draws import Draws

        return Draws(self.store, self._clerk, self._book)

    @cached_property
    def redraws(self) -> "Redraws":
        from ssj_desktop.desk.redraws import Redraws

        return Redraws(self.store, self._clerk, self._book)

    @cached_property
    def lotteries(self) -> "Lotteries":
        from ssj_desktop.desk.lotteries import Lotteries

        return Lotteries(self.store, self._clerk, self._book, self.draws)

    @cached_property
    def tasks(self) -> "Tasks":
        from ssj_desktop.desk.tasks import Tasks

        return Tasks(self.store, self._clerk, self.draws)

    @cached_property
    def records(self) -> "Records":
        from ssj_desktop.desk.records import Records

        return Records(self.store, self._clerk, self.tasks)

    @cached_property
    def phrases(self) -> "Phrases":
        from ssj_desktop.desk.phrases import Phrases

        return Phrases()

    @cached_property
    def scans(self) -> "Scans":
        from ssj_desktop.desk.scans import Scans

        return Scans(self.store, self._clerk)

    @cached_property
    def findings(self) -> "Findings":
        from ssj_desktop.desk.findings import Findings

        return Findings(self.store, self._clerk, self.tasks)

    @cached_property
    def filings(self) -> "Filings":
        from ssj_desktop.desk.filings import Filings

        return Filings(self.store, self._clerk, self.draws)

    @cached_property
    def duties(self) -> "Duties":
        from ssj_desktop.desk.duties import Duties

        return Duties(self.store)

    @cached_property
    def papers(self) -> "Papers":
        from ssj_desktop.desk.papers import Papers

        return Papers(self.store, self._clerk, self.draws)

    @cached_property
    def exports(self) -> "Exports":
        from ssj_desktop.desk.exports import Exports

        return Exports(self.store, self._clerk)

    @cached_property
    def journal(self) -> "Journal":
        from ssj_desktop.desk.journals import Journal

        return Journal(self.store, self.offices)

    @cached_property
    def backups(self) -> "Backups":
        from ssj_desktop.desk.backups import Backups

        return Backups(self.store, self.journal)
