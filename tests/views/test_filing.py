"""备案: which list is looked at, and what is typed of its report."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from ssj_desktop.desk import Desk
from ssj_desktop.views.draw_choice import DrawChoice
from ssj_desktop.views.pages.filing import Filing
from tests.desk.office import campaign, drawn
from tests.views.hands import Stage, child, click, dialog, picture, settle, texts
from tests.views.test_campaigns import pick, say, typed

Show = Callable[..., Stage]


def test_a_campaign_called_off_while_it_is_chosen_keeps_its_name(stage: Show, desk: Desk) -> None:
    drawn(desk)
    number = campaign(desk)
    shown = stage(Filing, desk)
    pick(shown.page, "报哪一份名单", "油气回收专项")
    settle(shown)
    desk.campaigns.call_off(number, "不查了", "张局长")
    settle(shown)
    which = child(shown.page, DrawChoice)
    assert [which.itemText(place) for place in range(which.count())] == ["季度计划", "油气回收专项"]
    picture(shown.page, "filing_called_off")


def test_a_typed_receipt_is_not_lost_by_looking_at_another_list(stage: Show, desk: Desk) -> None:
    drawn(desk)
    campaign(desk)
    shown = stage(Filing, desk)
    click(shown.page, "登记报送…")
    say(shown.page, 接收编号="收字12号")
    pick(shown.page, "报哪一份名单", "油气回收专项")
    assert "报送还没有登记。" in texts(dialog())
    click(dialog(), "取消")
    assert typed(shown.page)["接收编号"] == "收字12号"
    assert chosen(shown) == "季度计划"
    click(shown.page, "下一季度 ›")
    click(dialog(), "取消")
    assert "2026年第一季度备案" in texts(shown.page)
    pick(shown.page, "报哪一份名单", "油气回收专项")
    click(dialog(), "不登记，去看")
    settle(shown)
    assert chosen(shown) == "油气回收专项"
    assert shown.page.unsaved() == ""


def chosen(stage: Stage) -> str:
    which: QComboBox = child(stage.page, DrawChoice)
    return which.currentText()
