"""The tab 名录库: whom to inspect, who inspects, what is checked, and who must not inspect whom."""

from ssj_desktop.views.page import Tab
from ssj_desktop.views.sections import Sections


class Rosters(Sections):
    """The rosters that every plan and draw goes by."""

    title = "名录库"
    parts = (
        Tab("检查对象", "rosters.targets", "Targets"),
        Tab("分类", "rosters.classes", "Classes"),
        Tab("执法人员", "rosters.inspectors", "Inspectors"),
        Tab("抽查事项", "rosters.items", "Items"),
        Tab("回避", "rosters.recusals", "Recusals"),
        Tab("导入", "importing.page", "Importing"),
    )
