"""Who holds a data file: a small file beside it, since the file itself is locked."""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ssj_desktop import paths


@dataclass(frozen=True)
class Holder:
    """The program that has a data file open; ``since`` is local time to the second.

    After a crash the file stays behind and says nothing true: only the lock tells whether
    anybody holds the data, and the next to hold it writes its own name.
    """

    user: str
    host: str
    pid: int
    since: str

    @staticmethod
    def place(data: Path) -> Path:
        return data.with_name(data.name + ".holder")

    @classmethod
    def take(cls, data: Path, now: datetime) -> None:
        """Write down that this process holds ``data``.

        Raises:
            DeskError: the disk is full, or the folder may not be written.
        """
        holder = cls(getpass.getuser(), platform.node(), os.getpid(), now.isoformat(" ", "seconds"))
        text = json.dumps(vars(holder), ensure_ascii=False)
        paths.write_bytes(cls.place(data), text.encode())

    @classmethod
    def of(cls, data: Path) -> "Holder | None":
        """Return who was last written down for ``data``; None when nobody readable was."""
        with suppress(OSError, ValueError, TypeError):
            return cls(**json.loads(cls.place(data).read_text(encoding="utf-8")))
        return None

    @classmethod
    def clear(cls, data: Path) -> None:
        """Strike out the name; left standing (Windows, while another reads it) it does no harm."""
        with suppress(OSError):
            cls.place(data).unlink(missing_ok=True)
