"""What went wrong at a meeting once, each mishap by its story."""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from sqlalchemy.exc import DBAPIError
from sqlmodel import text

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.models import driver
from ssj_desktop.rules.period import Quarter
from ssj_desktop.views.lottery.digit_cells import DigitCells
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.stage import Show, StageWindow
from tests.desk.office import PLAN, Q1, code, convened, drawn, frozen, meeting, revealed, ticking
from tests.views.hands import (
    Stage,
    button,
    child,
    click,
    dialog,
    open_windows,
    settle,
    texts,
    type_text,
)
from tests.views.test_lottery import choice, field, press, see, the_show

ShowPage = Callable[..., Stage]


def projected() -> StageWindow:
    [found] = [it for it in open_windows() if isinstance(it, StageWindow)]
    return found


def key_in(shown: Stage, *digits: str) -> None:
    cells = [it for it in shown.page.findChildren(DigitCells) if it.isVisibleTo(shown.page)]
    for cell, typed in zip(cells, digits, strict=False):
        QTest.keyClicks(cell, typed)
        settle(shown)


def test_a_redraw_in_the_next_quarter_stays_with_its_own_quarter(
    stage: ShowPage, data: Path
) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draw_id = drawn(desk)
        site = desk.draws.facts(draw_id).standing[0].code
        said = {"evidence": "注销1号", "approved_by": "张局长"}
        desk.redraws.void(draw_id, site, VoidGround.DEREGISTERED, **said)
    with Desk.open(data, "小李", ticking(datetime(2026, 4, 8, 9, 0))) as later:
        shown = stage(Lottery, later)
        key_in(shown, "000001", "000002")
        click(shown.page, "一起揭示")
        settle(shown)
        click(shown.page, "开始摇号")
        settle(shown)
        assert "2026年第一季度摇号" in texts(shown.page)
        assert the_show(shown).words == "作废补抽结果"
        shown.work.close()


def test_turning_back_and_on_again_neither_reveals_nor_draws(stage: ShowPage, desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.draws.key(draw_id, 0, "004213", "主持人")
    desk.draws.key(draw_id, 1, "314159", "监督人")
    shown = stage(Lottery, desk)
    click(shown.page, "打开投影")
    # The masks are of an earlier start's clerk: keyed by the desk, seen by the page.
    assert button(shown.page, "一起揭示").isEnabled()
    QTest.keyClick(projected(), Qt.Key.Key_PageUp)
    assert the_show(shown).words == "承诺值"
    QTest.keyClick(projected(), Qt.Key.Key_PageDown)
    settle(shown)
    assert the_show(shown).words == "公开取数"
    assert desk.draws.step(draw_id) == "待取数"
    QTest.keyClick(projected(), Qt.Key.Key_PageDown)
    settle(shown)
    assert desk.draws.step(draw_id) == "待摇号"
    projected().close()


def test_digits_that_somebody_is_replacing_are_not_revealed(stage: ShowPage, desk: Desk) -> None:
    draw_id = frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "已经拍照或抄下，开始取数")
    key_in(shown, "111111", "222222")
    first = shown.page.findChildren(DigitCells)[0]
    [again, _] = [
        it
        for it in shown.page.findChildren(type(button(shown.page, "一起揭示")))
        if it.text() == "重新输入"
    ]
    again.click()
    QTest.keyClicks(first, "999")
    reveal = button(shown.page, "一起揭示")
    assert not reveal.isEnabled()
    assert reveal.toolTip() == "正在重新输入：主持人。"
    assert "重新输入，输满以后换下原来的" in texts(shown.page)
    desk.targets.tag((code(0),), add=("新标签",), remove=())
    settle(shown)
    assert first.typed == 3, "a refresh takes nothing from the fingers"
    QTest.keyClicks(first, "999")
    settle(shown)
    click(shown.page, "一起揭示")
    settle(shown)
    facts = desk.lotteries.of(Q1).frozen
    assert facts is not None
    assert [slot.digits for slot in facts.slots] == ["999999", "222222"]
    assert desk.draws.step(draw_id) == "待摇号"


def test_the_room_sees_a_redraws_digits(stage: ShowPage, desk: Desk) -> None:
    draw_id = drawn(desk)
    shown = stage(Lottery, desk)
    site = desk.draws.facts(draw_id).standing[0].code
    said = {"evidence": "注销1号", "approved_by": "张局长"}
    desk.redraws.void(draw_id, site, VoidGround.DEREGISTERED, **said)
    settle(shown)
    show = the_show(shown)
    assert show.words == "作废补抽申请"
    key_in(shown, "000001")
    assert show.words == "补抽取数"
    key_in(shown, "", "000002")
    click(shown.page, "一起揭示")
    settle(shown)
    assert show.words == "补抽取数"
    click(shown.page, "开始摇号")
    settle(shown)
    assert show.words == "作废补抽结果"


