"""全年 as a clerk works with it: looked at, approved, revised, printed and saved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ssj_desktop.desk import Desk
from ssj_desktop.views.plan.category_card import CategoryCard
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.plan.raise_form import RaiseForm
from ssj_desktop.views.plan.year import YearPlanPage
from ssj_desktop.views.preview import Preview
from tests.desk.office import OFFICE, Q1, campaign, code, drawn, grow, take_in, ticking
from tests.views.hands import (
    Stage,
    button,
    click,
    dialog,
    open_windows,
    picture,
    settle,
    texts,
    type_text,
)

Show = Callable[..., Stage]


def spoken(stage: Stage) -> list[str]:
    """Return what the figures of the table are called aloud."""
    return [it.accessibleName() for it in stage.page.findChildren(QLabel) if it.accessibleName()]


def save_as(stage: Stage, words: str, file: Path) -> None:
    click(stage.page, words)
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(file))
    chooser.close()
    settle(stage)


def approve(stage: Stage, words: str, name: str, reason: str = "") -> None:
    click(stage.page, words)
    fields = {it.accessibleName(): it for it in dialog().findChildren(QLineEdit)}
    fields["批准人"].clear()
    type_text(fields["批准人"], name)
    if reason:
        type_text(fields["修订理由"], reason)
    picture(dialog(), f"year_{words[:2]}")
    click(dialog(), "批准")
    settle(stage)


def test_a_year_shows_every_quarter_its_totals_and_whether_the_people_suffice(
    stage: Show, desk: Desk
) -> None:
    drawn(desk)
    shown = stage(YearPlanPage, desk)
    picture(shown.page, "year")
    said = texts(shown.page)
    # 8 + 112 + 0 + 4 visits; the least is 8 + 120 + 0 + 4 (LC-11, LC-12, LC-14).
    assert "全年计划 124 家次，方案最低 132 家次" in said
    assert "8 家 × 25% = 2 家；4 个季度 × 2 = 8 家次" in said
    assert "第一季度\n已摇号" in said
    assert "第二季度\n预计" in said
    assert "比方案的最低数少 8 家次：可抽对象不足，已全部列入" in said
    assert "人手够用" in said
    assert "平均每人 41.3 家次" in said
    assert "一般监管对象第一季度 28 家" in spoken(shown)
    assert "一般监管对象全年 112 家" in spoken(shown)
    assert "8/8" in said  # covered, of whom the scheme wants all
    assert "完成第二季度抽取" in said
    assert "共 1 家" in said


def test_years_are_turned_and_an_unknown_calendar_is_told(stage: Show, desk: Desk) -> None:
    shown = stage(YearPlanPage, desk)
    click(shown.page, "下一年 ›")
    settle(shown)
    picture(shown.page, "year_next")
    assert "2027年度抽查计划" in texts(shown.page)
    assert "人手够不够，现在算不出" in texts(shown.page)
    click(shown.page, "‹ 上一年")
    click(shown.page, "‹ 上一年")
    settle(shown)
    assert "2025年度抽查计划" in texts(shown.page)
    assert "第四季度\n未摇号" in texts(shown.page)


def test_a_year_is_approved_and_revised_with_a_reason(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(YearPlanPage, desk)
    assert "草稿，还没有批准" in texts(shown.page)
    click(shown.page, "批准…")
    assert "批准2026年度抽查计划第1号？" in texts(dialog())
    assert "合计　124 家次" in texts(dialog())
    assert [it.text() for it in dialog().findChildren(QLineEdit)] == ["张局长"]
    click(dialog(), "取消")
    approve(shown, "批准…", "王副局长")
    assert "已批准　第 1 号" in texts(shown.page)
    assert button(shown.page, "批准…").toolTip() == "第1号年度计划已经批准，此后没有变化。"
    assert shown.said == ["2026年度抽查计划第 1 号已批准"]
    grow(desk, tmp_path, 5)
    settle(shown)
    assert "批准以后有变化，可以批准为第 2 号" in texts(shown.page)
    assert "· 重点监管对象：基数 8 家 → 13 家" in texts(shown.page)
    picture(shown.page, "year_changed")
    approve(shown, "批准修订…", "张局长")
    assert "请写明修订理由。" in texts(dialog())
    click(dialog(), "取消")
    approve(shown, "批准修订…", "张局长", "新增重点单位")
    assert "已批准　第 2 号" in texts(shown.page)
    assert "修订理由：新增重点单位" in texts(shown.page)


def test_it_is_printed_and_saved_with_names_only_where_asked_for(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(YearPlanPage, desk)
    click(shown.page, "打印…")
    settle(shown)
    [paper] = [it for it in open_windows() if isinstance(it, Preview)]
    assert paper.windowTitle() == "2026年度抽查计划（草稿）"
    paper.close()
    for words, name in (("另存为 Excel…", "计划.xlsx"), ("另存为 Word…", "计划.docx")):
        save_as(shown, words, tmp_path / name)
        assert (tmp_path / name).read_bytes()[:2] == b"PK"
        assert f"已保存为 {name}" in shown.said
    assert desk.journal.search()[0].words == "另存文书"
    assert "2026年度抽查计划" in desk.journal.search()[0].detail
    shown.page.findChildren(QCheckBox)[0].click()
    click(shown.page, "打印…")
    settle(shown)
    [paper] = [it for it in open_windows() if isinstance(it, Preview)]
    assert paper.windowTitle() == "2026年度抽查计划（草稿）（内部）"
    paper.close()


def test_what_stands_in_the_way_leads_to_where_it_is_mended(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    desk.plans.raise_to(Q1, "key", 3, "秋冬季攻坚")
    grow(desk, tmp_path, 8)  # 16 × 25% = 4
    shown = stage(YearPlanPage, desk)
    assert "第一季度：重点监管对象每季度计划抽 3 家" in texts(shown.page)
    assert not button(shown.page, "批准…").isEnabled()
    click(shown.page, "去看季度计划")
    assert shown.went == ["抽查计划/季度"]


def test_an_empty_office_says_what_to_do_first(stage: Show, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        shown = stage(YearPlanPage, desk)
        picture(shown.page, "year_empty")
        assert "还算不出计划" in texts(shown.page)
        assert button(shown.page, "打印…").toolTip() == "还没有可以打印的计划。"
        click(shown.page, "去填写本单位")
        assert shown.went == ["系统/本单位"]
        shown.work.close()


def ezhou(desk: Desk, folder: Path) -> None:
    """Have 23 key objects under 鄂州's branch (7.8: 3 to 4 a quarter)."""
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    rows = [f"许可企业{n},{code(300 + n)},重点管理" for n in range(23)]
    take_in(desk, folder, "名称,统一社会信用代码,排污许可管理类别", rows)


