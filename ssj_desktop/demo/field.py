"""What 青岭县 has inspected so far: some closed, one refused, one with a violation, one overdue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from ssj_desktop.demo.watch import Watch
from ssj_desktop.desk import Desk
from ssj_desktop.desk.moments import written
from ssj_desktop.facts.record import CheckLine, Conclusion, Finding, Outcome, Signing
from ssj_desktop.facts.task import TaskRow
from ssj_desktop.rules.period import Quarter

_CLEAN = (
    "经检查，该单位{what}，污染防治设施与生产设施同步运行，台账记录填写至检查当日，现场未见异常。"
)


@dataclass(frozen=True)
class Outing:
    """One visit: ``started`` for so many minutes; ``seen``: the number of a content (1, 2, …) →
    its conclusion and text; what is not named there is as it should be.

    It goes as far as it has something to say: signed where there is ``signing``, judged where
    there is ``finding``: result's place in the scheme, problem, disposition, document.
    """

    started: datetime
    minutes: int
    narrative: str
    seen: Mapping[int, tuple[Conclusion, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    printed: bool = True
    signing: tuple[Outcome, str, str] | None = (Outcome.SIGNED, "", "")
    finding: tuple[int, str, str, str] | None = (0, "", "", "")


_OF_OCTOBER = (
    Outing(
        datetime(2026, 10, 20, 9, 10), 90,
        _CLEAN.format(what="正在生产"),
        {6: (Conclusion.NOT_CONCERNED, "")},
    ),
    Outing(
        datetime(2026, 10, 20, 14, 30), 75,
        "检查时该单位正在生产。危险废物贮存间没有识别标志，废机油桶与含油抹布混放，约 0.3 吨，"
        "现场拍照 6 张。该单位负责人李𠮷称已联系处置单位，未能提供转移联单。"
        "自行监测台账缺 9 月的记录。",
        {
            2: (Conclusion.PROBLEM, "自行监测台账缺 9 月的记录"),
            6: (Conclusion.PROBLEM, "贮存间没有识别标志，废机油桶与含油抹布混放"),
        },
        {"contact_post": "生产副经理", "contact_age": "46"},
        finding=(
            1,
            "危险废物混存、没有识别标志，违反《固体废物污染环境防治法》第七十七条；台账缺 9 月",
            "责令限期改正",
            "青环责改〔2026〕21号",
        ),
    ),
    Outing(
        datetime(2026, 10, 22, 9, 40), 60,
        "检查时该单位正在生产，废水经沉淀后回用。现场负责人䶮小平对检查情况无异议，但称要请示总公司，"
        "拒绝在笔录上签字。",
        {6: (Conclusion.UNCHECKED, "危险废物贮存间上锁，负责保管的人不在")},
        {"contact": "䶮小平", "contact_post": "环保科长"},
        signing=(Outcome.REFUSED, "称要请示总公司，拒绝签字", "夺水乡凤凰村委会　赵有财"),
    ),
    Outing(
        datetime(2026, 10, 27, 15, 0), 55,
        _CLEAN.format(what="正在生产"),
        signing=None, finding=None,
    ),
    Outing(
        datetime(2026, 10, 28, 9, 0), 0,
        "检查时该单位正在生产，",
        printed=False, signing=None, finding=None,
    ),
)  # fmt: skip
_OF_THE_TRIAL = (
    Outing(datetime(2026, 9, 22, 9, 30), 50, _CLEAN.format(what="正在生产")),
    Outing(
        datetime(2026, 9, 23, 10, 0), 40, _CLEAN.format(what="停产检修"),
        {2: (Conclusion.NOT_CONCERNED, "")},
    ),
)  # fmt: skip


def inspect(desk: Desk, watch: Watch, scratch: Path, quarter: Quarter, trial: bool) -> None:
    """Visit some sites of a quarter's list, and leave the rest."""
    outings = _OF_THE_TRIAL if trial else _OF_OCTOBER
    for task, outing in zip(desk.tasks.of(quarter).rows, outings, strict=False):
        _visit(desk, watch, scratch, task, outing)


def _visit(desk: Desk, watch: Watch, scratch: Path, task: TaskRow, outing: Outing) -> None:
    ended = outing.started + timedelta(minutes=outing.minutes)
    watch.set(ended)
    card = desk.records.card(task.number)
    times = {"started": written(outing.started)}
    if outing.minutes:
        times["ended"] = written(ended)
    checks = tuple(
        _checked(check, *outing.seen.get(number, (Conclusion.FINE, "")))
        if outing.printed
        else check
        for number, check in enumerate(card.body.checks, start=1)
    )
    texts = {**card.body.texts, **times, "narrative": outing.narrative, **outing.texts}
    watch.wait(2)
    desk.records.fill(task.number, replace(card.body, texts=texts, checks=checks))
    if outing.printed:
        papers = desk.records.to_sign(task.number)
        desk.records.sent(papers)
        watch.wait(20)
        scan = scratch / f"{task.number} 签字页.pdf"
        scan.write_bytes(papers.content)  # stands for what the scanner would give
        _bring_back(desk, watch, scan, task, outing)


def _checked(check: CheckLine, conclusion: Conclusion, text: str) -> CheckLine:
    return replace(check, conclusion=conclusion, text=text)


def _bring_back(desk: Desk, watch: Watch, scan: Path, task: TaskRow, outing: Outing) -> None:
    """Have the printed record signed, scanned and judged, as far as that has come."""
    if outing.signing is None:
        return
    outcome, reason, witness = outing.signing
    desk.records.sign(task.number, Signing(outing.started.date(), outcome, reason, witness))
    desk.scans.attach(task.number, scan)
    if outing.finding is None:
        return
    watch.wait(24 * 60)
    place, problem, disposition, document = outing.finding
    results = desk.records.card(task.number).facts.results
    desk.findings.judge(
        task.number, Finding(desk.today(), results[place], problem, (disposition,), document)
    )
