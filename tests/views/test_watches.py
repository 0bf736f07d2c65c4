"""No page goes on showing what has changed: it watches every noun that its facts are read from."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, event

from ssj_desktop.desk import Desk
from ssj_desktop.views.page import Tab
from ssj_desktop.views.pages import PAGES
from ssj_desktop.views.tables import RowTable
from tests.desk.conftest import field, field_data, held
from tests.desk.office import campaign, campaign_drawn
from tests.views.hands import Stage, settle

__all__ = ["field", "field_data", "held"]

# Which nouns' verbs write into a table. Left out: what no page shows by itself (imports' undo).
WRITTEN_BY = {
    "calendarday": {"calendars"},
    "campaign": {"campaigns"},
    "checkitem": {"items", "imports"},
    "classconfirmation": {"classes"},
    "draw": {"draws"},
    "drawntarget": {"draws", "redraws"},
    "drawvoid": {"redraws"},
    "filing": {"filings"},
    "inspector": {"inspectors", "imports"},
    "itemcatalogue": {"items"},
    "joinedtask": {"draws"},
    "office": {"offices"},
    "planraise": {"plans"},
    "quarterplan": {"plans"},
    "recordfinding": {"findings"},
    "recordsigning": {"records"},
    "recusal": {"inspectors"},
    "redrawrequest": {"redraws"},
    "scan": {"scans"},
    "siterecord": {"records"},
    "target": {"targets", "imports"},
    "targetexclusion": {"exclusions"},
    "targetoverride": {"targets"},
    "visit": {"targets", "imports"},
    "visitcap": {"offices"},
    "yearplan": {"year_plans"},
}


def every_leaf(tabs: Sequence[Tab]) -> list[Tab]:
    """Return the pages that read facts of their own, not those that are made of parts; the
    journal's has a line of every verb and heeds every noun."""
    found = [leaf for tab in tabs for leaf in every_leaf(tab.page().parts) or [tab]]
    return [tab for tab in found if tab.title != "操作日志"]


@pytest.mark.parametrize("tab", every_leaf(PAGES), ids=lambda tab: tab.title)
def test_a_page_watches_every_noun_it_reads(
    stage: Callable[..., Stage], field: Desk, tab: Tab
) -> None:
    campaign_drawn(field, campaign(field))
    campaign(field, name="乙专项")
    asked: list[str] = []

    def note(_link: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    shown = stage(tab.page(), field)
    table = shown.page.findChild(RowTable)
    if table and table.visible():
        table.selectRow(0)  # its card is read as well
        table.opened.emit(table.visible()[0])
        settle(shown)
    event.remove(Engine, "before_cursor_execute", note)
    tables = {name for text in asked for name in re.findall(r"(?:FROM|JOIN) (\w+)", text)}
    nouns = {noun for name in tables for noun in WRITTEN_BY.get(name, ())}
    assert nouns <= tab.page().watches, f"not watched: {nouns - tab.page().watches}"
