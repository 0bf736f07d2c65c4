"""What lies over the window while a verb takes its time: its words, and how to stop it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from ssj_desktop.views.background import Work
from ssj_desktop.views.parts import button, card, label, named

_BLINK = 150  # ms; what is over sooner needs no words


class Veil(QWidget):
    """Covers its parent while a verb runs, so that nothing else is begun meanwhile."""

    def __init__(self, parent: QWidget, work: Work) -> None:
        super().__init__(parent)
        named(self, "veil")
        self._words = label()
        self._cancel = button("取消", self._stop)
        self._covered = parent
        self._work = work
        self._before: QWidget | None = None
        self._blink = QTimer(self)
        self._blink.setSingleShot(True)
        bar = QProgressBar()
        bar.setMaximum(0)
        bar.setTextVisible(False)
        frame, inside = card()
        frame.setFixedWidth(360)

        inside.addWidget(self._words)
        inside.addWidget(bar)
        inside.addWidget(self._cancel, alignment=Qt.AlignmentFlag.AlignRight)
        QVBoxLayout(self).addWidget(frame, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hide()

        self._blink.timeout.connect(self._cover)
        work.began.connect(self._begin)
        work.ended.connect(self._end)

    def focusNextPrevChild(self, _: bool) -> bool:
        return True  # Tab reaches nothing below

    def _begin(self, words: str, cancellable: bool) -> None:
        self._words.setText(words)
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self._blink.start(_BLINK)

    def _cover(self) -> None:
        self._before = QApplication.focusWidget()
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()
        self.setFocus()
        if self._cancel.isVisible():
            self._cancel.setFocus()

    def _stop(self) -> None:
        self._work.cancel()
        self._words.setText("正在停止……")
        self._cancel.setEnabled(False)

    def _end(self) -> None:
        self._blink.stop()
        if self.isVisible():
            self.hide()
            if self._before and isValid(self._before):
                self._before.setFocus()
        self._before = None
