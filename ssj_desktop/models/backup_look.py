"""What a backup holds, asked without changing a byte of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, driver

_COUNTED = {
    "targets": "SELECT count(*) FROM target",
    "inspectors": "SELECT count(*) FROM inspector",
    "items": "SELECT count(*) FROM checkitem",
    "draws": "SELECT count(*) FROM drawevent WHERE kind = 'draw'",
    "entries": "SELECT count(*) FROM journalentry",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """``draws`` counts those held; ``last`` is the journal's last entry (at, verb)."""

    targets: int = 0
    inspectors: int = 0
    items: int = 0
    draws: int = 0
    entries: int = 0
    last: tuple[str, str] | None = None


def look_into(path: Path) -> Contents:
    """Check a backup as restoring does, and count what it holds.

    Raises:
        DeskError: it is gone, damaged or no data file of ours.
    """
    with _opened(path) as link:
        if fault := backup.fault_of(link):
            raise _unfit(path, fault)
        counts = {name: link.execute(query).fetchone()[0] for name, query in _COUNTED.items()}
        query = "SELECT at, verb FROM journalentry ORDER BY id DESC LIMIT 1"
        return Contents(**counts, last=link.execute(query).fetchone())


def heads_in(path: Path) -> list[str]:
    """Return the heads of a backup's journal, oldest first.

    Raises:
        DeskError: it is gone, damaged or no data file of ours.
    """
    with _opened(path) as link:
        return [row[0] for row in link.execute("SELECT head FROM journalentry ORDER BY id")]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        if not path.is_file():  # opening would make an empty one
            raise _unfit(path, "文件不在那里了。")
        with closing(driver.open_file(path)) as link:
            link.execute("PRAGMA query_only = ON")
            yield link
    except dbapi2.DatabaseError as error:
        raise _unfit(path, f"{driver.plain_words(error) or '文件内容已损坏'}。") from error
    except OSError as error:
        raise _unfit(path, "文件读不出来。") from error


def _unfit(path: Path, fault: str) -> DeskError:
    return DeskError(f"备份“{path.name}”不能用：{fault}", "请选择另一份备份。")
