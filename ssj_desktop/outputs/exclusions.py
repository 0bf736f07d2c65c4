"""排除清单: whom a quarter's draw cannot take, on what ground, proved and confirmed by whom.

LC-5 wants the list shown with its evidence, EZ-17 the higher office's inspection, N-11 the cap and
who decides on it. It names sites that may still be inspected, so it is internal.
"""

from collections import Counter

from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.quota import Exclusion
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.form import LEADING, Form
from ssj_desktop.outputs.table import Column, draw_table
from ssj_desktop.outputs.text import Span

_FOOT = 156.0  # points: the rows to sign in, which stay on one page
_SIGNERS = (("经办人", ""), ("审核人", ""), ("负责人", ""))


def render(plan: QuarterPlan, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of the list that belongs to a quarter's plan.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(plan, Fonts(system=system_fonts))
    return paper.pdf(
        f"{plan.quarter}“双随机”抽查排除清单",
        author=plan.office,
        subject=f"不列入可抽范围 {len(plan.exclusions)} 家",
        program=plan.program,
        dated=plan.counted_at,
    )


def lay_out(plan: QuarterPlan, fonts: Fonts) -> Form:
    """Return the list with everything on its pages."""
    form = Form(fonts, f"{plan.quarter}排除清单")
    form.title(plan.office, f"{plan.quarter}“双随机”抽查排除清单")
    rows = [
        ("期次", str(plan.quarter), "名录截至", words.moment(plan.counted_at)),
        ("排除", f"{len(plan.exclusions)}家", "使用程序", plan.program),
    ]
    form.pairs(rows, (22, 61, 22, 61))
    form.pairs([("依据方案", words.title_of_scheme(plan.scheme))], (22, 144))
    _categories(form, plan)
    _list(form, plan)
    _at_cap(form, plan)
    _signatures(form)
    return form


def _categories(form: Form, plan: QuarterPlan) -> None:
    form.section("一、各类别的基数和可抽")
    form.paragraph(
        Span("排除只缩小可抽的范围，不缩小确定比例的基数。基数＝可抽＋排除＋本期已查。", Face.SONG)
    )
    form.skip(4)
    columns = (
        Column("类别", 54, "center"),
        Column("基数（家）", 28, "right"),
        Column("排除（家）", 28, "right"),
        Column("本期已查（家）", 28, "right"),
        Column("可抽（家）", 28, "right"),
    )
    excluded = Counter(one.category for one in plan.exclusions)
    figures = [
        (line.base, out := excluded[line.name], line.base - out - line.pool, line.pool)
        for line in plan.lines
    ]
    names = [line.name for line in plan.lines]
    if figures:
        names.append("合计")
        figures.append(tuple(map(sum, zip(*figures, strict=True))))  # type: ignore[arg-type]
    rows = [(name, *map(str, row)) for name, row in zip(names, figures, strict=True)]
    draw_table(form, columns, rows)


def _list(form: Form, plan: QuarterPlan) -> None:
    form.section(f"二、不列入可抽范围的对象（{len(plan.exclusions)}家）")
    if not plan.exclusions:
        form.paragraph(Span("没有不列入可抽范围的对象。", Face.SONG))
        return
    columns = (
        Column("序号", 9, "center"),
        Column("单位名称\n对象编号", 46),
        Column("类别", 23, "center"),
        Column("原因", 23, "center"),
        Column("依据", 40),
        Column("确认人\n日期", 25, "center"),
    )
    rows = [
        (
            str(number),
            f"{one.name}\n{one.code}",
            one.category,
            one.reason,
            words.close_up(one.evidence),
            _confirmed(one),
        )
        for number, one in enumerate(plan.exclusions, start=1)
    ]
    draw_table(form, columns, rows, keep=0 if plan.at_cap else _FOOT)


def _confirmed(one: Exclusion) -> str:
    if one.on is None:
        return "名录登记"
    return f"{one.by}\n{words.day(one.on)}"


def _at_cap(form: Form, plan: QuarterPlan) -> None:
    if not plan.at_cap:
        return
    form.section(f"三、已查满年度入企上限、仍可抽取的对象（{len(plan.at_cap)}家）")
    columns = (
        Column("序号", 9, "center"),
        Column("单位名称\n对象编号", 46),
        Column("类别", 23, "center"),
        Column("本年\n已查", 13, "center"),
        Column("上限", 13, "center"),
        Column("保留的理由（决定人，日期）", 62),
    )
    rows = [
        (
            str(number),
            f"{one.name}\n{one.code}",
            one.category,
            f"{one.visits}次",
            f"{one.most}次",
            one.kept or "还没有决定",
        )
        for number, one in enumerate(plan.at_cap, start=1)
    ]
    draw_table(form, columns, rows, keep=_FOOT)


def _signatures(form: Form) -> None:
    form.need(_FOOT)
    form.skip(12)
    form.sign_here(_SIGNERS)
    if form.y - form.bottom > 2 * LEADING:
        form.nothing_follows()
