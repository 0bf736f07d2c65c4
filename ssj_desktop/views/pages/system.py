"""The tab 系统: the office, its backups, the holiday calendar, the journal."""

from ssj_desktop.views.page import Tab
from ssj_desktop.views.sections import Sections


class System(Sections):
    """What is set up once, and what guards the data."""

    title = "系统"
    parts = (
        Tab("本单位", "system.office", "OfficeData"),
        Tab("备份", "system.backups", "BackupsPage"),
        Tab("日历", "system.calendar", "CalendarPage"),
        Tab("操作日志", "system.journal", "JournalPage"),
    )
