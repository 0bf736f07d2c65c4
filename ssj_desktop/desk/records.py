"""现场记录: filled in as typed, printed to be signed, and how it came back."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import Session

from ssj_desktop.desk.moments import moment_of
from ssj_desktop.desk.record_book import Known, as_stored, known_of, printed_of
from ssj_desktop.desk.record_form import digest, stored
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.task_book import Task, row_of
from ssj_desktop.desk.tasks import Tasks
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import DeskError, FormError, SettledError
from ssj_desktop.facts.record import Outcome, RecordBody, RecordCard, ScanLine, Signing, ToSign
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
            DeskError: there is no such task, or the record is no more what was signed.
        """
        known = self._known(number)
        story = known.story
        with self._store.reading() as session:
            scans = record_book.scans_of(session, story.record.id) if story else []
        named = {
            code: f"{person.name}　{person.badge_no}"
            for code, person in known.people.items()
            if not person.auxiliary
        }
        return RecordCard(
            sheet=known.sheet,
            row=row_of(known.task, story, self._store.clock().date()),
            body=known.body,
            facts=known.facts,
            faults=known.faults,
            team=tuple((code, named[code]) for code in known.team if code in named),
            people=tuple(named.items()),
            saved_at=story.record.saved_at if story else None,
            printed_at=known.printed_at,
            closed=known.closed,
            signing=known.signing,
            scans=tuple(ScanLine(*scan) for scan in scans),
            finding=known.finding,
        )

    def fill(self, number: str, body: RecordBody) -> None:
        """Keep what is typed so far, right or wrong; the journal says once a sitting whose it is.

        Raises:
            SettledError: the record is signed, its object is void, or there is no such task.
        """
        task = self._open_task(number)
        now = self._store.clock()
        with self._store.writing(self._clerk, "records.fill", goes_on=True) as change:
            session = change.session
            story = record_book.story_of(session, number)
            if story and story.signing:
                raise SettledError(
                    f"任务 {number} 的记录已经登记签字，不能再改。",
                    "有误请在签字的纸上更正，由当事人在修改处捺印。",
                )
            record = story.record if story else _begun(session, task, now)
            record.body = stored(body)
            record.started = moment_of(body.texts.get("started", ""))
            record.ended = moment_of(body.texts.get("ended", ""))
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

    def to_sign(self, *numbers: str) -> ToSign:
        """Return the papers of these records as one PDF, to be printed and signed.

        Raises:
            FormError: something is missing or cannot be; says of which field.
            DeskError: there is no such task, or a character has no font.
        """
        from ssj_desktop.outputs import record_papers

        found = [self._known(number) for number in numbers]
        for known in found:
            if known.task.into:
                raise _joined(known.task)
            if known.faults and not known.closed:
                raise _unfit(known, len(found) > 1)
        facts = [known.facts for known in found]
        digests = (digest(known.story.record.body) if known.story else "" for known in found)
        said = tuple(zip(digests, facts, strict=True))
        return ToSign(numbers, record_papers.render(facts), said)

    def sent(self, papers: ToSign) -> None:
        """Write down that these papers have left to be signed: sent to a printer, or saved."""
        now = self._store.clock()
        with self._store.writing(self._clerk, "records.sent") as change:
            for number, (sha256_of, facts) in zip(papers.tasks, papers.said, strict=True):
                story = record_book.story_of(change.session, number)
                if story and story.signing is None:
                    change.session.add(
                        RecordPrint(
                            record_id=story.record.id,
                            at=now,
                            by=self._clerk,
                            sha256=sha256_of,
                            facts=as_stored(facts),
                        )
                    )
            change.say(tasks=list(papers.tasks), sha256=sha256(papers.content).hexdigest())

    def sign(self, number: str, signing: Signing) -> None:
        """Write down how the printed record came back (BD-16, N-5); from here on it stays so.

        Said again before there is a finding, it corrects what was said before.

        Raises:
            FormError: the day cannot be, or a refusal has no reason or witness.
            SettledError: there is no such task, its object is void, or the finding is made.
            DeskError: it has not been printed, or was changed since.
        """
        self._open_task(number)
        signing = replace(
            signing, reason=one_line(signing.reason), witness=one_line(signing.witness)
        )
        now = self._store.clock()
        with self._store.writing(self._clerk, "records.sign") as change:
            story = record_book.story_of(change.session, number)
            if story and story.finding:
                hint = "要改认定，请重新认定；签字有误请另写说明存入备查卷。"
                raise SettledError(f"任务 {number} 已经认定结果，签字不能再改。", hint)
            printed = printed_of(story) if story else None
            if story is None or printed is None:
                hint = "请先“打印供签字”，当事人签的要和程序里的一样。"
                raise DeskError("这份记录还没有打印，或者打印以后又改过。", hint)
            if faults := _signing_faults(story, signing, now.date()):
                raise FormError(faults)
            change.session.add(
                RecordSigning(
                    record_id=story.record.id,
                    print_id=printed.id,
                    at=now,
                    by=self._clerk,
                    signed_on=signing.on,
                    outcome=signing.outcome.value,
                    reason=signing.reason,
                    witness=signing.witness,
                )
            )
            told = {"reason": signing.reason, "witness": signing.witness}
            change.say(
                task=number,
                outcome=signing.outcome.value,
                on=signing.on.isoformat(),
                text_sha256=printed.sha256,
                **{name: text for name, text in told.items() if text},
            )

    def _known(self, number: str) -> Known:
        [task] = self._tasks.find(number)
        with self._store.reading() as session:
            return known_of(session, task, self._store.clock())

    def _open_task(self, number: str) -> Task:
        """Return a task that still stands and has a visit of its own.

        Raises:
            SettledError: there is none, its object is void, or it is done with another.
        """
        try:
            [task] = self._tasks.find(number)
        except DeskError as error:
            raise SettledError(error.message, error.hint) from error
        if task.target.void:
            hint = "已经填写的留作备查。"
            raise SettledError(f"任务 {number} 的对象已经作废，不用再填。", hint)
        if task.into:
            raise _joined(task)
        return task


def _joined(task: Task) -> SettledError:
    words = f"任务 {task.number} 和 {task.into} 是同一家，一次查完。"
    return SettledError(words, f"请在任务 {task.into} 里填写和打印。")


def _begun(session: Session, task: Task, now: datetime) -> SiteRecord:
    """Return a new record, in which nothing is said yet."""
    return SiteRecord(
        task=task.number,
        draw_ref=draw_log.draw_of(session, task.draw.draw_id).id,
        target_id=target_of(session, task.target.code).id,
        body={},
        saved_at=now,
    )


def _unfit(known: Known, several: bool) -> FormError:
    """Return what keeps a record from being printed; among several it is named."""
    if not several:
        return FormError(known.faults)
    site = known.task.target.name
    return FormError(tuple((name, f"{site}：{words}") for name, words in known.faults))


def _signing_faults(story: Story, signing: Signing, today: date) -> tuple[tuple[str, str], ...]:
    found = []
    ended = story.record.ended
    day = ended.date() if ended else today  # what was printed has an end
    if not day <= signing.on <= today:
        found.append(("on", f"签字日期应在检查结束那天（{day}）到今天（{today}）之间。"))
    elif signing.on != day and not signing.reason:
        found.append(("reason", "签字不在检查当天，请写明原因。"))
    if signing.outcome is not Outcome.SIGNED:
        if not signing.reason:
            found.append(("reason", "请写明拒签或不在场的原因。"))
        if not signing.witness:
            found.append(("witness", "拒签或不在场的，请写明见证人。"))
    return tuple(found)
