"""What the projector shows at a lottery: one show, painted by its window and by a mirror."""

from ssj_desktop.views.stage.mirror import Mirror
from ssj_desktop.views.stage.pictures import pictures
from ssj_desktop.views.stage.show import Show
from ssj_desktop.views.stage.window import StageWindow, other_screen

__all__ = ["Mirror", "Show", "StageWindow", "other_screen", "pictures"]
