"""The chosen day: what it is, who says so, and setting it by hand."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.calendar import DayFacts, DayKind
from ssj_desktop.views import alerts
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row
from ssj_desktop.views.system.day_words import day_state, day_title

_OFF, _WORKED = "放假", "上班"
_TONES = {DayKind.WEEKEND: "danger", DayKind.OFF: "danger", DayKind.UNKNOWN: "warn"}


class DayCard(QWidget):
    """``editing``: whether the form is open; ``done``: it was closed with the keyboard in it."""

    editing = Signal(bool)
    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._one: DayFacts | None = None
        self._title = label(name="cardTitle", wrap=True)
        self._state = label(wrap=True)
        self._source = label(name="secondary", wrap=True)
        self._form = InlineForm(context, "保存", self._read)
        self._edit = button("修改…", self.edit)
        self._back = button("恢复", self._restore)

        self._lay_out()

        self._form.opened.connect(lambda: self._show_editing(True))
        self._form.closed.connect(self._closed)

    def _lay_out(self) -> None:
        words = [(word, word) for word in (_OFF, _WORKED)]
        self._form.form.choice("state", "这一天", words)
        self._form.line("name", "名称", "节日名称，或者为什么改")
        frame, column = card()
        for part in (self._title, self._state, self._source, self._form):
            column.addWidget(part)
        column.addLayout(row(self._edit, self._back, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_day(self, one: DayFacts, today: date) -> None:
        """Show a day."""
        self._one = one
        self._title.setText(day_title(one.day) + ("（今天）" if one.day == today else ""))
        self._state.setText(day_state(one))
        restyle(self._state, _TONES.get(one.kind, ""))
        back = f"；恢复后是{one.without_hand.value}" if one.without_hand else ""
        self._source.setText(f"{one.source}{back}")
        self._source.setVisible(bool(one.source))
        read_only = self._context.desk.read_only
        allow(self._edit, read_only)
        allow(self._back, read_only or ("" if one.by_hand else "这一天没有手工改过。"))

    def edit(self) -> None:
        """Open the form for the day that is shown."""
        if self._one and self._edit.isEnabled() and not self._form.is_open:
            state = _OFF if self._one.kind.free else _WORKED
            texts = {"state": state, "name": self._one.name}
            self._form.open_form(f"改 {day_title(self._one.day)}", "state", texts)

    def unsaved(self) -> str:
        """Return in words what leaving the day would lose."""
        return "这一天的修改还没有保存。" if self._form.dirty else ""

    def unless_lost(self, then: Callable[[], object]) -> None:
        """Close the form and do ``then``; where something is typed, only if the clerk agrees."""

        def leave() -> None:
            self._form.close_form()
            then()

        if lost := self.unsaved():
            alerts.ask(self, lost, "换一天，改过的内容会丢失。", "不保存", leave, danger=True)
        else:
            leave()

    def _read(self, answers: Answers) -> Verb:
        assert self._one
        day, off = self._one.day, answers.text("state") == _OFF
        name = answers.text("name")
        return lambda: self._context.desk.calendars.set_day(day, off, name)

    def _restore(self) -> None:
        assert self._one
        day = self._one.day
        self._context.work.verb(
            self,
            "正在恢复……",
            lambda: self._context.desk.calendars.forget_day(day),
            lambda _: self._context.say(f"{day} 已恢复"),
        )

    def _show_editing(self, open_: bool) -> None:
        self._edit.setVisible(not open_)
        self._back.setVisible(not open_)
        self.editing.emit(open_)

    def _closed(self, typing: bool) -> None:
        self._show_editing(False)
        if typing:
            self.done.emit()
