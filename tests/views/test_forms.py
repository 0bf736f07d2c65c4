"""Forms: what is typed, what was there before, and where the fault is said."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ssj_desktop.views.forms import Form
from tests.views.hands import child, texts, type_text


@pytest.fixture
def form() -> Iterator[Form]:
    made = Form()
    made.line("name", "单位名称", "照营业执照")
    made.choice("status", "状态", [("在产", "在产"), ("停产", "停产（停产半年以上）")])
    made.paragraph("content", "内容")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_what_is_shown_is_not_an_edit_but_what_is_typed_is(form: Form) -> None:
    edits: list[int] = []
    form.edited.connect(lambda: edits.append(1))
    form.fill({"name": "𠮷祥污水处理厂", "status": "停产", "content": "一\n二", "gone": "x"})
    assert not form.dirty
    assert edits == []
    type_text(child(form, QLineEdit), "（新）")
    assert form.dirty
    assert edits
    assert form.texts() == {"name": "（新）𠮷祥污水处理厂", "status": "停产", "content": "一\n二"}


def test_typing_in_a_paragraph_is_an_edit_too(form: Form) -> None:
    edits: list[int] = []
    form.edited.connect(lambda: edits.append(1))
    form.activateWindow()
    type_text(child(form, QPlainTextEdit), "大气污染防治法")
    assert form.texts()["content"] == "大气污染防治法"
    assert edits


def test_a_word_that_is_no_longer_offered_stays(form: Form) -> None:
    form.fill({"status": "试生产"})
    assert form.texts()["status"] == "试生产"
    assert child(form, QComboBox).currentText() == "试生产"


def test_the_fault_stands_beside_its_field_and_goes_with_the_next_record(form: Form) -> None:
    form.blame({"name": "没有填单位名称。"})
    assert "没有填单位名称。" in texts(form)
    form.fill({"name": "甲"})
    assert "没有填单位名称。" not in texts(form)
