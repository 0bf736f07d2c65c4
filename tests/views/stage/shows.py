"""A show over made-up facts, and what can be asked of it."""

from PySide6.QtCore import QTimer

from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.settings import StageManner
from ssj_desktop.views.stage import Show
from tests.views.stage.builders import facts


def key(show: Show) -> str:
    """Return which page the show is at."""
    assert show.scene is not None
    return show.scene.frame.key


def running(show: Show) -> bool:
    """Return whether anything of the show still moves by itself."""
    return any(timer.isActive() for timer in show.findChildren(QTimer))


def begun(told: LotteryFacts | None = None, **manner: object) -> Show:
    """Return a show at its first page."""
    show = Show(StageManner(**manner))  # type: ignore[arg-type]
    show.show_facts(told or facts(LotteryStep.DRAW))
    return show
