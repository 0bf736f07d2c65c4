"""Before a file is read, and after one is taken in: which roster, which file, what there is."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ROSTERS, FieldFacts, ImportPreview, RosterKind
from ssj_desktop.views.importing.drop import DropCard
from ssj_desktop.views.importing.words import counted
from ssj_desktop.views.parts import button, card, label, restyle, row, tab_bar

_KINDS = tuple(RosterKind)
_NEEDED = (RosterKind.TARGETS, RosterKind.INSPECTORS)  # there is no draw without them
_NEXT = {
    RosterKind.TARGETS: "先导入检查对象：类别和应抽数都由它算出来。",
    RosterKind.INSPECTORS: "接下来导入执法人员：摇号要从中抽检查人员。",
    RosterKind.ITEMS: "接下来导入抽查事项：检查什么、依据什么都在里面。",
}
_ALL_THERE = "三份名录都有了。以后有变动，把改好的文件再导入一次：有变化的更新，没有的新增。"
_NO_VISITS = "\n年中启用的，请补录今年已经做过的检查，此后应抽家数才对。"
_SIDE = 320  # px


class StartBoard(QWidget):
    """``drop`` has the signals of its own; ``roster_wanted``: the roster just filled."""

    roster_wanted = Signal(object)

    def __init__(self, fields: Mapping[RosterKind, tuple[FieldFacts, ...]]) -> None:
        super().__init__()
        self._fields = fields
        self._bar = tab_bar("sections")
        self.drop = DropCard()
        self._done, self._inside = card()
        self._done_title = label(name="cardTitle", wrap=True)
        self._done_words = label(name="secondary", wrap=True)
        self._see = button("看名录", self._want_roster, "primary")
        self._stack = QStackedWidget()
        self._sizes: dict[RosterKind, QLabel] = {}
        self._next = label(name="secondary", wrap=True)
        self._missing: RosterKind | None = None
        self._done_number = 0  # of the import that is told of, none
        self._held = False  # whether to stay with the roster that is chosen

        self._lay_out()
        self._ask_for_file(held=False)

        self._bar.currentChanged.connect(lambda: self._ask_for_file(held=True))

    def _lay_out(self) -> None:
        self._bar.setAccessibleName("导入哪一份名录")
        for kind in _KINDS:
            self._bar.addTab(kind.label)
        for part in (self._done_title, self._done_words):
            self._inside.addWidget(part)
        self._inside.addStretch()
        self._inside.addLayout(row(self._see, button("再导入一份", lambda: self.ask_again()), None))
        restyle(self._done_title, "fine")
        self._stack.addWidget(self.drop)
        self._stack.addWidget(self._done)
        sides = row(self._stack, self._make_standing(), spacing=16)
        sides.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(label("导入到"), self._bar, None))
        column.addLayout(sides)

    def _make_standing(self) -> QFrame:
        frame, column = card("名录里现有")
        frame.setFixedWidth(_SIDE)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for number, kind in enumerate(_KINDS):
            self._sizes[kind] = label()
            grid.addWidget(label(kind.label), number, 0)
            grid.addWidget(self._sizes[kind], number, 1)
        column.addLayout(grid)
        column.addWidget(self._next)
        column.addStretch()
        return frame

    @property
    def kind(self) -> RosterKind:
        """The roster that is chosen."""
        return _KINDS[self._bar.currentIndex()]

    def show_standing(self, sizes: Mapping[RosterKind, int], taken_back: set[int]) -> None:
        """Show how many entries each roster has, and lead to the first that is needed.

        ``taken_back``: the numbers of imports that count no more.
        """
        for kind, size in sizes.items():
            self._sizes[kind].setText(counted(kind, size) if size else "还没有")
            lacking = "warn" if kind in ROSTERS else "hint"
            restyle(self._sizes[kind], "fine" if size else lacking)
        self._missing = next((kind for kind in ROSTERS if not sizes[kind]), None)
        all_there = _ALL_THERE if sizes[RosterKind.VISITS] else _ALL_THERE + _NO_VISITS
        self._next.setText(_NEXT[self._missing] if self._missing else all_there)
        if self._done_number in taken_back:
            self.ask_again()
        elif self._missing in _NEEDED and not (self._held or self._done_number):
            self._lead(self._missing)

    def show_done(self, preview: ImportPreview, number: int) -> None:
        """Say what has been taken in as the import of this number."""
        kind, name = preview.reading.kind, preview.reading.file_name
        taken, new = (counted(kind, n) for n in (preview.new + preview.changed, preview.new))
        self._lead(kind)
        self._done_number = number
        self._done_title.setText(f"已导入 {taken}，这是第 {number} 次导入")
        changed = f"，变更 {counted(kind, preview.changed)}" if kind in ROSTERS else ""
        self._done_words.setText(
            f"“{name}”：{kind.label}新增 {new}{changed}。"
            "导入前已自动备份；导错了，可以在下面的导入记录里撤回。"
        )
        self._stack.setCurrentWidget(self._done)
        self._see.setFocus()

    def blame(self, kind: RosterKind, error: DeskError) -> None:
        """Say why a roster's file could not be read at all."""
        self._lead(kind)
        self._ask_for_file(held=True)
        self.drop.blame(error)

    def ask_again(self, kind: RosterKind | None = None) -> None:
        """Ask for a file anew, of ``kind`` or else of the roster that is still missing."""
        self._ask_for_file(held=kind is not None)
        self._lead(kind or self._missing)
        self.drop.take_keyboard()

    def _ask_for_file(self, held: bool) -> None:
        self._held, self._done_number = held, 0
        self.drop.blame(None)
        self.drop.ask_for(self.kind, self._fields[self.kind])
        self._stack.setCurrentWidget(self.drop)

    def _lead(self, kind: RosterKind | None) -> None:
        if kind is not None:
            with QSignalBlocker(self._bar):
                self._bar.setCurrentIndex(_KINDS.index(kind))
            self.drop.ask_for(kind, self._fields[kind])

    def _want_roster(self) -> None:
        self.roster_wanted.emit(self.kind)
