"""摇号: freeze, digits, draw, and what may come after; every step stands in the file first."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from ssj_desktop import lottery
from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.campaign_facts import order_of as campaign_order
from ssj_desktop.desk.digits import Keyed, accept
from ssj_desktop.desk.draw_book import BASIS, DrawBook, plainly, redrawn
from ssj_desktop.desk.draw_facts import assemble
from ssj_desktop.desk.freezing import Choices, Order, gather, order_of
from ssj_desktop.desk.meetings import meeting_facts, meeting_of
from ssj_desktop.desk.texts import required, two_persons
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawFacts, DrawnTarget, DrawStep
from ssj_desktop.models import backup, draw_log
from ssj_desktop.models.campaign import Campaign, campaign_of
from ssj_desktop.models.lottery import Draw, DrawDigits, DrawKeyed
from ssj_desktop.models.plan import approved_of
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter


class Draws:
    """One draw from its freeze on. Digits are masked: until revealed they are in no file."""

    def __init__(self, store: Store, clerk: str, book: DrawBook) -> None:
        self._store = store
        self._clerk = clerk
        self._book = book
        self._masked: dict[tuple[str, int], dict[int, Keyed]] = {}  # of a draw's next event

    def freeze(self, meeting_id: int, choices: Choices) -> str:
        """Fix everything the draw may depend on; return the draw's number.

        Raises:
            DeskError: another draw is under way, this quarter's or this meeting's is over, its
                plan is not approved, nobody could be sent to some site if it were drawn; or see
                ``gather``.
        """
        with self._store.writing(self._clerk, "draws.freeze") as change:
            session = change.session
            meeting = meeting_of(session, meeting_id)
            quarter = Quarter(meeting.year, meeting.quarter)
            campaign = campaign_of(session, meeting_id)
            _require_first(session, quarter, campaign)
            if draw := draw_log.draw_at(session, meeting_id):
                raise DeskError(
                    f"这次会议的抽取 {draw.draw_id} 已经中止。", "请另登记一次会议，再冻结。"
                )
            order = approved_order(session, quarter, campaign)
            number, now = len(draw_log.draws_in(session, quarter)) + 1, self._store.clock()
            with plainly():
                document, basis = gather(session, order, number, now.date(), choices)
                transcript = lottery.freeze(document)
                lottery.require_staffed(document, transcript.standing)
            draw = Draw(
                draw_id=document.draw_id,
                meeting_id=meeting_id,
                year=quarter.year,
                quarter=quarter.number,
                frozen_at=now,
                basis=BASIS.dump_python(basis, mode="json"),
            )
            session.add(draw)
            session.flush()
            self._book.append(change, draw, transcript)
            change.say(**order.told)
        return document.draw_id

    def key(self, draw_id: str, slot: int, digits: str, by: str) -> None:
        """Key in one slot's digits, masked; they may be keyed again until revealed.

        ``digits`` is empty for a slot that the machine fills (按停, computer).

        Raises:
            DeskError: nobody's name, digits that do not fit the slot, one person for two persons'
                slots, or nothing waits for digits.
        """
        by = required(by, "没有写明数字由谁输入。", "请填写输入人姓名。")
        with self._store.writing(self._clerk, "draws.key") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            plan = self._book.transcript(change.session, draw).document.plan
            seq = draw_log.next_seq(change.session, draw)
            keyed = accept(plan, self._masked.get((draw_id, seq), {}), slot, digits, by)
            change.session.add(
                DrawKeyed(draw_ref=draw.id, seq=seq, slot=slot, by=by, at=self._store.clock())
            )
            change.say(draw=draw_id, slot=slot, by=by)
        self._masked.setdefault((draw_id, seq), {})[slot] = keyed

    def keyed_by(self, session: Session, draw: Draw) -> dict[int, str]:
        """Return who has keyed in which slot of the event that comes next, since the start."""
        seq = draw_log.next_seq(session, draw)
        masked = self._masked.get((draw.draw_id, seq), {})
        return {slot: keyed.by for slot, keyed in masked.items()}

    def reveal(self, draw_id: str) -> tuple[str, ...]:
        """Show and store all slots' digits together; from here on the only way is to draw.

        Raises:
            DeskError: a slot is not keyed in yet (after a restart: all of them).
        """
        with self._store.writing(self._clerk, "draws.reveal") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            plan = self._book.transcript(change.session, draw).document.plan
            seq = draw_log.next_seq(change.session, draw)
            masked = self._masked.get((draw_id, seq), {})
            missing = [slot.by for number, slot in enumerate(plan) if number not in masked]
            if missing:
                raise DeskError(f"{'、'.join(missing)}的数字还没有输入。", "请输入后再一起揭示。")
            digits = tuple(masked[number].digits for number in range(len(plan)))
            now = self._store.clock()
            for number, text in enumerate(digits):
                change.session.add(
                    DrawDigits(draw_ref=draw.id, seq=seq, slot=number, digits=text, at=now)
                )
            change.say(draw=draw_id, digits=list(digits))
        self._masked.pop((draw_id, seq))
        return digits

    def draw(self, draw_id: str) -> None:
        """Draw, or redraw what was asked for, by the revealed digits; back the file up.

        Raises:
            DeskError: the digits are not revealed, or no lawful team exists.
        """
        with self._store.writing(self._clerk, "draws.draw") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.REVEALED)
            digits = draw_log.digits_of(change.session, draw)
            request = draw_log.request_of(change.session, draw)
            before, at = self._book.transcript(change.session, draw), self._book.stamp()
            with plainly():
                if request:
                    after = redrawn(before, digits, request.body, at)
                else:
                    after = lottery.draw(before, digits, at)
            self._book.append(change, draw, after)
        self._store.try_to_back_up(backup.Reason.DRAW)

    def abort(self, draw_id: str, reason: str, by: tuple[str, str]) -> None:
        """Give a frozen draw up before any digit is revealed, on two persons' word.

        Raises:
            DeskError: digits are revealed, or a reason or one of two different persons is missing.
        """
        reason, names = two_persons(reason, by, "中止")
        with self._store.writing(self._clerk, "draws.abort") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            if draw_log.request_of(change.session, draw):
                raise DeskError(f"抽取 {draw_id} 已经摇过号。", "要放弃这次补抽，请撤回补抽申请。")
            before = self._book.transcript(change.session, draw)
            seq = draw_log.next_seq(change.session, draw)
            extra = {**self._book.stamp(), "digits_keyed": draw_log.keyed(change.session, draw)}
            with plainly():
                after = lottery.abort(before, reason, names, extra)
            self._book.append(change, draw, after)
        self._masked.pop((draw_id, seq), None)
        self._store.try_to_back_up(backup.Reason.DRAW)

    def step(self, draw_id: str) -> DrawStep:
        """Return where the draw stands, so that a restart knows where to go on."""
        with self._store.reading() as session:
            return draw_log.step_of(session, draw_log.draw_of(session, draw_id))

    def unfinished(self) -> str:
        """Return the number of the draw that waits for digits or for being drawn, or ""."""
        with self._store.reading() as session:
            draw = draw_log.unfinished(session)
            return draw.draw_id if draw else ""

    def facts(self, draw_id: str) -> DrawFacts:
        """Return everything a held draw's papers print.

        Raises:
            DeskError: nothing is drawn yet, or a redraw waits for its digits.
        """
        with self._store.reading() as session:
            draw = draw_log.draw_of(session, draw_id)
            draw_log.require_step(session, draw, DrawStep.DRAWN)
            return self._assembled(session, draw)

    def list_of(self, draw_id: str) -> DrawFacts:
        """Return a held draw as it stands, also while a redraw waits for its digits.

        Raises:
            DeskError: nothing is drawn yet.
        """
        with self._store.reading() as session:
            draw = draw_log.draw_of(session, draw_id)
            if draw_log.outcome_of(session, draw) != "draw":
                draw_log.require_step(session, draw, DrawStep.DRAWN)
            return self._assembled(session, draw)

    def held_in(self, quarter: Quarter, campaign: int = 0) -> str:
        """Return the number of the draw held for a quarter's plan or, named, for a campaign; ""
        while there is none."""
        with self._store.reading() as session:
            draw = draw_log.standing_in(session, quarter, campaign)
            held = draw and draw_log.outcome_of(session, draw) == "draw"
            return draw.draw_id if draw and held else ""

    def _assembled(self, session: Session, draw: Draw) -> DrawFacts:
        facts = assemble(
            draw,
            BASIS.validate_python(draw.basis),
            meeting_facts(meeting_of(session, draw.meeting_id)),
            self._book.transcript(session, draw),
            draw_log.event_times(session, draw),
            draw_log.shown_of(session, draw),
            calendar_in(session),
            self._book.edges(session, draw),
        )
        into, _ = draw_log.shared_visits(session, draw)
        return replace(facts, targets=tuple(_marked(it, into) for it in facts.targets))

    def transcript(self, draw_id: str) -> bytes:
        """Return the draw's transcript as it stands, ready for a verifier.

        Raises:
            DeskError: there is neither a draw nor an abort yet.
        """
        with self._store.reading() as session:
            transcript = self._book.transcript(session, draw_log.draw_of(session, draw_id))
        if transcript.outcome is None:
            raise DeskError(f"抽取 {draw_id} 还没有摇号。", "摇号或中止以后才有抽取记录。")
        return transcript.encode()


def _marked(target: DrawnTarget, into: Mapping[str, str]) -> DrawnTarget:
    """Say of a target on whose list's visit its own is done (LC-7): who goes is drawn there."""
    if target.void or target.code not in into:
        return target
    said = f"与 {into[target.code]} 名单一并查，由那里的人员检查"
    return replace(target, fate="、".join(filter(None, (target.fate, said))))


