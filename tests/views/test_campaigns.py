"""专项与联合 as a clerk works with it: written down, refused, approved, printed, drawn."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.campaign import CampaignState
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.views.draw_choice import DrawChoice
from ssj_desktop.views.main_window import MainWindow
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.plan.campaigns import CampaignsPage
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.tables import RowTable
from tests.desk.office import Q1, campaign, campaign_drawn, code, drawn, meeting, take_in
from tests.desk.test_campaigns import guests
from tests.desk.test_exclusions import exclude
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
from tests.views.test_lottery import see

Show = Callable[..., Stage]
Window = Callable[..., MainWindow]


def say(root: QWidget, **fields: str) -> None:
    """Type into the form, field by the name that is read out."""
    editors = {it.accessibleName(): it for it in root.findChildren(QLineEdit)}
    for name, text in fields.items():
        editors[name].clear()
        type_text(editors[name], text)


def typed(root: QWidget) -> dict[str, str]:
    """Return what the form's fields say, by the name that is read out."""
    return {it.accessibleName(): it.text() for it in root.findChildren(QLineEdit)}


def outstanding(root: QWidget) -> set[str]:
    """Return the words of the buttons that stand out."""
    shown = [it for it in root.findChildren(QPushButton) if it.isVisibleTo(root)]
    return {it.text() for it in shown if it.property("kind") == "primary"}


def pick(root: QWidget, name: str, words: str) -> None:
    [choice] = [it for it in root.findChildren(QComboBox) if it.accessibleName() == name]
    choice.setCurrentIndex(choice.findText(words))
    choice.activated.emit(choice.currentIndex())


def tagged(desk: Desk) -> None:
    desk.targets.tag([code(number) for number in range(12, 22)], ["加油站"], [])


def test_a_clerk_writes_a_campaign_down_has_it_approved_and_prints_it(
    stage: Show, desk: Desk
) -> None:
    """BD-11, EZ-7."""
    tagged(desk)
    shown = stage(CampaignsPage, desk)
    picture(shown.page, "campaigns_empty")
    assert "这一年还没有专项或联合抽查" in texts(shown.page)
    click(shown.page, "新建专项")
    say(shown.page, 名称="油气回收专项", 抽取数量="三成", 限定标签="加油站")
    click(shown.page, "保存")
    settle(shown)
    assert "请写家数（例如 12）或比例（例如 20%）。" in texts(shown.page)
    assert desk.campaigns.rows(2026) == ()
    picture(shown.page, "campaigns_refused")
    say(shown.page, 抽取数量="30%", 依据="测环〔2026〕3号")
    click(shown.page, "保存")
    settle(shown)
    # 10 × 30% = 3
    assert "10 家 × 30% = 3 家，计划抽 3 家" in texts(shown.page)
    assert shown.said == ["“油气回收专项”已保存"]
    assert not shown.page.unsaved()
    click(shown.page, "批准…")
    picture(dialog(), "campaigns_approve")
    click(dialog(), "批准")
    settle(shown)
    [row] = desk.campaigns.rows(2026)
    assert row.state is CampaignState.APPROVED
    assert "已批准：2026-01-08 经张局长批准" in texts(shown.page)
    picture(shown.page, "campaigns_approved")
    click(shown.page, "打印计划…")
    settle(shown)
    [paper] = [it for it in open_windows() if isinstance(it, Preview)]
    assert "油气回收专项抽查计划" in paper.windowTitle()
    paper.close()
    click(shown.page, "去摇号")
    assert shown.went == [f"摇号/{row.id}"]


def test_what_is_typed_is_not_lost_by_looking_at_another(stage: Show, desk: Desk) -> None:
    first, second = campaign(desk, name="甲专项"), campaign(desk, name="乙专项")
    shown = stage(CampaignsPage, desk)
    click(shown.page, "新建专项")
    say(shown.page, 名称="丙专项")
    assert shown.page.unsaved() == "专项还没有保存。"
    table = child(shown.page, RowTable)
    table.selectRow(0)
    settle(shown)
    click(dialog(), "取消")
    assert "新建专项" in texts(shown.page)
    table.selectRow(1)
    settle(shown)
    click(dialog(), "不保存，去看")
    settle(shown)
    assert not shown.page.unsaved()
    assert [it.id for it in table.chosen()] == [second]
    assert first != second


