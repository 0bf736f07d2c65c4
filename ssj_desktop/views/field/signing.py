"""签字: how the printed record came back from the inspected party."""

from ssj_desktop.facts.record import Outcome, RecordCard, Signing
from ssj_desktop.facts.task import NO_VISIT
from ssj_desktop.views.field.after_card import AfterCard, Matter
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.page import Context

_WORDS = (
    "打印出来当场签字：被检查人手写“已阅无误”和是否申请回避，每页都签。登记以后，记录不能再改；"
    "签字登记有误的，认定结果以前可以更正。"
)


def signing_card(context: Context) -> AfterCard:
    """Return the card that tells of the signature."""

    def read(answers: Answers, record: RecordCard) -> Verb:
        signing = Signing(
            answers.day("on"),
            Outcome(answers.text("outcome")),
            answers.text("reason"),
            answers.text("witness"),
        )
        return lambda: context.desk.records.sign(record.row.number, signing)

    card = AfterCard(
        context,
        Matter("签字", _WORDS, "登记签字…", "登记", _told, _why_not, _begin, read),
    )
    form = card.form.form
    form.choice("outcome", "签字情况", [(it.value, it.value) for it in Outcome])
    card.form.line("on", "签字日期", "2026-10-08")
    card.form.line("reason", "原因", "拒签、不在场的，或者不是检查当天签的，写明原因")
    card.form.line("witness", "在场见证人", "拒签、不在场的，写姓名和工作单位")
    return card


def _told(record: RecordCard) -> str:
    signing = record.signing
    if signing is None:
        return ""
    parts = (
        f"{signing.on} {signing.outcome.value}",
        f"原因：{signing.reason}" if signing.reason else "",
        f"见证人：{signing.witness}" if signing.witness else "",
    )
    return "；".join(filter(None, parts))


def _why_not(record: RecordCard) -> str:
    if record.finding:
        return "结果已经认定，签字不能再改。"
    if record.row.state in NO_VISIT:
        return record.closed
    return "" if record.printed_at else "请先“打印供签字”；打印以后又改过的，要重新打印。"


def _begin(form: InlineForm, record: RecordCard) -> None:
    absent = record.body.texts["absence"].strip()
    visited = record.row.visited_on
    said = record.signing
    if said:
        words = f"更正{record.row.name}的签字登记"
        form.open_form(words, "outcome", {
            "outcome": said.outcome.value, "on": said.on.isoformat(),
            "reason": said.reason, "witness": said.witness,
        })  # fmt: skip
        return
    known = {
        "outcome": (Outcome.REFUSED if absent else Outcome.SIGNED).value,
        "on": visited.isoformat() if visited else "",
        "reason": absent,
        "witness": record.body.texts["witness"].strip(),
    }
    form.open_form(f"登记{record.row.name}的签字", "outcome", known)
