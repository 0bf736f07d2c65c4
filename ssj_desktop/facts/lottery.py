"""摇号会议: where a quarter's lottery stands, as its page shows it and the projector tells it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from ssj_desktop.facts.draw import DrawFacts, Meeting, RecusalLine
from ssj_desktop.facts.quota import Exclusion, QuotaLine
from ssj_desktop.rules.period import Quarter

Matrix: TypeAlias = tuple[str, ...]
"""A QR code without its margin: rows of ``1`` (dark) and ``0``."""

TeamMode: TypeAlias = Literal["persons", "teams", "squads"]


class LotteryStep(StrEnum):
    """The six steps of a meeting, in order; the value is the word the screen shows."""

    MEETING = "会议"
    REVIEW = "核对名单"
    FREEZE = "冻结"
    DIGITS = "公开取数"
    DRAW = "摇号"
    MINUTES = "纪要"

    @property
    def number(self) -> int:
        """1 to 6."""
        return list(LotteryStep).index(self) + 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site in a pool, under the name that was frozen."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RoundLayer:
    """The sites of one category visited ``visits`` times this year, and those drawn, in order."""

    visits: int
    pool: tuple[Candidate, ...]
    drawn: tuple[Candidate, ...]

    @property
    def whole(self) -> bool:
        """Whether all of the pool was drawn, so that there is nothing to roll (12)."""
        return len(self.drawn) == len(self.pool)


@dataclass(frozen=True, slots=True)
class Round:
    """One category as it was drawn; its layers come in one round (requirements 11.12)."""

    category: str
    layers: tuple[RoundLayer, ...]

    @property
    def count(self) -> int:
        """Return how many sites the round draws."""
        return sum(len(layer.drawn) for layer in self.layers)


@dataclass(frozen=True, slots=True)
class SlotState:
    """One slot of digits: ``source`` as the protocol names it, ``how`` in Chinese.

    ``keyed_by`` is "" while nobody has keyed in (after a restart: anew); ``digits`` "" until all
    are revealed.
    """

    source: str
    how: str
    by: str
    count: int
    keyed_by: str
    digits: str


@dataclass(frozen=True, slots=True)
class RedrawAsked:
    """A redraw that waits for its digits: ``went_out`` is whom or what it takes off."""

    kind: str
    went_out: str
    reason: str
    evidence: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """A draw from its freeze on.

    ``slots`` are those of the event that waits for its digits, else of the draw itself.
    ``keyed``: somebody has keyed in for that event, maybe before a restart. ``head`` is the head
    after the latest event: until the draw, the commitment.
    """

    draw_id: str
    frozen_at: datetime
    team_mode: str
    entries: int
    cap: int
    quotas: tuple[QuotaLine, ...]
    commitment: str
    commitment_qr: Matrix
    head: str
    head_qr: Matrix
    slots: tuple[SlotState, ...]
    keyed: bool
    revealed: bool
    asked: RedrawAsked | None
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class LotteryFacts:
    """Where a lottery stands; every field comes from the file.

    ``campaign`` and ``name``: which campaign is drawn, 0 and "" where it is the quarter's plan;
    ``others``: id and name of the campaigns that the quarter has to draw.
    ``meeting`` is the one convened for the draw that is next or under way, ``suggested`` what a
    new one begins with. ``why_not`` says why none can be held, ``place`` where that is mended.
    ``drawn`` is None until there is a list. ``aborted`` tells of earlier draws given up.
    ``two``: who usually says digits and confirms what two must: the host and the first supervisor,
    by their bare names; "" where there is none yet.
    """

    quarter: Quarter
    office: str
    unit: str
    step: LotteryStep
    why_not: str
    place: str
    suggested: Meeting
    meeting_id: int | None
    meeting: Meeting | None
    lines: tuple[QuotaLine, ...]
    frozen: FrozenFacts | None
    drawn: DrawFacts | None
    aborted: tuple[str, ...]
    two: tuple[str, str]
    campaign: int = 0
    name: str = ""
    others: tuple[tuple[int, str], ...] = ()

    @property
    def title(self) -> str:
        """What is drawn: the quarter, or the quarter and its campaign."""
        return f"{self.quarter}{self.name}"

    @property
    def what(self) -> str:
        """The word behind the title: a campaign whose name says 抽查 does not say it twice."""
        return "" if self.name.endswith("抽查") else "抽查"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """Who may be drawn to inspect: one person, or a team with its people, the lead first.

    ``role``: for whom somebody goes beside the office's own — a department, 辅助检查人员 —, who is
    drawn among its people alone; "" for the office's own.
    """

    code: str
    name: str
    squad: str
    people: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the freeze would fix now, to be read through (核对名单).

    ``fault`` says why it cannot be frozen so; the rest is then empty but for ``modes``.
    ``changes`` since the last freeze, in words; None before the first one. ``cap_warning``: who
    could be drawn though the yearly cap is reached, in words; it stops nothing (N-11).
    """

    mode: TeamMode
    modes: tuple[tuple[TeamMode, str], ...]
    cap: int
    lines: tuple[QuotaLine, ...]
    exclusions: tuple[Exclusion, ...]
    recusals: tuple[RecusalLine, ...]
    entries: tuple[EntryLine, ...]
    left_out: tuple[str, ...]
    changes: tuple[str, ...] | None
    cap_warning: str
    fault: str


@dataclass(frozen=True, slots=True)
class OddsLine:
    """How likely each entry is to be sent to sites that the constraints do not tell apart.

    ``sites`` names them (「没有回避的 230 家」); ``likeliest`` is one of those most likely there,
    with ``percent`` in whole percents; ``high`` where more than half.
    """

    sites: str
    likeliest: str
    percent: int
    high: bool


@dataclass(frozen=True, slots=True)
class Odds:
    """Simulated assignment probabilities (protocol section 5.3) from ``draws`` made-up draws."""

    draws: int
    lines: tuple[OddsLine, ...]
