"""Where a quarter's lottery stands, and what its freeze would fix now; nothing is written here."""

from typing import get_args

from sqlmodel import Session

from ssj_desktop import lottery
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.campaign_facts import approved_plan as approved_campaign
from ssj_desktop.desk.draw_book import BASIS, DrawBook, plainly
from ssj_desktop.desk.draws import Draws, approved_order
from ssj_desktop.desk.freeze_changes import changes_between
from ssj_desktop.desk.freezing import Choices, gather
from ssj_desktop.desk.lottery_facts import MODES, Record, assemble
from ssj_desktop.desk.meetings import meeting_facts, meeting_of, under_way
from ssj_desktop.desk.odds import simulated
from ssj_desktop.desk.offices import office_if_any, scheme_if_any
from ssj_desktop.desk.plans import approved_plan
from ssj_desktop.desk.quotas import cap_warning
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.lottery import EntryLine, LotteryFacts, Odds, Review, TeamMode
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.lottery import Document, InspectorEntry, Slot
from ssj_desktop.models import draw_log
from ssj_desktop.models.campaign import (
    Campaign,
    campaign_numbered,
    meetings_of,
    to_draw,
)
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

    def of(self, quarter: Quarter | None = None, campaign: int = 0) -> LotteryFacts:
        """Return where a lottery stands: of the plan of ``quarter`` or, named, of a campaign, which
        has a quarter of its own; with neither, of the one that is under way.

        Under way is the draw that waits for digits or for being drawn, else the meeting of today
        that is not over, else whatever is of today's quarter.

        Raises:
            DeskError: a stored draw does not agree with its recomputation.
        """
        with self._store.reading() as session:
            open_draw = draw_log.unfinished(session)
            today = self._store.clock().date()
            if named := campaign_numbered(session, campaign):
                quarter = Quarter(named.year, named.quarter)
            if quarter is None:
                quarter, campaign = under_way(session, today) or (Quarter.of(today), 0)
            record = self._record(session, quarter, campaign, open_draw)
        return assemble(record)

    def review(self, quarter: Quarter, mode: TeamMode | None = None, campaign: int = 0) -> Review:
        """Return what a freeze would fix now, or has fixed once the draw is frozen.

        ``mode`` None: teams as the scheme has them.
        """
        with self._store.reading() as session:
            scheme = scheme_if_any(session)
            usual = scheme.team.mode if scheme else get_args(TeamMode)[0]
            draw = draw_log.standing_in(session, quarter, campaign)
            try:
                if draw:
                    document = self._book.transcript(session, draw).document
                    basis = BASIS.validate_python(draw.basis)
                else:
                    document, basis = self._gathered(session, quarter, mode, campaign)
            except DeskError as error:
                return _refused(mode or usual, str(error))
            changes = None if campaign else self._changes(session, draw, document, basis)
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
            cap_warning=cap_warning(basis.at_cap),
            fault="",
        )

    def odds(self, quarter: Quarter, mode: TeamMode | None = None, campaign: int = 0) -> Odds:
        """Return who is likely to be sent where, from made-up draws (docs/protocol.md §5.3).

        Raises:
            DeskError: it could not be frozen so.
        """
        with self._store.reading() as session:
            document, _ = self._gathered(session, quarter, mode, campaign)
        with plainly():
            return simulated(document)

    def _gathered(
        self, session: Session, quarter: Quarter, mode: TeamMode | None, campaign: int
    ) -> tuple[Document, Basis]:
        order = approved_order(session, quarter, campaign_numbered(session, campaign))
        number = len(draw_log.draws_in(session, quarter)) + 1
        with plainly():
            today = self._store.clock().date()
            document, basis = gather(session, order, number, today, Choices(_ANYBODY, mode))
            lottery.require_staffed(document, lottery.freeze(document).standing)
        return document, basis

    def _changes(
        self, session: Session, draw: Draw | None, document: Document, basis: Basis
    ) -> tuple[str, ...] | None:
        """Return what has changed since the last plan frozen before ``draw`` (None: before now)."""
        campaigns = meetings_of(session, 0)
        before = draw_log.latest(session, before=draw)
        while before and before.meeting_id in campaigns:  # it had a scope of its own
            before = draw_log.latest(session, before=before)
        if before is None:
            return None
        frozen, known = draw_log.document_of(session, before), BASIS.validate_python(before.basis)
        visited = draw_log.shown_of(session, before).keys()
        return changes_between(frozen, known, document, basis, visited)

    def _record(
        self, session: Session, quarter: Quarter, campaign: int, open_draw: Draw | None
    ) -> Record:
        draw = draw_log.standing_in(session, quarter, campaign)
        meeting = draw_log.meeting_for(session, quarter, campaign)
        if draw:
            meeting = meeting_of(session, draw.meeting_id)
        elif meeting and draw_log.draw_at(session, meeting.id):
            meeting = None  # its draw was aborted; the next one has a meeting of its own
        named = campaign_numbered(session, campaign)
        elsewhere = open_draw if open_draw and (draw is None or draw.id != open_draw.id) else None
        last = draw_log.latest_meeting(session)
        return Record(
            quarter=quarter,
            now=self._store.clock(),
            clerk=self._clerk,
            office=office_if_any(session),
            campaign=named.id if named else 0,
            name=named.name if named else "",
            others=tuple((it.id, it.name) for it in to_draw(session, quarter)),
            lines=_approved_lines(session, quarter, named),
            elsewhere=elsewhere.draw_id if elsewhere else "",
            meeting=(meeting.id, meeting_facts(meeting)) if meeting else None,
            last_meeting=meeting_facts(last) if last else None,
            draw=draw,
            basis=BASIS.validate_python(draw.basis) if draw else None,
            step=draw_log.step_of(session, draw) if draw else None,
            transcript=self._book.transcript(session, draw) if draw else None,
            times=draw_log.event_times(session, draw) if draw else (),
            shown=draw_log.shown_of(session, draw) if draw else {},
            edges=(
                self._book.edges(session, draw)
                if draw and draw_log.outcome_of(session, draw) == "draw"
                else ()
            ),
            request=draw_log.request_of(session, draw) if draw else None,
            digits=draw_log.digits_of(session, draw) if draw else (),
            keyed=draw_log.keyed(session, draw) if draw else False,
            keyed_by=self._draws.keyed_by(session, draw) if draw else {},
            aborted=tuple(self._aborted(session, quarter, campaign)),
            calendar=calendar_in(session),
        )

    @staticmethod
    def _aborted(session: Session, quarter: Quarter, campaign: int) -> list[str]:
        told = []
        for draw in draw_log.draws_of(session, quarter, campaign):
            if draw_log.step_of(session, draw) is DrawStep.ABORTED:
                reason, by = draw_log.abort_of(session, draw)
                told.append(f"{draw.draw_id} 已中止：{reason}（{by}）")
        return told


def _approved_lines(
    session: Session, quarter: Quarter, campaign: Campaign | None
) -> tuple[QuotaLine, ...] | None:
    """Return what was approved to be drawn, None where nothing is."""
    if campaign:
        approved = approved_campaign(campaign)
        return (approved.line,) if approved and not campaign.called_off_at else None
    plan = approved_of(session, quarter)
    return approved_plan(plan).lines if plan else None


def _entries(document: Document, basis: Basis) -> tuple[EntryLine, ...]:
    return tuple(
        EntryLine(
            entry.id,
            entry.name.partition("（")[0],
            basis.entries[entry.id].squad,
            tuple(person.name for person in basis.entries[entry.id].people),
            _role(entry, basis),
        )
        for entry in document.inspectors
    )


def _role(entry: InspectorEntry, basis: Basis) -> str:
    """Return for whom an entry goes: one of another department, or of one of the office's own that
    takes part with a seat of its own, has that department's mark alone."""
    if role := basis.entries[entry.id].people[0].role:
        return role
    departments = basis.campaign.crew.departments if basis.campaign else ()
    return next((name for name in departments if entry.tags == (f"部门:{name}",)), "")


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
        cap_warning="",
        fault=fault,
    )
