"""系统: the office set right, a backup looked into and put back, the journal searched."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ssj_desktop.desk import Desk
from ssj_desktop.rules.census import FactKind
from ssj_desktop.views.system.backups import BackupsPage
from ssj_desktop.views.system.journal import JournalPage
from ssj_desktop.views.system.office import OfficeData
from ssj_desktop.views.tables import RowTable
from tests.desk.office import OFFICE, code
from tests.views.hands import (
    Stage,
    button,
    child,
    click,
    dialog,
    open_windows,
    settle,
    texts,
    type_text,
)

Show = Callable[..., Stage]


def field(stage: Stage, name: str) -> QLineEdit:
    fields = stage.page.findChildren(QLineEdit)
    return next(found for found in fields if found.accessibleName() == name)


def choose_path(path: Path) -> None:
    chooser = next(window for window in open_windows() if isinstance(window, QFileDialog))
    chooser.fileSelected.emit(str(path))
    chooser.close()


def test_the_steering_group_is_typed_and_kept(stage: Show, desk: Desk) -> None:
    shown = stage(OfficeData, desk)
    assert field(shown, "单位全称").text() == OFFICE.name
    assert "没有修改" in button(shown.page, "保存").toolTip()
    group = child(shown.page, QPlainTextEdit)
    assert group.toPlainText() == "张局长"
    group.clear()
    type_text(group, "张局长\n\n 王队长 \n赵𠮷祥")
    assert shown.page.unsaved()
    click(shown.page, "保存")
    settle(shown)
    wanted = replace(OFFICE, steering_group=("张局长", "王队长", "赵𠮷祥"))
    assert desk.offices.current() == wanted
    assert group.toPlainText() == "张局长\n王队长\n赵𠮷祥"
    assert shown.said == ["本单位信息已保存"]
    assert shown.page.unsaved() == ""


def test_an_edit_is_not_wiped_when_the_office_changes_elsewhere(stage: Show, desk: Desk) -> None:
    shown = stage(OfficeData, desk)
    type_text(field(shown, "备案单位"), "新的")
    desk.offices.set_up(replace(OFFICE, steering_group=("李局长",)))
    settle(shown)
    assert field(shown, "备案单位").text() == f"新的{OFFICE.filing_receiver}"
    click(shown.page, "放弃修改")
    assert field(shown, "备案单位").text() == OFFICE.filing_receiver
    assert child(shown.page, QPlainTextEdit).toPlainText() == "李局长"


def test_a_wrong_prefix_is_told_and_nothing_is_written(stage: Show, desk: Desk) -> None:
    shown = stage(OfficeData, desk)
    prefix = field(shown, "编号前缀")
    prefix.clear()
    type_text(prefix, "lc")
    click(shown.page, "保存")
    settle(shown)
    assert [error.message for error in shown.told] == ["编号前缀“lc”不能用。"]
    assert desk.offices.current() == OFFICE
    assert prefix.text() == "lc"


def test_another_scheme_is_asked_about_first(stage: Show, desk: Desk) -> None:
    shown = stage(OfficeData, desk)
    scheme = child(shown.page, QComboBox)
    scheme.setCurrentIndex(scheme.findData("taijiang-2022"))
    scheme.activated.emit(scheme.currentIndex())
    click(shown.page, "保存")
    assert "要换用另一个方案吗？" in texts(dialog())
    click(dialog(), "取消")
    assert desk.offices.current() == OFFICE
    click(shown.page, "保存")
    click(dialog(), "换用")
    settle(shown)
    assert desk.offices.current() == replace(OFFICE, scheme_id="taijiang-2022")


def test_a_backup_says_what_it_holds_and_what_restoring_would_undo(stage: Show, desk: Desk) -> None:
    shown = stage(BackupsPage, desk)
    click(shown.page, "立即备份")
    settle(shown)
    backup = desk.backups.listed()[0].path
    table = child(shown.page, RowTable)
    assert table.visible()[0].reason == "手工"
    fact = (FactKind.PENALTY, desk.today(), "罚1号", "决定书")
    desk.targets.record_fact(code(3), *fact)
    table.choose(backup)
    table.chosen_changed.emit()
    settle(shown)
    said = texts(shown.page)
    assert "检查对象 40 家，执法人员 7 人，抽查事项 0 项，摇号 0 次" in said
    assert "恢复后，此后的 1 条操作将不在数据文件里" in said
    assert "核对无误，可以恢复" in said
    click(shown.page, "恢复…")
    assert "此后的 1 条操作将不在数据文件里" in texts(dialog())
    click(dialog(), "取消")
    assert shown.restored == []
    click(shown.page, "恢复…")
    click(dialog(), "恢复")
    assert shown.restored == [backup]


def test_a_spoilt_backup_cannot_be_put_back_and_says_why(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    spoilt = tmp_path / "坏的.ssj"
    spoilt.write_bytes(b"not a database at all" * 500)
    shown = stage(BackupsPage, desk)
    click(shown.page, "从别处恢复…")
    choose_path(spoilt)
    settle(shown)
    assert not button(shown.page, "恢复…").isEnabled()
    assert "不能恢复" in button(shown.page, "恢复…").toolTip()
    assert "坏的.ssj" in texts(shown.page)


def test_a_second_place_is_filled_before_it_is_remembered(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(BackupsPage, desk)
    assert "还没有设置第二备份" in texts(shown.page)
    assert not button(shown.page, "现在放一份过去").isEnabled()
    click(shown.page, "选择文件夹…")
    choose_path(tmp_path / "没有这个文件夹")
    settle(shown)
    assert shown.told
    assert shown.page.context.settings.second_place == ""
    disk = tmp_path / "U盘"
    disk.mkdir()
    click(shown.page, "选择文件夹…")
    choose_path(disk)
    settle(shown)
    assert len(list(disk.glob("*.ssj"))) == 1
    assert shown.page.context.settings.second_place == str(disk)
    assert str(disk) in texts(shown.page)
    assert "最近一份" in texts(shown.page)
    click(shown.page, "现在放一份过去")
    settle(shown)
    assert shown.said[-1] == "第二备份已更新，核对无误"


def test_the_journal_is_searched_and_its_chain_is_checked(
    stage: Show, desk: Desk, qtbot: QtBot
) -> None:
    shown = stage(JournalPage, desk)
    table = child(shown.page, RowTable)
    entries = len(table.visible())
    assert entries == 3, "set up, two imports"
    assert "3 条首尾相接，没有被改动" in texts(shown.page)
    desk.targets.record_fact(code(3), FactKind.PENALTY, desk.today(), "罚7号", "决定书")
    settle(shown)
    assert len(table.visible()) == 4
    box = child(shown.page, QLineEdit)
    type_text(box, "罚7号")
    qtbot.waitUntil(lambda: len(table.visible()) == 1)
    assert [line.number for line in table.visible()] == [4]
    box.clear()
    type_text(box, "没有这样的事")
    qtbot.waitUntil(lambda: not table.visible())
    assert "没有符合的记录" in texts(shown.page)
