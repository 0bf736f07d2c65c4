"""Also the words that Qt brings along are Chinese."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot


def english(widget: QWidget) -> list[str]:
    """Return the words below ``widget`` that a clerk cannot read."""
    parts: list[QLabel | QPushButton] = [
        *widget.findChildren(QLabel),
        *widget.findChildren(QPushButton),
    ]
    return [part.text() for part in parts if part.isVisible() and part.text().isascii()]


def test_a_file_dialog_speaks_chinese(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = QFileDialog(None, "打开数据文件", str(tmp_path), "数据文件 (*.ssj)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.open()

    assert "取消" in " ".join(button.text() for button in dialog.findChildren(QPushButton))
    assert [words for words in english(dialog) if words] == []


def test_the_menu_of_a_text_field_speaks_chinese(qtbot: QtBot) -> None:
    field = QLineEdit("乙县")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]

    assert any("复制" in text for text in words)
    assert [text for text in words if text.partition("\t")[0].isascii()] == []
