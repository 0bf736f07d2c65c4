"""The contents that an inspection goes through, each with one of four conclusions and a text."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ssj_desktop.facts.record import CheckLine, Conclusion
from ssj_desktop.views.parts import label, link, named, row

_NAME = 220  # px
_TONES = {
    Conclusion.FINE: "fine",
    Conclusion.PROBLEM: "danger",
    Conclusion.NOT_CONCERNED: "grey",
    Conclusion.UNCHECKED: "grey",
}
_HINTS = {
    Conclusion.PROBLEM: "是什么问题",
    Conclusion.UNCHECKED: "没有检查的原因",
}
_ANY = "情况，可以不写"


class CheckRow(QFrame):
    """One content. ``edited``: somebody has chosen or typed."""

    edited = Signal()

    def __init__(self, number: int, check: CheckLine) -> None:
        super().__init__()
        named(self, "record")
        self._check = check
        self._choices = QButtonGroup(self)
        self._text = QLineEdit(check.text)
        self._more = link("写情况", self._open_text)
        self._fault = label(name="fault", wrap=True)
        name = label(f"{number}　{check.name}", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for place, conclusion in enumerate(Conclusion):
            buttons.addWidget(self._choice(place, conclusion))

        name.setFixedWidth(_NAME)
        name.setToolTip(check.basis)
        self._text.setAccessibleName(f"{check.name}的情况")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(row(name, buttons, self._more, None))
        column.addWidget(self._text)
        column.addWidget(self._fault)
        self.blame("")
        self._fit()

        self._choices.idClicked.connect(lambda _: self._edit())
        self._text.textEdited.connect(lambda _: self._edit())

    def _choice(self, place: int, conclusion: Conclusion) -> QPushButton:
        made = named(QPushButton(conclusion.value), "segment")
        made.setCheckable(True)
        made.setProperty("tone", _TONES[conclusion])
        made.setChecked(self._check.conclusion is conclusion)
        made.setAccessibleName(f"{self._check.name}：{conclusion.value}")
        self._choices.addButton(made, place)
        return made

    @property
    def check(self) -> CheckLine:
        """What is chosen and typed."""
        chosen = self._choices.checkedId()
        conclusion = tuple(Conclusion)[chosen] if chosen >= 0 else None
        return replace(self._check, conclusion=conclusion, text=self._text.text())

    def blame(self, fault: str) -> None:
        """Say what is wrong here, "" for nothing."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            concluded = self.check.conclusion is not None
            (self._text if concluded else self._choices.button(0)).setFocus()

    def _edit(self) -> None:
        self.blame("")
        self._fit()
        self.edited.emit()

    def _open_text(self) -> None:
        self._more.hide()
        self._text.show()
        self._text.setFocus()

    def _fit(self) -> None:
        """Ask for words where the conclusion needs them; elsewhere they can be asked for."""
        check = self.check
        hint = _HINTS.get(check.conclusion, "") if check.conclusion else ""
        self._text.setPlaceholderText(hint or _ANY)
        wanted = bool(hint or check.text or self._text.hasFocus())
        self._text.setVisible(wanted)
        self._more.setVisible(check.conclusion is not None and not wanted)


class CheckRows(QWidget):
    """All contents of a record. ``edited``: somebody has changed one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CheckRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._fault = label(name="fault", wrap=True)
        self._column.addWidget(self._fault)
        self._fault.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_checks(self, checks: tuple[CheckLine, ...]) -> None:
        """Show these instead."""
        for line in self._rows:
            line.hide()
            line.deleteLater()
        self._rows = [CheckRow(number, check) for number, check in enumerate(checks, start=1)]
        for line in self._rows:
            self._column.addWidget(line)
            line.edited.connect(self.edited)

    def checks(self) -> tuple[CheckLine, ...]:
        """Return what is chosen and typed."""
        return tuple(line.check for line in self._rows)

    def blame(self, faults: dict[int, str], fault: str) -> None:
        """Say beside each content (1, 2, …) what is wrong with it, above them what is wrong with
        all; go to the first."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        for number, line in reversed(list(enumerate(self._rows, start=1))):
            line.blame(faults.get(number, ""))
