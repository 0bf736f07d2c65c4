"""A list of items from the scheme to the wall: taken in, put right, published, printed."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtWidgets import QComboBox, QTabBar

from ssj_desktop.views.first_start import FirstStart
from tests.journeys.walk import Walk
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import click, texts, type_text

__all__ = ["dressed", "nothing_left"]

TYPED = {
    "经办人": "方敏",
    "单位全称": "重庆市武隆区生态环境局",
    "执法队全称": "武隆区生态环境保护综合行政执法支队",
    "备案单位": "重庆市生态环境保护综合行政执法总队",
    "编号前缀": "WL",
}


def test_a_districts_list_is_taken_in_published_and_printed(walk: Walk, tmp_path: Path) -> None:
    """WL-12, WL-13, LC-6, EZ-6."""
    _begin(walk)
    walk.go("名录库/抽查事项")
    walk.press("从方案载入…")
    assert "新增 27 项" in walk.answer("载入")
    walk.picture("载入了")
    walk.open_row("抽查事项", "武隆-2")
    walk.retype("抽查比例及频次", "15%")
    walk.press("保存")
    walk.press("关闭")
    _turn_to_versions(walk)
    walk.press("发布…")
    type_text(walk.field("会议"), "局务会2026年第3次")
    type_text(walk.field("确定人"), "张局长")
    walk.picture("要发布")
    walk.press("发布")
    assert "现行第 1 版" in walk.said
    assert "版本：第 1 版" in [bar.tabText(1) for bar in walk.window.findChildren(QTabBar)]
    walk.picture("发布了")
    walk.choose("清单的格式", "八列（含频次、比例、数量）")
    walk.press("打印…")
    preview = walk.preview()
    assert preview.windowTitle() == "随机抽查事项清单（第1版，八列）"
    walk.picture("清单", preview)
    click(preview, "另存为…")
    walk.choose_file(tmp_path / "清单.pdf")
    assert "已保存为 清单.pdf" in texts(preview)
    preview.close()
    _read(walk, tmp_path / "清单.pdf")
    walk.leave()


def _begin(walk: Walk) -> None:
    walk.program.start(None)
    first = walk.program.window
    assert isinstance(first, FirstStart)
    for name, text in TYPED.items():
        type_text(walk.field(name), text)
    _choose_scheme(first)
    click(first, "建立数据文件")


def _choose_scheme(first: FirstStart) -> None:
    [box] = [it for it in first.findChildren(QComboBox) if it.findData("wulong-2024") >= 0]
    box.setCurrentIndex(box.findData("wulong-2024"))


def _turn_to_versions(walk: Walk) -> None:
    [bar] = [it for it in walk.window.findChildren(QTabBar) if it.tabText(0) == "事项"]
    bar.setCurrentIndex(1)


def _read(walk: Walk, file: Path) -> None:
    document = pypdfium2.PdfDocument(file)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    assert "重庆市武隆区生态环境局随机抽查事项清单" in text
    assert "（第1版，" in text
    assert "局务会2026年第3次讨论，张局长确定）" in text
    for item in walk.desk.items.rows():
        for said in (item.name, item.department, item.target_scope, item.content, item.quantity):
            assert "".join(said.split()) in text, (item.code, said)
    assert "1次/年15%" in text  # row 2, as it was put right
