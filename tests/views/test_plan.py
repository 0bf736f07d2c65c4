"""抽查计划 as a clerk works with it: looked at, raised, approved, printed, changed, drawn by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.views.plan.category_card import CategoryCard
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.tables import RowTable
from tests.desk.office import OFFICE, Q1, code, drawn, lines, ticking
from tests.views.hands import Stage, button, click, dialog, open_windows, picture, settle, texts
from tests.views.hands import type_text as typed

Show = Callable[..., Stage]


def card(stage: Stage, name: str) -> CategoryCard:
    """Return the card of the category called ``name``."""
    found = [it for it in stage.page.findChildren(CategoryCard) if it.name == name]
    assert len(found) == 1
    return found[0]


def figures(root: QWidget) -> list[str]:
    return [it.text() for it in root.findChildren(QLabel) if it.objectName() == "figure"]


def line(desk: Desk, key: str) -> QuotaLine:
    return next(one for one in lines(desk) if one.key == key)


def start_raise(stage: Stage, name: str, number: str, reason: str) -> CategoryCard:
    """Open a category's form and type into it."""
    one = card(stage, name)
    click(one, "调高…")
    typed(one.findChildren(QLineEdit)[0], number)
    typed(one.findChildren(QPlainTextEdit)[0], reason)
    return one


def approve(stage: Stage, name: str) -> None:
    click(stage.page, "批准…")
    field = dialog().findChildren(QLineEdit)[0]
    field.clear()
    typed(field, name)
    click(dialog(), "批准")
    settle(stage)


