"""What a hard reviewer did to records at the desk, each story once."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlcipher3 import dbapi2

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.record import Outcome, Signing
from tests.desk.office import (
    AFTERNOON,
    OFFICE,
    Q1,
    drawn,
    filled,
    inspectors_csv,
    printed,
    signed,
    tasks,
    ticking,
    whole,
    write_csv,
)


def test_what_was_signed_is_printed_again_as_it_was_whoever_is_renamed(
    field: Desk, tmp_path: Path
) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    before = field.records.to_sign(number).content
    file = inspectors_csv(tmp_path)
    renamed = file.read_text(encoding="utf-8-sig").replace("甲某", "改名某")
    file.write_text(renamed, encoding="utf-8-sig")
    field.imports.confirm(field.imports.preview(RosterKind.INSPECTORS, file))
    assert field.records.to_sign(number).content == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE siterecord SET body = '{}'",
        "DELETE FROM siterecord",
        "DELETE FROM scan",
        "UPDATE scan SET content = x'00'",
        "UPDATE recordprint SET facts = '{}'",
    ],
)
def test_no_program_changes_what_is_signed_or_scanned(
    field_data: Path, tmp_path: Path, statement: str
) -> None:
    """BD-21."""
    photo = tmp_path / "签字页.jpg"
    Image.new("L", (60, 80), 200).save(photo)
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        number = tasks(field)[0].number
        signed(field, number)
        field.scans.attach(number, photo)
    link = dbapi2.connect(str(field_data), isolation_level=None)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        link.execute(statement)
    link.close()


def test_a_signed_record_that_was_altered_all_the_same_is_told(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as field:
        number = tasks(field)[0].number
        signed(field, number)
    link = dbapi2.connect(str(field_data), isolation_level=None)
    link.execute("DROP TRIGGER siterecord_no_update")
    link.execute("UPDATE siterecord SET body = replace(body, '正常', '异常')")
    link.close()
    with (
        Desk.open(field_data, "小李", ticking(AFTERNOON)) as field,
        pytest.raises(DeskError, match="和签字时不一样"),
    ):
        field.records.card(number)


def test_contents_listed_after_the_first_letter_can_still_be_gone_through(
    desk: Desk, tmp_path: Path
) -> None:
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    drawn(desk)
    number = tasks(desk)[0].number
    desk.records.fill(number, desk.records.card(number).body)
    # EZ-1: no list of items, no inspection.
    assert "抽查事项清单也是空的" in dict(desk.records.card(number).faults)["checks"]
    items = write_csv(tmp_path / "事项.csv", ["事项编码,检查事项名称", "TJ-01,台账"])
    desk.imports.confirm(desk.imports.preview(RosterKind.ITEMS, items))
    assert [check.name for check in desk.records.card(number).body.checks] == ["台账"]


def test_looking_at_the_papers_is_not_printing_them(field: Desk) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    field.records.to_sign(number)
    with pytest.raises(DeskError, match="还没有打印"):
        field.records.sign(number, Signing(date(2026, 1, 8), Outcome.SIGNED, "", ""))


def test_a_wrong_signature_is_corrected_until_the_finding(field: Desk) -> None:
    number = tasks(field)[0].number
    signed(field, number)
    refused = Signing(date(2026, 1, 8), Outcome.REFUSED, "不认可", "村干部")
    field.records.sign(number, refused)
    assert field.records.card(number).signing == refused
    assert len(field.journal.search("登记签字")) == 2


def test_an_inspection_over_midnight_is_signed_at_its_end(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(datetime(2026, 1, 9, 1, 5))) as field:
        number = tasks(field)[0].number
        filled(field, number, started="2026-01-08 22:00", ended="2026-01-09 01:00")
        printed(field, number)
        field.records.sign(number, Signing(date(2026, 1, 9), Outcome.SIGNED, "", ""))


def test_half_a_character_is_left_out_and_the_rest_is_kept(field: Desk) -> None:
    number = tasks(field)[0].number
    body = whole(field.records.card(number).body, narrative="正在\ud842生产")
    field.records.fill(number, body)
    assert field.records.card(number).body.texts["narrative"] == "正在生产"


def test_two_photographs_of_one_name_are_both_kept(field: Desk, tmp_path: Path) -> None:
    number = tasks(field)[0].number
    filled(field, number)
    files = []
    for shade in (100, 200):
        folder = tmp_path / str(shade)
        folder.mkdir()
        files.append(folder / "IMG_0001.jpg")
        Image.new("L", (60, 80), shade).save(files[-1])
    field.scans.attach(number, *files)
    assert len(field.records.card(number).scans) == 2


def test_a_redraw_taken_back_asks_for_no_new_filing(field: Desk) -> None:
    draw_id = field.draws.held_in(Q1)
    field.filings.report(draw_id, date(2026, 1, 8), "备 1")
    [target, *_] = field.draws.facts(draw_id).standing
    field.redraws.recuse(
        draw_id, target.team.entries[0], target.code, "近亲属", evidence="申请", approved_by="张"
    )
    field.redraws.withdraw(draw_id, "报错了", ("张局长", "何组长"))
    assert field.filings.of(Q1).filed


def test_a_list_that_was_never_sent_is_overdue_by_days(field_data: Path) -> None:
    with Desk.open(field_data, "小李", ticking(datetime(2026, 1, 13, 9, 0))) as field:
        assert field.filings.of(Q1).overdue == 3  # LC-22: by 1-10
