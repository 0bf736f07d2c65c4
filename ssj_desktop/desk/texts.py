"""What people type, as files and papers keep it."""

import unicodedata

from ssj_desktop.errors import DeskError

_BREAKS = ("Cc", "Zl", "Zp")
_UNSEEN = ("Cf", "Cs")  # zero-width marks, and halves of a character


def one_line(text: str) -> str:
    """Return ``text`` on one line, in NFC, without what nobody sees and without outer blanks."""
    seen = "".join(
        " " if unicodedata.category(c) in _BREAKS else c
        for c in text
        if unicodedata.category(c) not in _UNSEEN
    )
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def required(text: str, fault: str, hint: str) -> str:
    """Return ``text`` as :func:`one_line` does.

    Raises:
        DeskError: nothing is left; says ``fault`` and ``hint``.
    """
    if plain := one_line(text):
        return plain
    raise DeskError(fault, hint)
