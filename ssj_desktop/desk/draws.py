"""摇号: freeze, digits, draw, and what may come after; every step stands in the file first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop import lottery
from ssj_desktop.desk.draw_facts import assemble
from ssj_desktop.desk.freezing import Choices, gather
from ssj_desktop.desk.meetings import meeting_facts, meeting_of
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import DrawFacts, DrawStep
from ssj_desktop.lottery import ProtocolError, Slot, Transcript
from ssj_desktop.models import backup, draw_log
from ssj_desktop.models.lottery import Draw, DrawDigits, DrawKeyed
from ssj_desktop.models.store import Change, Store
from ssj_desktop.rules.period import Quarter

_BASIS: TypeAdapter[Basis] = TypeAdapter(Basis)


class VoidGround(StrEnum):
    """The only grounds for taking a drawn site off the list (docs/protocol.md §6).

    停产 and 失联 are found on site; they are findings, not grounds.
    """

    DEREGISTERED = "注销"
    ELSEWHERE = "不在辖区"
    INSPECTED_ABOVE = "上级已查"


class Draws:
    """One draw from its freeze on. Digits are masked: until revealed they are in no file."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk
        self._masked: dict[str, dict[int, tuple[str, str]]] = {}  # slot → digits, keyed in by
        self._known: Transcript | None = None

    def freeze(self, meeting_id: int, choices: Choices) -> str:
        """Fix everything the draw may depend on; return the draw's number.

        Raises:
            DeskError: another draw is under way, this quarter's or this meeting's is over, nobody
                could be sent to some site if it were drawn; or see ``gather``.
        """
        with self._store.writing(self._clerk, "draws.freeze") as change:
            session = change.session
            meeting = meeting_of(session, meeting_id)
            quarter = Quarter(meeting.year, meeting.quarter)
            earlier = _require_first(session, quarter)
            if draw := draw_log.draw_at(session, meeting_id):
                raise DeskError(
                    f"这次会议的抽取 {draw.draw_id} 已经中止。", "请另登记一次会议，再冻结。"
                )
            now = self._store.clock()
            with _plain():
                document, basis = gather(session, quarter, earlier + 1, now.date(), choices)
                lottery.require_staffed(document)
                transcript = lottery.freeze(document)
            draw = Draw(
                draw_id=document.draw_id,
                meeting_id=meeting_id,
                year=quarter.year,
                quarter=quarter.number,
                frozen_at=now,
                basis=_BASIS.dump_python(basis, mode="json"),
            )
            session.add(draw)
            session.flush()
            self._append(change, draw, transcript)
        return document.draw_id

    def key(self, draw_id: str, slot: int, digits: str, by: str) -> None:
        """Key in one slot's digits, masked; they may be keyed again until revealed.

        Raises:
            DeskError: nobody's name, not that many ASCII digits, one person for two persons'
                slots, or the draw is past this step.
        """
        by = required(by, "没有写明数字由谁输入。", "请填写输入人姓名。")
        with self._store.writing(self._clerk, "draws.key") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            plan = self._transcript(change.session, draw).document.plan
            if not 0 <= slot < len(plan):
                raise DeskError(f"没有第 {slot + 1} 组数字。", f"本次共 {len(plan)} 组。")
            if not (digits.isascii() and digits.isdigit() and len(digits) == plan[slot].digits):
                raise DeskError(
                    f"{plan[slot].by}应输入 {plan[slot].digits} 位数字。",
                    "请重新输入，只用 0 至 9。",
                )
            _require_another(plan, self._masked.get(draw_id, {}), slot, by)
            change.session.add(
                DrawKeyed(draw_ref=draw.id, slot=slot, by=by, at=self._store.clock())
            )
            change.say(draw=draw_id, slot=slot, by=by)
        self._masked.setdefault(draw_id, {})[slot] = (digits, by)

    def reveal(self, draw_id: str) -> tuple[str, ...]:
        """Show and store all slots' digits together; from here on the only way is to draw.

        Raises:
            DeskError: a slot is not keyed in yet (after a restart: all of them).
        """
        with self._store.writing(self._clerk, "draws.reveal") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            plan = self._transcript(change.session, draw).document.plan
            masked = self._masked.get(draw_id, {})
            missing = [slot.by for number, slot in enumerate(plan) if number not in masked]
            if missing:
                raise DeskError(f"{'、'.join(missing)}的数字还没有输入。", "请输入后再一起揭示。")
            digits = tuple(masked[number][0] for number in range(len(plan)))
            now = self._store.clock()
            for number, text in enumerate(digits):
                change.session.add(
                    DrawDigits(draw_ref=draw.id, seq=1, slot=number, digits=text, at=now)
                )
            change.say(draw=draw_id, digits=list(digits))
        self._masked.pop(draw_id, None)
        return digits

    def draw(self, draw_id: str) -> None:
        """Draw objects and inspectors by the revealed digits, and back the file up.

        Raises:
            DeskError: the digits are not revealed, or no lawful team exists.
        """
        with self._store.writing(self._clerk, "draws.draw") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.REVEALED)
            digits = draw_log.digits_of(change.session, draw)
            before = self._transcript(change.session, draw)
            with _plain():
                self._append(change, draw, lottery.draw(before, digits, self._stamp()))
        backup.attempt(self._store, backup.Reason.DRAW)

    def abort(self, draw_id: str, reason: str, by: tuple[str, str]) -> None:
        """Give a frozen draw up before any digit is revealed, on two persons' word.

        Raises:
            DeskError: digits are revealed, or a reason or one of two different persons is missing.
        """
        reason, names = one_line(reason), [one_line(name) for name in by]
        if not reason or len({*names} - {""}) != 2:
            raise DeskError("中止要写明原因，并由两个人确认。", "请补上原因和两人姓名。")
        with self._store.writing(self._clerk, "draws.abort") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            before = self._transcript(change.session, draw)
            extra = {**self._stamp(), "digits_keyed": draw_log.keyed(change.session, draw)}
            with _plain():
                after = lottery.abort(before, reason, "、".join(names), extra)
            self._append(change, draw, after)
        self._masked.pop(draw_id, None)
        backup.attempt(self._store, backup.Reason.DRAW)

    def void(
        self,
        draw_id: str,
        target: str,
        ground: VoidGround,
        *,
        evidence: str,
        approved_by: str,
        digits: Sequence[str],
    ) -> None:
        """Take a drawn site off the list and draw one of its stratum in its place (LC-16).

        Raises:
            DeskError: nothing is drawn yet, the site is not on the list, evidence or approval is
                missing, or the digits do not fit the plan.
        """
        request = {"company": target, "reason": ground.value}
        self._redraw(draw_id, request, evidence, approved_by, digits)

    def recuse(
        self,
        draw_id: str,
        entry: str,
        target: str,
        reason: str,
        *,
        evidence: str,
        approved_by: str,
        digits: Sequence[str],
    ) -> None:
        """Free the seats of an inspector or team at ``target`` ("*": everywhere); refill them.

        Raises:
            DeskError: as :meth:`void`; or there is no such inspector, or nobody else can go.
        """
        request = {"inspector": entry, "company": target, "reason": reason}
        self._redraw(draw_id, request, evidence, approved_by, digits)

    def step(self, draw_id: str) -> DrawStep:
        """Return where the draw stands, so that a restart knows where to go on."""
        with self._store.reading() as session:
            return draw_log.step_of(session, draw_log.draw_of(session, draw_id))

    def unfinished(self) -> str:
        """Return the number of the draw that is frozen and neither drawn nor aborted, or ""."""
        with self._store.reading() as session:
            draw = draw_log.unfinished(session)
            return draw.draw_id if draw else ""

    def facts(self, draw_id: str) -> DrawFacts:
        """Return everything a held draw's papers print.

        Raises:
            DeskError: nothing is drawn yet.
        """
        with self._store.reading() as session:
            draw = draw_log.draw_of(session, draw_id)
            draw_log.require_step(session, draw, DrawStep.DRAWN)
            return assemble(
                draw,
                _BASIS.validate_python(draw.basis),
                meeting_facts(meeting_of(session, draw.meeting_id)),
                self._transcript(session, draw),
                draw_log.event_times(session, draw),
                draw_log.shown_of(session, draw),
            )

    def transcript(self, draw_id: str) -> bytes:
        """Return the draw's transcript, ready for a verifier.

        Raises:
            DeskError: there is neither a draw nor an abort yet.
        """
        with self._store.reading() as session:
            draw = draw_log.draw_of(session, draw_id)
            draw_log.require_step(session, draw, DrawStep.DRAWN, DrawStep.ABORTED)
            return self._transcript(session, draw).encode()

    def _redraw(
        self,
        draw_id: str,
        request: dict[str, str],
        evidence: str,
        approved_by: str,
        digits: Sequence[str],
    ) -> None:
        reason, evidence, approved_by = (
            required(text, "补抽要写明原因、依据和批准人。", "请补全后再抽。")
            for text in (request["reason"], evidence, approved_by)
        )
        with self._store.writing(self._clerk, "draws.redraw") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.DRAWN)
            before = self._transcript(change.session, draw)
            with _plain():
                after = lottery.redraw(
                    before,
                    digits,
                    company=request["company"],
                    inspector=request.get("inspector"),
                    reason=reason,
                    evidence=evidence,
                    approved_by=approved_by,
                    extra=self._stamp(),
                )
            self._append(change, draw, after)
        backup.attempt(self._store, backup.Reason.DRAW)

    def _transcript(self, session: Session, draw: Draw) -> Transcript:
        """Return the draw as recomputed from the file; recomputed anew only when it has grown."""
        if self._known is None or self._known.head != draw_log.head_of(session, draw):
            self._known = draw_log.transcript_of(session, draw)
        return self._known

    def _append(self, change: Change, draw: Draw, transcript: Transcript) -> None:
        """Write the transcript's latest event; the journal names its head."""
        self._known = transcript  # believed only while the file's head is its head
        basis = _BASIS.validate_python(draw.basis)
        draw_log.append(change.session, draw, transcript, basis.categories, self._store.clock())
        kind = str(transcript.events[-1]["type"])
        change.say(draw=draw.draw_id, event=kind, head=transcript.head)

    def _stamp(self) -> dict[str, lottery.Json]:
        return {"at": self._store.clock().isoformat(timespec="seconds")}


