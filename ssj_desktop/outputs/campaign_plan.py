"""专项抽查计划: an official document by GB/T 9704-2012, signed by whoever approves it.

It says whom a campaign is about, how many are drawn and by what sum, what is checked, and who goes
along (BD-11: 定向必填范围条件，打印在计划; EZ-7). It names nobody who will be inspected.
"""

from ssj_desktop.facts.campaign import CampaignPlan
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.official import BODY, LEADING, LEFT, WIDTH, Official
from ssj_desktop.outputs.plan import DRAFT, LOOK, office_lines, sign
from ssj_desktop.outputs.table import Column, draw_table
from ssj_desktop.outputs.text import Span


def render(plan: CampaignPlan, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of a campaign's plan.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(plan, Fonts(system=system_fonts))
    return paper.pdf(
        f"{plan.campaign.quarter}{plan.campaign.plan_title}",
        author=plan.office,
        subject=_label(plan),
        program=plan.program,
        dated=plan.counted_at,
    )


def lay_out(plan: CampaignPlan, fonts: Fonts) -> Official:
    """Return the plan with everything on its pages."""
    paper, campaign = Official(fonts, _label(plan)), plan.campaign
    paper.title((*office_lines(plan.office), str(campaign.quarter), campaign.plan_title))
    if plan.approved_at is None:
        mark = paper.one_line(f"（{DRAFT}）", Face.KAI, BODY)
        paper.lines([mark], LEADING, x=LEFT, width=WIDTH, align="center")
    paper.blank()
    _say(
        paper,
        f"依据{campaign.document}和{words.title_of_scheme(plan.scheme)}，按"
        f"{words.moment(plan.counted_at)}的名录库，制定本计划。",
    )
    _objects(paper, plan)
    _work(paper, plan)
    _approval(paper, plan)
    return paper


def _label(plan: CampaignPlan) -> str:
    name = f"{plan.campaign.quarter}专项抽查计划"  # of any name; the title says which
    return name if plan.approved_at else f"{name}（{DRAFT}）"


def _say(paper: Official, text: str, *, keep: int = 0) -> None:
    paper.paragraph(Span(text, Face.FANG), keep=keep)


def _point(paper: Official, number: int, head: str, text: str) -> None:
    said = f"{words.close_up(text).rstrip('。；，')}。"
    head = f"（{words.chinese(number)}）{head}。"
    paper.paragraph(Span(head, Face.KAI), Span(said, Face.FANG))


def _objects(paper: Official, plan: CampaignPlan) -> None:
    campaign, line = plan.campaign, plan.line
    paper.heading("一、抽查对象和数量")
    _point(paper, 1, "类型", f"{campaign.kind}抽查，不计入日常监督管理各类别的应抽数")
    _point(paper, 2, "范围", campaign.scope)
    out = f"，不列入可抽范围 {len(plan.exclusions)} 家" if plan.exclusions else ""
    sums = "" if line.formula == campaign.amount else f"：{line.formula}"
    _point(paper, 3, "数量", f"范围内对象 {line.base} 家{out}；抽{campaign.amount}{sums}")
    notes = "；".join(line.notes)
    _say(
        paper, f"本次计划抽查{line.planned}家{f'（{notes}）' if notes else ''}，本年查得少的先抽。"
    )
    if not plan.exclusions:
        return
    columns = (
        Column("序号", 12, "center"),
        Column("不列入可抽范围的对象\n对象编号", 76),
        Column("原因", 24, "center"),
        Column("依据", 44),
    )
    rows = [
        (str(number), f"{gone.name}\n{gone.code}", gone.reason, gone.evidence)
        for number, gone in enumerate(plan.exclusions, start=1)
    ]
    draw_table(paper, columns, rows, LOOK)
    paper.blank(0.5)


def _work(paper: Official, plan: CampaignPlan) -> None:
    campaign = plan.campaign
    paper.heading("二、事项、人员和时间")
    items = "；".join(f"{name}（{code}）" for code, name in campaign.items)
    _point(paper, 1, "检查事项", items or "抽查事项清单的全部事项")
    crew = campaign.crew.words
    own = "每家由本单位执法人员按方案组队检查，不少于两人"
    _point(paper, 2, "检查人员", f"{own}。另：{crew}，不计入两名执法人员" if crew else own)
    due = f"{words.day(plan.deadline)}前（含当日）完成" if plan.deadline else "按方案规定的期限完成"
    _point(paper, 3, "完成时限", due)
    together = "抽到的对象本季度已在别的名单上、还没有检查的，两项一次查完，不重复入企"
    _point(paper, 4, "一次查完", together)


def _approval(paper: Official, plan: CampaignPlan) -> None:
    paper.heading("三、批准")
    if plan.approved_at is None:
        _say(paper, f"本稿是{DRAFT}，不能据以摇号。")
        return
    _say(paper, f"本计划于{words.day(plan.approved_at)}经{plan.approved_by}批准。", keep=3)
    sign(paper, plan.approved_by)
