"""No page goes on showing what has changed: it watches every noun that its facts are read from."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event

from ssj_desktop.desk import Desk
from ssj_desktop.views.page import Page
from ssj_desktop.views.pages.field import Field
from ssj_desktop.views.pages.filing import Filing
from ssj_desktop.views.pages.lottery import Lottery
from ssj_desktop.views.plan.campaigns import CampaignsPage
from ssj_desktop.views.plan.duties import DutiesPage
from ssj_desktop.views.plan.quarter import QuarterPlanPage
from ssj_desktop.views.plan.year import YearPlanPage
from ssj_desktop.views.rosters.classes import Classes
from ssj_desktop.views.rosters.inspectors import Inspectors
from ssj_desktop.views.rosters.items import Items
from ssj_desktop.views.rosters.recusals import Recusals
from ssj_desktop.views.rosters.targets import Targets
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


@pytest.mark.parametrize(
    "kind",
    [QuarterPlanPage, YearPlanPage, CampaignsPage, DutiesPage, Lottery, Field, Filing,
     Classes, Items, Inspectors, Recusals, Targets],
)  # fmt: skip
def test_a_page_watches_every_noun_it_reads(
    stage: Callable[..., Stage], field: Desk, kind: type[Page]
) -> None:
    campaign_drawn(field, campaign(field))
    campaign(field, name="乙专项")
    asked: list[str] = []

    def note(_link: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    shown = stage(kind, field)
    table = shown.page.findChild(RowTable)
    if table and table.visible():
        table.selectRow(0)  # its card is read as well
        table.opened.emit(table.visible()[0])
        settle(shown)
    event.remove(Engine, "before_cursor_execute", note)
    tables = {name for text in asked for name in re.findall(r"(?:FROM|JOIN) (\w+)", text)}
    nouns = {noun for name in tables for noun in WRITTEN_BY.get(name, ())}
    assert nouns
    assert nouns <= kind.watches, f"not watched: {nouns - kind.watches}"
