"""The window's pages, in the order of their tabs; a new one is a file here and a line below."""

from ssj_desktop.views.page import Tab

PAGES = (
    Tab("名录库", "pages.rosters", "Rosters"),
    Tab("抽查计划", "pages.plan", "Plan"),
    Tab("摇号", "pages.lottery", "Lottery"),
    Tab("现场检查", "pages.field", "Field"),
    Tab("备案", "pages.filing", "Filing"),
    Tab("系统", "pages.system", "System"),
)
