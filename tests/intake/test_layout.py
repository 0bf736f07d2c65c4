"""Which columns of which sheet are the roster."""

from collections import Counter
from collections.abc import Sequence

import pytest

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.layout import Layout, find_layout, normal_heading
from ssj_desktop.intake.reader import Table

TARGETS = FIELDS[RosterKind.TARGETS]
ITEMS = FIELDS[RosterKind.ITEMS]


def layout_of(*rows: Sequence[Cell], more: Sequence[Table] = ()) -> Layout:
    width = max(map(len, rows))
    padded: list[list[Cell]] = [[*row, *[""] * (width - len(row))] for row in rows]
    layout = find_layout([Table("一", padded), *more], TARGETS)
    assert layout is not None
    return layout


def taken(layout: Layout) -> dict[str, str]:
    return {column.heading: field.name for column, field in layout.used}


@pytest.mark.parametrize("kind", RosterKind)
def test_no_heading_means_two_fields(kind: RosterKind) -> None:
    words = Counter(
        normal_heading(word)
        for field in FIELDS[kind]
        for word in f"{field.headings} {field.fallback}".split()
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_ornaments_of_a_heading_do_not_count() -> None:
    assert normal_heading("统一社会信用代码\n（18 位，必填）＊：") == "统一社会信用代码"
    assert normal_heading("法定代表人（负责人）") == "法定代表人"
    assert normal_heading("企业(单位)名称") == "企业名称"


def test_titles_above_the_headings_are_passed_over() -> None:
    layout = layout_of(
        ["陵川县检查对象名录"],
        ["填报单位：陵川分局", "", "2026年"],
        [],
        ["序号", "企业名称", "信用代码", "经营地址", "备注"],
        [1.0, "甲厂"],
    )
    assert layout.first == 4
    assert taken(layout) == {
        "企业名称": "name",
        "信用代码": "credit_code",
        "经营地址": "address",
    }
    assert [column.heading for column in layout.columns if column.field is None] == ["序号", "备注"]


def test_headings_of_two_rows_are_read_together() -> None:
    layout = layout_of(
        ["单位名称", "序号", "联系方式", ""],
        ["单位名称", "序号", "联系人", "电话"],
        ["甲厂", 1.0, "张三", "6202222"],
    )
    assert layout.first == 2
    assert taken(layout) == {"单位名称": "name", "联系人": "contact", "电话": "phone"}


def test_the_sheet_that_fits_best_is_read_and_the_other_is_told() -> None:
    layout = layout_of(
        ["名称", "乡镇"],
        more=[Table("二", [["名称", "信用代码", "地址"]]), Table("三", [["说明"]])],
    )
    assert layout.table.name == "二"
    [problem] = layout.problems
    assert "“一”也像名录" in problem.message
    assert not problem.blocking


def test_two_columns_for_one_field_are_not_guessed_between() -> None:
    [problem] = layout_of(["企业名称", "地址", "联系电话", "手机号码"]).problems
    assert problem.blocking
    assert problem.message == "「联系电话」、「手机号码」都像是“联系电话”。"


def test_a_column_that_only_stands_in_gives_way() -> None:
    layout = layout_of(["企业名称", "注册地址", "生产经营场所地址", "固定电话"])
    assert taken(layout) == {
        "企业名称": "name",
        "生产经营场所地址": "address",
        "固定电话": "phone",
    }
    assert layout.problems == ()


def test_a_required_column_that_is_missing_is_told_with_its_names() -> None:
    [problem] = layout_of(["地址", "联系电话"]).problems
    assert problem.blocking
    assert "单位名称" in problem.message
    assert "企业名称" in problem.remedy


def test_without_headings_there_is_no_roster() -> None:
    assert find_layout([Table("一", [["甲厂", "乙厂"]]), Table("二", [])], TARGETS) is None
    below: list[list[Cell]] = [[""] for _ in range(20)]
    below.append(["单位名称", "地址"])
    assert find_layout([Table("一", below)], TARGETS) is None


def test_an_item_list_may_part_rate_and_frequency() -> None:
    layout = find_layout([Table("一", [["抽查事项名称", "抽查频次", "抽查比例"]])], ITEMS)
    assert layout is not None
    assert taken(layout) == {"抽查事项名称": "name", "抽查频次": "frequency", "抽查比例": "rate"}
    assert layout.problems == ()
