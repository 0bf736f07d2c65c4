"""The year's plan as a Word document, for the office's own channels of 公示."""

from ssj_desktop.facts.year_plan import YearPlan
from ssj_desktop.outputs import year_plan_parts
from ssj_desktop.outputs.plan import DRAFT, office_lines
from ssj_desktop.outputs.table import Column
from ssj_desktop.outputs.word import Word
from ssj_desktop.outputs.year_plan_parts import Heading, Part, Signature, Table, Words

_SIGNED = tuple(Column("", share, "center") for share in (22, 40, 16, 40, 38))


def render(plan: YearPlan, *, internal: bool) -> bytes:
    """Return the document; ``internal``: with the names of whom it leaves out.

    Raises:
        DeskError: a text holds a control character, which no document can carry.
    """
    label = year_plan_parts.label(plan)
    word = Word(f"{label}（内部资料）" if internal else label)
    word.title((*office_lines(plan.office), f"{plan.year}年度“双随机、一公开”抽查计划"))
    if plan.approval is None:
        word.centred(f"（{DRAFT}）")
    word.blank()
    for part in year_plan_parts.parts(plan, internal=internal):
        _set(word, part)
    return word.content(author=plan.office, title=label, at=plan.counted_at)


def _set(word: Word, part: Part) -> None:
    match part:
        case Heading(text):
            word.heading(text)
        case Words(text, head, keep):
            word.paragraph(text, head, keep=bool(keep))
        case Table(columns, rows, total):
            word.table(columns, rows, total=total)
        case Signature(by):
            word.table(_SIGNED, [("批准人", by, "签名", "", "　年　月　日")])
