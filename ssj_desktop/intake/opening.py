"""The bytes of a file that a clerk chose, or plain words on why there are none."""

from pathlib import Path

from ssj_desktop.errors import DeskError
from ssj_desktop.intake.limits import MEGABYTE, Limits

# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: what Windows says of a workbook open in Excel.
_IN_USE = frozenset({32, 33})


def content_of(path: Path, limits: Limits) -> bytes:
    """Return what is in ``path``.

    Raises:
        DeskError: it is missing, a folder, kept from us, in use, unreadable or too large.
    """
    try:
        if path.is_dir():  # asked first: Windows calls reading a folder a lack of permission
            raise DeskError(f"“{path}”是文件夹，不是文件。", "请选文件夹里的名录文件。")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise DeskError(
                f"文件有 {size // MEGABYTE} MB，超过 {limits.file_bytes // MEGABYTE} MB。",
                "请删去图片和多余的工作表，或分成几个文件。",
            )
        return path.read_bytes()
    except OSError as error:
        raise _told(path, error) from error


def _told(path: Path, error: OSError) -> DeskError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DeskError(
            f"找不到文件“{path}”。", "请核对文件名和所在的文件夹；在 U 盘上的，请看 U 盘是否插好。"
        )
    if getattr(error, "winerror", None) in _IN_USE:
        return DeskError(
            f"文件“{path.name}”正被别的程序占用，多半是 Excel 或 WPS。",
            "请关闭它再试一次。",
        )
    if isinstance(error, PermissionError):
        return DeskError(
            f"没有权限读取文件“{path.name}”。",
            "请把它复制到“我的文档”或桌面再导入；如果正在 Excel 或 WPS 里打开，请先关闭。",
        )
    return DeskError(
        f"文件“{path.name}”读不出来（系统错误 {error.errno}）。",
        "请把它复制到本机的其他文件夹再导入；在 U 盘或网络盘上的，盘可能有故障。",
    )
