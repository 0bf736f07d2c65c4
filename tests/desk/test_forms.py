"""A form and a file that say the same make the same record, or are refused in the same fields."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from ssj_desktop import intake
from ssj_desktop.desk import Desk, forms
from ssj_desktop.facts.imports import ROSTERS, Reading, RosterKind
from ssj_desktop.intake.typed import labels, read_form
from ssj_desktop.models import merge
from ssj_desktop.models.store import Change
from tests.desk.office import OFFICE, code, ticking

TARGETS, INSPECTORS, ITEMS = ROSTERS
Texts = dict[str, str]
Record = dict[str, Any]

WORDS = st.text("甲乙丙厂村1２A（）、，;-无 　\n", max_size=8)
NAMES = st.text("甲乙丙厂村1２A（）-　\n", max_size=8)


def names(serial: int) -> st.SearchStrategy[str]:
    """Draw a name that no other row has: a form, unlike a file, takes two without codes for one."""
    return NAMES.map(lambda text: f"{serial}号{text}" if text.strip() else text)


def some(*right: str, wrong: str) -> st.SearchStrategy[str]:
    """Draw a text that says nothing or is right, and one time in twenty the wrong one."""
    return st.sampled_from(["", "无", "/", *right] * 5 + [wrong])


FLAGS = some("是", "√", "否", "×", wrong="也许")
DAYS = some("2024-1-5", "2023年1月5日", "20281231", wrong="2024-02-30")


def targets(serial: int) -> st.SearchStrategy[Texts]:
    credit, other = code(serial), code(serial + 500)
    return st.fixed_dictionaries(
        {
            "name": names(serial),
            "kind": st.sampled_from(["排污单位", "企业", "水源地"]),
            "credit_code": some(credit, credit.lower(), f" {credit}", wrong=credit[:-1]),
            "permit_code": some(f"{credit}001P", wrong=f"{other}001P"),
            "office_code": some(f"CS-{serial:05}", wrong="第一"),
            "phone": some("13800000000", "（0356）6202222", "13800000000 6202222", wrong="十二"),
            "industry": some("C3011", "水泥制造", wrong="ZZ99"),
            "status": some("在产", "歇业", "注销", wrong="拆了"),
            "status_evidence": WORDS,
            "positive_list": FLAGS,
            "credit_grade": some("Ａ级", "b", wrong="#N/A"),
            "tags": WORDS,
            "address": WORDS,
        }
    )


def inspectors(serial: int) -> st.SearchStrategy[Texts]:
    return st.fixed_dictionaries(
        {
            "name": names(serial),
            "unit": st.just("测试县分局"),
            "badge_no": some(f"1499{serial:05}", f"１４９９{serial:05}", wrong="12"),
            "badge_from": DAYS,
            "badge_until": DAYS,
            "establishment": some("在编", "合同制", wrong="编"),
            "qualified": FLAGS,
            "years": some("5", "12年", wrong="五年"),
            "specialties": WORDS,
            "auxiliary": FLAGS,
            "on_duty": FLAGS,
        }
    )


def items(serial: int) -> st.SearchStrategy[Texts]:
    return st.fixed_dictionaries(
        {
            "name": names(serial),
            "category": st.just("污染源"),
            "code": some(f"05-{serial}", wrong="140524199003071235"),
            "content": WORDS,
            "rate": WORDS,
            "joint": FLAGS,
        }
    )


ROWS = {TARGETS: targets, INSPECTORS: inspectors, ITEMS: items}


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.open(tmp_path_factory.mktemp("office") / "空.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(OFFICE)
        yield desk


@pytest.mark.parametrize("kind", ROSTERS)
@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],  # shrinking would start a reading process hundreds of times
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_form_and_a_file_make_the_same_record(
    empty_office: Desk, tmp_path: Path, kind: RosterKind, data: st.DataObject
) -> None:
    rows = dict(enumerate((data.draw(ROWS[kind](serial)) for serial in range(12)), start=2))
    reading = intake.read(kind, write(tmp_path / "名录.csv", kind, rows))
    refused = in_file(reading)
    assert {line: by_hand(kind, texts) for line, texts in rows.items()} == {
        line: refused.get(line, {}) for line in rows
    }
    good = [row for row in reading.rows if row.line not in refused]
    with empty_office.store.reading() as session:  # rolled back at the end
        whole = replace(reading, rows=tuple(good), problems=())
        found = merge.compare(session, whole, OFFICE.code_prefix)
        merge.apply(session, found, whole, empty_office.store.clock())
        imported = records(session, kind)
    with empty_office.store.reading() as session:
        for row in good:
            forms.save(Change(session), kind, None, rows[row.line])
        assert records(session, kind) == imported


def write(path: Path, kind: RosterKind, rows: Mapping[int, Texts]) -> Path:
    named = labels(kind)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, list(rows[2]))
        table.writerow({name: named[name] for name in rows[2]})
        table.writerows(rows.values())
    return path


def in_file(reading: Reading) -> dict[int, dict[str, str]]:
    """Return line → label → what keeps the file out."""
    found: dict[int, dict[str, str]] = {}
    for problem in reading.problems:
        if problem.blocking:
            found.setdefault(problem.line, {})[problem.column] = problem.message
    return found


def by_hand(kind: RosterKind, texts: Texts) -> dict[str, str]:
    """Return label → what is wrong with the form, without the remedy, which may be another."""
    named = labels(kind)
    return {
        named[name]: said.partition("。")[0] + "。"
        for name, said in read_form(kind, texts, {}).faults
    }


def records(session: Session, kind: RosterKind) -> list[Record]:
    model = merge.TABLES[kind]
    return [row.model_dump(exclude={"id"}) for row in session.exec(select(model))]
