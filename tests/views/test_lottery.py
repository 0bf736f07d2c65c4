"""The page 摇号: what each step shows, refuses and keeps, and which keys go on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.settings import Settings
from ssj_desktop.views.lottery.digit_cells import DigitCells
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.stage import Show, StageWindow
from tests.desk.office import PLAN, Q1, code, convened, drawn, frozen, revealed, ticking
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

ShowPage = Callable[..., Stage]


def the_show(stage: Stage) -> Show:
    found = stage.page.findChild(Show)
    assert found
    return found


def field(root: QWidget, name: str) -> QLineEdit:
    [found] = [
        it
        for it in root.findChildren(QLineEdit)
        if it.accessibleName() == name and it.isVisibleTo(root)
    ]
    return found


def choice(root: QWidget, name: str) -> QComboBox:
    [found] = [it for it in root.findChildren(QComboBox) if it.accessibleName() == name]
    return found


def press(key: Qt.Key, widget: QWidget, times: int = 1) -> None:
    widget.window().activateWindow()
    QApplication.processEvents()
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or widget, key)


def see(stage: Stage, step: LotteryStep) -> None:
    [found] = [it for it in stage.page.findChildren(QWidget) if getattr(it, "step", None) is step]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    settle(stage)


def test_without_an_approved_plan_one_is_led_there(stage: ShowPage, desk: Desk) -> None:
    shown = stage(Lottery, desk)
    assert "2026年第一季度的抽查计划还没有批准" in texts(shown.page)
    assert not button(shown.page, "保存，下一步：核对名单").isEnabled()
    click(shown.page, "去“抽查计划”的“季度”")
    assert shown.went == ["抽查计划/季度"]
    desk.plans.approve(Q1, "张局长")
    settle(shown)
    assert "还没有批准" not in texts(shown.page)
    assert field(shown.page, "主持人").text() == "张局长"
    assert field(shown.page, "开始时间").text() == "2026-01-08 09:00"


def test_a_meetings_faults_stand_beside_their_fields(stage: ShowPage, desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    shown = stage(Lottery, desk)
    field(shown.page, "开始时间").setText("明天上午")
    click(shown.page, "保存，下一步：核对名单")
    said = texts(shown.page)
    assert "请写成 2026-10-08 09:00 这样的时间。" in said
    assert said.count("请填写，会议记录要写明。") == 3, "place, recorder, supervisors"
    assert desk.lotteries.of(Q1).meeting is None
    for name, text in {"地点": "三楼", "记录人": "小孙", "监督人": "何组长；陈志强"}.items():
        type_text(field(shown.page, name), text)
    field(shown.page, "开始时间").setText("2026年1月8日 9:30")
    click(shown.page, "保存，下一步：核对名单")
    settle(shown)
    meeting = desk.lotteries.of(Q1).meeting
    assert meeting is not None
    assert meeting.supervisors == ("何组长", "陈志强")
    assert f"{meeting.started}" == "2026-01-08 09:30:00"


def test_a_saved_meeting_is_corrected_until_the_freeze_and_no_longer(
    stage: ShowPage, desk: Desk
) -> None:
    number = convened(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MEETING)
    field(shown.page, "地点").clear()
    type_text(field(shown.page, "地点"), "五楼会议室")
    assert shown.page.unsaved() == "会议信息还没有保存。"
    click(shown.page, "保存，下一步：核对名单")
    settle(shown)
    facts = desk.lotteries.of(Q1)
    assert facts.meeting is not None
    assert (facts.meeting.place, facts.meeting_id) == ("五楼会议室", number)
    desk.draws.freeze(number, Choices(PLAN))
    settle(shown)
    see(shown, LotteryStep.MEETING)
    assert not field(shown.page, "地点").isEnabled()
    assert "名单已经冻结，会议信息不能再改" in texts(shown.page)
    see(shown, LotteryStep.REVIEW)
    assert not choice(shown.page, "组队方式").isEnabled()
    picture(shown.page, "摇号-核对名单-冻结以后")


def test_the_review_is_anew_when_the_roster_changes(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    assert "没有回避的 39 家：最可能派" in texts(shown.page)
    desk.inspectors.recuse("149900000", code(2), "近亲属")
    settle(shown)
    assert "企业02（一组回避）：最可能派" in texts(shown.page)
    box = choice(shown.page, "组队方式")
    box.setCurrentIndex(box.findText("逐人"))
    box.activated.emit(box.currentIndex())
    settle(shown)
    assert "共 6 名检查人员" in texts(shown.page)
    picture(shown.page, "摇号-核对名单")
    click(shown.page, "核对无误，下一步：冻结")
    click(shown.page, "冻结名单")
    settle(shown)
    assert desk.lotteries.review(Q1).mode == "persons"


def test_what_cannot_be_frozen_says_why(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    for team in ("149900000", "149900002", "149900004"):
        desk.inspectors.recuse(team, code(0), "近亲属")
    shown = stage(Lottery, desk)
    assert "现在还不能冻结：不能这样抽取：放宽上限也没有合规的人可派" in texts(shown.page)
    assert not button(shown.page, "核对无误，下一步：冻结").isEnabled()


def test_two_persons_are_wanted_for_the_digits(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.FREEZE)
    assert field(shown.page, "第一组数字").text() == "主持人张局长"
    assert field(shown.page, "第二组数字").text() == "监督人何组长"
    field(shown.page, "第二组数字").setText("主持人张局长")
    click(shown.page, "冻结名单")
    assert "取数要由两个人各输入一组数字" in texts(shown.page)
    assert desk.draws.unfinished() == ""


def test_machines_give_their_digits_at_a_press(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.FREEZE)
    for box in shown.page.findChildren(QCheckBox):
        if "另加一组" in box.text():
            box.setChecked(True)
    click(shown.page, "冻结名单")
    settle(shown)
    click(shown.page, "已经拍照或抄下，开始取数")
    cells = shown.page.findChildren(DigitCells)
    for number, digits in enumerate(("004213", "314159")):
        QTest.keyClicks(cells[number], digits)
        settle(shown)
    assert button(shown.page, "一起揭示").toolTip() == "还没有输入：现场按停、本机。"
    click(shown.page, "停")
    settle(shown)
    click(shown.page, "由计算机产生")
    settle(shown)
    picture(shown.page, "摇号-四组数字")
    click(shown.page, "一起揭示")
    settle(shown)
    facts = desk.lotteries.of(Q1).frozen
    assert facts is not None
    assert [len(slot.digits) for slot in facts.slots] == [6, 6, 6, 6]
    assert [slot.digits for slot in facts.slots[:2]] == ["004213", "314159"]


def test_masked_digits_are_on_no_screen_and_in_no_file(
    stage: ShowPage, desk: Desk, data: Path
) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "已经拍照或抄下，开始取数")
    first = shown.page.findChildren(DigitCells)[0]
    QTest.keyClicks(first, "73549")
    QTest.keyClick(first, Qt.Key.Key_Backspace)
    assert first.typed == 4
    assert not first.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    QTest.keyClicks(first, "8x ")
    assert first.typed == 5, "only figures are digits"
    QTest.keyClicks(first, "2")
    settle(shown)
    every = [*shown.page.findChildren(QWidget), *open_windows()]
    seen = " ".join(str(vars(it)) + it.accessibleName() + it.toolTip() for it in every)
    assert "735482" not in seen + texts(shown.page)
    written = [file for file in data.parent.rglob("*") if file.is_file()]
    assert written
    assert not [file for file in written if b"735482" in file.read_bytes()]
    click(shown.page, "重新输入")
    assert first.hasFocus() or not first.window().isActiveWindow()
    QTest.keyClicks(first, "000000")
    settle(shown)
    QTest.keyClicks(shown.page.findChildren(DigitCells)[1], "111111")
    settle(shown)
    click(shown.page, "一起揭示")
    settle(shown)
    facts = desk.lotteries.of(Q1).frozen
    assert facts is not None
    assert [slot.digits for slot in facts.slots] == ["000000", "111111"]


def test_once_digits_are_revealed_there_is_no_way_out(stage: ShowPage, desk: Desk) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    assert button(shown.page, "中止本次摇号…").isEnabled()
    desk.draws.key(desk.draws.unfinished(), 0, "004213", "主持人")
    desk.draws.key(desk.draws.unfinished(), 1, "314159", "监督人")
    desk.draws.reveal(desk.draws.unfinished())
    settle(shown)
    out = button(shown.page, "中止本次摇号…")
    assert not out.isEnabled()
    assert out.toolTip() == "数字已经揭示，不能再中止，只能摇号。"
    click(shown.page, "开始摇号")
    settle(shown)
    assert not out.isVisibleTo(shown.page)


def test_an_abort_without_a_reason_is_asked_again(stage: ShowPage, desk: Desk) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "中止本次摇号…")
    click(dialog(), "中止摇号")
    settle(shown)
    assert "中止要写明原因，并由两个人确认。" in texts(dialog())
    assert field(dialog(), "确认人一").text() == "张局长"
    assert field(dialog(), "确认人二").text() == "何组长"
    picture(dialog(), "摇号-中止")
    click(dialog(), "不，接着办")
    assert desk.draws.unfinished()


def test_keys_do_nothing_before_the_freeze(stage: ShowPage, desk: Desk) -> None:
    convened(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.FREEZE)
    shown.page.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_PageDown):
        press(key, shown.page)
    settle(shown)
    assert desk.draws.unfinished() == ""


def test_one_press_is_one_step_however_fast_they_come(stage: ShowPage, desk: Desk) -> None:
    drawn(desk)
    shown = stage(Lottery, desk)
    show, places = the_show(shown), []
    show.moved.connect(lambda: places.append(show.words))
    steps = 0
    while not show.at_end:
        show.go_on()
        steps += 1
    while show.go_back():
        pass
    for _ in range(2):  # from the first page to the digits, where the rounds begin
        show.go_on()
    press(Qt.Key.Key_PageDown, shown.page, steps)
    assert show.at_end
    while show.go_back():
        pass
    for _ in range(2):
        show.go_on()
    press(Qt.Key.Key_Space, shown.page, steps - 1)
    assert not show.at_end
    press(Qt.Key.Key_Return, shown.page)
    assert show.at_end


def test_a_key_that_is_held_down_is_one_press(stage: ShowPage, desk: Desk) -> None:
    drawn(desk)
    shown = stage(Lottery, desk)
    show = the_show(shown)
    press(Qt.Key.Key_PageDown, shown.page)
    words = show.words
    for _ in range(5):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_PageDown,
            Qt.KeyboardModifier.NoModifier,
            autorep=True,
        )
        QApplication.sendEvent(QApplication.focusWidget() or shown.page, held)
    assert show.words == words


def test_keys_are_dead_while_somebody_types(stage: ShowPage, desk: Desk) -> None:
    desk.meetings.end(_meeting_of(desk), ticking()().replace(hour=10))
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MINUTES)
    click(shown.page, "申请补抽…")
    place = the_show(shown).words
    typed = field(shown.page, "依据")
    typed.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        press(key, typed)
    assert typed.text() == " "
    assert the_show(shown).words == place
    picture(shown.page, "摇号-申请补抽")


def _meeting_of(desk: Desk) -> int:
    drawn(desk)
    number = desk.lotteries.of(Q1).meeting_id
    assert number is not None
    return number


def test_a_button_that_has_the_keyboard_is_what_space_presses(stage: ShowPage, desk: Desk) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    shown.page.window().activateWindow()
    button(shown.page, "中止本次摇号…").setFocus()
    press(Qt.Key.Key_Space, shown.page)
    click(dialog(), "不，接着办")
    assert the_show(shown).words == "承诺值", "the meeting did not go on"


def test_esc_on_the_projector_asks(stage: ShowPage, desk: Desk) -> None:
    revealed(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "打开投影")
    [projected] = [it for it in open_windows() if isinstance(it, StageWindow)]
    QTest.keyClick(projected, Qt.Key.Key_Escape)
    click(dialog(), "取消")
    assert projected.isVisible()
    QTest.keyClick(projected, Qt.Key.Key_PageDown)
    settle(shown)
    assert desk.lotteries.of(Q1).drawn is not None
    QTest.keyClick(projected, Qt.Key.Key_Escape)
    click(dialog(), "关闭投影")
    assert not [it for it in open_windows() if isinstance(it, StageWindow)]


def test_no_timer_is_left_when_nobody_looks(window: Callable[..., MainWindow], desk: Desk) -> None:
    drawn(desk)
    whole = window(desk)
    whole.go("摇号")
    settle(whole)
    show = whole.shown.findChild(Show)
    assert show
    show.go_to_first_round()
    assert show.rolling
    whole.go("系统/本单位")
    settle(whole)
    assert not [it for it in show.findChildren(QTimer) if it.isActive()]
    assert not show.rolling


def test_the_next_start_stands_where_the_meeting_stood(
    window: Callable[..., MainWindow], desk: Desk
) -> None:
    frozen(desk)
    whole = window(desk)
    assert isinstance(whole.shown, Lottery)
    assert "上次的摇号会议还没有办完，从这里接着办" in texts(whole)
    assert button(whole, "已经拍照或抄下，开始取数").isVisible()


def test_how_it_is_shown_is_remembered(stage: ShowPage, desk: Desk, settings: Settings) -> None:
    shown = stage(Lottery, desk)
    for name, word in {"投影的颜色": "浅色（会议室亮时）", "滚动的快慢": "快"}.items():
        box = choice(shown.page, name)
        box.setCurrentIndex(box.findText(word))
        box.activated.emit(box.currentIndex())
    [still] = [it for it in shown.page.findChildren(QCheckBox) if it.text() == "不滚动"]
    still.click()
    assert (settings.stage.look, settings.stage.tempo, settings.stage.still) == (
        "bright",
        "fast",
        True,
    )
    assert the_show(shown).manner == settings.stage


def test_another_quarter_is_seen_by_turning_to_it(stage: ShowPage, desk: Desk) -> None:
    frozen(desk)
    shown = stage(Lottery, desk)
    click(shown.page, "下一季度 ›")
    settle(shown)
    said = texts(shown.page)
    assert "2026年第二季度摇号" in said
    assert "还没有完成。请先换到它的季度" in said
    click(shown.page, "‹ 上一季度")
    settle(shown)
    assert button(shown.page, "已经拍照或抄下，开始取数").isVisible()


def test_a_member_of_a_pair_is_replaced_alone(stage: ShowPage, desk: Desk) -> None:
    draw_id = drawn(desk, team_mode="persons")
    target = desk.draws.facts(draw_id).standing[0]
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MINUTES)
    click(shown.page, "申请补抽…")
    box = choice(shown.page, "怎么变")
    box.setCurrentIndex(box.findText("换人：缺席，他的各家都换"))
    who = choice(shown.page, "换下谁")
    assert {who.itemText(n) for n in range(1, who.count())} == {
        person.name for it in desk.draws.facts(draw_id).standing for person in it.team.people
    }
    who.setCurrentIndex(who.findText(target.team.people[0].name))
    for name, text in {"原因": "病假", "依据": "请假单", "批准人": "张局长"}.items():
        type_text(field(shown.page, name), text)
    click(shown.page, "提出补抽")
    settle(shown)
    asked = desk.lotteries.of(Q1).frozen
    assert asked is not None
    assert asked.asked is not None
    assert asked.asked.reason == "缺席：病假"
    assert asked.asked.went_out == f"{target.team.people[0].name}（全部对象）"


@pytest.mark.parametrize("step", list(LotteryStep))
def test_every_step_can_be_looked_back_to(stage: ShowPage, desk: Desk, step: LotteryStep) -> None:
    drawn(desk)
    shown = stage(Lottery, desk)
    see(shown, step)
    assert child(shown.page, QWidget).isVisible()
    picture(shown.page, f"摇号-{step.number}-{step.value}")
