"""抽查事项: the catalogue is imported, searched in its long texts, put right and added to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.facts.catalogue import ItemLine
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.views.rosters.items import Items
from ssj_desktop.views.tables import RowTable
from tests.desk.office import write_csv
from tests.views.hands import Stage, click, dialog, settle, texts, type_text

Show = Callable[..., Stage]

CATALOGUE = [
    "事项编码,抽查事项,事项类别,检查对象,检查主体,检查内容,检查依据,检查方式,比例频次,联合检查",
    "S-01,排污许可执行情况,一般,排污单位,分局,台账与执行报告,排污许可管理条例,现场检查,每年 25%,否",
    "S-02,危险废物管理情况,重点,产废单位,分局,贮存间与联单,固废法,现场检查,每年 2 次,是",
]


@pytest.fixture
def items(stage: Show, desk: Desk, tmp_path: Path) -> Stage:
    file = write_csv(tmp_path / "清单.csv", CATALOGUE)
    desk.imports.confirm(desk.imports.preview(RosterKind.ITEMS, file))
    return stage(Items, desk)


def table(stage: Stage) -> RowTable[ItemLine]:
    assert isinstance(stage.page, Items)
    return stage.page.table


def codes(stage: Stage) -> list[str]:
    return [line.item.code for line in table(stage).visible()]


def field(stage: Stage, name: str) -> QLineEdit | QPlainTextEdit:
    for kind in (QLineEdit, QPlainTextEdit):
        for found in stage.page.findChildren(kind):
            if found.accessibleName() == name and found.isVisible():
                assert isinstance(found, QLineEdit | QPlainTextEdit)
                return found
    raise AssertionError(name)


def test_the_catalogue_stands_in_the_table(items: Stage) -> None:
    headings, rows = table(items).visible_table()
    assert dict(zip(headings, rows[1], strict=True)) == {
        "编码": "S-02",
        "名称": "危险废物管理情况",
        "本年已查": "",  # the scheme says itself what its records go through
        "本年待查": "",
        "类别": "重点",
        "检查对象": "产废单位",
        "检查主体": "分局",
        "发起部门": "",
        "方式": "现场检查",
        "联合": "联合",
        "频次": "",
        "比例频次": "每年 2 次",
        "抽取数量": "",
        "每期家数": "",
        "年度家次": "",
    }
    assert "共 2 项" in texts(items.page)


@pytest.mark.parametrize(("typed", "found"), [("联单", ["S-02"]), ("pwxk", ["S-01"])])
def test_an_item_is_found_by_what_is_checked_and_by_its_law(
    items: Stage, typed: str, found: list[str]
) -> None:
    type_text(field(items, "搜索抽查事项"), typed)
    assert codes(items) == found


def test_a_long_text_is_put_right_and_the_change_is_on_record(items: Stage, desk: Desk) -> None:
    table(items).selectRow(0)
    QTest.keyClick(table(items), Qt.Key.Key_Return)
    settle(items)
    content = field(items, "检查内容")
    content.selectAll()
    type_text(content, "一、台账\n二、执行报告")
    click(items.page, "保存")
    settle(items)
    assert desk.items.rows()[0].content == "一、台账\n二、执行报告"
    assert items.said == ["已保存：排污许可执行情况"]
    bar = next(it for it in items.page.findChildren(QTabBar) if it.isVisible())
    bar.setCurrentIndex(1)
    assert "手工修改：检查内容 台账与执行报告 → 一、台账" in texts(items.page)


def test_a_code_that_there_is_already_is_refused_beside_its_field(items: Stage, desk: Desk) -> None:
    click(items.page, "新增")
    settle(items)
    type_text(field(items, "事项编码"), "S-01")
    type_text(field(items, "抽查事项"), "环境应急管理情况")
    click(items.page, "保存")
    settle(items)
    assert "事项编码 S-01 与名录里的“排污许可执行情况”相同" in texts(items.page)
    assert field(items, "事项编码").hasFocus()
    field(items, "事项编码").clear()
    type_text(field(items, "事项编码"), "S-03")
    click(items.page, "保存")
    settle(items)
    assert [item.code for item in desk.items.rows()] == ["S-01", "S-02", "S-03"]
    assert [line.item.code for line in table(items).chosen()] == ["S-03"]


def test_a_new_item_is_not_lost_by_opening_another(items: Stage) -> None:
    click(items.page, "新增")
    settle(items)
    type_text(field(items, "抽查事项"), "环境应急管理情况")
    table(items).selectRow(1)
    QTest.keyClick(table(items), Qt.Key.Key_Return)
    click(dialog(), "不保存")
    settle(items)
    assert "编码 S-02" in texts(items.page)


def test_an_empty_catalogue_says_what_to_do_first(stage: Show, desk: Desk) -> None:
    empty = stage(Items, desk)
    assert "还没有抽查事项" in texts(empty.page)
    click(empty.page, "导入…")
    assert empty.went == ["名录库/导入"]
