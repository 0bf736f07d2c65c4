"""What follows the signature: scans, the finding, and the list's filing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from ssj_desktop.desk import Desk
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.record import Conclusion, Finding, Outcome, Signing
from ssj_desktop.facts.task import TaskState
from tests.desk.office import Q1, answer, filled, printed, signed, tasks, whole

CLEAN = Finding(date(2026, 1, 8), "未发现问题", "", (), "")
ORDERED = Finding(
    date(2026, 1, 8), "发现问题已责令改正", "台账不全", ("责令限期改正",), "测环责改〔2026〕1号"
)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "签字页 1.jpg"
    Image.new("L", (600, 800), 200).save(file)
    return file


def test_a_photograph_of_the_signed_page_is_kept_and_shown(field: Desk, photo: Path) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    field.scans.attach(number, photo)
    photo.unlink()  # it is in the data file
    card = field.records.card(number)
    assert [scan.name for scan in card.scans] == ["签字页 1.jpg"]
    assert card.row.lacks == ""
    assert field.scans.open(card.scans[0].id).startswith(b"%PDF")


def test_a_scanned_pdf_comes_back_byte_by_byte(field: Desk, tmp_path: Path) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    content = printed(field, number)
    file = tmp_path / "扫描.pdf"
    file.write_bytes(content)
    field.scans.attach(number, file)
    [scan] = field.records.card(number).scans
    assert field.scans.open(scan.id) == content
    assert scan.size == len(content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("笔录.docx", b"PK\x03\x04 word", "不是 PDF，也不是 JPG、PNG 图片"),
        ("断了.pdf", b"%PDF-1.7 and no end", "不完整"),
        ("空.pdf", b"", "不是 PDF"),
        ("坏.jpg", b"\xff\xd8\xff\xe0 no picture", "“坏.jpg”不是能读的"),
    ],
)
def test_what_is_no_scan_is_refused_by_its_name(
    field: Desk, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(DeskError, match=words):
        field.scans.attach(number, file)
    assert field.records.card(number).scans == ()


def test_the_same_scan_is_kept_once_and_one_taken_off_can_come_back(
    field: Desk, photo: Path
) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    field.scans.attach(number, photo)
    with pytest.raises(DeskError, match="已经存过了"):
        field.scans.attach(number, photo)
    [scan] = field.records.card(number).scans
    field.scans.remove(scan.id)
    assert field.records.card(number).scans == ()
    with pytest.raises(DeskError, match="没有这份扫描件"):
        field.scans.open(scan.id)
    field.scans.attach(number, photo)
    assert len(field.records.card(number).scans) == 1
    assert field.journal.search("移除扫描件")[0].detail == f"任务 {number}；扫描件 签字页 1.jpg"


def test_a_task_is_closed_by_its_finding_and_by_nothing_before(field: Desk) -> None:
    """LC-17: by way of both papers, printed and signed."""
    number = tasks(field)[0].number
    filled(field, number)
    with pytest.raises(DeskError, match="还没有签字"):
        field.findings.judge(number, CLEAN)
    signed(field, number)
    field.findings.judge(number, CLEAN)
    card = field.records.card(number)
    assert card.row.state is TaskState.CLOSED
    assert card.finding == replace(CLEAN, dispositions=("无须后续处理",))


@pytest.mark.parametrize(
    ("finding", "name", "words"),
    [
        (replace(CLEAN, on=date(2026, 1, 7)), "on", "检查日（2026-01-08）到今天"),
        (replace(CLEAN, on=date(2026, 1, 9)), "on", "到今天（2026-01-08）"),
        (replace(CLEAN, result="没问题"), "result", "请从方案的表述里选一种：未发现问题、"),
        (replace(ORDERED, problem=" "), "problem", "请写明是什么问题"),
        (replace(ORDERED, dispositions=()), "disposition", "请选定处置去向"),
        (replace(ORDERED, dispositions=("无须后续处理",)), "disposition", "应有“责令限期改正”"),
        (
            replace(ORDERED, result="发现违法行为已立案查处"),
            "disposition",
            "应有“移送立案”",
        ),
        (replace(ORDERED, document=""), "document", "责令限期改正要有文号"),
        (
            replace(ORDERED, dispositions=("责令限期改正", "移送立案"), document=""),
            "document",
            "责令限期改正、移送立案要有文号",
        ),
    ],
)
def test_a_finding_that_cannot_be_is_refused_by_its_field(
    field: Desk, finding: Finding, name: str, words: str
) -> None:
    """LC-18, BD-19, BD-20, TJ-15."""
    number = tasks(field)[0].number
    signed(field, number)
    with pytest.raises(FormError) as refused:
        field.findings.judge(number, finding)
    assert words in dict(refused.value.faults)[name]


def test_a_record_of_problems_is_not_found_clean(field: Desk) -> None:
    number = tasks(field)[0].number
    body = whole(field.records.card(number).body)
    first = replace(body.checks[0], conclusion=Conclusion.PROBLEM, text="布袋破损")
    field.records.fill(number, replace(body, checks=(first, *body.checks[1:])))
    printed(field, number)
    field.records.sign(number, Signing(date(2026, 1, 8), Outcome.SIGNED, "", ""))
    with pytest.raises(FormError, match="不能认定为“未发现问题”"):
        field.findings.judge(number, CLEAN)
    field.findings.judge(number, ORDERED)


def test_a_later_finding_takes_the_place_of_the_one_before_and_both_are_journalled(
    field: Desk,
) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    field.findings.judge(number, CLEAN)
    field.findings.judge(number, ORDERED)
    assert field.records.card(number).finding == ORDERED
    assert len(field.journal.search("认定检查结果")) == 2


def test_the_list_is_filed_and_after_a_redraw_filed_again(field: Desk) -> None:
    draw_id = field.draws.held_in(Q1)
    card = field.filings.of(Q1)
    assert not card.filed
    assert card.deadline
    # LC-21, LC-22: 1-10 is a Saturday, so the last working day is 1-9.
    assert (card.deadline.due, card.deadline.act_by) == (date(2026, 1, 10), date(2026, 1, 9))
    field.filings.report(draw_id, date(2026, 1, 8), "备 2026-1")
    assert field.filings.of(Q1).filed
    gone = tasks(field)[0]
    field.redraws.void(
        draw_id, gone.code, VoidGround.DEREGISTERED, evidence="注销 2 号", approved_by="张局长"
    )
    answer(field, draw_id)
    card = field.filings.of(Q1)
    assert not card.filed
    assert [(sent.receipt, sent.holds) for sent in card.sent] == [("备 2026-1", False)]
    field.filings.report(draw_id, date(2026, 1, 8), "备 2026-2")
    assert field.filings.of(Q1).filed


@pytest.mark.parametrize(
    ("day", "receipt", "name"),
    [
        (date(2026, 1, 7), "备 1", "sent_on"),
        (date(2026, 1, 9), "备 1", "sent_on"),
        (date(2026, 1, 8), " ", "receipt"),
    ],
)
def test_a_filing_has_a_possible_day_and_a_receipt(
    field: Desk, day: date, receipt: str, name: str
) -> None:
    with pytest.raises(FormError) as refused:
        field.filings.report(field.draws.held_in(Q1), day, receipt)
    assert [field_name for field_name, _ in refused.value.faults] == [name]
    assert field.filings.of(Q1).sent == ()


def test_before_the_lottery_there_is_no_list_to_file(desk: Desk) -> None:
    card = desk.filings.of(Q1)
    assert (card.drawn, card.filed) == (None, False)
    assert card.why_none == "2026年第一季度还没有摇号，没有名单可报。"
