"""Builders of a small office's day, with sensible defaults."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from pkgutil import iter_modules

from sqlcipher3 import dbapi2

from ssj_desktop import desk as house
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.facts.draw import Meeting
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.facts.record import Conclusion, Outcome, RecordBody, Signing
from ssj_desktop.facts.task import TaskRow
from ssj_desktop.lottery import Slot
from ssj_desktop.models import schema
from ssj_desktop.rules.numbers import credit_code_check
from ssj_desktop.rules.period import Quarter

Q1 = Quarter(2026, 1)
AFTERNOON = datetime(2026, 1, 8, 16, 0)
PLAN = (Slot("person", "主持人", 6), Slot("person", "监督人", 6))
OFFICE = OfficeFacts(
    name="测试市生态环境局测试县分局",
    enforcement_unit="测试县综合行政执法队",
    filing_receiver="测试市综合行政执法队",
    code_prefix="CS",
    scheme_id="lingchuan-2024",
    steering_group=("张局长",),
)


def code(number: int) -> str:
    """Return the credit code of the office's n-th site."""
    body = f"91149900MA0{number:06}"
    return body + credit_code_check(body)


def ticking(start: datetime = datetime(2026, 1, 8, 9, 0)) -> Callable[[], datetime]:
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def meeting(**changes: object) -> Meeting:
    facts = {
        "title": "一季度摇号会议",
        "place": "三楼会议室",
        "started": datetime(2026, 1, 8, 9, 0),
        "ended": None,
        "host": "张局长",
        "operator": "小李",
        "recorder": "小孙",
        "supervisors": ("何组长",),
        "attendees": ("张局长", "王队长"),
        "observers": (),
        "absent": (),
    }
    return Meeting(**{**facts, **changes})  # type: ignore[arg-type]


