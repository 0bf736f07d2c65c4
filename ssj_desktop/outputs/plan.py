"""“双随机、一公开”抽查计划: an official document by GB/T 9704-2012, signed by whoever approves it.

What it must tell are requirements of the schemes: base, ratio and number of every category with
its clause (WL-7, EZ-6), and why more than the least is drawn (LC-9). It names nobody who will be
inspected, so it bears no secrecy label but its number.
"""

import re
from collections.abc import Sequence

from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.quota import QuarterDeadline, QuotaLine
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.official import BODY, LEADING, LEFT, WIDTH, Official
from ssj_desktop.outputs.table import Column, Look, draw_table
from ssj_desktop.outputs.text import Span

DRAFT = "草稿，未批准"
_OFFICE = 18  # characters that one line of the title holds
_SIGNATURE_ROW = 36.0  # points
LOOK = Look(9.5, 13)  # six characters of a category, six figures of a total on one line


def render(plan: QuarterPlan, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of a quarter's plan.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(plan, Fonts(system=system_fonts))
    return paper.pdf(
        f"{plan.quarter}“双随机、一公开”抽查计划",
        author=plan.office,
        subject=_label(plan),
        program=plan.program,
        dated=plan.counted_at,
    )


def lay_out(plan: QuarterPlan, fonts: Fonts) -> Official:
    """Return the plan with everything on its pages."""
    paper = Official(fonts, _label(plan))
    paper.title((*office_lines(plan.office), str(plan.quarter), "“双随机、一公开”", "抽查计划"))
    if plan.approval is None:
        mark = paper.one_line(f"（{DRAFT}）", Face.KAI, BODY)
        paper.lines([mark], LEADING, x=LEFT, width=WIDTH, align="center")
    paper.blank()
    _opening(paper, plan)
    _categories(paper, plan)
    _raises(paper, plan)
    _exclusions(paper, plan)
    _deadlines(paper, plan)
    _approval(paper, plan)
    return paper


def _label(plan: QuarterPlan) -> str:
    """Return what stands on every page: which plan this is, or that it is none yet."""
    name = f"{plan.quarter}抽查计划"
    return f"{name}第{plan.approval.number}号" if plan.approval else f"{name}（{DRAFT}）"


def office_lines(name: str) -> Sequence[str]:
    """Return the office's name whole, or cut where a line may end if no line could hold it."""
    return (name,) if len(name) <= _OFFICE else re.findall(".+?[市州盟县区旗局]|.+$", name)


def _say(paper: Official, text: str, *, keep: int = 0) -> None:
    paper.paragraph(Span(text, Face.FANG), keep=keep)


def _point(paper: Official, number: int, head: str, text: str) -> None:
    head = f"（{words.chinese(number)}）{head}。"
    paper.paragraph(Span(head, Face.KAI), Span(text, Face.FANG))


def _opening(paper: Official, plan: QuarterPlan) -> None:
    _say(
        paper,
        f"依据{words.title_of_scheme(plan.scheme)}，按{words.moment(plan.counted_at)}的名录库，"
        "制定本计划。",
    )


def _categories(paper: Official, plan: QuarterPlan) -> None:
    paper.heading("一、抽查对象和数量")
    planned = sum(line.planned for line in plan.lines)
    entered = f"本年已查含启用本程序前补录的检查{plan.entered}家次。" if plan.entered else ""
    _say(
        paper,
        f"本季度计划抽查{planned}家，分类别如下。基数是名录库实有数，含不列入可抽范围的对象；"
        f"应抽是方案规定的最低数，计划抽查数只能调高，不能调低。{entered}",
        keep=3,
    )
    columns = (
        Column("类别", 22.6, "center"),
        Column("条款", 16.5, "center"),
        Column("基数", 12.3, "right"),
        Column("本年\n已查", 12.3, "right"),
        Column("可抽", 12.3, "right"),
        Column("规则与算式", 55.4),
        Column("应抽", 12.3, "right"),
        Column("计划抽", 12.3, "right"),
    )
    totals = [(line.base, line.visited, line.pool, line.quota) for line in plan.lines]
    base, visited, pool, quota = (str(sum(column)) for column in zip(*totals, strict=True))
    rows = [_category(line) for line in plan.lines]
    rows.append(("合计", "", base, visited, pool, "", quota, str(planned)))
    draw_table(paper, columns, rows, LOOK)
    paper.blank(0.5)


def _category(line: QuotaLine) -> tuple[str, ...]:
    return (
        line.name,
        line.clause,
        str(line.base),
        str(line.visited),
        str(line.pool),
        "\n".join(words.close_up(text) for text in (line.rule, line.formula, *line.notes)),
        str(line.quota),
        str(line.planned),
    )


def _raises(paper: Official, plan: QuarterPlan) -> None:
    paper.heading("二、调高的类别和理由")
    raised = [line for line in plan.lines if line.raised_to is not None]
    if not raised:
        _say(paper, "各类别按方案规定的最低数抽取，没有调高。")
    for number, line in enumerate(raised, start=1):
        reason = words.close_up(line.raise_reason).rstrip("。；，")
        text = f"{line.span}最低{line.least}家，调高到{line.raised_to}家。理由：{reason}。"
        _point(paper, number, line.name, text)


def _exclusions(paper: Official, plan: QuarterPlan) -> None:
    paper.heading("三、不列入可抽范围的对象")
    if not plan.exclusions:
        _say(paper, "没有不列入可抽范围的对象。")
        return
    count = len(plan.exclusions)
    _say(paper, f"下列{count}家对象按规定不列入可抽范围，但仍计入确定比例的基数：", keep=2)
    columns = (
        Column("序号", 12, "center"),
        Column("检查对象\n对象编号", 58),
        Column("类别", 24, "center"),
        Column("原因", 18, "center"),
        Column("依据", 44),
    )
    rows = [
        (str(number), f"{gone.name}\n{gone.code}", gone.category, gone.reason, gone.evidence)
        for number, gone in enumerate(plan.exclusions, start=1)
    ]
    draw_table(paper, columns, rows, LOOK)
    paper.blank(0.5)


def _deadlines(paper: Official, plan: QuarterPlan) -> None:
    paper.heading("四、时间安排")
    if not plan.deadlines:
        _say(paper, "方案没有规定从季度开始起算的期限。")
    for number, deadline in enumerate(plan.deadlines, start=1):
        _point(paper, number, deadline.name, _until(deadline))


def _until(deadline: QuarterDeadline) -> str:
    text = f"按方案{deadline.clause}，"
    if deadline.due is None:
        return f"{text}期限待国务院办公厅公布放假安排后确定。"
    text += f"截止{words.day(deadline.due)}（含当日）。"
    if deadline.act_by is None:
        return f"{text}最后一个工作日待国务院办公厅公布放假安排后确定。"
    if deadline.act_by != deadline.due:
        text += f"当日不是工作日，最迟在{words.day(deadline.act_by)}办理。"
    return text


def _approval(paper: Official, plan: QuarterPlan) -> None:
    paper.heading("五、批准")
    if plan.approval is None:
        _say(paper, f"本稿是{DRAFT}，不能据以摇号。")
        return
    number, by = plan.approval.number, plan.approval.by
    text = f"本计划为{plan.quarter}抽查计划第{number}号，经{by}批准。"
    if number > 1:
        text += f"第{number - 1}号计划同时停止使用。"
    _say(paper, text, keep=3)
    sign(paper, by)


def sign(paper: Official, by: str) -> None:
    """Set the row in which whoever approves a plan signs it."""
    paper.blank(0.5)
    columns = (
        Column("", 22, "center", Face.HEI),
        Column("", 40, "center"),
        Column("", 16, "center", Face.HEI),
        Column("", 40),
        Column("", 38, "right"),
    )
    row = ("批准人", by, "签名", "", "年　　月　　日")
    draw_table(paper, columns, [row], Look(12, 16, _SIGNATURE_ROW, side=6))
