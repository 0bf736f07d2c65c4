"""From a scene to its boxes at a size: pure, so that the same page always looks the same."""

from PySide6.QtCore import QSize

from ssj_desktop.views.stage import meeting_pages, result_pages, round_pages
from ssj_desktop.views.stage.boxes import Box
from ssj_desktop.views.stage.scene import (
    Closing,
    Commitment,
    Digits,
    Moment,
    Opening,
    Redraw,
    Results,
    RoundScene,
    Scene,
)
from ssj_desktop.views.stage.sheet import Sheet


def layout(scene: Scene, moment: Moment, size: QSize) -> tuple[Box, ...]:
    """Return the boxes of a scene as it stands, in the order they are painted."""
    sheet = Sheet(size)
    match scene:
        case Opening():
            meeting_pages.opening(sheet, scene)
        case Commitment():
            meeting_pages.commitment(sheet, scene)
        case Digits():
            meeting_pages.digits(sheet, scene)
        case RoundScene():
            # More than a page holds stays beside the reel; the results list every one of them.
            if scene.picks and (moment.rolling or not round_pages.fits(scene, size)):
                round_pages.rolling(sheet, scene, moment)
            else:
                round_pages.listing(sheet, scene, moment, size)
        case Results():
            result_pages.results(sheet, scene, moment, size)
        case Redraw():
            meeting_pages.redraw(sheet, scene)
        case Closing():
            meeting_pages.closing(sheet, scene)
    return tuple(sheet.boxes)


def pages(scene: Scene, size: QSize) -> int:
    """Return how many pages a scene has at a size."""
    if isinstance(scene, Results):
        return result_pages.result_pages(scene, size)
    if isinstance(scene, RoundScene) and not scene.picks:
        return round_pages.listing_pages(scene, size)
    return 1
