"""Step 5, 摇号: the draw itself, which is stored at once, and then its showing to the room."""

from PySide6.QtCore import Signal

from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.lottery.quota_card import QuotaCard
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label
from ssj_desktop.views.stage import Show

_STORED = (
    "结果已经算出并存盘，断电也不会变。下面只是展示：按一次走一步，正在滚动时按一下就停到结果。"
)
_BEFORE = "数字已经揭示。按“开始摇号”，程序按冻结的名单和这些数字算出结果，先存盘，再展示。"


class RoundsPanel(StepPanel):
    """Leads ``show``; which step it has reached is seen beside it. ``stored``: it is drawn."""

    stored = Signal()

    def __init__(self, context: Context, show: Show) -> None:
        super().__init__(context)
        self._show = show
        frame, column = card("摇号")
        self._words = label(wrap=True)
        self._place = label(name="showPlace", wrap=True)
        self._quotas = QuotaCard(context.settings)
        self._back = button("‹ 上一页", self._show.go_back)
        self._skip = button("不展示了，直接看结尾", self._show.go_to_end)
        self._next = button("开始摇号", self.go_on, "primary")

        column.addWidget(self._words)
        column.addWidget(self._place)
        self.body.addWidget(frame)
        self.body.addWidget(self._quotas)
        self.body.addStretch()
        self.foot.addWidget(self._back)
        self.foot.addWidget(self._skip)
        self.foot.addStretch()
        self.foot.addWidget(self._next)
        show.moved.connect(self._show_place)

    def show_facts(self, facts: LotteryFacts) -> None:
        frozen = facts.frozen
        if frozen is None:
            return
        self._quotas.show_quotas(frozen.quotas)
        self._show_place()

    @property
    def heeds_keys(self) -> bool:
        return True

    def begin(self) -> None:
        self._next.setFocus()

    @property
    def _drawn(self) -> bool:
        """Whether nothing waits to be drawn."""
        facts = self.facts
        return bool(facts and facts.drawn and facts.frozen and not facts.frozen.revealed)

    def go_on(self) -> None:
        """Draw; then one step of the show a press; at its end on to the minutes."""
        if self._drawn:
            if self._show.at_end:
                self.went.emit(LotteryStep.MINUTES)
            else:
                self._show.go_on()
            return
        if not self._next.isEnabled() or not self.work.idle or self.just_came:
            return
        if self.facts and self.facts.frozen:
            draw_id = self.facts.frozen.draw_id
            self.work.verb(
                self,
                "正在摇号……",
                lambda: self.desk.draws.draw(draw_id),
                lambda _: self._stored(),
            )

    def _stored(self) -> None:
        self.context.say("结果已存盘")
        self.stored.emit()

    def _show_place(self) -> None:
        drawn, show = self._drawn, self._show
        self._words.setText(_STORED if drawn else _BEFORE)
        self._place.setText(show.words if drawn else "")
        self._place.setVisible(drawn)
        allow(self._next, "" if drawn else self.desk.read_only)
        ended = drawn and show.at_end
        self._next.setText("下一步：纪要" if ended else show.next_words if drawn else "开始摇号")
        first = not drawn or show.at_start
        allow(self._back, "前面没有了。" if first else "")
        allow(self._skip, "已经到结尾。" if ended else "" if drawn else "还没有摇号。")
