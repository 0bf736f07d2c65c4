"""Everything known of one task and its record, read together."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop.desk import record_form
from ssj_desktop.desk.moments import moment_of
from ssj_desktop.desk.record_checks import Circumstances, Faults, OtherVisit, faults_of
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.task_book import Task, scheme_of, sheet_of
from ssj_desktop.desk.task_items import contents_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import Finding, Outcome, RecordBody, RecordFacts, Signing
from ssj_desktop.facts.task import TaskSheet
from ssj_desktop.models import census, draw_log, record_book, roster_book
from ssj_desktop.models.record import RecordPrint
from ssj_desktop.models.record_book import Story
from ssj_desktop.models.roster import Inspector
from ssj_desktop.rules.scheme import Scheme

_FACTS: TypeAdapter[RecordFacts] = TypeAdapter(RecordFacts)


@dataclass(frozen=True, slots=True)
class Known:
    """A task's sheet, what is written of its record (None: nothing yet), what is typed or, before
    anything is, what is known anyway, ``people``, the roster by code, the drawn ``team``, and the
    scheme of the draw."""

    task: Task
    sheet: TaskSheet
    story: Story | None
    body: RecordBody
    people: dict[str, Inspector]
    team: list[str]
    scheme: Scheme
    faults: Faults

    @property
    def finding(self) -> Finding | None:
        """What was made of the inspection."""
        row = self.story.finding if self.story else None
        if row is None:
            return None
        return Finding(row.found_on, row.result, row.problem, tuple(row.dispositions), row.document)

    @property
    def signing(self) -> Signing | None:
        """How the printed record came back."""
        row = self.story.signing if self.story else None
        if row is None:
            return None
        return Signing(row.signed_on, Outcome(row.outcome), row.reason, row.witness)

    @property
    def printed_at(self) -> datetime | None:
        """When what is there now left to be signed, at first."""
        printed = printed_of(self.story) if self.story else None
        return printed.at if printed else None

    @property
    def facts(self) -> RecordFacts:
        """What the papers print: of a signed record what its print said, whatever changed since."""
        if self.story and self.story.signing:
            signed = self.story.signing.print_id
            [said] = [row.facts for row in self.story.prints if row.id == signed]
            return replace(_FACTS.validate_python(said), finding=self.finding)
        return record_form.facts_of(
            self.sheet, self.body, self.people, self.scheme.findings, self.finding
        )

    @property
    def closed(self) -> str:
        """Why nothing can be typed into the record any more, "" when it can."""
        if self.task.target.void:
            return "这家已经作废，记录留作备查，不能再改。"
        if self.task.into:
            return f"和任务 {self.task.into} 是同一家，一次查完，请在那里填写。"
        return "已经登记签字，记录不能再改。" if self.signing else ""


def known_of(session: Session, task: Task, now: datetime) -> Known:
    """Return everything known of a task at this time by the file's clock.

    Raises:
        DeskError: the record is no more what was signed.
    """
    story = record_book.story_of(session, task.number)
    draw = draw_log.draw_of(session, task.draw.draw_id)
    scheme, sheet = scheme_of(draw), sheet_of(session, task)
    people = roster_book.people(session)
    codes = {person.badge_no: code for code, person in people.items() if person.badge_no}
    site = target_of(session, task.target.code)
    contents = contents_of(task.visit, sheet.items, scheme)
    if story is None:
        on_site = _on_site(scheme, task.target.category)
        body = record_form.blank(sheet, task.target, site, codes, contents, on_site)
    else:
        body = record_form.body_of(story.record.body)
        if story.signing:
            _require_untouched(story)
        elif printed_of(story) is None:  # else the form would lack what was listed since
            body = record_form.completed(body, sheet, contents)
    known = Known(
        task=task,
        sheet=sheet,
        story=story,
        body=body,
        people=people,
        team=record_form.team_of(task.target, codes),
        scheme=scheme,
        faults=(),
    )
    around = Circumstances(
        now=now,
        listed_at=draw_log.listed_at(session, draw, site.id),
        printed_at=known.printed_at,
        team=known.team,
        people=people,
        recused=_recused(session, task.target.code),
        elsewhere=_elsewhere(session, task.number, body),
    )
    return replace(known, faults=faults_of(body, around))


def _on_site(scheme: Scheme, name: str) -> bool:
    """Return whether the objects of the category of this name are inspected on site."""
    return all(part.method == "现场检查" for part in scheme.categories if part.name == name)


def printed_of(story: Story) -> RecordPrint | None:
    """Return the first print of what is typed now, None when there is none."""
    digest = record_form.digest(story.record.body)
    return next((row for row in story.prints if row.sha256 == digest), None)


def as_stored(facts: RecordFacts) -> dict[str, Any]:
    """Return a record's facts as JSON keeps them beside its print."""
    plain: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    return plain


def _require_untouched(story: Story) -> None:
    signing = story.signing
    signed = [row.sha256 for row in story.prints if signing and row.id == signing.print_id]
    if signed != [record_form.digest(story.record.body)]:
        raise DeskError(
            f"任务 {story.record.task} 的记录和签字时不一样，可能被人改动过。",
            "请保留这个文件备查，从“备份”中找回签字后的那一份，并报告负责人。",
        )


def _recused(session: Session, code: str) -> dict[str, str]:
    """Return who is recused at a site today, by code, and why."""
    return {
        inspector.code: recusal.reason
        for recusal, inspector, site in census.recusals(session)
        if site is None or site.code == code
    }


def _elsewhere(session: Session, number: str, body: RecordBody) -> list[OtherVisit]:
    """Return the other visits at the time that a record tells of."""
    started, ended = (moment_of(body.texts[name]) for name in ("started", "ended"))
    if started is None or ended is None:
        return []
    found = []
    for record, site in record_book.overlapping(session, number, started, ended):
        texts = record_form.body_of(record.body).texts
        codes = frozenset(texts[name] for name in record_form.INSPECTORS)
        if record.started and record.ended:
            found.append(OtherVisit(site, codes, record.started, record.ended))
    return found
