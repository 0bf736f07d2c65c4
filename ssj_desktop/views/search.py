"""What a clerk types in a search box, found in tens of thousands of rows at each keystroke."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import accumulate

from ssj_desktop import paths

_SEAM = re.compile("(?<=[a-z])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[a-z])")
_CODE_PART = re.compile(r"[a-z]*[0-9][0-9a-z]*")
_SAMPLE = 100_000  # characters
_GAP = "[^0-9A-Za-z\n]?"  # how a row may part the same figures: 0356-6202222, 〔2024〕1号


class Haystack:
    """Rows' texts, ready to be searched.

    A letter typed finds itself and every character whose pinyin begins with it (resources/pinyin);
    any other character finds itself, whatever its case and width. Blanks part words, which may
    stand anywhere in the row, and so do letters and characters, but not the groups of a code or
    a number. 「lc污水」 and 「污水 lc」 find 陵川县污水处理厂; 「91140524 MA0K12348M」 finds the
    code written whole.

    Args:
        texts: a row's text each; what is in different fields should be parted by a blank.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._lines = [text.replace("\n", " ") + "\n" for text in texts]

    def index(self) -> "Haystack":
        """Do now what the first :meth:`find` would do; return this."""
        self.find("a")
        return self

    def find(self, typed: str) -> list[int]:
        """Return the places, ascending, of the rows in which every word typed is found."""
        patterns = [self._pattern(word) for word in _words(typed)]
        if not patterns:
            return list(range(len(self._lines)))
        # One sweep over all the text for the word that leaves least to do for the others.
        first, *others = sorted(patterns, key=len, reverse=True)
        after = self._row_ending_at
        sweep = re.compile(f"{first}[^\n]*\n").finditer(self._joined)
        rows = [after[match.end()] for match in sweep]
        for pattern in others:
            has = re.compile(pattern).search
            rows = [row for row in rows if has(self._lines[row])]
        return rows

    def _pattern(self, word: str) -> str:
        return "".join(_GAP if c == " " else self._class(c) for c in word)

    def _class(self, character: str) -> str:
        found = self._found_by.get(character, "")
        # A class of nothing fails everywhere, at the first look.
        return f"[{re.escape(found)}]" if found else r"[^\s\S]"

    @cached_property
    def _joined(self) -> str:
        return "".join(self._lines)

    @cached_property
    def _row_ending_at(self) -> dict[int, int]:
        ends = accumulate(map(len, self._lines))
        return {end: row for row, end in enumerate(ends)}

    @cached_property
    def _found_by(self) -> dict[str, str]:
        """Map what can be typed to the characters it finds, of those that the rows have.

        A class of the 200 that occur is compiled in no time, one of the 3,000 there are is not.
        """
        initials = _initials()
        found: dict[str, str] = {}
        for character in sorted(self._alphabet()):
            plain = _plain(character)
            letters = (letter for letter, read_so in initials.items() if plain in read_so)
            for typed in {plain, *letters}:
                found[typed] = found.get(typed, "") + character
        return found

    def _alphabet(self) -> set[str]:
        # The first rows have nearly all; to look for what they lack is four times as quick as
        # to put every character of every row into the set.
        known = {"\n", *self._joined[:_SAMPLE]}
        return known.union(re.findall(f"[^{re.escape(''.join(known))}]", self._joined))


def _words(typed: str) -> list[str]:
    """Split at blanks and between letters and characters; a code's groups stay one word."""
    words: list[str] = []
    for part in _SEAM.sub(" ", "".join(map(_plain, typed))).split():
        if words and _CODE_PART.fullmatch(part) and _CODE_PART.fullmatch(words[-1].split()[-1]):
            words[-1] += f" {part}"
        else:
            words.append(part)
    return words


def _plain(character: str) -> str:
    """Return the one character that stands for all its cases and widths."""
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


@cache
def _initials() -> dict[str, frozenset[str]]:
    """Map a letter to the characters that have a reading which begins with it."""
    table = (paths.resources() / "pinyin" / "initials.txt").read_text(encoding="utf-8")
    lines = (line.partition(" ") for line in table.splitlines())
    return {letter: frozenset(characters) for letter, _, characters in lines}
