"""The columns each roster takes."""

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.inspector_fields import INSPECTORS
from ssj_desktop.intake.item_fields import ITEMS
from ssj_desktop.intake.target_fields import TARGETS
from ssj_desktop.intake.visit_fields import VISITS

FIELDS: dict[RosterKind, tuple[Field, ...]] = {
    RosterKind.TARGETS: TARGETS,
    RosterKind.INSPECTORS: INSPECTORS,
    RosterKind.ITEMS: ITEMS,
    RosterKind.VISITS: VISITS,
}
