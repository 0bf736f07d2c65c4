"""The right of the page: the very page that will print, while it is typed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.record import RecordCard
from ssj_desktop.views.page import Context
from ssj_desktop.views.paper_view import PaperView
from ssj_desktop.views.parts import allow, button, label, row, tab_bar

_PAPERS = (("site_record", "笔录"), ("checklist", "记录表"))


class PapersSide(QWidget):
    """One of a record's papers at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._desk, self._work = context.desk, context.work
        self._number = ""
        self._at = (0, 0)
        self._bar = tab_bar("sections")
        self._paper = PaperView(self)
        self._place = label(name="secondary")
        self._smaller = button("－", lambda: self._paper.zoom(-1))
        self._larger = button("＋", lambda: self._paper.zoom(1))
        self._fit = button("适合宽度", self._paper.fit_width)

        for _, words in _PAPERS:
            self._bar.addTab(words)
        self._bar.setAccessibleName("文书")
        for tool, words in ((self._smaller, "缩小"), (self._larger, "放大")):
            tool.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self._bar, None, self._smaller, self._larger, self._fit))
        column.addWidget(self._paper, 1)
        column.addLayout(row(self._place, None))

        self._bar.currentChanged.connect(lambda _: self._turn())
        self._paper.place_changed.connect(self._show_place)
        self._paper.zoom_changed.connect(self._show_zoom)
        self._show_zoom()

    def show_record(self, record: RecordCard) -> None:
        """Show the paper of a record as it stands in the file."""
        self._number = record.row.number
        self._read()

    def _turn(self) -> None:
        self._show_place(*self._at)
        self._read()

    def _read(self) -> None:
        number, (name, _) = self._number, _PAPERS[self._bar.currentIndex()]
        if number:
            self._work.read(
                self,
                lambda: self._desk.records.look(number, name),
                self._paper.show_paper,
                lambda error: self._paper.clear(str(error)),
            )

    def _show_place(self, page: int, count: int) -> None:
        self._at = (page, count)
        name = _PAPERS[self._bar.currentIndex()][1]
        self._place.setText(f"{name}　第 {page} 页，共 {count} 页" if count else "")

    def _show_zoom(self) -> None:
        allow(self._smaller, "" if self._paper.can_zoom(-1) else "已经最小了。")
        allow(self._larger, "" if self._paper.can_zoom(1) else "已经最大了。")
        allow(self._fit, "已经适合宽度。" if self._paper.fits_width else "")
