"""Signed papers as they come back: a PDF of the scanner, or a picture of the telephone."""

from pathlib import Path

from ssj_desktop.errors import DeskError

MOST = 40 * 1024 * 1024  # bytes; a page at 300 dpi takes 1 to 3 MB
_PDF, _ENDS = b"%PDF-", (b"startxref", b"%%EOF")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # JPEG, PNG
_TAIL = 2048  # bytes in which a whole PDF ends, blanks behind it included
_HINT = "请用扫描仪存成 PDF，或者拍成 JPG、PNG 照片。"


def is_picture(content: bytes) -> bool:
    """Return whether this is a photograph, not a PDF."""
    return content.startswith(_PICTURES)


def read_scan(file: Path) -> bytes:
    """Read a signed paper's PDF, JPEG or PNG whole.

    Raises:
        DeskError: it cannot be read, is none of these, is not complete, or is too large.
    """
    try:
        size = file.stat().st_size
        content = file.read_bytes() if 0 < size <= MOST else b""
    except OSError as error:
        raise DeskError(
            f"“{file.name}”读不出来。", "请核对文件还在、没有被别的程序占用。"
        ) from error
    if size > MOST:
        raise DeskError(
            f"“{file.name}”有 {size / 1024 / 1024:.0f} MB，超过 {MOST // 1024 // 1024} MB。",
            "请用 200 到 300 点每英寸、灰度重新扫描。",
        )
    picture = is_picture(content)
    if not picture and not content.startswith(_PDF):
        raise DeskError(f"“{file.name}”不是 PDF，也不是 JPG、PNG 图片。", _HINT)
    if not picture and any(end not in content[-_TAIL:] for end in _ENDS):
        raise DeskError(f"“{file.name}”不完整，像是没有传完。", "请重新扫描或重新复制一次。")
    return content
