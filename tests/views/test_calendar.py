"""系统/日历: a year is looked at, a day set and set back, a later year's notice taken in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from ssj_desktop.desk import Desk
from ssj_desktop.facts.calendar import DayKind
from ssj_desktop.views.drop_veil import DropVeil
from ssj_desktop.views.system.calendar import CalendarPage
from ssj_desktop.views.system.year_grid import YearGrid
from tests.desk.office import write_csv
from tests.views.hands import Stage, button, child, click, dialog, settle, texts, type_text

Show = Callable[..., Stage]
Keys = Qt.Key


def notice(folder: Path, *more: str) -> Path:
    lines = [f"2027-10-{n:02},true,国庆节" for n in range(1, 12)]
    return write_csv(folder / "2027.csv", ["date,isOffDay,name", *lines, *more])


def press(shown: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        grid = child(shown.page, YearGrid)
        grid.setFocus()
        QTest.keyClick(grid, key)
        settle(shown)


def click_day(shown: Stage, day: date) -> None:
    grid = child(shown.page, YearGrid)
    place = grid.cell_of(day).center().toPoint()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    settle(shown)


def drop(shown: Stage, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    kinds = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    QApplication.sendEvent(shown.page, QDragEnterEvent(QPoint(9, 9), *kinds))
    veil = child(shown.page, DropVeil)
    assert veil.isVisible()
    assert veil.text()
    QApplication.sendEvent(shown.page, QDropEvent(QPointF(9, 9), *kinds))
    assert not veil.isVisible()
    settle(shown)


def test_a_shipped_year_and_its_holidays_in_words(stage: Show, desk: Desk) -> None:
    shown = stage(CalendarPage, desk)
    said = texts(shown.page).replace("\u00a0", " ")
    assert "2026 年：随程序的放假安排" in said
    assert "2026 年 1 月 8 日 星期四（今天）" in said
    assert "2 月 15 日至 23 日放假 9 天，\n2 月 14 日、28 日上班" in said
    assert not button(shown.page, "今天").isEnabled()
    assert not button(shown.page, "恢复").isEnabled()


def test_a_later_year_is_unknown_until_its_notice_is_chosen(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(CalendarPage, desk)
    click(shown.page, "下一年 ›")
    settle(shown)
    said = texts(shown.page)
    assert "2027 年：日历未导入，期限不能推算" in said
    assert "先导入这一年的放假安排" in said
    click(shown.page, "导入放假安排…")
    chooser = next(it for it in QApplication.topLevelWidgets() if isinstance(it, QFileDialog))
    chooser.fileSelected.emit(str(notice(tmp_path)))
    chooser.close()
    settle(shown)
    said = texts(shown.page).replace("\u00a0", " ")
    assert "2027 年：2027.csv（小李，2026-01-08）" in said
    assert "10 月 1 日至 11 日放假 11 天" in said
    assert shown.said == ["已导入 2027 年的放假安排，共 11 天"]


def test_a_dropped_notice_leads_to_its_year_and_a_faulty_one_is_told(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(CalendarPage, desk)
    drop(shown, notice(tmp_path, "2027-13-01,true,?"))
    assert "第 13 行的“date”写着“2027-13-01”" in shown.told[0].message
    assert "2026 年日历" in texts(shown.page)
    drop(shown, tmp_path, tmp_path)
    assert shown.told[1].message == "一次只导入一个文件。"
    drop(shown, notice(tmp_path))
    assert "2027 年日历" in texts(shown.page)


def test_keys_move_the_chosen_day_and_enter_opens_its_form(stage: Show, desk: Desk) -> None:
    shown = stage(CalendarPage, desk)
    press(shown, Keys.Key_Left, Keys.Key_Down)
    assert "2026 年 1 月 14 日 星期三" in texts(shown.page)
    press(shown, Keys.Key_PageUp, Keys.Key_Up)
    assert "2025 年 12 月 7 日 星期日" in texts(shown.page)
    assert "2025 年日历" in texts(shown.page)
    click(shown.page, "今天")
    settle(shown)
    press(shown, Keys.Key_PageDown, Keys.Key_PageDown, Keys.Key_Return)
    assert "改 2026 年 3 月 8 日 星期日" in texts(shown.page)
    assert not [it for it in texts(shown.page).splitlines() if it == "导入放假安排…"]
    assert "周末" in child(shown.page, YearGrid).accessibleDescription()


def test_a_day_is_set_by_hand_and_set_back(stage: Show, desk: Desk) -> None:
    shown = stage(CalendarPage, desk)
    day = date(2026, 10, 9)
    click_day(shown, day)
    click(shown.page, "修改…")
    choice, name = child(shown.page, QComboBox), child(shown.page, QLineEdit)
    choice.setCurrentIndex(choice.findText("放假"))
    click(shown.page, "保存")
    settle(shown)
    assert "请写明为什么" in texts(shown.page)
    type_text(name, "市里放假")
    click(shown.page, "保存")
    settle(shown)
    assert desk.calendars.year(2026).at(day).kind is DayKind.OFF
    said = texts(shown.page).replace("\u00a0", " ")
    assert "放假（市里放假）" in said
    assert "恢复后是工作日" in said
    assert "10 月 9 日放假 1 天（手工）" in said
    assert button(shown.page, "导入放假安排…").isEnabled()
    click(shown.page, "恢复")
    settle(shown)
    assert desk.calendars.year(2026).at(day).kind is DayKind.WORKDAY
    assert shown.said == ["已保存", "2026-10-09 已恢复"]


def test_what_is_typed_for_a_day_is_not_lost_by_choosing_another(stage: Show, desk: Desk) -> None:
    shown = stage(CalendarPage, desk)
    press(shown, Keys.Key_Return)
    type_text(child(shown.page, QLineEdit), "值班")
    assert shown.page.unsaved()
    click_day(shown, date(2026, 2, 2))
    click(dialog(), "取消")
    settle(shown)
    assert "改 2026 年 1 月 8 日 星期四" in texts(shown.page)
    click(shown.page, "下一年 ›")
    click(dialog(), "不保存")
    settle(shown)
    assert "2027 年 1 月 8 日 星期五" in texts(shown.page)
    assert shown.page.unsaved() == ""


def test_a_file_that_may_only_be_read_says_so_on_every_button(stage: Show, desk: Desk) -> None:
    desk.calendars.set_day(desk.today(), True, "停电")
    desk.store.warning = "文件坏了。"
    shown = stage(CalendarPage, desk)
    for words in ("导入放假安排…", "修改…", "恢复"):
        assert not button(shown.page, words).isEnabled()
        assert button(shown.page, words).toolTip() == "文件坏了。"
    press(shown, Keys.Key_Return)
    assert not child(shown.page, QLineEdit).isVisible()


def test_the_chosen_day_is_told_to_who_cannot_see_it(stage: Show, desk: Desk) -> None:
    shown = stage(CalendarPage, desk)
    click_day(shown, date(2026, 2, 14))
    words = child(shown.page, YearGrid).accessibleDescription()
    assert words == "2026 年 2 月 14 日 星期六，补班上班（春节）"