def card(stage: Stage, name: str) -> CategoryCard:
    [found] = [it for it in stage.page.findChildren(CategoryCard) if it.name == name]
    return found


def test_ez13_a_number_that_the_office_sets_is_set_not_raised(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    ezhou(desk, tmp_path)
    shown = stage(QuarterPlanPage, desk)
    one = card(shown, "特殊监管对象")
    click(one, "设定家数…")
    picture(shown.page, "plan_office_set")
    assert "方案未定家数（五（五）），由本单位在计划中确定。" in texts(one)
    type_text(one.findChildren(QLineEdit)[0], "4")
    assert shown.page.unsaved() == "“特殊监管对象”的家数还没有保存。"
    click(one, "保存家数")
    assert "请写明定这个数的理由。" in texts(one)
    type_text(one.findChildren(QPlainTextEdit)[0], "非现场检查安排")
    click(one, "保存家数")
    settle(shown)
    assert "已设定：全年 4 家。理由：非现场检查安排" in texts(one)
    assert shown.said == ["“特殊监管对象”已设定家数"]
    assert button(one, "修改家数…").isEnabled()
    click(one, "取消设定")
    settle(shown)
    assert shown.said[-1] == "“特殊监管对象”不再设定家数"


def test_ez11_the_schemes_top_stands_beside_the_field(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    ezhou(desk, tmp_path)
    shown = stage(QuarterPlanPage, desk)
    one = card(shown, "重点监管对象")
    click(one, "调高…")
    picture(shown.page, "plan_top")
    assert "方案最低每季度 3 家，最多 4 家（五（五）），只能调高，不能调低。" in texts(one)
    assert one.findChildren(QLineEdit)[0].placeholderText() == "多于 3，最多 4"


def named(stage: Stage, name: str) -> QAbstractButton:
    """Return the button that is called so aloud: each category has its own."""
    found = [it for it in stage.page.findChildren(QAbstractButton) if it.accessibleName() == name]
    assert len(found) == 1, [it.accessibleName() for it in stage.page.findChildren(QPushButton)]
    return found[0]


def fill_in(stage: Stage, number: str, reason: str) -> None:
    [form] = stage.page.findChildren(RaiseForm)
    field = form.findChildren(QLineEdit)[0]
    field.clear()
    type_text(field, number)
    text = form.findChildren(QPlainTextEdit)[0]
    text.clear()
    type_text(text, reason)


def test_lc9_a_category_is_raised_for_the_whole_year_in_one_act(stage: Show, desk: Desk) -> None:
    shown = stage(YearPlanPage, desk)
    named(shown, "重点监管对象：全年调高").click()
    said = texts(shown.page)
    assert "重点监管对象：全年调高" in said
    assert "方案最低每季度 2 家（二（四）第1项），只能调高，不能调低。" in said
    assert "写入第一季度、第二季度、第三季度、第四季度的计划" in said
    assert named(shown, "一般监管对象：全年调高").toolTip() == "正在填写“重点监管对象”。"
    fill_in(shown, "1", "年初定")
    picture(shown.page, "year_raise")
    assert shown.page.unsaved() == "“重点监管对象”的全年调高还没有保存。"
    click(shown.page, "批准…")
    assert "请先保存，或者放弃正在填的，再批准。" in texts(dialog())
    click(dialog(), "知道了")
    click(shown.page, "保存调高")
    settle(shown)
    assert "2026年第一季度：重点监管对象每季度计划抽 1 家，低于方案的最低数 2 家" in texts(
        shown.page
    )
    picture(shown.page, "year_raise_refused")
    assert desk.plans.of(Q1).changed_since == ()
    fill_in(shown, "3", "年初定")
    click(shown.page, "保存调高")
    settle(shown)
    assert shown.said == ["“重点监管对象”第一季度、第二季度、第三季度、第四季度已调高"]
    # LC-9: 3 + 3 + 3 + 3 = 12 of the least 8; with 112 and 4 of the others 128.
    assert "全年计划 128 家次，方案最低 132 家次" in texts(shown.page)
    assert "每季度最低 2 家，调高到 3 家（全年）。理由：年初定。" in texts(shown.page)
    assert "重点监管对象第四季度 3 家" in spoken(shown)
    assert shown.page.unsaved() == ""
    picture(shown.page, "year_raised")


def test_what_is_raised_for_the_year_is_mended_and_taken_back(stage: Show, desk: Desk) -> None:
    drawn(desk)
    desk.plans.raise_year(2026, "key", 3, "年初定")
    shown = stage(YearPlanPage, desk)
    named(shown, "重点监管对象：修改全年调高").click()
    assert "写入第二季度、第三季度、第四季度的计划" in texts(shown.page)
    [form] = shown.page.findChildren(RaiseForm)
    assert form.findChildren(QLineEdit)[0].text() == "3"
    click(shown.page, "不调了")
    settle(shown)
    assert shown.page.findChildren(RaiseForm) == []
    named(shown, "重点监管对象：取消全年调高").click()
    assert "取消“重点监管对象”的全年调高？" in texts(dialog())
    picture(dialog(), "year_unraise")
    click(dialog(), "不再调高")
    settle(shown)
    assert shown.said == ["“重点监管对象”第二季度、第三季度、第四季度不再调高"]
    assert not any(one.any_raised for one in desk.year_plans.of(2026).raising)


def test_a_year_that_is_over_has_nothing_to_raise_and_one_turns_only_when_asked(
    stage: Show, desk: Desk
) -> None:
    shown = stage(YearPlanPage, desk)
    named(shown, "重点监管对象：全年调高").click()
    fill_in(shown, "3", "年初定")
    click(shown.page, "‹ 上一年")
    assert "“重点监管对象”的全年调高还没有保存。" in texts(dialog())
    click(dialog(), "不保存，换年份")
    settle(shown)
    assert "2025年度抽查计划" in texts(shown.page)
    assert not [it for it in shown.page.findChildren(QPushButton) if "全年调高" in it.text()]
    assert shown.page.unsaved() == ""


def test_no_raise_goes_to_a_year_that_is_not_yet_seen(stage: Show, desk: Desk) -> None:
    shown = stage(YearPlanPage, desk)
    click(shown.page, "下一年 ›")  # read in the background; what is seen is still 2026's
    raising = named(shown, "重点监管对象：全年调高")
    assert not raising.isEnabled()
    assert raising.toolTip() == "正在计算。"
    settle(shown)
    assert "2027年度抽查计划" in texts(shown.page)
    named(shown, "重点监管对象：全年调高").click()
    fill_in(shown, "3", "年初定")
    click(shown.page, "保存调高")
    settle(shown)
    raised = {year: desk.year_plans.of(year).raising for year in (2026, 2027)}
    assert not any(line.any_raised for line in raised[2026])
    assert any(line.any_raised for line in raised[2027])


def test_a_year_shows_a_campaign_as_soon_as_it_is_approved(stage: Show, desk: Desk) -> None:
    shown = stage(YearPlanPage, desk)
    assert "专项和联合抽查" not in texts(shown.page)
    campaign(desk)
    settle(shown)
    assert "另有专项和联合抽查 1 项 5 家次" in texts(shown.page)


def test_ez13_a_number_that_the_office_sets_is_set_for_the_year(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    ezhou(desk, tmp_path)
    shown = stage(YearPlanPage, desk)
    named(shown, "特殊监管对象：全年设定家数").click()
    fill_in(shown, "4", "非现场检查安排")
    click(shown.page, "保存家数")
    settle(shown)
    assert "方案未定家数，本单位定为全年 4 家（全年）。理由：非现场检查安排。" in texts(shown.page)
    assert "特殊监管对象全年 3 家" in spoken(shown)  # four of them, one of whom is gone
    picture(shown.page, "year_office_set")
    assert named(shown, "重点监管对象：全年调高").isEnabled()  # EZ-11: 3 to 4
