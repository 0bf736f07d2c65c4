"""The question before a plan is approved: by whom, and what is fixed from then on."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.views.alerts import Alert
from ssj_desktop.views.parts import label, row

_FIXED = (
    "批准以后，方案全文和下面的数字就固定下来，摇号照此办理。名录再有变化，可以重新批准；"
    "摇号以后不能再改。"
)


def ask_approver(
    parent: QWidget, plan: QuarterPlan, suggested: str, approve: Callable[[str], object]
) -> None:
    """Ask who approves ``plan``; ``suggested`` is 领导小组's chair, as far as it is known."""
    alert = Alert(parent, "批准计划", f"批准{plan.quarter}抽查计划？", _FIXED)
    figures = "\n".join(f"{line.name}　{line.planned} 家" for line in plan.lines)
    total = sum(line.planned for line in plan.lines)
    alert.add(label(f"{figures}\n合计　{total} 家", "notice", wrap=True))
    name = QLineEdit(suggested)
    name.setPlaceholderText("批准人姓名，一般是领导小组组长")
    caption = label("批准人")
    caption.setBuddy(name)
    name.setAccessibleName("批准人")
    field = QWidget()
    line = row(caption, name)
    line.setContentsMargins(0, 0, 0, 0)
    field.setLayout(line)
    alert.add(field)
    alert.offer("批准", lambda: approve(name.text()), "primary")
    alert.offer("取消")
    alert.show_up()
    name.setFocus()
    name.selectAll()
