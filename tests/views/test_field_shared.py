"""现场检查 where one object stands on two lists, and where records are gone between."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox

from ssj_desktop.desk import Desk
from ssj_desktop.facts.record import RecordBody
from ssj_desktop.facts.task import TaskState
from ssj_desktop.views.field.task_list import TaskList
from ssj_desktop.views.pages.field import Field
from tests.desk.conftest import field, field_data, held
from tests.desk.office import Q1, campaign, campaign_drawn, code, tasks
from tests.views.hands import Stage, button, child, click, picture, settle, texts
from tests.views.test_field import editor, shown

__all__ = ["field", "field_data", "held"]


@pytest.fixture
def joint(field: Desk) -> Desk:
    """The office whose campaign has drawn three sites of the quarter's list."""
    [draw_id] = {row.number.rpartition("-")[0] for row in tasks(field)}
    listed = [target.code for target in field.draws.facts(draw_id).standing]
    three = [code(n) for n in range(40) if code(n) in listed][:3]
    field.targets.tag(three, ["加油站"], [])
    campaign_drawn(field, campaign(field, tags="加油站", amount="3"))
    return field


def pick(page: Stage, name: str, words: str) -> None:
    box = editor(page.page, name)
    assert isinstance(box, QComboBox)
    box.setCurrentText(words)
    settle(page)


def go_to(page: Stage, number: str) -> None:
    child(page.page, TaskList).picked.emit(number)
    settle(page)


def test_lc7_a_joined_task_has_no_papers_and_leads_to_the_one_it_is_joined_into(
    joint: Desk, stage: Callable[..., Stage]
) -> None:
    page = stage(Field, joint)
    joined = next(row for row in tasks(joint) if row.state is TaskState.JOINED)
    pick(page, "只看哪些任务", "一并查")
    assert joined.name in shown(page), "the record seen is one of the list"
    for words in ("打印供签字", "空白表…", "任务单…"):
        tool = button(page.page, words)
        assert not tool.isEnabled()
        assert "一次查完，请在那里填写。" in tool.toolTip()
    assert button(page.page, "打印任务单…").toolTip() == "没有列出要去检查的任务。"
    listed = child(page.page, TaskList)
    heads = [listed.item(n).text() for n in range(listed.count()) if not listed.item(n).flags()]
    assert sum(int(head.partition("　")[2].partition(" 家一并查")[0]) for head in heads) == 3
    picture(page.page, "field_joined")
    click(page.page, "去那一家")
    settle(page)
    assert f"任务 {joined.into}" in shown(page)
    assert f"一并检查：{Q1}油气回收专项（任务 {joined.number}）" in shown(page)
    assert button(page.page, "打印供签字").isEnabled()
    assert listed.currentItem().text() == joined.name
    picture(page.page, "field_leading")


def test_one_alone_on_its_list_has_nothing_to_lead_to(
    joint: Desk, stage: Callable[..., Stage]
) -> None:
    page = stage(Field, joint)
    shared = {row.code for row in tasks(joint) if row.into}
    go_to(page, next(row.number for row in tasks(joint) if row.code not in shared))
    assert "一并检查" not in texts(page.page)


def test_nobody_of_another_record_is_offered_as_lead(
    field: Desk, stage: Callable[..., Stage]
) -> None:
    first, second = tasks(field)[:2]
    body = field.records.card(first.number).body
    strange = RecordBody({**body.texts, "lead": "149900999"}, body.checks)
    field.records.fill(first.number, strange)
    page = stage(Field, field)
    assert "149900999" in offered(page)
    go_to(page, second.number)
    team = [name for _, name in field.records.card(second.number).team]
    assert offered(page) == ["", *team]
    go_to(page, first.number)
    assert "149900999" in offered(page)


def offered(page: Stage) -> list[str]:
    seat = editor(page.page, "主办")
    assert isinstance(seat, QComboBox)
    return [seat.itemText(place) for place in range(seat.count())]
