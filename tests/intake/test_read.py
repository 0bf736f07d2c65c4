"""Whole files, from the disk through the worker: what is taken, and what is told."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ssj_desktop import intake
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ROSTERS, Problem
from ssj_desktop.intake.limits import Limits

FIXTURES = Path(__file__).parent / "fixtures"
TARGETS, INSPECTORS, ITEMS = ROSTERS
IDENTITY = "140524199003071235"  # made up; right by GB 11643

Make = Callable[..., dict[str, object]]
Write = Callable[..., Path]


def said(problem: Problem) -> tuple[int, str, str]:
    return problem.line, problem.column, problem.message


def test_a_right_workbook_is_read_whole(site: Make, roster_file: Write) -> None:
    path = roster_file(
        [
            site(1, 类型="企业", 行业="C3011", 正面清单="否", 标签="涉水、涉气"),
            site(2, 联系电话=13800000000, 生产状态="停产", 重点排污单位="√", 信用等级="B级"),
        ],
        title=["陵川县检查对象名录", "填报单位：陵川分局"],
    )
    reading = intake.read(TARGETS, path)
    assert reading.problems == ()
    assert (reading.kind, reading.file_name, reading.sheet) == (TARGETS, "名录.xlsx", "名录")
    assert reading.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {each.heading: each.field for each in reading.columns}["管理类别"] == "permit_class"
    first, second = reading.rows
    assert first.line == 4
    assert first.values == {
        "name": "陵川县第1建材有限公司",
        "kind": "排污单位",
        "credit_code": str(site(1)["统一社会信用代码"]),
        "permit_code": str(site(1)["排污单位编码"]),
        "address": "崇文镇东街1号",
        "township": "崇文镇",
        "phone": "0356-6202222",
        "permit_class": "简化管理",
        "status": "在产",
        "industry": "C3011",
        "positive_list": False,
        "tags": ("涉水", "涉气"),
    }
    assert second.values["phone"] == "13800000000"
    assert second.values["key_unit"] is True
    assert second.values["credit_grade"] == "B"
    assert "kind" not in second.values


def test_a_workbook_with_30_faults_names_each_by_row_and_column(
    site: Make, roster_file: Write
) -> None:
    code = str(site(90)["统一社会信用代码"])
    wrong: list[tuple[dict[str, object], str, str]] = [
        ({"单位名称": None}, "单位名称", "没有填"),
        ({"单位名称": "甲\n厂"}, "单位名称", "换行"),
        ({"单位名称": "厂" * 101}, "单位名称", "101 字"),
        ({"单位名称": "#N/A"}, "单位名称", "#N/A"),
        ({"统一社会信用代码": 911405240000000000}, "统一社会信用代码", "当成了数字"),
        ({"统一社会信用代码": "9.11405E+17"}, "统一社会信用代码", "只剩前 6 位"),
        ({"统一社会信用代码": code[:17] + "Y"}, "统一社会信用代码", "末位应为"),
        ({"统一社会信用代码": code[:17]}, "统一社会信用代码", "现为 17 位"),
        ({"统一社会信用代码": code[:9] + "O" + code[10:]}, "统一社会信用代码", "第 10 位“O”"),
        ({"统一社会信用代码": "99" + code[2:]}, "统一社会信用代码", "开头“99”"),
        ({"统一社会信用代码": IDENTITY}, "统一社会信用代码", "公民身份号码"),
        ({"排污单位编码": code + "01P"}, "排污单位编码", "现为 21 位"),
        ({"排污单位编码": code + "A01P"}, "排污单位编码", "末 4 位"),
        ({"排污单位编码": code + "001P"}, "排污单位编码", "不一致"),
        ({"排污单位编码": IDENTITY + "001P"}, "排污单位编码", "公民身份号码"),
        ({"本单位编号": "陵川31"}, "本单位编号", "短横线"),
        ({"本单位编号": IDENTITY}, "本单位编号", "公民身份号码"),
        ({"类型": "加油站"}, "类型", "“加油站”不认识"),
        ({"管理类别": "特殊管理"}, "管理类别", "“特殊管理”不认识"),
        ({"生产状态": "不详"}, "生产状态", "“不详”不认识"),
        ({"生产状态": "注销"}, "生产状态", "没有写依据"),
        ({"生产状态": "#REF!"}, "生产状态", "#REF!"),
        ({"正面清单": "也许"}, "正面清单", "看不出"),
        ({"重点排污单位": "2"}, "重点排污单位", "看不出"),
        ({"联系电话": "138000"}, "联系电话", "不是手机号"),
        ({"行业": "???"}, "行业", "行业"),
        ({"统一社会信用代码": 1e17}, "统一社会信用代码", "当成了数字"),
    ]
    rows = [site(serial, **changes) for serial, (changes, _, _) in enumerate(wrong, 1)]
    rows += [site(91, 本单位编号="LC-1"), site(92, 本单位编号="LC-1")]
    rows += [site(93), site(93, 排污单位编码=None)]
    rows += [site(94), site(94, 地址="另一处")]
    path = roster_file(rows)
    _make_errors_of_formulas(path)

    reading = intake.read(TARGETS, path)
    blocking = [problem for problem in reading.problems if problem.blocking]
    lines = {problem.line: problem for problem in blocking}
    for line, (_, column, message) in enumerate(wrong, 2):
        assert (lines[line].line, lines[line].column) == (line, column)
        assert message in lines[line].message
    after = len(wrong) + 2
    assert said(lines[after + 1]) == (
        after + 1,
        "本单位编号",
        f"本单位编号 LC-1 与第 {after} 行相同。",
    )
    assert lines[after + 3].column == "统一社会信用代码"
    assert f"与第 {after + 2} 行“陵川县第93建材有限公司”" in lines[after + 3].message
    assert f"与第 {after + 4} 行相同" in lines[after + 5].message  # one permit code, two addresses
    assert len(blocking) == len(wrong) + 3
    assert all(problem.remedy.endswith("。") for problem in reading.problems)
    assert [problem.line for problem in reading.problems] == sorted(
        problem.line for problem in reading.problems
    )


def _make_errors_of_formulas(path: Path) -> None:
    """Turn texts that look like errors into cells of the type error, as a failed formula leaves."""
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if str(cell.value).startswith("#"):
                cell.data_type = "e"
    book.save(path)


def test_faults_of_officers_are_named_by_row_and_column(officer: Make, roster_file: Write) -> None:
    wrong: list[tuple[dict[str, object], str, str]] = [
        ({"姓名": " "}, "姓名", "没有填姓名"),
        ({"执法证号": "12345"}, "执法证号", "6 至 20 位"),
        ({"执法证号": IDENTITY}, "执法证号", "公民身份号码"),
        ({"执法证号": 1234567890123456.0}, "执法证号", "当成了数字"),
        ({"有效期止": "2028-02-30"}, "有效期止", "不存在"),
        ({"有效期止": "2022-12-31"}, "有效期止", "早于有效期起 2023-01-01"),
        ({"编制": "退休"}, "编制", "“退休”不认识"),
        ({"执法资格": "办理中"}, "执法资格", "看不出"),
        ({"工作年限": "3.5"}, "工作年限", "不是整数"),
        ({"执法证号": officer(50)["执法证号"]}, "执法证号", "与第 2 行相同"),
    ]
    rows = [officer(50)] + [
        officer(serial, **changes) for serial, (changes, _, _) in enumerate(wrong, 1)
    ]
    reading = intake.read(INSPECTORS, roster_file(rows))
    assert [(problem.line, problem.column) for problem in reading.problems] == [
        (line, column) for line, (_, column, _) in enumerate(wrong, 3)
    ]
    for problem, (_, _, message) in zip(reading.problems, wrong, strict=True):
        assert message in problem.message
        assert problem.blocking


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_says_the_same_in_every_encoding(
    site: Make, roster_file: Write, encoding: str
) -> None:
    path = roster_file([site(1, 单位名称="䶮𠮷厂")], name="a.csv", encoding=encoding)
    reading = intake.read(TARGETS, path)
    assert reading.problems == ()
    assert reading.rows[0].values["name"] == "䶮𠮷厂"


def test_a_name_of_a_file_says_nothing_about_its_format(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1)])
    assert len(intake.read(TARGETS, path.rename(path.with_suffix(".xls"))).rows) == 1


def test_an_old_workbook_with_everything_ugly_is_read() -> None:
    """A title, a note, starred and broken headings, a squad merged over two rows, a signature."""
    reading = intake.read(INSPECTORS, FIXTURES / "inspectors.xls")
    assert [row.values for row in reading.rows] == [
        {
            "name": "张三",
            "badge_no": "14052400101",
            "badge_from": date(2023, 1, 1),
            "badge_until": date(2028, 12, 31),
            "squad": "一分队",
            "establishment": "在编",
            "qualified": True,
            "years": 12,
        },
        {
            "name": "欧阳建国",
            "badge_no": "14052400102",
            "badge_from": date(2024, 1, 5),
            "badge_until": date(2029, 1, 4),
            "squad": "一分队",
            "establishment": "聘用",
            "qualified": True,
            "years": 3,
        },
        {
            "name": "李四",
            "squad": "二分队",
            "establishment": "借调",
            "qualified": False,
            "years": 0,
        },
        {"name": "王五"},
    ]
    unread, aside = reading.problems
    assert "入职日期" in unread.message
    assert (aside.line, aside.blocking) == (10, False)
    assert ("入职日期", "") in [(each.heading, each.field) for each in reading.columns]


def test_sites_without_a_credit_code_come_in_from_an_ods_file() -> None:
    reading = intake.read(TARGETS, FIXTURES / "sites.ods")
    assert [row.values["office_code"] for row in reading.rows] == [
        "LC-00031",
        "LC-00032",
        "LC-00033",
    ]
    assert [row.values["kind"] for row in reading.rows] == ["水源地", "排污单位", "保护地"]
    assert reading.rows[0].values["address"] == "北马村 南一里"
    assert [problem.message for problem in reading.problems] == ["这是合计行，没有当作数据读取。"]


def test_headings_repeated_on_every_page_are_passed_over(site: Make, roster_file: Write) -> None:
    rows = [site(1) | {"备 注\n（选填）": None}]
    again = {heading: heading for heading in rows[0]}
    reading = intake.read(TARGETS, roster_file([*rows, again, site(2)]))
    assert [row.line for row in reading.rows] == [2, 4]
    assert [(problem.line, problem.blocking) for problem in reading.problems] == [
        (1, False),  # 备注 is not read
        (3, False),
    ]


def test_one_operator_with_two_sites_is_a_remark(site: Make, roster_file: Write) -> None:
    code = str(site(1)["统一社会信用代码"])
    rows = [
        site(1),
        site(1, 地址="另一处", 排污单位编码=None),
        site(1, 排污单位编码=f"{code}002P"),
    ]
    problems = intake.read(TARGETS, roster_file(rows)).problems
    assert [(problem.line, problem.blocking) for problem in problems] == [(3, False), (4, False)]


def test_a_firm_without_any_code_is_a_remark_and_a_reserve_is_not(
    site: Make, roster_file: Write
) -> None:
    bare = {"统一社会信用代码": None, "排污单位编码": None}
    rows = [site(1, 类型="排污单位", **bare), site(2, 类型="保护地", **bare)]
    [problem] = intake.read(TARGETS, roster_file(rows)).problems
    # EZ-18
    assert (problem.line, problem.column, problem.blocking) == (2, "统一社会信用代码", False)


def test_an_item_catalogue_is_read_with_its_paragraphs(roster_file: Write) -> None:
    """BD-3, TJ-2, EZ-6; 部门 is whose item it is (EZ-5)."""
    item = {
        "序号": 1,
        "部门": "执法队",
        "抽查类别": "排污许可",
        "抽查事项": "排污许可证执行情况",
        "检查对象": "排污单位",
        "检查内容": "1.许可证\n2.台账",
        "抽查频次": "4次/年",
        "抽查比例": "每季100%",
        "是否联合": "否",
    }
    [row] = intake.read(ITEMS, roster_file([item])).rows
    assert row.values == {
        "name": "排污许可证执行情况",
        "category": "排污许可",
        "target_scope": "排污单位",
        "subject": "执法队",
        "content": "1.许可证\n2.台账",
        "rate": "每季100%",
        "frequency": "4次/年",
        "joint": False,
    }


def test_the_eight_columns_of_a_districts_list_are_read_each_for_itself(roster_file: Write) -> None:
    """WL-12, WL-13: the number as it stands there, and what it may mean where a column says so."""
    item = {
        "序号": 15,
        "发起部门": "执法支队",
        "抽查事项名称": "污染源日常监督检查",
        "检查内容": "1.日常监督检查。",
        "检查对象": "核发排污许可证的企业",
        "抽查频次": "4次/年",
        "抽查比例": "每季度抽查100%",
        "抽取对象数量（家）": "约100",
        "每期抽取家数": "18家",
        "年度家次": "约72",
    }
    undecided = {**item, "每期抽取家数": "根据实际情况确定", "年度家次": ""}
    first, second = intake.read(ITEMS, roster_file([item, undecided])).rows
    assert first.values == {
        "department": "执法支队",
        "name": "污染源日常监督检查",
        "content": "1.日常监督检查。",
        "target_scope": "核发排污许可证的企业",
        "frequency": "4次/年",
        "rate": "每季度抽查100%",
        "quantity": "约100",
        "each_period": 18,
        "a_year": 72,
    }
    assert second.values.keys() == first.values.keys() - {"each_period", "a_year"}


def test_the_seven_columns_of_a_joint_list_are_read(roster_file: Write) -> None:
    """EZ-20, BD-3: 检查子项."""
    item = {
        "序号": 1,
        "抽查领域": "机动车",
        "抽查事项": "机动车排放检验",
        "检查子项": "检验报告",
        "检查对象": "检验机构",
        "发起部门": "生态环境局",
        "配合部门": "市场监管局、公安局",
        "联络科室": "大气科",
    }
    [row] = intake.read(ITEMS, roster_file([item])).rows
    assert row.values == {
        "field": "机动车",
        "name": "机动车排放检验",
        "sub_item": "检验报告",
        "target_scope": "检验机构",
        "department": "生态环境局",
        "partners": "市场监管局、公安局",
        "liaison": "大气科",
    }


def test_beyond_a_thousand_problems_the_rest_is_counted(site: Make, roster_file: Write) -> None:
    rows = [site(serial, 联系电话="?") for serial in range(1, 1201)]
    problems = intake.read(TARGETS, roster_file(rows, name="a.csv")).problems
    assert len(problems) == 1001
    assert said(problems[-1]) == (0, "", "还有 200 处没有列出。")
    assert problems[-1].blocking


def test_a_file_without_headings_or_rows_says_what_is_missing(
    site: Make, roster_file: Write
) -> None:
    [problem] = intake.read(TARGETS, roster_file([{"甲": "乙"}])).problems
    assert "没有找到表头" in problem.message
    nothing = dict.fromkeys(site(1))
    [problem] = intake.read(TARGETS, roster_file([nothing])).problems
    assert "没有一行数据" in problem.message


def test_a_file_that_is_gone_too_large_or_slow_is_a_message(site: Make, roster_file: Write) -> None:
    path = roster_file([site(1)])
    with pytest.raises(DeskError, match="找不到"):
        intake.read(TARGETS, path.with_name("没有.xlsx"))
    with pytest.raises(DeskError, match="超过 0 MB"):
        intake.read(TARGETS, path, limits=Limits(file_bytes=100))
    with pytest.raises(DeskError, match="还没有完成"):
        intake.read(TARGETS, path, limits=Limits(seconds=0.01))
    with pytest.raises(DeskError, match="已取消"):
        intake.read(TARGETS, path, cancelled=lambda: True)


def test_a_cell_in_the_last_corner_of_a_sheet_takes_no_memory_from_us(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "单位名称", "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DeskError, match="中途退出"):
        intake.read(TARGETS, tmp_path / "a.xlsx")
