"""双随机检查记录表: every field of requirements 8.3, the finding ticked once it is made."""

import re
from dataclasses import replace
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import RecordFacts
from ssj_desktop.outputs import checklist, record_papers
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.form import Form
from ssj_desktop.outputs.page import Box, Rule, Text
from tests.outputs.conftest import LONG
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages
from tests.outputs.records import CHECKS, FINDING, absurd, plain, record

FONTS = Fonts(system=False)
BLANK = record().emptied()
FOUND = replace(record(), finding=FINDING)
# requirements 8.3; 检查结果 as the scheme words it
ORDER = (
    "双随机检查记录表", "任务名称", "任务编号", "计划编号", "检查对象", "统一社会信用代码", "类别",
    "地址", "法定代表人", "联系人电话", "许可管理类别", "许可证号", "行业", "生产状态",
    "正常生产停产未投产注销迁出查无下落", "检查方式",
    "现场检查书面检查网络监测、非现场检查检验检测委托专业机构技术服务", "检查起止时间",
    "序号", "检查事项", "是否检查", "情况", "发现问题", "检查结果",
    "未发现问题发现问题已责令改正发现违法行为已立案查处", "后续处置",
    "无须后续处理责令限期改正移送立案抄告其他部门其他", "认定日期", "检查人员", "执法证号",
    "检查人员", "执法证号", "被检查对象负责人（签字或盖章）", "见证人", "拒签原因", "（以下空白）",
)  # fmt: skip


@cache
def pdf_of(facts: RecordFacts) -> bytes:
    return record_papers.render([facts], ["checklist"], system_fonts=False)


@cache
def text_of(facts: RecordFacts) -> str:
    """Return the text without what stands at the head and the foot of every page."""
    heads = rf"^({re.escape(checklist.TITLE)}（续页）)?(\s*任务编号 \S+)?|\s*第 \d+ 页　共 \d+ 页$"
    return flat("".join(re.sub(heads, "", page) for page in pages(pdf_of(facts))))


@cache
def laid_out(facts: RecordFacts) -> Form:
    return checklist.lay_out(facts, FONTS)


def squares(facts: RecordFacts) -> int:
    return sum(isinstance(mark, Box) for page in laid_out(facts).pages for mark in page)


def test_an_ugly_record_with_its_finding_prints_this_very_text() -> None:
    text = full_text(pdf_of(FOUND))
    assert text == golden("checklist", text)


@pytest.mark.parametrize("facts", [record(), BLANK, absurd()], ids=["ugly", "blank", "absurd"])
def test_the_fields_stand_in_the_order_of_the_requirements(facts: RecordFacts) -> None:
    text, at = text_of(facts).replace("√", ""), 0
    for piece in ORDER:  # N-2, N-14
        found = text.find(piece, at)
        assert found >= 0, piece
        at = found + len(piece)


def test_what_was_typed_is_what_is_copied_from_the_paper() -> None:
    facts = record()
    text = text_of(facts)
    for typed in (
        facts.mobile_no, facts.recording_no,  # LC-17, WL-14, BD-16
        LONG, "冯䶮", "孙𠮷", facts.credit_code, facts.permit_code, facts.plan, facts.task,
        facts.category, facts.address, "2026年11月22日9时10分至10时40分", "04050001", "04050006",
        *(check.text for check in CHECKS), *(check.name for check in CHECKS),
        *(f"（{check.basis}）" for check in CHECKS),
    ):  # fmt: skip
        assert flat(typed) in text


def test_what_is_chosen_has_a_tick_before_it_and_nothing_else_has() -> None:
    text = text_of(record())
    assert re.findall("√.{2}", text) == ["√正常", "√现场", "√检验"]  # BD-12
    assert squares(record()) == 6 + 5 + 3 + 5  # production, methods, results, dispositions


def test_the_finding_is_ticked_and_dated_once_it_is_made() -> None:
    """Requirements 11.8: made after the inspection, on a day of its own."""
    text = text_of(FOUND)
    for told in (
        "√发现问题已责令改正",
        f"问题说明{FINDING.problem}",
        "√责令限期改正",
        "晋市环责改〔2026〕12号",
        "认定日期2026年11月26日",
    ):
        assert told in text
    assert text.count("√") == 5
    assert "认定日期年月日" in text_of(record())


def test_a_word_that_is_no_longer_offered_is_still_told() -> None:
    old = replace(FINDING, result="通过登记住所（经营场所）无法联系", dispositions=("抄送园区",))
    text = text_of(replace(record(), finding=old, production="搬迁中"))
    for word in ("通过登记住所（经营场所）无法联系", "抄送园区", "搬迁中"):
        assert f"√{word}" in text


