"""The pages of the show as plain data: what each tells the room, without a size or a colour."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ssj_desktop.facts.lottery import Matrix

Progress: TypeAlias = Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Chip:
    """One round in the row on top; ``count`` is said after its name where there is room."""

    name: str
    count: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Foot:
    """The last line: the digits and the commitment, or the head and the word on secrecy."""

    digits: tuple[str, ...] = ()
    commitment: str = ""
    head: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries. ``key`` names the place in the show, whatever the facts become."""

    key: str
    title: str
    words: str
    date: str = ""
    draw_id: str = ""
    unit: str = ""
    chips: tuple[Chip, ...] = ()
    foot: Foot = Foot()


@dataclass(frozen=True, slots=True)
class Quota:
    """A category with the least it must give and what is planned."""

    name: str
    least: int
    planned: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Who meets where, and how many are to be drawn."""

    frame: Frame
    office: str
    subject: str
    people: tuple[tuple[str, str], ...]
    quotas: tuple[Quota, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """The value that binds whoever froze; somebody else is to keep it."""

    frame: Frame
    groups: str
    qr: Matrix
    frozen: str


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One supplier of digits; ``shown`` has a character a box, a blank for an empty one."""

    by: str
    how: str
    shown: str
    status: str


@dataclass(frozen=True, slots=True)
class Digits:
    """The slots of the event that waits for its digits, or has them."""

    frame: Frame
    words: str
    rows: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A site as the room reads it: its name, or its number where names are not to be shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a round: who could be drawn, and who was, in order."""

    pool: tuple[Entry, ...]
    drawn: tuple[Entry, ...]

    def eligible(self, pick: int) -> tuple[Entry, ...]:
        """Return who could still be drawn before the pick with this number."""
        gone = {entry.code for entry in self.drawn[:pick]}
        return tuple(entry for entry in self.pool if entry.code not in gone)


@dataclass(frozen=True, slots=True)
class RoundScene:
    """One category. ``listed`` was taken whole and is there at once (``notes`` say why); the
    ``layers`` are rolled, pick by pick. Without any the round is a listing."""

    frame: Frame
    category: str
    notes: tuple[str, ...]
    listed: tuple[Entry, ...]
    layers: tuple[Layer, ...]

    @property
    def picks(self) -> tuple[Entry, ...]:
        """Return those that are rolled, in order."""
        return tuple(entry for layer in self.layers for entry in layer.drawn)

    @property
    def count(self) -> int:
        """Return how many the round puts on the list."""
        return len(self.listed) + len(self.picks)

    def eligible(self, pick: int) -> tuple[Entry, ...]:
        """Return who could be drawn at this pick, the drawn one among them."""
        for layer in self.layers:
            if pick < len(layer.drawn):
                return layer.eligible(pick)
            pick -= len(layer.drawn)
        raise IndexError(pick)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One object with who inspects it: ``admissible`` tells among how many the ticket chose."""

    number: int
    label: str
    fate: str
    lead: str
    members: tuple[str, ...]
    admissible: str


@dataclass(frozen=True, slots=True)
class Results:
    """The objects of one category with their inspectors."""

    frame: Frame
    category: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class Redraw:
    """A change of the list: asked for (its digits are to come), or done."""

    frame: Frame
    done: bool
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What the room can compare with the minutes."""

    frame: Frame
    head: str
    qr: Matrix
    counts: tuple[tuple[str, str], ...]


Scene: TypeAlias = Opening | Commitment | Digits | RoundScene | Results | Redraw | Closing


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a scene stands: ``pick`` is in the reel while it is ``rolling``, ``drawn`` are out."""

    pick: int = 0
    drawn: int = 0
    rolling: bool = False
    page: int = 0
