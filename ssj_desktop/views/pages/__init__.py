"""The window's pages, in the order of their tabs; a new one is a file here and a line below."""

from ssj_desktop.views.page import Page
from ssj_desktop.views.pages.field import Field
from ssj_desktop.views.pages.filing import Filing
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.pages.plan import Plan
from ssj_desktop.views.pages.rosters import Rosters
from ssj_desktop.views.pages.system import System

PAGES: tuple[type[Page], ...] = (Rosters, Plan, Lottery, Field, Filing, System)
