"""What people type, as files and papers keep it."""

import re
import unicodedata

from ssj_desktop.errors import DeskError

_NOTE = re.compile("[（(].*$")
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


def bare_name(text: str) -> str:
    """Return a person's name without the note in brackets behind it and without blanks."""
    return "".join(_NOTE.sub("", one_line(text)).split())


def two_persons(reason: str, by: tuple[str, str], what: str) -> tuple[str, str]:
    """Return the reason and both names in one text, each as :func:`one_line` does.

    Raises:
        DeskError: a reason or one of two different persons is missing; says ``what``.
    """
    reason, names = one_line(reason), [one_line(name) for name in by]
    if not reason or len({bare_name(name) for name in names} - {""}) != 2:
        raise DeskError(f"{what}要写明原因，并由两个人确认。", "请补上原因和两人姓名。")
    return reason, "、".join(names)
