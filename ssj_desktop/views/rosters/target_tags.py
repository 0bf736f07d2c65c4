"""批量标签: a tag for many sites at once, or away from them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ssj_desktop.views.alerts import Alert

Tag = Callable[[str, bool], object]


def ask_tag(parent: QWidget, count: int, used: Sequence[str], tag: Tag) -> None:
    """Ask for a tag, suggesting those in use; ``tag`` gets it, and whether it is to be added."""
    alert = Alert(parent, "批量标签", f"给选中的 {count} 家加上或去掉标签", "几个标签用顿号隔开。")
    words, typed = QComboBox(), QLineEdit()
    words.setEditable(True)
    words.setLineEdit(typed)
    words.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    words.setAccessibleName("标签")
    words.addItems(list(used))
    words.setCurrentIndex(-1)
    typed.setPlaceholderText("写一个标签，或从已有的里选")
    alert.add(words)
    alert.offer("加上", lambda: tag(words.currentText(), True), kind="primary")
    alert.offer("去掉", lambda: tag(words.currentText(), False))
    alert.offer("取消")
    alert.show_up()
    words.setFocus()
