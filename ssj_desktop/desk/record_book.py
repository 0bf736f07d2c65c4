"""Everything known of one task and its record, read together."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from ssj_desktop.desk import record_form
from ssj_desktop.desk.moments import moment_of
from ssj_desktop.desk.record_checks import Circumstances, Faults, OtherVisit, faults_of
from ssj_desktop.desk.targets import target_of
from ssj_desktop.desk.task_book import Task, scheme_of, sheet_of
from ssj_desktop.facts.record import Finding, Outcome, RecordBody, RecordFacts, Signing
from ssj_desktop.facts.task import TaskSheet
from ssj_desktop.models import census, draw_log, record_book
from ssj_desktop.models.record_book import Story
from ssj_desktop.models.roster import Inspector


@dataclass(frozen=True, slots=True)
class Known:
    """A task's sheet, what is written of its record (None: nothing yet), what is typed or, before
    anything is, what is known anyway, and ``people``, the roster by code."""

    task: Task
    sheet: TaskSheet
    story: Story | None
    body: RecordBody
    people: dict[str, Inspector]
    results: tuple[str, ...]
    faults: Faults

    @property
    def finding(self) -> Finding | None:
        """What was made of the inspection."""
        row = self.story.finding if self.story else None
        if row is None:
            return None
        return Finding(row.found_on, row.result, row.problem, row.disposition, row.document)

    @property
    def signing(self) -> Signing | None:
        """How the printed record came back."""
        row = self.story.signing if self.story else None
        if row is None:
            return None
        return Signing(row.signed_on, Outcome(row.outcome), row.reason, row.witness)

    @property
    def printed_at(self) -> datetime | None:
        """When what is there now was printed to be signed."""
        return _printed_at(self.story)

    @property
    def facts(self) -> RecordFacts:
        """What the papers print."""
        return record_form.facts_of(self.sheet, self.body, self.people, self.results, self.finding)


def known_of(session: Session, task: Task, now: datetime) -> Known:
    """Return everything known of a task at this time by the file's clock."""
    story = record_book.story_of(session, task.number)
    people = {person.code: person for person in session.exec(select(Inspector))}
    scheme = scheme_of(draw_log.draw_of(session, task.draw.draw_id))
    sheet = sheet_of(session, task)
    if story:
        body = record_form.body_of(story.record.body)
    else:
        site = target_of(session, task.target.code)
        codes = {person.badge_no: code for code, person in people.items()}
        contents = scheme.contents or tuple(item.name for item in sheet.items)
        body = record_form.blank(sheet, task.target, site, codes, contents)
    around = Circumstances(
        now=now,
        drawn_at=task.draw.drawn_at,
        printed_at=_printed_at(story),
        people=people,
        recused=_recused(session, task.target.code),
        elsewhere=_elsewhere(session, task.number),
    )
    faults = faults_of(body, around)
    return Known(task, sheet, story, body, people, scheme.findings, faults)


def _printed_at(story: Story | None) -> datetime | None:
    printed = story.printed if story else None
    if story is None or printed is None:
        return None
    return printed.at if printed.sha256 == record_form.digest(story.record.body) else None


def _recused(session: Session, code: str) -> dict[str, str]:
    """Return who is recused at a site today, by code, and why."""
    return {
        inspector.code: recusal.reason
        for recusal, inspector, site in census.recusals(session)
        if site is None or site.code == code
    }


def _elsewhere(session: Session, number: str) -> list[OtherVisit]:
    """Return the other records that say from when to when somebody was on site."""
    found = []
    for record in record_book.others(session, number):
        texts = record_form.body_of(record.body).texts
        started, ended = moment_of(texts["started"]), moment_of(texts["ended"])
        if started and ended:
            codes = frozenset(texts[name] for name in record_form.INSPECTORS)
            found.append(OtherVisit(texts["contact_employer"], codes, started, ended))
    return found
