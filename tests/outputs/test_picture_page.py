"""A picture as a page: upright, within its margins, and refused if it cannot be read."""

from datetime import datetime
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from ssj_desktop.errors import DeskError
from ssj_desktop.outputs import picture_page
from tests.outputs.pdf import MM

AT = datetime(2026, 11, 22, 10, 45)
SIZE = 60, 40  # as it is to be seen
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
# How a camera stores what it saw, by the orientation that its EXIF then names.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(kind: str = "PNG", orientation: int = 1, mode: str = "RGB") -> bytes:
    """Return a white picture that is seen with a red upper left and a blue lower left quarter."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    method = STORED[orientation]
    if method is not None:
        image = image.transpose(method)
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = BytesIO()
    image.convert(mode).save(buffer, kind, exif=exif)
    return buffer.getvalue()


def shown(content: bytes) -> Image.Image:
    """Return the page, a point a pixel."""
    [page] = pypdfium2.PdfDocument(picture_page.render(content, "扫描件", AT))
    assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    image = page.render(scale=1).to_pil().convert("RGB")
    assert isinstance(image, Image.Image)
    return image


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", STORED)
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(
    kind: str, orientation: int
) -> None:
    page = shown(picture(kind, orientation))
    width, height = page.size
    assert near(page.getpixel((width // 4, height // 2 - 60)), RED)
    assert near(page.getpixel((width // 4, height // 2 + 60)), BLUE)
    assert near(page.getpixel((width * 3 // 4, height // 2)), WHITE)


def test_a_picture_fills_the_width_but_for_margins_of_10_mm() -> None:
    page = shown(picture())
    middle = page.size[1] // 2 - 60
    inked = [x for x in range(page.size[0]) if near(page.getpixel((x, middle)), RED)]
    assert inked[0] / MM == pytest.approx(10, abs=0.5)
    assert inked[-1] / MM == pytest.approx(210 / 2, abs=0.5)


def test_a_tall_picture_fills_the_height() -> None:
    image = Image.new("L", (10, 100))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    page = shown(buffer.getvalue())
    inked = [y for y in range(page.size[1]) if near(page.getpixel((297, y)), (0, 0, 0))]
    assert inked[0] / MM == pytest.approx(10, abs=0.5)
    assert (inked[-1] + 1) / MM == pytest.approx(287, abs=0.5)


def test_a_jpeg_goes_in_byte_for_byte() -> None:
    content = picture("JPEG")
    assert content in picture_page.render(content, "扫描件", AT)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_a_png_of_any_kind_is_shown(mode: str) -> None:
    page = shown(picture(mode=mode))
    assert near(page.getpixel((page.size[0] * 3 // 4, page.size[1] // 2)), WHITE)


def test_what_is_transparent_is_white_and_16_bits_keep_their_grey() -> None:
    for image, wanted in (
        (Image.new("RGBA", SIZE, (0, 0, 0, 0)), WHITE),
        (Image.new("I;16", SIZE, 40_000), (156, 156, 156)),  # 40,000 of 65,535
    ):
        buffer = BytesIO()
        image.save(buffer, "PNG")
        page = shown(buffer.getvalue())
        assert near(page.getpixel((page.size[0] // 2, page.size[1] // 2)), wanted)


def test_what_a_phone_adds_to_a_picture_is_left_out() -> None:
    first, second = Image.new("RGB", SIZE, RED), Image.new("RGB", SIZE, BLUE)
    buffer = BytesIO()
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    page = shown(buffer.getvalue())
    assert near(page.getpixel((page.size[0] // 2, page.size[1] // 2)), RED)


def test_a_png_is_no_finer_than_it_can_be_printed() -> None:
    buffer = BytesIO()
    Image.linear_gradient("L").resize((3000, 4000)).save(buffer, "PNG")
    assert b"/Height 3272" in picture_page.render(buffer.getvalue(), "扫描件", AT)


def test_the_same_picture_gives_the_same_bytes_and_bears_its_title() -> None:
    pdf = picture_page.render(picture("JPEG"), "现场检查笔录扫描件", AT)
    assert pdf == picture_page.render(picture("JPEG"), "现场检查笔录扫描件", AT)
    known = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert known["Title"] == "现场检查笔录扫描件"
    assert known["CreationDate"] == "D:20261122104500+08'00'"


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", picture("JPEG")[:-300], picture("PNG")[:-40], picture("BMP")],
    ids=["nothing", "pdf", "cut jpeg", "cut png", "bmp"],
)
def test_what_is_no_readable_picture_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(DeskError, match="不是能读的 JPG 或 PNG 图片") as refused:
        picture_page.render(content, "扫描件", AT)
    assert "另存为 JPG" in refused.value.hint
