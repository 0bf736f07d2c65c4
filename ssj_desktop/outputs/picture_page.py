"""A photograph or scan of a signed paper as one page of A4, to lie in a file beside the others."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from ssj_desktop.errors import DeskError
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import PAGE_HEIGHT, PAGE_WIDTH, Mark, Paper, Sheet

_MARGIN = 10 * mm
_WIDTH, _HEIGHT = PAGE_WIDTH - 2 * _MARGIN, PAGE_HEIGHT - 2 * _MARGIN
_FINEST = 3272  # pixels: the height within the margins at 300 to the inch
_ORIENTATION = 0x0112  # the EXIF tag
_UPRIGHT = (1, 0, 0, 1, 0, 0)
# By orientation (CIPA DC-008, 4.6.4): how the unit square of the picture lies on that of the page.
_TURNS = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_LYING = (5, 6, 7, 8)  # orientations whose stored width is the height to be seen


def render(picture: bytes, title: str, dated: datetime) -> bytes:
    """Return a JPEG or PNG as a PDF of one page, fitted within margins of 10 mm and turned as
    its EXIF says. A plain JPEG goes in as it is, byte for byte.

    Raises:
        DeskError: the bytes are no readable JPEG or PNG.
    """
    page = _Page(Fonts(), _MARGIN, PAGE_HEIGHT - _MARGIN, _WIDTH, _HEIGHT)
    page.put(_read(picture, title))
    return page.pdf(title, author="", subject="", program="", dated=dated)


class _Page(Paper):
    """Nothing but the picture."""

    def marks(self, number: int, total: int, /) -> Iterable[Mark]:  # noqa: ARG002
        return ()


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of ``width`` × ``height`` pixels as it is to be seen, in the page's middle."""

    image: ImageReader
    width: int
    height: int
    turn: tuple[int, ...]

    def draw(self, sheet: Sheet) -> None:
        scale = min(_WIDTH / self.width, _HEIGHT / self.height)
        width, height = self.width * scale, self.height * scale
        sheet.translate((PAGE_WIDTH - width) / 2, (PAGE_HEIGHT - height) / 2)
        sheet.scale(width, height)
        sheet.transform(*self.turn)
        sheet.drawImage(self.image, 0, 0, 1, 1)


def _read(picture: bytes, title: str) -> _Picture:
    try:
        image = Image.open(BytesIO(picture), formats=("JPEG", "PNG"))
        turn = image.getexif().get(_ORIENTATION, 1)
        width, height = image.size
        image.load()  # all of it, for a picture cut short opens well
        reader = ImageReader(_as_it_goes_in(image, picture))
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError) as error:
        raise DeskError(
            f"“{title}”不是能读的 JPG 或 PNG 图片。",
            "请先确认它能打开；HEIC 等格式另存为 JPG，传坏的重新传，特别大的用 300 dpi 重新扫描。",
        ) from error
    if turn in _LYING:
        width, height = height, width
    return _Picture(reader, width, height, _TURNS.get(turn, _UPRIGHT))


def _as_it_goes_in(image: Image.Image, picture: bytes) -> BytesIO | Image.Image:
    """Return a JPEG's own bytes; what a phone adds to it (MPO) is left out; a PNG stands on
    white and is no finer than it can be printed."""
    if image.format == "JPEG":
        return BytesIO(picture)
    if image.format == "MPO":
        alone = BytesIO()
        image.convert("RGB").save(alone, "JPEG", quality=95)
        return alone
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    if image.mode == "I;16":  # Pillow would cut the greys off instead of bringing them down
        image = image.convert("I").point(lambda grey: grey / 256)
    image = image.convert("L" if image.mode in ("1", "L", "I") else "RGB")
    image.thumbnail((_FINEST, _FINEST))
    return image