def test_a_new_one_is_not_overwritten_by_what_was_asked_for_before(stage: Show, desk: Desk) -> None:
    campaign(desk, name="甲专项")
    shown = stage(CampaignsPage, desk)
    shown.page.refresh()  # any verb elsewhere does so; of 50,000 sites it takes its time
    click(shown.page, "新建专项")
    say(shown.page, 名称="丙专项")
    settle(shown)
    assert typed(shown.page)["名称"] == "丙专项"
    assert shown.page.unsaved() == "专项还没有保存。"


def test_what_is_typed_while_a_new_one_is_saved_stays_and_is_saved_into_it(
    stage: Show, desk: Desk
) -> None:
    shown = stage(CampaignsPage, desk)
    click(shown.page, "新建专项")
    say(shown.page, 名称="丙专项", 抽取数量="3", 依据="测环1号")
    click(shown.page, "保存")
    say(shown.page, 完成时限="2026-02-01")
    settle(shown)
    assert typed(shown.page)["完成时限"] == "2026-02-01"
    assert shown.page.unsaved() == "专项还没有保存。"
    click(shown.page, "保存")
    settle(shown)
    assert [it.name for it in desk.campaigns.rows(2026)] == ["丙专项"]
    assert not shown.page.unsaved()


def test_a_new_one_can_be_put_away(stage: Show, desk: Desk) -> None:
    shown = stage(CampaignsPage, desk)
    click(shown.page, "新建专项")
    click(shown.page, "取消")
    settle(shown)
    assert "填好以后保存，再批准。" not in texts(shown.page)
    campaign(desk, name="甲专项")
    settle(shown)
    click(shown.page, "新建专项")
    say(shown.page, 名称="丙专项")
    click(shown.page, "取消")
    click(dialog(), "不保存，去看")
    settle(shown)
    assert typed(shown.page)["名称"] == "甲专项"


def test_the_button_that_stands_out_is_what_comes_next(stage: Show, desk: Desk) -> None:
    shown = stage(CampaignsPage, desk)
    click(shown.page, "新建专项")
    say(shown.page, 名称="丙专项", 抽取数量="3", 依据="测环1号")
    assert outstanding(shown.page) == {"新建专项", "保存"}
    click(shown.page, "保存")
    settle(shown)
    assert outstanding(shown.page) == {"新建专项", "批准…"}
    assert "草稿：草稿" not in texts(shown.page)
    picture(shown.page, "campaigns_draft")
    say(shown.page, 抽取数量="4")
    assert outstanding(shown.page) == {"新建专项", "保存"}
    click(shown.page, "保存")
    settle(shown)
    click(shown.page, "批准…")
    say(dialog(), 批准人="  ")
    click(dialog(), "批准")
    assert "请填写批准人姓名。" in texts(dialog())  # and what stands there stays there
    picture(dialog(), "campaigns_nobody")
    say(dialog(), 批准人="张局长")
    click(dialog(), "批准")
    settle(shown)
    assert outstanding(shown.page) == {"新建专项", "去摇号"}
    assert not shown.told


def test_a_draft_shows_at_once_that_a_site_is_left_out(stage: Show, desk: Desk) -> None:
    tagged(desk)
    said = {
        "name": "甲专项",
        "document": "测环1号",
        "quarter": "1",
        "tags": "加油站",
        "amount": "100%",
    }
    desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    shown = stage(CampaignsPage, desk)
    assert "范围内 10 家，可抽 10 家" in texts(shown.page)
    exclude(desk, 12)
    settle(shown)
    assert "范围内 10 家，可抽 9 家" in texts(shown.page)


