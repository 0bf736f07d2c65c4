"""What a hard reviewer did to the page 现场检查, each story once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from ssj_desktop.desk import Desk
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import METHODS, RecordBody
from ssj_desktop.views.field.record_side import RecordSide
from ssj_desktop.views.field.task_list import TaskList
from ssj_desktop.views.pages.field import Field
from tests.desk.conftest import field, field_data, held
from tests.desk.office import Q1, answer, filled, printed, tasks
from tests.views.hands import Stage, child, click, dialog, settle, texts
from tests.views.importing import drop_on
from tests.views.test_field import editor, retype, shown, wait_kept

__all__ = ["field", "field_data", "held"]


@pytest.fixture
def page(field: Desk, stage: Callable[..., Stage]) -> Stage:
    return stage(Field, field)


def go_to(page: Stage, place: int) -> None:
    """Pick the n-th task of the list, counted from 1."""
    child(page.page, TaskList).setCurrentRow(place)
    settle(page)


def narrative(page: Stage) -> str:
    found = editor(page.page, "现场情况")
    assert isinstance(found, QPlainTextEdit)
    return found.toPlainText()


def refusing(field: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the disk refuse every record."""

    def full(_: str, __: RecordBody) -> None:
        raise DeskError("磁盘已满。", "请腾出空间。")

    monkeypatch.setattr(field.records, "fill", full)


def test_back_at_a_record_that_could_not_be_kept_its_own_words_are_there(
    page: Stage, field: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (row.number for row in tasks(field)[:2])
    filled(field, second, narrative="乙厂的记录")
    settle(page)
    with monkeypatch.context() as patch:
        refusing(field, patch)
        retype(page, "现场情况", "甲厂的记录")
        go_to(page, 2)
        assert narrative(page) == "乙厂的记录"
        go_to(page, 1)
        assert narrative(page) == "甲厂的记录"
    retype(page, "现场情况", "甲厂的记录，补一句")
    wait_kept(page)
    assert field.records.card(first).body.texts["narrative"] == "甲厂的记录，补一句"
    assert field.records.card(second).body.texts["narrative"] == "乙厂的记录"


def test_every_way_of_inspecting_stays_ticked(page: Stage, field: Desk) -> None:
    number = tasks(field)[0].number
    boxes = [it for it in page.page.findChildren(QCheckBox) if it.text() in METHODS]
    for box in boxes:
        box.setChecked(False)
        box.click()
    wait_kept(page)
    go_to(page, 2)
    go_to(page, 1)
    assert [box.text() for box in boxes if box.isChecked()] == list(METHODS)
    assert field.records.card(number).facts.methods == METHODS


def test_what_is_kept_at_closing_is_the_last_and_no_note_comes_after_it(
    page: Stage, field: Desk
) -> None:
    retype(page, "现场情况", "一二")
    side = child(page.page, RecordSide)
    side.flush()  # the note waits on the worker's thread
    retype(page, "现场情况", "一二三四五")
    side.keep_typed()
    settle(page)
    number = tasks(field)[0].number
    assert field.records.card(number).body.texts["narrative"] == "一二三四五"


def test_a_sentence_typed_after_printing_is_not_signed_unseen(page: Stage, field: Desk) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    printed(field, number)
    settle(page)
    click(page.page, "登记签字…")
    retype(page, "现场情况", "又加一句")
    click(page.page, "登记")
    settle(page)
    assert "打印以后又改过" in shown(page)
    card = field.records.card(number)
    assert card.signing is None
    assert card.body.texts["narrative"] == "又加一句"


def test_a_record_that_is_settled_meanwhile_stops_no_other(page: Stage, field: Desk) -> None:
    gone, draw_id = tasks(field)[0], field.draws.held_in(Q1)
    retype(page, "现场情况", "作废那家的话")
    field.redraws.void(
        draw_id, gone.code, VoidGround.DEREGISTERED, evidence="注销 2 号", approved_by="张局长"
    )
    answer(field, draw_id)
    wait_kept(page)
    assert "已经作废" in texts(dialog())
    click(dialog(), "知道了")
    settle(page)
    retype(page, "现场情况", "别家的话")
    wait_kept(page)
    now = next(row for row in tasks(field) if row.name in shown(page))
    assert field.records.card(now.number).body.texts["narrative"] == "别家的话"


def test_a_half_filled_signature_is_asked_about_before_another_task_is_seen(
    page: Stage, field: Desk
) -> None:
    first, second = tasks(field)[:2]
    filled(field, first.number)
    printed(field, first.number)
    settle(page)
    click(page.page, "登记签字…")
    retype(page, "在场见证人", "赵某")
    go_to(page, 2)
    assert "签字还没有登记。" in texts(dialog())
    click(dialog(), "取消")
    assert first.name in shown(page)
    go_to(page, 2)
    click(dialog(), "不登记，换一家")
    settle(page)
    assert second.name in shown(page)


def test_a_scan_dropped_before_anything_is_typed_is_refused_aloud(
    page: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "签字页.pdf"
    file.write_bytes(b"%PDF-1.7 startxref %%EOF")
    drop_on(child(page.page, RecordSide), file)
    assert "记录还没有开始填写。" in texts(dialog())
    click(dialog(), "知道了")
