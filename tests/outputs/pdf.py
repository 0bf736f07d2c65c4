"""What a finished PDF says, and where its ink lies."""

import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

MM = 72 / 25.4
GOLDEN = Path(__file__).parent / "golden"
Box = tuple[float, float, float, float]  # left, bottom, right, top


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in document]


def flat(text: str) -> str:
    return "".join(text.split())


def boxes(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    """Yield every visible character and the box of its ink."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            yield char, text.get_charbox(index)


def full_text(pdf: bytes) -> str:
    """Return what the golden files hold: all pages, a form feed between two."""
    return "\n\f\n".join(pages(pdf)) + "\n"


def golden(name: str, text: str) -> str:
    """Return what ``golden/name.txt`` says.

    ``GOLDEN=write pytest tests/outputs`` renews the files with ``text``; read the difference
    before commit.
    """
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8")
