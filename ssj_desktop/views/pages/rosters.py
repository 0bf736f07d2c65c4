"""The tab 名录库: whom to inspect, who inspects, what is checked, and who must not inspect whom."""

from ssj_desktop.views.importing.page import Importing
from ssj_desktop.views.rosters.classes import Classes
from ssj_desktop.views.rosters.inspectors import Inspectors
from ssj_desktop.views.rosters.items import Items
from ssj_desktop.views.rosters.recusals import Recusals
from ssj_desktop.views.rosters.targets import Targets
from ssj_desktop.views.sections import Sections


class Rosters(Sections):
    """The rosters that every plan and draw goes by."""

    title = "名录库"
    parts = (Targets, Classes, Inspectors, Items, Recusals, Importing)
