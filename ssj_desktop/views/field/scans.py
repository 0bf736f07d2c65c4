"""扫描件: signed papers dropped onto the record, looked at, taken off."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.record import RecordCard, ScanLine
from ssj_desktop.views import alerts
from ssj_desktop.views.files import SCAN, ask_file
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, link, row

_WORDS = "签好字的笔录和记录表扫描或拍照以后，拖到这里；PDF、JPG、PNG 都可以，存在数据文件里。"
_KILO = 1024  # bytes


class ScansCard(QWidget):
    """What is kept with a record, and how more comes to it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._record: RecordCard | None = None
        self._lines = QVBoxLayout()
        self._add = button("选文件…", self._ask)

        frame, body = card("扫描件", _WORDS)
        self._lines.setSpacing(4)
        body.addLayout(self._lines)
        body.addLayout(row(self._add, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def show_record(self, record: RecordCard) -> None:
        """List the papers of a record."""
        if self._record is None or self._record.scans != record.scans:
            self._list(record.scans)
        self._record = record
        begun = "" if record.saved_at else "记录还没有开始填写。"
        allow(self._add, self._context.desk.read_only or begun)

    def attach(self, *files: Path) -> None:
        """Keep these with the record that is seen."""
        record = self._record
        if record is None:
            return
        if not self._add.isEnabled():
            hint = "扫描件跟着记录存：请先填写、打印、签字。"
            alerts.tell(self, DeskError(self._add.toolTip(), hint))
            return
        number = record.row.number
        self._context.work.verb(
            self,
            "正在存入扫描件……",
            lambda: self._context.desk.scans.attach(number, *files),
            lambda _: self._context.say(f"已存入 {len(files)} 份扫描件"),
        )

    def _list(self, scans: tuple[ScanLine, ...]) -> None:
        while self._lines.count():
            line = self._lines.takeAt(0).widget()
            if line:
                line.hide()
                line.deleteLater()
        for scan in scans:
            line = QWidget()
            said = label(f"{scan.added_at:%Y-%m-%d %H:%M}，{_size(scan.size)}", "secondary")
            look = link(scan.name, partial(self._look, scan))
            off = link("移除…", partial(self._ask_off, scan))
            allow(off, self._context.desk.read_only)
            inside = row(look, said, None, off)
            inside.setContentsMargins(0, 0, 0, 0)
            line.setLayout(inside)
            self._lines.addWidget(line)

    def _ask(self) -> None:
        ask_file(self, "选签好字的扫描件", "", SCAN, self.attach)

    def _look(self, scan: ScanLine) -> None:
        open_paper(self, self._context, scan.name, lambda: self._context.desk.scans.open(scan.id))

    def _ask_off(self, scan: ScanLine) -> None:
        alerts.ask(
            self,
            f"移除“{scan.name}”？",
            "它不再跟着这份记录；谁在什么时候移除的，操作日志里有。",
            "移除",
            lambda: self._take_off(scan),
            True,
        )

    def _take_off(self, scan: ScanLine) -> None:
        self._context.work.verb(
            self,
            "正在移除……",
            lambda: self._context.desk.scans.remove(scan.id),
            lambda _: self._context.say(f"已移除“{scan.name}”"),
        )


def _size(count: int) -> str:
    if count < _KILO * _KILO:
        return f"{max(count // _KILO, 1)} KB"
    return f"{count / _KILO / _KILO:.1f} MB"
