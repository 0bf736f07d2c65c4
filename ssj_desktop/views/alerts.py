"""Dialogs for decisions and faults; all of them are opened, none is waited for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ssj_desktop.errors import DeskError
from ssj_desktop.views.parts import label

_ALONE: set["Alert"] = set()  # those over no window
_WIDTH = 460
_WIDE = 640, 260  # px, for lines that are read one by one


class Alert(QDialog):
    """A sentence, what to do about it, and buttons; Esc is the last, harmless one."""

    def __init__(self, parent: QWidget | None, title: str, message: str, hint: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(24, 20, 24, 20)
        self._body.setSpacing(12)
        for text, name in ((message, "alertMessage"), (hint, "alertHint")):
            if text:
                part = label(text, name, wrap=True)
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._body.addWidget(part)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()

    def add(self, widget: QWidget) -> None:
        """Put something between the sentences and the buttons."""
        self._body.addWidget(widget)

    def offer(
        self,
        words: str,
        then: Callable[[], object] | None = None,
        kind: str = "",
        ready: Callable[[], bool] = lambda: True,
    ) -> None:
        """Add a button; ``kind`` is "primary", "danger" or ""; it closes the dialog first, which
        stays open, with nothing done, where what is typed into it is not ``ready``."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setProperty("kind", kind)
        button.setDefault(kind == "primary")
        button.clicked.connect(lambda: self._take(then) if ready() else self._make_room())
        self._buttons.addWidget(button)

    def _take(self, then: Callable[[], object] | None) -> None:
        self.close()
        if then:
            then()

    def show_up(self) -> None:
        """Lay the buttons out and open."""
        self._body.addSpacing(4)
        self._body.addLayout(self._buttons)
        self._fit()
        if self.parent() is None:  # nobody else keeps it, and it would go before it is seen
            _ALONE.add(self)
            self.finished.connect(lambda _: _ALONE.discard(self))
        self.open()

    def _fit(self) -> None:
        # Else the height is that of the narrowest layout, whose texts take more lines.
        width = max(_WIDTH, self.sizeHint().width())
        self.resize(width, self.heightForWidth(width))

    def _make_room(self) -> None:
        """Grow for the words of what is wrong, once they have got their place."""
        QTimer.singleShot(0, self, self._fit)


def tell(parent: QWidget | None, error: DeskError) -> None:
    """Say what is wrong and what to do."""
    alert = Alert(parent, "提示", error.message, error.hint)
    alert.offer("知道了", kind="primary")
    alert.show_up()


def tell_whole(parent: QWidget | None, error: DeskError, lines: Sequence[str]) -> None:
    """Say what is wrong, and each of ``lines`` in a box to be read and copied whole."""
    alert = Alert(parent, "提示", error.message, error.hint)
    record = _record("\n".join(lines))
    record.setMinimumSize(*_WIDE)
    alert.add(record)
    alert.offer("知道了", kind="primary")
    alert.show_up()


def ask(
    parent: QWidget | None,
    question: str,
    details: str,
    yes: str,
    then: Callable[[], object],
    danger: bool = False,
) -> None:
    """Ask before something that cannot simply be undone; ``then`` runs on ``yes`` alone."""
    alert = Alert(parent, "请确认", question, details)
    alert.offer(yes, then, kind="danger" if danger else "primary")
    alert.offer("取消")
    alert.show_up()


def crash(parent: QWidget | None, traceback: str, log: Path) -> None:
    """Own up to a fault of the program's own; the log says more."""
    alert = Alert(
        parent,
        "程序出错",
        "程序出了一个差错，刚才这一步没有完成。",
        f"已经保存的内容没有丢。请把下面的记录发给维护人员；同样的记录在 {log} 里。",
    )
    alert.add(_record(traceback))
    alert.offer("继续使用", kind="primary")
    alert.offer("打开记录所在文件夹", lambda: _open_folder(log.parent))
    alert.show_up()


def _record(text: str) -> QPlainTextEdit:
    record = QPlainTextEdit(text)
    record.setReadOnly(True)
    record.setMinimumHeight(180)
    return record


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
