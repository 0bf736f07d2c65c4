"""What a newcomer sees first: begin, open, or try; what is missing is said beside its field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from ssj_desktop.desk.offices import Offices
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.views.first_start import FirstStart
from tests.views.hands import click, dialog, open_windows, texts, type_text

NAMES = {
    "经办人": "方敏",
    "单位全称": "青岭市生态环境局青岭县分局",
    "执法队全称": "青岭县综合行政执法队",
    "备案单位": "青岭市综合行政执法队",
    "编号前缀": "QL",
}


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstStart]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = FirstStart(Offices.shipped_schemes(), "")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def fill(first: FirstStart, **changes: str) -> None:
    for field in first.findChildren(QLineEdit):
        field.clear()
        type_text(field, (NAMES | changes)[field.accessibleName()])


def test_the_office_is_begun_with_what_was_typed(first: FirstStart, tmp_path: Path) -> None:
    begun: list[tuple[object, ...]] = []
    first.begun.connect(lambda *what: begun.append(what))
    fill(first)
    click(first, "建立数据文件")
    office = OfficeFacts(
        name="青岭市生态环境局青岭县分局",
        enforcement_unit="青岭县综合行政执法队",
        filing_receiver="青岭市综合行政执法队",
        code_prefix="QL",
        scheme_id="lingchuan-2024",
        steering_group=(),
    )
    place = tmp_path / "ssj_desktop" / "青岭市生态环境局青岭县分局.ssj"
    assert begun == [(place, "方敏", office)]
    assert str(place) in texts(first)


def test_what_is_missing_is_said_beside_its_field_and_nothing_begins(first: FirstStart) -> None:
    begun: list[object] = []
    first.begun.connect(lambda *what: begun.append(what))
    fill(first, 执法队全称="", 编号前缀=" ")
    click(first, "建立数据文件")
    assert texts(first).count("请填写。") == 2
    assert begun == []


def test_a_name_that_no_file_may_have_still_makes_a_file(first: FirstStart, tmp_path: Path) -> None:
    begun: list[tuple[object, ...]] = []
    first.begun.connect(lambda *what: begun.append(what))
    fill(first, 单位全称="A/B:分局*?")
    click(first, "建立数据文件")
    assert begun[0][0] == tmp_path / "ssj_desktop" / "AB分局.ssj"


def test_an_office_that_has_its_file_already_is_led_to_it(
    first: FirstStart, tmp_path: Path
) -> None:
    begun: list[object] = []
    first.begun.connect(lambda *what: begun.append(what))
    fill(first)
    (tmp_path / "ssj_desktop").mkdir()
    (tmp_path / "ssj_desktop" / "青岭市生态环境局青岭县分局.ssj").touch()
    click(first, "建立数据文件")
    assert "要接着用它，请按“打开数据文件”" in texts(dialog())
    click(dialog(), "知道了")
    assert begun == []


def test_an_existing_file_is_opened_in_the_name_of_whoever_sits_there(
    first: FirstStart, tmp_path: Path
) -> None:
    opened: list[tuple[object, ...]] = []
    first.opened.connect(lambda *what: opened.append(what))
    click(first, "打开数据文件…")
    assert "请先填写经办人姓名。" in texts(first)
    fill(first)
    click(first, "打开数据文件…")
    chooser = next(window for window in open_windows() if isinstance(window, QFileDialog))
    chooser.fileSelected.emit(str(tmp_path / "别的.ssj"))
    chooser.close()
    assert opened == [(tmp_path / "别的.ssj", "方敏")]


def test_the_made_up_county_needs_no_form(first: FirstStart) -> None:
    tried: list[str] = []
    first.tried.connect(tried.append)
    click(first, "打开虚构的青岭县")
    assert tried == ["经办人"]
