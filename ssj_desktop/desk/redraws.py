"""补抽: a change of the list is asked for first, and only then drawn on fresh digits.

Reason, evidence and approval stand in the file before anybody says a digit; the digits are keyed
in, revealed and drawn by the verbs of :class:`~ssj_desktop.desk.draws.Draws`, as at the meeting.
"""

from enum import StrEnum

from ssj_desktop import lottery
from ssj_desktop.desk.draw_book import DrawBook, plainly, redrawn
from ssj_desktop.desk.texts import required, two_persons
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.models import backup, draw_log
from ssj_desktop.models.lottery import RedrawRequest
from ssj_desktop.models.store import Store


class VoidGround(StrEnum):
    """The only grounds for taking a drawn site off the list (docs/protocol.md §6).

    停产 and 失联 are found on site; they are findings, not grounds.
    """

    DEREGISTERED = "注销"
    ELSEWHERE = "不在辖区"
    INSPECTED_ABOVE = "上级已查"


class Redraws:
    """Requests for a change of a drawn list; one at a time."""

    def __init__(self, store: Store, clerk: str, book: DrawBook) -> None:
        self._store = store
        self._clerk = clerk
        self._book = book

    def void(
        self, draw_id: str, target: str, ground: VoidGround, *, evidence: str, approved_by: str
    ) -> None:
        """Ask that a drawn site leave the list and one of its stratum be drawn (LC-16).

        Raises:
            DeskError: nothing is drawn yet, another request or draw is open, the site is not on
                the list, or evidence or approval is missing.
        """
        request = {"company": target, "reason": ground.value}
        self._ask(draw_id, request, evidence, approved_by)

    def recuse(
        self,
        draw_id: str,
        entry: str,
        target: str,
        reason: str,
        *,
        evidence: str,
        approved_by: str,
    ) -> None:
        """Ask that an inspector or team leave ``target`` ("*": all its sites), to be replaced.

        Raises:
            DeskError: as :meth:`void`; or there is no such inspector or site, or nobody else can
                go there, or to a site that a later redraw may bring in.
        """
        request = {"inspector": entry, "company": target, "reason": reason}
        self._ask(draw_id, request, evidence, approved_by)

    def absent(
        self, draw_id: str, entry: str, reason: str, *, evidence: str, approved_by: str
    ) -> None:
        """Ask that an inspector or team who cannot come be replaced at every site.

        Raises:
            DeskError: as :meth:`recuse`.
        """
        reason = required(reason, "没有写明缺席的原因。", "请补上，例如 病假。")
        said = {"evidence": evidence, "approved_by": approved_by}
        self.recuse(draw_id, entry, lottery.EVERYWHERE, f"缺席：{reason}", **said)

    def withdraw(self, draw_id: str, reason: str, by: tuple[str, str]) -> None:
        """Take an open request back before any digit is revealed; the chain keeps a note of it.

        Raises:
            DeskError: no request is open, digits are revealed, or a reason or one of two
                different persons is missing.
        """
        reason, names = two_persons(reason, by, "撤回补抽")
        with self._store.writing(self._clerk, "redraws.withdraw") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.FROZEN)
            request = draw_log.request_of(change.session, draw)
            if request is None:
                raise DeskError(f"抽取 {draw_id} 没有待取数的补抽。", "要放弃整次抽取，请用中止。")
            fields: dict[str, lottery.Json] = {
                **self._book.stamp(),
                "withdrawn": dict(request.body),
                "reason": reason,
                "by": names,
                "digits_keyed": draw_log.keyed(change.session, draw),
            }
            before = self._book.transcript(change.session, draw)
            with plainly():
                self._book.append(change, draw, lottery.note(before, fields))
        self._store.try_to_back_up(backup.Reason.DRAW)

    def _ask(self, draw_id: str, request: dict[str, str], evidence: str, approved_by: str) -> None:
        texts = {"reason": request["reason"], "evidence": evidence, "approved_by": approved_by}
        for name, text in texts.items():
            fault = "补抽要写明原因、依据和批准人。"
            texts[name] = required(text, fault, "请补全后再申请补抽。")
        body = {**request, **texts}
        with self._store.writing(self._clerk, "redraws.ask") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            draw_log.require_step(change.session, draw, DrawStep.DRAWN)
            draw_log.require_none_open(change.session)
            before = self._book.transcript(change.session, draw)
            with plainly():  # drawn on made-up digits, to refuse now what could not be drawn
                made_up = ["0" * slot.digits for slot in before.document.plan]
                after = redrawn(before, made_up, body)
                lottery.require_staffed(after.document, after.standing)
            seq = draw_log.next_seq(change.session, draw)
            change.session.add(
                RedrawRequest(draw_ref=draw.id, seq=seq, body=body, at=self._store.clock())
            )
            change.say(draw=draw_id, **body)
