"""Hex digits as people read them out, on the operator's page and on the projector."""

SHORT = 16
"""Hex digits of a value that people compare by eye and write down (protocol section 6)."""


def in_fours(value: str) -> str:
    """Return hex digits in groups of four."""
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))
