"""Pictures of the whole show, without a projector."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from ssj_desktop.facts.lottery import LotteryFacts
from ssj_desktop.settings import StageManner
from ssj_desktop.views.stage.paint import Canvas
from ssj_desktop.views.stage.show import Show


def pictures(facts: LotteryFacts, manner: StageManner) -> Iterator[tuple[str, QPixmap]]:
    """Yield every page from the first to the last as the room sees it, with its words."""
    show = Show(replace(manner, still=True))
    show.show_facts(facts)
    while show.go_back():
        pass
    canvas, page = Canvas(show), QRect(0, 0, show.size.width(), show.size.height())
    while True:
        picture = QPixmap(show.size)
        painter = QPainter(picture)
        canvas.paint(painter, show.size, page)
        painter.end()
        yield show.words, picture
        if not show.go_on():
            return
