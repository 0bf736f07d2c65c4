"""现场记录: filled in as typed, printed to be signed, and how it came back."""

from datetime import date
from hashlib import sha256

from sqlmodel import Session

from ssj_desktop.desk.moments import moment_of
from ssj_desktop.desk.record_book import Known, known_of
from ssj_desktop.desk.record_form import body_of, digest, stored
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.task_book import row_of, state_of
from ssj_desktop.desk.tasks import Tasks
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.record import Outcome, RecordBody, RecordCard, ScanLine, Signing
from ssj_desktop.facts.task import TaskState
from ssj_desktop.models import draw_log, record_book
from ssj_desktop.models.record import RecordPrint, RecordSigning, SiteRecord
from ssj_desktop.models.record_book import Story
from ssj_desktop.models.store import Store


class Records:
    """One record a task (LC-7); signed, it stays as it was printed."""

    def __init__(self, store: Store, clerk: str, tasks: Tasks) -> None:
        self._store = store
        self._clerk = clerk
        self._tasks = tasks

    def card(self, number: str) -> RecordCard:
        """Return all that is known of a task and its record.

        Raises:
            DeskError: there is no such task.
        """
        known = self._known(number)
        story = known.story
        with self._store.reading() as session:
            scans = record_book.scans_of(session, story.record.id) if story else []
        return RecordCard(
            sheet=known.sheet,
            row=row_of(known.task, story, self._store.clock().date()),
            body=known.body,
            facts=known.facts,
            faults=known.faults,
            people=tuple(
                (code, f"{person.name}　{person.badge_no}")
                for code, person in known.people.items()
                if not person.auxiliary
            ),
            saved_at=story.record.saved_at if story else None,
            printed_at=known.printed_at,
            signing=known.signing,
            scans=tuple(ScanLine(*scan) for scan in scans),
            finding=known.finding,
        )

    def fill(self, number: str, body: RecordBody) -> None:
        """Keep what is typed so far, right or wrong; the journal says once a sitting whose it is.

        Raises:
            DeskError: the record is signed, or there is no such task.
        """
        with self._store.reading() as session:
            begun = record_book.record_of(session, number) is not None
        task = None if begun else self._tasks.find(number)[0]
        now = self._store.clock()
        with self._store.writing(self._clerk, "records.fill", goes_on=True) as change:
            session = change.session
            record = record_book.record_of(session, number)
            if record is None:
                assert task
                record = SiteRecord(
                    task=number,
                    draw_ref=draw_log.draw_of(session, task.draw.draw_id).id,
                    target_id=target_of(session, task.target.code).id,
                    body={},
                    begun_at=now,
                    saved_at=now,
                )
            else:
                _require_unsigned(record_book.story_of(session, number))
            record.body = stored(body)
            record.saved_at = now
            session.add(record)
            change.say(task=number)

    def look(self, number: str, paper: str) -> bytes:
        """Return the PDF of a record's ``paper`` (``site_record``, ``checklist``) as it is now.

        Raises:
            DeskError: there is no such task, or a character has no font.
        """
        from ssj_desktop.outputs import record_papers  # few starts print

        return record_papers.render([self._known(number).facts], [paper])

    def blank(self, number: str) -> bytes:
        """Return both papers to be filled in by hand: of the office and what is checked alone.

        Raises:
            DeskError: there is no such task, or a character has no font.
        """
        from ssj_desktop.outputs import record_papers

        return record_papers.render([self._known(number).facts.emptied()])

    def print_to_sign(self, *numbers: str) -> bytes:
        """Return the papers of these records as one PDF, and write down that they go out to be
        signed; signed ones are only printed again.

        Raises:
            FormError: something is missing or cannot be; says of which field.
            DeskError: there is no such task, or a character has no font.
        """
        from ssj_desktop.outputs import record_papers

        found = [self._known(number) for number in numbers]
        for known in found:
            if known.faults and known.signing is None:
                raise _unfit(known, len(found) > 1)
        content = record_papers.render([known.facts for known in found])
        now = self._store.clock()
        with self._store.writing(self._clerk, "records.print_to_sign") as change:
            for known in found:
                if known.story and known.signing is None:
                    change.session.add(
                        RecordPrint(
                            record_id=known.story.record.id,
                            at=now,
                            by=self._clerk,
                            sha256=digest(known.story.record.body),
                        )
                    )
            change.say(tasks=list(numbers), sha256=sha256(content).hexdigest())
        return content

    def sign(self, number: str, signing: Signing) -> None:
        """Write down how the printed record came back (BD-16, N-5); from here on it stays so.

        Raises:
            FormError: the day cannot be, or a refusal has no reason or witness.
            DeskError: it has not been printed, was changed since, or is signed already.
        """
        reason, witness = one_line(signing.reason), one_line(signing.witness)
        today = self._store.clock().date()
        with self._store.writing(self._clerk, "records.sign") as change:
            story = _require_story(change.session, number)
            _require_unsigned(story)
            if state_of(story) is not TaskState.TO_SIGN:
                hint = "请先“打印供签字”，当事人签的要和程序里的一样。"
                raise DeskError("这份记录打印以后又改过，或者还没有打印。", hint)
            faults = _signing_faults(story, signing, reason, witness, today)
            if faults:
                raise FormError(faults)
            change.session.add(
                RecordSigning(
                    record_id=story.record.id,
                    at=self._store.clock(),
                    by=self._clerk,
                    signed_on=signing.on,
                    outcome=signing.outcome.value,
                    reason=reason,
                    witness=witness,
                )
            )
            change.say(task=number, outcome=signing.outcome.value, on=signing.on.isoformat())
            if reason:
                change.say(reason=reason)
            if witness:
                change.say(witness=witness)

    def _known(self, number: str) -> Known:
        [task] = self._tasks.find(number)
        with self._store.reading() as session:
            return known_of(session, task, self._store.clock())


def visited_on(story: Story) -> date | None:
    """Return the day of the inspection that a record tells of."""
    started = moment_of(body_of(story.record.body).texts["started"])
    return started.date() if started else None


def _unfit(known: Known, several: bool) -> FormError:
    """Return what keeps a record from being printed; among several it is named."""
    if not several:
        return FormError(known.faults)
    site = known.task.target.name
    return FormError(tuple((name, f"{site}：{words}") for name, words in known.faults))


def _require_story(session: Session, number: str) -> Story:
    story = record_book.story_of(session, number)
    if story is None:
        raise DeskError(f"任务 {number} 还没有开始填写。", "请先填写并打印，再登记签字。")
    return story


def _require_unsigned(story: Story | None) -> None:
    if story and story.signing:
        raise DeskError(
            f"任务 {story.record.task} 的记录已经登记签字，不能再改。",
            "有误请在签字的纸上更正，由当事人在修改处捺印。",
        )


def _signing_faults(
    story: Story, signing: Signing, reason: str, witness: str, today: date
) -> tuple[tuple[str, str], ...]:
    found = []
    day = visited_on(story)
    if signing.on > today or (day and signing.on < day):
        found.append(("on", f"签字日期应在检查日（{day}）到今天（{today}）之间。"))
    elif signing.on != day and not reason:
        found.append(("reason", "签字不在检查当天，请写明原因。"))
    if signing.outcome is not Outcome.SIGNED:
        if not reason:
            found.append(("reason", "请写明拒签或不在场的原因。"))
        if not witness:
            found.append(("witness", "拒签或不在场的，请写明见证人。"))
    return tuple(found)