def test_one_approved_is_called_off_with_a_reason(stage: Show, desk: Desk) -> None:
    number = campaign(desk)
    shown = stage(CampaignsPage, desk)
    child(shown.page, RowTable).selectRow(0)
    settle(shown)
    click(shown.page, "取消专项…")
    say(dialog(), 决定人="张局长")
    click(dialog(), "取消这个专项")
    assert "请写明原因。" in texts(dialog())
    say(dialog(), 原因="并入省厅统一行动")
    picture(dialog(), "campaigns_call_off")
    click(dialog(), "取消这个专项")
    settle(shown)
    assert desk.campaigns.card(number).row.state is CampaignState.CALLED_OFF
    assert "2026-01-08 取消，张局长决定。原因：并入省厅统一行动" in texts(shown.page)


def test_a_draft_is_thrown_away_after_a_question(stage: Show, desk: Desk) -> None:
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "quarter": "1"}
    desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    shown = stage(CampaignsPage, desk)
    child(shown.page, RowTable).selectRow(0)
    settle(shown)
    click(shown.page, "删除草稿…")
    click(dialog(), "删除")
    settle(shown)
    assert desk.campaigns.rows(2026) == ()
    assert "这一年还没有专项或联合抽查" in texts(shown.page)


def test_a_crowd_of_campaigns_fits_the_page(stage: Show, desk: Desk, tmp_path: Path) -> None:
    """Absurdly full: 40-character names, three departments, 60 of them."""
    rows = [
        f"外{n},WB{n:04},2028-12-31,外单位,{'测试县市场监督管理和知识产权局第' + str(n)}分局"
        for n in range(3)
    ]
    heading = "姓名,执法证号,证件有效期止,编制,工作单位"
    take_in(desk, tmp_path, heading, rows, RosterKind.INSPECTORS)
    units = "、".join(desk.campaigns.words().departments)
    for number in range(60):
        name = f"{'测试县重点行业挥发性有机物综合治理和臭氧污染防治攻坚行动专项𠮷'[:36]}{number}"
        campaign(desk, name=name, kind="部门联合", departments=units)
    shown = stage(CampaignsPage, desk)
    child(shown.page, RowTable).selectRow(5)
    settle(shown)
    picture(shown.page, "campaigns_crowd")
    assert button(shown.page, "取消专项…").isEnabled()


def test_the_lottery_is_held_for_the_campaign_that_is_chosen(window: Window, desk: Desk) -> None:
    """LC-2: the quarter's draw and the campaign's stand side by side."""
    tagged(desk)
    first = drawn(desk)
    number = campaign(desk, tags="加油站", amount="3")
    whole = window(desk)
    whole.go(f"摇号/{number}")
    settle(whole)
    page = child(whole, Lottery)
    titles = [it.text() for it in page.findChildren(QLineEdit) if it.accessibleName() == "会议名称"]
    assert titles == ["2026年第一季度油气回收专项“双随机、一公开”抽查摇号会议"]
    picture(whole, "campaign_meeting")
    second = campaign_drawn(desk, number)
    settle(whole)
    assert f"摇号编号 {second}" in texts(page)
    picture(whole, "campaign_drawn")
    pick(page, "摇哪一个", "季度计划")
    settle(whole)
    assert f"摇号编号 {first}" in texts(page)
    whole.go("现场检查")
    settle(whole)
    picture(whole, "campaign_tasks")
    assert len(desk.tasks.of(Q1).rows) == 34


def test_from_a_campaign_of_another_quarter_one_comes_to_that_quarters_plan(
    window: Window, desk: Desk
) -> None:
    number = campaign(desk, quarter="2")
    whole = window(desk)
    whole.go(f"摇号/{number}")
    settle(whole)
    page = child(whole, Lottery)
    assert "2026年第二季度油气回收专项摇号" in texts(page)
    pick(page, "摇哪一个", "季度计划")
    settle(whole)
    assert "2026年第二季度摇号" in texts(page)


def test_the_end_of_a_second_meeting_in_one_sitting_is_filled_in_as_well(
    stage: Show, desk: Desk
) -> None:
    drawn(desk)
    number = campaign(desk)
    shown = stage(Lottery, desk)
    see(shown, LotteryStep.MINUTES)
    say(shown.page, 会议结束时间="2026-01-08 09:50")
    click(shown.page, "结束会议")
    settle(shown)
    shown.page.go_to(str(number))
    settle(shown)
    campaign_drawn(desk, number)
    settle(shown)
    see(shown, LotteryStep.MINUTES)
    assert typed(shown.page)["会议结束时间"] == "2026-01-08 09:00"


