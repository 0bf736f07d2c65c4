"""The card of one entry of a roster: the form to change it, and what else is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.roster import FieldText
from ssj_desktop.views.forms import Form
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, label, restyle, row, save_key, tab_bar
from ssj_desktop.views.rosters.side_card import SideCard


class Entry(Protocol):
    """What a card of any roster says."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def fields(self) -> tuple[FieldText, ...]: ...


C = TypeVar("C", bound=Entry)
C_co = TypeVar("C_co", bound=Entry, covariant=True)


class Book(Protocol[C_co]):
    """A roster of the desk."""

    def card(self, code: str) -> C_co: ...
    def blank(self) -> tuple[FieldText, ...]: ...
    def save(self, code: str | None, texts: Mapping[str, str]) -> str: ...


class EntryCard(SideCard, Generic[C]):
    """Shows one entry, or an empty form; a roster shows its own facts in :meth:`show_more`.

    ``saved``: an entry, by its code.
    """

    saved = Signal(str)

    def __init__(
        self,
        context: Context,
        kind: str,
        book: Book[C],
        paragraphs: Mapping[str, int],
        tabs: Sequence[tuple[str, QWidget]],
    ) -> None:
        """``paragraphs``: the long fields, with how many lines they show; ``tabs`` follow 资料."""
        super().__init__(context)
        self._kind, self._book, self._paragraphs = kind, book, paragraphs
        self._code: str | None = None
        self._fields: tuple[FieldText, ...] = ()
        self._grab = False
        self._awaited = False  # what is still seen is another entry's
        self.line = label(name="secondary", wrap=True)
        self._tabs = tab_bar("sections")
        self._stack = QStackedWidget()
        self._scroll = QScrollArea()
        self._form = Form()
        self._state = label(name="secondary")
        self._save = button("保存", self.save, "primary")
        self._drop = button("放弃修改", self.forget)

        self._lay_out(tabs)

        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        save_key(self, self.save)

    def _lay_out(self, tabs: Sequence[tuple[str, QWidget]]) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addLayout(row(self._state, None, self._drop, self._save))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields scroll it
        self._tabs.setAccessibleName(f"{self._kind}的各栏")
        for title, part in (("资料", sheet), *tabs):
            self._tabs.addTab(title)
            self._stack.addWidget(part)
        self.body.addWidget(self.line)
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._stack, 1)

    @property
    def code(self) -> str | None:
        """The entry shown, None for a new one."""
        return self._code

    def open_entry(self, code: str | None, grab: bool = True) -> None:
        """Show an entry, or an empty form (None); ``grab``: with the keyboard in it."""
        if code == self._code and self.is_open:
            self._take_keyboard(grab)
        else:
            self.unless_lost(lambda: self._open(code, grab))

    def show_more(self, card: C | None) -> str:
        """Show what else is known of an entry (None: a new one); return the line below its name."""
        raise NotImplementedError

    def call_tab(self, index: int, title: str) -> None:
        """Give a tab another title (「回避 2」)."""
        self._tabs.setTabText(index, title)

    def refresh(self) -> None:
        if not self.is_open:
            return
        code, read = self._code, self.context.work.read
        if code is None:
            read(self, self._book.blank, lambda fields: self._show(None, fields))
        else:
            read(
                self,
                lambda: self._book.card(code),
                lambda card: self._show(card, card.fields),
                self._lose,
            )

    def unsaved(self) -> str:
        lost = self.is_open and self._form.dirty
        return f"“{self.title.text()}”的修改还没有保存。" if lost else ""

    def forget(self) -> None:
        self._form.fill({field.name: field.text for field in self._fields})
        self._show_state()

    def save(self) -> None:
        """Keep what has been changed, or say beside the fields why not."""
        if self._awaited or not self._save.isEnabled():
            return
        code, typed = self._code, self._form.texts()
        texts = typed
        if code is not None:  # what was not touched is left to whoever has changed it meanwhile
            before = {field.name: field.text for field in self._fields}
            texts = {name: text for name, text in typed.items() if text != before[name]}
        self.context.work.verb(
            self,
            "正在保存……",
            lambda: self._book.save(code, texts),
            lambda saved: self._saved(saved, typed),
            self._blame,
        )

    def _open(self, code: str | None, grab: bool) -> None:
        self._code, self._grab, self._awaited = code, grab, True
        self.forget()
        self.open_card()
        self.refresh()

    def _show(self, card: C | None, fields: tuple[FieldText, ...]) -> None:
        if self._awaited:
            self._awaited = False
            self.forget()  # what was typed before the entry was seen was not meant for it
        self.title.setText(card.name if card else f"新增{self._kind}")
        line = self.show_more(card)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        for index in range(1, self._tabs.count()):  # a new entry has nothing but its form
            self._tabs.setTabVisible(index, card is not None)
        if not self._form.dirty:
            self._show_form(fields)
        self._show_state()
        self._take_keyboard(self._grab)
        self._grab = False

    def _show_form(self, fields: tuple[FieldText, ...]) -> None:
        if [field.name for field in fields] != [field.name for field in self._fields]:
            self._build_form(fields)
        self._fields = fields
        self._form.fill({field.name: field.text for field in fields})

    def _build_form(self, fields: tuple[FieldText, ...]) -> None:
        self._form = Form()
        for field in fields:
            if field.choices:
                words = [("", "（未填）"), *((word, word) for word in field.choices)]
                self._form.choice(field.name, field.label, words)
            elif lines := self._paragraphs.get(field.name):
                self._form.paragraph(field.name, field.label, field.hint, lines)
            else:
                line = self._form.line(field.name, field.label, field.hint)
                line.setToolTip(field.hint)  # which may be longer than the field
        self._form.edited.connect(self._show_state)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self._form)
        column.addStretch()
        self._scroll.setWidget(sheet)

    def _take_keyboard(self, grab: bool) -> None:
        if grab and self._fields:
            self._tabs.setCurrentIndex(0)
            self._form.focus(self._fields[0].name)

    def _show_state(self) -> None:
        changed = self._form.dirty
        self._state.setText("有修改，还没有保存" if changed else "")
        restyle(self._state, "warn" if changed else "")
        why_not = "" if changed else "没有修改。"
        allow(self._save, self.context.desk.read_only or why_not)
        allow(self._drop, why_not)

    def _saved(self, code: str, typed: Mapping[str, str]) -> None:
        new = self._code is None
        self._code = code
        self._fields = tuple(replace(field, text=typed[field.name]) for field in self._fields)
        self._form.keep(typed)
        self._show_state()
        if new:  # its saving was announced before its code was known
            self.refresh()
        self.context.say(f"{'已新增' if new else '已保存'}：{typed['name']}")
        self.saved.emit(code)

    def _lose(self, error: DeskError) -> None:
        """Put the card of an entry away that is no more; never with what is being typed."""
        if self.unsaved():
            self.context.work.told.emit(error)
        else:
            self._close()
            self.context.say(error.message)

    def _blame(self, error: DeskError) -> None:
        if isinstance(error, FormError):
            self._form.blame(dict(error.faults))
            self._state.setText("没有保存，请改正标红的几处")
            restyle(self._state, "danger")
        else:
            self.context.work.told.emit(error)
