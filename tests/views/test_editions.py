"""抽查事项/版本 as a clerk works with it: taken in, published, looked at, printed and saved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QTabBar

from ssj_desktop.desk import Desk
from ssj_desktop.facts.catalogue import ListKind
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.views.preview import Preview
from ssj_desktop.views.rosters.items import Items
from ssj_desktop.views.short_table import ShortTable
from tests.desk.office import OFFICE, take_in, ticking
from tests.views.hands import (
    Stage,
    child,
    click,
    dialog,
    open_windows,
    picture,
    settle,
    texts,
    type_text,
)

Show = Callable[..., Stage]
WULONG = replace(OFFICE, name="重庆市武隆区生态环境局", scheme_id="wulong-2024")
THAT_DAY = date(2026, 1, 8)


@pytest.fixture
def wulong(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "武隆.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(WULONG)
        yield desk


def bar(stage: Stage) -> QTabBar:
    [found] = [it for it in stage.page.findChildren(QTabBar) if it.isVisibleTo(stage.page)]
    return found


def versions(stage: Stage) -> list[list[str]]:
    return child(stage.page, ShortTable).visible_table()[1]


def fields() -> dict[str, QLineEdit]:
    lines = [it for window in open_windows() for it in window.findChildren(QLineEdit)]
    return {it.accessibleName(): it for it in lines if it.isVisible()}


def test_the_schemes_list_is_taken_in_after_a_question_that_tells_how_many(
    stage: Show, wulong: Desk
) -> None:
    """WL-12, WL-13."""
    shown = stage(Items, wulong)
    click(shown.page, "从方案载入…")
    settle(shown)
    asked = texts(dialog())
    assert "武环发〔2024〕3号的事项清单？" in asked
    assert "新增 27 项，改动 0 项，不变 0 项" in asked
    picture(dialog(), "items_load")
    click(dialog(), "载入")
    settle(shown)
    assert shown.said == ["已载入：新增 27 项，改动 0 项"]
    assert "共 27 项" in texts(shown.page)
    click(shown.page, "从方案载入…")
    settle(shown)
    assert "新增 0 项，改动 0 项，不变 27 项" in texts(dialog())
    click(dialog(), "载入")
    settle(shown)
    assert "没有变化" in str(shown.told[-1])


def test_what_this_year_has_not_checked_yet_is_counted_and_can_be_seen_alone(
    stage: Show, wulong: Desk, tmp_path: Path
) -> None:
    """WL-1: 事项清单年度全覆盖."""
    wulong.items.load()
    take_in(wulong, tmp_path, "名称,类型", ["白马山保护区,保护地"])
    [site] = wulong.targets.rows()
    wulong.targets.record_visit(site.code, date(2026, 1, 5), "reserve", "移动执法 1 号")
    shown = stage(Items, wulong)
    box = child(shown.page, QCheckBox)
    assert box.text() == "只看本年还没有查过的（26 项）"
    box.setChecked(True)
    assert "显示 26 / 共 27 项" in texts(shown.page)
    click(shown.page, "清除筛选")
    assert "共 27 项" in texts(shown.page)
    assert not box.isChecked()


def test_where_records_go_by_the_schemes_contents_nothing_can_be_counted(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    take_in(desk, tmp_path, "事项编码,抽查事项", ["S-01,许可证"], RosterKind.ITEMS)
    box = child(stage(Items, desk).page, QCheckBox)
    assert not box.isEnabled()
    assert "自己规定了检查内容" in box.toolTip()


def test_a_list_is_published_with_its_meeting_and_then_revised(stage: Show, wulong: Desk) -> None:
    """LC-6, EZ-6."""
    wulong.items.load()
    shown = stage(Items, wulong)
    assert bar(shown).tabText(1) == "版本：草稿"
    bar(shown).setCurrentIndex(1)
    assert "草稿，还没有发布过" in texts(shown.page)
    assert [row[:2] for row in versions(shown)] == [["草稿", "未发布"]]
    click(shown.page, "发布…")
    click(shown.page, "发布")
    said = texts(shown.page)
    assert "请写明讨论确定清单的会议。" in said
    assert "请填写确定清单的负责人姓名。" in said
    type_text(fields()["会议"], "局务会")
    type_text(fields()["确定人"], "张局长")
    assert shown.page.unsaved() == "填好的版本还没有发布。"
    picture(shown.page, "items_publish")
    click(shown.page, "发布")
    settle(shown)
    [edition] = wulong.items.facts().editions
    assert (edition.meeting, edition.decided_by) == ("局务会", "张局长")
    assert versions(shown) == [
        ["第 1 版", "现行", "2026-01-08", "2026-01-08", "局务会", "张局长", "27", ""]
    ]
    assert bar(shown).tabText(1) == "版本：第 1 版"
    assert shown.page.unsaved() == ""
    wulong.items.save("武隆-2", {"rate": "15%"})
    settle(shown)
    assert bar(shown).tabText(1) == "版本：第 1 版后改过 1 处"
    picture(shown.page, "items_changed")
    assert "武隆-2 水污染防治设施运行情况：抽查比例及频次 10% → 15%" in texts(shown.page)
    assert [row[:2] for row in versions(shown)] == [["草稿", "未发布"], ["第 1 版", "现行"]]


def test_one_that_has_not_changed_is_refused_where_it_was_typed(stage: Show, wulong: Desk) -> None:
    wulong.items.load()
    wulong.items.publish(THAT_DAY, THAT_DAY, "局务会", "张局长")
    shown = stage(Items, wulong)
    bar(shown).setCurrentIndex(1)
    click(shown.page, "发布…")
    type_text(fields()["会议"], "局务会")
    type_text(fields()["确定人"], "张局长")
    click(shown.page, "发布")
    settle(shown)
    assert "清单与第 1 版完全相同" in texts(shown.page)


def test_the_version_that_is_chosen_is_printed_and_saved(
    stage: Show, wulong: Desk, tmp_path: Path
) -> None:
    """BD-3, WL-12."""
    wulong.items.load()
    wulong.items.publish(THAT_DAY, THAT_DAY, "局务会", "张局长")
    wulong.items.save("武隆-2", {"rate": "15%"})
    shown = stage(Items, wulong)
    bar(shown).setCurrentIndex(1)
    kinds = child(shown.page, QComboBox)
    assert kinds.currentData() == ListKind.EIGHT
    click(shown.page, "打印…")
    settle(shown)
    [paper] = [it for it in open_windows() if isinstance(it, Preview)]
    assert paper.windowTitle() == "随机抽查事项清单（草稿，八列）"
    paper.close()
    child(shown.page, ShortTable).choose(1)
    click(shown.page, "另存为 Excel…")
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(tmp_path / "清单.xlsx"))
    chooser.close()
    settle(shown)
    sheet = load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    assert str(sheet["A2"].value).startswith("（第1版，2026年1月8日起生效")
    assert sheet["G7"].value == "10%"  # as it was published
    click(shown.page, "另存为 Word…")
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(tmp_path / "清单.docx"))
    chooser.close()
    settle(shown)
    assert len(Document(str(tmp_path / "清单.docx")).tables[0].rows) == 28
    newest = wulong.journal.search()[0]
    assert newest.words == "另存文书"
    assert "随机抽查事项清单（第1版，八列）" in newest.detail
    kinds.setCurrentIndex(kinds.findData(ListKind.JOINT))
    click(shown.page, "打印…")
    settle(shown)
    assert "没有适用联合抽查的事项" in str(shown.told[-1])


def test_a_file_that_can_only_be_looked_at_lets_nothing_be_changed(
    stage: Show, wulong: Desk
) -> None:
    wulong.items.load()
    wulong.store.warning = "这个文件只能看。"
    shown = stage(Items, wulong)
    bar(shown).setCurrentIndex(1)
    for words in ("从方案载入…", "发布…", "另存为 Excel…"):
        with pytest.raises(AssertionError, match="只能看"):
            click(shown.page, words)
