"""Sentences that records say again and again."""

from dataclasses import dataclass

BLANK = "____"  # what is still to be filled in


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with blanks, under the ``group`` it is looked for in."""

    group: str
    text: str
