"""The power fails 100 times while an office works; nothing that was acknowledged is ever lost.

SIGKILL stops a process between any two instructions. What the system has already taken from it
stays, so this proves the order of writes and their atomicity, not the disk's own promises.
"""

import json
import multiprocessing
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop import intake, lottery
from ssj_desktop.demo import county
from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.imports import ROSTERS, Reading
from ssj_desktop.lottery import Transcript
from ssj_desktop.models import backup, draw_log, driver, merge
from ssj_desktop.models.classes import ClassConfirmation, ConfirmedCategory
from ssj_desktop.models.journal import JournalEntry
from ssj_desktop.models.lottery import (
    Draw,
    DrawDigits,
    DrawEvent,
    DrawKeyed,
    DrawnTarget,
    DrawVoid,
    Meeting,
    RedrawRequest,
)
from ssj_desktop.models.plan import QuarterPlan
from ssj_desktop.models.roster import (
    ImportBatch,
    ImportChange,
    Recusal,
    TargetFact,
    Visit,
)
from tests.desk.office import rooms
from tests.journeys.office_day import (
    CLERK,
    Begun,
    Done,
    Message,
    OfficeDay,
    clock_since,
    numbers,
    papers_of,
    work,
)

SERIES = 4
KILLS = 25  # in each series: 100 in all
KILLS_OF_A_FILE = 9  # then a fresh one, for every draw of a file is verified after every kill
LONGEST_SECONDS = 0.8
NEWCOMER = "停电后接手的人"

# Each row of these tables comes from one entry of the journal with one of these verbs.
ROWS_OF_VERBS: dict[type[SQLModel], tuple[str, ...]] = {
    Draw: ("draws.freeze",),
    DrawEvent: ("draws.freeze", "draws.draw", "draws.abort", "redraws.withdraw"),
    DrawKeyed: ("draws.key",),
    RedrawRequest: ("redraws.ask",),
    ImportBatch: ("imports.confirm",),
    Meeting: ("meetings.convene",),
    QuarterPlan: ("plans.approve",),
    Recusal: ("inspectors.recuse",),
    TargetFact: ("targets.record_fact",),
    Visit: ("targets.record_visit",),
}
BACKED_UP = {"Draws.draw", "Draws.abort", "Redraws.withdraw"}


@dataclass
class Office:
    """One data file through all its kills, and what has been acknowledged of it so far.

    ``journal`` holds the heads in order, ``draws`` each draw's latest head, ``backed_up`` the
    journal's head after the latest verb that ends with a backup.
    """

    data: Path
    journal: list[str] = field(default_factory=list)
    draws: dict[str, str] = field(default_factory=dict)
    backed_up: str = ""
    sound_backups: set[tuple[str, int]] = field(default_factory=set)

    def hear(self, told: Sequence[Message]) -> None:
        for message in told:
            if isinstance(message, Done):
                self.journal.append(message.head)
                if message.draw_id:
                    self.draws[message.draw_id] = message.draw_head
                if message.verb in BACKED_UP:
                    self.backed_up = message.head


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """The county's three rosters, read once from real workbooks by the real worker."""
    workbooks = county.write_workbooks(tmp_path_factory.mktemp("名录"), county.sites())
    return [intake.read(kind, workbook) for kind, workbook in workbooks.items()]


