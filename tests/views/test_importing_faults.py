"""What is wrong with a file is shown in its place, mended in Excel, and read again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from ssj_desktop.desk import Desk
from ssj_desktop.views.importing.page import Importing
from tests.desk.office import code, inspectors_csv, write_csv
from tests.views.hands import Stage, button, click, dialog, picture, settle
from tests.views.hands import texts as said
from tests.views.importing import (
    HEADINGS,
    choose_in_dialog,
    column,
    drop,
    figures,
    give,
    names,
    press,
    rows,
    table,
)
from tests.views.offices import NAME


@pytest.fixture
def here(stage: Callable[..., Stage], desk: Desk) -> Stage:
    return stage(Importing, desk)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A telephone on line 2 that is none, no name on line 3, and a column that nobody reads."""
    return write_csv(
        tmp_path / "名录.csv",
        [
            f"{HEADINGS},食堂",
            f"新一家,{code(77)},西街7号,138,有",
            f",{code(78)},西街8号,,无",
        ],
    )


def test_faults_are_shown_in_place_mended_in_excel_and_the_file_is_read_again(
    here: Stage, desk: Desk, faulty: Path
) -> None:
    choose_in_dialog(here, "选择文件…", faulty)
    assert [row[:4] for row in rows(here, "问题")] == [
        ["2", "须改正", "联系电话", "电话“138”不是手机号、固定电话或 400 电话。"],
        ["3", "须改正", "名称", "没有填单位名称。"],
        ["1", "提示", "", "这些列没有读：食堂。"],
    ]
    assert rows(here, "文件的内容") == [["新一家", code(77), "西街7号", "138", "有"]]
    table(here, "问题").selectRow(1)
    assert rows(here, "文件的内容") == [["（空）", code(78), "西街8号", "", "无"]]
    assert "第 3 行「名称」：没有填单位名称。" in said(here.page)
    confirm = button(here.page, "确认导入")
    assert not confirm.isEnabled()
    assert confirm.toolTip() == "还有 2 处须改正；改好后按“重新读取”。"
    assert here.page.unsaved() == ""
    picture(here.page, "导入-问题")

    good = [f"新一家,{code(77)},西街7号,13811111111,有", f"新二家,{code(78)},西街8号,,无"]
    write_csv(faulty, [f"{HEADINGS},食堂", *good])
    press(here, "重新读取")
    assert figures(here)["须改正"] == "0"
    press(here, "确认导入")
    assert names(desk)[-2:] == ["新一家", "新二家"]

    table(here, "导入记录").selectRow(0)
    click(here.page, "撤回…")
    assert "它新增的 2 家会从检查对象名录里去掉" in said(dialog())
    click(dialog(), "撤回")
    settle(here)
    assert "新一家" not in names(desk)
    assert here.said[-1] == "已撤回第 3 次导入：名录.csv"
    assert rows(here, "导入记录")[0][3].startswith("已撤回（2026-01-08")
    assert "已导入 2 家" not in said(here.page)


def test_a_faulty_cell_says_what_is_wrong_with_it(here: Stage, faulty: Path) -> None:
    drop(here, faulty)
    cells = table(here, "文件的内容")
    at = cells.visualRect(cells.model().index(0, 3)).center()
    QApplication.sendEvent(
        cells.viewport(),
        QHelpEvent(QHelpEvent.Type.ToolTip, at, cells.viewport().mapToGlobal(at)),
    )
    assert QToolTip.text().startswith("电话“138”不是手机号")
    QToolTip.hideText()
    QApplication.processEvents()


def test_the_problems_come_as_a_workbook_with_the_faulty_cells_marked(
    here: Stage, faulty: Path, tmp_path: Path
) -> None:
    class Opener(QObject):
        opened: QUrl | None = None

        @Slot(QUrl)
        def take(self, url: QUrl) -> None:
            self.opened = url

    drop(here, faulty)
    target = tmp_path / "清单" / "名录 问题清单.xlsx"
    choose_in_dialog(here, "导出问题清单…", target)
    book = load_workbook(target)
    cell = book.worksheets[0]["D2"]
    assert (cell.value, cell.fill.fgColor.rgb[-6:]) == ("138", "FFC7CE")
    assert book["问题清单"].max_row == 4  # headings, 2 faults, 1 remark
    assert "问题清单已存为“名录 问题清单.xlsx”" in said(here.page)
    opener = Opener()
    # The stub asks for bytes, which PySide refuses.
    QDesktopServices.setUrlHandler("file", opener, "take")  # type: ignore[arg-type]
    click(here.page, "打开所在文件夹")
    QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == QUrl.fromLocalFile(str(tmp_path / "清单"))


