"""The workbooks handed out for filling in: empty, they say so; filled in, they go in."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ssj_desktop import intake
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.rules.numbers import credit_code_check

TARGETS, INSPECTORS, ITEMS, VISITS = RosterKind
CODE = "91140524MA0K00001" + credit_code_check("91140524MA0K00001")
FILLED: Mapping[RosterKind, Mapping[str, str]] = {
    TARGETS: {
        "单位名称*": "陵川县第一建材有限公司",
        "类型": "排污单位",
        "统一社会信用代码": CODE,
        "排污单位编码": f"{CODE}001P",
        "本单位编号": "LC-00001",
        "地址": "崇文镇东街1号",
        "乡镇": "崇文镇",
        "法定代表人": "王一",
        "联系人": "李二",
        "联系电话": "0356-6202222",
        "行业": "C3011",
        "排污许可管理类别": "简化管理",
        "状态": "注销",
        "状态依据": "市监注销1号",
        "正面清单": "否",
        "重点排污单位": "是",
        "信用等级": "B",
        "标签": "涉水、涉气",
    },
    INSPECTORS: {
        "姓名*": "王一",
        "执法证号": "140524001",
        "有效期起": "2023-01-01",
        "有效期止": "2028-12-31",
        "本单位编号": "LC-P001",
        "单位": "陵川县综合行政执法队",
        "部门": "综合科",
        "分队": "一分队",
        "编组": "一组",
        "编制": "在编",
        "执法资格": "是",
        "职务": "科员",
        "工作年限": "5",
        "专长": "水、气",
        "辅助人员": "否",
        "在岗": "是",
    },
    ITEMS: {
        "事项编码": "S-01",
        "抽查事项*": "对排污单位的检查",
        "检查子项": "许可证",
        "事项类别": "一般检查事项",
        "检查对象": "排污单位",
        "检查主体": "县级生态环境部门",
        "发起部门": "执法队",
        "配合部门": "水利局",
        "联络科室": "水科",
        "抽查领域": "生态环境",
        "检查内容": "污染防治设施运行情况",
        "检查依据": "《环境保护法》第二十四条",
        "检查方式": "现场检查",
        "抽查比例及频次": "25%",
        "抽查频次": "每年不超过 2 次",
        "抽取对象数量": "约12",
        "每期抽取家数": "3",
        "年度家次": "12",
        "是否联合": "否",
    },
    VISITS: {
        "统一社会信用代码": CODE,
        "对象编号": "LC-00001",
        "单位名称": "陵川县第一建材有限公司",
        "检查日期*": "2026-02-10",
        "类别*": "重点监管对象",
        "依据*": "检查记录〔2026〕3号",
        "原摇号编号": "2026-1",
    },
}


def written(kind: RosterKind, folder: Path, rows: int = 0) -> Path:
    """Write the template, ``rows`` of it filled in."""
    book = load_workbook(BytesIO(intake.template(kind)))
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    assert headings == [*FILLED[kind]]
    for _ in range(rows):
        sheet.append([FILLED[kind][heading] for heading in headings])
    path = folder / f"{kind}.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("kind", RosterKind)
def test_an_untouched_template_says_that_it_is_empty(kind: RosterKind, tmp_path: Path) -> None:
    [problem] = intake.read(kind, written(kind, tmp_path)).problems
    assert problem.message == "表头下面没有一行数据。"


@pytest.mark.parametrize("kind", RosterKind)
def test_a_filled_template_is_read_without_a_remark(kind: RosterKind, tmp_path: Path) -> None:
    """BD-3, BD-5."""
    reading = intake.read(kind, written(kind, tmp_path, rows=1))
    assert reading.problems == ()
    assert all(column.field for column in reading.columns)
    assert len(reading.rows[0].values) == len(FILLED[kind])


@pytest.mark.parametrize("kind", RosterKind)
def test_every_column_has_its_note_and_is_text(kind: RosterKind) -> None:
    sheet = load_workbook(BytesIO(intake.template(kind))).worksheets[0]
    for place, cell in enumerate(sheet[1], 1):
        assert cell.comment is not None
        starred = str(cell.value).endswith("*")
        assert cell.comment.text.startswith("必填。" if starred else "可以不填。")
        assert sheet.column_dimensions[get_column_letter(place)].number_format == "@"


def test_closed_lists_drop_down_for_more_than_a_thousand_rows() -> None:
    sheet = load_workbook(BytesIO(intake.template(TARGETS))).worksheets[0]
    headings = {get_column_letter(place): cell.value for place, cell in enumerate(sheet[1], 1)}
    lists = {}
    for listed in sheet.data_validations.dataValidation:
        [area] = listed.sqref.ranges
        assert (area.min_row, area.max_row) == (2, 5001)
        # ECMA-376, 18.3.1.33: Excel takes at most 255 characters.
        assert len(str(listed.formula1)) <= 255
        lists[headings[str(area).partition("2:")[0]]] = str(listed.formula1)
    assert lists["排污许可管理类别"] == '"重点管理,简化管理,登记管理,未纳入"'
    assert lists["正面清单"] == '"是,否"'
    assert [*lists] == ["类型", "排污许可管理类别", "状态", "正面清单", "重点排污单位"]


def test_the_second_sheet_explains_every_column() -> None:
    book = load_workbook(BytesIO(intake.template(INSPECTORS)))
    assert book.sheetnames == ["执法人员名录", "填写说明"]
    explained = {row[0]: row[1] for row in book["填写说明"].iter_rows(values_only=True)}
    assert "在编、聘用、下沉、借调" in str(explained["「编制」"])
