"""Step 4, 公开取数: two persons key in masked digits, and all are revealed together."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import (
    FrozenFacts,
    LotteryFacts,
    LotteryStep,
    RedrawAsked,
    SlotState,
)
from ssj_desktop.views import alerts
from ssj_desktop.views.lottery.digit_cells import DigitCells
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.lottery.quota_card import QuotaCard
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, link, restyle

_MACHINES = {"stop": "停", "computer": "由计算机产生"}


class _SlotRow:
    """The parts of one slot's line."""

    def __init__(self, slot: SlotState) -> None:
        self.cells = DigitCells(slot.count, f"{slot.by}的数字")
        self.state = label()
        self.reopened = False  # somebody is to type anew; until then the earlier digits count
        self.again: QPushButton | None = None
        self.machine: QPushButton | None = None


class DigitsPanel(StepPanel):
    """While digits are masked they are in memory alone; a restart asks for all of them anew."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[_SlotRow] = []
        self._shape: tuple[object, ...] = ()
        self._asked = label(name="notice", wrap=True)
        frame, self._column = card("公开取数")
        self._how = label(name="secondary", wrap=True)
        self._slots = QWidget()
        self._quotas = QuotaCard(context.settings)
        self._reveal = button("一起揭示", self.go_on, "primary")

        self._column.addWidget(self._how)
        self._column.addWidget(self._slots)
        self.body.addWidget(self._asked)
        self.body.addWidget(frame)
        self.body.addWidget(self._quotas)
        self.body.addStretch()
        self.foot.addStretch()
        self.foot.addWidget(self._reveal)

    def show_facts(self, facts: LotteryFacts) -> None:
        frozen = facts.frozen
        self._asked.setVisible(frozen is not None and frozen.asked is not None)
        if frozen is None:
            return
        if frozen.asked:
            self._asked.setText(_asked_words(frozen.asked))
        self._quotas.show_quotas(frozen.quotas)
        self._quotas.setVisible(frozen.asked is None)
        shape = (frozen.draw_id, frozen.head, len(frozen.slots))
        if shape != self._shape:  # another event's digits
            self._shape = shape
            self._replace_slots(frozen.slots)
        for line, slot in zip(self._rows, frozen.slots, strict=True):
            self._show_slot(line, slot)
        missing = [slot.by for slot in frozen.slots if not slot.keyed_by]
        self._show_reveal(frozen, missing)
        lost = frozen.keyed and len(missing) == len(self._rows)
        way_out = "撤回" if frozen.asked else "中止"
        self._how.setText(_how_words(self._revealed, lost, way_out))

    def _show_reveal(self, frozen: FrozenFacts, missing: Sequence[str]) -> None:
        anew = [
            slot.by for line, slot in zip(self._rows, frozen.slots, strict=True) if line.reopened
        ]
        why_not = f"还没有输入：{'、'.join(missing)}。" if missing else ""
        if anew:
            why_not = f"正在重新输入：{'、'.join(anew)}。"
        self._reveal.setText("下一步：摇号" if self._revealed else "一起揭示")
        allow(self._reveal, "" if self._revealed else self.desk.read_only or why_not)

    @property
    def _revealed(self) -> bool:
        frozen = self.facts.frozen if self.facts else None
        return frozen is not None and all(slot.digits for slot in frozen.slots)

    @property
    def heeds_keys(self) -> bool:
        return True

    def begin(self) -> None:
        """Put the keyboard into the first slot that waits, else on the button."""
        slots = self.facts.frozen.slots if self.facts and self.facts.frozen else ()
        for line, slot in zip(self._rows, slots, strict=True):
            if not slot.keyed_by:
                (line.machine or line.cells).setFocus()
                return
        self._reveal.setFocus()

    def unsaved(self) -> str:
        slots = self.facts.frozen.slots if self.facts and self.facts.frozen else ()
        masked = any(slot.keyed_by and not slot.digits for slot in slots)
        return "密封的数字还没有揭示，离开后要重新输入。" if masked else ""

    def go_on(self) -> None:
        """Reveal all digits together, or go on to the draw once they are."""
        frozen = self.facts.frozen if self.facts else None
        if frozen is None or not self._reveal.isEnabled() or self.just_came:
            return
        if self._revealed:
            self.went.emit(LotteryStep.DRAW)
        elif self.work.idle:
            draw_id = frozen.draw_id
            self.work.verb(
                self,
                "正在揭示……",
                lambda: self.desk.draws.reveal(draw_id),
                lambda _: self.context.say("数字已经揭示并存盘"),
            )

    def _replace_slots(self, slots: Sequence[SlotState]) -> None:
        old = self._slots
        self._slots = QWidget()
        grid = QGridLayout(self._slots)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(3, 1)
        self._rows = []
        for number, slot in enumerate(slots):
            line = _SlotRow(slot)
            self._rows.append(line)
            grid.addWidget(_named(slot), number, 0)
            grid.addWidget(line.cells, number, 1)
            grid.addLayout(self._tools(number, slot, line), number, 2)
            line.cells.sealed.connect(partial(self._key, number))
        self._column.replaceWidget(old, self._slots)
        old.hide()
        old.deleteLater()

    def _tools(self, number: int, slot: SlotState, line: _SlotRow) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        if slot.source in _MACHINES:
            line.machine = button(_MACHINES[slot.source], partial(self._key, number, ""))
            tools.addWidget(line.machine)
        else:
            line.again = link("重新输入", partial(self._reopen, line))
        tools.addWidget(line.state)
        if line.again:
            tools.addWidget(line.again)
        tools.addStretch()
        return tools

    def _show_slot(self, line: _SlotRow, slot: SlotState) -> None:
        sealed = bool(slot.keyed_by)
        line.reopened = line.reopened and sealed and not slot.digits
        typing = line.reopened or (line.cells.typed and not sealed)
        if not typing:
            line.cells.show_state(sealed, slot.digits)
        by_machine = slot.source in _MACHINES
        line.cells.setEnabled(not by_machine and not self.desk.read_only)
        words, tone = _state_words(slot, line.reopened)
        line.state.setText(words)
        restyle(line.state, tone)
        if line.again:
            line.again.setVisible(sealed and not slot.digits and not line.reopened)
        if line.machine:
            allow(line.machine, self.desk.read_only or ("已经产生。" if sealed else ""))

    def _reopen(self, line: _SlotRow) -> None:
        line.reopened = True
        line.cells.open_again()
        if self.facts:
            self.show_facts(self.facts)

    def _key(self, number: int, digits: str) -> None:
        frozen = self.facts.frozen if self.facts else None
        if frozen is None:
            return
        draw_id, by, cells = frozen.draw_id, frozen.slots[number].by, self._rows[number].cells
        begun = self.work.verb(
            self,
            "正在封存……",
            lambda: self.desk.draws.key(draw_id, number, digits, by),
            lambda _: self._keyed(number),
            lambda error: self._refuse(cells, error),
        )
        if not begun and digits:
            cells.open_again()
            self.context.say("上一组还在封存，这一组没有收到，请再输一次")

    def _keyed(self, number: int) -> None:
        """Lead the keyboard to the next person; the facts come in a moment."""
        self._rows[number].reopened = False
        slots = self.facts.frozen.slots if self.facts and self.facts.frozen else ()
        waiting = [n for n, slot in enumerate(slots) if not slot.keyed_by and n != number]
        if waiting:
            line = self._rows[waiting[0]]
            (line.machine or line.cells).setFocus()
        elif not any(line.reopened for line in self._rows):
            allow(self._reveal, "")
            self._reveal.setFocus()

    def _refuse(self, cells: DigitCells, error: DeskError) -> None:
        cells.open_again()
        alerts.tell(self, error)


def _named(slot: SlotState) -> QLabel:
    words = label(f"{slot.by}\n{slot.how}　{slot.count} 位")
    words.setMinimumWidth(180)
    return words


def _state_words(slot: SlotState, reopened: bool) -> tuple[str, str]:
    """Return where a slot stands, and the tone."""
    if slot.digits:
        return "已揭示", "fine"
    if reopened:
        return "重新输入，输满以后换下原来的", "warn"
    return ("已封存，待揭示", "fine") if slot.keyed_by else ("等待输入", "hint")


def _asked_words(asked: RedrawAsked) -> str:
    return (
        f"{asked.kind}：{asked.went_out}。原因：{asked.reason}。依据：{asked.evidence}。"
        f"批准：{asked.approved_by}。"
    )


def _how_words(revealed: bool, lost: bool, way_out: str) -> str:
    if revealed:
        return "数字已经公开，存进数据文件，也写进会议记录。"
    if lost:
        return "上次输入的数字没有揭示，也没有存盘，请各位重新输入。"
    return f"两个人各自输入，旁人看不见；输满就封存。都输入以后一起揭示，揭示以后不能再{way_out}。"
