"""The tab 系统: the office, its backups, the holiday calendar, the journal."""

from ssj_desktop.views.sections import Sections
from ssj_desktop.views.system.backups import BackupsPage
from ssj_desktop.views.system.calendar import CalendarPage
from ssj_desktop.views.system.journal import JournalPage
from ssj_desktop.views.system.office import OfficeData


class System(Sections):
    """What is set up once, and what guards the data."""

    title = "系统"
    parts = (OfficeData, BackupsPage, CalendarPage, JournalPage)
