"""Step 2, 核对名单: what the freeze will fix, read through before the meeting."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ssj_desktop.facts.draw import RecusalLine
from ssj_desktop.facts.lottery import (
    EntryLine,
    LotteryFacts,
    LotteryStep,
    Odds,
    OddsLine,
    Review,
    TeamMode,
)
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.views.forms import Choice
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row
from ssj_desktop.views.plan.exclusions import ExclusionCard
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_LINES: tuple[Column[QuotaLine], ...] = (
    Column("类别", lambda line: line.name, 176),
    Column("基数", lambda line: str(line.base), 56, numeric=True),
    Column("可抽", lambda line: str(line.pool), 56, numeric=True),
    Column("应抽", lambda line: str(line.quota), 56, numeric=True),
    Column("要抽", lambda line: str(line.planned), 56, numeric=True),
    Column("分层（本年已查少的先抽）", lambda line: _layers(line), 232),
    Column("算式和说明", lambda line: "；".join((line.formula, *line.notes)), 360),
)
_ENTRIES: tuple[Column[EntryLine], ...] = (
    Column("名称", lambda entry: entry.name, 120),
    Column("分队或部门", lambda entry: entry.role or entry.squad, 160),
    Column("人员（第一人主办）", lambda entry: "、".join(entry.people), 320),
)
_RECUSALS: tuple[Column[RecusalLine], ...] = (
    Column("人员", lambda line: line.inspector, 96),
    Column("对象", lambda line: line.target, 280),
    Column("原因", lambda line: line.reason, 280),
)
_TOLD = 200  # changes; more than that nobody reads, and their number is said


class ReviewPanel(StepPanel):
    """Shows the review anew whenever something it depends on has changed.

    ``judged``: whether it is ``sound`` may have become another thing.
    """

    judged = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sound = False
        self._mode: TeamMode | None = None
        self._apart: dict[str, str] = {}  # who goes beside the office's own: for whom
        self._odds_asker = QWidget(self)
        self._fault = label("正在核对……", "notice", wrap=True)
        known = context.settings
        self._lines: ShortTable[QuotaLine] = ShortTable(
            "抽取数", _LINES, lambda line: line.key, known
        )
        self._entries: ShortTable[EntryLine] = ShortTable(
            "检查人员", _ENTRIES, lambda entry: entry.code, known
        )
        self._recusals: ShortTable[RecusalLine] = ShortTable(
            "现行回避", _RECUSALS, lambda line: line, known
        )
        self._modes = Choice()
        self._cap = label(name="secondary", wrap=True)
        self._left_out = label(wrap=True)
        self._cap_warning = label(wrap=True)
        self._changes = label(wrap=True)
        self._none_recused = label("没有现行的回避。", "secondary")
        self._odds = label("正在模拟……", wrap=True)
        self._exclusions = ExclusionCard(context.settings)
        self._next = button("核对无误，下一步：冻结", self._go_next, "primary")
        self._cards = self._make_cards()

        self.body.addWidget(self._fault)
        for part in self._cards:
            self.body.addWidget(part)
            part.hide()
        self.body.addStretch()
        self.foot.addStretch()
        self.foot.addWidget(self._next)
        for warning in (self._left_out, self._cap_warning):
            restyle(warning, "warn")
        allow(self._next, "正在核对。")
        self._modes.activated.connect(self._choose_mode)

    def _make_cards(self) -> list[QFrame]:
        self._modes.setAccessibleName("组队方式")
        self._modes.setMinimumContentsLength(14)
        numbers = _card("抽取数", self._cap_warning, self._lines)
        people, column = card("检查人员")
        column.addLayout(row(label("组队方式"), self._modes, None))
        for part in (self._cap, self._left_out, self._entries):
            column.addWidget(part)
        changes = _card("上次冻结以来的变化", self._changes)
        recusals = _card("回避", self._none_recused, self._recusals)
        words = "用假想的数字反复摇号得出。没有回避时人人均等；回避会让别人多去，超过一半的标出来。"
        odds, column = card("派人的可能性", words)
        column.addWidget(self._odds)
        return [numbers, people, changes, self._exclusions, recusals, odds]

    @property
    def mode(self) -> TeamMode | None:
        """How teams are to be formed; None: as the scheme has it."""
        return self._mode

    @property
    def sound(self) -> bool:
        """Whether what would be frozen now has been shown, and can be."""
        return self._sound

    def reset(self) -> None:
        self._mode = None

    def show_facts(self, facts: LotteryFacts) -> None:
        self._judge("正在核对。")  # nobody freezes other figures than those one sees

    def look(self) -> None:
        self._ask()

    def _judge(self, why_not: str) -> None:
        """Let the freeze follow, or say why not."""
        self._sound = not why_not
        allow(self._next, why_not)
        self.judged.emit()

    def _ask(self) -> None:
        facts, mode = self.facts, self._mode
        if facts is None:
            return
        self._judge("正在核对。")
        lotteries, asked = self.desk.lotteries, (facts.quarter, mode, facts.campaign)
        self.work.read(self, lambda: lotteries.review(*asked), self._show)

    def _show(self, review: Review) -> None:
        self._fault.setText(f"现在还不能冻结：{review.fault}")
        self._fault.setVisible(bool(review.fault))
        for part in self._cards:
            part.setVisible(not review.fault)
        frozen = self.facts is not None and self.facts.frozen is not None
        self._show_modes(review, frozen)
        self._lines.show_rows(review.lines)
        self._cap_warning.setText(review.cap_warning)
        self._cap_warning.setVisible(bool(review.cap_warning))
        self._entries.show_rows(review.entries)
        self._apart = {entry.name: entry.role for entry in review.entries if entry.role}
        self._recusals.show_rows(review.recusals)
        self._none_recused.setVisible(not review.recusals)
        self._recusals.setVisible(bool(review.recusals))
        left = "、".join(review.left_out)
        self._left_out.setText(f"没有编入任何一组、不参加本次抽取：{left}")
        self._left_out.setVisible(bool(left))
        campaign = self.facts.name if self.facts else ""
        self._changes.setText(_told(review.changes, campaign))
        self._exclusions.show_exclusions(review.exclusions)
        self._cards[-1].setVisible(not frozen and not review.fault)
        self._judge(review.fault)
        if self._next.isEnabled() and self.isVisible():
            self._next.setFocus()
        self._next.setText("下一步：冻结" if frozen else "核对无误，下一步：冻结")
        if not frozen and not review.fault:
            self._ask_odds()

    def _show_modes(self, review: Review, frozen: bool) -> None:
        self._modes.clear()
        for mode, words in review.modes:
            self._modes.addItem(words, mode)
        self._modes.setCurrentIndex(self._modes.findData(review.mode))
        self._modes.setEnabled(not frozen)
        self._cap.setText(_counted(review))

    def _choose_mode(self) -> None:
        self._mode = self._modes.currentData()
        self._ask()

    def _ask_odds(self) -> None:
        facts, mode = self.facts, self._mode
        if facts is None:
            return
        self._odds.setText("正在模拟……")
        restyle(self._odds, "hint")
        lotteries, asked = self.desk.lotteries, (facts.quarter, mode, facts.campaign)
        self.work.read(self._odds_asker, lambda: lotteries.odds(*asked), self._show_odds)

    def _show_odds(self, odds: Odds) -> None:
        high = [line.high and line.likeliest not in self._apart for line in odds.lines]
        lines = [
            f"{'▲ ' if marked else ''}{line.sites}：最可能派{self._likeliest(line)}，"
            f"{line.percent}%{'，超过一半' if marked else ''}"
            for line, marked in zip(odds.lines, high, strict=True)
        ]
        self._odds.setText("\n".join([f"模拟 {odds.draws} 次：", *lines]))
        restyle(self._odds, "warn" if any(high) else "")

    def _likeliest(self, line: OddsLine) -> str:
        """Name who is most likely sent; of few people of a department that is nothing unusual."""
        role = self._apart.get(line.likeliest)
        return f"{line.likeliest}（只从{role}里抽）" if role else line.likeliest

    def _go_next(self) -> None:
        self.went.emit(LotteryStep.FREEZE)


def _card(title: str, *parts: QWidget) -> QFrame:
    frame, column = card(title)
    for part in parts:
        column.addWidget(part)
    return frame


def _counted(review: Review) -> str:
    """Say how many there are to be drawn and the most that each takes; whoever goes beside them is
    counted by whom for."""
    apart = Counter(entry.role for entry in review.entries if entry.role)
    who = "名检查人员" if review.mode == "persons" else "组"
    said = (
        f"共 {len(review.entries) - apart.total()} {who}，每{who[:1]}本次最多承担 {review.cap} 家"
        "（平均数的两倍）。"
    )
    others = "、".join(f"{role} {count} 人" for role, count in apart.items())
    return f"{said}另有{others}，各在自己的人里抽。" if others else said


def _layers(line: QuotaLine) -> str:
    return "，".join(
        f"本年{layer.visits}次 {layer.pool} 家抽 {layer.k} 家" for layer in line.layers
    )


def _told(changes: Sequence[str] | None, campaign: str) -> str:
    if campaign:
        return f"“{campaign}”的范围是自己的，不和别的摇号比较。"
    if changes is None:
        return "这是第一次冻结，没有可以比较的。"
    if not changes:
        return "没有变化。"
    told = [f"· {change}" for change in changes[:_TOLD]]
    if len(changes) > _TOLD:
        told.append(f"· 另外还有 {len(changes) - _TOLD} 处变化")
    return "\n".join(told)
