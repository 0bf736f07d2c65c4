"""An office at work, quarter after quarter, telling of every verb as it begins and is done.

This half of the power cut runs in a process that will be killed; ``test_power_cut`` kills it.
"""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import ParamSpec, TypeVar

from sqlmodel import col, select

from ssj_desktop.demo import county
from ssj_desktop.demo.quarter import MEETING, OFFICE, PLAN, QUARTER
from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.import_facts import preview_of
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.imports import ImportRow, Reading
from ssj_desktop.models import merge
from ssj_desktop.models.lottery import Draw, DrawEvent, Meeting
from ssj_desktop.models.roster import Office, Target
from ssj_desktop.models.store import Clock
from ssj_desktop.rules.census import FactKind
from ssj_desktop.rules.period import Quarter

CLERK = "李敏"
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Begun:
    """A verb that is under way."""

    verb: str


@dataclass(frozen=True)
class Done:
    """A verb that has returned: the journal's head, and the latest draw's number and head."""

    verb: str
    head: str
    draw_id: str
    draw_head: str


@dataclass(frozen=True)
class Failed:
    """The child's own mistake, which no kill explains."""

    trace: str


Message = Begun | Done | Failed
Tell = Callable[[Message], None]


def clock_since(began: float) -> Clock:
    """Return a clock that stood at the meeting's hour when ``time.time()`` was ``began``.

    Every process of a test shares it: to take an import back, the file compares times.
    """
    return lambda: MEETING.started + timedelta(seconds=time.time() - began)


def work(data: Path, readings: list[Reading], seed: str, began: float, outbox: Connection) -> None:
    """Go on from wherever the file stands; never stop."""
    rng = Random(seed)
    try:
        while True:
            outbox.send(Begun("Desk.open"))
            desk = Desk.open(data, CLERK, clock_since(began))
            _shrink_cache(desk)
            day = OfficeDay(desk, rng, outbox.send)
            day.move_in(readings)
            for _ in range(rng.randint(1, 4)):
                day.quarter(readings[0])
            outbox.send(Begun("Desk.close"))
            desk.close()
    except Exception:
        outbox.send(Failed(traceback.format_exc()))


class OfficeDay:
    """What an office does with an open desk; ``rng`` decides what it happens to do."""

    def __init__(self, desk: Desk, rng: Random, tell: Tell) -> None:
        self.desk = desk
        self._rng = rng
        self._tell = tell

    def do(self, verb: Callable[P, T], *args: P.args, **kw: P.kwargs) -> T:
        """Run a verb of the desk and tell that it has been acknowledged."""
        self._tell(Begun(verb.__qualname__))
        result = verb(*args, **kw)
        self._tell(Done(verb.__qualname__, self.desk.store.head(), *_latest_draw(self.desk)))
        return result

    def move_in(self, readings: list[Reading]) -> None:
        """Set the office up as far as the file doesn't know it yet."""
        with self.desk.store.reading() as session:
            known = session.get(Office, 1)
            empty = [
                reading
                for reading in readings
                if session.exec(select(merge.TABLES[reading.kind])).first() is None
            ]
        if known is None:
            self.do(self.desk.offices.set_up, OFFICE)
        for reading in empty:
            self.take_in(reading)

    def take_in(self, reading: Reading) -> int:
        """Import what another process has read, as ``Imports.preview`` would show it."""
        with self.desk.store.reading() as session:
            found = merge.compare(session, reading, OFFICE.code_prefix)
        return self.do(self.desk.imports.confirm, preview_of(reading, found))

    def quarter(self, targets: Reading) -> None:
        """Work through one quarter: a newer roster now and then, records, the meeting, papers."""
        if self._rng.random() < 0.4:
            batch = self.take_in(_revised(targets, self._rng.randrange(10**6)))
            if self._rng.random() < 0.3:
                self.do(self.desk.imports.take_back, batch)
        self.record()
        draw_id = self.hold()
        if self._rng.random() < 0.5:
            self._tell(Begun("Backups.take"))
            self.desk.backups.take()
        if draw_id and self._rng.random() < 0.15:
            self.do(self.desk.papers.write, draw_id, papers_of(self.desk, draw_id))

    def record(self) -> None:
        """Write down what has happened to some sites, and who must not go there."""
        desk, rng = self.desk, self._rng
        with desk.store.reading() as session:
            codes = session.exec(select(Target.code).order_by(Target.code)).all()
        day = date(2026, 5, 20)
        number = f"{rng.randrange(10**9)}号"
        for code in rng.sample(codes, 2):
            self.do(
                desk.targets.record_fact, code, FactKind.UNRECTIFIED, day, number, "责令改正决定书"
            )
        for code in rng.sample(codes, 3):
            self.do(desk.targets.record_visit, code, day, "general", f"抽查台账{number}")
        # Of two teams only, so that there is always somebody to send.
        person = county.badge(rng.choice((0, 7)))
        known = {(row.inspector_code, row.target_code) for row in desk.inspectors.recusals()}
        free = [code for code in codes if (person, code) not in known]
        self.do(desk.inspectors.recuse, person, rng.choice(free), "近亲属在该单位任职")

    def hold(self) -> str:
        """Hold the meeting; return the draw's number, or "" when it was aborted."""
        desk = self.desk
        quarter = _next_quarter(desk)
        if desk.classes.of(quarter).moved:
            self.do(desk.classes.confirm, quarter, "郑建业")
        if desk.plans.of(quarter).approved is None:
            self.do(desk.plans.approve, quarter, "郑建业")
        meeting = self._meeting(quarter)
        draw_id = self.do(desk.draws.freeze, meeting, Choices(PLAN))
        if self._rng.random() < 0.2:
            self.do(desk.draws.key, draw_id, 0, numbers(draw_id, CLERK)[0], CLERK)
            self.do(desk.draws.abort, draw_id, "会场停电", ("郑建业", "刘玉龙"))
            return ""
        self.finish(draw_id, CLERK)
        for _ in range(self._rng.randrange(3)):
            self.redraw(draw_id)
        self.do(desk.meetings.end, meeting, MEETING.started + timedelta(minutes=42))
        return draw_id

    def finish(self, draw_id: str, by: str) -> None:
        """Take what waits for digits to its list, on ``by``'s digits if none are revealed."""
        draws = self.desk.draws
        if draws.step(draw_id) is DrawStep.FROZEN:
            for slot, digits in enumerate(numbers(draw_id, by)):
                self.do(draws.key, draw_id, slot, digits, (by, "何清廉")[slot])
            self.do(draws.reveal, draw_id)
        self.do(draws.draw, draw_id)

    def redraw(self, draw_id: str) -> None:
        """Take a site off the list, or a team off a site."""
        redraws, rng = self.desk.redraws, self._rng
        site = rng.choice(self.desk.draws.facts(draw_id).standing)
        said = {"evidence": "书面材料", "approved_by": "郑建业"}
        if rng.random() < 0.5:
            ground = rng.choice(list(VoidGround))
            self.do(redraws.void, draw_id, site.code, ground, **said)
        else:
            entry = site.team.entries[0]
            self.do(redraws.recuse, draw_id, entry, site.code, "近亲属", **said)
        if rng.random() < 0.2:
            self.do(redraws.withdraw, draw_id, "报错了单位", ("郑建业", "刘玉龙"))
        else:
            self.finish(draw_id, CLERK)

    def _meeting(self, quarter: Quarter) -> int:
        """Return the meeting that was convened before the last kill, or convene one."""
        held = select(Draw.meeting_id)
        with self.desk.store.reading() as session:
            waiting = session.exec(select(Meeting.id).where(col(Meeting.id).not_in(held))).first()
        if waiting:
            return waiting
        return self.do(self.desk.meetings.convene, quarter, MEETING)


