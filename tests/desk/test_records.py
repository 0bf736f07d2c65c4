"""A site record as an officer types it, prints it and brings it back signed."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.record import FROM_AFAR, ON_SITE, Conclusion, Outcome, Signing
from ssj_desktop.facts.task import TaskRow
from tests.desk.office import (
    AFTERNOON,
    OFFICE,
    Q1,
    drawn,
    filled,
    printed,
    signed,
    tasks,
    ticking,
    whole,
    write_csv,
)

SIGNED = Signing(date(2026, 1, 8), Outcome.SIGNED, "", "")


def of_squad(field: Desk, squad: str, count: int) -> list[TaskRow]:
    return [row for row in tasks(field) if row.squad == squad][:count]


def faults(field: Desk, number: str, **changes: str) -> dict[str, str]:
    """Return what is said of a record that is whole but for ``changes``."""
    filled(field, number, **changes)
    return dict(field.records.card(number).faults)


def test_what_is_known_is_there_before_a_word_is_typed(field: Desk) -> None:
    row = tasks(field)[0]
    card = field.records.card(row.number)
    texts = card.body.texts
    people = dict(card.people)
    assert texts["contact_employer"] == row.name
    assert texts["phone"] == "13800000000"
    assert [people[texts[seat]].split("　")[0] for seat in ("lead", "member_1")] == [
        row.lead, row.members,
    ]  # fmt: skip
    assert texts["production"] == "正常生产"
    assert texts["methods"] == "现场检查"  # LC-1
    assert len(card.body.checks) == 7  # LC-8
    assert {check.conclusion for check in card.body.checks} == {None}
    assert card.saved_at is None


def test_every_inspector_has_the_years_inspections_counted(field: Desk) -> None:
    """BD-5, WL-4: 年度检查次数 — visits that have ended, for whoever the record names."""
    assert {row.visits for row in field.inspectors.rows()} == {0}
    first, second, *_ = tasks(field)
    filled(field, first.number)
    filled(field, second.number, started="2026-01-08 15:30", ended="")  # still there
    names = {first.lead, *first.members.split("、")}
    assert {row.name for row in field.inspectors.rows() if row.visits == 1} == names
    assert all(row.visits in (0, 1) for row in field.inspectors.rows())


def test_half_a_word_is_kept_and_the_journal_says_once_whose_record_it_is(
    field_data: Path,
) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        number = tasks(field)[0].number
        entries = len(field.journal.search())
        for typed in ("2026-1", "2026-1-8", "2026-1-8 14"):
            filled(field, number, started=typed, narrative="")
        assert [line.words for line in field.journal.search()][:-entries] == ["填写现场记录"]
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as again:
        assert again.records.card(number).body.texts["started"] == "2026-1-8 14"


@pytest.mark.parametrize(
    ("changes", "field_name", "words"),
    [
        ({"started": ""}, "started", "没有填写开始时间"),
        ({"started": "8号下午"}, "started", "2026-10-08 09:00"),
        ({"started": "2026-01-07 14:00"}, "started", "早于列入名单的时间"),
        ({"ended": "2026-01-08 14:00"}, "ended", "结束时间应晚于开始时间"),
        ({"ended": "2026-01-08 18:00"}, "ended", "比现在还晚"),
        ({"place": " "}, "place", "没有填写检查地点"),
        ({"contact": ""}, "contact", "没有填写现场负责人"),
        ({"narrative": ""}, "narrative", "没有填写现场情况"),
        ({"member_1": ""}, "member_1", "至少两名"),
        ({"recorder": "149900009"}, "recorder", "2025-12-31 已到期"),
        ({"recorder": "谁也不是"}, "recorder", "已经没有这个人"),
        ({"lead": "149900005"}, "lead", "不是摇号抽中的检查人员"),
        ({"methods": ""}, "methods", "没有填写检查方式"),
        ({"methods": "书面检查"}, "method_reason", "写明理由和批准文号"),  # LC-1, BD-12
        ({"absence": "负责人外出"}, "witness", "要有见证人"),
    ],
)
def test_what_cannot_be_signed_is_said_with_its_field(
    field: Desk, changes: dict[str, str], field_name: str, words: str
) -> None:
    """N-8, TJ-12; who was not drawn cannot inspect (EZ-3)."""
    number = tasks(field)[0].number
    assert words in faults(field, number, **changes)[field_name]
    with pytest.raises(FormError) as refused:
        printed(field, number)
    assert field_name in dict(refused.value.faults)
    assert field.records.card(number).printed_at is None


def test_a_whole_record_has_no_fault_and_two_inspectors_may_not_be_one(field: Desk) -> None:
    number = tasks(field)[0].number
    assert faults(field, number) == {}
    lead = field.records.card(number).body.texts["lead"]
    found = faults(field, number, member_1=lead)
    assert found["member_1"] == "检查人至少两名，并且不是同一个人。"  # N-4


def test_each_content_is_concluded_and_a_problem_is_told(field: Desk) -> None:
    number = tasks(field)[0].number
    body = whole(field.records.card(number).body)
    first, second, third, *rest = body.checks
    checks = (
        replace(first, conclusion=None),
        replace(second, conclusion=Conclusion.PROBLEM, text=" "),
        replace(third, conclusion=Conclusion.UNCHECKED),
        *rest,
    )
    field.records.fill(number, replace(body, checks=checks))
    found = dict(field.records.card(number).faults)
    assert found == {  # LC-8
        "checks:1": "第 1 项“污染防治设施建设运行情况”还没有结论。",
        "checks:2": "第 2 项请写明是什么问题。",
        "checks:3": "第 3 项请写明没有检查的原因。",
    }


def test_nobody_is_in_two_places_at_once(field: Desk) -> None:
    first, second = of_squad(field, "一分队", 2)
    filled(field, first.number, started="2026-01-08 14:00", ended="2026-01-08 15:00")
    overlap = faults(field, second.number, started="2026-01-08 14:30", ended="2026-01-08 15:30")
    assert f"14:00 至 15:00 正在检查{first.name}，时间重叠" in overlap["lead"]
    assert faults(
        field, second.number, started="2026-01-08 15:00", ended="2026-01-08 15:30"
    ) == {}  # fmt: skip


def test_who_is_recused_there_cannot_be_named(field: Desk) -> None:
    """N-4."""
    row = tasks(field)[0]
    lead = field.records.card(row.number).body.texts["lead"]
    field.inspectors.recuse(lead, row.code, "配偶任职")
    assert "有回避（配偶任职）" in faults(field, row.number)["lead"]


def test_a_record_made_another_day_says_why(field_data: Path) -> None:
    """N-9."""
    with Desk.open(field_data, "小李", ticking(datetime(2026, 1, 9, 9, 0))) as field:
        number = tasks(field)[0].number
        assert faults(field, number)["late_reason"] == (
            "笔录应当场制作：检查是 2026-01-08，笔录在 2026-01-09 打印，请写明原因。"
        )
        assert faults(field, number, late_reason="现场停电，无法打印") == {}


def test_printed_on_the_day_it_may_be_printed_again_the_next(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        number = tasks(field)[0].number
        filled(field, number)
        printed(field, number)
    with Desk.open(field_data, "小李", ticking(datetime(2026, 1, 9, 9, 0))) as field:
        for _ in range(3):
            printed(field, number)
        assert len(field.journal.search("打印供签字")) == 4


def test_a_signed_record_stays_as_it_was_printed(field: Desk) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    with pytest.raises(DeskError, match="不能再改"):
        filled(field, number, narrative="改了")
    assert field.records.card(number).signing == SIGNED
    assert printed(field, number).startswith(b"%PDF")


def test_what_was_not_printed_as_it_is_cannot_be_signed(field: Desk) -> None:
    number = tasks(field)[0].number
    with pytest.raises(DeskError, match="还没有打印"):
        field.records.sign(number, SIGNED)
    filled(field, number)
    with pytest.raises(DeskError, match="还没有打印"):
        field.records.sign(number, SIGNED)
    printed(field, number)
    filled(field, number, narrative="改了一句")
    with pytest.raises(DeskError, match="又改过"):
        field.records.sign(number, SIGNED)


def test_a_refusal_needs_its_reason_and_a_witness(field: Desk) -> None:
    """BD-16, TJ-12, N-5, N-6."""
    number = tasks(field)[0].number
    filled(field, number)
    printed(field, number)
    refused = Signing(date(2026, 1, 8), Outcome.REFUSED, "", " ")
    with pytest.raises(FormError) as error:
        field.records.sign(number, refused)
    assert set(dict(error.value.faults)) == {"reason", "witness"}
    field.records.sign(number, replace(refused, reason="称要请示总部", witness="村干部赵某"))
    assert field.records.card(number).signing == Signing(
        date(2026, 1, 8), Outcome.REFUSED, "称要请示总部", "村干部赵某"
    )


def test_signed_on_another_day_needs_a_reason_and_never_before_or_ahead(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        number = tasks(field)[0].number
        filled(field, number)
        printed(field, number)
        for day in (date(2026, 1, 7), date(2026, 1, 9)):
            with pytest.raises(FormError, match="检查结束那天（2026-01-08）到今天（2026-01-08）"):
                field.records.sign(number, Signing(day, Outcome.SIGNED, "", ""))
    with Desk.open(field_data, "小李", ticking(datetime(2026, 1, 9, 9, 0))) as field:
        late = Signing(date(2026, 1, 9), Outcome.SIGNED, "", "")
        with pytest.raises(FormError, match="不在检查当天"):
            field.records.sign(number, late)
        field.records.sign(number, replace(late, reason="负责人次日返回"))


def test_an_office_without_contents_in_its_scheme_checks_its_catalogue(
    desk: Desk, tmp_path: Path
) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    rows = ["事项编码,检查事项名称,检查依据", "TJ-01,排污许可证执行,条例第二十五条", "TJ-02,台账,"]
    items = write_csv(tmp_path / "事项.csv", rows)
    desk.imports.confirm(desk.imports.preview(RosterKind.ITEMS, items))
    drawn(desk)
    row = tasks(desk)[0]
    checks = desk.records.card(row.number).body.checks
    assert [(check.name, check.basis) for check in checks] == [  # LC-6
        ("排污许可证执行", "条例第二十五条"), ("台账", ""),
    ]  # fmt: skip
    assert row.deadline == date(2026, 2, 27)  # TJ-11: 50 days after 2026-01-08


def test_both_papers_and_the_blank_form_are_pdf(field: Desk) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    for paper in ("site_record", "checklist"):
        assert field.records.look(number, paper).startswith(b"%PDF")
    assert field.records.blank(number).startswith(b"%PDF")


def test_whom_the_scheme_watches_from_afar_is_so_in_the_record(desk: Desk) -> None:
    """EZ-13: 鄂州's special objects are the good ones, inspected from afar."""
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    desk.plans.raise_to(Q1, "special", 2, "计划安排")
    drawn(desk)
    rows = {row.category: row.number for row in tasks(desk)}
    ways = {name: desk.records.card(rows[name]).body.texts["methods"] for name in rows}
    assert ways["特殊监管对象"] == FROM_AFAR
    assert ways["一般监管对象"] == ON_SITE
