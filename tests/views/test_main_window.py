"""The frame of the window: pages, keys, the foot, and the veil over a slow verb."""

import ast
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ssj_desktop import views
from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings
from ssj_desktop.views.files import WORKBOOK, ask_new_file
from ssj_desktop.views.help import Help
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.page import Tab
from ssj_desktop.views.pages import PAGES
from ssj_desktop.views.sections import Sections
from ssj_desktop.views.veil import Veil
from tests.desk.office import code, ticking
from tests.views.hands import child, click, dialog, open_windows, settle, texts

Show = Callable[..., MainWindow]


def every_tab() -> list[Tab]:
    pages = [tab.page() for tab in PAGES]
    parts = [part for page in pages if issubclass(page, Sections) for part in page.parts]
    return [*PAGES, *parts]


@pytest.mark.parametrize("tab", every_tab(), ids=lambda tab: tab.title)
def test_a_page_watches_only_what_the_desk_can_change(tab: Tab, desk: Desk) -> None:
    assert tab.page().title == tab.title
    assert [noun for noun in tab.page().watches if not hasattr(desk, noun)] == []


def test_every_place_is_explained_by_f1(window: Show, desk: Desk) -> None:
    shown = window(desk)
    for place in shown.places():
        shown.go(place)
        settle(shown)
        shown.show_help()
        help_text = child(shown, Help)
        assert help_text.windowTitle() == f"帮助：{place.rpartition('/')[2]}"
        assert len(help_text.toPlainText()) > 100, place
        QTest.keyClick(help_text, Qt.Key.Key_Escape)
        assert not help_text.isVisible()


def test_ctrl_and_a_number_turn_the_pages(window: Show, desk: Desk) -> None:
    shown = window(desk)
    shown.activateWindow()
    for number, tab in enumerate(PAGES, start=1):
        QTest.keyClick(shown, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        settle(shown)
        assert isinstance(shown.shown, tab.page())


def test_a_page_that_is_not_seen_refreshes_when_it_will_be(window: Show, desk: Desk) -> None:
    shown = window(desk)
    shown.go("系统/操作日志")
    settle(shown)
    shown.go("名录库/检查对象")
    desk.targets.tag([code(1)], ["涉水"], [])
    settle(shown)
    shown.go("系统/操作日志")
    settle(shown)
    assert "4 条" in texts(shown), "set up, two imports, the tag"


def test_a_slow_verb_is_told_and_can_be_cancelled(window: Show, desk: Desk, qtbot: QtBot) -> None:
    shown = window(desk)

    def endless() -> str:
        while not shown.work.cancelled():
            time.sleep(0.001)
        raise DeskError("已取消导入。", "名录没有改动。")

    shown.work.verb(shown, "正在导入……", endless, shown.say, cancellable=True)
    veil = child(shown, Veil)
    assert not veil.isVisible(), "what is over in a blink needs no words"
    qtbot.waitUntil(veil.isVisible)
    assert "正在导入……" in texts(veil)
    assert veil.size() == shown.size()
    shown.close()
    assert shown.isVisible(), "a running verb is finished first"
    click(veil, "取消")
    settle(shown)
    assert not veil.isVisible()
    assert "已取消导入。" in texts(dialog())
    click(dialog(), "知道了")


def test_what_cannot_be_cancelled_offers_no_cancel(window: Show, desk: Desk, qtbot: QtBot) -> None:
    shown = window(desk)

    def slow() -> str:
        time.sleep(0.4)
        return "已保存"

    shown.work.verb(shown, "正在保存……", slow, shown.say)
    veil = child(shown, Veil)
    qtbot.waitUntil(veil.isVisible)
    assert not [part for part in veil.findChildren(QPushButton) if part.isVisible()]
    settle(shown)


def test_tab_reaches_nothing_below_the_veil_and_what_was_left_there_may_be_gone(
    window: Show, desk: Desk, qtbot: QtBot
) -> None:
    shown = window(desk)
    gone = QLineEdit(shown)
    gone.show()
    gone.setFocus()
    shown.work.verb(shown, "正在保存……", lambda: time.sleep(0.4), lambda _: None)
    veil = child(shown, Veil)
    qtbot.waitUntil(veil.isVisible)
    QTest.keyClick(veil, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is veil
    delete(gone)
    settle(shown)
    assert not veil.isVisible()


def test_what_is_said_at_the_foot_asks_for_no_wider_window(window: Show, desk: Desk) -> None:
    shown = window(desk, 1024, 640)
    shown.say(f"模板已存为 /home/{'很长的文件夹' * 30}/检查对象模板.xlsx")
    settle(shown)
    assert shown.minimumSizeHint().width() <= 1024
    (said,) = [part for part in shown.findChildren(QLabel) if part.text().startswith("模板已存为")]
    assert "检查对象模板.xlsx" in said.toolTip()


def test_a_damaged_file_is_shown_but_nothing_in_it_can_be_changed(window: Show, data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        desk.store.warning = "文件内容已损坏。请从“备份”中恢复最近一份完好的备份。"
        shown = window(desk)
        assert "只能查看：文件内容已损坏。" in texts(shown)
        shown.work.close()


def test_the_window_comes_back_where_it_was(window: Show, desk: Desk, settings: Settings) -> None:
    first = window(desk, 1100, 690)
    first.close()
    settle(first)
    assert settings.geometry
    again = MainWindow(desk, settings, PAGES)
    assert again.height() == 690, "as it was left; the width is that of the test's small screen"
    again.work.close()
    again.deleteLater()


def test_a_failed_backup_is_told_at_the_foot(window: Show, desk: Desk) -> None:
    shown = window(desk)
    assert "已备份" in texts(shown)
    desk.store.backup_fault = "没有做成备份：磁盘已满。"
    desk.store.announce("backups")
    settle(shown)
    assert "没有做成备份：磁盘已满。" in texts(shown)


def test_over_new_year_the_window_shows_the_new_quarter(window: Show, data: Path) -> None:
    day = [datetime(2026, 12, 31, 23, 59)]
    with Desk.open(data, "小李", lambda: day[0]) as desk:
        shown = window(desk)
        shown.go("抽查计划/季度")
        settle(shown)
        assert "2026年第四季度抽查计划" in texts(shown)
        day[0] = datetime(2027, 1, 1, 8, 0)
        clock = shown.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert clock
        clock.timeout.emit()
        settle(shown)
        assert "2027年第一季度抽查计划" in texts(shown)
        assert texts(shown).count("2027年第一季度") > 1, "in the bar on top, too"
        shown.work.close()


def test_nothing_else_is_written_over_a_data_file(window: Show, desk: Desk, data: Path) -> None:
    shown = window(desk)
    written: list[Path] = []
    ask_new_file(shown, "存到哪里", data.with_suffix(".xlsx"), WORKBOOK, written.append)
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(data))
    chooser.close()
    assert "是数据文件的名字" in texts(dialog())
    click(dialog(), "知道了")
    assert written == []


def test_no_dialog_is_waited_for() -> None:
    rooms = (Path(views.__file__).parent).rglob("*.py")
    waiting = {
        f"{room.name}:{call.lineno}"
        for room in rooms
        for call in ast.walk(ast.parse(room.read_text(encoding="utf-8")))
        if isinstance(call, ast.Attribute) and call.attr in ("exec", "exec_", "getOpenFileName")
    }
    assert waiting == set()
