"""检查结果认定: made after the inspection and on its own day, in the scheme's words (11.8)."""

from collections.abc import Iterator
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
            if clean.result == known.scheme.findings[0]:
                clean = replace(clean, problem="", dispositions=(_NOTHING,), document="")
            before = known.story.finding
            change.session.add(
                RecordFinding(
                    record_id=known.story.record.id,
                    number=before.number + 1 if before else 1,
                    found_on=clean.on,
                    result=clean.result,
                    problem=clean.problem,
                    dispositions=list(clean.dispositions),
                    document=clean.document,
                    at=now,
                    by=self._clerk,
                )
            )
            change.say(task=number, on=clean.on.isoformat(), result=clean.result)
            told = {"problem": clean.problem, "document": clean.document}
            change.say(dispositions=list(clean.dispositions))
            change.say(**{name: text for name, text in told.items() if text})


def _faults(known: Known, finding: Finding, today: date) -> tuple[tuple[str, str], ...]:
    assert known.story
    found: list[tuple[str, str]] = []
    ended = known.story.record.ended
    day = ended.date() if ended else today
    if not day <= finding.on <= today:
        found.append(("on", f"认定日期应在检查日（{day}）到今天（{today}）之间。"))
    if finding.result not in known.scheme.findings:
        words = "、".join(known.scheme.findings)
        return (*found, ("result", f"请从方案的表述里选一种：{words}。"))
    if finding.result == known.scheme.findings[0]:
        seen = [c.name for c in known.body.checks if c.conclusion is Conclusion.PROBLEM]
        words = f"记录里“{'、'.join(seen)}”写的是发现问题，不能认定为“{finding.result}”。"
        return (*found, ("result", words)) if seen else tuple(found)
    if not finding.problem:
        found.append(("problem", "请写明是什么问题、依据哪一条。"))
    return (*found, *_disposed(known, finding))


def _disposed(known: Known, finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what follows from a violation (LC-18)."""
    implied = known.scheme.implies.get(finding.result, "")
    if not finding.dispositions or not set(finding.dispositions) <= set(DISPOSITIONS):
        yield "disposition", "请选定处置去向。"
    elif implied and implied not in finding.dispositions:
        yield "disposition", f"认定为“{finding.result}”的，处置去向应有“{implied}”。"
    elif _NOTHING in finding.dispositions and len(finding.dispositions) > 1:
        yield "disposition", f"选了“{_NOTHING}”，就不能再选别的。"
    elif not set(finding.dispositions) <= set(_UNNUMBERED) and not finding.document:
        numbered = "、".join(it for it in finding.dispositions if it not in _UNNUMBERED)
        yield "document", f"{numbered}要有文号，还没有的请先办文。"
