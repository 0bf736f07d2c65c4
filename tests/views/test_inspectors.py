"""执法人员: a clerk keeps people, badges, squads and teams in order, and bars one from a site."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QTabBar, QTreeWidget

from ssj_desktop.desk import Desk
from ssj_desktop.facts.roster import InspectorRow
from ssj_desktop.views.rosters.inspectors import Inspectors
from ssj_desktop.views.rosters.squads import Member, grouped, members
from ssj_desktop.views.tables import RowTable
from tests.desk.office import code
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
from tests.views.offices import empty

Show = Callable[..., Stage]


@pytest.fixture
def people(stage: Show, desk: Desk) -> Stage:
    return stage(Inspectors, desk)


def table(stage: Stage) -> RowTable[Member]:
    assert isinstance(stage.page, Inspectors)
    return stage.page.table


def search_box(stage: Stage) -> QLineEdit:
    return field(stage, "搜索执法人员")


def column(stage: Stage, heading: str) -> list[str]:
    headings, rows = table(stage).visible_table()
    return [row[headings.index(heading)] for row in rows]


def open_person(stage: Stage, name: str) -> None:
    found = next(one for one in table(stage).visible() if one.row.name == name)
    table(stage).choose(found.row.code)
    table(stage).opened.emit(found)
    settle(stage)


def field(stage: Stage, name: str) -> QLineEdit:
    fields = stage.page.findChildren(QLineEdit)
    return next(it for it in fields if it.accessibleName() == name and it.isVisible())


def turn_to(stage: Stage, title: str) -> None:
    for bar in stage.page.findChildren(QTabBar):
        for index in range(bar.count()):
            if bar.tabText(index).startswith(title):
                bar.setCurrentIndex(index)
    settle(stage)


def replace_text(editor: QLineEdit, text: str) -> None:
    editor.selectAll()
    type_text(editor, text)


def named(desk: Desk, name: str) -> InspectorRow:
    return next(row for row in desk.inspectors.rows() if row.name == name)


def test_a_badge_that_has_run_out_is_told_in_words_and_found_by_the_filter(people: Stage) -> None:
    # tests.desk.office: today is 2026-01-08; the seventh's badge ran out on 2025-12-31
    assert column(people, "有效期止") == [*["2028-12-31"] * 6, "2025-12-31，已过期"]
    assert "共 7 人" in texts(people.page)
    concerned = child(people.page, QCheckBox)
    assert concerned.text() == "只看需要处理的（1 人）"
    concerned.click()
    assert column(people, "姓名") == ["庚某"]
    assert "显示 1 / 共 7 人" in texts(people.page)
    click(people.page, "清除筛选")
    assert len(table(people).visible()) == 7


def test_people_are_found_by_initials_and_by_squad(people: Stage, desk: Desk) -> None:
    type_text(search_box(people), "jm")
    assert column(people, "姓名") == ["甲某", "己某"]
    squads = next(it for it in people.page.findChildren(QComboBox) if it.isVisible())
    squads.setCurrentText("三分队")
    assert column(people, "姓名") == ["己某"]
    desk.inspectors.save(named(desk, "甲某").code, {"squad": "三分队"})
    settle(people)
    assert squads.currentText() == "三分队"
    assert column(people, "姓名") == ["甲某", "己某"]


def test_a_post_is_typed_and_saved(people: Stage, desk: Desk) -> None:
    open_person(people, "甲某")
    assert "没有修改" in button(people.page, "保存").toolTip()
    type_text(field(people, "职务"), "分队长")
    assert people.page.unsaved() == "“甲某”的修改还没有保存。"
    QTest.keyClick(field(people, "职务"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(people)
    assert named(desk, "甲某").post == "分队长"
    assert column(people, "职务")[0] == "分队长"
    assert people.said == ["已保存：甲某"]
    assert people.page.unsaved() == ""
    turn_to(people, "变更")
    assert "手工修改：职务 （空） → 分队长" in texts(people.page)


def test_a_wrong_date_is_told_beside_its_field_and_nothing_is_lost(
    people: Stage, desk: Desk
) -> None:
    open_person(people, "甲某")
    replace_text(field(people, "有效期止"), "2028年13月")
    click(people.page, "保存")
    settle(people)
    assert named(desk, "甲某").badge_until == date(2028, 12, 31)
    assert field(people, "有效期止").text() == "2028年13月"
    assert field(people, "有效期止").hasFocus()
    assert "没有保存，请改正标红的几处" in texts(people.page)
    click(people.page, "放弃修改")
    assert field(people, "有效期止").text() == "2028-12-31"


def test_another_change_neither_wipes_what_is_typed_nor_is_wiped_by_it(
    people: Stage, desk: Desk
) -> None:
    open_person(people, "甲某")
    type_text(field(people, "职务"), "分队长")
    desk.inspectors.save(named(desk, "甲某").code, {"team": "九组"})
    settle(people)
    assert field(people, "职务").text() == "分队长"
    click(people.page, "保存")
    settle(people)
    assert (named(desk, "甲某").post, named(desk, "甲某").team) == ("分队长", "九组")


def test_a_new_inspector_is_typed_and_then_stands_chosen_in_the_table(
    people: Stage, desk: Desk
) -> None:
    click(people.page, "新增")
    settle(people)
    assert field(people, "姓名").hasFocus()
    type_text(field(people, "姓名"), "赵𠮷祥")
    type_text(field(people, "分队"), "一分队")
    click(people.page, "保存")
    settle(people)
    new = named(desk, "赵𠮷祥")
    assert new.squad == "一分队"
    assert [one.row.code for one in table(people).chosen()] == [new.code]
    assert people.said == ["已新增：赵𠮷祥"]
    assert column(people, "执法证号")[-1] == "未登记"
    assert column(people, "编组")[-1] == "未编组"


def test_closing_an_unsaved_form_asks_first(people: Stage) -> None:
    open_person(people, "甲某")
    type_text(field(people, "职务"), "分队长")
    QTest.keyClick(field(people, "职务"), Qt.Key.Key_Escape)
    click(dialog(), "取消")
    assert field(people, "职务").text() == "分队长"
    click(people.page, "关闭")
    click(dialog(), "不保存")
    settle(people)
    assert people.page.unsaved() == ""
    assert people.page.focusWidget() is table(people)
    with pytest.raises(AssertionError):
        button(people.page, "关闭")


def test_tab_goes_from_the_search_through_the_filters_to_the_table_and_the_card(
    people: Stage,
) -> None:
    open_person(people, "甲某")
    search_box(people).setFocus()
    passed = []
    for _ in range(10):
        focused = people.page.focusWidget()
        assert focused is not None
        passed.append(focused.accessibleName() or getattr(focused, "text", str)())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert passed == [
        "搜索执法人员",
        "怎样排列",
        "按分队筛选",
        "只看需要处理的（1 人）",
        "新增",
        "导出所见…",
        "执法人员",
        "关闭",
        "执法人员的各栏",
        "姓名",
    ]


def test_the_card_follows_the_table_but_never_over_what_is_typed(people: Stage) -> None:
    open_person(people, "甲某")
    QTest.keyClick(table(people), Qt.Key.Key_Down)
    settle(people)
    assert field(people, "姓名").text() == "乙某"
    type_text(field(people, "职务"), "队员")
    QTest.keyClick(table(people), Qt.Key.Key_Down)
    settle(people)
    assert field(people, "姓名").text() == "乙某"


def found_below(search: QLineEdit) -> RowTable[object]:
    around = search.parentWidget()
    assert around is not None
    return child(around, RowTable)


def test_an_inspector_is_barred_from_a_site_and_the_bar_lifted(people: Stage, desk: Desk) -> None:
    open_person(people, "甲某")
    turn_to(people, "回避")
    assert "没有需要回避的对象" in texts(people.page)
    click(people.page, "登记回避…")
    settle(people)
    click(people.page, "登记回避")
    assert "没有选对象" in texts(people.page)
    sites = next(it for it in people.page.findChildren(QLineEdit) if it.hasFocus())
    type_text(sites, "qy07")
    QTest.keyClick(found_below(sites), Qt.Key.Key_Down)
    click(people.page, "登记回避")
    assert "请写明利害关系" in texts(people.page)
    type_text(field(people, "原因"), "配偶在该企业任职")
    click(people.page, "登记回避")
    settle(people)
    (recusal,) = desk.inspectors.recusals()
    assert (recusal.inspector, recusal.target_code) == ("甲某", code(7))
    assert column(people, "回避")[0] == "1"
    click(people.page, "解除…")
    type_text(field(people, "依据"), "配偶已离职")
    click(people.page, "解除回避")
    settle(people)
    assert desk.inspectors.recusals()[0].lifted_on == date(2026, 1, 8)
    assert column(people, "回避")[0] == ""
    assert "企业07　2026-01-08 已解除" in texts(people.page)


def lines(tree: QTreeWidget) -> list[tuple[str, str]]:
    """Return what the tree says, top down, as (name, 情况)."""
    found = []

    def walk(item: object) -> None:
        for index in range(item.childCount()):  # type: ignore[attr-defined]
            below = item.child(index)  # type: ignore[attr-defined]
            found.append((below.text(0), below.text(4)))
            walk(below)

    walk(tree.invisibleRootItem())
    return found


def test_squads_show_who_is_in_no_team_and_which_team_has_one_to_send(
    people: Stage, desk: Desk
) -> None:
    desk.inspectors.save(named(desk, "甲某").code, {"team": ""})
    desk.inspectors.save(named(desk, "戊某").code, {"on_duty": "否"})
    settle(people)
    turn_to(people, "按分队编组")
    assert lines(child(people.page, QTreeWidget)) == [
        ("一分队", "2 人，1 个组，1 人未编组"),
        ("一组", "1 人；仅 1 人可派"),
        ("乙某", ""),
        ("未编组", "1 人"),
        ("甲某", ""),
        ("二分队", "2 人，1 个组"),
        ("二组", "2 人"),
        ("丙某", ""),
        ("丁某", ""),
        ("三分队", "3 人，1 个组"),
        ("三组", "3 人；仅 1 人可派"),  # 戊 is off duty, 庚's badge has run out
        ("戊某", "不在岗"),
        ("己某", ""),
        ("庚某", ""),
    ]


def test_a_person_is_opened_out_of_the_squads(people: Stage) -> None:
    turn_to(people, "按分队编组")
    tree = child(people.page, QTreeWidget)
    (person,) = tree.findItems("丁某", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    tree.setCurrentItem(person)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    settle(people)
    assert field(people, "姓名").text() == "丁某"


def test_what_one_sees_is_exported(people: Stage, tmp_path: Path) -> None:
    type_text(search_box(people), "一分队")
    exported = export(people, tmp_path / "人员.xlsx")
    assert ["甲某", "149900000", "2028-12-31", "一分队", "一组"] in [row[:5] for row in exported]
    assert not any("丙某" in row for row in exported)
    turn_to(people, "按分队编组")
    exported = export(people, tmp_path / "编组.xlsx")
    assert ["一分队", "一组", "2 人", "甲某", "149900000"] in [row[:5] for row in exported]


def export(stage: Stage, path: Path) -> list[list[str]]:
    click(stage.page, "导出所见…")
    chooser = next(window for window in open_windows() if isinstance(window, QFileDialog))
    chooser.fileSelected.emit(str(path))
    chooser.close()
    settle(stage)
    assert path.name in stage.said[-1]
    rows = load_workbook(path).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    return [["" if value is None else str(value) for value in row] for row in rows]


def test_an_empty_roster_says_what_to_do_first(stage: Show, tmp_path: Path) -> None:
    with Desk.open(empty(tmp_path / "空.ssj"), "小李") as desk:
        shown = stage(Inspectors, desk)
        assert "还没有执法人员" in texts(shown.page)
        click(shown.page, "导入…")
        assert shown.went == ["名录库/导入"]
        click(shown.page, "新增")
        settle(shown)
        assert field(shown, "姓名").hasFocus()
        shown.work.close()


def inspector(name: str, squad: str, team: str, **changes: object) -> InspectorRow:
    row = InspectorRow(
        name, name, "149900001", date(2028, 12, 31), "", True, squad, team, "", "在编",
        qualified=True, auxiliary=False, on_duty=True, specialties=(), recusals=0, visits=0,
        guest=False,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def faults(rows: Sequence[InspectorRow]) -> list[str]:
    return [one.team_fault for one in members(rows)]


def test_an_office_without_teams_is_not_asked_for_any() -> None:
    assert faults([inspector("甲", "一分队", ""), inspector("乙", "一分队", "")]) == ["", ""]


def test_who_enforces_nothing_needs_neither_badge_nor_team() -> None:
    helper = inspector("丙", "", "", can_go=False, auxiliary=True, badge_no="")
    pair = [inspector("甲", "一分队", "一组"), inspector("乙", "一分队", "一组")]
    assert [one.concerns for one in members([*pair, helper])] == [(), (), ()]


def test_a_team_whose_badges_have_all_run_out_has_nobody_to_send() -> None:
    spent = [inspector(name, "一分队", "一组", can_go=False) for name in "甲乙"]
    assert faults(spent) == ["无人可派", "无人可派"]


def test_whose_badge_begins_next_month_cannot_be_sent_today(desk: Desk) -> None:
    """As the freeze has it: the clock says January 8."""
    desk.inspectors.save("149900000", {"badge_from": "2026-02-01"})
    first = [one for one in members(desk.inspectors.rows()) if one.row.team == "一组"]
    assert [one.row.can_go for one in first] == [False, True]
    assert [one.team_fault for one in first] == ["仅 1 人可派", "仅 1 人可派"]


def test_teams_of_one_name_in_two_squads_are_told_to_be_one() -> None:
    """The draw goes by the team's name alone."""
    people = [inspector("甲", "一分队", "一组"), inspector("乙", "二分队", "一组")]
    assert faults(people) == ["", ""]
    remarks = [team.remark for squad in grouped(members(people)) for team in squad.teams]
    assert remarks == [
        "与二分队的组同名，编组摇号时合为一组",
        "与一分队的组同名，编组摇号时合为一组",
    ]
