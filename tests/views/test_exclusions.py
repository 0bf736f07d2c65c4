"""本年排除 at the window: registered on a site's card, decided on the plan's page, printed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTabBar, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.exclusion import InspectedAbove
from ssj_desktop.rules.period import Quarter
from ssj_desktop.views.lottery.review import ReviewPanel
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.plan.at_cap import AtCapCard
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.rosters.target_exclusions import TargetExclusions
from ssj_desktop.views.rosters.targets import Targets
from ssj_desktop.views.system.office import OfficeData
from ssj_desktop.views.system.visit_cap import VisitCapCard
from ssj_desktop.views.tables import RowTable
from tests.desk.office import code, convened, frozen, ticking
from tests.views.hands import (
    Stage,
    button,
    child,
    click,
    dialog,
    open_windows,
    picture,
    settle,
    texts,
    type_text,
)

Show = Callable[..., Stage]
Q2 = Quarter(2026, 2)
FOUND = InspectedAbove("测试市生态环境局", date(2026, 1, 6), "未发现问题", "测市环查〔2026〕3号")


@pytest.fixture
def april(data: Path) -> Iterator[Desk]:
    """The office in the second quarter, with two sites that have had their two visits."""
    with Desk.open(data, "小李", ticking(datetime(2026, 4, 3, 9))) as desk:
        desk.offices.cap_visits(2, "某省年度入企频次通知")
        for number in (0, 1):
            for day in (date(2026, 1, 5), date(2026, 2, 6)):
                desk.targets.record_visit(code(number), day, "key", "台账")
        yield desk


def field(root: QWidget, name: str) -> QLineEdit:
    fields = root.findChildren(QLineEdit)
    return next(it for it in fields if it.accessibleName() == name and it.isVisible())


def choose(root: QWidget, name: str, word: str) -> None:
    boxes = root.findChildren(QComboBox)
    box = next(it for it in boxes if it.accessibleName() == name and it.isVisible())
    box.setCurrentText(word)
    box.activated.emit(box.currentIndex())


def opened(stage: Stage, name: str) -> TargetExclusions:
    """Open a site's tab 排除."""
    table = child(stage.page, RowTable)
    row = next(row for row in table.visible() if row.name == name)
    table.choose(row.code)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(stage)
    tabs = child(stage.page, QTabBar)
    tabs.setCurrentIndex(
        next(at for at in range(tabs.count()) if tabs.tabText(at).startswith("排除"))
    )
    return child(stage.page, TargetExclusions)


def chosen(stage: Stage, name: str) -> AtCapCard:
    """Choose a site in the plan's table of those at the cap."""
    at_cap = child(stage.page, AtCapCard)
    table = child(at_cap, RowTable)
    table.choose(next(row.code for row in table.visible() if row.name == name))
    return at_cap


def test_an_inspection_above_is_registered_on_the_card_and_lifted_there(
    stage: Show, desk: Desk
) -> None:
    """EZ-17."""
    shown = stage(Targets, desk)
    part = opened(shown, "企业00")
    assert "没有排除过" in texts(part)
    click(part, "登记上级已查…")
    settle(shown)
    click(part, "登记排除")
    assert "请写明是哪个上级单位检查的" in texts(part)
    type_text(field(part, "上级单位"), "测试市生态环境局")
    type_text(field(part, "检查日期"), "2025-12-30")
    choose(part, "检查结果", "发现问题已责令改正")
    type_text(field(part, "依据"), "测市环查〔2026〕3号")
    picture(shown.page, "排除-登记")
    click(part, "登记排除")
    settle(shown)
    assert "上级检查日期 2025-12-30 不在 2026 年，不能排除。" in texts(part)
    field(part, "检查日期").clear()
    type_text(field(part, "检查日期"), "2026-01-06")
    click(part, "登记排除")
    settle(shown)
    assert "上级检查的结果是“发现问题已责令改正”，不能排除。" in texts(part)
    choose(part, "检查结果", "未发现问题")
    click(part, "登记排除")
    settle(shown)
    assert shown.said == ["已登记排除"]
    assert "2026 年排除：上级本年已查" in texts(part)
    assert "依据：测试市生态环境局2026年1月6日检查，未发现问题，测市环查〔2026〕3号" in texts(part)
    assert "小李登记，2026-01-08" in texts(part)
    assert child(shown.page, QTabBar).tabText(4) == "排除 1"
    assert "请先撤销原来的" in button(part, "登记上级已查…").toolTip()
    picture(shown.page, "排除-已登记")
    click(part, "撤销…")
    assert "撤销 2026 年的排除（上级本年已查）" in texts(part)
    type_text(field(part, "理由"), "登记错了单位")
    click(part, "撤销决定")
    settle(shown)
    assert "2026 年排除：上级本年已查　已撤销" in texts(part)
    assert "2026-01-08 小李撤销：登记错了单位" in texts(part)
    assert button(part, "登记上级已查…").isEnabled()


def test_the_plan_lists_every_ground_and_prints_the_list(stage: Show, desk: Desk) -> None:
    """LC-5, EZ-17."""
    shown = stage(QuarterPlanPage, desk)
    desk.exclusions.exclude(code(0), 2026, FOUND)
    settle(shown)
    listed = child(shown.page, ExclusionCard)
    assert "共 2 家" in texts(listed)
    rows = child(listed, RowTable).visible_table()[1]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("企业00", "上级本年已查", "小李 2026-01-08"),
        ("企业11", "注销", "名录登记"),
    ]
    assert child(shown.page, AtCapCard).isHidden()
    click(listed, "打印清单…")
    settle(shown)
    [preview] = [window for window in open_windows() if isinstance(window, Preview)]
    assert preview.windowTitle() == "2026年第一季度排除清单"
    preview.close()


