"""年度“双随机、一公开”抽查计划: an official document by GB/T 9704-2012 to be published.

By itself it is for 公示 and names no object; with the names of whom it leaves out it is internal.
"""

from ssj_desktop.facts.year_plan import YearPlan
from ssj_desktop.outputs import year_plan_parts
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.official import BODY, LEADING, LEFT, WIDTH, Official
from ssj_desktop.outputs.plan import DRAFT, LOOK, office_lines, sign
from ssj_desktop.outputs.table import draw_table
from ssj_desktop.outputs.text import Span
from ssj_desktop.outputs.year_plan_parts import Heading, Part, Signature, Table, Words

_INTERNAL = "（内部资料）"


def render(plan: YearPlan, *, internal: bool, system_fonts: bool = True) -> bytes:
    """Return the PDF of a year's plan; ``internal``: with the names of whom it leaves out.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    label = year_plan_parts.label(plan)
    paper = lay_out(plan, Fonts(system=system_fonts), internal=internal)
    return paper.pdf(
        f"{plan.year}年度“双随机、一公开”抽查计划",
        author=plan.office,
        subject=label,
        program=plan.program,
        dated=plan.counted_at,
    )


def lay_out(plan: YearPlan, fonts: Fonts, *, internal: bool) -> Official:
    """Return the plan with everything on its pages."""
    label = year_plan_parts.label(plan)
    paper = Official(fonts, f"{label}{_INTERNAL}" if internal else label)
    paper.title((*office_lines(plan.office), f"{plan.year}年度", "“双随机、一公开”", "抽查计划"))
    if plan.approval is None:
        mark = paper.one_line(f"（{DRAFT}）", Face.KAI, BODY)
        paper.lines([mark], LEADING, x=LEFT, width=WIDTH, align="center")
    paper.blank()
    for part in year_plan_parts.parts(plan, internal=internal):
        _set(paper, part)
    return paper


def _set(paper: Official, part: Part) -> None:
    match part:
        case Heading(text):
            paper.heading(text)
        case Words(text, head, keep):
            heads = [Span(head, Face.KAI)] if head else []
            paper.paragraph(*heads, Span(text, Face.FANG), keep=keep)
        case Table(columns, rows):
            draw_table(paper, columns, rows, LOOK)
            paper.blank(0.5)
        case Signature(by):
            sign(paper, by)
