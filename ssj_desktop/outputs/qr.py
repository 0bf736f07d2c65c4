"""QR codes as dark and light squares, for whoever draws them without a page."""

from reportlab.graphics.barcode.qr import QrCodeWidget

LEVEL = "M"


def matrix(value: str) -> tuple[str, ...]:
    """Return the code of ``value`` without its margin: rows of ``1`` (dark) and ``0``."""
    code = QrCodeWidget(value, barLevel=LEVEL).qr
    code.make()
    return tuple("".join("01"[bool(dark)] for dark in row) for row in code.modules)