def write_csv(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return path


def take_in(
    desk: Desk,
    folder: Path,
    heading: str,
    rows: Sequence[str],
    kind: RosterKind = RosterKind.TARGETS,
) -> None:
    """Import these rows under a heading."""
    file = write_csv(folder / "新.csv", [heading, *rows])
    desk.imports.confirm(desk.imports.preview(kind, file))


def grow(desk: Desk, folder: Path, count: int) -> None:
    """Import so many more key sites: the office has 8."""
    rows = [f"新企业{number},{code(100 + number)},是" for number in range(count)]
    take_in(desk, folder, "名称,统一社会信用代码,重点排污单位", rows)


def targets_csv(folder: Path) -> Path:
    """40 sites: 8 key, 4 on the positive list, one of them gone, 28 general."""
    rows = ["名称,统一社会信用代码,地址,联系电话,重点排污单位,正面清单,生产状态,状态依据"]
    for number in range(40):
        key, positive = number < 8, 8 <= number < 12
        status = "注销,市监注销1号" if number == 11 else "在产,"
        flags = f"{'是' if key else '否'},{'是' if positive else '否'}"
        rows.append(f"企业{number:02},{code(number)},东街{number}号,13800000000,{flags},{status}")
    return write_csv(folder / "对象.csv", rows)


def inspectors_csv(folder: Path) -> Path:
    """Six inspectors in three squads, each squad one team; the seventh's badge has run out."""
    rows = ["姓名,执法证号,证件有效期止,所属分队,编组"]
    for number, name in enumerate(("甲", "乙", "丙", "丁", "戊", "己")):
        squad = "一二三"[number // 2]
        rows.append(f"{name}某,14990000{number},2028-12-31,{squad}分队,{squad}组")
    rows.append("庚某,149900009,2025-12-31,三分队,三组")
    return write_csv(folder / "人员.csv", rows)


def made_older(data: Path) -> None:
    """Make a closed file one of format 5, without what the sixth step brought."""
    link = dbapi2.connect(str(data))
    for model in schema._SIXTH:
        link.execute(f"DROP TABLE {model.__tablename__}")
    link.execute("ALTER TABLE visit DROP COLUMN scheme_id")
    for column in ("sub_item", "department", "partners", "liaison", "field"):
        link.execute(f"ALTER TABLE checkitem DROP COLUMN {column}")
    for column in ("frequency", "quantity", "each_period", "a_year"):
        link.execute(f"ALTER TABLE checkitem DROP COLUMN {column}")
    link.execute("PRAGMA user_version = 5")
    link.commit()
    link.close()


def lines(desk: Desk, quarter: Quarter = Q1) -> tuple[QuotaLine, ...]:
    """Return the categories of the plan as the roster is now."""
    draft = desk.plans.of(quarter).draft
    assert draft is not None
    return draft.lines


def convened(desk: Desk, quarter: Quarter = Q1, **changes: object) -> int:
    """Approve the quarter's plan unless it is, and convene the meeting."""
    if desk.plans.of(quarter).approved is None:
        desk.plans.approve(quarter, "张局长")
    return desk.meetings.convene(quarter, meeting(**changes))


def frozen(desk: Desk, quarter: Quarter = Q1, **choices: object) -> str:
    number = convened(desk, quarter)
    return desk.draws.freeze(number, Choices(PLAN, **choices))  # type: ignore[arg-type]


def revealed(desk: Desk, quarter: Quarter = Q1, **choices: object) -> str:
    draw_id = frozen(desk, quarter, **choices)
    desk.draws.key(draw_id, 0, "004213", "张局长")
    desk.draws.key(draw_id, 1, "314159", "何组长")
    desk.draws.reveal(draw_id)
    return draw_id


def answer(desk: Desk, draw_id: str) -> None:
    """Key, reveal and draw what a redraw has asked for."""
    desk.draws.key(draw_id, 0, "000001", "张局长")
    desk.draws.key(draw_id, 1, "000002", "何组长")
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)


def drawn(desk: Desk, quarter: Quarter = Q1, **choices: object) -> str:
    draw_id = revealed(desk, quarter, **choices)
    desk.draws.draw(draw_id)
    return draw_id


def campaign(desk: Desk, year: int = 2026, **texts: str) -> int:
    """Write down a campaign of the first quarter and approve it; return its number."""
    said = {"name": "油气回收专项", "document": "测环〔2026〕3号", "amount": "5", "quarter": "1"}
    number = desk.campaigns.save(year, None, {**desk.campaigns.blank(), **said, **texts})
    desk.campaigns.approve(number, "张局长")
    return number


def campaign_drawn(desk: Desk, number: int, quarter: Quarter = Q1) -> str:
    """Draw an approved campaign in a meeting of its own; return the draw's number."""
    draw_id = desk.draws.freeze(
        desk.meetings.convene(quarter, meeting(title="专项摇号会议"), number), Choices(PLAN)
    )
    answer(desk, draw_id)
    return draw_id


def tasks(desk: Desk, quarter: Quarter = Q1) -> tuple[TaskRow, ...]:
    """Return the tasks of a quarter."""
    return desk.tasks.of(quarter).rows


def whole(body: RecordBody, **changes: str) -> RecordBody:
    """Return a record with everything that can be asked of one, on the day of the draw."""
    texts = {
        "started": "2026-01-08 14:00",
        "ended": "2026-01-08 15:10",
        "contact": "孙经理",
        "narrative": "正在生产，废气治理设施运行正常。",
    }
    checks = tuple(replace(check, conclusion=Conclusion.FINE) for check in body.checks)
    return RecordBody({**body.texts, **texts, **changes}, checks)


def filled(desk: Desk, number: str, **changes: str) -> None:
    """Fill in the record of a task."""
    desk.records.fill(number, whole(desk.records.card(number).body, **changes))


def printed(desk: Desk, number: str) -> bytes:
    """Print a record to be signed; return the PDF."""
    papers = desk.records.to_sign(number)
    desk.records.sent(papers)
    return papers.content


def signed(desk: Desk, number: str, **changes: str) -> None:
    """Fill the record in, print it and have it signed on the same day."""
    filled(desk, number, **changes)
    printed(desk, number)
    desk.records.sign(number, Signing(date(2026, 1, 8), Outcome.SIGNED, "", ""))


def rooms() -> list[str]:
    """Return the names of the desk's modules, most of them loaded when a noun is first asked for.

    A process to be killed is forked from one that has them all: its time goes to verbs.
    """
    return [room.name for room in iter_modules(house.__path__, f"{house.__name__}.")]
