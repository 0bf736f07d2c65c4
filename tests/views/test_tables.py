"""The table keeps what the clerk has before her: order, choice, place, widths."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionViewItem, QToolTip

from ssj_desktop.settings import Settings
from ssj_desktop.views import theme
from ssj_desktop.views.tables import Column, RowTable

NAMES = ("陵川县污水处理厂", "晋城市陵创铸造有限公司", "阿里建材", "马圪当采石场")


@dataclass(frozen=True)
class Site:
    number: int
    name: str
    visits: int | None = 0
    state: str = "在产"


COLUMNS = (
    Column[Site]("序", lambda site: str(site.number), 60, numeric=True),
    Column[Site]("单位名称", lambda site: site.name, 160),
    Column[Site](
        "检查次数",
        lambda site: "未查" if site.visits is None else f"{site.visits:,} 次",
        100,
        key=lambda site: site.visits,
    ),
    Column[Site](
        "状态", lambda site: site.state, 80, tone=lambda s: "danger" if s.state == "逾期" else ""
    ),
)

Make = Callable[..., RowTable[Site]]


@pytest.fixture
def table(qtbot: Any, settings: Settings) -> Make:
    def make(count: int = 0) -> RowTable[Site]:
        made = RowTable("名录", COLUMNS, lambda site: site.number, settings, lambda site: site.name)
        qtbot.addWidget(made)
        made.resize(600, 32 * 10)
        made.show()
        made.show_rows(sites(count) if count else named())
        QApplication.processEvents()
        return made

    return make


def named() -> list[Site]:
    return [Site(number, name, number % 3) for number, name in enumerate(NAMES, start=1)]


def sites(count: int) -> list[Site]:
    return [Site(number, f"陵川县第{number}厂") for number in range(1, count + 1)]


def numbers(table: RowTable[Site]) -> list[int]:
    return [site.number for site in table.visible()]


def click_heading(qtbot: Any, table: RowTable[Site], section: int) -> None:
    head = table.horizontalHeader()
    at = head.viewport().rect().topLeft()
    at.setX(head.sectionViewportPosition(section) + 20)
    at.setY(head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_click_on_a_heading_sorts_and_a_second_turns_it_round(qtbot: Any, table: Make) -> None:
    shown = table()
    assert numbers(shown) == [1, 2, 3, 4]
    click_heading(qtbot, shown, 1)
    # By pinyin: 阿 ā, 晋 jìn, 陵 líng, 马 mǎ.
    assert numbers(shown) == [3, 2, 1, 4]
    click_heading(qtbot, shown, 1)
    assert numbers(shown) == [4, 1, 2, 3]


def test_the_arrow_points_up_where_the_least_is_on_top_as_in_a_spreadsheet(table: Make) -> None:
    head = table(9).horizontalHeader()

    def arrow() -> list[tuple[int, int]]:
        """Return the arrow's dark points, x and y, from left to right."""
        picture = head.grab().toImage()
        right = head.sectionViewportPosition(1) + head.sectionSize(1)
        places = ((x, y) for x in range(right - 24, right) for y in range(head.height() - 4))
        dark = [it for it in places if picture.pixelColor(*it).lightness() < 160]
        assert dark
        return dark

    head.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    points = arrow()
    assert points[0][1] > min(y for _, y in points)  # its left end is below its tip
    head.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    points = arrow()
    assert points[0][1] < max(y for _, y in points) - 1


def test_numbers_sort_as_numbers_and_equals_keep_their_order(qtbot: Any, table: Make) -> None:
    shown = table()
    shown.show_rows([Site(10, "甲", 2), Site(9, "乙", 1), Site(100, "丙", 1), Site(2, "丁", None)])
    click_heading(qtbot, shown, 0)
    assert numbers(shown) == [2, 9, 10, 100]
    click_heading(qtbot, shown, 2)  # None, 1 (given first), 1, 2
    assert numbers(shown) == [2, 9, 100, 10]
    click_heading(qtbot, shown, 2)
    assert numbers(shown) == [10, 9, 100, 2]


