"""结果认定: what an inspection came to, in the scheme's words; with it the task is closed."""

from ssj_desktop.facts.record import DISPOSITIONS, Finding, RecordCard
from ssj_desktop.facts.task import NO_VISIT
from ssj_desktop.views.field.after_card import AfterCard, Matter
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context

_WORDS = (
    "检查以后另行认定，有自己的日期；公示的期限从这一天算起。发现问题的，写明问题、处置去向和文号。"
)


def finding_card(context: Context) -> AfterCard:
    """Return the card that tells of the finding."""

    def begin(form: InlineForm, record: RecordCard) -> None:
        offer(results, {result: result for result in record.facts.results})
        known = {"on": context.desk.today().isoformat()}
        if said := record.finding:
            known |= {"result": said.result, "problem": said.problem, "document": said.document}
            known |= dict(zip(("disposition", "another"), said.dispositions, strict=False))
        form.open_form(f"认定{record.row.name}的检查结果", "result", known)

    def read(answers: Answers, record: RecordCard) -> Verb:
        chosen = (answers.text("disposition"), answers.text("another"))
        finding = Finding(
            on=answers.day("on"),
            result=answers.required("result", "请选定认定的结果。"),
            problem=answers.text("problem"),
            dispositions=tuple(dict.fromkeys(filter(None, chosen))),
            document=answers.text("document"),
        )
        return lambda: context.desk.findings.judge(record.row.number, finding)

    card = AfterCard(
        context, Matter("结果认定", _WORDS, "认定结果…", "认定", _told, _why_not, begin, read)
    )
    form = card.form.form
    results = form.choice("result", "认定结果", [])
    card.form.line("on", "认定日期", "2026-10-08")
    form.paragraph("problem", "问题和依据", "违反哪一条，事实是什么；未发现问题的不用填", 3)
    for name, words in (("disposition", "处置去向"), ("another", "另有处置")):
        form.choice(name, words, [("", ""), *((it, it) for it in DISPOSITIONS)])
    card.form.line("document", "文号", "责令改正、移送、抄告的，填文书的文号")
    return card


def _told(record: RecordCard) -> str:
    finding = record.finding
    if finding is None:
        return ""
    parts = (f"{finding.on} {finding.result}", finding.problem, *finding.dispositions)
    return "；".join(filter(None, (*parts, finding.document)))


def _why_not(record: RecordCard) -> str:
    if record.row.state in NO_VISIT:
        return record.closed
    return "" if record.signing else "签字登记以后才能认定。"