def _require_first(session: Session, quarter: Quarter) -> int:
    """Return how many aborted draws the quarter has; refuse when one is under way or held.

    Raises:
        DeskError: running again until the result pleases is not offered.
    """
    if open_draw := draw_log.unfinished(session):
        raise DeskError(
            f"抽取 {open_draw.draw_id} 已冻结而未完成。", "请先完成它，或由两人确认中止。"
        )
    if draw := draw_log.standing_in(session, quarter.year, quarter.number):
        raise DeskError(
            f"{quarter}已经摇过号（{draw.draw_id}）。", "名单有变化请走作废或回避补抽。"
        )
    return len(draw_log.draws_in(session, quarter.year, quarter.number))


def _require_another(
    plan: Sequence[Slot], masked: Mapping[int, tuple[str, str]], slot: int, by: str
) -> None:
    """Refuse one person on two persons' slots: whoever keys in all digits chooses the result."""
    for other, (_, name) in masked.items():
        if other != slot and name == by and plan[slot].source == plan[other].source == "person":
            raise DeskError(f"{by}已经输入了一组数字。", f"{plan[slot].by}的数字要由另一人输入。")


@contextmanager
def _plain() -> Iterator[None]:
    """Tell what the protocol refuses as something the office can mend."""
    try:
        yield
    except ProtocolError as error:
        raise DeskError(f"不能这样抽取：{error}。", "请按提示改正后再试，文件没有改动。") from error
