"""A newcomer whose county has a scheme that does not ship: taken in, gone by, at home elsewhere."""

import shutil
from pathlib import Path

from ssj_desktop.views.first_start import FirstStart
from ssj_desktop.views.plan.category_card import CategoryCard
from tests.desk.office import inspectors_csv, targets_csv
from tests.journeys.walk import Walk
from tests.rules.years import SIXTH
from tests.views.conftest import dressed, nothing_left
from tests.views.hands import click, texts, type_text
from tests.views.importing import drop

__all__ = ["dressed", "nothing_left"]

TYPED = {
    "经办人": "方敏",
    "单位全称": "青岭市生态环境局青岭县分局",
    "执法队全称": "青岭县综合行政执法队",
    "备案单位": "青岭市综合行政执法队",
    "编号前缀": "QL",
}


def test_a_newcomer_goes_by_a_scheme_of_ones_own(walk: Walk, tmp_path: Path) -> None:
    _begin(walk)
    _take_the_scheme_in(walk, tmp_path)
    _see_its_categories(walk, tmp_path)
    _go_on_at_another_computer(walk, tmp_path)


def _begin(walk: Walk) -> None:
    walk.program.start(None)
    first = walk.program.window
    assert isinstance(first, FirstStart)
    assert "本单位的方案不在列表里的，先选一个，建好再载入。" in texts(first)
    for name, text in TYPED.items():
        type_text(walk.field(name), text)
    walk.picture("第一次打开", first)
    click(first, "建立数据文件")


def _take_the_scheme_in(walk: Walk, folder: Path) -> None:
    """Begun from a shipped one, mistyped once, mended."""
    walk.go("系统/本单位")
    walk.press("另存方案文件…")
    walk.choose_file(folder / "陵川.toml")
    assert (folder / "陵川.toml").read_text("utf-8").count("[[categories]]") == 4
    own = folder / "青岭县.toml"
    own.write_text(SIXTH.replace('"squads", per', '"cars", per'), encoding="utf-8")
    walk.press("载入方案文件…")
    walk.choose_file(own)
    walk.picture("方案文件写错了")
    assert "青岭县.toml 有 1 处错误，没有载入。" in walk.answer("知道了")
    own.write_text(SIXTH, encoding="utf-8")
    walk.press("载入方案文件…")
    walk.choose_file(own)
    assert "第 1 版；按“保存”换用它" in walk.said
    walk.picture("载入了")
    walk.press("保存")
    assert "要换用另一个方案吗？" in walk.answer("换用")
    office = walk.desk.offices.current()
    assert office
    assert office.scheme_id == "qingling-2027"


def _see_its_categories(walk: Walk, folder: Path) -> None:
    walk.go("名录库/导入")
    for file in (targets_csv(folder), inspectors_csv(folder)):
        drop(walk.here, file)
        if "不像检查对象名录" in walk.said:
            walk.press("改按执法人员读取")
        walk.press("确认导入")
        walk.press("再导入一份")
    walk.go("抽查计划/季度")
    cards = walk.here.page.findChildren(CategoryCard)
    assert [card.name for card in cards] == ["重点关注对象", "服务机构", "其他对象"]
    assert "3 个分队 × 2 = 6 家" in texts(walk.category("其他对象"))
    walk.picture("季度计划")
    walk.go("抽查计划/全年")
    assert "青环发〔2027〕1号" in walk.said
    assert "其他对象" in walk.said
    walk.picture("全年计划")


def _go_on_at_another_computer(walk: Walk, folder: Path) -> None:
    """The data file is all that is carried there: the scheme is in it."""
    data = walk.desk.path
    walk.shut()
    there = folder / "另一台电脑.ssj"
    shutil.copy(data, there)
    (folder / "青岭县.toml").unlink()
    walk.program.open(there, "孙立")
    walk.go("系统/本单位")
    assert "由 方敏 从“青岭县.toml”载入。" in walk.said
    walk.go("抽查计划/季度")
    assert "3 个分队 × 2 = 6 家" in texts(walk.category("其他对象"))
