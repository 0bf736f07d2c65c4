"""Files and folders asked for; like every dialog these are opened, none is waited for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views import alerts

WORKBOOK = "Excel 工作簿 (*.xlsx)"
PAPER = "PDF 文件 (*.pdf)"
DOCUMENT = "Word 文档 (*.docx)"
DATA = "数据文件 (*.ssj)"
LIST = "CSV 表格 (*.csv)"
SCAN = "扫描件 (*.pdf *.jpg *.jpeg *.png)"
TRANSCRIPT = "抽取记录 (*.json)"
CALENDAR = "放假安排 (*.csv *.json)"
SCHEME = "方案文件 (*.toml)"

Then = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, folder: str, kinds: str, then: Then) -> None:
    """Ask for a file that is there; ``kinds`` as Qt writes them (「数据文件 (*.ssj)」)."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then)


def ask_folder(parent: QWidget, title: str, folder: str, then: Then) -> None:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    _open(dialog, then)


def ask_new_file(parent: QWidget, title: str, suggested: Path, kind: str, then: Then) -> None:
    """Ask where to write a file, which gets the suggested one's suffix when none is typed."""
    dialog = QFileDialog(parent, title, str(suggested), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix[1:])
    _open(dialog, lambda file: _unless_data(parent, file, then))


def _unless_data(parent: QWidget, file: Path, then: Then) -> None:
    """Write over no data file, least of all the open one."""
    if file.suffix.lower() == ".ssj":
        fault = f"“{file.name}”是数据文件的名字，不能用来存别的。"
        alerts.tell(parent, DeskError(fault, "请换一个名字。"))
    else:
        then(file)


def _open(dialog: QFileDialog, then: Then) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda file: then(Path(file)))
    dialog.open()
