"""What a stranger's files did to the roster: each story once."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ssj_desktop import intake
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import Problem, RosterKind
from ssj_desktop.intake.limits import USUAL
from ssj_desktop.intake.opening import content_of

TARGETS, INSPECTORS, ITEMS, VISITS = RosterKind
IDENTITY = "140524199003071235"  # made up; right by GB 11643

Make = Callable[..., dict[str, object]]
Write = Callable[..., Path]


def only(problems: tuple[Problem, ...], *, blocking: bool) -> Problem:
    [problem] = [problem for problem in problems if problem.blocking is blocking]
    return problem


def item() -> dict[str, object]:
    return {"抽查事项": "许可证", "检查对象": "排污单位", "检查内容": "台账", "检查依据": "条例"}


@pytest.mark.parametrize("asked", [TARGETS, ITEMS])
def test_a_staff_list_is_not_taken_for_anything_else(
    asked: RosterKind, officer: Make, roster_file: Write
) -> None:
    path = roster_file([officer(1) | {"单位": "陵川分局"}], title=["执法人员名单"])
    reading = intake.read(asked, path)
    wanted = {TARGETS: "检查对象名录", ITEMS: "抽查事项清单"}[asked]
    [problem] = reading.problems
    assert (problem.line, problem.blocking) == (0, True)
    assert problem.message == f"这份文件像是执法人员名录，不是{wanted}。"
    assert "“执法人员”" in problem.remedy
    assert reading.rows == ()


def test_a_list_of_sites_or_items_is_not_taken_for_another(site: Make, roster_file: Write) -> None:
    [problem] = intake.read(INSPECTORS, roster_file([site(1)])).problems
    assert problem.message == "这份文件像是检查对象名录，不是执法人员名录。"
    [problem] = intake.read(TARGETS, roster_file([item()])).problems
    assert problem.message == "这份文件像是抽查事项清单，不是检查对象名录。"
    assert intake.read(ITEMS, roster_file([item()])).rows


def test_a_list_of_visits_is_not_taken_for_a_roster_nor_a_roster_for_one(
    site: Make, officer: Make, roster_file: Write
) -> None:
    visit = {"企业名称": "甲厂", "检查日期": "2026-02-10", "类别": "重点", "依据": "台账"}
    wanted = {TARGETS: "检查对象名录", INSPECTORS: "执法人员名录", ITEMS: "抽查事项清单"}
    for asked, name in wanted.items():
        [problem] = intake.read(asked, roster_file([visit])).problems
        assert problem.message == f"这份文件像是补录检查表，不是{name}。"
    for rows, name in zip((site(1), officer(1), item()), wanted.values(), strict=True):
        [problem] = intake.read(VISITS, roster_file([rows])).problems
        assert problem.message == f"这份文件像是{name}，不是补录检查表。"
    assert len(intake.read(VISITS, roster_file([visit])).rows) == 1


def test_a_book_of_all_lists_gives_the_one_asked_for(tmp_path: Path, site: Make) -> None:
    book = Workbook()
    staff = book.worksheets[0]
    staff.append(["姓名", "单位", "执法证号", "编制", "执法资格", "职务", "在岗", "本单位编号"])
    staff.append(["张三", "陵川分局", "140524001", "在编", "是", "科员", "是", "1"])
    sites = book.create_sheet("对象")
    sites.append(["单位名称", "统一社会信用代码"])
    sites.append(["甲厂", site(1)["统一社会信用代码"]])
    book.save(tmp_path / "a.xlsx")
    assert intake.read(TARGETS, tmp_path / "a.xlsx").rows[0].values["name"] == "甲厂"
    assert intake.read(INSPECTORS, tmp_path / "a.xlsx").rows[0].values["name"] == "张三"


def test_a_list_of_two_columns_is_whatever_it_is_asked_as(roster_file: Write) -> None:
    assert intake.read(INSPECTORS, roster_file([{"姓名": "张三", "单位": "分局"}])).rows
    assert not intake.read(TARGETS, roster_file([{"姓名": "张三", "地址": "东街"}])).rows


def test_columns_that_were_not_read_are_told_with_what_to_call_them(
    site: Make, roster_file: Write
) -> None:
    row = {"序号": 1, **site(1), "许可证发证单位": "市局", "环保信用等级评定": "B", "": "悬空"}
    reading = intake.read(TARGETS, roster_file([row], title=["检查对象名录"]))
    problem = only(reading.problems, blocking=False)
    assert problem.line == 2
    assert problem.message == "这些列没有读：许可证发证单位、环保信用等级评定、L 列（没有列名）。"
    assert "“环保信用等级评定”改成“环保信用等级”" in problem.remedy


def test_when_all_columns_are_read_nothing_is_said(site: Make, roster_file: Write) -> None:
    assert intake.read(TARGETS, roster_file([{"序号": 1, **site(1)}])).problems == ()


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        *(("是否重点排污企业", "是", "key_unit"), ("重点排污单位名录", "列入", "key_unit")),
        *(("许可证管理类别", "简化", "permit_class"), ("排污许可类别", "重点", "permit_class")),
        *(("电话（手机）", "13800000000", "phone"), ("电话(手机", "13800000000", "phone")),
        *(("手机号码", 13800000000, "phone"), ("联系方式", "6202222", "phone")),
        *(("经营者", "王五", "legal_person"), ("厂址", "东街", "address")),
        *(("属地", "崇文镇", "township"), ("国民经济行业代码", "C3011", "industry")),
        *(("环境信用评价结果\n（A-E级）", "B", ""), ("信用评价结果", "B级", "credit_grade")),
    ],
)
def test_headings_of_real_county_lists_are_understood(
    roster_file: Write, heading: str, cell: object, field: str
) -> None:
    row = {"企业全称": "甲厂", "本单位编号": "LC-1", heading: cell}
    reading = intake.read(TARGETS, roster_file([row]))
    shown = " ".join(heading.split())
    assert {each.heading: each.field for each in reading.columns}[shown] == field
    assert (field in reading.rows[0].values) == bool(field)


@pytest.mark.parametrize(
    "row",
    [
        *(["以下空白"], ["（以下无正文）"], ["以下为空"], ["——以下空白——"], ["", "以 下 空 白"]),
        *(["38", "以下空白"], ["本页以下空白"], ["此页无正文"], ["（完）"]),
        *(["合  计", "37"], ["本页小计：12"], ["共 37 家"], ["第 1 页 共 3 页"]),
        *(["制表人：李四", "审核人：张三"], ["填报人", "李四"], ["填报单位（盖章）：分局"]),
        *(["填报单位（公章）", "", "日期：2026.3.1"], ["2026年3月1日"], ["注：本表一式两份"]),
        *(["说明：", ""], ["备注1：停产企业已标出"], ["数据来源：省平台"], ["分管领导：", "王五"]),
    ],
)
def test_what_stands_below_a_list_is_no_site(roster_file: Write, row: list[str]) -> None:
    cells = dict(zip(("单位名称", "地址", "本单位编号"), row, strict=False))
    first = {"单位名称": "甲厂", "地址": "东街", "本单位编号": "LC-1"}
    reading = intake.read(TARGETS, roster_file([first, cells]))
    assert [row.values["name"] for row in reading.rows] == ["甲厂"]
    assert [(problem.line, problem.blocking) for problem in reading.problems] == [(3, False)]


def test_numbered_notes_below_a_note_are_no_sites(roster_file: Write) -> None:
    names = ["甲厂", "说明：", "1.停产企业已标出", "（2）无码的另报"]
    rows = [{"单位名称": name, "本单位编号": None} for name in names]
    reading = intake.read(TARGETS, roster_file([rows[0] | {"本单位编号": "LC-1"}, *rows[1:]]))
    assert [row.values["name"] for row in reading.rows] == ["甲厂"]


@pytest.mark.parametrize(
    "name",
    [
        *("合计划印刷厂", "共青团路加油站", "以下村养殖场", "注塑厂", "日期果园", "完美日用品厂"),
        *("第1页岩砖厂", "说明书印刷厂", "单位食堂", "电话机厂", "第10医院", "要求乡卫生院"),
    ],
)
def test_a_site_that_sounds_like_a_note_stays_a_site(roster_file: Write, name: str) -> None:
    reading = intake.read(TARGETS, roster_file([{"单位名称": name, "本单位编号": "LC-1"}]))
    assert [row.values["name"] for row in reading.rows] == [name]


def test_digits_that_are_gone_are_counted_rightly(
    site: Make, officer: Make, roster_file: Write
) -> None:
    text = site(1, 统一社会信用代码="9.11405E+17", 排污单位编码=None)
    problem = only(intake.read(TARGETS, roster_file([text])).problems, blocking=True)
    assert "9.11405E+17" in problem.message
    assert "只剩前 6 位数字" in problem.message
    assert "第 16 位" not in problem.message
    number = site(1, 统一社会信用代码=9.11405240000000e17, 排污单位编码=None)
    problem = only(intake.read(TARGETS, roster_file([number])).problems, blocking=True)
    assert "从第 16 位起已变成 0" in problem.message
    badge = officer(1, 执法证号="1.4E+13")
    problem = only(intake.read(INSPECTORS, roster_file([badge])).problems, blocking=True)
    assert "只剩前 2 位数字" in problem.message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        *(
            ("法定代表人", f"张三 {IDENTITY}"),
            ("联系人", f"张三（{IDENTITY}）"),
            ("地址", IDENTITY),
        ),
        *(("单位名称", f"张三{IDENTITY}"), ("标签", f"涉水、{IDENTITY}"), ("联系电话", IDENTITY)),
        *(("行业", f"养殖{IDENTITY}"), ("联系人", "１４０５２４１９９００３０７１２３５")),
        *(
            ("联系人", "140524 19900307 1235"),
            ("生产状态", IDENTITY),
            ("乡镇", f"身份证:{IDENTITY}"),
        ),
    ],
)
def test_an_identity_number_in_any_cell_keeps_the_file_out(
    site: Make, roster_file: Write, heading: str, cell: str
) -> None:
    reading = intake.read(TARGETS, roster_file([site(1, **{heading: cell})]))
    problem = only(reading.problems, blocking=True)
    assert (problem.line, problem.column) == (2, heading)
    assert problem.message == "这一格里有公民身份号码。"
    assert IDENTITY not in str(problem)


def test_an_officers_identity_number_keeps_the_list_out(officer: Make, roster_file: Write) -> None:
    reading = intake.read(INSPECTORS, roster_file([officer(1, 职务=f"科员 {IDENTITY}")]))
    assert only(reading.problems, blocking=True).column == "职务"


def test_a_list_without_headings_is_shown_what_was_seen(roster_file: Write) -> None:
    reading = intake.read(
        TARGETS, roster_file([{"厂子": "甲厂", "在哪": "东街", "电话": "6202222"}])
    )
    [problem] = reading.problems
    assert problem.line == 0
    assert "第 1 行（厂子、在哪、电话）" in problem.message
    assert "只认得“联系电话”" in problem.message
    assert "“单位名称”（也可以写作名称、企业名称" in problem.remedy
    assert "统一社会信用代码" in problem.remedy
    [problem] = intake.read(TARGETS, roster_file([{"厂子": "甲厂", "在哪": "东街"}])).problems
    assert "没有认得的列名" in problem.message


@pytest.mark.parametrize(
    ("number", "windows", "said"),
    [
        (errno.ENOENT, None, "找不到文件"),
        (errno.EACCES, None, "没有权限"),
        (errno.EACCES, 32, "正被别的程序占用，多半是 Excel"),  # ERROR_SHARING_VIOLATION
        (errno.EIO, None, f"系统错误 {errno.EIO}"),
    ],
)
def test_why_a_file_cannot_be_opened_is_said_in_chinese(
    number: int,
    windows: int | None,
    said: str,
    roster_file: Write,
    site: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_path: Path) -> bytes:
        error = OSError(number, os.strerror(number))
        if windows:
            setattr(error, "winerror", windows)  # noqa: B010  # only Windows declares it
        raise error

    path = roster_file([site(1)])
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert_told(path, said)


def test_a_folder_and_a_missing_file_are_told_in_chinese(tmp_path: Path) -> None:
    assert_told(tmp_path, "是文件夹")
    assert_told(tmp_path / "没有.xlsx", "找不到文件")
    (tmp_path / "a").write_bytes(b"")
    assert_told(tmp_path / "a" / "b", "找不到文件")


def assert_told(path: Path, said: str) -> None:
    with pytest.raises(DeskError, match=said) as told:
        content_of(path, USUAL)
    prose = str(told.value).replace(str(path), "").replace(path.name, "")
    assert set(re.findall("[A-Za-z]+", prose)) <= {"Excel", "WPS", "U"}
    assert told.value.hint.endswith("。")


@pytest.mark.parametrize("kind", RosterKind)
def test_every_accepted_heading_can_be_listed(kind: RosterKind) -> None:
    listed = intake.headings(kind)
    usual = {TARGETS: "单位名称", INSPECTORS: "姓名", ITEMS: "抽查事项", VISITS: "检查日期"}[kind]
    assert usual in dict(listed)
    assert all(label not in others for label, others in listed)


def test_listing_the_headings_is_light() -> None:
    code = (
        "import sys\nfrom ssj_desktop import intake\n"
        "from ssj_desktop.facts.imports import RosterKind\n"
        "intake.headings(RosterKind.TARGETS)\n"
        "print({'python_calamine', 'multiprocessing', 'zipfile'} & sys.modules.keys() or '')"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == ""