def test_the_list_never_goes_over_the_clerks_own_file(here: Stage, faulty: Path) -> None:
    before = faulty.read_bytes()
    drop(here, faulty)
    choose_in_dialog(here, "导出问题清单…", faulty)
    assert "不能写在原来的文件上。" in said(here.page)
    assert faulty.read_bytes() == before


def test_a_column_taken_for_the_wrong_thing_is_given_another_field(
    here: Stage, desk: Desk, tmp_path: Path
) -> None:
    lines = ["名称,统一社会信用代码,在哪个镇", f"新一家,{code(77)},青礼镇"]
    file = write_csv(tmp_path / "名录.csv", lines)
    drop(here, file)
    assert column(here, "在哪个镇").currentText() == "（不用这一列）"
    assert column(here, "在哪个镇").toolTip() == "例如：青礼镇"
    give(here, "在哪个镇", "乡镇")
    assert "这些列没有读" not in said(here.page)
    press(here, "重新读取")
    assert column(here, "在哪个镇").currentText() == "乡镇"
    press(here, "确认导入")
    assert desk.targets.rows()[-1].township == "青礼镇"


def test_what_was_said_of_a_column_is_not_said_of_another_that_moved_there(
    here: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "名录.csv"
    write_csv(file, ["名称,统一社会信用代码,在哪个镇", f"新一家,{code(77)},青礼镇"])
    drop(here, file)
    give(here, "在哪个镇", "乡镇")
    moved = ["名称,统一社会信用代码,经办电话,在哪个镇", f"新一家,{code(77)},138,青礼镇"]
    write_csv(file, moved)
    press(here, "重新读取")
    assert column(here, "经办电话").currentText() == "（不用这一列）"
    assert "已经重新自动对应，请再核对一遍" in said(here.page)


def test_neither_wheel_nor_arrow_changes_a_column_by_accident(here: Stage, faulty: Path) -> None:
    drop(here, faulty)
    choice = column(here, "地址")
    choice.setFocus()
    began: list[str] = []
    here.work.began.connect(began.append)
    down = QPoint(0, -120)
    phase, keys = Qt.ScrollPhase.NoScrollPhase, Qt.KeyboardModifier.NoModifier
    none, middle = Qt.MouseButton.NoButton, QPointF(choice.rect().center())
    QApplication.sendEvent(
        choice, QWheelEvent(middle, middle, QPoint(), down, none, keys, phase, False)
    )
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.view().isVisible()
    choice.hidePopup()
    settle(here)
    assert (choice.currentText(), began) == ("地址", [])


def test_a_file_of_another_roster_is_read_as_what_it_is(here: Stage, tmp_path: Path) -> None:
    drop(here, inspectors_csv(tmp_path))
    assert "这份文件不像检查对象名录，像是执法人员名录。" in said(here.page)
    assert not button(here.page, "确认导入").isEnabled()
    picture(here.page, "导入-别的名录")
    press(here, "改按执法人员读取")
    assert "读作执法人员名录" in said(here.page)
    assert figures(here)["不变"] == "7"


def test_absurd_headings_and_texts_fit_the_page(here: Stage, tmp_path: Path) -> None:
    headings = ",".join(["名称", "统一社会信用代码", *(f"{NAME}{n}" for n in range(60))])
    cells = ",".join(["x" * 200] * 60)
    file = write_csv(tmp_path / f"{NAME}.csv", [headings, f"{NAME},{code(77)},{cells}"])
    here.page.resize(976, 520)
    drop(here, file)
    assert "读作检查对象名录" in said(here.page)
    assert here.page.minimumSizeHint().width() <= 976
    picture(here.page, "导入-撑")
