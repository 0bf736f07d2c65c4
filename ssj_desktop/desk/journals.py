"""操作日志: searched by whoever asks what was done, and checked for whoever doubts it."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice, takewhile

from ssj_desktop.desk.journal_words import Names, detail_of, words_of
from ssj_desktop.desk.offices import scheme_if_any
from ssj_desktop.desk.scheme_book import category_names, choices_in
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.journal import ChainState, JournalLine
from ssj_desktop.models import journal
from ssj_desktop.models.journal import Row
from ssj_desktop.models.store import Store

_CHUNK = 5000  # read at once: no verb waits longer than that takes, a few hundredths of a second
_FIRST, _LAST = -(2**63), 2**63 - 1  # SQLite's; another program may have given any number
_LONGEST = 200  # characters of a detail that are shown


class Journal:
    """The open file's journal; nothing here writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def search(self, text: str = "", limit: int = 500) -> tuple[JournalLine, ...]:
        """Return the newest entries in which all words of ``text`` stand, newest first.

        Looked through are number (「第12条」), time (「2026-10-08 09:11:05」), person, verb and
        the whole detail, whatever the case or width of letters.

        Raises:
            DeskError: the disk or the file failed.
        """
        needles = [(word, unicodedata.normalize("NFKC", word)) for word in text.casefold().split()]
        names = self._names()
        rows = self._newest_first()
        if needles:
            rows = (row for row in rows if _holds(row, needles, names))
        return tuple(_line(row, names) for row in islice(rows, limit))

    def newest(self, after: int, limit: int) -> tuple[JournalLine, ...]:
        """Return the newest entries of those that follow the number ``after``, newest first."""
        names = self._names()
        rows = takewhile(lambda row: row[0] > after, self._newest_first())
        return tuple(_line(row, names) for row in islice(rows, limit))

    def state(self) -> ChainState:
        """Recompute the whole chain; a verb that commits meanwhile is left out.

        Raises:
            DeskError: the disk or the file failed.
        """
        with self._store.reading() as session:
            count = journal.count(session)
            newest = journal.rows_before(session, _LAST, 1)
        if not newest:
            return ChainState(0, journal.GENESIS, None)
        last, *_, head = newest[0]
        rows = takewhile(lambda row: row[0] <= last, self._oldest_first())
        return ChainState(count, head, journal.first_break(rows))

    def _newest_first(self) -> Iterator[Row]:
        number = _LAST
        while rows := self._before(number):
            yield from rows
            number = rows[-1][0]

    def _oldest_first(self) -> Iterator[Row]:
        number = _FIRST
        while rows := self._after(number):
            yield from rows
            number = rows[-1][0]

    # A chunk each: the file is let go of before anybody looks at the rows.
    def _before(self, number: int) -> list[Row]:
        with self._store.reading() as session:
            return journal.rows_before(session, number, _CHUNK)

    def _after(self, number: int) -> list[Row]:
        with self._store.reading() as session:
            return journal.rows_after(session, number, _CHUNK)

    def _names(self) -> Names:
        """Return the words for what entries name by a scheme's keys."""
        with self._store.reading() as session:
            schemes = {choice.id: choice.document for choice in choices_in(session)}
            scheme = None
            with suppress(DeskError):  # a scheme that is gone leaves its keys as they are
                scheme = scheme_if_any(session)
            categories = category_names(session, scheme)
        return {"category": categories, "scheme_id": schemes, "scheme": schemes}


def _holds(row: Row, needles: list[tuple[str, str]], names: Names) -> bool:
    """Return whether every needle stands in the row, as typed or in letters of usual width."""
    number, at, who, verb, what, _ = row
    told = f"{words_of(verb)} {detail_of(verb, what, names)}"
    folded = f"第{number}条 {at.replace('T', ' ')} {who} {told}".casefold()
    return all(typed in folded or usual in folded for typed, usual in needles)


def _line(row: Row, names: Names) -> JournalLine:
    number, at, who, verb, what, _ = row
    moment = datetime.min
    with suppress(ValueError):
        moment = datetime.fromisoformat(at)
    detail = detail_of(verb, what, names)
    short = detail if len(detail) <= _LONGEST else f"{detail[: _LONGEST - 1]}…"
    return JournalLine(number, moment, who, words_of(verb), short)
