"""What this computer remembers between two starts; nothing of the office, which is in its file."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from ssj_desktop import paths

_WIDEST = 10_000  # pixels; no column is wider, and Qt would choke on a number out of all bounds

Look = Literal["dark", "bright"]
Tempo = Literal["slow", "normal", "fast"]


@dataclass(frozen=True)
class StageManner:
    """How the projector shows a lottery: dark or bright, how fast it rolls, not at all where it
    is ``still``; sites by their names or, ``coded``, by their numbers only."""

    look: Look = "dark"
    tempo: Tempo = "normal"
    still: bool = False
    coded: bool = False


@dataclass
class Settings:
    """``data``: the data file opened last; ``clerk``: 经办人; ``second_place``: the folder of the
    second backups; ``printer``: the name of the one chosen last; ``widths``: a table's name → its
    columns' widths in pixels; ``geometry``: the window's place as Qt gives it, in hex. "" or empty
    where nothing is remembered.
    """

    file: Path
    data: str = ""
    clerk: str = ""
    second_place: str = ""
    printer: str = ""
    widths: dict[str, list[int]] = field(default_factory=dict)
    geometry: str = ""
    stage: StageManner = StageManner()

    @classmethod
    def load(cls, file: Path) -> "Settings":
        """Return what ``file`` remembers.

        What is missing, spoilt or written by another version counts as not remembered: no
        start may fail for it.
        """
        known = _content(file)
        settings = cls(file)
        for name in ("data", "clerk", "second_place", "printer"):
            if isinstance(text := known.get(name), str):
                setattr(settings, name, text)
        if _is_hex(known.get("geometry")):
            settings.geometry = known["geometry"]
        if isinstance(widths := known.get("widths"), dict):
            settings.widths = {name: row for name, row in widths.items() if _are_widths(row)}
        settings.stage = _manner(known.get("stage"))
        return settings

    def save(self) -> None:
        """Write everything down; the file is left alone when it says so already.

        Raises:
            DeskError: the disk is full, or the folder may not be written.
        """
        values = {name: value for name, value in vars(self).items() if name != "file"}
        values["stage"] = asdict(self.stage)
        # Escaped, for a path may hold halves of characters, which UTF-8 does not know.
        content = json.dumps(values, indent=1).encode()
        with suppress(OSError):
            if self.file.read_bytes() == content:
                return
        paths.write_bytes(self.file, content)


def default_file() -> Path:
    """Return where the settings lie unless told otherwise."""
    return paths.data_folder() / "设置.json"


def _content(file: Path) -> dict[str, Any]:
    # Nesting without end exhausts the parser's stack.
    with suppress(OSError, ValueError, RecursionError):
        content = json.loads(file.read_bytes())
        if isinstance(content, dict):
            return content
    return {}


def _is_hex(value: Any) -> bool:
    try:
        bytes.fromhex(value)
    except (ValueError, TypeError):
        return False
    return True


def _manner(known: Any) -> StageManner:
    """Return the manner that is remembered, as far as this version knows it."""
    said = known if isinstance(known, dict) else {}
    words = {"look": get_args(Look), "tempo": get_args(Tempo)}
    fit: dict[str, Any] = {
        name: word
        for name, allowed in words.items()
        if isinstance(word := said.get(name), str) and word in allowed
    }
    fit |= {name: said[name] for name in ("still", "coded") if isinstance(said.get(name), bool)}
    return StageManner(**fit)


def _are_widths(value: Any) -> bool:
    return isinstance(value, list) and all(
        type(width) is int and 0 < width <= _WIDEST for width in value
    )
