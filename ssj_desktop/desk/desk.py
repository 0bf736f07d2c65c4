"""An open data file with everything that can be done to it."""

from datetime import date, datetime
from pathlib import Path

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
from ssj_desktop.models import backup
from ssj_desktop.models.store import Clock, Listener, Store
from ssj_desktop.rules.period import Quarter


class Desk:
    """One office's file, opened in the name of ``clerk`` (经办人), whom the journal will name."""

    def __init__(self, store: Store, clerk: str) -> None:
        self.store = store
        self.offices = Offices(store, clerk)
        self.calendars = Calendars(store, clerk)
        self.targets = Targets(store, clerk)
        self.exclusions = Exclusions(store, clerk)
        self.classes = Classes(store, clerk)
        self.inspectors = Inspectors(store, clerk)
        self.items = Items(store, clerk)
        self.imports = Imports(store, clerk)
        self.plans = Plans(store, clerk)
        self.year_plans = YearPlans(store, clerk)
        self.campaigns = Campaigns(store, clerk)
        self.meetings = Meetings(store, clerk)
        book = DrawBook(store)
        self.draws = Draws(store, clerk, book)
        self.redraws = Redraws(store, clerk, book)
        self.lotteries = Lotteries(store, clerk, book, self.draws)
        self.tasks = Tasks(store, clerk, self.draws)
        self.records = Records(store, clerk, self.tasks)
        self.phrases = Phrases()
        self.scans = Scans(store, clerk)
        self.findings = Findings(store, clerk, self.tasks)
        self.filings = Filings(store, clerk, self.draws)
        self.duties = Duties(store)
        self.papers = Papers(store, clerk, self.draws)
        self.exports = Exports(store, clerk)
        self.journal = Journal(store)
        self.backups = Backups(store, self.journal)

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
