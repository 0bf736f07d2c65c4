"""A clerk imports a roster: dropped, looked through, taken in, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.settings import Settings
from ssj_desktop.views.importing.page import Importing
from tests.desk.office import code, frozen, targets_csv, ticking, write_csv
from tests.views.hands import Stage, button, click, dialog, picture, settle
from tests.views.hands import texts as said
from tests.views.importing import (
    HEADINGS,
    choose_in_dialog,
    choose_roster,
    column,
    drop,
    figures,
    give,
    held,
    hold_over,
    names,
    press,
    rows,
    table,
)
from tests.views.offices import empty

Show = Callable[..., Stage]


@pytest.fixture
def here(stage: Show, desk: Desk) -> Stage:
    return stage(Importing, desk)


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """Two new sites, and one whose telephone has changed."""
    return write_csv(
        tmp_path / "名录.csv",
        [
            HEADINGS,
            f"企业00,{code(0)},东街0号,13911111111",
            f"新一家,{code(77)},西街7号,",
            f"新二家,{code(78)},西街8号,",
        ],
    )


def test_a_dropped_file_is_looked_through_before_anything_is_written(
    here: Stage, desk: Desk, sites: Path
) -> None:
    head = desk.store.head()
    drop(here, sites)
    assert "名录.csv" in said(here.page)
    assert "读作检查对象名录" in said(here.page)
    assert "没有须改正的问题" in said(here.page)
    # 40 sites in the roster, of which the file names one.
    assert list(figures(here).items()) == [
        *(("新增", "2"), ("变更", "1"), ("不变", "0"), ("文件里没有，保留", "39")),
        *(("须改正", "0"), ("提示", "0")),
    ]
    assert rows(here, "变更") == [["企业00", "联系电话", "13800000000", "13911111111"]]
    assert here.page.unsaved() == "“名录.csv”还没有确认导入。"
    assert desk.store.head() == head
    picture(here.page, "导入-预览")


def test_whoever_holds_a_file_over_the_page_is_told_what_letting_go_does(
    here: Stage, sites: Path
) -> None:
    assert hold_over(here, held(sites))
    assert "松开鼠标，读取“名录.csv”" in said(here.page)
    picture(here.page, "导入-拖着")
    QApplication.sendEvent(here.page, QDragLeaveEvent())
    assert "松开鼠标" not in said(here.page)
    words = QMimeData()
    words.setText("不是文件")
    assert not hold_over(here, words)
    drop(here, sites, sites)
    assert [str(error) for error in here.told] == ["一次只能导入一份文件。请只拖一份文件过来。"]


def test_a_confirmed_file_is_in_the_roster_and_the_page_says_so(
    here: Stage, desk: Desk, sites: Path
) -> None:
    drop(here, sites)
    press(here, "确认导入")
    assert names(desk)[-2:] == ["新一家", "新二家"]
    # The office's first two imports filled it; 2 new and 1 changed make 3.
    assert "已导入 3 家，这是第 3 次导入" in said(here.page)
    assert "42 家" in said(here.page)
    assert here.page.unsaved() == ""
    assert rows(here, "导入记录")[0][2:] == ["检查对象", "已导入", "2", "1", "名录.csv"]
    picture(here.page, "导入-导入了")
    press(here, "看名录")
    assert here.went == ["名录库/检查对象"]
    press(here, "再导入一份")
    assert button(here.page, "选择文件…").isEnabled()


def test_two_changed_sites_of_one_name_are_both_listed(
    here: Stage, desk: Desk, tmp_path: Path
) -> None:
    twins = [f"双胞胎,{code(77)},西街7号,", f"双胞胎,{code(78)},西街8号,"]
    file = write_csv(tmp_path / "名录.csv", [HEADINGS, *twins])
    desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, file))
    write_csv(file, [HEADINGS, *(f"{line}13811111111" for line in twins)])
    drop(here, file)
    assert [row[0] for row in rows(here, "变更")] == ["双胞胎", "双胞胎"]
    assert "只列出前" not in said(here.page)


def test_of_a_great_many_changes_the_first_are_listed_and_all_counted(
    here: Stage, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "名录.csv"
    write_csv(file, [HEADINGS, *(f"新{n}厂,{code(n)},西街{n}号," for n in range(100, 351))])
    desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, file))
    changed = (f"新{n}厂,{code(n)},东街{n}号,13811111111" for n in range(100, 351))
    write_csv(file, [HEADINGS, *changed])
    drop(here, file)
    # 251 sites, of each the address and the telephone
    assert figures(here)["变更"] == "251"
    assert "共 502 处，只列出前 500 处。" in said(here.page)


def test_the_widths_given_to_one_files_columns_are_not_forced_on_another(
    here: Stage, settings: Settings, sites: Path
) -> None:
    for _ in range(2):
        drop(here, sites)
        bars = here.page.findChildren(QTabBar)
        [bar] = [bar for bar in bars if bar.accessibleName() == "问题、变更和文件内容"]
        bar.setCurrentIndex(bar.count() - 1)
        cells = table(here, "文件的内容")
        assert cells.horizontalHeader().sectionSize(0) != 500
        cells.horizontalHeader().resizeSection(0, 500)
        press(here, "换一份文件")
    assert settings.widths == {}


def test_a_file_that_says_nothing_new_need_not_be_imported(here: Stage, tmp_path: Path) -> None:
    drop(here, targets_csv(tmp_path))
    assert "没有变化：文件里的 40 家名录里都有" in said(here.page)
    assert button(here.page, "确认导入").toolTip() == "没有变化，不用导入。"
    assert here.page.unsaved() == ""


def test_reading_is_cancelled_and_what_was_shown_stays(here: Stage, sites: Path) -> None:
    began: list[tuple[str, bool]] = []
    here.work.began.connect(lambda words, cancellable: began.append((words, cancellable)))
    here.work.began.connect(lambda *_: here.work.cancel())
    drop(here, sites)
    assert began == [("正在读取“名录.csv”……", True)]
    assert here.said == ["已取消读取"]
    assert button(here.page, "选择文件…").isEnabled()
    here.work.began.disconnect()
    drop(here, sites)
    here.work.began.connect(lambda *_: here.work.cancel())
    give(here, "联系电话", "（不用这一列）")
    assert column(here, "联系电话").currentText() == "联系电话"
    assert figures(here)["变更"] == "1"


def test_a_cancelled_import_has_written_nothing(here: Stage, desk: Desk, sites: Path) -> None:
    drop(here, sites)
    here.work.began.connect(lambda *_: here.work.cancel())
    press(here, "确认导入")
    assert "已取消导入。名录没有改动。" in said(here.page)
    assert "新一家" not in names(desk)


def test_a_file_that_is_no_table_is_told_of_where_it_was_dropped(
    here: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "照片.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    drop(here, file)
    told = said(here.page)
    assert "照片" in told or "不是" in told
    assert here.told == []
    picture(here.page, "导入-读不出")
    write_csv(file.with_suffix(".csv"), [HEADINGS, f"新一家,{code(77)},,"]).rename(file)
    press(here, "重新读取")
    assert figures(here)["新增"] == "1"


def test_a_file_that_has_gone_is_not_shown_as_if_it_were_there(here: Stage, sites: Path) -> None:
    drop(here, sites)
    sites.unlink()
    press(here, "重新读取")
    assert "找不到文件" in said(here.page)
    assert "请看 U 盘是否插好" in said(here.page)
    assert here.page.unsaved() == ""


def test_what_is_read_survives_whatever_else_happens(here: Stage, desk: Desk, sites: Path) -> None:
    drop(here, sites)
    give(here, "地址", "（不用这一列）")
    desk.targets.tag([code(1)], ["重点关注"], [])
    settle(here)
    assert figures(here)["新增"] == "2"
    assert column(here, "地址").currentText() == "（不用这一列）"


def test_a_roster_that_changed_meanwhile_is_looked_at_again(
    here: Stage, desk: Desk, sites: Path
) -> None:
    drop(here, sites)
    desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, sites))
    settle(here)
    press(here, "确认导入")
    assert "名录在预览之后又有改动，没有导入任何内容。" in said(here.page)
    press(here, "重新读取")
    assert "没有变化" in said(here.page)


def test_a_newcomer_is_led_from_one_roster_to_the_next(stage: Show, tmp_path: Path) -> None:
    data = empty(tmp_path / "空.ssj")
    with Desk.open(data, "小李", ticking()) as desk:
        here = stage(Importing, desk)
        assert "把检查对象的名录文件拖到这里" in said(here.page)
        assert "还没有导入过。" in said(here.page)
        picture(here.page, "导入-空")
        drop(here, targets_csv(tmp_path))
        press(here, "确认导入")
        assert "已导入 40 家，这是第 1 次导入" in said(here.page)
        assert "接下来导入执法人员" in said(here.page)
        press(here, "再导入一份")
        assert "把执法人员的名录文件拖到这里" in said(here.page)
        assert "必须有“姓名”一列" in said(here.page)
        here.work.close()


def test_the_template_of_the_chosen_roster_imports_as_it_is(here: Stage, tmp_path: Path) -> None:
    choose_roster(here, RosterKind.ITEMS)
    target = tmp_path / "模板.xlsx"
    choose_in_dialog(here, "下载空白模板…", target)
    assert here.said == [f"模板已存为 {target}"]
    book = load_workbook(target)
    book.worksheets[0].append(["S-1", "大气污染防治"])
    book.save(target)
    drop(here, target)
    assert "读作抽查事项名录" in said(here.page)
    assert figures(here)["新增"] == "1"


def test_another_file_can_be_chosen_instead(here: Stage, sites: Path) -> None:
    drop(here, sites)
    press(here, "换一份文件")
    assert here.page.unsaved() == ""
    assert button(here.page, "选择文件…").hasFocus()


def test_an_import_that_a_draw_has_used_says_why_it_stays(here: Stage, desk: Desk) -> None:
    draw_id = frozen(desk)
    settle(here)
    here.page.refresh()
    settle(here)
    back = button(here.page, "撤回…")
    assert back.toolTip() == "请先在下面选一次导入。"
    table(here, "导入记录").selectRow(0)
    assert not back.isEnabled()
    assert draw_id in back.toolTip()


def test_the_visits_of_before_the_program_are_taken_in_and_back(
    here: Stage, desk: Desk, tmp_path: Path
) -> None:
    heading, file = "统一社会信用代码,检查日期,类别,依据", tmp_path / "补录检查.csv"
    sound = f"{code(0)},2025-11-03,重点监管对象,检查记录〔2025〕3号"
    choose_roster(here, RosterKind.VISITS)
    settle(here)
    assert "把补录检查表拖到这里" in said(here.page)
    assert "必须有“检查日期”、“类别”、“依据”这几列，和“统一社会信用代码”" in said(here.page)
    picture(here.page, "补录-放文件")
    write_csv(file, [heading, sound, f"{code(99)},2025-11-04,重点,台账"])
    drop(here, file)
    assert "读作补录检查表" in said(here.page)
    assert figures(here)["须改正"] == "2"
    assert not button(here.page, "确认导入").isEnabled()
    assert [row[2] for row in rows(here, "问题")] == ["统一社会信用代码", "类别"]
    picture(here.page, "补录-有问题")
    write_csv(file, [heading, sound, f"{code(1)},2025-11-04,重点监管对象,台账"])
    press(here, "重新读取")
    assert figures(here)["新增"] == "2"
    picture(here.page, "补录-可以导入")
    press(here, "确认导入")
    assert "已导入 2 家次，这是第 3 次导入" in said(here.page)
    picture(here.page, "补录-已导入")
    assert desk.targets.card(code(0)).visits[0].source == "补录：检查记录〔2025〕3号"
    press(here, "看名录")
    assert here.went == ["名录库/检查对象"]
    table(here, "导入记录").selectRow(0)
    press(here, "撤回…")
    assert "它新增的 2 家次会从补录检查表里去掉" in said(dialog())
    click(dialog(), "撤回")
    settle(here)
    assert desk.targets.card(code(0)).visits == ()


def test_visits_dropped_as_a_roster_are_offered_to_be_read_as_visits(
    here: Stage, tmp_path: Path
) -> None:
    row = f"企业00,{code(0)},2025-11-03,重点监管对象,台账"
    heading = "名称,统一社会信用代码,检查日期,类别,依据"
    drop(here, write_csv(tmp_path / "补录.csv", [heading, row]))
    assert "这份文件不像检查对象名录，像是补录检查表。" in said(here.page)
    press(here, "改按补录检查读取")
    assert figures(here)["新增"] == "1"
