"""The office and the schemes it can choose from."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from ssj_desktop import paths
from ssj_desktop.desk import Desk
from ssj_desktop.desk.offices import Offices
from ssj_desktop.desk.scheme_book import scheme_choices
from tests.desk.office import OFFICE


def test_the_shipped_schemes_can_be_chosen_before_any_file_is_open() -> None:
    lingchuan = next(
        choice for choice in Offices.shipped_schemes() if choice.id == "lingchuan-2024"
    )
    # 陵环发〔2024〕1号 is dated 3 January 2024.
    assert (lingchuan.document, lingchuan.issued) == ("陵环发〔2024〕1号", date(2024, 1, 3))
    assert "陵川县" in lingchuan.name


def test_seven_schemes_of_five_offices_are_offered_the_county_branchs_first() -> None:
    assert [choice.id for choice in Offices.shipped_schemes()] == [
        "lingchuan-2024",
        "baoding-2022-city",
        "baoding-2022-county",
        "ezhou-2022-branch",
        "ezhou-2022-brigade",
        "taijiang-2022",
        "wulong-2024",
    ]


def test_every_scheme_that_is_offered_can_be_set_up(desk: Desk) -> None:
    choices = desk.offices.schemes()
    assert len(choices) == len(list((paths.resources() / "schemes").glob("*.toml")))
    for choice in choices:
        desk.offices.set_up(replace(OFFICE, scheme_id=choice.id))
        office = desk.offices.current()
        assert office is not None
        assert office.scheme_id == choice.id


def test_a_broken_scheme_hides_no_other(tmp_path: Path) -> None:
    good = paths.resources() / "schemes" / "lingchuan-2024.toml"
    shutil.copy(good, tmp_path / "good.toml")
    (tmp_path / "bad words.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "bad bytes.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "bad content.toml").write_text('id = "x"', encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "good.toml.bak").write_text("old", encoding="utf-8")
    assert [choice.id for choice in scheme_choices(tmp_path)] == ["good"]
    assert scheme_choices(tmp_path / "gone") == ()