def approved_order(session: Session, quarter: Quarter, campaign: Campaign | None) -> Order:
    """Return what is to be drawn by what was approved: the quarter's plan, or a campaign.

    Raises:
        DeskError: it is not approved, or the roster has grown past a raise.
    """
    if campaign:
        if campaign.approved_at is None or campaign.called_off_at:
            words = "已经取消" if campaign.called_off_at else "还没有批准"
            raise DeskError(f"“{campaign.name}”{words}。", "请到“抽查计划”的“专项与联合”核对。")
        return campaign_order(session, campaign)
    if plan := approved_of(session, quarter):
        return order_of(session, plan)
    raise DeskError(f"{quarter}的抽查计划还没有批准。", "请先在“抽查计划”页批准。")


def _require_first(session: Session, quarter: Quarter, campaign: Campaign | None) -> None:
    """Refuse a draw while one is under way, or of what has been drawn already.

    Raises:
        DeskError: running again until the result pleases is not offered.
    """
    draw_log.require_none_open(session)
    if draw := draw_log.standing_in(session, quarter, campaign.id if campaign else 0):
        what = f"“{campaign.name}”" if campaign else str(quarter)
        raise DeskError(f"{what}已经摇过号（{draw.draw_id}）。", "名单有变化请走作废或回避补抽。")
