"""The tab 抽查计划: the quarter's plan and the campaigns, which are drawn by, and the year's."""

from ssj_desktop.views.plan.campaigns import CampaignsPage
from ssj_desktop.views.plan.duties import DutiesPage
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.plan.year import YearPlanPage
from ssj_desktop.views.sections import Sections


class Plan(Sections):
    """What is to be drawn: by the quarter, by campaigns beside it, and in the year as a whole; and
    what is due when."""

    title = "抽查计划"
    parts = (QuarterPlanPage, CampaignsPage, YearPlanPage, DutiesPage)
