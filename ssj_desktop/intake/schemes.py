"""方案文件: an office's own scheme as text, by whichever editor it was saved."""

from pathlib import Path

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.limits import MEGABYTE, Limits
from ssj_desktop.intake.opening import content_of

_LIMITS = Limits(file_bytes=MEGABYTE)  # the longest that ships has 15 KB


def read(path: Path) -> str:
    """Return a scheme file's text, its lines ended alike and without the mark of UTF-8.

    Raises:
        DeskError: it cannot be read, is too large for a scheme, or is no text in UTF-8.
    """
    content = content_of(path, _LIMITS)
    try:
        text = content.decode("utf-8-sig")
    except ValueError as error:
        raise DeskError(
            f"方案文件 {path.name} 不是 UTF-8 编码的文字。",
            "请在记事本里打开它，“另存为”时编码选 UTF-8，再载入。",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
