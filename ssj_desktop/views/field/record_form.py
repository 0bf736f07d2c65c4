"""A record to be typed: what it tells of, its fields, its contents, its narrative."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssj_desktop.facts.record import RecordBody, RecordCard
from ssj_desktop.views.field.check_rows import CheckRows
from ssj_desktop.views.field.narrative import Narrative
from ssj_desktop.views.field.sections import People, Rest, Site, Ticks, Visit
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import card, label, link, row


class RecordForm(QWidget):
    """``edited``: somebody has changed something; ``now_wanted`` (a field that takes the time)."""

    edited = Signal()
    now_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._visit, self._site, self._rest = Visit(), Site(), Rest()
        self._methods = Ticks()
        self._checks = CheckRows()
        self._narrative = Narrative(context)
        self._body = RecordBody({}, ())
        self._shown: tuple[str, People, People] = ("", (), ())  # whose, and who is offered
        self._cards: list[QWidget] = []

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        parts: tuple[tuple[str, QWidget], ...] = (
            ("检查时间和人员", self._visit),
            ("被检查单位", self._site),
            ("检查内容", self._checks),
            ("现场情况", self._narrative),
            ("其他", self._rest),
        )
        for title, part in parts:
            frame, inside = card(title)
            inside.addWidget(part)
            if part is self._visit:
                inside.addLayout(self._clocks())
                inside.addLayout(row(label("检查方式"), self._methods, spacing=12))
            column.addWidget(frame)
            self._cards.append(frame)
        for field in (*self._sides, self._methods, self._checks, self._narrative):
            field.edited.connect(self.edited)

    def _clocks(self) -> QHBoxLayout:
        return row(
            link("现在开始检查", lambda: self.now_wanted.emit("started")),
            link("现在检查结束", lambda: self.now_wanted.emit("ended")),
            None,
        )

    @property
    def _sides(self) -> tuple[Visit, Site, Rest]:
        return self._visit, self._site, self._rest

    def show_card(self, card: RecordCard, body: RecordBody) -> None:
        """Show the record of a task as ``body`` has it; what is there already is not touched, nor
        the cursor in it."""
        shown = card.row.number, card.team, card.people
        if shown != self._shown:
            # Another record's seats are offered anew: who sat in those before is not offered here.
            same = shown[0] == self._shown[0]
            texts = self._visit.texts() if same else body.texts
            self._visit.offer_people(card.team, card.people)
            self._visit.fill(texts)
            self._shown = shown
        if body != self.body():
            self._body = body
            for side in self._sides:
                side.fill(body.texts)
            self._methods.fill(body.texts["methods"])
            self._narrative.fill(body.texts["narrative"])
            self._checks.show_checks(body.checks)
        for frame in self._cards:
            frame.setEnabled(not card.closed)

    def body(self) -> RecordBody:
        """Return what is typed; a field that this form does not show stays what it was."""
        texts = dict(self._body.texts)
        for side in self._sides:
            texts |= side.texts()
        texts |= {"methods": self._methods.text(), "narrative": self._narrative.text()}
        return RecordBody(texts, self._checks.checks())

    def put(self, name: str, text: str) -> None:
        """Type ``text`` into a field of the visit."""
        self._visit.fill(self._visit.texts() | {name: text})
        self.edited.emit()

    def blame(self, faults: Mapping[str, str]) -> None:
        """Write beside each field what is wrong with it; go to the first."""
        checks = {
            int(name.partition(":")[2]): words
            for name, words in faults.items()
            if name.startswith("checks:")
        }
        self._rest.blame(faults)
        self._methods.blame(faults.get("methods", ""))
        self._narrative.blame(faults.get("narrative", ""))
        self._checks.blame(checks, faults.get("checks", ""))
        self._site.blame(faults)
        self._visit.blame(faults)