def test_the_room_sees_the_reveal_while_the_operator_looks_elsewhere(
    window: Callable[..., MainWindow], desk: Desk
) -> None:
    draw_id = frozen(desk)
    whole = window(desk)
    click(whole, "已经拍照或抄下，开始取数")
    for number, digits in enumerate(("004213", "314159")):
        QTest.keyClicks(whole.findChildren(DigitCells)[number], digits)
        settle(whole)
    click(whole, "打开投影")
    show = whole.shown.findChild(Show)
    assert show
    whole.go("名录库/检查对象")
    settle(whole)
    QTest.keyClick(projected(), Qt.Key.Key_PageDown)
    settle(whole)
    assert desk.draws.step(draw_id) == "待摇号"
    assert "004213" in str(show.scene), "what is revealed stands before the room"
    projected().close()


def test_a_double_click_on_reveal_does_not_draw(stage: ShowPage, desk: Desk) -> None:
    draw_id = frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "已经拍照或抄下，开始取数")
    key_in(shown, "004213", "314159")
    QApplication.setDoubleClickInterval(400)
    QTest.qWait(450)
    try:
        click(shown.page, "一起揭示")
        settle(shown)
        click(shown.page, "开始摇号")
        settle(shown)
        assert desk.draws.step(draw_id) == "待摇号"
    finally:
        QApplication.setDoubleClickInterval(1)
    click(shown.page, "开始摇号")
    settle(shown)
    assert desk.draws.step(draw_id) == "已摇号"


def test_what_has_changed_is_looked_through_again_before_the_freeze(
    stage: ShowPage, desk: Desk
) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "核对无误，下一步：冻结")
    assert button(shown.page, "冻结名单").isVisible()
    desk.inspectors.recuse("149900000", code(2), "近亲属")
    settle(shown)
    assert not [
        it for it in shown.page.findChildren(QCheckBox) if "按停" in it.text() and it.isVisible()
    ]
    assert button(shown.page, "核对无误，下一步：冻结").isEnabled()


def test_what_was_typed_for_one_quarter_is_not_saved_for_another(
    stage: ShowPage, desk: Desk
) -> None:
    desk.plans.approve(Q1, "张局长")
    desk.plans.approve(Quarter(2026, 2), "张局长")
    shown = stage(Lottery, desk)
    type_text(field(shown.page, "地点"), "没保存的地点")
    click(shown.page, "下一季度 ›")
    click(dialog(), "不保存，去看")
    settle(shown)
    assert field(shown.page, "会议名称").text().startswith("2026年第二季度")
    assert field(shown.page, "地点").text() == ""


def test_an_edit_that_was_not_saved_is_not_shown_as_frozen(stage: ShowPage, desk: Desk) -> None:
    number = convened(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MEETING)
    type_text(field(shown.page, "地点"), "没保存的")
    desk.draws.freeze(number, Choices(PLAN))
    settle(shown)
    see(shown, LotteryStep.MEETING)
    assert field(shown.page, "地点").text() == "三楼会议室"
    assert shown.page.unsaved() == ""


def test_after_an_abort_the_digits_are_proposed_for_the_new_meetings_people(
    stage: ShowPage, desk: Desk
) -> None:
    draw_id = frozen(desk)
    shown = stage(Lottery, desk)
    desk.draws.abort(draw_id, "会场停电", ("张局长", "何组长"))
    desk.meetings.convene(Q1, meeting(host="王局长", supervisors=("老孙（县纪委、监委）",)))
    settle(shown)
    see(shown, LotteryStep.FREEZE)
    assert field(shown.page, "第一组数字").text() == "主持人王局长"
    assert field(shown.page, "第二组数字").text() == "监督人老孙"


def test_a_meeting_that_is_over_leaves_nothing_unsaved(stage: ShowPage, desk: Desk) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "已经拍照或抄下，开始取数")
    key_in(shown, "004213", "314159")
    assert "密封的数字还没有揭示" in shown.page.unsaved()
    click(shown.page, "一起揭示")
    settle(shown)
    click(shown.page, "开始摇号")
    settle(shown)
    assert shown.page.unsaved() == ""


