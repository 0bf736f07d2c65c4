"""The question before a plan is approved: by whom, and what is fixed from then on."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.campaign import CampaignPlan
from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.year_plan import YearPlan
from ssj_desktop.views.alerts import Alert, tell
from ssj_desktop.views.forms import Form
from ssj_desktop.views.page import Page
from ssj_desktop.views.parts import label

_FIXED = (
    "批准以后，方案全文和下面的数字就固定下来，摇号照此办理；本季度各家的类别没有确认过的，"
    "一并确认。名录再有变化，可以重新批准；摇号以后不能再改。"
)
_ON_ITS_OWN = (
    "批准以后，范围、数量、事项和参加人就固定下来，单独摇号；摇号那天按当时的名录再算一遍。"
    "要改的，取消后另建。"
)
_PUBLISHED = (
    "批准以后，下面的数字留存下来，用于公示和管理。各季度仍按季度计划批准、摇号；"
    "情况有变化，可以写明理由，批准为下一号。"
)


@dataclass(frozen=True)
class _Asked:
    """What is asked: of which plan, what comes of it, category by category with its unit."""

    plan: str
    fixed: str
    figures: list[tuple[str, int]]
    unit: str


def all_saved(page: Page, act: str) -> bool:
    """Tell what is typed but not saved, for the plan that is approved or printed lacks it."""
    if lost := page.unsaved():
        tell(page, DeskError(lost, f"请先保存，或者放弃正在填的，再{act}。"))
    return not lost


def ask_approver(
    parent: QWidget, plan: QuarterPlan, suggested: str, approve: Callable[[str], object]
) -> None:
    """Ask who approves ``plan``; ``suggested`` is 领导小组's chair, as far as it is known."""
    figures = [(line.name, line.planned) for line in plan.lines]
    asked = _Asked(f"{plan.quarter}抽查计划", _FIXED, figures, "家")
    _ask(parent, asked, suggested, lambda texts: approve(texts["by"]))


def ask_campaign_approver(
    parent: QWidget, plan: CampaignPlan, suggested: str, approve: Callable[[str], object]
) -> None:
    """Ask who approves a campaign; ``suggested`` as above."""
    figures = [(plan.line.name, plan.line.planned)]
    asked = _Asked(f"{plan.campaign.quarter}{plan.campaign.plan_title}", _ON_ITS_OWN, figures, "家")
    _ask(parent, asked, suggested, lambda texts: approve(texts["by"]))


def ask_year_approver(
    parent: QWidget,
    plan: YearPlan,
    number: int,
    suggested: str,
    approve: Callable[[str, str], object],
) -> None:
    """Ask who approves the year's plan, and from its second ``number`` on why anew."""
    figures = [(line.name, line.visits) for line in plan.lines]
    asked = _Asked(f"{plan.title}第{number}号", _PUBLISHED, figures, "家次")
    _ask(
        parent,
        asked,
        suggested,
        lambda texts: approve(texts["by"], texts.get("reason", "")),
        revised=number > 1,
    )


def _ask(
    parent: QWidget,
    asked: _Asked,
    suggested: str,
    approve: Callable[[dict[str, str]], object],
    *,
    revised: bool = False,
) -> None:
    alert = Alert(parent, "批准计划", f"批准{asked.plan}？", asked.fixed)
    figures = "\n".join(f"{name}　{count} {asked.unit}" for name, count in asked.figures)
    total = sum(count for _, count in asked.figures)
    alert.add(label(f"{figures}\n合计　{total} {asked.unit}", "notice", wrap=True))
    form = Form()
    name = form.line("by", "批准人", "批准人姓名，一般是领导小组组长")
    needed = {"by": "请填写批准人姓名。"}
    if revised:
        form.line("reason", "修订理由", "为什么另批一号，计划上要写明")
        needed["reason"] = "请写明修订理由。"
    form.fill({"by": suggested})
    alert.add(form)
    alert.offer(
        "批准", lambda: approve(form.texts()), "primary", ready=lambda: form.complete(needed)
    )
    alert.offer("取消")
    alert.show_up()
    name.setFocus()
    name.selectAll()
