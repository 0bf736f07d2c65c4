"""Step 1, 会议: when, where and who; what is said here stands in the minutes."""

import re
from collections.abc import Callable, Mapping

from ssj_desktop.desk.moments import HINT, moment_of, written
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import Meeting
from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.views.forms import Form
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row, save_key

_PEOPLE = ("supervisors", "attendees", "observers", "absent")
_BETWEEN = re.compile("[、，,；;\n](?![^（(]*[）)])")  # not those in a note behind a name
_AND = "用顿号隔开"


class MeetingPanel(StepPanel):
    """The meeting's form; it may be corrected until the freeze."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form = self._make_form()
        self._card, column = card("摇号会议", "这些内容写进会议记录和纪要，冻结名单以前都可以改。")
        fixed = "名单已经冻结，会议信息不能再改；有误请在签字的会议记录上更正。"
        self._fixed = label(fixed, "notice", wrap=True)
        self._notice, told = card()
        self._why = label(wrap=True)
        self._lead = button("", self._go_there, "primary")
        self._aborted = label(name="secondary", wrap=True)
        self._next = button("保存，下一步：核对名单", self._save, "primary")

        column.insertWidget(0, self._fixed)
        column.addWidget(self._form)
        line = row(self._why, self._lead, spacing=16)
        line.setStretch(0, 1)
        told.addLayout(line)
        for part in (self._notice, self._aborted, self._card):
            self.body.addWidget(part)
        self.body.addStretch()
        self.foot.addStretch()
        self.foot.addWidget(self._next)
        self._form.edited.connect(self._show_next)
        save_key(self, self._save)

    def _make_form(self) -> Form:
        form = Form()
        form.line("title", "会议名称")
        form.line("place", "地点", "例如 分局三楼会议室")
        form.line("started", "开始时间", "例如 2026-10-08 09:00")
        form.line("host", "主持人", "一般是领导小组组长")
        form.line("operator", "操作人", "操作这台电脑的人")
        form.line("recorder", "记录人")
        form.line("supervisors", "监督人", f"例如 何清廉（县纪委监委派驻组）；几个人{_AND}")
        form.line("attendees", "出席", f"领导小组成员和其他参加人，{_AND}")
        form.line("observers", "列席", _AND)
        form.line("absent", "请假", f"例如 周涛（培训）；几个人{_AND}")
        return form

    def reset(self) -> None:
        self._form.fill({})

    def show_facts(self, facts: LotteryFacts) -> None:
        frozen = facts.frozen is not None
        self._notice.setVisible(bool(facts.why_not))
        self._why.setText(facts.why_not)
        self._lead.setText(f"去“{facts.place.replace('/', '”的“')}”")
        self._lead.setVisible(bool(facts.place))
        self._aborted.setText("\n".join(facts.aborted))
        self._aborted.setVisible(bool(facts.aborted) and not frozen)
        self._card.setVisible(not facts.why_not)
        self._fixed.setVisible(frozen)
        self._form.setEnabled(not frozen)
        if frozen or not self._form.dirty:
            self._form.fill(_texts(facts.meeting or facts.suggested))
        self._show_next()

    def begin(self) -> None:
        if not (texts := self._form.texts())["place"]:
            self._form.focus("place")
        elif not texts["supervisors"]:
            self._form.focus("supervisors")
        elif self._next.isEnabled():
            self._next.setFocus()

    def unsaved(self) -> str:
        return "会议信息还没有保存。" if self._form.dirty else ""

    def _show_next(self) -> None:
        facts = self.facts
        kept = facts is not None and facts.meeting is not None and not self._form.dirty
        self._next.setText("下一步：核对名单" if kept else "保存，下一步：核对名单")
        why_not = "" if kept or facts is None else self.desk.read_only or facts.why_not
        allow(self._next, why_not)

    def _go_there(self) -> None:
        if self.facts:
            self.context.go(self.facts.place)

    def _save(self) -> None:
        facts, texts = self.facts, self._form.texts()
        if facts is None or not self._next.isEnabled() or not self.work.idle:
            return
        if facts.meeting is not None and not self._form.dirty:
            self._go_on()
            return
        faults = _faults(texts)
        self._form.blame(faults)
        if faults:
            return
        self.work.verb(
            self,
            "正在保存……",
            self._verb(facts, _meeting(texts)),
            lambda _: self._saved(texts),
            self._refuse,
        )

    def _verb(self, facts: LotteryFacts, meeting: Meeting) -> Callable[[], object]:
        """Return what keeps the form: the first time it convenes, then it corrects."""
        meetings, number = self.desk.meetings, facts.meeting_id
        if number is None:
            return lambda: meetings.convene(facts.quarter, meeting, facts.campaign)
        return lambda: meetings.correct(number, meeting)

    def _saved(self, texts: Mapping[str, str]) -> None:
        self._form.keep(texts)
        self.context.say("会议信息已保存")
        self._go_on()

    def _go_on(self) -> None:
        self.went.emit(LotteryStep.REVIEW)

    def _refuse(self, error: DeskError) -> None:
        self._form.blame({"title": str(error)})


def _texts(meeting: Meeting) -> dict[str, str]:
    texts = {name: getattr(meeting, name) for name in ("title", "place", "host", "operator")}
    texts |= {"recorder": meeting.recorder, "started": written(meeting.started)}
    return texts | {name: "、".join(getattr(meeting, name)) for name in _PEOPLE}


def _faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Return field → what is wrong with it; a name that is wanted, or a time that is none."""
    wanted = ("title", "place", "host", "operator", "recorder", "supervisors")
    faults = {name: "请填写，会议记录要写明。" for name in wanted if not texts[name].strip()}
    if moment_of(texts["started"]) is None:
        faults["started"] = HINT
    return faults


def _meeting(texts: Mapping[str, str]) -> Meeting:
    people = {name: tuple(map(str.strip, _BETWEEN.split(texts[name]))) for name in _PEOPLE}
    started = moment_of(texts["started"])
    assert started is not None  # else it has been blamed
    return Meeting(
        title=texts["title"],
        place=texts["place"],
        started=started,
        ended=None,
        host=texts["host"],
        operator=texts["operator"],
        recorder=texts["recorder"],
        **people,
    )
