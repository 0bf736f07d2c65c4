"""What a column says of itself: to a form's drop-down list and to a header's comment."""

import pytest

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS

ALL = [
    pytest.param(field, id=f"{kind}-{field.name}") for kind in RosterKind for field in FIELDS[kind]
]


@pytest.mark.parametrize("field", ALL)
def test_every_word_offered_is_read_as_itself(field: Field) -> None:
    kept = {"是": True, "否": False}
    assert [field.read(word) for word in field.choices] == [
        kept.get(word, word) for word in field.choices
    ]


def test_only_closed_lists_and_flags_offer_words() -> None:
    offered = {field.label: field.choices for field in FIELDS[RosterKind.TARGETS]}
    assert offered["排污许可管理类别"] == ("重点管理", "简化管理", "登记管理", "未纳入")
    assert offered["正面清单"] == ("是", "否")
    assert offered["单位名称"] == offered["信用等级"] == ()


@pytest.mark.parametrize("field", ALL)
def test_a_note_says_first_whether_the_column_must_be_filled_in(field: Field) -> None:
    assert field.note.startswith("必填。" if field.required else "可以不填。")
    assert field.note.endswith("。")
    assert all(word in field.note for word in field.choices)