def test_typing_and_a_predicate_both_filter(table: Make) -> None:
    shown = table()
    spy = QSignalSpy(shown.shown)
    shown.filter("lc")
    assert numbers(shown) == [1, 2]
    shown.filter("lc", lambda site: site.number > 1)
    assert numbers(shown) == [2]
    shown.filter("")
    assert numbers(shown) == [1, 2, 3, 4]
    assert [spy.at(place) for place in range(spy.count())] == [[2, 4], [1, 4], [4, 4]]


def test_new_facts_leave_order_filter_choice_and_place_alone(qtbot: Any, table: Make) -> None:
    shown = table(500)
    click_heading(qtbot, shown, 0)
    click_heading(qtbot, shown, 0)
    shown.filter("", lambda site: site.number % 2 == 0)
    shown.choose(300)
    top = shown.rowAt(0)
    spy = QSignalSpy(shown.chosen_changed)

    shown.show_rows([replace(site, state="逾期") for site in reversed(sites(500))])

    assert numbers(shown)[:3] == [500, 498, 496]
    assert shown.chosen() == [Site(300, "陵川县第300厂", state="逾期")]
    assert shown.current() == shown.chosen()[0]
    assert shown.rowAt(0) == top
    assert spy.count() == 0
    # A row that comes above moves nothing either.
    shown.show_rows([*sites(500), Site(502, "新厂")])
    assert shown.rowAt(0) == top + 1
    assert [site.number for site in shown.chosen()] == [300]


def test_what_the_filter_hides_is_chosen_no_longer(table: Make) -> None:
    shown = table()
    shown.selectAll()
    assert [site.number for site in shown.chosen()] == [1, 2, 3, 4]
    spy = QSignalSpy(shown.chosen_changed)
    shown.filter("lc")
    assert [site.number for site in shown.chosen()] == [1, 2]
    assert spy.count() == 1
    shown.filter("")
    assert [site.number for site in shown.chosen()] == [1, 2]


def test_rows_apart_are_chosen_in_the_order_seen(table: Make) -> None:
    shown = table(50)
    select = QItemSelectionModel.SelectionFlag
    for place in (30, 2, 3, 17):
        shown.selectionModel().select(shown.model().index(place, 0), select.Select | select.Rows)
    assert [site.number for site in shown.chosen()] == [3, 4, 18, 31]
    shown.show_rows(list(reversed(sites(50))))
    assert [site.number for site in shown.chosen()] == [31, 18, 4, 3]


def test_enter_and_a_double_click_open_the_row(qtbot: Any, table: Make) -> None:
    shown = table()
    opened: list[Site] = []
    shown.opened.connect(opened.append)
    shown.filter("没有的")
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    shown.filter("")
    shown.choose(2)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    qtbot.keyClick(shown, Qt.Key.Key_Enter)
    at = shown.visualRect(shown.model().index(3, 1)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [site.number for site in opened] == [2, 2, 4]


def test_the_keyboard_goes_to_both_ends(qtbot: Any, table: Make) -> None:
    shown = table(500)
    shown.choose(3)
    qtbot.keyClick(shown, Qt.Key.Key_End)
    assert shown.chosen() == [sites(500)[-1]]
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.current() == sites(2)[-1]
    qtbot.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.chosen()) == 500


def test_copies_are_what_one_sees_with_headings_when_several(qtbot: Any, table: Make) -> None:
    shown = table()
    shown.choose(1)
    qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "1\t陵川县污水处理厂\t1 次\t在产"
    shown.filter("lc")
    qtbot.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == (
        "序\t单位名称\t检查次数\t状态\n"
        "1\t陵川县污水处理厂\t1 次\t在产\n"
        "2\t晋城市陵创铸造有限公司\t2 次\t在产"
    )


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＋cmd", "'＋cmd"),
        ("-3.5", "-3.5"),
        ("一\t二\n三\x00", "一 二 三"),
        ("\t=1", "'=1"),
    ],
)
def test_a_copy_can_neither_compute_nor_split_in_a_spreadsheet(
    table: Make, text: str, copied: str
) -> None:
    shown = table()
    shown.show_rows([Site(1, text)])
    shown.choose(1)
    shown.copy_chosen()
    assert clipboard() == f"1\t{copied}\t0 次\t在产"