def _shrink_cache(desk: Desk) -> None:
    """Let transactions reach the disk page by page, as a roster larger than the cache does.

    Otherwise the data file itself is written in an instant, at the commit, and hardly any kill
    would find it half written.
    """
    with desk.store.reading() as session:
        session.connection().exec_driver_sql("PRAGMA cache_size = 5")


def papers_of(desk: Desk, draw_id: str) -> Path:
    """Return the folder that a draw's papers are written to."""
    return desk.store.path.parent / "文书" / draw_id


def numbers(draw_id: str, by: str) -> tuple[str, ...]:
    """Return the digits that ``by`` says at a draw, for each slot of the plan; always the same."""
    rng = Random(f"{draw_id} {by}")
    return tuple(f"{rng.randrange(10**slot.digits):0{slot.digits}}" for slot in PLAN)


def _latest_draw(desk: Desk) -> tuple[str, str]:
    query = select(Draw.draw_id, DrawEvent.head).where(DrawEvent.draw_ref == Draw.id)
    with desk.store.reading() as session:
        return session.exec(query.order_by(col(DrawEvent.id).desc())).first() or ("", "")


def _next_quarter(desk: Desk) -> Quarter:
    """Return the quarter that is to be drawn: the same again after an abort."""
    with desk.store.reading() as session:
        last = session.exec(select(Draw).order_by(col(Draw.id).desc())).first()
    if last is None:
        return QUARTER
    quarter = Quarter(last.year, last.quarter)
    return quarter.next() if desk.draws.step(last.draw_id) is DrawStep.DRAWN else quarter


def _revised(targets: Reading, edition: int) -> Reading:
    """Return the province's next list: every telephone is another one, ten sites are new."""
    rows = [
        replace(row, values={**row.values, "phone": f"0356-{edition:07}"}) for row in targets.rows
    ]
    rows += [
        ImportRow(
            targets.rows[-1].line + number,
            {"name": f"青岭县第{edition}批{number}号砂石厂", "address": f"青岭县南营村{number}号"},
        )
        for number in range(1, 11)
    ]
    name = f"名录第{edition}版.xlsx"
    digest = sha256(name.encode()).hexdigest()
    return replace(targets, file_name=name, sha256=digest, rows=tuple(rows))