@pytest.fixture(scope="module")
def start(readings: list[Reading]) -> Callable[..., BaseProcess]:
    """Start a child: ``start(data, seed, began, outbox)``, as :func:`work` takes them.

    It is forked from a process that has imported everything and opened nothing.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__, "ssj_desktop.outputs", *rooms()])

    def start(data: Path, *rest: object) -> BaseProcess:
        child = context.Process(target=work, args=(data, readings, *rest))
        child.start()
        return child

    with pytest.MonkeyPatch.context() as patch:
        # The first child starts the server, an interpreter that knows nothing of pytest's path.
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        first = context.Process(target=int)
        first.start()
        first.join()
    return start


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX's")
@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "series", [0, *(pytest.param(one, marks=pytest.mark.slow) for one in range(1, SERIES))]
)
def test_an_office_whose_power_fails_at_any_moment_loses_nothing(
    series: int, start: Callable[..., BaseProcess], tmp_path: Path
) -> None:
    rng, began, hits = Random(series), time.time(), Counter[str]()
    for kill in range(KILLS):
        if kill % KILLS_OF_A_FILE == 0:
            office = Office(tmp_path / f"{kill} 号" / "双随机.ssj")
        inbox, outbox = multiprocessing.Pipe(duplex=False)
        child = start(office.data, f"{series}/{kill}", began, outbox)
        outbox.close()
        told = [inbox.recv(), *_heard(inbox, rng.uniform(0, LONGEST_SECONDS))]
        _await(AIMS.get(kill % 4), office.data)
        child.kill()
        child.join()
        told += _heard(inbox, 10)  # what was told and not heard yet; the pipe is closed by now
        assert child.exitcode == -signal.SIGKILL, told[-1]
        hits += _scene(office.data, told[-1])
        office.hear(told)
        with Desk.open(office.data, NEWCOMER, clock_since(began)) as desk:
            _find_everything(office, desk, told[-1])
            _carry_on(office, desk, rng)
    print(f"\nseries {series}: {dict(hits)}")
    assert hits["inside a verb"] > KILLS / 2
    assert hits["data half written"] > 0


def _heard(inbox: Connection, seconds: float) -> Iterator[Message]:
    """Yield what the child tells within so many seconds, or until it is gone."""
    end = time.monotonic() + seconds
    with suppress(EOFError):
        while (left := end - time.monotonic()) > 0 and inbox.poll(left):
            yield inbox.recv()


def _journal_header(data: Path) -> bytes:
    """Return how SQLite's rollback journal begins; b"" while no transaction has changed a page."""
    try:
        with data.with_name(data.name + "-journal").open("rb") as journal:
            return journal.read(12)
    except FileNotFoundError:
        return b""


def _half_written(data: Path) -> bool:
    """Tell whether pages are on their way into the data file, so that opening must undo them.

    Only then does the journal's header count, from byte 8 on, the pages that it can bring back
    (sqlite.org/fileformat2.html, section 3).
    """
    return any(_journal_header(data)[8:])


def _drafts(data: Path) -> list[Path]:
    """Return the files that are being written, or were when the program was killed."""
    return list(data.parent.rglob(".*.part"))


# Half of the kills, after their random time, wait a moment for what is seldom hit by chance.
AIMS: dict[int, Callable[[Path], object]] = {1: _half_written, 3: _drafts}


def _await(aim: Callable[[Path], object] | None, data: Path) -> None:
    end = time.monotonic() + 0.3
    while aim and time.monotonic() < end and not aim(data):
        pass


def _scene(data: Path, last: Message) -> Counter[str]:
    """Say what the kill has hit."""
    hits = Counter({"kills": 1})
    if isinstance(last, Begun):
        hits["inside a verb"] += 1
        hits[last.verb] += 1
    hits["journal with pages"] += _journal_header(data) != b""
    hits["data half written"] += _half_written(data)
    hits.update(f"draft of {draft.suffixes[-2]}" for draft in _drafts(data))
    return hits


def _find_everything(office: Office, desk: Desk, last: Message) -> None:
    """Compare the file with what has been acknowledged, and its parts with each other."""
    assert (
        desk.read_only == desk.backup_fault == ""
    )  # opening has checked integrity and the journal's chain
    with desk.store.reading() as session:
        entries = list(session.exec(select(JournalEntry).order_by(col(JournalEntry.id))))
        _tables_agree(session, entries)
    heads = [entry.head for entry in entries]
    under_way = isinstance(last, Begun)
    assert heads[: len(office.journal)] == office.journal
    assert len(heads) - len(office.journal) <= under_way
    _draws_whole(office, desk, under_way)
    _backups_sound(office, desk, heads)
    _papers_whole(desk, entries, len(office.journal))
    office.journal = heads


def _tables_agree(session: Session, entries: Sequence[JournalEntry]) -> None:
    """Find for each entry of the journal the rows that its verb wrote, and no others."""

    def rows(model: type[SQLModel]) -> int:
        return session.exec(select(func.count()).select_from(model)).one()

    said: defaultdict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        said[entry.verb].append(json.loads(entry.what))
    for model, verbs in ROWS_OF_VERBS.items():
        assert rows(model) == sum(len(said[verb]) for verb in verbs), model
    assert rows(DrawDigits) == sum(len(what["digits"]) for what in said["draws.reveal"])
    classed = (*said["classes.confirm"], *said["plans.approve"])
    assert rows(ClassConfirmation) == sum("classes" in what for what in classed)
    placed = sum(sum(what.get("classes", {}).values()) for what in classed)
    assert rows(ConfirmedCategory) == placed
    confirmed = said["imports.confirm"]
    assert rows(ImportChange) == sum(what["new"] + what["changed"] for what in confirmed)
    undone = {what["batch"] for what in said["imports.take_back"]}
    kept = sum(what["new"] for what in confirmed if what["batch"] not in undone)
    assert sum(rows(merge.TABLES[kind]) for kind in ROSTERS) == kept


