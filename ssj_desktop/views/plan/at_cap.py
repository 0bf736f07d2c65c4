"""查满年度入企上限的对象: each is left out or kept by whoever answers for it (N-11)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, row
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_COLUMNS: tuple[Column[AtCap], ...] = (
    Column("名称", lambda one: one.name, 168),
    Column("本年已查", lambda one: f"{one.visits} 次", 80, numeric=True),
    Column(
        "决定",
        lambda one: f"保留：{one.kept}" if one.kept else "还没有决定",
        152,
        tone=lambda one: "" if one.kept else "warn",
    ),
    Column("类别", lambda one: one.category, 104),
    Column("编号", lambda one: one.code, 176),
)
_KEPT = "已经决定保留。要另作决定，请先到“名录库 → 检查对象”这一家的“排除”栏撤销。"


class AtCapCard(QFrame):
    """Who can still be drawn though the yearly cap is reached; nobody is left out by itself.

    ``opened``: a form, which may lie out of sight.
    """

    opened = Signal(QWidget)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._desk = context.desk
        self._year, self._chair, self._why_not = 0, "", ""
        self._about: AtCap | None = None  # whom the open form is about
        words = "省里的上限管日常检查，个案不限。逐家决定：本年排除，或者写明理由保留。"
        frame, column = card("本年已查满入企上限的对象", words)
        self._count = label(wrap=True)
        self._table: ShortTable[AtCap] = ShortTable(
            "本年已查满入企上限的对象", _COLUMNS, lambda one: one.code, context.settings
        )
        self._leave = button("排除…", self._begin_leaving)
        self._keep = button("保留…", self._begin_keeping)
        self._leaving = InlineForm(context, "决定排除", self._read_leaving)
        self._keeping = InlineForm(context, "决定保留", self._read_keeping)

        self._forms = self._leaving, self._keeping

        self._make_forms()
        for part in (self._count, self._table):
            column.addWidget(part)
        column.addLayout(row(None, self._keep, self._leave))
        for form in self._forms:
            column.addWidget(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

        self._table.setSelectionMode(self._table.SelectionMode.SingleSelection)
        self._table.chosen_changed.connect(self._allow)

    def _make_forms(self) -> None:
        exceptions = self._keeping.form.choice("exception", "理由", ())
        offer(exceptions, {word: word for word in self._desk.exclusions.exceptions()})
        self._keeping.line("words", "说明", "选“其他”的必填")
        for form in self._forms:
            form.line("by", "决定人", "一般是领导小组组长")
            form.opened.connect(self._opened)
            form.closed.connect(self._closed)

    @property
    def dirty(self) -> bool:
        """Whether something is typed in a form."""
        return any(form.dirty for form in self._forms)

    def close_form(self) -> None:
        """Close the form that is open, whatever has been typed."""
        for form in self._forms:
            form.close_form()

    def show_sites(self, sites: Sequence[AtCap], year: int, chair: str, why_not: str) -> None:
        """Show these; ``chair`` likely decides, ``why_not`` says why nobody can for ``year``."""
        self._year, self._chair, self._why_not = year, chair, why_not
        left = sum(not one.kept for one in sites)
        waiting = f"，其中 {left} 家还没有决定" if left else "，都已决定保留"
        self._count.setText(f"共 {len(sites)} 家{waiting}" if sites else "")
        self._table.show_rows(sites)
        self._allow()
        self.setVisible(bool(sites))

    def _allow(self) -> None:
        chosen = self._table.chosen()
        why_not = self._why_not
        if not why_not:
            why_not = _not_chosen(chosen[0]) if chosen else "请先在表里选一家。"
        for part in (self._leave, self._keep):
            allow(part, why_not)

    def _opened(self) -> None:
        for part in (self._leave, self._keep):
            part.hide()
        self.opened.emit(next(form for form in self._forms if form.is_open))

    def _closed(self, typing: bool) -> None:
        for part in (self._leave, self._keep):
            part.show()
        if typing:
            self._table.setFocus()

    def _begin_leaving(self) -> None:
        self._begin(self._leaving, "by", "本年不再列入可抽范围")

    def _begin_keeping(self) -> None:
        self._begin(self._keeping, "exception", "仍然列入可抽范围")

    def _begin(self, form: InlineForm, first: str, what: str) -> None:
        self._about = self._table.chosen()[0]
        form.open_form(f"{self._about.name}：{what}", first, {"by": self._chair})

    def _read_leaving(self, answers: Answers) -> Verb:
        about, year = self._about, self._year
        by = answers.required("by", "请填写作出决定的负责人姓名。")
        assert about is not None
        return lambda: self._desk.exclusions.exclude_at_cap(about.code, year, by)

    def _read_keeping(self, answers: Answers) -> Verb:
        about, year = self._about, self._year
        exception = answers.required("exception", "请选保留的理由。")
        words, by = answers.text("words"), answers.required("by", "请填写作出决定的负责人姓名。")
        assert about is not None
        return lambda: self._desk.exclusions.keep(about.code, year, exception, words, by)


def _not_chosen(one: AtCap) -> str:
    return _KEPT if one.kept else ""
