"""SQLite's driver: its age, how a file is opened with it, and its errors in plain words."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

# 3.51.3 mends the WAL-reset bug that the systems' own SQLite still has.
_OLDEST_SQLITE = (3, 51, 3)

_BUSY = 5
# Primary result codes (sqlite.org/rescode.html) that blame the disk or the file, not us.
_PLAIN_WORDS = {
    3: "没有读写它的权限",
    _BUSY: "另一个程序正在使用它",
    8: "文件或磁盘只能读取，不能写入",
    10: "磁盘读写出错，或者磁盘已满",
    11: "文件内容已损坏",
    13: "磁盘已满",
    14: "文件打不开，或者文件夹不能写入",
    26: "不是数据文件，或者文件开头已损坏",
}


def require_recent(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raise RuntimeError when this SQLite has bugs that could lose a commit."""
    if version < _OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {'.'.join(map(str, version))} is too old for safe commits")


def open_file(path: Path) -> Any:
    """Return the driver's connection to ``path``: no transactions of its own, hardly any waiting.

    Any thread may use it; whoever shares it sees to it that one does at a time.
    """
    return dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0.2)


def is_busy(error: BaseException) -> bool:
    """Tell whether ``error`` means that another program holds the file."""
    return _code(error) == _BUSY


def plain_words(error: BaseException | None) -> str:
    """Return what a driver's error says of disk and file; "" when it is a bug of ours."""
    return _PLAIN_WORDS.get(_code(error), "")


def _code(error: BaseException | None) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
