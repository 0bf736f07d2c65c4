"""Step 6, 纪要: the meeting's end, its papers, its transcript, and changes of the list."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit

from ssj_desktop.desk.moments import HINT, moment_of, written
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawFacts, DrawnTarget
from ssj_desktop.facts.lottery import LotteryFacts
from ssj_desktop.views.files import TRANSCRIPT, ask_folder, ask_new_file
from ssj_desktop.views.lottery.panel import StepPanel
from ssj_desktop.views.lottery.redraw import RedrawForm
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[DrawnTarget], ...] = (
    Column("序", lambda target: str(target.order), 40, numeric=True),
    Column("被检查单位", lambda target: target.name, 264),
    Column("类别", lambda target: target.category, 112),
    Column("主办", lambda target: _people(target, 0, 1), 80),
    Column("协办", lambda target: _people(target, 1, None), 120),
    Column("分队", lambda target: target.team.squad, 96),
    Column("变更", lambda target: target.fate, 120, tone=lambda it: "danger" if it.void else ""),
)
_PAPERS = (("confirmation", "摇号会议记录暨结果确认表"), ("minutes", "摇号会议纪要"))


class MinutesPanel(StepPanel):
    """Papers are made anew each time, by the file alone; who opens one is journalled."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ended = QLineEdit()
        self._end = button("结束会议", self._end_meeting, "primary")
        self._time = label(wrap=True)
        self._fault = label(name="fault", wrap=True)
        self._papers = [
            button(f"{title}…", partial(self._open, name, title)) for name, title in _PAPERS
        ]
        self._save_all = button("全部文书存到文件夹…", self._ask_folder)
        self._export = button("导出抽取记录…", self._ask_file)
        self._list: ShortTable[DrawnTarget] = ShortTable(
            "抽取结果", _COLUMNS, lambda target: target.code, context.settings
        )
        self._count = label(name="secondary", wrap=True)
        self._redrawn = label(wrap=True)
        self._redraw = RedrawForm(context)
        self._ask_redraw = button("申请补抽…", self._redraw.begin)

        self._lay_out()
        self._redraw.opened.connect(self._show_tools)
        self._redraw.opened.connect(lambda: self.bring_into_sight(self._redraw))
        self._redraw.closed.connect(self._show_tools)
        self._ended.setAccessibleName("会议结束时间")
        self._ended.returnPressed.connect(self._end_meeting)

    def _lay_out(self) -> None:
        words = "结束时间写进会议记录和纪要，记下以后不能再改。"
        frame, column = card("会议结束", words)
        self._ended.setFixedWidth(168)
        column.addLayout(row(self._time, self._ended, self._end, None))
        column.addWidget(self._fault)
        self.body.addWidget(frame)
        words = (
            "确认表当场打印签字；纪要另发。名单检查前保密，每次打开、保存都记入操作日志。抽取记录"
            "给上级、纪检或法院复核用。"
        )
        frame, column = card("文书", words)
        column.addLayout(row(*self._papers, self._save_all, self._export, None))
        self.body.addWidget(frame)
        words = (
            "名单确定后不得随意变更：对象注销、不在辖区、上级已查的，人员回避、缺席的，才能补抽。"
        )
        frame, column = card("变更名单", words)
        column.addWidget(self._redrawn)
        column.addWidget(self._redraw)
        column.addLayout(row(self._ask_redraw, None))
        self.body.addWidget(frame)
        frame, column = card("抽取结果")
        column.addWidget(self._count)
        column.addWidget(self._list)
        self.body.addWidget(frame)
        self.body.addStretch()

    def show_facts(self, facts: LotteryFacts) -> None:
        drawn, meeting = facts.drawn, facts.meeting
        if drawn is None or meeting is None:
            return
        over = meeting.ended is not None
        self._time.setText(f"{written(meeting.ended)} 结束" if meeting.ended else "结束时间")
        for part in (self._ended, self._end):
            part.setVisible(not over)
        self._fault.setVisible(False)
        self._count.setText(f"共 {len(drawn.standing)} 家，{_deadline(drawn)}")
        self._list.show_rows(drawn.targets)
        self._redrawn.setText("\n".join(_change_words(drawn)) or "没有变更。")
        self._redraw.show_list(drawn)
        self._show_tools()

    def reset(self) -> None:
        self._redraw.close_form()
        self._ended.setText("")  # not clear(), which counts as typed

    def look(self) -> None:
        if not self._ended.isModified():
            self._ended.setText(written(self.desk.now()))

    def begin(self) -> None:
        (self._end if self._end.isVisible() else self._papers[0]).setFocus()

    def unsaved(self) -> str:
        return "补抽的申请还没有提出。" if self._redraw.dirty else ""

    def _show_tools(self) -> None:
        frozen = self.facts.frozen if self.facts else None
        open_ = frozen is not None and (frozen.asked is not None or frozen.revealed)
        waits = "有一次补抽还没有抽出，抽出以后再办。" if open_ else ""
        for tool in (*self._papers, self._save_all, self._export):
            allow(tool, self.desk.read_only or waits)
        allow(self._end, self.desk.read_only)
        filling = "正在填写。" if self._redraw.is_open else ""
        allow(self._ask_redraw, self.desk.read_only or waits or filling)

    @property
    def _draw_id(self) -> str:
        assert self.facts
        assert self.facts.frozen
        return self.facts.frozen.draw_id

    def _end_meeting(self) -> None:
        facts = self.facts
        if facts is None or facts.meeting_id is None or not self._end.isEnabled():
            return
        if (ended := moment_of(self._ended.text())) is None:
            self._refuse(DeskError(HINT))
            return
        number = facts.meeting_id
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.meetings.end(number, ended),
            lambda _: self.context.say("会议结束时间已记下"),
            self._refuse,
        )

    def _refuse(self, error: DeskError) -> None:
        self._fault.setText(str(error))
        self._fault.show()

    def _open(self, name: str, title: str) -> None:
        draw_id = self._draw_id
        open_paper(
            self, self.context, f"{title} {draw_id}", lambda: self.desk.papers.open(draw_id, name)
        )

    def _ask_folder(self) -> None:
        ask_folder(self, "文书存到哪个文件夹", _documents(), self._save)

    def _save(self, folder: Path) -> None:
        draw_id = self._draw_id
        place = folder / draw_id
        self.work.verb(
            self,
            "正在生成文书……",
            lambda: self.desk.papers.write(draw_id, place),
            lambda files: self.context.say(f"{len(files)} 份文书已存到“{place.name}”文件夹"),
        )

    def _ask_file(self) -> None:
        suggested = Path(_documents()) / f"抽取记录 {self._draw_id}.json"
        ask_new_file(self, "导出抽取记录", suggested, TRANSCRIPT, self._write)

    def _write(self, file: Path) -> None:
        draw_id = self._draw_id
        self.work.verb(
            self,
            "正在导出……",
            lambda: self.desk.papers.transcript(draw_id, file),
            lambda _: self.context.say(f"抽取记录已存为“{file.name}”"),
        )


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _people(target: DrawnTarget, first: int, last: int | None) -> str:
    return "、".join(person.name for person in target.team.people[first:last])


def _deadline(drawn: DrawFacts) -> str:
    return f"{drawn.deadline} 前检查完" if drawn.deadline else "检查期限：日历未导入"


def _change_words(drawn: DrawFacts) -> list[str]:
    return [
        f"· {line.at:%m-%d %H:%M} {line.kind}：{line.went_out} → {line.came_in or '无'}"
        f"（{line.reason}；{line.evidence}；{line.approved_by}）"
        for line in drawn.redraws
    ]