def test_a_site_at_the_cap_is_left_out_or_kept_on_the_plans_page(stage: Show, april: Desk) -> None:
    """N-11."""
    shown = stage(QuarterPlanPage, april)
    at_cap = child(shown.page, AtCapCard)
    assert "共 2 家，其中 2 家还没有决定" in texts(at_cap)
    assert "其中 2 家本年已查满 2 次，本季度抽不到" in texts(shown.page)
    assert button(at_cap, "排除…").toolTip() == "请先在表里选一家。"
    chosen(shown, "企业00")
    click(at_cap, "保留…")
    assert "企业00：仍然列入可抽范围" in texts(at_cap)
    assert field(at_cap, "决定人").text() == "张局长"
    click(at_cap, "决定保留")
    assert "请选保留的理由" in texts(at_cap)
    choose(at_cap, "理由", "其他")
    click(at_cap, "决定保留")
    settle(shown)
    assert "选了“其他”，没有写明情形" in texts(at_cap)
    assert "对入企上限的决定还没有保存" in shown.page.unsaved()
    type_text(field(at_cap, "说明"), "省厅点名复核")
    picture(shown.page, "上限-保留")
    click(at_cap, "决定保留")
    settle(shown)
    assert "共 2 家，其中 1 家还没有决定" in texts(at_cap)
    chosen(shown, "企业00")
    assert "已经决定保留" in button(at_cap, "排除…").toolTip()
    chosen(shown, "企业01")
    click(at_cap, "排除…")
    click(at_cap, "决定排除")
    settle(shown)
    assert "共 1 家，都已决定保留" in texts(at_cap)
    rows = child(child(shown.page, ExclusionCard), RowTable).visible_table()[1]
    assert ("企业01", "年度入企上限", "张局长 2026-04-03") in [
        (row[0], row[1], row[-1]) for row in rows
    ]
    picture(shown.page, "上限-决定以后")
    assert shown.page.unsaved() == ""


def test_a_half_typed_decision_is_not_lost_unasked(stage: Show, april: Desk) -> None:
    shown = stage(QuarterPlanPage, april)
    at_cap = chosen(shown, "企业00")
    click(at_cap, "保留…")
    choose(at_cap, "理由", "突发事件")
    assert not [
        part
        for part in at_cap.findChildren(QPushButton)
        if part.text() == "排除…" and part.isVisible()
    ]  # no other form drives this one away
    click(shown.page, "批准…")
    assert "对入企上限的决定还没有保存" in texts(dialog())
    click(dialog(), "知道了")
    click(shown.page, "下一季度 ›")
    click(dialog(), "不保存，换季度")
    settle(shown)
    assert shown.page.unsaved() == ""


def test_after_the_draw_nothing_is_decided_for_its_quarter(stage: Show, april: Desk) -> None:
    april.plans.approve(Q2, "张局长")
    frozen(april, Q2)
    shown = stage(QuarterPlanPage, april)
    at_cap = chosen(shown, "企业00")
    assert "本季度已经摇号" in button(at_cap, "保留…").toolTip()


def test_the_review_says_who_is_at_the_cap_and_goes_on(stage: Show, april: Desk) -> None:
    """N-11: the warning words; the freeze is not stopped."""
    convened(april, Q2)
    shown = stage(Lottery, april)
    review = child(shown.page, ReviewPanel)
    assert "年度入企上限：企业00、企业01 2 家本年已查满 2 次" in texts(review)
    picture(shown.page, "上限-核对名单")
    assert button(review, "核对无误，下一步：冻结").isEnabled()
    for number in (0, 1):
        april.exclusions.exclude_at_cap(code(number), 2026, "张局长")
    settle(shown)
    assert "年度入企上限：" not in texts(review)


def test_the_cap_is_set_with_its_document_and_taken_back(stage: Show, desk: Desk) -> None:
    """N-11."""
    shown = stage(OfficeData, desk)
    cap = child(shown.page, VisitCapCard)
    assert "没有修改" in button(cap, "保存上限").toolTip()
    type_text(field(cap, "每家每年最多（次）"), "两次")
    click(cap, "保存上限")
    assert "请填一个整数" in texts(cap)
    field(cap, "每家每年最多（次）").clear()
    type_text(field(cap, "每家每年最多（次）"), "2")
    click(cap, "保存上限")
    settle(shown)
    assert "没有填写上限的依据" in texts(cap)
    assert shown.page.unsaved() == "年度入企上限的修改还没有保存。"
    type_text(field(cap, "依据"), "某省年度入企频次通知")
    picture(shown.page, "上限-本单位")
    QTest.keyClick(field(cap, "依据"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(shown)
    assert desk.offices.visit_cap().most == 2
    assert shown.said == ["年度入企上限已保存"]
    assert shown.page.unsaved() == ""
    field(cap, "每家每年最多（次）").clear()
    type_text(field(cap, "每家每年最多（次）"), "3")
    click(cap, "不改了")
    assert field(cap, "每家每年最多（次）").text() == "2"
