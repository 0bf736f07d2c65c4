"""The fourth quarter of 2026 in 青岭县: from the workbooks to the filing table."""

import shutil
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ssj_desktop import paths
from ssj_desktop.demo import county
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.facts.draw import Meeting
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.lottery import Slot
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter

QUARTER = Quarter(2026, 4)
_EVE = datetime(2026, 9, 30, 14, 0)
_START = datetime(2026, 10, 8, 9, 0)

OFFICE = OfficeFacts(
    name="青岭市生态环境局青岭县分局",
    enforcement_unit="青岭县生态环境保护综合行政执法队",
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


class Watch:
    """A clock that is set by hand and moves on by a second whenever it is read."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def wait_until(self, minute: int) -> None:
        """Set the clock to so many minutes after the meeting's beginning."""
        self._now = _START + timedelta(minutes=minute)


def make(data: Path) -> str:
    """Leave the county's data file at ``data``, whole or not at all; return its draw's number.

    Raises:
        DeskError: the disk is full, or the folder may not be written.
    """
    with TemporaryDirectory() as scratch:
        made, watch = Path(scratch) / data.name, Watch(_EVE)
        with Desk.open(made, "方敏", watch) as desk:
            fill(desk, Path(scratch))
            draw_id = hold(desk, watch)
        paths.write_whole(data, partial(shutil.copyfile, made))
    return draw_id


def fill(desk: Desk, scratch: Path) -> None:
    """Set the office up: rosters, last year's facts, this year's visits, recusals."""
    desk.offices.set_up(OFFICE)
    for kind, workbook in county.write_workbooks(scratch).items():
        desk.imports.confirm(desk.imports.preview(kind, workbook))
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
    watch.wait_until(0)
    meeting = desk.meetings.convene(QUARTER, MEETING)
    watch.wait_until(11)
    draw_id = desk.draws.freeze(meeting, Choices(PLAN))
    watch.wait_until(14)
    _draw(desk, draw_id, "042713", "918206")
    watch.wait_until(26)
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
    watch.wait_until(33)
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
