"""Where a quarter's lottery stands, and what its freeze would fix now; nothing is written here."""

from typing import get_args

from sqlmodel import Session

from ssj_desktop import lottery
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.draw_book import BASIS, DrawBook, plainly
from ssj_desktop.desk.draws import Draws
from ssj_desktop.desk.freeze_changes import changes_between
from ssj_desktop.desk.freezing import Choices, gather
from ssj_desktop.desk.lottery_facts import MODES, Record, assemble
from ssj_desktop.desk.meetings import meeting_facts, meeting_of, under_way
from ssj_desktop.desk.odds import simulated
from ssj_desktop.desk.offices import office_if_any, scheme_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.lottery import EntryLine, LotteryFacts, Odds, Review, TeamMode
from ssj_desktop.lottery import Document, Slot
from ssj_desktop.models import draw_log
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.plan import approved_of
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter

# Who says which digits is not asked yet, and changes nothing of what is reviewed.
_ANYBODY = (Slot("person", "待定", 12),)


class Lotteries:
    """The meeting's own account of itself, read from the file alone."""

    def __init__(self, store: Store, clerk: str, book: DrawBook, draws: Draws) -> None:
        self._store = store
        self._clerk = clerk
        self._book = book
        self._draws = draws

    def of(self, quarter: Quarter | None = None) -> LotteryFacts:
        """Return where the lottery of ``quarter`` stands; None: of the one that is under way.

        Under way is the draw that waits for digits or for being drawn, else the meeting of today
        that is not over, else whatever is of today's quarter.

        Raises:
            DeskError: a stored draw does not agree with its recomputation.
        """
        with self._store.reading() as session:
            open_draw = draw_log.unfinished(session)
            today = self._store.clock().date()
            quarter = quarter or under_way(session, today) or Quarter.of(today)
            record = self._record(session, quarter, open_draw)
        return assemble(record)

    def review(self, quarter: Quarter, mode: TeamMode | None = None) -> Review:
        """Return what a freeze would fix now, or has fixed once the quarter's draw is frozen.

        ``mode`` None: teams as the scheme has them.
        """
        with self._store.reading() as session:
            office = office_if_any(session)
            usual = scheme_of(office).team.mode if office else get_args(TeamMode)[0]
            draw = draw_log.standing_in(session, quarter.year, quarter.number)
            try:
                if draw:
                    document = self._book.transcript(session, draw).document
                    basis = BASIS.validate_python(draw.basis)
                else:
                    document, basis = self._gathered(session, quarter, mode)
            except DeskError as error:
                return _refused(mode or usual, str(error))
            changes = self._changes(session, draw, document, basis)
        return Review(
            mode=basis.team_mode,
            modes=tuple(MODES.items()),
            cap=basis.cap,
            lines=basis.quotas,
            exclusions=basis.exclusions,
            recusals=basis.recusals,
            entries=_entries(document, basis),
            left_out=basis.left_out,
            changes=changes,
            fault="",
        )

    def odds(self, quarter: Quarter, mode: TeamMode | None = None) -> Odds:
        """Return who is likely to be sent where, from made-up draws (docs/protocol.md §5.3).

        Raises:
            DeskError: it could not be frozen so.
        """
        with self._store.reading() as session:
            document, _ = self._gathered(session, quarter, mode)
        with plainly():
            return simulated(document)

    def _gathered(
        self, session: Session, quarter: Quarter, mode: TeamMode | None
    ) -> tuple[Document, Basis]:
        plan = approved_of(session, quarter)
        if plan is None:
            raise DeskError(f"{quarter}的抽查计划还没有批准。", "请先在“抽查计划”页批准。")
        number = len(draw_log.draws_in(session, quarter.year, quarter.number)) + 1
        with plainly():
            today = self._store.clock().date()
            document, basis = gather(session, plan, number, today, Choices(_ANYBODY, mode))
            lottery.require_staffed(document, lottery.freeze(document).standing)
        return document, basis

    def _changes(
        self, session: Session, draw: Draw | None, document: Document, basis: Basis
    ) -> tuple[str, ...] | None:
        """Return what has changed since the freeze before ``draw``, None: before today."""
        before = draw_log.latest(session, before=draw)
        if before is None:
            return None
        frozen, known = draw_log.document_of(session, before), BASIS.validate_python(before.basis)
        visited = draw_log.shown_of(session, before).keys()
        return changes_between(frozen, known, document, basis, visited)

    def _record(self, session: Session, quarter: Quarter, open_draw: Draw | None) -> Record:
        draw = draw_log.standing_in(session, quarter.year, quarter.number)
        meeting = draw_log.latest_meeting(session, quarter.year, quarter.number)
        if draw:
            meeting = meeting_of(session, draw.meeting_id)
        elif meeting and draw_log.draw_at(session, meeting.id):
            meeting = None  # its draw was aborted; the next one has a meeting of its own
        elsewhere = open_draw if open_draw and (draw is None or draw.id != open_draw.id) else None
        last = draw_log.latest_meeting(session)
        return Record(
            quarter=quarter,
            now=self._store.clock(),
            clerk=self._clerk,
            office=office_if_any(session),
            plan=approved_of(session, quarter),
            elsewhere=elsewhere.draw_id if elsewhere else "",
            meeting=(meeting.id, meeting_facts(meeting)) if meeting else None,
            last_meeting=meeting_facts(last) if last else None,
            draw=draw,
            basis=BASIS.validate_python(draw.basis) if draw else None,
            step=draw_log.step_of(session, draw) if draw else None,
            transcript=self._book.transcript(session, draw) if draw else None,
            times=draw_log.event_times(session, draw) if draw else (),
            shown=draw_log.shown_of(session, draw) if draw else {},
            request=draw_log.request_of(session, draw) if draw else None,
            digits=draw_log.digits_of(session, draw) if draw else (),
            keyed=draw_log.keyed(session, draw) if draw else False,
            keyed_by=self._draws.keyed_by(session, draw) if draw else {},
            aborted=tuple(self._aborted(session, quarter)),
            calendar=calendar_in(session),
        )

    @staticmethod
    def _aborted(session: Session, quarter: Quarter) -> list[str]:
        told = []
        for draw in draw_log.draws_in(session, quarter.year, quarter.number):
            if draw_log.step_of(session, draw) is DrawStep.ABORTED:
                reason, by = draw_log.abort_of(session, draw)
                told.append(f"{draw.draw_id} 已中止：{reason}（{by}）")
        return told


def _entries(document: Document, basis: Basis) -> tuple[EntryLine, ...]:
    return tuple(
        EntryLine(
            entry.id,
            entry.name.partition("（")[0],
            basis.entries[entry.id].squad,
            tuple(person.name for person in basis.entries[entry.id].people),
        )
        for entry in document.inspectors
    )


def _refused(mode: TeamMode, fault: str) -> Review:
    return Review(
        mode=mode,
        modes=tuple(MODES.items()),
        cap=0,
        lines=(),
        exclusions=(),
        recusals=(),
        entries=(),
        left_out=(),
        changes=None,
        fault=fault,
    )