def test_a_long_name_leaves_room_for_the_draws_number(window: Window, desk: Desk) -> None:
    number = campaign(desk, name="测试县重点行业挥发性有机物综合治理和臭氧污染防治攻坚行动专项")
    campaign_drawn(desk, number)
    whole = window(desk, 1366, 728)
    whole.go(f"摇号/{number}")
    settle(whole)
    picture(whole, "campaign_long_name")
    choice = child(child(whole, Lottery), DrawChoice)
    choice.showPopup()
    QApplication.processEvents()
    picture(choice.view().window(), "campaign_long_list")
    choice.hidePopup()
    page = child(whole, Lottery)
    [heading] = [it for it in page.findChildren(QLabel) if it.objectName() == "pageTitle"]
    assert heading.text().startswith("2026年第一季度测试")
    assert heading.toolTip().endswith("攻坚行动专项")


def test_tj8_the_review_tells_own_teams_from_departments_people(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    """Three teams and four others are no seven teams; of one person 100 % is nothing to mark."""
    guests(desk, tmp_path)
    number = campaign(
        desk,
        kind="部门联合",
        amount="4",
        departments="市场监管局、住建局",
        auxiliaries="1",
        specialty="大气",
    )
    desk.meetings.convene(Q1, meeting(title="联合抽查摇号会议"), number)
    shown = stage(Lottery, desk)
    assert (
        # 4 sites, 3 teams: 2 × 4/3, rounded up
        "共 3 组，每组本次最多承担 3 家（平均数的两倍）。"
        "另有辅助检查人员 1 人、市场监管局 2 人、住建局 1 人，各在自己的人里抽。"
    ) in texts(shown.page)
    assert "▲" not in texts(shown.page)
    # Each of the four sites is sent the one auxiliary and the one of 住建局, in every draw.
    assert "里抽），100%" in texts(shown.page)
    picture(shown.page, "campaign_review")


def test_nothing_typed_for_one_campaign_comes_to_another_of_the_same_name(
    stage: Show, desk: Desk
) -> None:
    first = campaign(desk)
    shown = stage(Lottery, desk)
    shown.page.go_to(str(first))
    settle(shown)
    say(shown.page, 地点="旧地点")
    desk.campaigns.call_off(first, "改数量", "张局长")
    second = campaign(desk, amount="9")
    settle(shown)
    shown.page.go_to(str(second))
    click(dialog(), "不保存，去看")
    settle(shown)
    assert typed(shown.page)["地点"] == ""


def test_what_was_typed_into_a_campaign_approved_meanwhile_gives_way(
    stage: Show, desk: Desk
) -> None:
    said = {"name": "甲专项", "document": "测环1号", "amount": "2", "quarter": "1"}
    number = desk.campaigns.save(2026, None, {**desk.campaigns.blank(), **said})
    shown = stage(CampaignsPage, desk)
    say(shown.page, 抽取数量="9")
    desk.campaigns.approve(number, "张局长")
    settle(shown)
    assert typed(shown.page)["抽取数量"] == "2"
    assert button(shown.page, "打印计划…").isEnabled()
    assert not shown.page.unsaved()


def test_the_words_that_a_field_takes_are_offered_beneath_it(stage: Show, desk: Desk) -> None:
    tagged(desk)
    desk.targets.tag([code(12)], ["油库"], [])
    shown = stage(CampaignsPage, desk)
    click(shown.page, "新建专项")
    field = next(
        it for it in shown.page.findChildren(QLineEdit) if it.accessibleName() == "限定标签"
    )
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    offered = field.completer().popup()
    words = offered.model()
    assert {words.index(n, 0).data() for n in range(words.rowCount())} >= {"加油站", "油库"}
    type_text(field, "加")
    assert words.rowCount() == 1
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    assert field.text() == "加油站"
    type_text(field, "、油库")
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    settle(shown)
    assert field.text() == "加油站、油库"
    assert shown.page.unsaved()
