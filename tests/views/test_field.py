"""The page 现场检查: a record typed, kept, printed, brought back and judged."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ssj_desktop.desk import Desk
from ssj_desktop.facts.record import BY_OTHERS
from ssj_desktop.views.field.check_rows import CheckRow
from ssj_desktop.views.field.record_side import RecordSide
from ssj_desktop.views.field.task_list import TaskList
from ssj_desktop.views.pages.field import Field
from ssj_desktop.views.picker import Picker
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.tables import RowTable
from tests.desk.conftest import field, field_data, held
from tests.desk.office import AFTERNOON, filled, signed, tasks
from tests.views.hands import Stage, button, child, click, open_windows, settle, texts, type_text
from tests.views.importing import drop_on

__all__ = ["field", "field_data", "held"]


class Clock:
    """The afternoon of the draw, and later."""

    def __init__(self) -> None:
        self.now = AFTERNOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def page(field: Desk, stage: Callable[..., Stage]) -> Iterator[Stage]:
    yield stage(Field, field)
    for window in open_windows():
        if isinstance(window, Preview):
            window.close()


def editor(root: QWidget, name: str) -> QWidget:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    found = [
        it for kind in kinds for it in root.findChildren(kind)
        if it.accessibleName() == name and it.isVisibleTo(root)
    ]  # fmt: skip
    assert len(found) == 1, f"{len(found)} × {name}"
    return found[0]


def retype(stage: Stage, name: str, text: str) -> None:
    field = editor(stage.page, name)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    type_text(field, text)


def wait_kept(stage: Stage) -> None:
    """Wait as long as typing may be lost, and no longer."""
    QTest.qWait(900)
    settle(stage)


def fill_in(stage: Stage) -> None:
    """Type a whole record as an officer does."""
    retype(stage, "开始时间", "2026-01-08 14:00")
    retype(stage, "结束时间", "2026-01-08 15:10")
    retype(stage, "现场负责人", "孙𠮷")
    retype(stage, "现场情况", "正在生产，\t废气治理设施运行正常。")
    for row in stage.page.findChildren(CheckRow):
        click(row, "未发现问题")


def save(stage: Stage, paper: Preview) -> None:
    """Save what is looked at, as one does without a printer, and close it."""
    click(paper, "另存为…")
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(Path(tempfile.mkdtemp()) / "存.pdf"))
    chooser.close()
    settle(stage)
    paper.close()
    QApplication.processEvents()


def print_it(stage: Stage) -> None:
    """Have the record made and take it away to be signed."""
    click(stage.page, "打印供签字")
    settle(stage)
    [paper] = previews()
    save(stage, paper)


def shown(stage: Stage) -> str:
    return texts(child(stage.page, RecordSide))


def previews() -> list[Preview]:
    return [it for it in open_windows() if isinstance(it, Preview)]


def test_tasks_stand_squad_by_squad_and_the_first_is_open(page: Stage, field: Desk) -> None:
    listed = child(page.page, TaskList)
    heads = [listed.item(n).text() for n in range(listed.count()) if not listed.item(n).flags()]
    rows = tasks(field)
    sizes = {
        squad: sum(row.squad == squad for row in rows) for squad in ("一分队", "二分队", "三分队")
    }
    assert heads == [f"{squad}　{size} 家，已办结 0" for squad, size in sizes.items()]
    assert listed.currentItem().text() == rows[0].name
    assert rows[0].name in shown(page)
    assert f"任务 {rows[0].number}" in shown(page)


def test_what_is_typed_is_in_the_file_within_two_seconds(page: Stage, field: Desk) -> None:
    number = tasks(field)[0].number
    retype(page, "现场情况", "正在生")
    wait_kept(page)
    assert field.records.card(number).body.texts["narrative"] == "正在生"
    assert "已自动保存" in shown(page)
    assert "还差" in shown(page)


def test_the_cursor_stays_while_what_is_typed_is_kept(page: Stage) -> None:
    retype(page, "现场情况", "前后")
    narrative = editor(page.page, "现场情况")
    assert isinstance(narrative, QPlainTextEdit)
    QTest.keyClick(narrative, Qt.Key.Key_Left)
    wait_kept(page)
    type_text(narrative, "中")
    assert narrative.toPlainText() == "前中后"


def test_another_task_is_opened_and_nothing_typed_gets_lost_or_mixed(
    page: Stage, field: Desk
) -> None:
    first, second = tasks(field)[:2]
    retype(page, "现场情况", "第一家的话")
    listed = child(page.page, TaskList)
    listed.setCurrentRow(listed.currentRow() + 1)  # at once, before the pause is over
    settle(page)
    assert second.name in shown(page)
    narrative = editor(page.page, "现场情况")
    assert isinstance(narrative, QPlainTextEdit)
    assert narrative.toPlainText() == ""
    assert field.records.card(first.number).body.texts["narrative"] == "第一家的话"
    assert field.records.card(second.number).saved_at is None


def test_what_is_missing_is_said_at_its_field_and_nothing_is_printed(
    page: Stage, field: Desk
) -> None:
    retype(page, "开始时间", "8号下午")
    click(page.page, "打印供签字")
    settle(page)
    assert previews() == []
    said = shown(page)
    assert "请写成 2026-10-08 09:00 这样的时间。" in said
    assert "没有填写结束时间。" in said
    assert "第 1 项“污染防治设施建设运行情况”还没有结论。" in said
    assert "还不能打印" in said
    assert field.records.card(tasks(field)[0].number).printed_at is None


def test_typed_and_printed_in_one_breath_prints_what_was_typed(page: Stage, field: Desk) -> None:
    number = tasks(field)[0].number
    fill_in(page)
    click(page.page, "打印供签字")  # the pause of the typing is not over
    settle(page)
    [paper] = previews()
    assert paper.windowTitle() == f"现场检查记录 {number}"  # names stay out of printers' queues
    card = field.records.card(number)
    assert card.body.texts["contact"] == "孙𠮷"
    assert card.printed_at is None, "it was only looked at"
    save(page, paper)
    assert field.records.card(number).printed_at
    assert "打印供签字" in shown(page)


def test_signed_scanned_judged_and_closed(page: Stage, field: Desk, tmp_path: Path) -> None:
    number = tasks(field)[0].number
    fill_in(page)
    print_it(page)
    click(page.page, "登记签字…")
    click(page.page, "登记")
    settle(page)
    assert "2026-01-08 已签" in shown(page)
    assert not editor(page.page, "现场情况").isEnabled()
    photo = tmp_path / "签字页.jpg"
    Image.new("L", (60, 80), 200).save(photo)
    drop(page, photo)
    assert [scan.name for scan in field.records.card(number).scans] == ["签字页.jpg"]
    assert button(page.page, "签字页.jpg")
    click(page.page, "认定结果…")
    box = editor(page.page, "认定结果")
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(1, box.count())] == [
        "未发现问题", "发现问题已责令改正", "发现违法行为已立案查处",
    ]  # fmt: skip
    box.setCurrentText("未发现问题")
    click(page.page, "认定")
    settle(page)
    assert "2026-01-08 未发现问题" in shown(page)
    assert "已办结 1" in texts(page.page)


def drop(stage: Stage, file: Path) -> None:
    drop_on(child(stage.page, RecordSide), file)
    settle(stage)


def test_a_file_that_is_no_scan_is_told_plainly(page: Stage, field: Desk, tmp_path: Path) -> None:
    filled(field, tasks(field)[0].number)
    settle(page)
    word = tmp_path / "笔录.docx"
    word.write_bytes(b"PK word")
    drop(page, word)
    [told] = page.told
    assert "“笔录.docx”不是 PDF，也不是 JPG、PNG 图片。" in str(told)


def test_a_phrase_comes_in_and_tab_goes_from_blank_to_blank(page: Stage) -> None:
    click(page.page, "插入常用语（Ctrl+J）")
    settle(page)
    search = editor(page.page, "搜索常用语")
    assert isinstance(search, QLineEdit)
    type_text(search, "脱硫塔")
    child(child(page.page, Picker), RowTable).selectRow(0)
    narrative = editor(page.page, "现场情况")
    assert isinstance(narrative, QPlainTextEdit)
    assert narrative.toPlainText().startswith("脱硫塔循环液 pH 值显示为____")
    type_text(narrative, "7.2")
    QTest.keyClick(narrative, Qt.Key.Key_Tab)
    type_text(narrative, "900")
    assert narrative.toPlainText().startswith(
        "脱硫塔循环液 pH 值显示为7.2，除尘器压差900帕，运行记录填写至____"
    )


def test_now_is_typed_by_a_click(page: Stage) -> None:
    click(page.page, "现在开始检查")
    started = editor(page.page, "开始时间")
    assert isinstance(started, QLineEdit)
    assert started.text().startswith("2026-01-08 16:0")


def test_the_list_is_searched_and_filtered_and_its_sheets_are_one_job(
    page: Stage, field: Desk
) -> None:
    signed(field, tasks(field)[0].number)
    settle(page)
    search = editor(page.page, "搜索任务")
    type_text(search, "企业20")
    assert "列出 1 家；共 31 家" in texts(page.page)
    click(page.page, "打印任务单…")
    settle(page)
    [paper] = previews()
    assert paper.windowTitle() == "检查任务单（1 份）"
    assert isinstance(search, QLineEdit)
    search.clear()
    box = editor(page.page, "只看哪些任务")
    assert isinstance(box, QComboBox)
    box.setCurrentText("待认定")
    assert "列出 1 家；共 31 家" in texts(page.page)


def test_before_the_lottery_the_page_says_what_to_do_first(
    desk: Desk, stage: Callable[..., Stage]
) -> None:
    page = stage(Field, desk)
    assert "2026年第一季度还没有摇号，没有检查任务。" in texts(page.page)
    click(page.page, "去摇号")
    assert page.went == ["摇号"]


def test_the_segments_are_reached_by_the_keyboard(page: Stage) -> None:
    row = page.page.findChildren(CheckRow)[0]
    fine = next(it for it in row.findChildren(QPushButton) if it.text() == "发现问题")
    fine.setFocus()
    QTest.keyClick(fine, Qt.Key.Key_Space)
    assert row.check.conclusion == "发现问题"


def test_a_hired_institution_is_told_to_be_no_inspector(page: Stage) -> None:
    """N-14: it may help, but two inspectors must be there."""
    box = next(it for it in page.page.findChildren(QCheckBox) if it.text() == BY_OTHERS)
    assert "仍须两名执法人员到场" not in shown(page)
    box.click()
    assert "仍须两名执法人员到场" in shown(page)
