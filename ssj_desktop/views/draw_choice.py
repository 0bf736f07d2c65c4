"""Which of a quarter's draws is looked at: that of its plan, or a campaign's."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ssj_desktop.views.forms import Choice

_LETTERS = 20  # Latin ones, a dozen characters of a campaign's name; the list shows it whole
_FRAME = 32  # px of the list beside its words


class DrawChoice(Choice):
    """Hidden where a quarter has no campaigns. ``picked`` (a campaign's number, 0: the plan)."""

    picked = Signal(int)

    def __init__(self, name: str) -> None:
        """``name``: what it is called aloud."""
        super().__init__()
        self.campaign = 0
        self.setAccessibleName(name)
        self.setMinimumContentsLength(_LETTERS)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.hide()
        self.activated.connect(self._pick)

    def show_choice(self, campaign: int, others: Sequence[tuple[int, str]], name: str = "") -> None:
        """Offer the plan and the quarter's campaigns, with ``campaign`` (called ``name``) chosen
        even where it is not among them any more; unnamed it is called as before."""
        self.campaign = campaign
        name = name or self.itemText(self.findData(campaign))
        self.clear()
        for number, words in ((0, "季度计划"), *others):
            self.addItem(words, number)
        if self.findData(campaign) < 0:
            self.addItem(name, campaign)
        self.setCurrentIndex(self.findData(campaign))
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _FRAME)
        self.setVisible(self.count() > 1)

    def put_back(self) -> None:
        """Show what was chosen before."""
        self.setCurrentIndex(self.findData(self.campaign))

    def _pick(self) -> None:
        chosen = int(self.currentData())
        if chosen != self.campaign:
            self.picked.emit(chosen)