def test_the_menu_copies_rows_or_one_cell_and_sorts(table: Make) -> None:
    shown = table()
    shown.choose(3)
    at = shown.visualRect(shown.model().index(2, 1)).center()

    def pick(words: str) -> None:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, shown.viewport().mapToGlobal(at)
        )
        QApplication.sendEvent(shown.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()

    pick("复制这一格")
    assert clipboard() == "阿里建材"
    pick("复制所选行")
    assert clipboard() == "3\t阿里建材\t0 次\t在产"
    pick("按“单位名称”排序")
    assert numbers(shown) == [3, 2, 1, 4]


def test_widths_are_remembered_once_they_rest(table: Make, settings: Settings) -> None:
    first = table()
    for width in (150, 200, 230):
        first.horizontalHeader().resizeSection(1, width)
    assert not settings.file.exists()
    first.hide()
    assert Settings.load(settings.file).widths["名录"][:3] == [60, 230, 100]
    assert table().horizontalHeader().sectionSize(1) == 230
    settings.widths["名录"] = [1]  # from a version with another table
    assert table().horizontalHeader().sectionSize(1) == 160


def test_the_last_column_fills_the_table_and_never_vanishes(table: Make) -> None:
    shown = table()
    head = shown.horizontalHeader()
    assert head.length() == shown.viewport().width()
    assert shown.horizontalScrollBar().maximum() == 0
    head.resizeSection(1, 700)
    QApplication.processEvents()
    assert head.sectionSize(3) == 80
    assert shown.horizontalScrollBar().maximum() > 0
    shown.resize(1400, 300)
    assert head.length() == shown.viewport().width()


def test_only_a_text_that_is_cut_has_a_tip(table: Make) -> None:
    shown = table()
    shown.show_rows([Site(1, "短"), Site(2, "很长" * 20)])
    for place, tip in ((0, ""), (1, "很长" * 20)):
        at = shown.visualRect(shown.model().index(place, 1)).center()
        event = QHelpEvent(QEvent.Type.ToolTip, at, shown.viewport().mapToGlobal(at))
        QApplication.sendEvent(shown.viewport(), event)
        assert QToolTip.text() == tip


def test_numbers_stand_right_and_a_tone_has_its_colour(table: Make) -> None:
    shown = table()
    shown.show_rows([Site(1, "甲", state="逾期"), Site(2, "乙")])
    model, roles = shown.model(), Qt.ItemDataRole
    assert model.index(0, 0).data(roles.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 3).data(roles.ForegroundRole).name().upper() == theme.DANGER
    assert model.index(1, 3).data(roles.ForegroundRole) is None
    delegate: Any = shown.itemDelegate()
    selected: Any = QStyleOptionViewItem()
    delegate.initStyleOption(selected, model.index(0, 3))
    assert selected.palette.highlightedText().color().name().upper() == theme.DANGER


def test_what_one_sees_can_be_exported(qtbot: Any, table: Make) -> None:
    shown = table()
    click_heading(qtbot, shown, 1)
    shown.filter("lc")
    headings, rows = shown.visible_table()
    assert headings == ["序", "单位名称", "检查次数", "状态"]
    assert rows == [
        ["2", "晋城市陵创铸造有限公司", "2 次", "在产"],
        ["1", "陵川县污水处理厂", "1 次", "在产"],
    ]


def test_a_row_is_chosen_alone_while_somebody_holds_ctrl_down(table: Make) -> None:
    shown = table()
    shown.choose(1)
    QTest.keyPress(shown, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    shown.choose(2)
    QTest.keyRelease(shown, Qt.Key.Key_Control)
    assert [site.number for site in shown.chosen()] == [2]
