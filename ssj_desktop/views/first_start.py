"""What is seen before a data file is open: begin one, open one, or try the made-up county."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import OfficeFacts, SchemeChoice
from ssj_desktop.views import alerts
from ssj_desktop.views.files import DATA, ask_file, ask_folder
from ssj_desktop.views.forms import Form
from ssj_desktop.views.parts import button, card, label, link, named, row, scrolled
from ssj_desktop.views.system.office import office_fields

_WORDS = "名称会印在文书上，以后可以在“系统”里改；本单位的方案不在列表里的，先选一个，建好再载入。"
SOMEBODY = "经办人"  # whoever tries the made-up county without giving a name


class FirstStart(QWidget):
    """Signals: ``begun`` (path, clerk, office), ``opened`` (path, clerk), ``tried`` (clerk)."""

    begun = Signal(object, str, object)
    opened = Signal(object, str)
    tried = Signal(str)

    def __init__(self, schemes: Sequence[SchemeChoice], clerk: str) -> None:
        super().__init__()
        named(self, "window")
        self.setWindowTitle("双随机")
        self.resize(1024, 728)
        self._form = self._make_form(schemes)
        self._form.fill({"clerk": clerk, "scheme_id": schemes[0].id if schemes else ""})
        self._folder = paths.data_folder()
        self._place = label(name="secondary", wrap=True)
        self._lay_out()
        self._show_place()

        self._form.edited.connect(self._show_place)

    def _make_form(self, schemes: Sequence[SchemeChoice]) -> Form:
        form = Form()
        form.line("clerk", "经办人", "经办人姓名，写进操作日志")
        office_fields(form, schemes)
        return form

    def _lay_out(self) -> None:
        new, column = card("第一次使用：登记本单位", _WORDS)
        column.addWidget(self._form)
        where = row(self._place, link("换个文件夹…", self._choose_folder))
        where.setStretch(0, 1)
        column.addLayout(where)
        column.addLayout(row(None, button("建立数据文件", self._start, "primary")))
        words = "扩展名是 .ssj；从别的电脑拷来的、备份出来的都可以打开。"
        old, column = card("已经有数据文件", words)
        column.addStretch()
        column.addLayout(row(button("打开数据文件…", self._choose_file), None))
        words = "虚构的青岭县：236 家检查对象、10 名执法人员，随便点，不影响真的数据。"
        trial, column = card("先看看", words)
        column.addStretch()
        column.addLayout(row(button("打开虚构的青岭县", self._try), None))
        inside = named(QWidget(), "paper")
        column = QVBoxLayout(inside)
        column.setContentsMargins(112, 32, 112, 32)
        column.setSpacing(16)
        column.addWidget(label("双随机桌面", "pageTitle"))
        column.addWidget(new)
        column.addLayout(row(old, trial, spacing=16))
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def _data_file(self) -> Path:
        name = self._form.texts()["name"].strip() or "本单位"
        plain = "".join(c for c in name if c not in '<>:"/\\|?*' and c.isprintable())[:60]
        return self._folder / f"{plain or '本单位'}.ssj"

    def _show_place(self) -> None:
        self._place.setText(f"数据放在：{self._data_file()}")

    def _choose_folder(self) -> None:
        ask_folder(self, "数据放在哪个文件夹", str(self._folder), self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show_place()

    def _start(self) -> None:
        texts = self._form.texts()
        missing = {name: "请填写。" for name, text in texts.items() if not text.strip()}
        self._form.blame(missing)
        if missing:
            return
        path = self._data_file()
        if path.exists():
            fault = f"“{path}”已经有了。"
            alerts.tell(self, DeskError(fault, "要接着用它，请按“打开数据文件”；否则换个文件夹。"))
            return
        del texts["clerk"]
        self.begun.emit(path, self._clerk(), OfficeFacts(**texts, steering_group=()))

    def _choose_file(self) -> None:
        if self._named():
            ask_file(self, "打开数据文件", str(self._folder), DATA, self._take_file)

    def _take_file(self, file: Path) -> None:
        self.opened.emit(file, self._clerk())

    def _try(self) -> None:
        self.tried.emit(self._clerk() or SOMEBODY)

    def _clerk(self) -> str:
        return " ".join(self._form.texts()["clerk"].split())

    def _named(self) -> bool:
        named = bool(self._clerk())
        self._form.blame({} if named else {"clerk": "请先填写经办人姓名。"})
        return named
