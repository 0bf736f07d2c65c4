"""The squads are copied out of and widened as every table is."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidgetItem

from ssj_desktop.desk import Desk
from ssj_desktop.settings import Settings
from ssj_desktop.views.rosters.squad_tree import SquadTree
from ssj_desktop.views.rosters.squads import members

Make = Callable[[], SquadTree]


@pytest.fixture
def tree(qtbot: Any, settings: Settings, desk: Desk) -> Make:
    def make() -> SquadTree:
        made = SquadTree(settings)
        qtbot.addWidget(made)
        made.resize(900, 700)
        made.show()
        show(made, desk)
        QApplication.processEvents()
        return made

    return make


def show(tree: SquadTree, desk: Desk) -> None:
    people = members(desk.inspectors.rows())
    tree.show_people(people, {one.row.code for one in people})


def line(tree: SquadTree, name: str) -> QTreeWidgetItem:
    (found,) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    return found


def copied(qtbot: Any, tree: SquadTree) -> str:
    qtbot.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_a_person_is_copied_alone_and_several_with_headings(qtbot: Any, tree: Make) -> None:
    shown = tree()
    shown.setCurrentItem(line(shown, "丁某"))
    assert copied(qtbot, shown) == "丁某\t149900003\t2028-12-31\t\t"
    line(shown, "甲某").setSelected(True)
    assert copied(qtbot, shown) == (
        "分队、编组、人员\t执法证号\t有效期止\t职务\t情况\n"
        "甲某\t149900000\t2028-12-31\t\t\n"
        "丁某\t149900003\t2028-12-31\t\t"
    )


def test_what_is_folded_away_is_not_copied(qtbot: Any, tree: Make) -> None:
    shown = tree()
    shown.selectAll()
    line(shown, "一分队").setExpanded(False)
    text = copied(qtbot, shown)
    assert "一分队\t\t\t\t2 人，1 个组" in text
    assert "甲某" not in text
    assert "丁某" in text


def test_the_menu_copies_a_line_or_one_cell(tree: Make) -> None:
    shown = tree()
    person = line(shown, "丁某")
    shown.setCurrentItem(person)
    at = shown.visualRect(shown.indexFromItem(person, 1)).center()

    def pick(words: str) -> str:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, shown.viewport().mapToGlobal(at)
        )
        QApplication.sendEvent(shown.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        return QGuiApplication.clipboard().text()

    assert pick("复制这一格") == "149900003"
    assert pick("复制所选行") == "丁某\t149900003\t2028-12-31\t\t"


def test_new_facts_leave_the_chosen_lines_chosen(qtbot: Any, tree: Make, desk: Desk) -> None:
    shown = tree()
    shown.setCurrentItem(line(shown, "丁某"))
    line(shown, "甲某").setSelected(True)
    desk.inspectors.save("149900000", {"post": "分队长"})
    show(shown, desk)
    assert shown.currentItem() is line(shown, "丁某")
    assert copied(qtbot, shown).splitlines()[1:] == [
        "甲某\t149900000\t2028-12-31\t分队长\t",
        "丁某\t149900003\t2028-12-31\t\t",
    ]


def test_widths_are_remembered(tree: Make, settings: Settings) -> None:
    first = tree()
    first.header().resizeSection(0, 300)
    first.hide()
    assert Settings.load(settings.file).widths["按分队编组"][:2] == [300, 136]
    assert tree().columnWidth(0) == 300
