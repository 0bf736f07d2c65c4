"""What a clerk types is kept, and for the entry that was seen, however busy the worker is."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.settings import Settings
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.rosters.entry_card import EntryCard
from ssj_desktop.views.rosters.targets import Targets
from ssj_desktop.views.system.office import OfficeData
from ssj_desktop.views.system.second_place import SecondPlace
from ssj_desktop.views.tables import RowTable
from tests.views.hands import Stage, button, child, click, dialog, settle, texts, type_text

Window = Callable[[Desk], MainWindow]


def field(root: QWidget, label: str) -> QLineEdit:
    (found,) = [part for part in root.findChildren(QLineEdit) if part.accessibleName() == label]
    return found


def sites(window: MainWindow) -> tuple[QWidget, RowTable, QWidget]:  # type: ignore[type-arg]
    window.go("名录库/检查对象")
    settle(window)
    page = child(window, Targets)
    return page, page.table, child(page, EntryCard)


def keep_worker_busy(window: MainWindow, seconds: float) -> None:
    """As reading 50,000 sites does, behind which whatever is asked for next has to wait."""
    window.work.read(window, lambda: time.sleep(seconds), lambda _: None)


def test_a_new_site_is_seen_once_it_is_saved_and_not_another_empty_form(
    desk: Desk, window: Window
) -> None:
    shown = window(desk)
    page, _, card = sites(shown)
    click(page, "新增")
    settle(shown)
    type_text(field(card, "单位名称"), "新来的厂")
    click(card, "保存")
    settle(shown)
    assert "新来的厂" in texts(card)
    assert "新增检查对象" not in texts(card)
    assert field(card, "单位名称").text() == "新来的厂"


def test_what_is_typed_while_a_save_waits_is_still_there_and_still_to_be_saved(
    desk: Desk, window: Window
) -> None:
    shown = window(desk)
    _, table, card = sites(shown)
    row = table.visible()[0]
    table.opened.emit(row)
    settle(shown)
    name = field(card, "单位名称")
    name.end(False)
    type_text(name, "甲")
    keep_worker_busy(shown, 0.1)
    click(card, "保存")
    type_text(name, "乙")
    settle(shown)
    assert desk.targets.card(row.code).name == f"{row.name}甲"
    assert name.text() == f"{row.name}甲乙"
    assert "有修改，还没有保存" in texts(card)
    click(card, "放弃修改")
    assert name.text() == f"{row.name}甲"


def test_what_is_typed_before_the_site_clicked_is_seen_goes_to_no_site(
    desk: Desk, window: Window
) -> None:
    shown = window(desk)
    _, table, card = sites(shown)
    first, second = table.visible()[:2]
    table.opened.emit(first)
    settle(shown)
    keep_worker_busy(shown, 0.1)
    table.opened.emit(second)
    type_text(field(card, "单位名称"), "甲")
    button(card, "保存").click()
    settle(shown)
    assert field(card, "单位名称").text() == second.name
    assert [desk.targets.card(row.code).name for row in (first, second)] == [
        first.name,
        second.name,
    ]


def test_the_card_of_a_site_whose_import_is_taken_back_goes_away(
    desk: Desk, window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "名录.csv"
    file.write_text("企业名称,统一社会信用代码\n误导入的厂,91140524MA0K12348M\n", encoding="utf-8")
    number = desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, file))
    shown = window(desk)
    _, table, card = sites(shown)
    table.opened.emit(table.visible()[-1])
    settle(shown)
    assert field(card, "单位名称").text() == "误导入的厂"
    desk.imports.take_back(number)
    settle(shown)
    assert card.isHidden()


def test_the_wheel_scrolls_a_form_and_changes_no_scheme(
    desk: Desk, stage: Callable[..., Stage]
) -> None:
    page = stage(OfficeData, desk).page
    scheme = child(page, QComboBox)
    before, middle, notch = scheme.currentIndex(), QPointF(scheme.rect().center()), QPoint(0, -120)
    event = QWheelEvent(
        middle,
        scheme.mapToGlobal(middle),
        notch,
        notch,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scheme, event)
    assert scheme.currentIndex() == before
    assert page.unsaved() == ""


def test_a_second_place_that_cannot_be_remembered_is_told_of_in_plain_words(
    desk: Desk, window: Window, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    settings.file = tmp_path / "文件" / "设置.json"
    (tmp_path / "U盘").mkdir()
    settings.second_place = str(tmp_path / "U盘")
    shown = window(desk)
    shown.go("系统/备份")
    settle(shown)
    click(child(shown, SecondPlace), "现在放一份过去")
    settle(shown)
    assert list((tmp_path / "U盘").glob("*.ssj"))
    assert "设置.json" in texts(dialog())
    dialog().close()
