"""日历: which days are worked, a year at a time; later years' notices come in here."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.calendar import TakenTable, YearFacts
from ssj_desktop.views.drop_veil import DropVeil
from ssj_desktop.views.files import CALENDAR, ask_file
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, card, label, link, restyle, row, scrolled
from ssj_desktop.views.system.day_card import DayCard
from ssj_desktop.views.system.year_card import YearCard
from ssj_desktop.views.system.year_grid import YearGrid

_FIRST, _LAST = 2000, 2099
_SIDE = 328  # px
_LEGEND = "休 放假　班 补班上班　红字 不上班　圈 今天　虚线框 手工改过　方向键换一天，回车修改"
_ONE_FILE = DeskError("一次只导入一个文件。", "请只拖一个 CSV 或 JSON 文件。")
_UNKNOWN = "日历未导入，期限不能推算"


class CalendarPage(Page):
    """At first the year of today; the chosen day's facts and the year's holidays at the side."""

    title = "日历"
    watches = frozenset({"calendars", "today"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._day = self.desk.today()
        self._facts: YearFacts | None = None
        self._heading = label(f"{self._day.year} 年日历", "pageTitle")
        self._before = link("‹ 上一年", lambda: self._turn(-1))
        self._after = link("下一年 ›", lambda: self._turn(1))
        self._now = link("今天", lambda: self._leave_for(self.desk.today()))
        self._import = button("导入放假安排…", self._ask_file, "primary")
        self._standing = label(name="secondary", wrap=True)
        self._frame, self._months = card()
        self._seen = scrolled(self._frame)
        self._grid = YearGrid()
        self._day_card = DayCard(context)
        self._year_card = YearCard()

        self._lay_out()
        self._connect()
        DropVeil(self, self._on_drop, self._take_dropped)
        allow(self._import, self.desk.read_only)

    def _lay_out(self) -> None:
        self._months.setContentsMargins(12, 12, 12, 12)
        self._months.setSpacing(8)
        self._months.addWidget(self._grid, 1)
        self._months.addWidget(label(_LEGEND, "secondary", wrap=True))
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._day_card)
        right.addWidget(self._year_card)
        right.addStretch()
        beside = scrolled(side)
        beside.setFixedWidth(_SIDE)
        both = row(self._seen, beside, spacing=12)
        both.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        keeps_room = self._import.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._import.setSizePolicy(keeps_room)
        turning = (self._heading, self._before, self._after, self._now)
        head = row(*turning, self._standing, self._import)
        head.setStretch(len(turning), 1)
        head.insertSpacing(len(turning), 8)
        column.addLayout(head)
        column.addLayout(both, 1)

    def _connect(self) -> None:
        self._grid.chosen.connect(self._leave_for)
        self._grid.wanted.connect(self._day_card.edit)
        self._day_card.editing.connect(self._import.setHidden)  # one primary button a view
        self._day_card.done.connect(self._grid.setFocus)

    def refresh(self) -> None:
        year = self._day.year
        self.work.read(self, lambda: self.desk.calendars.year(year), self._show)

    def unsaved(self) -> str:
        return self._day_card.unsaved()

    def _on_drop(self, files: list[Path]) -> str:
        if not self._import.isEnabled():
            return ""
        return f"松开鼠标，导入“{files[0].name}”" if len(files) == 1 else _ONE_FILE.message

    def _take_dropped(self, files: list[Path]) -> None:
        if len(files) == 1:
            self._day_card.unless_lost(lambda: self._take(files[0]))
        else:
            self.work.told.emit(_ONE_FILE)

    def _show(self, facts: YearFacts) -> None:
        if facts.year != self._day.year:
            return  # the keys have been quicker
        self._facts = facts
        year = facts.year
        self._heading.setText(f"{year} 年日历")
        self._standing.setText(f"{year} 年：{facts.source or _UNKNOWN}")
        restyle(self._standing, "fine" if facts.known else "danger")
        allow(self._before, "" if year > _FIRST else "再早的年份用不着。")
        allow(self._after, "" if year < _LAST else "再晚的年份用不着。")
        self._year_card.show_year(facts, self.desk.today())
        self._show_day()

    def _show_day(self) -> None:
        assert self._facts
        today = self.desk.today()
        self._grid.show_year(self._facts, self._day, today)
        self._day_card.show_day(self._facts.at(self._day), today)
        allow(self._now, "选中的就是今天。" if self._day == today else "")
        QTimer.singleShot(0, self._grid, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to the chosen day where the window is too low for all months."""
        place = self._grid.cell_of(self._day).center().toPoint()
        there = self._grid.mapTo(self._frame, place)
        self._seen.ensureVisible(there.x(), there.y())

    def _turn(self, years: int) -> None:
        self._leave_for(_in_year(self._day, self._day.year + years))

    def _leave_for(self, day: date) -> None:
        if day != self._day and _FIRST <= day.year <= _LAST:
            self._day_card.unless_lost(lambda: self._choose(day))

    def _choose(self, day: date) -> None:
        self._day = day
        if self._facts and self._facts.year == day.year:
            self._show_day()
        else:
            self.refresh()

    def _ask_file(self) -> None:
        ask_file(self, "选放假安排的文件", "", CALENDAR, self._take)

    def _take(self, file: Path) -> None:
        self.work.verb(
            self,
            "正在导入放假安排……",
            lambda: self.desk.calendars.import_table(file),
            self._taken,
        )

    def _taken(self, taken: TakenTable) -> None:
        years = "、".join(map(str, taken.years))
        kept = f"；手工改过的 {taken.set_by_hand} 天没有动" if taken.set_by_hand else ""
        self.context.say(f"已导入 {years} 年的放假安排，共 {taken.days} 天{kept}")
        if self._day.year not in taken.years:
            self._choose(_in_year(self._day, taken.years[0]))


def _in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February may be the 28th there."""
    leap = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap else day.replace(year=year)
