"""What the clerk is to know before the figures: what is in the way, and what has changed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame

from ssj_desktop.facts.plan import Obstacle, PlanFacts
from ssj_desktop.facts.year_plan import YearFacts
from ssj_desktop.views.parts import button, card, label, restyle, row

_MOST = 8  # changes told one by one


def notice_card(facts: PlanFacts | YearFacts, go: Callable[[str], None]) -> QFrame:
    """Return the obstacles, each with the button that leads to where it is mended, and what has
    changed since the plan was approved; empty where there is nothing to tell."""
    frame, column = card()
    empty = facts.draft is None or not any(line.base for line in facts.draft.lines)
    for obstacle in facts.obstacles:
        words = label(obstacle.words, wrap=True)
        restyle(words, "warn")
        line = row(words, spacing=16)
        line.setStretch(0, 1)
        caption, place = _lead(obstacle, empty, isinstance(facts, YearFacts))
        if place:
            kind = "" if column.count() else "primary"  # what is to be done first
            line.addWidget(button(caption, partial(go, place), kind))
        column.addLayout(line)
    if facts.changed_since:
        column.addWidget(label("批准以后的变化", "cardTitle"))
        changes = label(_listed(facts.changed_since), wrap=True)
        restyle(changes, "warn")
        column.addWidget(changes)
    return frame


def _lead(obstacle: Obstacle, empty: bool, of_year: bool) -> tuple[str, str]:
    """Return a button's words and where it leads; nowhere for what is mended on this page."""
    if obstacle.noun == "offices":
        return "去填写本单位", "系统/本单位"
    if obstacle.noun == "targets":
        listed = ("去看检查对象", "名录库/检查对象")
        return ("先导入检查对象", "名录库/导入") if empty else listed
    if obstacle.noun == "classes":
        return "去确认类别", "名录库/分类"
    if obstacle.noun == "inspectors":
        return "去看执法人员", "名录库/执法人员"
    if obstacle.noun == "plans" and of_year:
        return "去看季度计划", "抽查计划/季度"
    return "", ""


def _listed(changes: Sequence[str]) -> str:
    told = [f"· {change}" for change in changes[:_MOST]]
    if len(changes) > _MOST:
        told.append(f"· 另外还有 {len(changes) - _MOST} 处变化")
    return "\n".join(told)


def year_standing(facts: YearFacts) -> tuple[str, str]:
    """Return where a year's plan stands, in words, and their tone."""
    if not facts.approvals:
        return ("草稿，还没有批准" if facts.draft else "还算不出计划"), "hint"
    last = facts.approvals[-1]
    approved = f"第 {last.number} 号　{last.at:%Y-%m-%d}　{last.by}"
    if facts.changed_since:
        return f"批准以后有变化，可以批准为第 {last.number + 1} 号　　已批准{approved}", "warn"
    return f"已批准　{approved}", "fine"


def standing(facts: PlanFacts) -> tuple[str, str]:
    """Return where a plan stands, in words, and their tone."""
    approved = ""
    if facts.approved and (approval := facts.approved.approval):
        approved = f"第 {approval.number} 号　{approval.at:%Y-%m-%d}　{approval.by}"
    if facts.drawn:
        return f"已摇号　{facts.drawn}　　计划{approved}", "fine"
    if facts.changed_since:
        return f"批准以后有变化，须重新批准　　原批准{approved}", "warn"
    if approved:
        return f"已批准　{approved}", "fine"
    return ("草稿，还没有批准" if facts.draft else "还算不出计划"), "hint"
