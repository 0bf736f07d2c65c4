"""A clerk says what a column is, and sees the file's own cells beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ssj_desktop import intake
from ssj_desktop.facts.imports import ROSTERS, ColumnMatch, Reading, RosterKind

TARGETS, INSPECTORS, ITEMS = ROSTERS

Make = Callable[..., dict[str, object]]
Write = Callable[..., Path]


def matched(reading: Reading) -> dict[str, str]:
    return {column.heading: column.field for column in reading.columns}


def test_a_column_with_a_strange_heading_is_read_as_the_clerk_says(
    site: Make, roster_file: Write
) -> None:
    path = roster_file([site(1, 何处="南乡"), site(2, 何处="北乡")])
    place = len(site(1))
    found = intake.read(TARGETS, path)
    assert found.columns[place] == ColumnMatch(place, "何处", "")
    reading = intake.read(TARGETS, path, {place: "township"})
    assert matched(reading)["何处"] == "township"
    # 乡镇 gives way: a field has the column that the clerk chose for it, and no other.
    assert matched(reading)["乡镇"] == ""
    assert [row.values["township"] for row in reading.rows] == ["南乡", "北乡"]


def test_an_unused_column_stays_out(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1)])
    place = next(c.place for c in intake.read(TARGETS, path).columns if c.field == "phone")
    reading = intake.read(TARGETS, path, {place: ""})
    assert "phone" not in reading.rows[0].values
    assert [problem.line for problem in reading.problems] == [1]  # 这些列没有读


def test_two_columns_of_one_name_are_settled_by_choosing(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1, 电话="13800000000")])
    [twice] = intake.read(TARGETS, path).problems[:1]
    assert twice.blocking
    place = len(site(1))
    reading = intake.read(TARGETS, path, {place: "phone"})
    assert not any(problem.blocking for problem in reading.problems)
    assert reading.rows[0].values["phone"] == "13800000000"


def test_one_field_chosen_for_two_columns_is_told(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1, 甲="一", 乙="二")])
    place = len(site(1))
    reading = intake.read(TARGETS, path, {place: "contact", place + 1: "contact"})
    assert reading.problems[0].message == "「甲」、「乙」都选作了“联系人”。"
    assert reading.problems[0].place == place


def test_a_file_whose_headings_nobody_knows_is_read_by_choosing(roster_file: Write) -> None:
    path = roster_file([{"厂子": "甲厂", "在哪": "东街", "自编": "LC-1"}])
    found = intake.read(TARGETS, path)
    assert (found.headings_line, found.rows) == (1, ())
    assert [*matched(found)] == ["厂子", "在哪", "自编"]
    assert found.sample == (("甲厂", "东街", "LC-1"),)
    reading = intake.read(TARGETS, path, {0: "name", 1: "address", 2: "office_code"})
    assert reading.problems == ()
    assert reading.rows[0].values == {"name": "甲厂", "address": "东街", "office_code": "LC-1"}


def test_with_nothing_chosen_to_be_read_the_lack_is_told(roster_file: Write) -> None:
    path = roster_file([{"单位名称": "甲厂", "地址": "东街"}])
    reading = intake.read(TARGETS, path, {0: "", 1: ""})
    assert [problem.message for problem in reading.problems if problem.blocking] == [
        "没有“单位名称”这一列。"
    ]


def test_a_column_without_a_heading_can_be_chosen(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["单位名称", "本单位编号", None])
    book.active.append(["甲厂", "LC-1", "12"])
    book.save(tmp_path / "a.xlsx")
    assert intake.read(TARGETS, tmp_path / "a.xlsx").columns[2] == ColumnMatch(2, "C 列", "")
    reading = intake.read(TARGETS, tmp_path / "a.xlsx", {2: "phone"})
    assert reading.columns[2] == ColumnMatch(2, "C 列", "phone")
    [problem] = reading.problems
    assert (problem.line, problem.column, problem.place) == (2, "C 列", 2)


def test_a_problem_says_where_it_stands_and_its_row_comes_along(
    site: Make, roster_file: Write
) -> None:
    rows = [site(1), site(2, 联系电话="138"), site(3, 联系电话=13800000000.0)]
    reading = intake.read(TARGETS, roster_file(rows, title=["检查对象名录"]))
    [problem] = reading.problems
    assert problem.place is not None
    assert reading.columns[problem.place].heading == problem.column == "联系电话"
    assert reading.cells.keys() == {problem.line} == {4}
    assert reading.cells[4][problem.place] == "138"
    assert [texts[problem.place] for texts in reading.sample] == [
        *("0356-6202222", "138", "13800000000")
    ]


@pytest.mark.parametrize(("asked", "other"), [(TARGETS, INSPECTORS), (ITEMS, INSPECTORS)])
def test_another_roster_is_named(
    officer: Make, roster_file: Write, asked: RosterKind, other: RosterKind
) -> None:
    reading = intake.read(asked, roster_file([officer(1)]))
    assert (reading.looks_like, reading.rows) == (other, ())
    assert intake.read(other, roster_file([officer(1)])).looks_like is None


def test_a_term_in_one_column_is_one_match(roster_file: Write) -> None:
    row = {"姓名": "张三", "执法证号": "140524001", "有效期": "2023-01-01至2028-12-31"}
    assert matched(intake.read(INSPECTORS, roster_file([row])))["有效期"] == "badge_term"


def test_the_fields_to_choose_from_are_named_as_the_template_does() -> None:
    fields = {field.name: field for field in intake.fields_of(INSPECTORS)}
    assert fields["name"].required
    assert fields["badge_until"].label == "有效期止"
    assert not fields["badge_until"].required
