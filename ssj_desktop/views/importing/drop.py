"""Where a file is dropped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import FieldFacts, RosterKind
from ssj_desktop.views.parts import button, label, named, restyle, row

_FORMATS = "Excel 和 WPS 的 .xlsx、.xls，以及 .ods、.csv 都可以。"
_HEIGHT = 220  # px, for files to be dropped on
_WHOSE = "和“统一社会信用代码”“对象编号”“单位名称”中的一列"
_PROMISE = "读完先列出会改什么、有什么问题，确认以后才写入。"


class DropCard(QFrame):
    """Asks for a file, and tells why the last one could not be read at all.

    Signals: ``file_wanted``, ``template_wanted``, ``again`` (the same file once more).
    """

    file_wanted = Signal()
    template_wanted = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "drop")
        self._title = label(name="cardTitle", wrap=True)
        self._needed = label(name="secondary", wrap=True)
        self._fault = label(wrap=True)
        self._remedy = label(name="secondary", wrap=True)
        self._choose = button("选择文件…", self.file_wanted.emit, "primary")
        self._again = button("重新读取", self.again.emit)

        restyle(self._fault, "danger")
        self.setMinimumHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for part in (self._title, self._needed, self._fault, self._remedy):
            column.addWidget(part)
        column.addStretch()
        template = button("下载空白模板…", self.template_wanted.emit)
        column.addLayout(row(self._choose, self._again, template, None))
        self.blame(None)

    def ask_for(self, kind: RosterKind, fields: tuple[FieldFacts, ...]) -> None:
        """Ask for the file of a roster."""
        needed = "、".join(f"“{field.label}”" for field in fields if field.required)
        visits = kind is RosterKind.VISITS
        file = kind.whole if visits else f"{kind.label}的名录文件"
        self._title.setText(f"把{file}拖到这里")
        columns = f"必须有{needed}{'这几列，' + _WHOSE if visits else '一列'}"
        self._needed.setText(f"{_FORMATS}{columns}，其他的列有几列读几列。\n{_PROMISE}")

    def blame(self, error: DeskError | None) -> None:
        """Tell why a file could not be read, or nothing."""
        for part, text in (
            (self._fault, error.message if error else ""),
            (self._remedy, error.hint if error else ""),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._again.setVisible(error is not None)

    def take_keyboard(self) -> None:
        self._choose.setFocus()
