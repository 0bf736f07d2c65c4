"""Holiday tables of later years, as clerks get hold of them: taken whole, or refused in words."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.intake import calendars

# 2027's as somebody might have it: eleven free days, one made up.
OFF = [f"2027-01-0{n}" for n in (1, 2, 3)] + [f"2027-10-0{n}" for n in range(1, 9)]
LINES = [f"{day},true,节日" for day in OFF] + ["2027-10-10,false,国庆节"]
Write = Callable[..., Path]


@pytest.fixture
def csv(tmp_path: Path) -> Write:
    def write(lines: list[str], encoding: str = "utf-8", head: str = "date,isOffDay,name") -> Path:
        path = tmp_path / "2027.csv"
        path.write_text("\r\n".join([head, *lines]) + "\r\n", encoding=encoding)
        return path

    return write


@pytest.fixture
def js(tmp_path: Path) -> Write:
    def write(content: object) -> Path:
        path = tmp_path / "2027.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def entries(days: list[str]) -> list[dict[str, object]]:
    return [{"name": "节日", "date": day, "isOffDay": True} for day in days]


def refused(path: Path) -> str:
    with pytest.raises(DeskError) as told:
        calendars.read(path)
    assert path.name in told.value.message
    assert told.value.hint
    return told.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_whatever_encoding_it_was_saved(csv: Write, encoding: str) -> None:
    table = calendars.read(csv(LINES, encoding))
    assert (table.file, table.years, len(table.days)) == ("2027.csv", (2027,), 12)
    assert (table.days[0].day, table.days[0].off) == (date(2027, 1, 1), True)
    assert (table.days[-1].day, table.days[-1].off) == (date(2027, 10, 10), False)
    assert table.days[-1].name == "国庆节"


@pytest.mark.parametrize(
    ("off", "worked"),
    [("true", "false"), ("TRUE", "FALSE"), ("1", "0"), ("是", "否"), ("放假", "上班")],
)
def test_a_day_is_free_or_worked_in_many_words(csv: Write, off: str, worked: str) -> None:
    lines = [f"{day.replace('-', '/')},{off},节日" for day in OFF]
    table = calendars.read(csv([*lines, "", f"2027年10月10日,{worked},"], head="日期,放假,名称"))
    assert [one.off for one in table.days] == [True] * 11 + [False]


def test_the_communitys_json_and_a_bare_list_are_the_same_table(js: Write) -> None:
    whole = calendars.read(js({"year": 2027, "papers": [], "days": entries(OFF)}))
    assert calendars.read(js(entries(OFF))) == whole
    assert [one.day.isoformat() for one in whole.days] == OFF


def test_several_years_in_one_file_and_new_year_that_begins_in_december(js: Write) -> None:
    later = ["2027-12-31", *(day.replace("2027", "2028") for day in OFF)]
    assert calendars.read(js(entries(OFF + later))).years == (2027, 2028)
    table = calendars.read(js(entries(["2026-12-31", *OFF])))
    assert table.years == (2027,)
    assert [table.notice_of(one.day) for one in table.days[:2]] == [2027, 2027]


def test_a_year_that_is_not_named_whole_is_refused(csv: Write, js: Write) -> None:
    assert "2027 年只有 9 天放假，像是还没有公布或者不完整" in refused(csv(LINES[:9]))
    assert "2028 年只有 1 天放假" in refused(csv([*LINES, "2028-01-01,true,元旦"]))
    assert "2026 年只有 1 天放假" in refused(csv([*LINES, "2026-11-30,true,?"]))
    assert "里面一天也没有" in refused(js({"year": 2027, "papers": [], "days": []}))
    assert "里面一天也没有" in refused(csv([]))


def test_faults_are_told_by_line_and_field_and_a_few_of_them_are_enough(csv: Write) -> None:
    said = refused(csv([*LINES, "2027-02-30,true,x", "2027-05-01,maybe,x"]))
    assert "第 14 行的“date”写着“2027-02-30”，不是日期" in said
    assert "第 15 行的“isOffDay”写着“maybe”，看不出放假还是上班" in said
    assert refused(csv([f"明天,{n},x" for n in range(9)])).endswith("等 16 处。")


def test_faults_of_a_json_are_told_by_entry(js: Write) -> None:
    said = refused(js([*entries(OFF), {"date": None, "isOffDay": False}, "?"]))
    assert "第 12 条的“date”写着“”，不是日期" in said
    assert "第 13 条的“isOffDay”写着“”" in said


def test_a_day_that_is_both_free_and_worked_is_a_fault_and_said_twice_is_none(csv: Write) -> None:
    said = refused(csv([*LINES, "2027-10-01,false,国庆节"]))
    assert "第 14 行与第 5 行都是 2027-10-01，一处放假、一处上班" in said
    assert len(calendars.read(csv([*LINES, LINES[0]])).days) == 12


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04\x00\x00", "不是表格"),
        (b"\xff\xfe\x00", "编码"),
        (b"day,free\n2027-01-01,1\n", "第 1 行没有列名“date”、“isOffDay”、“name”"),
        (b'date,isOffDay,name\n"2027-01-01,1,x\n', "引号不成对"),
        (b'{"days": [', "不是完整的 JSON"),
        (b"[" * 100_000, "不是完整的 JSON"),
        (b'{"day": []}', "没有“days”"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "放假.csv"
    path.write_bytes(content)
    assert why in refused(path)


def test_a_file_that_is_gone_is_told_by_name(tmp_path: Path) -> None:
    assert "找不到文件" in refused(tmp_path / "没有.json")


def test_the_shipped_table_is_parsed_once() -> None:
    assert calendars.shipped() is calendars.shipped()
    assert calendars.shipped().is_workday(date(2026, 2, 14))
    assert not calendars.shipped().is_workday(date(2026, 2, 17))
