"""承诺值 beside every step from the freeze on, and the way out while there still is one."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import FrozenFacts, LotteryFacts
from ssj_desktop.views import alerts
from ssj_desktop.views.forms import Form
from ssj_desktop.views.in_fours import in_fours
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label

_LINE = 32  # hex digits


class CommitmentCard(QFrame):
    """The whole commitment, and 中止 or 撤回, which two persons do together."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._facts: LotteryFacts | None = None
        self._value = label(name="hex")
        self._state = label(name="secondary", wrap=True)
        self._abort = button("中止本次摇号…", self._ask, "refuse")

        frame, column = card("承诺值")
        column.setSpacing(8)
        for part in (self._value, self._state, self._abort):
            column.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_facts(self, facts: LotteryFacts) -> None:
        """Show the draw's commitment; nothing before the freeze."""
        self._facts = facts
        frozen = facts.frozen
        self.setVisible(frozen is not None)
        if frozen is None:
            return
        lines = (frozen.commitment[at : at + _LINE] for at in range(0, 64, _LINE))
        self._value.setText("\n".join(map(in_fours, lines)))
        self._state.setText(_state(frozen))
        self._abort.setVisible(facts.drawn is None or frozen.asked is not None)
        self._abort.setText("撤回这次补抽…" if frozen.asked else "中止本次摇号…")
        revealed = "数字已经揭示，不能再中止，只能摇号。" if frozen.revealed else ""
        allow(self._abort, self._context.desk.read_only or revealed)

    def _ask(self) -> None:
        facts = self._facts
        if facts is None or facts.frozen is None:
            return
        draw_id, draws, redraws = facts.frozen.draw_id, self._context.desk.draws, None
        if facts.frozen.asked:
            redraws = self._context.desk.redraws
        verb = redraws.withdraw if redraws else draws.abort
        words = "撤回补抽" if redraws else "中止摇号"
        _Parting(self, self._context, words, facts.two, lambda *said: verb(draw_id, *said)).ask()


class _Parting(QObject):
    """Asks for a reason and two persons, again when they are refused."""

    def __init__(
        self,
        parent: QFrame,
        context: Context,
        words: str,
        names: tuple[str, str],
        verb: Callable[[str, tuple[str, str]], None],
    ) -> None:
        super().__init__(parent)
        self._parent, self._context, self._words, self._verb = parent, context, words, verb
        self._texts = {"reason": "", "first": names[0], "second": names[1]}

    def ask(self, fault: str = "") -> None:
        """Open the dialog, with what was typed and why it was refused."""
        hint = f"{self._words}要写明原因，由两个人确认，记入抽取记录，抹不掉。"
        alert = alerts.Alert(self._parent, self._words, f"确定{self._words}？", hint)
        form = Form()
        form.line("reason", "原因", "例如 会场停电、名单有误")
        form.line("first", "确认人一")
        form.line("second", "确认人二")
        form.fill(self._texts)
        alert.add(form)
        alert.offer(self._words, lambda: self._part(form.texts()), "danger")
        alert.offer("不，接着办", self.deleteLater)
        alert.show_up()
        form.blame({"reason": fault} if fault else {})
        form.focus("reason")

    def _part(self, texts: dict[str, str]) -> None:
        self._texts = texts
        said = texts["reason"], (texts["first"], texts["second"])
        self._context.work.verb(
            self._parent,
            f"正在{self._words}……",
            lambda: self._verb(*said),
            lambda _: self._done(),
            self._refuse,
        )

    def _done(self) -> None:
        self._context.say(f"已{self._words}")
        self.deleteLater()

    def _refuse(self, error: DeskError) -> None:
        self.ask(str(error))


def _state(frozen: FrozenFacts) -> str:
    return (
        f"{frozen.draw_id}　{frozen.frozen_at:%Y-%m-%d %H:%M} 冻结。名单、抽取数、人员和回避"
        "自此不可更改。"
    )
