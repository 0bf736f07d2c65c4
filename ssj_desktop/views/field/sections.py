"""The fields of a record, card by card: which stand left and which right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from ssj_desktop.facts.record import BY_OTHERS, METHODS, PRODUCTION
from ssj_desktop.views.forms import Form
from ssj_desktop.views.parts import label, row

_WHEN = "2026-10-08 09:10"
_ABREAST = 3  # boxes in a row
_BY_OTHERS = "机构只做技术服务，仍须两名执法人员到场（国办发〔2024〕54号）。"  # N-14
People = tuple[tuple[str, str], ...]
"""Code and name of each."""

SEATS = {
    "lead": "主办",
    "member_1": "协办",
    "recorder": "记录人",
    "member_2": "协办（二）",
    "member_3": "协办（三）",
}


class Sides(QWidget):
    """Two forms side by side that answer as one. ``edited``: somebody has changed a text."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = Form(), Form()
        columns = row(self.left, self.right, spacing=16)
        columns.setContentsMargins(0, 0, 0, 0)
        for side, form in enumerate((self.left, self.right)):
            columns.setStretch(side, 1)
            columns.setAlignment(form, Qt.AlignmentFlag.AlignTop)
        self.setLayout(columns)
        for form in (self.left, self.right):
            form.edited.connect(self.edited)

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show these texts, those that stand here."""
        for form in (self.left, self.right):
            form.fill(texts)

    def texts(self) -> dict[str, str]:
        """Return what the fields hold."""
        return self.left.texts() | self.right.texts()

    def blame(self, faults: Mapping[str, str]) -> None:
        """Write beside each field what is wrong with it; go to the first."""
        for form in (self.right, self.left):
            form.blame(faults)


class Visit(Sides):
    """When, where, and who inspected."""

    def __init__(self) -> None:
        super().__init__()
        self.left.line("started", "开始时间", _WHEN)
        self.left.line("place", "检查地点")
        self.right.line("ended", "结束时间", _WHEN)
        self.right.choice("production", "生产状态", [(it, it) for it in ("", *PRODUCTION)])
        self._seats: dict[str, QComboBox] = {}
        sides = (self.left, self.right, self.left, self.right, self.left)
        for (name, words), side in zip(SEATS.items(), sides, strict=True):
            self._seats[name] = side.choice(name, words, [])

    def offer_people(self, team: People, people: People) -> None:
        """Offer the drawn ``team`` for its seats, ``people`` for the recorder's, and nobody."""
        for name, seat in self._seats.items():
            seat.clear()
            for code, words in (("", ""), *(people if name == "recorder" else team)):
                seat.addItem(words, code)


class Site(Sides):
    """The inspected party and who speaks for it."""

    def __init__(self) -> None:
        super().__init__()
        self.left.line("contact", "现场负责人")
        self.left.line("contact_post", "职务")
        self.left.line("contact_age", "年龄")
        self.left.line("contact_employer", "工作单位")
        self.left.line("contact_relation", "与本次检查的关系")
        self.right.line("phone", "联系电话")
        self.right.line("legal_person", "法定代表人")
        self.right.line("address", "地址")
        self.right.line("postcode", "邮政编码")


class Rest(Sides):
    """What few records need."""

    def __init__(self) -> None:
        super().__init__()
        self.left.paragraph("others", "其他参加人", "姓名和工作单位，一行一人", 2)
        self.left.paragraph("late_reason", "补做说明", "笔录不是检查当天打印的，写明原因", 2)
        self.right.paragraph("absence", "拒签或不在场", "打印以前就知道的，写明情况", 2)
        self.right.line("witness", "见证人", "姓名和工作单位")
        self.left.line("method_reason", "检查方式说明", "不到现场的，写明理由和批准文号")
        self.left.line("mobile_no", "移动执法编号", "在移动执法系统里的编号")
        self.right.line("recording_no", "音像记录编号", "执法记录仪的文件编号")


class Ticks(QWidget):
    """The ways of inspecting, any number of them. ``edited``: somebody has ticked one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes = [QCheckBox(words) for words in METHODS]
        self._note = label(_BY_OTHERS, "secondary", wrap=True)
        self._fault = label(name="fault", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for place, box in enumerate(self._boxes):
            grid.addWidget(box, *divmod(place, _ABREAST))
            box.clicked.connect(self._edit)
        for part in (self._note, self._fault):
            grid.addWidget(part, grid.rowCount(), 0, 1, _ABREAST)
        grid.setColumnStretch(_ABREAST, 1)
        self._fault.hide()
        self._note.hide()

    def fill(self, text: str) -> None:
        """Tick what ``text`` lists, one a line."""
        for box in self._boxes:
            box.setChecked(box.text() in text.splitlines())
        self._note.setVisible(BY_OTHERS in text.splitlines())

    def text(self) -> str:
        """Return what is ticked, one a line."""
        return "\n".join(box.text() for box in self._boxes if box.isChecked())

    def blame(self, fault: str) -> None:
        """Say what is wrong, "" for nothing."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            self._boxes[0].setFocus()

    def _edit(self) -> None:
        self.blame("")
        self._note.setVisible(BY_OTHERS in self.text().splitlines())
        self.edited.emit()