def test_figures_that_are_out_of_date_cannot_be_approved(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    assert button(shown.page, "批准…").isEnabled()
    shown.work.read(shown.page.context.work, lambda: sleep(0.1), lambda _: None)
    desk.targets.tag([code(1)], ["涉水"], [])
    shown.page.heed("targets")
    assert button(shown.page, "批准…").toolTip() == "正在计算。"
    assert not button(shown.page, "批准…").isEnabled()
    settle(shown)
    assert button(shown.page, "批准…").isEnabled()


def test_each_category_shows_its_clause_its_arithmetic_and_its_numbers(
    stage: Show, desk: Desk
) -> None:
    shown = stage(QuarterPlanPage, desk)
    picture(shown.page, "plan_draft")
    assert "2026年第一季度抽查计划" in texts(shown.page)
    assert "草稿，还没有批准" in texts(shown.page)
    assert "（陵环发〔2024〕1号）" in texts(shown.page)
    assert "共计划抽 31 家，应抽 33 家" in texts(shown.page)  # 2 + 28 + 0 + 1; 2 + 30 + 0 + 1
    key = card(shown, "重点监管对象")
    assert "二（四）第1项　每季度对象数的 25%，年度全覆盖" in texts(key)
    assert "8 家 × 25% = 2 家" in texts(key)
    assert "基数 8 家　本年已查 0 家　可抽 8 家" in texts(key)
    assert figures(key) == ["2", "2"]
    general = card(shown, "一般监管对象")
    assert "3 个分队 × 10 = 30 家" in texts(general)
    assert "可抽对象不足，少 2 家，已全部列入" in texts(general)
    assert figures(general) == ["30", "28"]


def test_who_is_not_drawn_is_listed_with_the_ground(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    gone = shown.page.findChildren(ExclusionCard)[0]
    assert "共 1 家" in texts(gone)
    table = gone.findChildren(RowTable)[0]
    assert table.visible_table()[1] == [
        ["企业11", "注销", "市监注销1号", "正面清单对象", code(11), "名录登记"],
    ]


def test_what_must_be_done_by_when_bears_its_clause_and_the_last_working_day(
    stage: Show, desk: Desk
) -> None:
    said = texts(stage(QuarterPlanPage, desk).page)
    # LC-21: the tenth day of the quarter, 10 January 2026, is a Saturday.
    assert "截止 2026-01-10" in said
    assert "截止日不上班，最迟 2026-01-09 办好" in said
    assert "四（二）科学计划安排" in said


def test_a_day_that_has_passed_without_a_draw_is_told(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    assert "已过期" not in texts(shown.page)
    click(shown.page, "‹ 上一季度")
    settle(shown)
    assert "2025年第四季度抽查计划" in texts(shown.page)
    assert "截止 2025-10-10，已过期" in texts(shown.page)  # LC-21, the tenth day of the quarter


def test_a_category_is_raised_with_a_reason_and_taken_back(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    one = start_raise(shown, "重点监管对象", "5", "秋冬季攻坚")
    assert button(one, "调高…").toolTip() == "正在填写。"
    picture(shown.page, "plan_raise")
    click(one, "保存调高")
    settle(shown)
    assert (line(desk, "key").raised_to, line(desk, "key").raise_reason) == (5, "秋冬季攻坚")
    assert figures(one) == ["2", "5"]
    assert "已调高：每季度最低 2 家，改为 5 家。理由：秋冬季攻坚" in texts(one)
    assert shown.said == ["“重点监管对象”已调高"]
    assert not one.findChildren(QLineEdit)
    click(one, "修改调高…")
    assert one.findChildren(QLineEdit)[0].text() == "5"
    click(one, "不调了")
    click(one, "取消调高")
    settle(shown)
    assert line(desk, "key").raised_to is None
    assert figures(one) == ["2", "2"]


def test_a_number_below_the_least_is_refused_beside_the_field_with_its_clause(
    stage: Show, desk: Desk
) -> None:
    shown = stage(QuarterPlanPage, desk)
    one = start_raise(shown, "重点监管对象", "1", "少查一些")
    click(one, "保存调高")
    settle(shown)
    assert "低于方案的最低数 2 家（二（四）第1项）" in texts(one)
    assert one.findChildren(QLineEdit)[0].text() == "1"
    assert not shown.told
    assert line(desk, "key").raised_to is None


@pytest.mark.parametrize(
    ("number", "reason", "said"),
    [
        ("两", "秋冬季攻坚", "请填一个大于 2 的整数。"),
        ("", "秋冬季攻坚", "请填一个大于 2 的整数。"),
        ("3", "　", "请写明调高的理由。"),
        ("9" * 30, "秋冬季攻坚", "一共只有 8 家"),
    ],
)
def test_a_form_half_filled_says_what_is_missing(
    stage: Show, desk: Desk, number: str, reason: str, said: str
) -> None:
    shown = stage(QuarterPlanPage, desk)
    one = start_raise(shown, "重点监管对象", number, reason)
    click(one, "保存调高")
    settle(shown)
    assert said in texts(one)
    assert line(desk, "key").raised_to is None


def test_what_is_being_typed_survives_a_change_of_the_roster(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    one = start_raise(shown, "重点监管对象", "5", "秋冬季")
    desk.targets.record_visit(code(0), date(2026, 1, 7), "key", "台账")
    settle(shown)
    assert "本年已查 1 家" in texts(one)
    assert one.findChildren(QLineEdit)[0].text() == "5"
    assert shown.page.unsaved() == "“重点监管对象”的调高还没有保存。"


def test_another_quarter_is_not_shown_before_the_typing_is_given_up(
    stage: Show, desk: Desk
) -> None:
    shown = stage(QuarterPlanPage, desk)
    start_raise(shown, "重点监管对象", "5", "秋冬季")
    click(shown.page, "下一季度 ›")
    click(dialog(), "取消")
    settle(shown)
    assert "2026年第一季度抽查计划" in texts(shown.page)
    assert shown.page.unsaved()
    click(shown.page, "下一季度 ›")
    click(dialog(), "不保存，换季度")
    settle(shown)
    assert "2026年第二季度抽查计划" in texts(shown.page)
    assert not shown.page.unsaved()


def test_quarters_are_turned_as_quickly_as_one_clicks(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    for _ in range(4):
        click(shown.page, "下一季度 ›")
    settle(shown)
    assert "2027年第一季度抽查计划" in texts(shown.page)
    # The shipped table of holidays ends with 2026, and nothing is guessed.
    assert "最后一个工作日：日历未导入" in texts(shown.page)
    click(shown.page, "‹ 上一季度")
    settle(shown)
    assert "2026年第四季度抽查计划" in texts(shown.page)


def test_the_approver_is_asked_for_and_told_what_is_fixed(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    click(shown.page, "批准…")
    picture(dialog(), "plan_approve")
    assert "批准2026年第一季度抽查计划？" in texts(dialog())
    assert "方案全文" in texts(dialog())
    assert "重点监管对象　2 家" in texts(dialog())
    assert dialog().findChildren(QLineEdit)[0].text() == "张局长"  # heads the steering group
    click(dialog(), "取消")
    assert desk.plans.of(Q1).approved is None
    approve(shown, "王副局长")
    approved = desk.plans.of(Q1).approved
    assert approved
    assert approved.approval
    assert approved.approval.by == "王副局长"
    assert f"已批准　第 1 号　{approved.approval.at:%Y-%m-%d}　王副局长" in texts(shown.page)
    assert button(shown.page, "批准…").toolTip() == "第1号计划已经批准，此后没有变化。"
    assert shown.said == ["2026年第一季度第 1 号计划已批准"]


@pytest.mark.parametrize(("pressed", "act"), [("批准…", "再批准"), ("打印计划…", "再打印")])
def test_a_plan_without_what_is_being_typed_is_neither_approved_nor_printed(
    stage: Show, desk: Desk, pressed: str, act: str
) -> None:
    shown = stage(QuarterPlanPage, desk)
    one = start_raise(shown, "重点监管对象", "5", "群众举报较多")
    click(shown.page, pressed)
    said = dialog()
    assert "“重点监管对象”的调高还没有保存。" in texts(said)
    assert act in texts(said)
    click(said, "知道了")
    assert "草稿，还没有批准" in texts(shown.page)
    click(one, "不调了")
    click(shown.page, "批准…")
    assert "批准人" in texts(dialog())
    click(dialog(), "取消")


def test_nobody_is_no_approver(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    approve(shown, "　")
    assert "请填写批准人姓名。" in texts(dialog())
    click(dialog(), "取消")
    assert desk.plans.of(Q1).approved is None


def test_what_has_changed_since_is_told_and_approved_anew(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    approve(shown, "张局长")
    desk.plans.raise_to(Q1, "positive", 2, "增加帮扶")
    settle(shown)
    picture(shown.page, "plan_changed")
    assert "批准以后有变化，须重新批准" in texts(shown.page)
    assert "· 正面清单对象：计划抽 1 家 → 2 家，调高 不调高 → 每季度 2 家" in texts(shown.page)
    click(shown.page, "重新批准…")
    click(dialog(), "批准")
    settle(shown)
    assert "已批准　第 2 号" in texts(shown.page)
    assert "批准以后的变化" not in texts(shown.page)


def test_a_drawn_quarter_shows_its_draw_and_can_no_longer_be_changed(
    stage: Show, desk: Desk
) -> None:
    draw_id = drawn(desk)
    shown = stage(QuarterPlanPage, desk)
    assert f"已摇号　{draw_id}　　计划第 1 号" in texts(shown.page)
    for words in ("批准…", "调高…"):
        root = shown.page if words == "批准…" else card(shown, "重点监管对象")
        assert not button(root, words).isEnabled()
        assert "已经摇号" in button(root, words).toolTip()


def previews() -> list[Preview]:
    return [it for it in open_windows() if isinstance(it, Preview)]


def test_a_draft_and_a_plan_are_printed_as_what_they_are(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    click(shown.page, "打印计划…")
    settle(shown)
    assert [it.windowTitle() for it in previews()] == ["2026年第一季度抽查计划（草稿）"]
    previews()[0].close()
    approve(shown, "张局长")
    click(shown.page, "打印计划…")
    settle(shown)
    assert [it.windowTitle() for it in previews()] == ["2026年第一季度抽查计划第1号"]
    previews()[0].close()


def test_an_empty_office_is_led_from_one_step_to_the_next(stage: Show, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        shown = stage(QuarterPlanPage, desk)
        picture(shown.page, "plan_empty")
        assert "还算不出计划" in texts(shown.page)
        assert button(shown.page, "打印计划…").toolTip() == "还没有可以打印的计划。"
        click(shown.page, "去填写本单位")
        desk.offices.set_up(OFFICE)
        settle(shown)
        picture(shown.page, "plan_no_targets")
        assert not button(shown.page, "批准…").isEnabled()
        click(shown.page, "先导入检查对象")
        click(shown.page, "去看执法人员")
        assert shown.went == ["系统/本单位", "名录库/导入", "名录库/执法人员"]
        shown.work.close()


def test_another_scheme_shows_its_own_categories(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    settle(shown)
    names = [it.name for it in shown.page.findChildren(CategoryCard)]
    assert names == ["重点监管对象", "特殊监管对象", "一般监管对象"]
    assert "动态调整检查人员名录库" in texts(shown.page)  # TJ-4
    # 六 inspectors on duty and one whose badge has run out: 7 × 5 = 35 a year.
    assert "7 人 × 5 = 35 家" in texts(card(shown, "一般监管对象"))
    desk.offices.set_up(replace(OFFICE, scheme_id="baoding-2022-county"))
    settle(shown)
    assert "方案没有规定从季度开始起算的期限。" in texts(shown.page)


def test_a_raise_is_typed_saved_and_left_by_the_keyboard_alone(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    shown.page.activateWindow()
    one = card(shown, "正面清单对象")
    button(one, "调高…").setFocus()
    QTest.keyClick(button(one, "调高…"), Qt.Key.Key_Space)
    number = one.findChildren(QLineEdit)[0]
    assert QApplication.focusWidget() is number
    QTest.keyClick(number, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is button(one, "调高…")
    settle(shown)
    QTest.keyClick(button(one, "调高…"), Qt.Key.Key_Space)
    typed(one.findChildren(QLineEdit)[0], "2")
    QTest.keyClick(one.findChildren(QLineEdit)[0], Qt.Key.Key_Tab)
    typed(one.findChildren(QPlainTextEdit)[0], "增加帮扶")
    QTest.keyClick(
        one.findChildren(QPlainTextEdit)[0], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
    )
    settle(shown)
    assert line(desk, "positive").raised_to == 2


def test_tab_goes_down_the_page(stage: Show, desk: Desk) -> None:
    desk.plans.raise_to(Q1, "key", 5, "秋冬季攻坚")
    shown = stage(QuarterPlanPage, desk)
    shown.page.activateWindow()
    stop: QWidget = button(shown.page, "批准…")
    stop.setFocus()
    seen = []
    for _ in range(4):
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        stop = QApplication.focusWidget() or shown.page
        seen.append(stop.text() if isinstance(stop, QPushButton) else stop.accessibleName())
    # What cannot be raised is passed over.
    assert seen == ["取消调高", "修改调高…", "调高…", "打印清单…"]


def test_a_form_below_the_edge_is_brought_into_sight(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk, height=400)
    one = card(shown, "正面清单对象")
    click(one, "调高…")
    settle(shown)
    picture(shown.page, "plan_form_in_sight")
    assert not button(one, "保存调高").visibleRegion().isEmpty()


def test_what_cannot_be_raised_says_so(stage: Show, desk: Desk) -> None:
    shown = stage(QuarterPlanPage, desk)
    assert button(card(shown, "特殊监管对象"), "调高…").toolTip() == "这一类现在没有对象。"
    # 30 are asked for of 28.
    said = button(card(shown, "一般监管对象"), "调高…").toolTip()
    assert said == "这一类的对象已经全部要抽。"


def test_every_disabled_button_says_why(stage: Show, desk: Desk) -> None:
    drawn(desk)
    shown = stage(QuarterPlanPage, desk)
    mute = [
        it.text()
        for it in shown.page.findChildren(QPushButton)
        if it.isVisibleTo(shown.page) and not it.isEnabled() and not it.toolTip()
    ]
    assert not mute
