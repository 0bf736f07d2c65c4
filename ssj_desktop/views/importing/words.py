"""The words that several parts of an import say."""

from ssj_desktop.facts.imports import RosterKind

_UNITS = {
    RosterKind.TARGETS: "家",
    RosterKind.INSPECTORS: "人",
    RosterKind.ITEMS: "项",
    RosterKind.VISITS: "家次",
}


def counted(kind: RosterKind, number: int) -> str:
    """Say how many entries of a roster: 236 家."""
    return f"{number} {_UNITS[kind]}"
