"""检查任务单: all that a team must know on one page, and nothing lost when it takes more."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.catalogue import Edition
from ssj_desktop.facts.task import Officer, TaskItem, TaskSheet
from ssj_desktop.outputs import task_sheet
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Paper, Rule, Text
from tests.outputs.conftest import LONG, RARE
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

_UNIT = "陵川县生态环境保护综合行政执法队"
_CONTENTS = (  # LC-8
    ("污染防治设施建设运行情况", "《中华人民共和国环境保护法》第四十一条、第四十二条"),
    ("污染物排放及自主监测（含在线监测）情况", "《排污许可管理条例》第十九条、第二十条"),
    ("环评审批执行情况", "《中华人民共和国环境影响评价法》第二十二条"),
    ("建设项目环保“三同时”执行情况", "《建设项目环境保护管理条例》第十五条、第十九条"),
    ("排污许可执行情况", "《排污许可管理条例》第二条、第十七条"),
    ("危险废物管理情况", "《中华人民共和国固体废物污染环境防治法》第七十七条至第八十三条"),
    ("环境应急管理情况", "《突发环境事件应急管理办法》第六条"),
)
TASK = TaskSheet(
    number="LC-2026-Q4-1-003",
    office="晋城市生态环境局陵川分局",
    enforcement_unit=_UNIT,
    scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
    period="2026年第四季度",
    plan="2026年第四季度抽查计划第1号",
    draw_id="LC-2026-Q4-1",
    code="91140524MA0K12348M001P",
    name=LONG,
    credit_code="91140524MA0K12348M",
    category="特殊监管对象",
    address="城东工业园区经一路与纬三路交叉口东南角二号院",
    township="崇文镇",
    legal_person="冯䶮",
    contact="孙𠮷",
    phone="",
    industry="水泥制品制造（C3021）",
    permit_class="重点管理",
    permit_code="91140524MA0K12348M001P",
    status="在产",
    squad="二分队",
    people=(Officer("王建军", _UNIT, "04050001"), Officer("赵𬭎", _UNIT, "04050003")),
    dispatched=datetime(2026, 10, 9, 15, 30),
    deadline=date(2026, 12, 31),
    clause="方案未定，默认季末",
    items=tuple(TaskItem("", name, basis) for name, basis in _CONTENTS),
    background=(
        ("排污许可", "重点管理，有效期至2028年3月"),
        ("环评审批", "陵环审〔2019〕17号"),
        ("行政处罚", "2025年2次：晋市环罚〔2025〕9号、12号"),
        ("信访举报", "2026年7月1次，查实"),
        ("在线监测", "近三个月无超标报警"),
    ),
    fate="",
    program="双随机桌面 0.1.0",
)
ABSURD = replace(
    TASK,
    office="新疆维吾尔自治区伊犁哈萨克自治州伊宁市生态环境局",
    name=RARE * 4,
    credit_code="",
    permit_class="",
    permit_code="",
    legal_person="",
    contact="",
    squad="",
    deadline=None,
    fate="2026年10月10日补抽列入",
    background=tuple((f"第{n}次处罚", LONG) for n in range(40)),
    people=tuple(Officer(f"检查员㛃{n}", LONG, f"0405{n:04}") for n in range(12)),
    items=tuple(
        TaskItem(f"1402{n:04}", f"{RARE}第{n}项", f"《条例》第{n}条；" * (1 + n % 9))
        for n in range(60)
    ),
)


@cache
def pages_of(*tasks: TaskSheet) -> list[str]:
    return pages(task_sheet.render(tasks, system_fonts=False))


@cache
def laid_out(task: TaskSheet) -> Paper:
    return task_sheet.lay_out(task, Fonts(system=False))


def test_an_ugly_task_prints_this_very_text() -> None:
    text = full_text(task_sheet.render([TASK], system_fonts=False))
    assert text == golden("task_sheet", text)


def test_the_same_task_gives_the_same_bytes() -> None:
    one = task_sheet.render([TASK], system_fonts=False)
    assert one == task_sheet.render([TASK], system_fonts=False)


CODED = replace(TASK, items=tuple(replace(it, code="140200123") for it in TASK.items))


LISTED = replace(
    CODED,
    catalogue=Edition(
        2, TASK.office, date(2026, 4, 1), date(2026, 3, 20), "局务会", "张局长", "",
        datetime(2026, 3, 20, 15, 0), 7,
    ),
)  # fmt: skip


def test_the_version_of_the_list_stands_with_its_codes() -> None:
    """LC-6."""
    assert "检查事项（清单第2版）" in flat(pages_of(LISTED)[0])


@pytest.mark.parametrize("task", [TASK, replace(TASK, fate="补抽列入"), CODED, LISTED])
def test_seven_items_stand_on_one_page(task: TaskSheet) -> None:
    assert len(pages_of(task)) == 1


@pytest.mark.parametrize("task", [TASK, ABSURD], ids=["ugly", "absurd"])
def test_nothing_that_is_known_is_lost(task: TaskSheet) -> None:
    text = flat("".join(pages_of(task)))
    known = [task.number, task.plan, task.draw_id, task.name, task.code, task.category]
    known += [task.credit_code, task.legal_person, task.contact, task.permit_code, task.industry]
    known += [task.township + task.address, task.clause, task.scheme.partition("（")[0], task.fate]
    known += [text for item in task.items for text in (item.code, item.name)]
    known += [text for person in task.people for text in (person.name, person.badge_no)]
    known += [f"{label}：{text}" for label, text in task.background]
    assert [told for told in known if told not in text] == []
    assert sum(text.count(item.basis) for item in task.items[:1]) >= 1


def test_what_is_not_known_is_said() -> None:
    assert "孙𠮷　电话未登记" in pages_of(TASK)[0]
    first = pages_of(replace(ABSURD, background=()))
    assert "日历未导入" in first[0]
    assert "信用代码 未登记" in first[0]
    assert "没有登记。" in "".join(first)


def test_the_lead_comes_first_and_a_foreign_employer_is_named() -> None:
    text = pages_of(TASK)[0]
    assert "主办 王建军 执法证号 04050001" in text  # TJ-7
    assert "协办 赵𬭎 执法证号 04050003" in text
    guest = Officer("牛丽", "平城镇人民政府", "04050009")
    assert "牛丽\n平城镇人民政府" in pages_of(replace(TASK, people=(*TASK.people, guest)))[0]


def test_codes_of_items_have_a_column_only_if_there_are_any() -> None:
    """LC-6."""
    assert "事项编码" not in pages_of(TASK)[0]
    assert pages_of(CODED)[0].count("140200123") == 7


def test_discipline_equipment_signatures_and_closing_stand_together() -> None:
    """BD-13, BD-23, LC-19, requirements 8.8."""
    for task in (TASK, ABSURD):
        last = flat(pages_of(task)[-1])
        for said in ("□执法证件", "正常的生产经营活动", "收受财物", "保密", "安全防护"):
            assert said in last
        assert "严格保密，不得以任何方式事先告知" in last
        for said in ("签发人年月日签收人年月日", "笔录编号", "检查结果", "归档时间"):
            assert said in last


def test_every_page_says_that_it_is_secret_which_task_it_is_and_its_number() -> None:
    """LC-19; each sheet counts its own pages."""
    sheets = pages_of(TASK, ABSURD, TASK)
    long = len(sheets) - 2
    numbers = [(1, 1), *((n, long) for n in range(1, long + 1)), (1, 1)]
    for page, (number, total) in zip(sheets, numbers, strict=True):
        assert "内部资料　检查前保密" in page
        assert f"任务单编号 {TASK.number}" in page
        assert page.endswith(f"第 {number} 页　共 {total} 页")


def test_60_items_have_their_head_on_each_page() -> None:
    listed = [page for page in pages_of(ABSURD) if "《条例》" in page]
    assert len(listed) >= 2
    assert all("检查\n事项" in page and "事项编码" in page for page in listed)


def test_no_ink_lies_outside_the_margins() -> None:
    for page in pypdfium2.PdfDocument(task_sheet.render([TASK, ABSURD], system_fonts=False)):
        width, height = page.get_size()
        for char, (x0, y0, x1, y1) in boxes(page):
            assert 26 * MM - 1 <= x0 < x1 <= width - 18 * MM + 1, char
            assert 10 * MM < y0 < y1 < height - 10 * MM, char


@pytest.mark.parametrize("task", [TASK, ABSURD], ids=["ugly", "absurd"])
def test_no_text_crosses_a_rule(task: TaskSheet) -> None:
    for page in laid_out(task).pages:
        rules = [mark for mark in page if isinstance(mark, Rule)]
        for text in (mark for mark in page if isinstance(mark, Text) and mark.line.count):
            end = text.x + text.line.width - text.line.overhang
            foot, head = text.y - 0.1 * text.line.size, text.y + 0.85 * text.line.size
            for rule in rules:
                if rule.x0 == rule.x1:
                    inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                    assert not (inside and text.x < rule.x0 < end)
                else:
                    assert not (foot < rule.y0 < head and rule.x0 < end and text.x < rule.x1)


def test_a_rule_between_cells_never_cuts_one_that_reaches_to_the_edge() -> None:
    """The address has the row for itself: no rule stands on it right of its label."""
    [page] = laid_out(TASK).pages
    address = next(
        mark
        for mark in page
        if isinstance(mark, Text) and mark.line.runs[0].text.startswith("崇文镇城东")
    )
    upright = [mark for mark in page if isinstance(mark, Rule) and mark.x0 == mark.x1]
    crossing = {
        round(rule.x0)
        for rule in upright
        if min(rule.y0, rule.y1) < address.y < max(rule.y0, rule.y1) and rule.x0 > address.x
    }
    assert crossing == {round((210 - 18) * MM)}


def test_a_paper_says_in_its_properties_what_it_is() -> None:
    pdf = pypdfium2.PdfDocument(task_sheet.render([TASK, ABSURD], system_fonts=False))
    known = pdf.get_metadata_dict()
    assert known["Title"] == "2026年第四季度“双随机”检查任务单"
    assert known["Subject"] == "摇号编号 LC-2026-Q4-1"
    assert known["CreationDate"] == "D:20261009153000+08'00'"


def test_a_character_no_font_has_is_named() -> None:
    with pytest.raises(DeskError, match="没有字体能显示"):
        task_sheet.render([replace(TASK, contact="孙\U0003134a")], system_fonts=False)
