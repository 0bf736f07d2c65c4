"""回避: who must not inspect whom is registered, found and ended."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ssj_desktop.desk import Desk
from ssj_desktop.facts.roster import RecusalRow
from ssj_desktop.views.rosters.recusals import Recusals
from ssj_desktop.views.tables import RowTable
from tests.desk.office import code
from tests.views.hands import Stage, click, dialog, settle, texts, type_text

Show = Callable[..., Stage]
TODAY = date(2026, 1, 8)  # tests.desk.office.ticking


@pytest.fixture
def recusals(stage: Show, desk: Desk) -> Stage:
    people = {row.name: row.code for row in desk.inspectors.rows()}
    desk.inspectors.recuse(people["甲某"], code(7), "配偶在该企业任职")
    desk.inspectors.recuse(people["乙某"], code(8), "曾任该企业顾问")
    desk.inspectors.recuse(people["丙某"], None, "长期病假")
    desk.inspectors.lift(people["乙某"], code(8), "满三年")
    return stage(Recusals, desk)


def table(stage: Stage) -> RowTable[RecusalRow]:
    assert isinstance(stage.page, Recusals)
    return stage.page.table


def shown(stage: Stage) -> list[list[str]]:
    return table(stage).visible_table()[1]


def field(stage: Stage, name: str) -> QLineEdit:
    fields = stage.page.findChildren(QLineEdit)
    return next(it for it in fields if it.accessibleName() == name and it.isVisible())


def check(stage: Stage, words: str) -> None:
    boxes = stage.page.findChildren(QCheckBox)
    next(box for box in boxes if box.text() == words and box.isVisible()).click()


def pick(stage: Stage, kind: str, typed: str) -> None:
    """Search among people (人员) or sites (对象) and take the first found."""
    type_text(field(stage, f"搜索{kind}"), typed)
    tables = stage.page.findChildren(RowTable)
    QTest.keyClick(next(it for it in tables if it.accessibleName() == f"选{kind}"), Qt.Key.Key_Down)


def open_row(stage: Stage, place: int) -> None:
    table(stage).selectRow(place)
    QTest.keyClick(table(stage), Qt.Key.Key_Return)
    settle(stage)


def test_those_in_force_stand_first_and_can_be_had_alone(recusals: Stage) -> None:
    assert shown(recusals) == [
        ["丙某", "全部对象", "长期病假", "现行"],
        ["甲某", "企业07", "配偶在该企业任职", "现行"],
        ["乙某", "企业08", "曾任该企业顾问", "2026-01-08"],
    ]
    check(recusals, "只看现行")
    assert [row[0] for row in shown(recusals)] == ["丙某", "甲某"]
    type_text(field(recusals, "搜索回避"), "peiou qy")
    assert shown(recusals) == []
    click(recusals.page, "清除筛选")
    assert len(shown(recusals)) == 3


def test_a_recusal_is_registered_with_the_person_and_the_site_found_by_initials(
    recusals: Stage, desk: Desk
) -> None:
    click(recusals.page, "新增")
    settle(recusals)
    click(recusals.page, "登记回避")
    assert "没有选人员" in texts(recusals.page)
    pick(recusals, "人员", "dm")
    click(recusals.page, "登记回避")
    assert "没有选对象" in texts(recusals.page)
    pick(recusals, "对象", "qy12")
    type_text(field(recusals, "原因"), "父亲是该企业股东")
    assert recusals.page.unsaved() == "“登记回避”还没有保存。"
    QTest.keyClick(field(recusals, "原因"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(recusals)
    new = desk.inspectors.recusals()[0]
    assert (new.inspector, new.target, new.reason) == ("丁某", "企业12", "父亲是该企业股东")
    assert shown(recusals)[0] == ["丁某", "企业12", "父亲是该企业股东", "现行"]
    assert recusals.page.unsaved() == ""


def test_somebody_is_barred_from_every_site(recusals: Stage, desk: Desk) -> None:
    click(recusals.page, "新增")
    settle(recusals)
    pick(recusals, "人员", "dm")
    check(recusals, "对全部对象都回避")
    type_text(field(recusals, "原因"), "借调在外")
    click(recusals.page, "登记回避")
    settle(recusals)
    new = desk.inspectors.recusals()[0]
    assert (new.inspector, new.target_code) == ("丁某", None)


def test_a_recusal_is_ended_from_the_table(recusals: Stage, desk: Desk) -> None:
    open_row(recusals, 1)
    assert "甲某回避企业07\n" in texts(recusals.page)
    click(recusals.page, "解除…")
    click(recusals.page, "解除回避")
    assert "请写明利害关系已不存在的依据" in texts(recusals.page)
    type_text(field(recusals, "依据"), "配偶已离职")
    click(recusals.page, "解除回避")
    settle(recusals)
    ended = {row.inspector: row.lifted_on for row in desk.inspectors.recusals()}
    assert ended == {"丙某": None, "甲某": TODAY, "乙某": TODAY}


def test_an_ended_one_can_only_be_looked_at(recusals: Stage) -> None:
    open_row(recusals, 2)
    assert "已于 2026-01-08 解除" in texts(recusals.page)
    with pytest.raises(AssertionError):
        click(recusals.page, "解除…")


def test_leaving_a_half_filled_form_asks_first(recusals: Stage) -> None:
    click(recusals.page, "新增")
    settle(recusals)
    type_text(field(recusals, "原因"), "借调")
    open_row(recusals, 0)
    click(dialog(), "取消")
    assert field(recusals, "原因").text() == "借调"
    open_row(recusals, 0)
    click(dialog(), "不保存")
    settle(recusals)
    assert "丙某回避全部对象" in texts(recusals.page)


def test_without_any_recusal_the_page_says_what_they_are_for(stage: Show, desk: Desk) -> None:
    empty = stage(Recusals, desk)
    assert "还没有登记回避" in texts(empty.page)
    click(empty.page, "新增")
    settle(empty)
    assert field(empty, "搜索人员").isVisible()
    click(empty.page, "取消")
    assert "还没有登记回避" in texts(empty.page)
