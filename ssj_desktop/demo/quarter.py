"""青岭县 in 2026: a trial in September, then the fourth quarter from workbooks to filing."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ssj_desktop import paths
from ssj_desktop.demo import county
from ssj_desktop.demo.field import inspect
from ssj_desktop.demo.watch import Watch
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.facts.draw import Meeting
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.lottery import Slot
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter

QUARTER = Quarter(2026, 4)
_THIRD = Quarter(2026, 3)
_TRIAL = datetime(2026, 9, 21, 9, 0)  # the program is tried with a handful of sites
_EVE = datetime(2026, 9, 30, 14, 0)
_START = datetime(2026, 10, 8, 9, 0)

OFFICE = OfficeFacts(
    name="青岭市生态环境局青岭县分局",
    enforcement_unit=county.ENFORCEMENT_UNIT,
    filing_receiver="青岭市生态环境保护综合行政执法队",
    code_prefix="QL",
    scheme_id="lingchuan-2024",
    steering_group=("郑建业", "刘玉龙", "王志军", "王强", "李素梅"),
)

MEETING = Meeting(
    title="青岭县2026年第四季度“双随机、一公开”抽查摇号会议",
    place="分局三楼会议室",
    started=_START,
    ended=None,
    host="郑建业",
    operator="方敏",
    recorder="许静",
    supervisors=("何清廉（县纪委监委派驻纪检监察组）",),
    attendees=("郑建业", "刘玉龙", "王志军", "王强", "李素梅", "方敏", "许静"),
    observers=("何清廉", "陈志强（县司法局）"),
    absent=("周涛（培训）",),
)

PLAN = (Slot("person", "主持人郑建业", 6), Slot("person", "监督人何清廉", 6))


def make(data: Path) -> str:
    """Leave the county's data file at ``data``, whole or not at all; return its draw's number.

    Raises:
        DeskError: the disk is full, or the folder may not be written.
    """
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made, watch = folder / data.name, Watch(_TRIAL)
        with Desk.open(made, "方敏", watch) as desk:
            desk.offices.set_up(OFFICE)
            try_out(desk, watch, folder)
            watch.set(_EVE)
            fill(desk, folder)
            draw_id = hold(desk, watch)
            file(desk, watch, draw_id)
            inspect(desk, watch, folder, QUARTER, trial=False)
            beside(desk)
            desk.year_plans.approve(QUARTER.year, "郑建业")
        paths.write_whole(data, partial(shutil.copyfile, made))
    return draw_id


def try_out(desk: Desk, watch: Watch, scratch: Path) -> None:
    """Draw the third quarter late and from five sites only; one of them nobody has visited yet."""
    take_in(desk, county.write_workbooks(scratch, county.trial_sites()))
    desk.plans.approve(_THIRD, "郑建业")
    trial = "三季度试用摇号会议"
    meeting = desk.meetings.convene(_THIRD, replace(MEETING, title=trial, started=_TRIAL))
    draw_id = desk.draws.freeze(meeting, Choices(PLAN))
    _draw(desk, draw_id, "310207", "884512")
    desk.meetings.end(meeting, _TRIAL + timedelta(minutes=20))
    desk.filings.report(draw_id, desk.today(), "青综执备〔2026〕3-31")
    inspect(desk, watch, scratch, _THIRD, trial=True)


def file(desk: Desk, watch: Watch, draw_id: str) -> None:
    """Send the list to the city team the same afternoon."""
    watch.wait(180)
    desk.filings.report(draw_id, desk.today(), "青综执备〔2026〕4-07")


def beside(desk: Desk) -> None:
    """Write down two campaigns: one approved and to be drawn, one joint and still a draft."""
    approved = {
        "kind": "监督执法",
        "name": "在线监测数据质量专项",
        "document": "青环办〔2026〕31号",
        "amount": "10%",
        "tags": "在线监控",
        "items": "QL-02",
        "due": "2026-12-20",
    }
    draft = {
        "kind": "部门联合",
        "name": "重点单位计量器具和自行监测联合抽查",
        "document": "青双随机办〔2026〕6号",
        "amount": "5",
        "categories": "重点监管对象",
        "departments": "青岭县市场监督管理局",
    }
    blank = desk.campaigns.blank()
    number = desk.campaigns.save(QUARTER.year, None, {**blank, **approved})
    desk.campaigns.approve(number, "郑建业")
    desk.campaigns.save(QUARTER.year, None, {**blank, **draft})


def take_in(desk: Desk, workbooks: Mapping[RosterKind, Path]) -> None:
    """Import rosters."""
    for kind, workbook in workbooks.items():
        desk.imports.confirm(desk.imports.preview(kind, workbook))


def fill(desk: Desk, scratch: Path) -> None:
    """Take in the whole rosters, last year's facts, this year's visits, recusals."""
    take_in(desk, county.write_workbooks(scratch, county.sites()))
    desk.items.publish(date(2026, 4, 1), date(2026, 3, 20), "局务会2026年第5次", "郑建业")
    groups: dict[str, list[str]] = {}
    for site in county.sites():
        groups.setdefault(site.group, []).append(site.permit_code or site.credit_code)
    for code in groups["special"]:
        for day in (date(2025, 4, 11), date(2025, 9, 2)):
            desk.targets.record_fact(
                code, FactKind.PENALTY, day, "青环罚〔2025〕9号", "行政处罚决定书"
            )
    # What three quarters of the year would have visited, entered later because the office
    # starts with the program in October.
    for group, visited in (("key", 39), ("special", 7), ("positive", 18), ("general", 60)):
        for code in groups[group][:visited]:
            desk.targets.record_visit(code, date(2026, 5, 20), group, "前三季度抽查台账")
    desk.inspectors.recuse(county.badge(0), groups["key"][40], "配偶在该单位任职")
    desk.inspectors.recuse(county.badge(7), groups["special"][7], "曾任该单位环保负责人，未满三年")


def hold(desk: Desk, watch: Watch) -> str:
    """Approve the plan and hold the meeting: freeze, two persons' digits, the draw, two redraws;
    return its number."""
    desk.plans.raise_to(QUARTER, "positive", 8, "四季度对正面清单企业增加两家帮扶")
    desk.plans.approve(QUARTER, "郑建业")
    watch.set(_START)
    meeting = desk.meetings.convene(QUARTER, MEETING)
    watch.set(_START + timedelta(minutes=11))
    draw_id = desk.draws.freeze(meeting, Choices(PLAN))
    watch.set(_START + timedelta(minutes=14))
    _draw(desk, draw_id, "042713", "918206")
    watch.set(_START + timedelta(minutes=26))
    drawn = desk.draws.facts(draw_id).standing
    general = next(target for target in drawn if target.category == "一般监管对象")
    desk.redraws.void(
        draw_id,
        general.code,
        VoidGround.DEREGISTERED,
        evidence="青市监注销〔2026〕41号",
        approved_by="郑建业",
    )
    _draw(desk, draw_id, "550318", "204477")
    watch.set(_START + timedelta(minutes=33))
    desk.redraws.recuse(
        draw_id,
        drawn[0].team.entries[0],
        drawn[0].code,
        "组内一人与该单位法定代表人系近亲属",
        evidence="本人书面申请",
        approved_by="刘玉龙",
    )
    _draw(desk, draw_id, "000931", "660025")
    desk.meetings.end(meeting, MEETING.started + timedelta(minutes=42))
    return draw_id


def _draw(desk: Desk, draw_id: str, host: str, supervisor: str) -> None:
    """Have both persons key in their digits, reveal them together and draw."""
    desk.draws.key(draw_id, 0, host, "郑建业")
    desk.draws.key(draw_id, 1, supervisor, "何清廉")
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)
