"""Peak memory of an office with a big roster: opened, measured, frozen and drawn."""

import multiprocessing
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.facts.draw import Meeting
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.lottery import Slot
from ssj_desktop.models.roster import Inspector, Target
from ssj_desktop.rules.period import Quarter


def with_objects(count: int) -> str:
    """Return a sentence with the peak memory of a process that holds a quarter's draw."""
    if sys.platform != "linux":
        return "内存峰值只在 Linux 上测量。"
    with TemporaryDirectory() as scratch:
        data = Path(scratch) / "bench.ssj"
        _fill(data, count)
        context = multiprocessing.get_context("spawn")
        inbox, outbox = context.Pipe(duplex=False)
        child = context.Process(target=_quarter, args=(data, outbox))
        child.start()
        empty, peak = inbox.recv()
        child.join()
    return (
        f"内存峰值：{count} 家对象的数据文件打开、计算应抽、冻结、摇号共 {peak:.0f} MiB"
        f"（只载入程序 {empty:.0f} MiB）。"
    )


def _fill(data: Path, count: int) -> None:
    with Desk.open(data, "bench") as desk:
        desk.offices.set_up(OfficeFacts("某分局", "某队", "某市队", "BX", "lingchuan-2024", ()))
        with desk.store.writing("bench", "bench.fill") as change:
            rows = [
                Target(code=f"BX-{n:06}", name=f"测试企业{n:06}号", key_unit=n % 10 == 0)
                for n in range(count)
            ]
            change.session.execute(insert(Target), [row.model_dump(exclude={"id"}) for row in rows])
            for n in range(20):
                person = Inspector(code=f"Z{n:03}", name=f"人员{n}", team=f"{n // 2}组", squad="一")
                change.session.add(person)
            change.say(rows=count)


def _quarter(data: Path, outbox: "multiprocessing.connection.Connection") -> None:
    empty = peak()
    now = datetime(2026, 1, 8, 9, 0)
    with Desk.open(data, "bench") as desk:
        meeting = Meeting("会", "室", now, None, "甲", "乙", "丙", ("丁",), (), (), ())
        quarter = Quarter(2026, 1)
        desk.plans.approve(quarter, "甲")
        number = desk.meetings.convene(quarter, meeting)
        plan = (Slot("person", "甲", 6), Slot("person", "丁", 6))
        draw_id = desk.draws.freeze(number, Choices(plan))
        for slot, digits in enumerate(("004213", "314159")):
            desk.draws.key(draw_id, slot, digits, plan[slot].by)
        desk.draws.reveal(draw_id)
        desk.draws.draw(draw_id)
    outbox.send((empty, peak()))


def peak() -> float:
    """Return the most memory this process has ever held, in MiB; 0 anywhere but on Linux."""
    if sys.platform != "linux":
        return 0.0
    # Not getrusage: its figure survives the exec and would be the parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