def test_the_host_is_no_supervisor_and_one_person_no_two(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    with pytest.raises(DeskError, match="主持人不能又是监督人"):
        desk.meetings.convene(Q1, meeting(supervisors=("张 局长（分局）",)))
    draw_id = frozen(desk)
    with pytest.raises(DeskError, match="由两个人确认"):
        desk.draws.abort(draw_id, "会场停电", ("张局长", "张 局长"))


def test_space_presses_the_button_before_the_freeze_too(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    button(shown.page, "核对无误，下一步：冻结").setFocus()
    press(Qt.Key.Key_Space, shown.page)
    settle(shown)
    assert button(shown.page, "冻结名单").isVisible()


def test_the_meetings_end_is_the_time_when_the_step_is_seen(stage: ShowPage, data: Path) -> None:
    moment = [datetime(2026, 1, 8, 9, 0)]
    with Desk.open(data, "小李", lambda: moment[0]) as desk:
        drawn(desk)
        shown = stage(Lottery, desk)
        see(shown, LotteryStep.MINUTES)
        assert field(shown.page, "会议结束时间").text() == "2026-01-08 09:00"
        see(shown, LotteryStep.DRAW)
        moment[0] = datetime(2026, 1, 8, 10, 30)
        see(shown, LotteryStep.MINUTES)
        assert field(shown.page, "会议结束时间").text() == "2026-01-08 10:30"
        shown.work.close()


def test_a_comma_in_a_persons_note_makes_no_second_person(stage: ShowPage, desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    shown = stage(Lottery, desk)
    for name, typed in {
        "地点": "三楼",
        "记录人": "小孙",
        "监督人": "何清廉（县纪委、监委派驻组）、陈志强",
        "请假": "周涛（事假，下午到）",
    }.items():
        type_text(field(shown.page, name), typed)
    click(shown.page, "保存，下一步：核对名单")
    settle(shown)
    facts = desk.lotteries.of(Q1)
    assert facts.meeting is not None
    assert facts.meeting.supervisors == ("何清廉（县纪委、监委派驻组）", "陈志强")
    assert facts.meeting.absent == ("周涛（事假，下午到）",)
    assert facts.two == ("张局长", "何清廉")


def test_a_click_on_sealed_cells_leaves_the_keys_alive(stage: ShowPage, desk: Desk) -> None:
    draw_id = frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "已经拍照或抄下，开始取数")
    key_in(shown, "004213", "314159")
    first = shown.page.findChildren(DigitCells)[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_PageDown, shown.page)
    settle(shown)
    assert desk.draws.step(draw_id) == "待摇号"


def test_a_database_error_tells_no_digits(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with desk.store.reading() as session, pytest.raises(DBAPIError) as failed:
        session.execute(text("SELECT no_such(:digits)"), {"digits": "735482"})
    logging.getLogger().critical(str(failed.value))
    assert "735482" not in caplog.text


def test_the_projector_is_not_turned_to_another_quarter(stage: ShowPage, desk: Desk) -> None:
    revealed(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "打开投影")
    place = the_show(shown).words
    click(shown.page, "下一季度 ›")
    click(dialog(), "知道了")
    assert the_show(shown).words == place
    projected().close()


def test_the_sites_that_were_visited_are_no_change(desk: Desk) -> None:
    drawn(desk)
    review = desk.lotteries.review(Quarter(2026, 2))
    assert review.fault, "the plan is not approved yet"
    desk.plans.approve(Quarter(2026, 2), "张局长")
    changes = desk.lotteries.review(Quarter(2026, 2)).changes
    assert changes is not None
    assert not [change for change in changes if "不再列入" in change]


def test_a_file_that_can_only_be_looked_at_offers_no_meeting(
    window: Callable[..., MainWindow], data: Path
) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        frozen(desk)
    with closing(driver.open_file(data)) as link:
        link.execute("PRAGMA user_version = 9")  # of a version to come
    with Desk.open(data, "小李", ticking()) as desk:
        assert desk.read_only
        whole = window(desk)
        assert not isinstance(whole.shown, Lottery)
        whole.work.close()


def test_an_absence_is_filed_with_its_reason(stage: ShowPage, desk: Desk) -> None:
    draw_id = drawn(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MINUTES)
    click(shown.page, "申请补抽…")
    assert choice(shown.page, "换下谁").isEnabled() is False
    with pytest.raises(DeskError, match="没有写明缺席的原因"):
        desk.redraws.absent(
            draw_id,
            desk.draws.facts(draw_id).standing[0].team.entries[0],
            " ",
            evidence="请假单",
            approved_by="张局长",
        )
    assert child(shown.page, DigitCells)
