"""本单位/方案文件: an own scheme taken in at the window, refused, revised, and written out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit

from ssj_desktop.desk import Desk
from ssj_desktop.views.plan.year import YearPlanPage
from ssj_desktop.views.system.office import OfficeData
from tests.desk.office import OFFICE
from tests.rules.years import SIXTH, scheme_file
from tests.views.hands import (
    Stage,
    button,
    child,
    click,
    dialog,
    open_windows,
    picture,
    settle,
    texts,
)

Show = Callable[..., Stage]

OWN = "qingling-2027"


def choose(stage: Stage, words: str, path: Path) -> None:
    click(stage.page, words)
    [chooser] = [it for it in open_windows() if isinstance(it, QFileDialog)]
    chooser.fileSelected.emit(str(path))
    chooser.close()
    settle(stage)


def written(folder: Path, text: str = SIXTH) -> Path:
    path = folder / "青岭县.toml"
    path.write_text(text, encoding="utf-8")
    return path


def offered(stage: Stage) -> list[str]:
    box = child(stage.page, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


def test_an_own_scheme_is_taken_in_chosen_and_gone_by(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(OfficeData, desk)
    assert "选中的方案：lingchuan-2024，随程序提供。" in texts(shown.page)
    assert len(offered(shown)) == 7
    choose(shown, "载入方案文件…", written(tmp_path))
    assert shown.told == []
    name = "青岭县“双随机、一公开”抽查办法"
    assert shown.said == [f"已载入“{name}”第 1 版；按“保存”换用它"]
    assert offered(shown)[0] == f"{name}（青环发〔2027〕1号） 本单位第 1 版"
    assert child(shown.page, QComboBox).currentData() == OWN
    assert "本单位第 1 版，2026-01-08 09:00 由 小李 从“青岭县.toml”载入。" in texts(shown.page)
    assert shown.page.unsaved()
    picture(shown.page, "office_own_scheme")
    assert desk.offices.current() == OFFICE, "nothing is gone by before it is saved"
    click(shown.page, "保存")
    click(dialog(), "换用")
    settle(shown)
    assert desk.offices.current() == replace(OFFICE, scheme_id=OWN)
    year = stage(YearPlanPage, desk)
    picture(year.page, "year_own_scheme")
    for words in ("青环发〔2027〕1号", "重点关注对象", "服务机构", "3 个分队 × 2 = 6 家"):
        assert words in texts(year.page)


def test_a_faulty_file_is_told_whole_in_a_box_and_nothing_is_written(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown, head = stage(OfficeData, desk), desk.store.head()
    choose(shown, "载入方案文件…", written(tmp_path, SIXTH.replace(" = ", " : ")))
    assert "青岭县.toml 有 1 处错误，没有载入。" in texts(dialog())
    assert "第 2 行第 4 列写法有误" in child(dialog(), QPlainTextEdit).toPlainText()
    click(dialog(), "知道了")
    choose(shown, "载入方案文件…", written(tmp_path, 'id = "x"\nrate = 1\n'))
    picture(dialog(), "scheme_faults")
    told = child(dialog(), QPlainTextEdit).toPlainText().splitlines()
    assert len(told) == 11
    assert told[0] == "name：缺少这一项"
    assert "第 2 行 rate：没有这样一项，名称是否写错了" in told
    assert child(dialog(), QPlainTextEdit).isReadOnly()
    click(dialog(), "知道了")
    assert (desk.store.head(), len(offered(shown))) == (head, 7)


def test_the_id_of_a_shipped_scheme_is_refused_unless_it_is_the_very_same(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    shown = stage(OfficeData, desk)
    other = scheme_file("taijiang-2022").replace("per = 5", "per = 6")
    choose(shown, "载入方案文件…", written(tmp_path, other))
    assert "随程序的方案里已经有它，内容不一样" in shown.told[0].message
    choose(shown, "载入方案文件…", written(tmp_path, scheme_file("taijiang-2022")))
    assert shown.said[-1].endswith("已经在方案列表里，内容一样，不用再载入")
    assert child(shown.page, QComboBox).currentData() == "taijiang-2022"


def test_a_new_edition_of_the_scheme_in_use_is_asked_about_first(
    stage: Show, desk: Desk, tmp_path: Path
) -> None:
    desk.offices.take_scheme(desk.offices.read_scheme(written(tmp_path)))
    desk.offices.set_up(replace(OFFICE, scheme_id=OWN))
    shown = stage(OfficeData, desk)
    changed = written(tmp_path, SIXTH.replace("per = 2", "per = 4"))
    choose(shown, "载入方案文件…", changed)
    assert "正在使用，要换成第 2 版吗？" in texts(dialog())
    picture(dialog(), "scheme_edition")
    click(dialog(), "取消")
    assert desk.offices.schemes()[0].edition == 1
    choose(shown, "载入方案文件…", changed)
    click(dialog(), "载入")
    settle(shown)
    assert shown.said[-1].endswith("第 2 版")
    assert "本单位第 2 版" in texts(shown.page)
    assert shown.page.unsaved() == ""


def test_a_scheme_is_written_out_to_begin_from(stage: Show, desk: Desk, tmp_path: Path) -> None:
    shown = stage(OfficeData, desk)
    choose(shown, "另存方案文件…", tmp_path / "照着改.toml")
    assert shown.said == ["已保存为 照着改.toml"]
    assert (tmp_path / "照着改.toml").read_text("utf-8") == scheme_file("lingchuan-2024")
    assert button(shown.page, "保存").toolTip() == "没有修改。"
