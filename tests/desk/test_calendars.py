"""日历: later years come in by whole notices; what the office sets by hand is told apart."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from ssj_desktop.desk import Desk
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.calendar import DayKind, TakenTable
from ssj_desktop.intake import calendars
from ssj_desktop.models import calendar, schema
from ssj_desktop.models.calendar import CalendarDay
from ssj_desktop.models.store import Store
from ssj_desktop.rules.workdays import CalendarEndsError
from tests.desk.office import ticking, write_csv

NATIONAL = date(2027, 10, 1)
Write = Callable[..., Path]


@pytest.fixture
def notice(tmp_path: Path) -> Write:
    """Write a notice that frees 1 to 11 October and, made up for it, has the 16th worked."""

    def write(year: int = 2027, *more: str, off: int = 11) -> Path:
        lines = [f"{year}-10-{n:02},true,国庆节" for n in range(1, off + 1)]
        lines += [f"{year}-10-16,false,国庆节", *more]
        return write_csv(tmp_path / f"{year}.csv", ["date,isOffDay,name", *lines])

    return write


def journal(desk: Desk) -> str:
    line = desk.journal.search(limit=1)[0]
    return f"{line.words}：{line.detail}"


def kind(desk: Desk, day: date) -> DayKind:
    return desk.calendars.year(day.year).at(day).kind


def test_beyond_the_shipped_table_nothing_is_known(desk: Desk) -> None:
    assert desk.calendars.current() is calendars.shipped()
    year = desk.calendars.year(2027)
    assert (year.known, year.source, year.holidays, len(year.days)) == (False, "", (), 365)
    assert {one.kind for one in year.days} == {DayKind.UNKNOWN}
    with pytest.raises(CalendarEndsError, match="“系统”的“日历”里导入"):
        desk.calendars.current().is_workday(NATIONAL)


def test_a_shipped_year_day_by_day_and_in_words(desk: Desk) -> None:
    year = desk.calendars.year(2026)
    assert (year.known, year.source) == (True, "随程序的放假安排")
    spring = next(holiday for holiday in year.holidays if holiday.name == "春节")
    assert spring.words == "2 月 15 日至 23 日放假 9 天，2 月 14 日、28 日上班"
    assert [one.name for one in year.holidays[-2:]] == ["中秋节", "国庆节"], "by free days"
    kinds = [year.at(date(2026, 2, n)).kind for n in (12, 14, 15, 17, 28)]
    made_up, off = DayKind.MADE_UP, DayKind.OFF
    assert kinds == [DayKind.WORKDAY, made_up, off, off, made_up]
    assert year.at(date(2026, 3, 1)).kind is DayKind.WEEKEND


def test_an_imported_notice_makes_its_year_known(desk: Desk, notice: Write) -> None:
    assert desk.calendars.import_table(notice()) == TakenTable((2027,), 12, 0)
    current = desk.calendars.current()
    # 30 September, and twenty working days over the holiday that ends on the 11th.
    assert current.after(date(2027, 9, 30), 4) == date(2027, 10, 15)
    assert current.is_workday(date(2027, 10, 16))
    year = desk.calendars.year(2027)
    assert (year.known, year.source) == (True, "2027.csv（小李，2026-01-08）")
    assert year.holidays[0].words == "10 月 1 日至 11 日放假 11 天，10 月 16 日上班"
    assert journal(desk) == "导入放假安排：天数 12；文件 2027.csv；年份 2027"
    with desk.store.reading() as session:
        assert calendar_in(session) == current


def test_a_later_notice_takes_the_place_of_the_one_before_it(desk: Desk, notice: Write) -> None:
    desk.calendars.import_table(notice())
    desk.calendars.import_table(notice(off=10))
    assert kind(desk, date(2027, 10, 11)) is DayKind.WORKDAY
    # So does one of a year that ships: nothing of the shipped notice is left.
    desk.calendars.import_table(notice(2026))
    assert kind(desk, date(2026, 2, 14)) is DayKind.WEEKEND
    assert desk.calendars.year(2026).source.startswith("2026.csv")


def test_new_year_may_begin_in_a_december_of_another_notice(desk: Desk, notice: Write) -> None:
    desk.calendars.import_table(notice(2027, "2026-12-31,true,元旦", "2027-01-01,true,元旦"))
    assert kind(desk, date(2026, 12, 31)) is DayKind.OFF
    desk.calendars.import_table(notice(2026))
    assert kind(desk, date(2026, 12, 31)) is DayKind.OFF, "2027's notice says so still"
    words = [(one.name, one.words) for one in desk.calendars.year(2026).holidays]
    assert words[-1] == ("元旦", "12 月 31 日放假 1 天")


def test_of_a_faulty_file_nothing_is_taken(desk: Desk, notice: Write) -> None:
    head = desk.store.head()
    with pytest.raises(DeskError, match="第 14 行"):
        desk.calendars.import_table(notice(2027, "2027-10-17,?,国庆节"))
    assert desk.store.head() == head
    assert not desk.calendars.year(2027).known


def test_a_day_set_by_hand_wins_and_is_forgotten_again(desk: Desk, notice: Write) -> None:
    day = date(2026, 10, 9)
    desk.calendars.set_day(day, True, " 市里\n放假 ")
    one = desk.calendars.year(2026).at(day)
    assert (one.kind, one.name, one.without_hand) == (DayKind.OFF, "市里 放假", DayKind.WORKDAY)
    assert one.source == "手工（小李，2026-01-08）"
    assert not desk.calendars.current().is_workday(day)
    assert journal(desk) == "改日历：名称 市里 放假；改前 工作日；改后 放假；日期 2026-10-09"
    assert "10 月 9 日放假 1 天（手工）" in [it.words for it in desk.calendars.year(2026).holidays]
    assert desk.calendars.import_table(notice(2026)) == TakenTable((2026,), 12, 1)
    assert desk.calendars.year(2026).at(day).without_hand is DayKind.OFF, "what the notice says"
    desk.calendars.set_day(day, False, "值班")
    assert kind(desk, day) is DayKind.WORKDAY
    desk.calendars.forget_day(day)
    assert kind(desk, day) is DayKind.OFF
    assert not desk.calendars.year(2026).at(day).by_hand
    assert journal(desk) == "恢复日历：名称 值班；改前 工作日；改后 放假；日期 2026-10-09"
    with pytest.raises(DeskError, match="没有手工改过"):
        desk.calendars.forget_day(day)


def test_a_day_set_as_it_is_already_is_not_journalled_twice(desk: Desk) -> None:
    desk.calendars.set_day(NATIONAL, True, "国庆节")
    head = desk.store.head()
    desk.calendars.set_day(NATIONAL, True, "国庆节")
    assert desk.store.head() == head
    with desk.store.reading() as session:
        assert len(session.exec(select(CalendarDay)).all()) == 1


def test_days_set_by_hand_make_no_year_known(desk: Desk, notice: Write) -> None:
    for n in range(1, 16):
        desk.calendars.set_day(date(2027, 10, n), True, "国庆节")
    assert not desk.calendars.year(2027).known
    assert kind(desk, NATIONAL) is DayKind.OFF
    assert kind(desk, date(2027, 10, 20)) is DayKind.UNKNOWN
    with pytest.raises(CalendarEndsError):
        desk.calendars.current().is_workday(NATIONAL)
    desk.calendars.import_table(notice())
    assert desk.calendars.current().after(date(2027, 9, 30), 1) == date(2027, 10, 16)


def test_a_day_cannot_be_set_without_saying_why(desk: Desk) -> None:
    with pytest.raises(FormError) as told:
        desk.calendars.set_day(NATIONAL, True, " ")
    assert [name for name, _ in told.value.faults] == ["name"]


def test_a_file_of_the_format_before_the_calendar_is_read_and_gets_its_table(
    tmp_path: Path, notice: Write
) -> None:
    data = tmp_path / "旧.ssj"
    before = Store.open(data, ticking(), schema.MIGRATIONS[:2])
    with before.reading() as session:  # as where it may only be looked at
        assert calendar.days(session) == ()
        assert calendar_in(session) is calendars.shipped()
    before.close()
    with Desk.open(data, "小李", ticking()) as desk:
        desk.calendars.import_table(notice())
        assert desk.calendars.year(2027).known