def test_a_check_says_whether_it_was_made_and_what_it_came_to() -> None:
    text = text_of(record())
    for row in (
        "情况（二（三）第1项）是未发现问题脱硫、除尘设施正在运行",
        "情况（二（三）第2项）是发现问题10月手工监测缺1次。",
        "（二（三）第6项）是不涉及",
        "（二（三）第7项）否—未检查：应急物资库上锁，保管人不在现场。",
    ):
        assert row in text


def test_the_blank_form_has_boxes_to_tick_and_no_value() -> None:
    text = text_of(BLANK)
    assert "√" not in text
    assert text.count("是否未发现问题发现问题不涉及") == len(CHECKS)
    assert squares(BLANK) == 6 + 5 + len(CHECKS) * (2 + 3) + 3 + 5
    assert text.count("检查人员执法证号年月日") == 2
    assert flat("检查起止时间　年　月　日　时　分至　日　时　分") in text
    known = re.sub(r"（二（三）第\d项）|^\d|\d(?=[污环建排危])", "", text)  # basis, row number
    assert not re.search("[0-9]", known)


def test_the_basis_is_left_out_where_there_is_none() -> None:
    bare = replace(plain(), checks=(replace(CHECKS[0], basis=""),))
    assert f"1{CHECKS[0].name}是" in text_of(bare)


def test_everybody_signs_with_a_date() -> None:
    text = text_of(replace(plain(), witness="韩秀兰", absence="负责人外出"))
    assert "检查人员王建军执法证号04050001年月日" in text
    assert "检查人员欧阳晓明执法证号04050006年月日" in text
    assert "被检查对象负责人（签字或盖章）年月日" in text
    assert "见证人韩秀兰年月日拒签原因负责人外出（以下空白）" in text


def test_60_items_lose_nothing_and_have_the_head_on_every_page() -> None:
    facts = absurd()
    sheets = [flat(page) for page in pages(pdf_of(facts))]
    text = "".join(sheets)
    assert all(check.name in text for check in facts.checks)
    assert facts.absence in text
    for page in sheets[:-1]:
        assert "检查事项（依据）" in page
    assert "内部资料" not in text


@pytest.mark.parametrize("facts", [FOUND, BLANK, absurd()], ids=["found", "blank", "absurd"])
def test_all_ink_lies_inside_the_margins_and_crosses_no_rule(facts: RecordFacts) -> None:
    document = pypdfium2.PdfDocument(pdf_of(facts))
    for page in (document[0], document[len(document) - 1]):
        for char, (x0, y0, x1, y1) in boxes(page):
            assert 25 * MM - 1 <= x0 < x1 <= page.get_width() - 18 * MM + 1, char
            assert 10 * MM < y0 < y1 < page.get_height() - 10 * MM, char
    for marks in laid_out(facts).pages:
        upright = [m for m in marks if isinstance(m, Rule) and m.x0 == m.x1]
        for text in (m for m in marks if isinstance(m, Text) and m.line.count):
            end = text.x + text.line.width - text.line.overhang
            for rule in upright:
                inside = min(rule.y0, rule.y1) < text.y < max(rule.y0, rule.y1)
                assert not (inside and text.x < rule.x0 < end)


def test_a_tick_stands_in_its_square() -> None:
    for marks in laid_out(FOUND).pages:
        for text in (m for m in marks if isinstance(m, Text) and m.line.count):
            if text.line.runs[0].text.startswith("√"):
                assert any(
                    isinstance(m, Box) and abs(m.x - text.x) < 1 and 0 <= text.y - m.y < 2
                    for m in marks
                )


@pytest.mark.parametrize("count", range(5, 19, 2))
def test_no_head_stands_alone_at_the_foot_of_a_page(count: int) -> None:
    facts = replace(plain(), checks=(CHECKS * 3)[:count])
    for page in pages(pdf_of(facts)):
        last = page.rpartition("第 ")[0].strip().splitlines()[-1]
        assert not last.endswith(("检查事项", "另行填写）", "签名", "说明"))


def test_several_forms_are_one_job_dated_with_the_first() -> None:
    later = replace(plain(), dated=FOUND.dated.replace(month=12))
    pdf = record_papers.render([FOUND, later], ["checklist"], system_fonts=False)
    numbers = [page.rpartition("第 ")[2] for page in pages(pdf)]
    assert numbers == ["1 页　共 2 页", "2 页　共 2 页"] * 2
    known = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert known["Title"] == "双随机检查记录表"
    assert known["CreationDate"] == "D:20261122104500+08'00'"


def test_the_same_record_gives_the_same_bytes() -> None:
    once = record_papers.render([FOUND], ["checklist"], system_fonts=False)
    assert once == record_papers.render([FOUND], ["checklist"], system_fonts=False)


def test_a_character_that_cannot_be_printed_is_an_error() -> None:
    with pytest.raises(DeskError):
        pdf_of(replace(plain(), legal_person="冯\ue000"))
