"""The middle of the page: one task's record, typed, printed, brought back signed, judged."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ssj_desktop.desk.moments import written
from ssj_desktop.errors import DeskError, FormError, SettledError
from ssj_desktop.facts.record import RecordCard, ToSign
from ssj_desktop.views import alerts
from ssj_desktop.views.codes import in_groups
from ssj_desktop.views.drop_veil import DropVeil
from ssj_desktop.views.field.autosave import Autosave
from ssj_desktop.views.field.finding import finding_card
from ssj_desktop.views.field.record_form import RecordForm
from ssj_desktop.views.field.scans import ScansCard
from ssj_desktop.views.field.signing import signing_card
from ssj_desktop.views.open_paper import open_paper, show_paper
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, label, restyle, row, scrolled


class RecordSide(QWidget):
    """Shows a record and keeps what is typed into it. ``given_up``: something typed cannot be kept
    any more, so that what is seen is not what is there; ``wanted``: the number of another task."""

    given_up = Signal()
    wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._record: RecordCard | None = None
        self._refused = False  # what keeps it from being printed is said until it is mended
        self._autosave = Autosave(context, self)
        self._name = label(name="pageTitle", wrap=True)
        self._known = label(name="secondary", wrap=True)
        self._shared = label(name="notice", wrap=True)
        self._lead = button("去那一家", self._go_to_lead)
        self._form = RecordForm(context)
        self._signing, self._finding = signing_card(context), finding_card(context)
        self._scans = ScansCard(context)
        self._print = button("打印供签字", self._print_to_sign, "primary")
        self._blank = button("空白表…", self._print_blank)
        self._sheet = button("任务单…", self._print_sheet)
        self._kept = label(name="secondary", wrap=True)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(12)
        for part in (self._form, self._signing, self._scans, self._finding):
            body.addWidget(part)
        body.addStretch()
        self._scroll = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._known)
        shared = row(self._shared, self._lead)
        shared.setStretch(0, 1)
        column.addLayout(shared)
        column.addWidget(self._scroll, 1)
        foot = row(self._print, self._blank, self._sheet)
        foot.addWidget(self._kept, 1)
        column.addLayout(foot)
        DropVeil(self, self._on_drop, self._take_dropped)

    def _connect(self) -> None:
        self._form.edited.connect(self._take)
        self._form.now_wanted.connect(
            lambda name: self._form.put(name, written(self._context.desk.now()))
        )
        self._autosave.failed.connect(self._not_kept)
        for card in (self._signing, self._finding):
            card.opened.connect(lambda card=card: self._bring_into_sight(card))
            card.keeping.connect(self.flush)  # what is typed is kept before it is signed
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._print.click)

    def show_record(self, record: RecordCard) -> None:
        """Show a task's record; what is being typed into it stays as it is."""
        another = self._record is None or self._record.row.number != record.row.number
        self._refused = self._refused and not another
        self._record = record
        self._name.setText(record.row.name)
        self._known.setText(_known(record))
        self._show_shared(record)
        held = None if record.closed else self._autosave.held(record.row.number)
        self._form.show_card(record, held or record.body)
        self._form.setEnabled(not self._context.desk.read_only)
        for card in (self._signing, self._scans, self._finding):
            card.show_record(record)
        self._print.setText("再打印" if record.signing else "打印供签字")
        self._tell(record)
        if another:
            self._form.blame({})
            self._scroll.verticalScrollBar().setValue(0)

    def _show_shared(self, record: RecordCard) -> None:
        """Say what is done in one visit with another task, and where its papers are made."""
        into, also = record.row.into, record.sheet.also
        self._shared.setText(record.closed if into else f"一并检查：{'、'.join(also)}")
        self._shared.setVisible(bool(into or also))
        self._lead.setVisible(bool(into))
        for tool in (self._print, self._blank, self._sheet):
            allow(tool, record.closed if into else "")

    def _go_to_lead(self) -> None:
        if self._record:
            self.wanted.emit(self._record.row.into)

    def flush(self) -> None:
        """Keep what is typed; whatever is asked of the desk next comes after it."""
        self._autosave.flush()

    def keep_typed(self) -> None:
        """Keep what is typed before this returns.

        Raises:
            DeskError: it could not be written.
        """
        self._autosave.flush_at_once()

    def unsaved(self) -> str:
        """Return in words what leaving would lose, "" when nothing would."""
        forms = ((self._signing, "签字"), (self._finding, "结果认定"))
        return "".join(f"{words}还没有登记。" for card, words in forms if card.form.dirty)

    def _take(self) -> None:
        if self._record:
            self._refused = False
            self._autosave.take(self._record.row.number, self._form.body())
            self._say("正在填写……")

    def _tell(self, record: RecordCard) -> None:
        if self._refused or self._autosave.held(record.row.number):
            return
        if record.closed:
            self._say(record.closed)
        elif record.printed_at:
            self._say(f"{record.printed_at:%m-%d %H:%M} 打印供签字", "fine")
        elif record.saved_at is None:
            self._say("名录和摇号里有的已经填好；边填边存。")
        else:
            lacks = len(record.faults)
            words = f"已自动保存 {record.saved_at:%H:%M:%S}"
            self._say(f"{words}；还差 {lacks} 处" if lacks else f"{words}；可以打印")

    def _say(self, words: str, tone: str = "") -> None:
        self._kept.setText(words)
        restyle(self._kept, tone)

    def _not_kept(self, number: str, error: DeskError) -> None:
        if isinstance(error, SettledError):
            alerts.tell(self, error)
            self.given_up.emit()  # the form goes back to what the file has
        elif self._record and number == self._record.row.number:
            self._say(f"没有存上：{error}", "danger")
        else:
            self._say(f"任务 {number} 没有存上：{error}", "danger")

    def _print_to_sign(self) -> None:
        if self._record is None:
            return
        number, records = self._record.row.number, self._context.desk.records
        self.flush()
        self._context.work.verb(
            self,
            "正在排版……",
            lambda: records.to_sign(number),
            self._show_to_sign,
            self._refuse,
        )

    def _show_to_sign(self, papers: ToSign) -> None:
        # By its number: the name of a site nobody has been to yet stays out of printers' queues.
        title = f"现场检查记录 {papers.tasks[0]}"
        preview = show_paper(self, self._context, title, papers.content)
        preview.left.connect(lambda: self._note_sent(papers))

    def _note_sent(self, papers: ToSign) -> None:
        desk, work = self._context.desk, self._context.work
        if not desk.read_only:
            work.note(self, lambda: desk.records.sent(papers), lambda _: None, work.told.emit)

    def _print_blank(self) -> None:
        if self._record:
            number, records = self._record.row.number, self._context.desk.records
            open_paper(self, self._context, "空白现场检查记录", lambda: records.blank(number))

    def _print_sheet(self) -> None:
        if self._record:
            number, tasks = self._record.row.number, self._context.desk.tasks
            title = f"检查任务单 {number}"
            open_paper(self, self._context, title, lambda: tasks.sheets([number]))

    def _refuse(self, error: DeskError) -> None:
        """Say in the form what keeps the record from being printed."""
        if isinstance(error, FormError):
            self._refused = True
            self._form.blame(dict(error.faults))
            self._say(f"还不能打印：有 {len(error.faults)} 处要补，已经在表里标出。", "danger")
            if (first := QApplication.focusWidget()) and self._form.isAncestorOf(first):
                self._bring_into_sight(first)
        else:
            alerts.tell(self, error)

    def _bring_into_sight(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def _on_drop(self, files: list[Path]) -> str:
        if not self._record:
            return ""
        words = f"松开鼠标，把 {len(files)} 份扫描件存到这份记录"
        return words if files else "只能拖这台电脑上的文件。"

    def _take_dropped(self, files: list[Path]) -> None:
        if files:
            self.flush()
            self._scans.attach(*files)


def _known(record: RecordCard) -> str:
    """Return what is known of a task in a line: its numbers, by when, when before."""
    sheet, task = record.sheet, record.row
    due = f"{task.deadline} 前完成" if task.deadline else "期限：日历未导入"
    before = dict(sheet.background)["上次检查"]
    parts = (in_groups(task.code), f"任务 {task.number}", due, f"上次检查 {before}")
    return "　".join(parts)
