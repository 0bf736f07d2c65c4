"""The program put together: files begun, opened, left and restored; a bug owned up to."""

import gc
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from ssj_desktop.app import Program, keep_log
from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings
from ssj_desktop.views import alerts
from ssj_desktop.views.first_start import FirstStart
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.waiting import Waiting
from tests.desk.office import OFFICE, ticking
from tests.views.hands import child, click, dialog, picture, settle, texts, type_text


@pytest.fixture
def program(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    made = Program(settings)
    yield made
    made.close()
    if made.window:
        made.window.hide()
        made.window.deleteLater()


def window(program: Program) -> MainWindow:
    """Return the window that is there once everything asked for is done."""
    shown = None
    while shown is not program.window:
        shown = program.window
        assert isinstance(shown, MainWindow | Waiting), shown
        settle(shown)
    assert isinstance(shown, MainWindow)
    return shown


def leave(program: Program) -> None:
    shown = window(program)
    shown.close()
    settle(shown)
    QApplication.processEvents()
    assert program.desk is None


def test_a_new_office_has_its_window_and_finds_it_again_next_time(
    program: Program, tmp_path: Path
) -> None:
    program.start(None)
    assert isinstance(program.window, FirstStart)
    data = tmp_path / "分局.ssj"
    program.window.begun.emit(data, "方敏", OFFICE)
    buttons = window(program).findChildren(QPushButton)
    assert f"{OFFICE.name} · 方敏" in [button.text() for button in buttons]
    assert program.desk is not None
    assert program.desk.offices.current() == OFFICE
    leave(program)
    program.start(None)
    assert window(program).context.desk.store.path == data
    assert program.settings.clerk == "方敏"


def test_a_refused_office_leaves_no_file_behind(program: Program, tmp_path: Path) -> None:
    program.start(None)
    first = program.window
    assert isinstance(first, FirstStart)
    first.begun.emit(tmp_path / "分局.ssj", "方敏", replace(OFFICE, code_prefix="小写"))
    assert "编号前缀“小写”不能用。" in texts(dialog())
    click(dialog(), "知道了")
    assert program.window is first
    assert not list(tmp_path.glob("分局*"))


def test_the_newcomer_is_shown_the_made_up_county(program: Program) -> None:
    program.settings.clerk = ""
    program.start(None, try_demo=True)
    waiting = program.window  # at once: it takes seconds
    assert isinstance(waiting, Waiting)
    assert "正在准备虚构的青岭县……" in texts(waiting)
    waiting.close()
    assert waiting.isVisible(), "nothing is left half made"
    picture(waiting, "waiting")
    assert "虚构的青岭县" in texts(window(program))
    assert len(window(program).context.desk.targets.rows()) == 236
    window(program).left.emit()
    first = program.window
    assert isinstance(first, FirstStart)
    [clerk] = [it for it in first.findChildren(QLineEdit) if it.accessibleName() == "经办人"]
    assert clerk.text() == "", "who comes to stay gives a name"


def test_a_county_that_cannot_be_made_is_told_where_another_file_can_be_begun(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    program.start(None, try_demo=True)
    settle(program.window)
    assert isinstance(program.window, FirstStart)
    click(dialog(), "知道了")


def test_a_fault_before_there_is_a_window_is_told_and_stays_to_be_read() -> None:
    alerts.tell(None, DeskError("找不到数据文件。", "请接上移动硬盘。"))
    gc.collect()
    assert "请接上移动硬盘。" in texts(dialog())
    click(dialog(), "知道了")


def test_a_file_that_somebody_else_has_open_is_told(program: Program, data: Path) -> None:
    with Desk.open(data, "别人", ticking()):
        program.start(data)
        assert "正在使用它" in texts(dialog())
        # A backup is for a lost file; this one is only in use.
        assert [found.text() for found in dialog().findChildren(QPushButton)] == ["知道了"]
        assert isinstance(program.window, FirstStart)
        click(dialog(), "知道了")


def test_a_destroyed_file_is_put_back_from_its_backup(program: Program, data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        desk.backups.take()
    data.write_bytes(b"gone with the power" * 1000)
    program.start(data)
    offers = [found.text() for found in dialog().findChildren(QPushButton)]
    click(dialog(), next(offer for offer in offers if "的备份恢复" in offer))
    assert len(window(program).context.desk.targets.rows()) == 40
    assert list(data.parent.glob("*恢复前*"))


def test_a_backup_is_restored_from_the_page_and_the_window_comes_back(
    program: Program, data: Path
) -> None:
    program.start(data)
    backup = window(program).context.desk.backups.take().path
    window(program).context.desk.offices.set_up(replace(OFFICE, steering_group=("王局长",)))
    window(program).context.restore(backup)
    assert window(program).context.desk.offices.current() == OFFICE
    assert "已恢复；原来的文件放在" in texts(window(program))


def test_a_backup_that_cannot_be_put_back_is_told_of_and_the_file_stays_open(
    program: Program, data: Path, tmp_path: Path
) -> None:
    program.start(data)
    torn = tmp_path / "撕坏的.ssj"
    torn.write_bytes(b"half a file" * 1000)
    window(program).context.restore(torn)
    assert len(window(program).context.desk.targets.rows()) == 40
    assert "撕坏的" in texts(dialog())
    click(dialog(), "知道了")


def test_a_data_file_that_has_gone_is_missed_and_put_back_from_its_backup(
    program: Program, data: Path
) -> None:
    program.start(data)
    window(program).context.desk.backups.take()
    leave(program)
    data.unlink()
    program.start(None)
    assert f"找不到数据文件“{data}”" in texts(dialog())
    offers = [found.text() for found in dialog().findChildren(QPushButton)]
    click(dialog(), next(offer for offer in offers if "的备份恢复" in offer))
    assert len(window(program).context.desk.targets.rows()) == 40


def test_a_mistyped_path_is_told_of_and_makes_no_file(program: Program, tmp_path: Path) -> None:
    program.start(tmp_path / "没有的文件夹" / "分局.ssj")
    assert "找不到数据文件" in texts(dialog())
    click(dialog(), "知道了")
    assert isinstance(program.window, FirstStart)
    assert not (tmp_path / "没有的文件夹").exists()


def test_another_clerk_takes_over_and_the_journal_says_so(program: Program, data: Path) -> None:
    program.start(data)
    old = window(program)
    action = next(it for it in old.findChildren(QAction) if it.text() == "更换经办人…")
    action.trigger()
    name = child(dialog(), QLineEdit)
    name.clear()
    type_text(name, "赵𠮷祥")
    click(dialog(), "更换")
    shown = window(program)
    assert shown is not old
    shown.context.desk.offices.set_up(replace(OFFICE, steering_group=()))
    assert shown.context.desk.journal.search()[0].who == "赵𠮷祥"


def test_leaving_with_something_unsaved_asks_first(program: Program, data: Path) -> None:
    program.start(data)
    shown = window(program)
    shown.go("系统/本单位")
    settle(shown)
    type_text(shown.shown.findChildren(QLineEdit)[0], "新的")
    shown.close()
    assert "本单位的修改还没有保存。" in texts(dialog())
    click(dialog(), "取消")
    assert shown.isVisible()
    shown.close()
    click(dialog(), "不保存，离开")
    settle(shown)
    QApplication.processEvents()
    assert not shown.isVisible()
    assert program.desk is None
    with Desk.open(data, "小李", ticking()) as desk:
        assert desk.offices.current() == OFFICE


def test_the_second_backup_is_made_on_leaving(program: Program, data: Path, tmp_path: Path) -> None:
    program.settings.second_place = str(tmp_path / "U盘")
    (tmp_path / "U盘").mkdir()
    program.start(data)
    window(program).context.desk.offices.set_up(replace(OFFICE, steering_group=()))
    leave(program)
    assert len(list((tmp_path / "U盘").glob("*.ssj"))) == 1


def test_an_unplugged_second_disk_stops_nobody_from_leaving(
    program: Program, data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program.settings.second_place = str(tmp_path / "没插的盘")
    program.start(data)
    leave(program)
    assert "second backup" in caplog.text


def test_a_bug_is_logged_and_owned_up_to_and_the_program_goes_on(
    program: Program, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = keep_log(tmp_path / "运行记录" / "ssj.log")
    program.own_up_to_bugs(log)
    program.start(data)
    shown = window(program)
    shown.work.verb(shown, "正在保存……", lambda: str(1 // 0), shown.say)
    settle(shown)
    assert "程序出了一个差错" in texts(dialog())
    assert str(log) in texts(dialog())
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    click(dialog(), "继续使用")
    shown.context.desk.offices.set_up(replace(OFFICE, steering_group=()))
    for handler in logging.getLogger().handlers[:]:
        if getattr(handler, "baseFilename", "") == str(log):
            logging.getLogger().removeHandler(handler)
            handler.close()
