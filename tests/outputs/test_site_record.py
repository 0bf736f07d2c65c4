"""现场检查（勘察）笔录: every field in the order of requirements 8.2, signed on every page."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import CheckLine, Conclusion, RecordFacts
from ssj_desktop.outputs import record_papers, site_record
from ssj_desktop.outputs.field_form import FieldForm
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Box, Mark, Rule, Text
from tests.outputs.conftest import LONG
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages
from tests.outputs.records import CHECKS, FINDING, NARRATIVE, absurd, plain, record

FONTS = Fonts(system=False)
FOOT = "被检查人（现场负责人）签名："
BLANK = record().emptied()
# requirements 8.2, items 1 to 17 and 19, with 本次检查事项 for 本案 as its last line allows
ORDER = (
    "晋城市生态环境局陵川分局", "现场检查（勘察）笔录", "检查（勘察）时间：", "检查（勘察）地点：",
    "被检查人名称或姓名：", "统一社会信用代码：", "法定代表人（负责人）：", "现场负责人：",
    "年龄：", "公民身份号码：", "工作单位：", "职务：", "与本次检查事项关系：", "地址：", "电话：",
    "邮编：",
    "检查（勘察）人：", "工作单位及执法证号：", "检查（勘察）人：", "工作单位及执法证号：",
    "记录人：", "工作单位及执法证号：", "其他参加人姓名及工作单位：", "我们是", "是否看清证件：",
    "是否申请回避", "现场情况：", "以上笔录已阅无误：", "确认意见：",
    "被检查人拒绝签名或者不在场的，注明原因：", "见证人：", "（以下空白）",
)  # fmt: skip
NOTICE = (
    "我们是陵川县生态环境保护综合行政执法队的执法人员，这是我们的执法证件（向当事人出示证件），"
    "请过目确认。今天我们依法进行检查并了解有关情况，你应当配合调查，如实回答询问和提供材料，"
    "不得拒绝、阻碍、隐瞒或者提供虚假情况。如果你认为我们与本次检查事项有利害关系，可能影响公正"
    "办案，可以申请我们回避，并说明理由。"
)


@cache
def pages_of(facts: RecordFacts) -> list[str]:
    return pages(pdf_of(facts))


@cache
def pdf_of(facts: RecordFacts) -> bytes:
    return record_papers.render([facts], ["site_record"], system_fonts=False)


def bodies(facts: RecordFacts) -> list[str]:
    """Return what stands on every page above the signatures."""
    return [page.partition(FOOT)[0].strip() for page in pages_of(facts)]


def text_of(facts: RecordFacts) -> str:
    return flat("".join(bodies(facts)))


@cache
def laid_out(facts: RecordFacts) -> FieldForm:
    return site_record.lay_out(facts, FONTS)


def sheets(facts: RecordFacts) -> list[list[Mark]]:
    """Return the marks of every page, with its head and foot."""
    form = laid_out(facts)
    total = len(form.pages)
    return [[*page, *form.marks(n, total)] for n, page in enumerate(form.pages, start=1)]


def told(mark: Text) -> str:
    return "".join(run.text for run in mark.line.runs)


def test_an_ugly_record_prints_this_very_text() -> None:
    text = full_text(pdf_of(record()))
    assert text == golden("site_record", text)


@pytest.mark.parametrize("facts", [record(), BLANK], ids=["filled", "blank"])
def test_the_fields_stand_in_the_order_of_the_requirements(facts: RecordFacts) -> None:
    text, at = flat("".join(pages_of(facts))), 0
    for piece in ORDER:
        found = text.find(flat(piece), at)
        assert found >= 0, piece
        at = found + len(flat(piece))


def test_what_was_typed_is_what_is_copied_from_the_paper() -> None:
    facts = record()
    text = text_of(facts)
    # LC-4, BD-15, WL-10, N-4, N-8: the notice is the enforcement unit's, word by word.
    for typed in (
        LONG, "冯䶮", "孙𠮷", "张𬍛（县行政审批服务管理局）", facts.place, facts.address,
        facts.credit_code, facts.postcode, "王建军", "04050001", "欧阳晓明", "04050006",
        *NARRATIVE.splitlines(), "2026年11月22日9时10分至10时40分", NOTICE,
    ):  # fmt: skip
        assert flat(typed) in text


def test_each_check_is_a_numbered_sentence_in_the_words_of_the_record() -> None:
    """Requirements 11.8: 未发现问题／发现问题／不涉及／未检查（原因）."""
    text = text_of(record())
    for sentence in (
        "1.污染防治设施建设运行情况：未发现问题。脱硫、除尘设施正在运行。2.",
        "2.污染物排放及自主监测（含在线监测）情况：发现问题。10月手工监测缺1次。3.",
        "4.建设项目环保“三同时”执行情况：未发现问题。5.",
        "6.危险废物管理情况：不涉及。7.",
        "7.环境应急管理情况：未检查（应急物资库上锁，保管人不在现场）。经现场检查",
    ):
        assert sentence in text


def test_paragraphs_stay_apart() -> None:
    facts = replace(record(), narrative="  一段。\n\n　　二段。\r\n三段。")
    texts = [m for page in laid_out(facts).pages for m in page if isinstance(m, Text)]
    assert {"一段。", "二段。", "三段。"} <= {told(mark) for mark in texts}


def test_neither_result_nor_disposition_is_on_it() -> None:
    """Requirements 11.8."""
    found = replace(record(), finding=FINDING)
    assert pdf_of(found) == pdf_of(record())


def test_the_site_does_not_get_a_paper_marked_secret() -> None:
    assert "保密" not in "".join(pages_of(record()))


@pytest.mark.parametrize("facts", [record(), BLANK, absurd()], ids=["ugly", "blank", "absurd"])
def test_everybody_signs_every_page(facts: RecordFacts) -> None:
    """Requirements 8.2, items 18 and 20; BD-16, TJ-12, N-5."""
    papers = pages_of(facts)
    for number, page in enumerate(papers, start=1):
        foot = flat(FOOT + page.partition(FOOT)[2])
        assert re.findall("([^日]+?)签名：年月日", foot) == [
            "被检查人（现场负责人）",
            *["检查人"] * len(facts.inspectors),
            "记录人",
            *["其他参加人"] * max(1, len(facts.others)),
            "见证人",
        ]
        assert foot.endswith(f"第{number}页共{len(papers)}页")


@pytest.mark.parametrize("others", [0, 1, 4, 40])
def test_the_signatures_never_eat_the_page(others: int) -> None:
    form = laid_out(replace(plain(), others=("参加人",) * others))
    assert form.height > 150 * MM
    assert len(form.pages) <= 4


def test_12_000_characters_and_60_checks_lose_nothing() -> None:
    facts = absurd()
    text = text_of(facts)
    assert all(flat(paragraph) in text for paragraph in facts.narrative.splitlines())
    assert all(f"{n}.{check.name}：" in text for n, check in enumerate(facts.checks, start=1))
    assert facts.absence in text
    assert f"补做说明：{facts.late_reason}" in text
    assert f"见证人：{facts.witness}" in text


@pytest.mark.parametrize(
    "facts", [plain(), record(), BLANK, absurd()], ids=["plain", "ugly", "blank", "absurd"]
)
def test_text_keeps_clear_of_the_signatures_and_of_other_text(facts: RecordFacts) -> None:
    form = laid_out(facts)
    for body, sheet in zip(form.pages, sheets(facts), strict=True):
        for mark in body:
            low = mark.y if isinstance(mark, Text | Box) else getattr(mark, "y0", form.bottom)
            assert low >= form.bottom - 0.01
        texts = [m for m in sheet if isinstance(m, Text) and m.line.count]
        for one in texts:
            for other in texts:
                if one is not other and abs(one.y - other.y) < 8:
                    apart = one.x + one.line.width - one.line.overhang <= other.x + 0.5
                    assert apart or other.x + other.line.width <= one.x + 0.5


@pytest.mark.parametrize("facts", [record(), absurd()], ids=["ugly", "absurd"])
def test_no_ink_lies_outside_the_margins(facts: RecordFacts) -> None:
    document = pypdfium2.PdfDocument(pdf_of(facts))
    for page in (document[0], document[1], document[len(document) - 1]):
        for char, (x0, y0, x1, y1) in boxes(page):
            assert x0 >= 25 * MM - 1, char
            assert x1 <= page.get_width() - 18 * MM + 1, char
            assert 10 * MM < y0 < y1 < page.get_height() - 10 * MM, char
    for sheet in sheets(facts):
        for rule in (mark for mark in sheet if isinstance(mark, Rule)):
            assert 25 * MM <= rule.x0 < rule.x1 <= 192 * MM + 0.01


@pytest.mark.parametrize("count", range(22, 50, 4))
def test_no_head_stands_alone_at_the_foot_of_a_page(count: int) -> None:
    facts = replace(plain(), narrative="\n".join(f"第{n}处未见异常。" for n in range(count)))
    for body in bodies(facts):
        assert not body.endswith(("现场情况：", "以上笔录已阅无误：", "意见。）"))


def test_a_last_line_never_stands_alone_on_the_next_page() -> None:
    for length in range(1300, 1400, 9):
        facts = replace(plain(), checks=(), narrative="县" * length)
        for page in laid_out(facts).pages[1:]:
            lines = [m for m in page if isinstance(m, Text) and "县" * 3 in told(m)]
            assert len(lines) != 1


def test_the_blank_form_has_the_office_and_room_to_write() -> None:
    text = "".join(pages_of(BLANK))
    assert flat(NOTICE) in flat(text)
    assert flat("检查（勘察）时间：年月日时分至日时分检查（勘察）地点：") in flat(text)
    assert "任务编号" not in text
    assert not re.search("[0-9]", re.sub(r"第 \d 页\s共 \d 页", "", text))
    first, second = laid_out(BLANK).pages
    for page, least in ((first, 5), (second, 12)):
        whole = [m for m in page if isinstance(m, Rule) and m.x1 - m.x0 > 165 * MM]
        assert len(whole) >= least
    labels = [m for m in first if isinstance(m, Rule) and m.x1 - m.x0 < 165 * MM]
    assert len(labels) == 22  # items 3 to 12 but the ID number, and the two answers of item 14


def test_the_id_number_is_18_empty_squares() -> None:
    """Requirements 11.8: it is not kept."""
    for facts in (record(), BLANK):
        squares = [m for page in laid_out(facts).pages for m in page if isinstance(m, Box)]
        assert len(squares) == 18


def test_a_refusal_a_witness_and_a_late_record_are_told_only_where_they_were() -> None:
    refused = replace(plain(), absence="负责人拒绝签名，未说明理由。", witness="韩秀兰")
    text = text_of(refused)
    # BD-16, N-5, N-6
    assert "注明原因：负责人拒绝签名，未说明理由。见证人：韩秀兰（以下空白）" in text
    assert "注明原因：见证人：（以下空白）" in text_of(plain())
    late = replace(plain(), late_reason="暴雨断电，次日补做。")
    assert "补做说明：暴雨断电，次日补做。（以下空白）" in text_of(late)


def test_what_is_not_told_yet_gets_a_line() -> None:
    half = replace(plain(), checks=(CHECKS[0], CheckLine("环评审批", "")), narrative="", contact="")
    text = text_of(half)
    assert "2.环评审批：以上笔录" in text
    assert "现场负责人：年龄：46" in text
    body = [m for page in laid_out(half).pages for m in page if isinstance(m, Rule)]
    assert len([m for m in body if m.x1 - m.x0 > 165 * MM]) == 1 + 3 + 1  # check, text, 已阅无误


@pytest.mark.parametrize(
    ("ended", "time"),
    [
        (datetime(2026, 11, 22, 10, 0), "2026年11月22日9时10分至10时0分"),
        (datetime(2026, 11, 23, 1, 5), "2026年11月22日9时10分至23日1时5分"),
        (datetime(2026, 12, 1, 1, 5), "2026年11月22日9时10分至2026年12月1日1时5分"),
        (None, "2026年11月22日9时10分至日时分"),
    ],
)
def test_the_time_names_the_day_only_where_it_changes(ended: datetime | None, time: str) -> None:
    assert f"时间：{time}检查（勘察）地点" in text_of(replace(plain(), ended=ended))


def test_an_unchecked_item_without_a_reason_says_no_more() -> None:
    facts = replace(plain(), checks=(CheckLine("环评", "", Conclusion.UNCHECKED),))
    assert "1.环评：未检查。" in text_of(facts)


def test_lines_typed_into_a_field_are_all_printed() -> None:
    text = text_of(replace(plain(), absence="第一行\n第二行"))
    assert "第一行第二行" in text


def test_several_records_are_one_job_with_page_numbers_of_their_own() -> None:
    both = pages(record_papers.render([plain(), plain()], ["site_record"], system_fonts=False))
    assert both[: len(both) // 2] == both[len(both) // 2 :]
    document = pypdfium2.PdfDocument(
        record_papers.render([plain(), record()], ["site_record"], system_fonts=False)
    )
    known = document.get_metadata_dict()
    assert known["Title"] == "现场检查（勘察）笔录"
    assert known["Author"] == "晋城市生态环境局陵川分局"
    assert known["Creator"] == "双随机桌面 0.1.0"
    assert known["CreationDate"] == "D:20261122104500+08'00'"


def test_the_same_record_gives_the_same_bytes() -> None:
    once = record_papers.render([record()], ["site_record"], system_fonts=False)
    assert once == record_papers.render([record()], ["site_record"], system_fonts=False)


@pytest.mark.parametrize("char", ["\ue000", "\u0007", "\U0010fffd"])
def test_a_character_that_cannot_be_printed_is_an_error(char: str) -> None:
    with pytest.raises(DeskError):
        pdf_of(replace(plain(), narrative=f"㛃河{char}支沟"))
