"""What became of everybody's category between two classifications."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """A site by its code and its category's key before and now.

    "" where it was known and no category covered it; None where it was not known at all.
    """

    code: str
    before: str | None
    after: str | None

    @property
    def is_real(self) -> bool:
        """Whether a known site is in another category, and not merely come or gone."""
        return self.before is not None and self.after is not None


def moves(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Move, ...]:
    """Return what differs: other categories first, then who has come, then who has gone.

    Both map codes to keys, "" where no category covers the site: to come into none, or to go out
    of none, moves nothing. Within each group the order is that of the mappings.
    """
    other = [
        Move(code, before[code], key)
        for code, key in now.items()
        if code in before and before[code] != key
    ]
    come = [Move(code, None, key) for code, key in now.items() if key and code not in before]
    gone = [Move(code, key, None) for code, key in before.items() if key and code not in now]
    return (*other, *come, *gone)
