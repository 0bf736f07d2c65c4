"""The tab 抽查计划: the quarter's plan and the campaigns, which are drawn by, and the year's."""

from ssj_desktop.views.page import Tab
from ssj_desktop.views.sections import Sections


class Plan(Sections):
    """What is to be drawn: by the quarter, by campaigns beside it, and in the year as a whole; and
    what is due when."""

    title = "抽查计划"
    parts = (
        Tab("季度", "plan.quarter", "QuarterPlanPage"),
        Tab("专项与联合", "plan.campaigns", "CampaignsPage"),
        Tab("全年", "plan.year", "YearPlanPage"),
        Tab("到期事项", "plan.duties", "DutiesPage"),
    )
