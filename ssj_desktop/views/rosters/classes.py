"""分类: what moved to another category at the quarter's start, which waits for a confirmation."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.facts.classes import ClassCount, ClassFacts, ClassMove
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, card, label, link, restyle, row, save_key
from ssj_desktop.views.rosters import class_words
from ssj_desktop.views.rosters.target_card import TargetCard
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import RowTable

_COUNTS = 396  # px: the four columns of the counts in their card
_FORM = 560  # px; a name needs no more
_ROOMY = 1600  # px; the counts, the moves and a site side by side
_LEADS = {
    "offices": ("去填写本单位", "系统/本单位"),
    "targets": ("先导入检查对象", "名录库/导入"),
}


class Classes(Page):
    """One quarter at a time, at first the one of today."""

    title = "分类"
    watches = frozenset(
        {"classes", "plans", "offices", "targets", "inspectors", "imports", "draws", "redraws",
         "today"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._quarter = self._present = self.desk.quarter()
        self._chair = ""
        self._heading = label(name="pageTitle")
        self._standing = label()
        self._words = label(name="secondary", wrap=True)
        self._before = link("‹ 上一季度", partial(self._turn, -1))
        self._after = link("下一季度 ›", partial(self._turn, 1))
        self._confirm = button("确认…", self._begin, "primary")
        self._form = InlineForm(context, "确认", self._read)
        self._counts: ShortTable[ClassCount] = ShortTable(
            "各类家数", class_words.COUNTS, lambda count: count.name, context.settings
        )
        self._people = label(name="secondary", wrap=True)
        self._side = QWidget()
        self._moves: RowTable[ClassMove] = RowTable(
            "换类别", class_words.MOVES, lambda move: move.code, context.settings
        )
        self._nothing = label(name="empty")
        self._site = TargetCard(context)
        self._whole = QStackedWidget()
        self._missing = label(name="empty", wrap=True)
        self._lead = button("", self._go, "primary")
        self._place = ""

        self._lay_out()

        self._moves.opened.connect(lambda move: self._site.open_at_class(move.code))
        self._moves.chosen_changed.connect(self._follow_chosen)
        self._site.opened.connect(self._fit)
        self._site.closed.connect(self._close_site)
        self._form.opened.connect(lambda: self._confirm.setEnabled(False))
        self._form.closed.connect(lambda _: self.refresh())
        save_key(self._form, self._form.submit)

    def _lay_out(self) -> None:
        self._form.line("by", "确认人", "确认类别的负责人姓名")
        self._form.setMaximumWidth(_FORM)
        self._moves.setAccessibleName("换了类别的对象")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        over = QVBoxLayout(self._moves.viewport())
        over.addWidget(self._nothing, alignment=Qt.AlignmentFlag.AlignCenter)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self._heading, self._before, self._after, None, self._confirm))
        column.addLayout(row(self._standing, None))
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addWidget(self._form)
        column.addSpacing(4)
        beside = row(self._make_counts(), self._make_moves(), spacing=16)
        beside.setStretch(1, 1)
        column.addLayout(beside, 1)
        self._whole.addWidget(full)
        self._whole.addWidget(self._make_empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _make_counts(self) -> QWidget:
        frame, column = card("各类家数")
        column.addWidget(self._counts)
        column.addWidget(self._people)
        column.addLayout(
            row(link("去看执法人员", partial(self.context.go, "名录库/执法人员")), None)
        )
        self._side.setFixedWidth(_COUNTS)
        whole = QVBoxLayout(self._side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        whole.addStretch(1)
        return self._side

    def _make_moves(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for place, part in enumerate((self._moves, self._site)):
            splitter.addWidget(part)
            splitter.setStretchFactor(place, 1 - place)
        return splitter

    def _make_empty(self) -> QWidget:
        self._missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._missing)
        column.addLayout(row(None, self._lead, None))
        column.addStretch(3)
        return page

    def refresh(self) -> None:
        if self._present != (now := self.desk.quarter()):
            # Whoever had the present quarter before them has the new one now.
            self._quarter = now if self._quarter == self._present else self._quarter
            self._present = now
        quarter = self._quarter
        self._site.refresh()
        allow(self._confirm, "正在核对。")  # nobody confirms other categories than those one sees
        self.work.read(
            self,
            lambda: (self.desk.classes.of(quarter), self.desk.offices.current()),
            lambda known: self._show(*known),
        )

    def unsaved(self) -> str:
        return self._site.unsaved()

    def _show(self, facts: ClassFacts, office: OfficeFacts | None) -> None:
        self._chair = office.steering_group[0] if office and office.steering_group else ""
        if facts.obstacle:
            caption, self._place = _LEADS[facts.obstacle.noun]
            self._missing.setText(facts.obstacle.words)
            self._lead.setText(caption)
        self._whole.setCurrentIndex(1 if facts.obstacle else 0)
        words, tone = class_words.standing(facts)
        self._heading.setText(f"{facts.title}的类别")
        self._standing.setText(words)
        restyle(self._standing, tone)
        self._words.setText(class_words.explained(facts))
        self._people.setText(class_words.people(facts))
        self._counts.show_rows(facts.told.counts)
        self._fit()
        self._moves.show_rows(facts.told.moves)
        self._nothing.setText("" if facts.told.moves else class_words.nothing_moved(facts))
        open_already = "请在下面填写确认人。" if self._form.is_open else ""
        allow(self._confirm, self.desk.read_only or facts.why_not_confirm or open_already)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have the counts make way for an open site where there is no room for both."""
        has_room = self.width() >= _ROOMY or not self._site.is_open
        self._side.setVisible(has_room and bool(self._counts.visible()))

    def _close_site(self) -> None:
        self._fit()
        self._moves.setFocus()

    def _follow_chosen(self) -> None:
        chosen = self._moves.chosen()
        if len(chosen) == 1 and self._site.is_open and not self._site.unsaved():
            self._site.open_entry(chosen[0].code, grab=False)

    def _turn(self, quarters: int) -> None:
        """Show the next quarter (1) or the one before (-1)."""
        self._form.close_form()
        quarter = self._quarter
        self._quarter = quarter.next() if quarters > 0 else quarter.previous()
        self.refresh()

    def _go(self) -> None:
        self.context.go(self._place)

    def _begin(self) -> None:
        title = f"确认{self._quarter}各家的类别，同时表示执法人员名录已经核对"
        self._form.open_form(title, "by", {"by": self._chair})

    def _read(self, answers: Answers) -> Verb:
        quarter = self._quarter
        by = answers.required("by", "请填写确认类别的负责人姓名。")
        return lambda: self.desk.classes.confirm(quarter, by)
