"""回避: who must not inspect whom, of everybody."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ssj_desktop.facts.roster import RecusalRow
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, label, row, save_key, scrolled
from ssj_desktop.views.rosters.recusal_forms import LiftRecusal, NewRecusal, recusal_columns
from ssj_desktop.views.rosters.roster_page import RosterPage
from ssj_desktop.views.rosters.side_card import SideCard
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[RecusalRow], ...] = (
    Column("人员", lambda recusal: recusal.inspector, 120),
    *recusal_columns(site=320, reason=320),
)


class RecusalCard(SideCard):
    """Begins a recusal, or shows one and ends it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._recusal: RecusalRow | None = None
        self._words = label(wrap=True)
        self._end = button("解除…", self._begin_lift)
        self._new = NewRecusal(context)
        self._lift = LiftRecusal(context)

        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addLayout(row(self._end, None))
        column.addWidget(self._new)
        column.addWidget(self._lift)
        column.addStretch()
        scroll = scrolled(sheet)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.setAutoFillBackground(False)  # the card's own shows through
        self.body.addWidget(scroll, 1)

        for form in (self._new, self._lift):
            form.closed.connect(self.close_card)
        allow(self._end, context.desk.read_only)
        save_key(self, self._submit)

    def add_recusal(self) -> None:
        """Ask whom and what a new recusal is about."""
        self.unless_lost(self._show_new)

    def open_recusal(self, recusal: RecusalRow, grab: bool) -> None:
        """Show a recusal; ``grab``: with the keyboard where it can be ended."""
        self.unless_lost(lambda: self._show(recusal, grab))

    def refresh(self) -> None:
        self._new.refresh()

    def unsaved(self) -> str:
        typed = self._new.dirty or self._lift.dirty
        return f"“{self.title.text()}”还没有保存。" if typed else ""

    def forget(self) -> None:
        for form in (self._new, self._lift):
            with QSignalBlocker(form):
                form.close_form()

    def _show_new(self) -> None:
        self._begin("登记回避", "")
        self._new.begin("人员、对象和原因")

    def _show(self, recusal: RecusalRow, grab: bool) -> None:
        self._recusal = recusal
        ended = f"已于 {recusal.lifted_on} 解除。" if recusal.lifted_on else "现行。"
        title = f"{recusal.inspector}回避{recusal.target}"
        self._begin(title, f"原因：{recusal.reason}\n{ended}", recusal.lifted_on is None)
        if grab:
            self._end.setFocus()

    def _begin(self, title: str, words: str, in_force: bool = False) -> None:
        self.forget()
        self.title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._end.setVisible(in_force)
        self.open_card()

    def _begin_lift(self) -> None:
        if self._recusal:
            self._end.hide()
            self._lift.begin(self._recusal)

    def _submit(self) -> None:
        for form in (self._new, self._lift):
            if form.is_open:
                form.submit()


class Recusals(RosterPage[RecusalRow]):
    """Every recusal, those in force first."""

    title = "回避"
    watches = frozenset({"inspectors", "targets", "imports"})
    unit = "条"
    found_by = "人员、对象、原因或拼音首字母"
    empty = (
        "还没有登记回避。\n执法人员与检查对象有利害关系的，请在摇号之前登记；摇号时不会派他去查。"
    )
    importable = False

    def __init__(self, context: Context) -> None:
        card = RecusalCard(context)
        super().__init__(
            context,
            _COLUMNS,
            lambda recusal: recusal,
            lambda recusal: f"{recusal.inspector} {recusal.target} {recusal.reason}",
            card,
        )
        self._recusal_card = card
        self._in_force = QCheckBox("只看现行")
        self.add_filter(self._in_force)

        self._in_force.toggled.connect(self.filter)

    def read_rows(self) -> Sequence[RecusalRow]:
        return self.desk.inspectors.recusals()

    def open_row(self, row: RecusalRow, grab: bool) -> None:
        self._recusal_card.open_recusal(row, grab)

    def add_new(self) -> None:
        self._recusal_card.add_recusal()

    def keep(self) -> Callable[[RecusalRow], bool] | None:
        if not self._in_force.isChecked():
            return None
        return lambda recusal: recusal.lifted_on is None

    def clear_filters(self) -> None:
        self._in_force.setChecked(False)
        super().clear_filters()
