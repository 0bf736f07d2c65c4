"""Where things lie, and the one way a whole file comes to be on disk."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ssj_desktop.errors import DeskError

_WORDS = {
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "超过了系统允许的文件大小",
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "这个磁盘只能读",
    errno.EIO: "磁盘读写出错，也可能已满",
    errno.ENOENT: "文件夹不存在",
    errno.EISDIR: "有一个同名的文件夹",
    errno.EEXIST: "有一个同名的文件占了文件夹的位置",
    errno.ENOTDIR: "有一个同名的文件占了文件夹的位置",
}


def resources() -> Path:
    """Return the folder of schemes, calendars and fonts: inside the wheel, beside it in a clone."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """Return the user's own folder for data files; nothing is created."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "双随机桌面"
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not base.is_absolute():  # to be ignored, says the XDG base directory specification
        base = Path.home() / ".local" / "share"
    return base / "ssj_desktop"


def write_whole(path: Path, fill: Callable[[Path], object]) -> None:
    """Have ``fill`` write a file beside ``path``, sync it and rename it over ``path``.

    A reader sees the old file or the whole new one, whatever happens meanwhile.

    Raises:
        DeskError: the disk is full or may not be written; ``path`` is as it was.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fill(draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise DeskError(
            f"文件“{path.name}”没有写成：{_WORDS.get(error.errno or 0, '磁盘读写出错')}。",
            "请检查磁盘是否已满、文件夹能否写入，再试一次。原有文件没有改动。",
        ) from error
    finally:
        with suppress(OSError):  # a scanner may hold it; the next try writes over it
            draft.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` by :func:`write_whole`."""
    write_whole(path, lambda draft: draft.write_bytes(content))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # Windows syncs the rename with the file and opens no folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
