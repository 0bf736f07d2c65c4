"""投影: what the room sees, in small, and how it is to be shown."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout

from ssj_desktop.settings import Settings
from ssj_desktop.views import alerts
from ssj_desktop.views.forms import Choice
from ssj_desktop.views.parts import button, card, label, row
from ssj_desktop.views.stage import Mirror, Show, StageWindow, other_screen

_LOOKS = (("dark", "深色"), ("bright", "浅色（会议室亮时）"))
_TEMPOS = (("slow", "慢"), ("normal", "中"), ("fast", "快"))
_LABELS = ((False, "显示名称"), (True, "只显示编号"))


class Projector(QFrame):
    """Opens and closes the projector's window. ``advanced``: a presenter's key there."""

    advanced = Signal()

    def __init__(self, show: Show, settings: Settings) -> None:
        super().__init__()
        self._show = show
        self._settings = settings
        self._window: StageWindow | None = None
        self._where = label(name="secondary", wrap=True)
        self._open = button("打开投影", self._turn)
        manner = settings.stage
        self._look = _choice("投影的颜色", _LOOKS, manner.look, lambda it: self._set(look=it))
        self._tempo = _choice("滚动的快慢", _TEMPOS, manner.tempo, lambda it: self._set(tempo=it))
        self._labels = _choice("名称或编号", _LABELS, manner.coded, lambda it: self._set(coded=it))
        self._still = QCheckBox("不滚动")

        self._still.setChecked(manner.still)
        self._still.setToolTip("结果一个一个直接出现，没有动画。")
        self._still.toggled.connect(lambda on: self._set(still=on))
        frame, column = card("投影画面")
        column.setSpacing(8)
        column.addWidget(Mirror(show))
        column.addLayout(row(self._open, self._where))
        column.addLayout(row(self._look, self._labels))
        column.addLayout(row(label("滚动"), self._tempo, self._still, None))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        gui = QGuiApplication.instance()
        assert isinstance(gui, QGuiApplication)
        for plugged in (gui.screenAdded, gui.screenRemoved):
            plugged.connect(self.look_for_screens, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether the room sees the show."""
        return self._window is not None

    def look_for_screens(self) -> None:
        """Say where the show is, or would be."""
        other = other_screen(self)
        if self._window:
            size = self._show.size
            self._where.setText(f"正在投影，{size.width()}×{size.height()}")
            self._open.setText("关闭投影")
            return
        size = other.size() if other else self.screen().size()
        on = "在第二个显示器上" if other else "只有一个显示器：投影会占满本机，按 Esc 退出"
        self._where.setText(f"{on}，{size.width()}×{size.height()}")
        self._open.setText("打开投影")

    def close_window(self) -> None:
        """Close the projector's window, if it is open."""
        if self._window:
            self._window.close()

    def _turn(self) -> None:
        if self._window:
            self._window.close()
            return
        self._window = StageWindow(self._show)
        self.destroyed.connect(self._window.deleteLater)
        self._window.advanced.connect(self.advanced)
        self._window.returned.connect(self._show.go_back)
        self._window.leave_asked.connect(self._ask_to_leave)
        self._window.gone.connect(self._gone)
        other = other_screen(self)
        self._window.open_on(other or self.screen(), with_keyboard=other is None)
        if other:
            self.window().activateWindow()  # whoever types goes on typing
        self.look_for_screens()

    def _ask_to_leave(self) -> None:
        alerts.ask(
            self._window,
            "要关闭投影吗？",
            "摇号不受影响，可以再打开，接着刚才的画面。",
            "关闭投影",
            self.close_window,
        )

    def _gone(self) -> None:
        window, self._window = self._window, None
        if window:
            window.deleteLater()
        if not self.isVisible():
            self._show.stop()  # nobody looks any more
        self.look_for_screens()
        self.window().activateWindow()
        self._open.setFocus()

    def _set(self, **changes: Any) -> None:
        self._settings.stage = replace(self._settings.stage, **changes)
        self._show.set_manner(self._settings.stage)


def _choice(name: str, words: Any, now: object, then: Any) -> QComboBox:
    made = Choice()
    for value, word in words:
        made.addItem(word, value)
    made.setCurrentIndex(made.findData(now))
    made.setAccessibleName(name)
    made.activated.connect(lambda _: then(made.currentData()))
    return made
