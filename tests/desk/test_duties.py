"""Every deadline of the office's scheme as one list, by the file's clock."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ssj_desktop.desk import Desk
from ssj_desktop.facts.duty import Duty
from ssj_desktop.facts.record import Finding
from tests.desk.office import AFTERNOON, OFFICE, Q1, filled, signed, tasks, ticking


def named(desk: Desk, name: str) -> list[Duty]:
    return [duty for duty in desk.duties.of_today().rows if duty.name == name]


def test_before_the_lottery_it_is_due_by_the_tenth_and_the_last_working_day_is_told(
    desk: Desk,
) -> None:
    # LC-21: 2026-01-10 is a Saturday; today is 2026-01-08.
    [draw] = named(desk, "完成本季度抽取")[1:]
    assert (draw.about, draw.due, draw.act_by) == (
        "2026年第一季度", date(2026, 1, 10), date(2026, 1, 9),
    )  # fmt: skip
    assert (draw.left, draw.done, draw.place) == (2, False, "摇号")
    [before, _] = named(desk, "完成本季度抽取")
    assert before.left == -90  # the last quarter's, by 2025-10-10, was never held here


def test_what_is_done_is_done_and_what_is_left_is_counted(field: Desk) -> None:
    assert [duty.done for duty in named(field, "完成本季度抽取")] == [False, True]
    [sent] = [duty for duty in named(field, "名单报执法队备案") if duty.about == str(Q1)]
    assert sent.done is False
    field.filings.report(field.draws.held_in(Q1), date(2026, 1, 8), "备 1")
    [sent] = [duty for duty in named(field, "名单报执法队备案") if duty.about == str(Q1)]
    assert sent.done is True
    filled(field, tasks(field)[0].number)
    [visits] = named(field, "完成现场检查")
    assert visits.about == "2026年第一季度，还有 30 家没有检查"
    assert visits.due == date(2026, 3, 31)  # [D] LC-7a


def test_a_finding_is_to_be_disclosed_within_twenty_working_days(field: Desk) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    field.findings.judge(number, Finding(date(2026, 1, 8), "未发现问题", "", (), ""))
    [disclosure] = named(field, "公开抽查情况和查处结果")
    # BD-17, N-12: from 1-9 on; 20 working days over no holiday come to Thursday 2-5.
    assert (disclosure.due, disclosure.done) == (date(2026, 2, 5), None)


def test_ezhou_asks_for_the_entry_on_the_very_day(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        first, second = (row.number for row in tasks(field)[:2])
        field.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
        filled(field, first)
        filled(field, second, started="2026-01-08 15:20", ended="2026-01-08 15:40", mobile_no="9")
        [entry] = named(field, "上传检查数据")
        assert (entry.about, entry.due) == ("1 家没有填移动执法编号", date(2026, 1, 8))  # EZ-15


def test_wulongs_plan_is_due_by_the_end_of_january_until_it_is_approved(data: Path) -> None:
    with Desk.open(data, "小李", ticking(datetime(2026, 1, 20, 9, 0))) as desk:
        desk.offices.set_up(replace(OFFICE, scheme_id="wulong-2024"))
        [plan] = [duty for duty in desk.duties.of_today().rows if duty.place == "抽查计划/全年"]
        assert (plan.due, plan.left, plan.done) == (date(2026, 1, 31), 11, False)  # WL-7


def test_where_the_holiday_table_ends_no_working_day_is_guessed(data: Path) -> None:
    with Desk.open(data, "小李", ticking(datetime(2027, 1, 5, 9, 0))) as desk:
        due = [duty for duty in desk.duties.of_today().rows if duty.about == "2027年第一季度"]
        assert {duty.act_by for duty in due} == {None}
        assert {duty.due for duty in due} == {date(2027, 1, 10)}  # calendar days need no table


def test_without_an_office_nothing_is_due(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "空.ssj", "小李", ticking()) as desk:
        found = desk.duties.of_today()
        assert found.rows == ()
        assert "请先到“系统”的“本单位”选定方案" in found.why_none


def test_the_years_list_of_items_is_done_once_a_version_takes_effect_in_it(
    tmp_path: Path,
) -> None:
    """EZ-6: by 31 March, every year anew."""
    with Desk.open(tmp_path / "鄂州.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
        desk.items.save(None, {"code": "S-01", "name": "许可证"})
        [duty] = named(desk, "完成年度抽查事项清单")
        assert (duty.done, duty.due) == (False, date(2026, 3, 31))
        assert duty.place == "名录库/抽查事项"
        desk.items.publish(date(2026, 1, 8), date(2026, 1, 8), "局务会", "张局长")
        assert [duty.done for duty in named(desk, "完成年度抽查事项清单")] == [True]
    with Desk.open(tmp_path / "鄂州.ssj", "小李", ticking(datetime(2027, 1, 4, 9, 0))) as desk:
        assert [duty.done for duty in named(desk, "完成年度抽查事项清单")] == [False]
        desk.items.publish(date(2027, 1, 4), date(2027, 1, 4), "局务会", "张局长")  # as it was
        assert [duty.done for duty in named(desk, "完成年度抽查事项清单")] == [True]
