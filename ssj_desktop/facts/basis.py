"""What a freeze fixes beside the protocol's document, because the papers must say it."""

from dataclasses import dataclass
from typing import Literal

from ssj_desktop.facts.campaign import CampaignFacts
from ssj_desktop.facts.draw import Person, RecusalLine
from ssj_desktop.facts.exclusion import AtCap
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.quota import Exclusion, QuotaLine


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Who stands behind an entry of the document's ``inspectors``: one person or a team."""

    squad: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """``categories`` maps a stratum's name to its category's key; ``entries`` an entry's id to
    its people; ``scheme_text`` is the whole TOML, so that a later edit changes nothing held;
    ``entered_visits`` counts this year's visits that were entered later (补录); ``left_out`` names
    who could go but stands in no team or squad, and so was not drawn; ``campaign`` is what was
    drawn where that is not the quarter's plan, ``chosen`` who goes to every site undrawn (WL-4);
    ``at_cap``: who could be drawn though the yearly cap was reached.

    Draws are stored with this: what is added needs a default."""

    office: OfficeFacts
    scheme_text: str
    program: str
    target_count: int
    inspector_count: int
    left_out: tuple[str, ...]
    squad_count: int
    entered_visits: int
    team_mode: Literal["persons", "teams", "squads"]
    cap: int
    categories: dict[str, str]
    entries: dict[str, EntryFacts]
    quotas: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    recusals: tuple[RecusalLine, ...]
    campaign: CampaignFacts | None = None
    chosen: tuple[Person, ...] = ()
    at_cap: tuple[AtCap, ...] = ()
