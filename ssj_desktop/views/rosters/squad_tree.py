"""Inspectors as they stand in squads and teams."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem

from ssj_desktop.settings import Settings
from ssj_desktop.views.copying import copy_menu, copy_rows, open_menu
from ssj_desktop.views.rosters.squads import NO_SQUAD, NO_TEAM, Member, Squad, Team, grouped
from ssj_desktop.views.theme import TONES
from ssj_desktop.views.widths import Widths

_HEADINGS = ("分队、编组、人员", "执法证号", "有效期止", "职务", "情况")
_WIDTHS = (240, 136, 184, 120)
_LAST = len(_HEADINGS) - 1
_SELECT_NOTHING = QItemSelectionModel.SelectionFlag.NoUpdate
_KEY = Qt.ItemDataRole.UserRole  # a code, or /分队, or /分队/编组


class SquadTree(QTreeWidget):
    """Squads, their teams, and who is in them. ``opened``, ``chosen``: a :class:`Member`."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._people: dict[str, Member] = {}
        self._folded: set[str] = set()
        self.setHeaderLabels(_HEADINGS)
        self.setAccessibleName("按分队编组")
        self.setUniformRowHeights(True)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        for section, width in enumerate(_WIDTHS):
            self.header().resizeSection(section, width)
        self._widths = Widths(self.header(), self.accessibleName(), settings)

        self.itemActivated.connect(lambda item: self._tell(self.opened, item))
        self.currentItemChanged.connect(lambda item: self._tell(self.chosen, item))
        self.itemCollapsed.connect(lambda item: self._folded.add(item.data(0, _KEY)))
        self.itemExpanded.connect(lambda item: self._folded.discard(item.data(0, _KEY)))

    def show_people(self, people: Sequence[Member], visible: Collection[str]) -> None:
        """Show those whose codes are ``visible``, each team still judged by all its people."""
        current, scrolled = self.currentItem(), self.verticalScrollBar().value()
        stay = current.data(0, _KEY) if current else ""
        chosen = [item.data(0, _KEY) for item in self.selectedItems()]
        self._people = {one.row.code: one for one in people if one.row.code in visible}
        self._items = {}
        with QSignalBlocker(self):
            self.clear()
            for squad in grouped(people):
                self._add_squad(squad)
            for key, item in self._items.items():
                item.setExpanded(key not in self._folded)
            if stay in self._items:
                self.setCurrentItem(self._items[stay], 0, _SELECT_NOTHING)
            for key in chosen:
                if key in self._items:
                    self._items[key].setSelected(True)
        self.verticalScrollBar().setValue(scrolled)

    def seen(self) -> tuple[list[str], list[list[str]]]:
        """Return a table of what is shown: squad and team beside each person."""
        rows = []
        for item in (item for key, item in self._items.items() if key in self._people):
            team = item.parent()
            rows.append([team.parent().text(0), team.text(0), team.text(_LAST), *_texts(item)])
        return ["分队", "编组", "编组情况", "姓名", *_HEADINGS[1:]], rows

    def copy_chosen(self) -> None:
        """Put the selected lines on the clipboard, with headings when they are several."""
        copy_rows(_HEADINGS, [_texts(item) for item in self._lines() if item.isSelected()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event, self._menu)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._widths.settle()

    def _menu(self, index: QModelIndex) -> QMenu:
        return copy_menu(self, self.copy_chosen, index.data() or "")

    def _lines(self) -> Iterator[QTreeWidgetItem]:
        """Yield what is not folded away, top down."""
        item = self.topLevelItem(0)
        while item:
            yield item
            item = self.itemBelow(item)

    def _add_squad(self, squad: Squad) -> None:
        teams = [self._team(squad.name, team) for team in squad.teams]
        if any(item.childCount() for item in teams):
            item = self._item(f"/{squad.name}", squad.name or NO_SQUAD, squad.count)
            bold = self.font()
            bold.setBold(True)
            item.setFont(0, bold)
            item.addChildren([team for team in teams if team.childCount()])
            self.addTopLevelItem(item)

    def _team(self, squad: str, team: Team) -> QTreeWidgetItem:
        said = "；".join(filter(None, (f"{len(team.members)} 人", team.remark)))
        item = self._item(f"/{squad}/{team.name}", team.name or NO_TEAM, said)
        if team.remark:
            _tint(item, _LAST, "warn")
        if any(one.team_fault == NO_TEAM for one in team.members):
            _tint(item, 0, "warn")
        item.addChildren(
            [self._person(one) for one in team.members if one.row.code in self._people]
        )
        return item

    def _person(self, one: Member) -> QTreeWidgetItem:
        texts = (one.badge_no, one.badge_until, one.row.post, one.absence)
        item = self._item(one.row.code, one.row.name, *texts)
        _tint(item, 1, "" if one.row.badge_no else "warn")
        _tint(item, 2, one.badge_tone)
        _tint(item, _LAST, "hint")
        return item

    def _item(self, key: str, name: str, *texts: str) -> QTreeWidgetItem:
        """Return a line; what is said of a squad or a team stands in the last column."""
        gaps = [""] * (_LAST - len(texts))
        item = self._items[key] = QTreeWidgetItem([name, *gaps, *texts])
        item.setData(0, _KEY, key)
        for section in range(_LAST + 1):
            item.setToolTip(section, item.text(section))
        return item

    def _tell(self, signal: SignalInstance, item: QTreeWidgetItem | None) -> None:
        if item and (one := self._people.get(item.data(0, _KEY))):
            signal.emit(one)


def _texts(item: QTreeWidgetItem) -> list[str]:
    return [item.text(section) for section in range(len(_HEADINGS))]


def _tint(item: QTreeWidgetItem, section: int, tone: str) -> None:
    if tone:
        item.setForeground(section, QColor(TONES[tone]))
