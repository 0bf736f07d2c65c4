"""Append-only tables refuse every edit, also one by a program that asks for less care."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ssj_desktop.models.store import Store

TABLES = (
    "campaignmeeting",
    "classconfirmation",
    "confirmedcategory",
    "draw",
    "drawevent",
    "drawkeyed",
    "drawdigits",
    "drawntarget",
    "drawvoid",
    "filing",
    "joinedtask",
    "itemcatalogue",
    "journalentry",
    "quarterplan",
    "recordfinding",
    "recordprint",
    "recordsigning",
    "redrawrequest",
    "schemefile",
    "yearplan",
)


# Something of them may change.
PARTLY = ("campaign", "scan", "siterecord", "targetexclusion", "targetoverride")


@pytest.fixture
def link(data: Path) -> Iterator[Any]:
    """A raw connection with SQLite's lax defaults, as some other program would use."""
    Store.open(data, datetime.now).close()
    raw = dbapi2.connect(str(data), isolation_level=None)
    assert raw.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (0,)
    yield raw
    raw.close()


def _row(link: Any, table: str, n: int) -> dict[str, object]:
    """Make up a row whose every column tells ``n``."""
    columns = link.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: n if kind == "INTEGER" else f"{n}" for _, name, kind, *_ in columns}


def _insert(link: Any, table: str, row: dict[str, object], how: str = "INSERT") -> None:
    marks = ", ".join("?" * len(row))
    link.execute(f"{how} INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _unique_keys(link: Any, table: str) -> list[list[str]]:
    """Ask the file itself, not the models, which keys REPLACE could go by."""
    keys = []
    for _, index, unique, *_ in link.execute(f"PRAGMA index_list({table})").fetchall():
        if unique:
            keys.append([row[2] for row in link.execute(f"PRAGMA index_info({index})")])
    return [["id"], *keys]


def test_these_tables_and_no_others_are_append_only(link: Any) -> None:
    guarded = link.execute("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'")
    assert {name for (name,) in guarded} == {*TABLES, *PARTLY}


@pytest.mark.parametrize("table", TABLES)
def test_no_statement_of_any_program_edits_or_deletes_a_row(link: Any, table: str) -> None:
    """LC-16, BD-21."""
    _insert(link, table, _row(link, table, 1))
    before = link.execute(f"SELECT * FROM {table}").fetchall()
    column = list(_row(link, table, 1))[1]
    for statement in (
        f"UPDATE {table} SET {column} = 5",
        f"UPDATE OR REPLACE {table} SET id = 2",
        f"UPDATE OR IGNORE {table} SET {column} = 5",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = 1",
    ):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            link.execute(statement)
    assert link.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", TABLES)
def test_replace_is_refused_on_every_unique_key(link: Any, table: str) -> None:
    first = _row(link, table, 1)
    _insert(link, table, first)
    before = link.execute(f"SELECT * FROM {table}").fetchall()
    for key in _unique_keys(link, table):
        row = _row(link, table, 2) | {column: first[column] for column in key}
        for how in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"):
            with pytest.raises(dbapi2.IntegrityError, match="append-only"):
                _insert(link, table, row, how)
    assert link.execute(f"SELECT * FROM {table}").fetchall() == before
    _insert(link, table, _row(link, table, 2), "INSERT OR REPLACE")  # stands in nobody's way
    unnumbered = _row(link, table, 3)
    del unnumbered["id"]
    _insert(link, table, unnumbered)
    assert link.execute(f"SELECT id FROM {table}").fetchall() == [(1,), (2,), (3,)]


@pytest.mark.parametrize("name", ["rowid", "_rowid_", "oid"])
@pytest.mark.parametrize("value", [1, "1", 1.0])
def test_no_other_name_or_spelling_of_the_key_goes_past_the_guard(
    link: Any, name: str, value: object
) -> None:
    _insert(link, "drawvoid", _row(link, "drawvoid", 1))
    row = _row(link, "drawvoid", 2)
    del row["id"]
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        _insert(link, "drawvoid", row | {name: value}, "INSERT OR REPLACE")


def test_what_was_set_by_hand_is_lifted_once_and_never_changed(link: Any) -> None:
    _insert(link, "targetoverride", _row(link, "targetoverride", 1) | {"lifted_at": None})
    for column in ("target_id", "category", "scheme_id", "reason", "evidence", "by", "at"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            link.execute(f"UPDATE targetoverride SET {column} = 'x'")
    link.execute("UPDATE targetoverride SET lifted_at = '2026-01-08', lifted_reason = 'x'")
    for statement in ("UPDATE targetoverride SET lifted_at = NULL", "DELETE FROM targetoverride"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            link.execute(statement)


def test_an_approved_campaign_is_called_off_once_and_never_changed(link: Any) -> None:
    draft = _row(link, "campaign", 1) | {"approved_at": None, "called_off_at": None}
    _insert(link, "campaign", draft)
    link.execute("UPDATE campaign SET name = 'x', approved_at = '2026-01-08'")
    for column in ("kind", "amount", "tags", "approved_at", "approved_by", "scheme_text"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            link.execute(f"UPDATE campaign SET {column} = 'y'")
    link.execute("UPDATE campaign SET called_off_at = '2026-01-09', called_off_why = 'x'")
    for statement in ("UPDATE campaign SET called_off_at = NULL", "DELETE FROM campaign"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            link.execute(statement)


def test_an_upsert_is_refused(link: Any) -> None:
    _insert(link, "drawvoid", _row(link, "drawvoid", 1))
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        link.execute(
            "INSERT INTO drawvoid (id, draw_ref, seq, target_id, ground) VALUES (1, 1, 1, 1, 'x') "
            "ON CONFLICT DO UPDATE SET ground = 'x'"
        )
