"""分类 as a clerk works with it: what moved is seen with its why, set right by hand, confirmed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.facts.classes import ClassMove
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.rosters.classes import Classes
from ssj_desktop.views.rosters.targets import Targets
from ssj_desktop.views.tables import RowTable
from tests.desk.office import Q1, code, drawn, ticking
from tests.views.hands import Stage, button, click, picture, settle, texts, type_text

Show = Callable[..., Stage]
SITE = code(30)


def penalize(desk: Desk, site: str = SITE) -> None:
    """Two penalties of the year before make a general site a special one."""
    for day, number in ((date(2025, 4, 11), "青环罚〔2025〕9号"), (date(2025, 9, 2), "21号")):
        desk.targets.record_fact(site, "行政处罚", day, number, "决定书")


def tables(stage: Stage) -> dict[str, list[list[str]]]:
    found = stage.page.findChildren(RowTable)
    return {it.objectName(): it.visible_table()[1] for it in found if it.isVisible()}


def field(stage: Stage, name: str) -> QLineEdit:
    fields = stage.page.findChildren(QLineEdit)
    return next(it for it in fields if it.accessibleName() == name and it.isVisible())


def open_move(stage: Stage) -> None:
    found: list[RowTable[ClassMove]] = stage.page.findChildren(RowTable)
    table = next(it for it in found if it.objectName() == "换类别")
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(stage)


def turn_to_class(stage: Stage) -> None:
    bars = [bar for bar in stage.page.findChildren(QTabBar) if bar.isVisible()]
    bar = next(it for it in bars if it.accessibleName() == "检查对象的各栏")
    bar.setCurrentIndex(1)
    settle(stage)


def set_by_hand(stage: Stage, word: str) -> None:
    turn_to_class(stage)
    click(stage.page, "人工认定…")
    settle(stage)
    boxes = [it for it in stage.page.findChildren(QComboBox) if it.isVisible()]
    box = next(it for it in boxes if it.accessibleName() == "认定为")
    box.setCurrentText(word)
    type_text(field(stage, "理由"), "两次处罚已复议撤销")
    type_text(field(stage, "依据"), "复议决定书3号")
    picture(stage.page, "分类-认定")
    click(stage.page, "认定")
    settle(stage)


def test_lc13_what_moved_is_seen_with_its_why_and_waits_for_a_confirmation(
    stage: Show, desk: Desk
) -> None:
    desk.plans.approve(Q1, "张局长")
    penalize(desk)
    plan = stage(QuarterPlanPage, desk)
    assert "本季度的类别还没有确认：有 1 家换了类别" in texts(plan.page)
    assert "本季度的类别还没有确认" in button(plan.page, "重新批准…").toolTip()
    click(plan.page, "去确认类别")
    assert plan.went == ["名录库/分类"]

    shown = stage(Classes, desk)
    assert "还没有确认　1 家换类别" in texts(shown.page)
    why = "上年度行政处罚 2 次：2025-04-11 青环罚〔2025〕9号、2025-09-02 21号"
    assert tables(shown)["换类别"] == [
        ["换类别", "企业30", "一般监管对象", "特殊监管对象", why],
    ]
    assert ["一般监管对象", "28", "27", "-1"] in tables(shown)["各类家数"]
    assert "现在可派 6 人" in texts(shown.page)  # TJ-4
    picture(shown.page, "分类-变化")
    click(shown.page, "确认…")
    assert field(shown, "确认人").text() == "张局长"
    picture(shown.page, "分类-确认")
    click(shown.page, "确认")
    settle(shown)
    assert shown.said == ["已确认"]
    assert "已确认　2026-01-08　张局长" in texts(shown.page)
    assert "已经确认，此后没有变化" in button(shown.page, "确认…").toolTip()
    assert [row[1] for row in tables(shown)["换类别"]] == ["企业30"]  # what was confirmed
    settle(plan)
    assert button(plan.page, "重新批准…").isEnabled()


def test_who_does_not_agree_sets_it_right_in_the_card_beside(stage: Show, desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    penalize(desk)
    shown = stage(Classes, desk)
    open_move(shown)
    assert "特殊监管对象：上年度行政处罚 2 次" in texts(shown.page)
    assert "2025-04-11 青环罚〔2025〕9号\n2025-09-02 21号" in texts(shown.page)
    picture(shown.page, "分类-选中")
    set_by_hand(shown, "一般监管对象")
    said = texts(shown.page)
    assert "人工认定为一般监管对象：两次处罚已复议撤销（小李，2026-01-08）" in said
    assert "依据：复议决定书3号" in said
    assert "按方案的条件：特殊监管对象" in said
    assert tables(shown)["换类别"] == []
    assert "先撤销原来的认定" in button(shown.page, "人工认定…").toolTip()
    picture(shown.page, "分类-认定后")
    assert desk.targets.card(SITE).category == "一般监管对象"


def test_what_is_set_by_hand_is_lifted_in_the_card(stage: Show, desk: Desk) -> None:
    desk.targets.override(SITE, "key", "新增电镀工序", "现场核查记录3号")
    shown = stage(Targets, desk)
    table: RowTable[object] = shown.page.findChildren(RowTable)[0]
    table.choose(SITE)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(shown)
    turn_to_class(shown)
    assert "人工认定（小李，2026-01-08）：新增电镀工序" in texts(shown.page)
    click(shown.page, "撤销…")
    click(shown.page, "撤销认定")
    assert "请写明为什么不再按人工认定归类" in texts(shown.page)
    type_text(field(shown, "理由"), "工序已拆除")
    click(shown.page, "撤销认定")
    settle(shown)
    assert desk.targets.card(SITE).override is None
    assert "其余对象" in texts(shown.page)
    assert button(shown.page, "人工认定…").isEnabled()


def test_the_first_quarter_needs_no_confirmation_and_a_drawn_one_takes_none(
    stage: Show, desk: Desk
) -> None:
    shown = stage(Classes, desk)
    assert "还没有确认过类别" in texts(shown.page)
    assert "批准本季度计划时一并确认" in texts(shown.page)
    assert "没有可以比较的" in texts(shown.page)
    picture(shown.page, "分类-首次")
    draw_id = drawn(desk)
    settle(shown)
    assert "已确认　2026-01-08　张局长" in texts(shown.page)
    assert f"已经摇号（{draw_id}）" in button(shown.page, "确认…").toolTip()
    click(shown.page, "‹ 上一季度")
    settle(shown)
    assert "2025年第四季度的类别" in texts(shown.page)
    assert "2026年第一季度的类别已经确认，以前的季度不再确认" in texts(shown.page)
    click(shown.page, "下一季度 ›")
    click(shown.page, "下一季度 ›")
    settle(shown)
    assert "和2026年第一季度的确认（2026-01-08　张局长）比较" in texts(shown.page)
    assert "还没有确认　没有对象换类别" in texts(shown.page)


@pytest.mark.parametrize("is_set_up", [False, True])
def test_an_empty_file_says_what_to_do_first(
    stage: Show, desk: Desk, tmp_path: Path, is_set_up: bool
) -> None:
    office = desk.offices.current()
    assert office
    with Desk.open(tmp_path / "空.ssj", "小李", ticking()) as empty:
        if is_set_up:
            empty.offices.set_up(office)
        shown = stage(Classes, empty)
        words = "名录库里还没有检查对象" if is_set_up else "还没有填写本单位信息"
        assert words in texts(shown.page)
        picture(shown.page, f"分类-空-{is_set_up}")
        click(shown.page, "先导入检查对象" if is_set_up else "去填写本单位")
        assert shown.went == ["名录库/导入" if is_set_up else "系统/本单位"]
