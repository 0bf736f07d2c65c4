"""Step 3, 冻结: who will say digits; then the commitment, before anybody has said one."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from ssj_desktop.desk.digits import ceremony
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import FrozenFacts, LotteryFacts, LotteryStep, TeamMode
from ssj_desktop.views.forms import Form
from ssj_desktop.views.in_fours import SHORT, in_fours
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.lottery.qr_picture import QrPicture
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row

_QR = 270  # px: six a module, its margin included


class FreezePanel(StepPanel):
    """``mode``: how teams are to be formed, as the review has it."""

    def __init__(self, context: Context, mode: Callable[[], TeamMode | None]) -> None:
        super().__init__(context)
        self._mode = mode
        self._form = Form()
        self._stop = QCheckBox("另加一组“当场按停”（六位，取自时钟）")
        self._computer = QCheckBox("另加一组“计算机随机数”（六位）")
        self._before = self._make_form()
        self._commitment = label(name="commitment")
        self._draw_id = label(name="secondary", wrap=True)
        self._qr = QrPicture(_QR)
        self._freeze = button("冻结名单", self._ask, "primary")
        self._next = button("已经拍照或抄下，开始取数", self.go_on, "primary")

        self._after = self._make_commitment()
        self.body.addWidget(self._before)
        self.body.addWidget(self._after)
        self.body.addStretch()
        self.foot.addStretch()
        self.foot.addWidget(self._freeze)
        self.foot.addWidget(self._next)
        self._form.edited.connect(lambda: self._form.blame({}))

    def _make_form(self) -> QWidget:
        self._form.line("first", "第一组数字", "例如 主持人郑建业")
        self._form.line("second", "第二组数字", "例如 监督人何清廉")
        words = (
            "冻结以后，名单、抽取数、人员和回避都不能再改，程序算出一个承诺值。承诺值公布在前、"
            "数字说出在后，谁也不能挑结果。"
        )
        frame, column = card("由谁取数", words)
        column.addWidget(self._form)
        column.addWidget(self._stop)
        column.addWidget(self._computer)
        hint = "按停和计算机产生的数字，与会人员不能复核来源，纪要里会写明。一般不用。"
        column.addWidget(label(hint, "secondary", wrap=True))
        return frame

    def _make_commitment(self) -> QWidget:
        frame, column = card("承诺值")
        column.addWidget(self._draw_id)
        column.addWidget(self._commitment)
        words = (
            "请操作人以外的一位把投影上的承诺值拍下来，或者把这 16 位抄下来。会后用它核对："
            "名单在取数之前就已经定好，没有换过。"
        )
        column.addWidget(label(words, wrap=True))
        column.addLayout(row(self._qr, None))
        return frame

    def reset(self) -> None:
        self._form.fill({})
        self._stop.setChecked(False)
        self._computer.setChecked(False)

    def show_facts(self, facts: LotteryFacts) -> None:
        frozen = facts.frozen
        for part in (self._before, self._freeze):
            part.setVisible(frozen is None)
        for part in (self._after, self._next):
            part.setVisible(frozen is not None)
        if frozen:
            self._show_commitment(frozen)
        elif not self._form.dirty:
            host, supervisor = facts.two
            self._form.fill({"first": f"主持人{host}", "second": f"监督人{supervisor}"})
        allow(self._freeze, self.desk.read_only or facts.why_not or _no_meeting(facts))

    def _show_commitment(self, frozen: FrozenFacts) -> None:
        self._commitment.setText(in_fours(frozen.commitment[:SHORT]))
        moment = f"{frozen.frozen_at:%Y-%m-%d %H:%M:%S}"
        self._draw_id.setText(f"摇号编号 {frozen.draw_id}　{moment} 冻结")
        self._qr.show_code(frozen.commitment_qr, f"{frozen.draw_id} 的承诺值二维码")

    def begin(self) -> None:
        (self._next if self.facts and self.facts.frozen else self._freeze).setFocus()

    @property
    def heeds_keys(self) -> bool:
        return self.facts is not None and self.facts.frozen is not None

    def go_on(self) -> None:
        if self.heeds_keys and not self.just_came:
            self.went.emit(LotteryStep.DIGITS)

    def _ask(self) -> None:
        facts = self.facts
        if facts is None or facts.meeting_id is None or self.just_came:
            return
        texts, number = self._form.texts(), facts.meeting_id
        try:
            persons = (texts["first"], texts["second"])
            plan = ceremony(persons, self._stop.isChecked(), self._computer.isChecked())
        except DeskError as error:
            self._form.blame({"second": str(error)})
            return
        choices = Choices(tuple(plan), self._mode())
        self.work.verb(
            self,
            "正在冻结……",
            lambda: self.desk.draws.freeze(number, choices),
            lambda draw_id: self.context.say(f"名单已冻结，摇号编号 {draw_id}"),
        )


def _no_meeting(facts: LotteryFacts) -> str:
    return "" if facts.meeting_id is not None else "先登记会议。"
