"""A table leaves the program: journalled, whole, or not at all."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.models.journal import JournalEntry

HEADINGS = ("名称", "统一社会信用代码")
ROWS = [("甲厂", "91140524MA0K12348M"), ("乙厂", "")]


def journalled(desk: Desk) -> list[JournalEntry]:
    with desk.store.reading() as session:
        query = select(JournalEntry).where(JournalEntry.verb == "exports.table")
        return list(session.exec(query))


def test_the_workbook_holds_the_rows_and_the_journal_says_who_took_which_file(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "检查对象.xlsx"
    desk.exports.table("检查对象", HEADINGS, ROWS, path)
    sheet = load_workbook(path).worksheets[0]
    assert list(sheet.values) == [HEADINGS, ("甲厂", "91140524MA0K12348M"), ("乙厂", None)]
    (entry,) = journalled(desk)
    assert entry.who == "小李"
    assert json.loads(entry.what) == {
        "title": "检查对象",
        "rows": 2,
        "file": "检查对象.xlsx",
        "sha256": sha256(path.read_bytes()).hexdigest(),
    }


def test_a_cancelled_export_writes_nothing_and_is_no_entry(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "检查对象.xlsx"
    with pytest.raises(DeskError, match="已取消导出"):
        desk.exports.table("检查对象", HEADINGS, ROWS, path, cancelled=lambda: True)
    assert not path.exists()
    assert journalled(desk) == []


def test_a_folder_that_is_not_there_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "占了").write_text("")
    with pytest.raises(DeskError, match="没有写成"):
        desk.exports.table("检查对象", HEADINGS, ROWS, tmp_path / "占了" / "甲.xlsx")
