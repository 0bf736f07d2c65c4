"""检查结果认定: made after the inspection and on its own day, in the scheme's words (11.8)."""

from dataclasses import replace
from datetime import date

from ssj_desktop.desk.record_book import Known, known_of
from ssj_desktop.desk.tasks import Tasks
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.record import DISPOSITIONS, Conclusion, Finding
from ssj_desktop.models.record import RecordFinding
from ssj_desktop.models.store import Store

_NOTHING, _OTHER = DISPOSITIONS[0], DISPOSITIONS[-1]
_UNNUMBERED = (_NOTHING, _OTHER)  # an order, a case, a letter are documents with a number (LC-18)


class Findings:
    """With the finding a task is closed; a later one takes the place of the one before."""

    def __init__(self, store: Store, clerk: str, tasks: Tasks) -> None:
        self._store = store
        self._clerk = clerk
        self._tasks = tasks

    def judge(self, number: str, finding: Finding) -> None:
        """Write down what an inspection came to; where nothing was found nothing follows.

        Raises:
            FormError: the day cannot be, the result is none of the scheme's, or a violation
                lacks what was wrong, what follows or its document's number.
            DeskError: the record is not signed yet.
        """
        [task] = self._tasks.find(number)
        now = self._store.clock()
        clean = replace(
            finding, problem=one_line(finding.problem), document=one_line(finding.document)
        )
        with self._store.writing(self._clerk, "findings.judge") as change:
            known = known_of(change.session, task, now)
            if known.story is None or known.signing is None:
                hint = "结果在检查之后另行认定：请先打印、签字，再登记签字情况。"
                raise DeskError(f"任务 {number} 的记录还没有签字。", hint)
            if faults := _faults(known, clean, now.date()):
                raise FormError(faults)
            if clean.result == known.results[0]:
                clean = replace(clean, problem="", disposition=_NOTHING, document="")
            before = known.story.finding
            change.session.add(
                RecordFinding(
                    record_id=known.story.record.id,
                    number=before.number + 1 if before else 1,
                    found_on=clean.on,
                    result=clean.result,
                    problem=clean.problem,
                    disposition=clean.disposition,
                    document=clean.document,
                    at=now,
                    by=self._clerk,
                )
            )
            change.say(task=number, on=clean.on.isoformat(), result=clean.result)
            told = ("problem", "disposition", "document")
            change.say(**{name: text for name in told if (text := getattr(clean, name))})


def _faults(known: Known, finding: Finding, today: date) -> tuple[tuple[str, str], ...]:
    assert known.story
    found: list[tuple[str, str]] = []
    ended = known.story.record.ended
    day = ended.date() if ended else today
    if not day <= finding.on <= today:
        found.append(("on", f"认定日期应在检查日（{day}）到今天（{today}）之间。"))
    if finding.result not in known.results:
        found.append(("result", f"请从方案的表述里选一种：{'、'.join(known.results)}。"))
        return tuple(found)
    seen = [c.name for c in known.body.checks if c.conclusion is Conclusion.PROBLEM]
    if finding.result == known.results[0]:
        if seen:
            words = f"记录里“{'、'.join(seen)}”写的是发现问题，不能认定为“{finding.result}”。"
            found.append(("result", words))
        return tuple(found)
    if not finding.problem:
        found.append(("problem", "请写明是什么问题、依据哪一条。"))
    if finding.disposition not in DISPOSITIONS:
        found.append(("disposition", "请选定处置去向。"))
    elif finding.disposition not in _UNNUMBERED and not finding.document:
        found.append(("document", f"{finding.disposition}要有文号，还没有的请先办文。"))
    return tuple(found)
