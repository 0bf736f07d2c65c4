"""The journal's chain: its seal worked out apart, and no edit goes unseen."""

import hashlib
import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.models import journal

Row = tuple[int, str, str, str, str, str]

ZEROS = "0" * 64


def test_the_seal_is_sha_256_over_a_json_line_of_the_head_before_and_four_texts() -> None:
    entry = journal.entry_after(
        ZEROS, datetime(2026, 4, 1, 9, 30, 15, 999_999), "张三", "导入", {"b": 2, "a": "甲"}
    )
    line = (
        f'["ssj-journal/1", "{ZEROS}", "2026-04-01T09:30:15", "张三", "导入", '
        r'"{\"a\":\"甲\",\"b\":2}"]'
    )
    assert entry.head == hashlib.sha256(line.encode("utf-8")).hexdigest()
    assert json.loads(entry.what) == {"a": "甲", "b": 2}


def _chain(accounts: list[tuple[str, str, int]]) -> list[Row]:
    rows: list[Row] = []
    head = ZEROS
    for number, (who, verb, value) in enumerate(accounts, start=1):
        entry = journal.entry_after(head, datetime(2026, 4, 1), who, verb, {"value": value})
        head = entry.head
        rows.append((number, entry.at, entry.who, entry.verb, entry.what, entry.head))
    return rows


chains = st.lists(
    st.tuples(st.text(max_size=5), st.text(max_size=5), st.integers(0, 9)), min_size=1, max_size=8
).map(_chain)


@given(chains)
def test_a_chain_as_written_is_whole(rows: list[Row]) -> None:
    assert journal.first_break(rows) is None


@given(chains, st.data())
def test_any_field_changed_in_any_entry_breaks_the_chain_there(
    rows: list[Row], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.integers(0, 5))
    entry = list(rows[at])
    entry[field] = 99 if field == 0 else f"{entry[field]}x"
    rows[at] = tuple(entry)  # type: ignore[assignment]
    assert journal.first_break(rows) == at + 1  # BD-21


@given(chains, st.data())
def test_an_entry_taken_out_before_the_last_breaks_the_chain_there(
    rows: list[Row], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    del rows[at]
    assert journal.first_break(rows) == (at + 1 if at < len(rows) else None)


def test_text_cannot_move_from_one_field_to_the_next_unseen() -> None:
    assert journal.seal(ZEROS, "t", "ab", "c", "{}") != journal.seal(ZEROS, "t", "a", "bc", "{}")
    assert journal.seal(ZEROS, "t", 'a", "b', "c", "{}") != journal.seal(
        ZEROS, "t", "a", "b", 'c", "{}'
    )