def _draws_whole(office: Office, desk: Desk, under_way: bool) -> None:
    """Verify all draws as one chain; each ends as acknowledged, or with the event under way."""
    with desk.store.reading() as session:
        draws = session.exec(select(Draw).order_by(col(Draw.id))).all()
        known = [draw_log.transcript_of(session, draw) for draw in draws]
        listed = session.exec(select(DrawnTarget.shown).order_by(col(DrawnTarget.id))).all()
        voided = session.exec(select(func.count()).select_from(DrawVoid)).one()
    assert set(office.draws) <= {draw.draw_id for draw in draws}
    ended = [draw.encode() for draw in known if draw.outcome]
    if not ended:
        return
    found = lottery.verify(ended)
    for draw in found:
        assert office.draws[draw.document.draw_id] in draw.heads[-1 - under_way :]
        office.draws[draw.document.draw_id] = draw.head
    quarters = [_quarter(draw) for draw in found if draw.outcome == "draw"]
    assert len(quarters) == len(set(quarters))
    events: list[Mapping[str, Any]] = [event for draw in found for event in draw.events[1:]]
    selected = [code for event in events for _, code, _ in event.get("selected", ())]
    assert [shown["code"] for shown in listed] == selected
    redraws = [event for event in events if event["type"] == "redraw"]
    assert voided == sum("inspector" not in event for event in redraws)


def _quarter(draw: Transcript) -> str:
    return draw.document.draw_id.rpartition("-")[0]


def _backups_sound(office: Office, desk: Desk, heads: Sequence[str]) -> None:
    """Find no half backup under a backup's name, and in one of them all that was drawn."""
    listed = desk.backups.listed()
    for found in listed:
        mark = (found.path.name, found.path.stat().st_mtime_ns)
        if mark not in office.sound_backups:
            assert backup.fault_in(found.path) == ""
            office.sound_backups.add(mark)
    if office.backed_up:
        newest = next(found for found in listed if found.reason == backup.Reason.DRAW.label)
        with closing(driver.open_file(newest.path)) as link:
            (count,) = link.execute("SELECT count(*) FROM journalentry").fetchone()
        assert office.backed_up in heads[:count]


def _papers_whole(desk: Desk, entries: Sequence[JournalEntry], acknowledged: int) -> None:
    """Find no paper that the journal doesn't name, and every acknowledged one byte for byte."""
    for number, entry in enumerate(entries):
        if entry.verb == "papers.write":
            what = json.loads(entry.what)
            found = _sums(papers_of(desk, what["draw"]))
            assert found.items() <= what["files"].items()
            assert found == what["files"] or number >= acknowledged
    folders = {folder.name for folder in (desk.store.path.parent / "文书").glob("*")}
    assert folders <= set(_journalled(desk))


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the folder's files by name, without the drafts that a kill has left."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def _sums(folder: Path) -> dict[str, str]:
    return {name: sha256(paper).hexdigest() for name, paper in _contents(folder).items()}


def _carry_on(office: Office, desk: Desk, rng: Random) -> None:
    """Finish what the kill has left half done, as the office would."""
    said: list[Message] = []
    day = OfficeDay(desk, rng, said.append)
    if draw_id := desk.draws.unfinished():
        revealed = desk.draws.step(draw_id) is DrawStep.REVEALED
        if not revealed:
            with pytest.raises(DeskError, match="还没有输入"):  # masked digits die with the program
                desk.draws.reveal(draw_id)
        day.finish(draw_id, NEWCOMER)
        (drawn,) = lottery.verify([desk.draws.transcript(draw_id)])
        assert drawn.events[-1]["digits"] == list(numbers(draw_id, CLERK if revealed else NEWCOMER))
        with pytest.raises(DeskError, match="已摇号"):
            desk.draws.draw(draw_id)
    for draw_id, files in _journalled(desk).items():
        folder = papers_of(desk, draw_id)
        if _sums(folder) != files:
            day.do(desk.papers.write, draw_id, folder)
            assert _sums(folder) == files
    if said:
        office.hear(said)
        _find_everything(office, desk, said[-1])
    desk.backups.take()
    assert not _drafts(office.data)  # what kills leave does not fill the disk


def _journalled(desk: Desk) -> dict[str, dict[str, str]]:
    """Return for each draw whose papers were to be written their names and SHA-256 sums."""
    query = select(JournalEntry.what).where(JournalEntry.verb == "papers.write")
    with desk.store.reading() as session:
        said = [json.loads(what) for what in session.exec(query)]
    return {what["draw"]: what["files"] for what in said}
