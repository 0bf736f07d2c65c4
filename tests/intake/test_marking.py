"""The file handed back with its faults marked: mended it goes in, unmended it says the same."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ssj_desktop import intake
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ROSTERS, Problem, RosterKind
from ssj_desktop.intake.limits import USUAL
from ssj_desktop.intake.marking import marked
from ssj_desktop.intake.reading import extract

TARGETS, INSPECTORS, ITEMS = ROSTERS
RED, AMBER = "00FFC7CE", "00FFEB9C"

Make = Callable[..., dict[str, object]]
Write = Callable[..., Path]


def mark(path: Path, kind: RosterKind = TARGETS) -> tuple[Path, tuple[Problem, ...]]:
    reading = intake.read(kind, path)
    target = path.with_name("标出问题.xlsx")
    target.write_bytes(intake.marked(path, reading, reading.problems))
    return target, reading.problems


def test_a_faulty_cell_is_red_and_says_what_is_wrong_and_what_to_do(
    site: Make, roster_file: Write
) -> None:
    rows = [site(1), site(2, 联系电话="138", 生产状态="不详"), site(3, 单位名称=None)]
    target, problems = mark(roster_file(rows, title=["检查对象名录"]))
    sheet = load_workbook(target)["名录"]
    marks = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.comment}
    assert [*marks] == ["F4", "H4", "A5"]  # 联系电话, 生产状态, 单位名称
    assert {cell.fill.fgColor.rgb for cell in marks.values()} == {RED}
    phone = next(problem for problem in problems if problem.column == "联系电话")
    comment = marks["F4"].comment
    assert comment is not None
    assert comment.text == f"{phone.message}{phone.remedy}"
    assert marks["F4"].number_format == "@"
    assert sheet.freeze_panes == "A3"


def test_a_remark_is_amber_and_a_fault_in_the_same_cell_outdoes_it(
    site: Make, roster_file: Write
) -> None:
    again = site(1, 地址="另一处", 排污单位编码=None)
    wrong = site(2, 统一社会信用代码=None, 排污单位编码=None)
    target, _ = mark(roster_file([site(1), again, wrong]))
    sheet = load_workbook(target)["名录"]
    assert sheet["B3"].fill.fgColor.rgb == sheet["B4"].fill.fgColor.rgb == AMBER


def test_the_list_leads_to_every_cell(site: Make, roster_file: Write) -> None:
    rows = [site(1, 联系电话="138", 入职日期="2024"), {"单位名称": "合计"}]
    target, problems = mark(roster_file(rows))
    listed = load_workbook(target)["问题清单"]
    assert [cell.value for cell in listed[1]] == ["行", "列", "问题", "怎样改"]
    for row, problem in zip(listed.iter_rows(min_row=2), problems, strict=True):
        column = f"「{problem.column}」" if problem.column else None
        assert [cell.value for cell in row] == [
            *(problem.line, column, problem.message, problem.remedy)
        ]
    links = [listed.cell(row, 1).hyperlink for row in range(2, 5)]
    assert [link and link.location for link in links] == ["'名录'!A1", "'名录'!F2", "'名录'!A3"]


def test_a_column_that_stands_twice_is_marked_in_its_heading(
    site: Make, roster_file: Write
) -> None:
    target, _ = mark(roster_file([site(1, 电话="13800000000")]))
    assert load_workbook(target)["名录"]["F1"].fill.fgColor.rgb == RED


def test_the_marked_file_has_the_problems_of_the_original(site: Make, roster_file: Write) -> None:
    rows = [
        site(1, 统一社会信用代码=911405240000000000),
        site(2, 统一社会信用代码="9.11405E+17", 地址="=1+1"),
        site(3, 单位名称="甲\n厂", 联系电话=13800000000),
        site(4, 单位名称="#N/A", 生产状态="注销"),
        site(5, 乡镇=date(2024, 1, 5), 正面清单=True, 重点排污单位=2.5),
        site(6, 地址="_x0041_街", 联系电话=138.5),
        {"单位名称": "合计 6 家"},
    ]
    path = roster_file(rows, title=["检查对象名录", "单位：家"])
    target, problems = mark(path)
    assert intake.read(TARGETS, target).problems == problems
    read, again = intake.read(TARGETS, path), intake.read(TARGETS, target)
    assert [row.values for row in again.rows] == [row.values for row in read.rows]
    twice, _ = mark(target)
    assert load_workbook(twice).sheetnames == ["名录", "问题清单"]


def test_a_mended_file_goes_in(site: Make, roster_file: Write) -> None:
    target, _ = mark(roster_file([site(1, 联系电话="138")]))
    book = load_workbook(target)
    book["名录"]["F2"] = "13800000000"
    book.save(target)
    assert intake.read(TARGETS, target).problems == ()


@pytest.mark.parametrize("fixture", ["inspectors.xls", "sites.ods"])
def test_other_kinds_of_workbook_are_handed_back_as_xlsx(fixture: str, tmp_path: Path) -> None:
    kind = INSPECTORS if fixture.startswith("insp") else TARGETS
    path = Path(__file__).parent / "fixtures" / fixture
    reading = intake.read(kind, path)
    (tmp_path / "a.xlsx").write_bytes(intake.marked(path, reading, reading.problems))
    assert intake.read(kind, tmp_path / "a.xlsx").problems == reading.problems


def test_a_file_that_is_no_roster_is_handed_back_with_the_reason(roster_file: Write) -> None:
    target, [problem] = mark(roster_file([{"甲": "乙"}]))
    listed = load_workbook(target)["问题清单"]
    assert [cell.value for cell in listed[2]] == [
        *("整个文件", None, problem.message, problem.remedy)
    ]


def test_a_file_changed_since_the_preview_is_refused(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1, 联系电话="138")])
    reading = intake.read(TARGETS, path)
    roster_file([site(2)])
    with pytest.raises(DeskError, match="在预览之后改动过"):
        intake.marked(path, reading, reading.problems)


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    st.sampled_from(("=1+1", "#REF!", "_x000A_", "在产", "是", "\x07", "a\rb", "9.1E+17", " ")),
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_whatever_stands_in_the_cells_the_problems_stay(
    tmp_path: Path, rows: list[tuple[str, str, str, str]]
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("单位名称", "本单位编号", "生产状态", "联系电话"), *rows])
    try:
        found = extract(TARGETS, path, {}, USUAL)
    except DeskError:  # no table any more
        return
    place = found.sha256, found.sheet, found.headings_line
    path.write_bytes(marked(path, *place, found.problems, USUAL))
    again = extract(TARGETS, path, {}, USUAL)
    assert again.problems == found.problems
    assert [*again.unpacked()] == [*found.unpacked()]
    load_workbook(BytesIO(path.read_bytes()))
