"""The tab 抽查计划: the quarter's plan, which is drawn by, and the year's, which is published."""

from ssj_desktop.views.plan.duties import DutiesPage
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.plan.year import YearPlanPage
from ssj_desktop.views.sections import Sections


class Plan(Sections):
    """What is to be drawn: quarter by quarter, and the year as a whole; and what is due when."""

    title = "抽查计划"
    parts = (QuarterPlanPage, YearPlanPage, DutiesPage)
