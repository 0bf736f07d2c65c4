"""What taking a file in would do: figures, columns, problems, changes, first rows."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from ssj_desktop.facts.imports import FieldFacts, ImportPreview, RosterKind
from ssj_desktop.settings import Settings
from ssj_desktop.views.importing.columns import ColumnList
from ssj_desktop.views.importing.figures import Figures, verdict, why_not
from ssj_desktop.views.importing.tables import PreviewTables
from ssj_desktop.views.parts import allow, button, card, label, restyle, row

_COLUMNS, _TABLES = 2, 5  # how they share the width
_NARROWEST = 312  # px of the columns


class PreviewBoard(QWidget):
    """Signals: ``confirmed``, ``again`` (the same file once more), ``another`` (another file),
    ``list_wanted`` (the problems as a workbook), ``roster_chosen`` (what the file is instead),
    ``column_chosen`` (a column with the field that it is to be taken for).
    """

    confirmed = Signal()
    again = Signal()
    another = Signal()
    list_wanted = Signal()
    roster_chosen = Signal(object)
    column_chosen = Signal(object)

    def __init__(self, settings: Settings, read_only: str) -> None:
        super().__init__()
        self._read_only = read_only
        self._title = label(name="cardTitle", wrap=True)
        self._place = label(name="secondary", wrap=True)
        self._another = button("换一份文件", self.another.emit)
        self._again = button("重新读取", self.again.emit)
        self._list = button("导出问题清单…", self.list_wanted.emit)
        self._confirm = button("确认导入", self.confirmed.emit, "primary")
        self._as_other = button("", lambda: self.roster_chosen.emit(self._other), "primary")
        self._other: RosterKind | None = None
        self._figures = Figures()
        self._state = label(wrap=True)
        self._offer = button("", lambda: self._do())
        self._do: Callable[[], object] = self._offer.hide
        self._columns = ColumnList()
        self._tables = PreviewTables(settings)

        self._lay_out()

        self._columns.chosen.connect(self.column_chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_head())
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        words = "不对的在右边改选，改完会重新读取。"
        left, inside = card("文件的列读作什么", words)
        inside.addWidget(self._columns, 1)
        left.setMinimumWidth(_NARROWEST)
        right, inside = card()
        inside.addWidget(self._tables)
        for place, (part, share) in enumerate(((left, _COLUMNS), (right, _TABLES))):
            body.addWidget(part)
            body.setStretchFactor(place, share)
        column.addWidget(body, 1)

    def _make_head(self) -> QFrame:
        head, column = card()
        column.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(2)
        for part in (self._title, self._place):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            names.addWidget(part)
        top = row(names, self._another, self._again, self._list, self._as_other, self._confirm)
        top.setStretch(0, 1)
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        said = row(self._state, self._offer, spacing=16)
        said.setStretch(0, 1)
        below = row(self._figures, said, spacing=32)
        below.setStretch(1, 1)
        below.setAlignment(self._figures, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        column.addLayout(below)
        return head

    def show_preview(self, preview: ImportPreview, fields: tuple[FieldFacts, ...]) -> None:
        """Show what taking the file in would do; ``fields``: what its columns can be taken for."""
        reading = preview.reading
        self._title.setText(reading.file_name)
        sheet = f"工作表“{reading.sheet}”，" if reading.sheet else ""
        self._place.setText(
            f"读作{reading.kind.whole}　{sheet}表头在第 {reading.headings_line} 行"
            if reading.headings_line
            else f"读作{reading.kind.whole}"
        )
        self._figures.show_preview(preview)
        self.tell(*verdict(preview))
        allow(self._confirm, why_not(preview) or self._read_only)
        allow(self._list, "" if preview.problems else "没有问题可以导出。")
        self._columns.show_columns(reading.columns, fields, reading.sample)
        self._tables.show_preview(preview)
        self._other = reading.looks_like
        self._as_other.setVisible(self._other is not None)
        self._as_other.setText(f"改按{self._other.label}读取" if self._other else "")

    def take_keyboard(self) -> None:
        """Put the keyboard where there is something to read, not to write."""
        self._tables.take_keyboard()

    def tell(
        self, words: str, tone: str, offer: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say what there is to say of this preview now, maybe with a button for it."""
        self._state.setText(words)
        restyle(self._state, tone)
        self._offer.setText(offer)
        self._offer.setVisible(do is not None)
        self._do = do or self._offer.hide
