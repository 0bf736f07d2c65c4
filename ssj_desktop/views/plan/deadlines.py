"""需办日期: what the scheme wants done, and by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.facts.quota import QuarterDeadline
from ssj_desktop.views.parts import card, label, restyle, row


def deadline_card(deadlines: Sequence[QuarterDeadline], today: date | None) -> QFrame:
    """Return one deadline below the other; where the holiday table ends nothing is guessed.

    Args:
        deadlines: of the quarter that is seen.
        today: what has passed by today is overdue; None where the quarter is drawn already.
    """
    frame, column = card("需办日期")
    if not deadlines:
        words = "方案没有规定从季度开始起算的期限。"
        column.addWidget(label(words, "secondary", wrap=True))
    for deadline in deadlines:
        column.addLayout(_lines(deadline, today))
    return frame


def _lines(deadline: QuarterDeadline, today: date | None) -> QVBoxLayout:
    due = label(f"截止 {deadline.due}" if deadline.due else "日历未导入")
    restyle(due, "" if deadline.due else "warn")
    if deadline.due and today and deadline.due < today:
        due.setText(f"截止 {deadline.due}，已过期")
        restyle(due, "danger")
    head = row(label(deadline.name, wrap=True), due)
    head.setStretch(0, 1)
    lines = QVBoxLayout()
    lines.setSpacing(2)
    lines.addLayout(head)
    lines.addWidget(label(deadline.clause, "secondary", wrap=True))
    if deadline.due and deadline.act_by != deadline.due:
        hint = label(_act_by(deadline), wrap=True)
        restyle(hint, "warn")
        lines.addWidget(hint)
    return lines


def _act_by(deadline: QuarterDeadline) -> str:
    if deadline.act_by is None:
        return "最后一个工作日：日历未导入"
    return f"截止日不上班，最迟 {deadline.act_by} 办好"
