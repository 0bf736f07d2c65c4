"""The faces of the papers, chosen character by character; what no font has is refused by name.

reportlab leaves a missing glyph silently blank, so no text reaches it but through :class:`Fonts`.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from ssj_desktop.errors import DeskError
from ssj_desktop.paths import data_folder, resources


class Face(Enum):
    """A face as Chinese papers name it; the value is the bundled file that draws it."""

    SONG = "NotoSerifSC_400Regular.ttf"
    SONG_BOLD = "NotoSerifSC_700Bold.ttf"  # stands for 小标宋
    SANS = "NotoSansSC_400Regular.ttf"
    HEI = "NotoSansSC_700Bold.ttf"
    KAI = "LXGWWenKai-Regular.ttf"
    FANG = "FandolFang-Regular.ttf"


class Glyph(NamedTuple):
    """One character, the registered font that draws it, and its advance in ems.

    ``halved``: the advance is half an em less than the font's own, since a mark follows a mark.
    """

    char: str
    font: str
    advance: float
    halved: bool = False


# Noto keeps half-width figures and letters (0.5 em, as 宋体 has them) without code points: the
# glyphs of U+0020–U+007E stand in a row from the one named here (GSUB feature `hwid`).
_HALF_WIDTH = {
    Face.SONG.value: 30476,
    Face.SONG_BOLD.value: 30476,
    Face.SANS.value: 30451,
    Face.HEI.value: 30451,
}
_FANG_OF_THE_SYSTEM = ("ZhuqueFangsong-Regular.ttf", "simfang.ttf")
_RARE_OF_THE_SYSTEM = ("simsunb.ttf", "HanaMinA.ttf", "HanaMinB.ttf")
# Controls, invisible marks, combining marks and variation selectors: nothing we could set right.
_UNSETTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"}


class Fonts:
    """Finds for every character the font that draws it.

    The order: the face's own font (for 仿宋 the system's, if there is one), Noto Serif, WenKai,
    the system's SimSun-ExtB or HanaMin. ``system=False`` leaves the system's fonts out, so that
    the same paper has the same bytes on every machine.
    """

    def __init__(self, *, system: bool = True) -> None:
        self._system = system
        self._known: dict[tuple[Face, str], Glyph] = {}

    def glyphs(self, text: str, face: Face) -> list[Glyph]:
        """Return ``text`` character by character.

        Raises:
            DeskError: a character that no font has, or that cannot be set on a line.
        """
        found = []
        for char in text:
            glyph = self._known.get((face, char))
            if glyph is None:
                glyph = self._known[face, char] = self._look_up(char, face, text)
            found.append(glyph)
        return found

    def _look_up(self, char: str, face: Face, text: str) -> Glyph:
        if unicodedata.category(char) in _UNSETTABLE:
            raise DeskError(
                f"“{_visible(text)}”里有不能印在文书上的字符（U+{ord(char):04X}），文书没有生成。",
                "它多半是从别处复制带来的控制符、组合符或旧系统的自造字，请删去或改成正式的字再试。",
            )
        for font in self._candidates(face):
            if font.face.charToGlyph.get(ord(char)):
                return Glyph(char, font.fontName, font.face.getCharWidth(ord(char)) / 1000)
        raise DeskError(
            f"“{text}”里的“{char}”（U+{ord(char):04X}）没有字体能显示，文书没有生成。",
            "请核对这个字是否有误，或在本机安装含有它的字体（SimSun-ExtB 或 HanaMin）。",
        )

    def _candidates(self, face: Face) -> Iterator["_Font"]:
        if self._system and face is Face.FANG:
            yield from _of_the_system(_FANG_OF_THE_SYSTEM)
        for file in dict.fromkeys((face, Face.SONG, Face.KAI)):
            yield _load(resources() / "fonts" / file.value)
        if self._system:
            yield from _of_the_system(_RARE_OF_THE_SYSTEM)


class _Font(TTFont):  # type: ignore[misc]  # reportlab carries no types
    """A TrueType font whose text can be copied and searched beyond the BMP too."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.stem, str(path), asciiReadable=False, shapable=False)
        first = _HALF_WIDTH.get(path.name)
        if first is not None:
            for code in range(0x20, 0x7F):
                self.face.charToGlyph[code] = first + code - 0x20
                self.face.charWidths[code] = 500
        if path.name == Face.FANG.value:
            self._keep_trusted()

    def _keep_trusted(self) -> None:
        """Forget FandolFang's characters outside GB 2312: it draws 鬱 as 郁, 幹 as 干, 餘 as 余,
        while every one of GB 2312 was found like its fellow in Noto Serif."""
        for code in [code for code in self.face.charToGlyph if code >= 0x3400]:
            try:
                chr(code).encode("gb2312")
            except UnicodeEncodeError:
                del self.face.charToGlyph[code]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font's objects, then mend the ToUnicode maps: reportlab writes a code point
        above U+FFFF as five hex digits where UTF-16BE is due (ISO 32000-1, 9.10.3)."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, stream.content)


def _utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in _UNSETTABLE)


@cache
def _load(path: Path) -> _Font:
    font = _Font(path)
    pdfmetrics.registerFont(font)
    return font


@cache
def _of_the_system(names: tuple[str, ...]) -> tuple[_Font, ...]:
    """Return the fonts of these file names that are installed and that reportlab can read."""
    found = []
    for name in names:
        path = next((p for folder in _folders() if (p := folder / name).is_file()), None)
        if path is not None:
            try:
                found.append(_load(path))
            except TTFError:  # outlines or rights that do not let it be embedded
                continue
    return tuple(found)


def _folders() -> tuple[Path, ...]:
    """Return where fonts lie: the user's own for this program first, then the system's."""
    home = Path.home()
    return (
        data_folder() / "fonts",
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts",
        home / ".local" / "share" / "fonts",
        Path("/usr/share/fonts/truetype/hanazono"),
        Path("/usr/share/fonts"),
    )
