"""Rosters from files: previewed, taken in whole, taken back whole, nobody guessed."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ImportPreview, RosterKind, RowChange
from ssj_desktop.models import backup
from ssj_desktop.models.roster import Inspector, Target
from ssj_desktop.rules.census import FactKind
from tests.desk.office import code, frozen, inspectors_csv, targets_csv, write_csv


def look(
    desk: Desk, folder: Path, *rows: str, kind: RosterKind = RosterKind.TARGETS
) -> ImportPreview:
    return desk.imports.preview(kind, write_csv(folder / "名录.csv", list(rows)))


def counts(preview: ImportPreview) -> tuple[int, int, int, int]:
    return preview.new, preview.changed, preview.unchanged, preview.missing


def site(desk: Desk, **wanted: str) -> list[Target]:
    with desk.store.reading() as session:
        query = select(Target).order_by(Target.code)
        for name, value in wanted.items():
            query = query.where(getattr(Target, name) == value)
        return list(session.exec(query).all())


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    targets = desk.imports.preview(RosterKind.TARGETS, targets_csv(tmp_path))
    assert counts(targets) == (0, 0, 40, 0)
    people = desk.imports.preview(RosterKind.INSPECTORS, inspectors_csv(tmp_path))
    assert counts(people) == (0, 0, 7, 0)


def test_a_preview_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    head = desk.store.head()
    look(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    assert desk.store.head() == head
    assert not site(desk, name="新企业")


def test_new_changed_and_missing_are_counted_and_the_missing_stay(
    desk: Desk, tmp_path: Path
) -> None:
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,地址,联系电话",
        f"企业00,{code(0)},东街0号,13911111111",
        f"企业01,{code(1)},东街1号,13800000000",
        f"新企业,{code(77)},西街7号,",
    )
    assert counts(preview) == (1, 1, 1, 38)  # TJ-3
    desk.imports.confirm(preview)
    assert len(site(desk)) == 41
    assert site(desk, code=code(0))[0].phone == "13911111111"


def test_a_preview_lists_what_each_entry_would_say_otherwise(desk: Desk, tmp_path: Path) -> None:
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,联系电话,重点排污单位,标签",
        f"企业00,{code(0)},13911111111,否,涉水、涉气",
        f"企业01改名,{code(1)},13800000000,是,",
    )
    assert preview.changes == (
        RowChange("企业00", "联系电话", "13800000000", "13911111111"),
        RowChange("企业00", "重点排污单位", "是", "否"),
        RowChange("企业00", "标签", "", "涉水、涉气"),
        RowChange("企业01", "单位名称", "企业01", "企业01改名"),
    )


def test_an_empty_cell_wipes_nothing_out(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "名称,统一社会信用代码,联系电话", f"企业00,{code(0)},")
    assert counts(preview) == (0, 0, 1, 39)
    desk.imports.confirm(preview)
    assert site(desk, code=code(0))[0].phone == "13800000000"


def test_two_sites_of_one_operator_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,地址",
        f"总厂,{code(77)},西街7号",
        f"分厂,{code(77)},南乡",
        f"企业00分厂,{code(0)},北山",
        f"企业00,{code(0)},东街0号",
    )
    desk.imports.confirm(preview)
    assert [found.code for found in site(desk, credit_code=code(77))] == [
        f"{code(77)}-01",
        f"{code(77)}-02",
    ]
    # The first one keeps the plain code that earlier draws may know it by.
    assert [(found.name, found.code) for found in site(desk, credit_code=code(0))] == [
        ("企业00", code(0)),
        ("企业00分厂", f"{code(0)}-02"),
    ]


def test_a_permit_that_comes_later_does_not_rename_the_site(desk: Desk, tmp_path: Path) -> None:
    """TJ-3."""
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,排污单位编码,地址",
        f"企业00,{code(0)},{code(0)}001P,东街0号",
        f"企业00二厂,{code(0)},{code(0)}002Q,北山",
    )
    assert counts(preview) == (1, 1, 0, 39)
    desk.imports.confirm(preview)
    found = {one.name: (one.code, one.permit_code) for one in site(desk, credit_code=code(0))}
    assert found == {
        "企业00": (code(0), f"{code(0)}001P"),
        "企业00二厂": (f"{code(0)}002Q", f"{code(0)}002Q"),
    }


def test_a_site_without_any_code_gets_the_offices_own(desk: Desk, tmp_path: Path) -> None:
    rows = ("名称,类型,乡镇", "磨河水源地,水源地,青礼镇", "古石水库,水源地,柳杨镇")
    desk.imports.confirm(look(desk, tmp_path, *rows))
    assert [found.code for found in site(desk, kind="水源地")] == ["CS-00001", "CS-00002"]
    assert counts(look(desk, tmp_path, *rows)) == (0, 0, 2, 40)


def test_a_namesake_with_another_badge_is_another_person(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "姓名,执法证号", "甲某,149977777", kind=RosterKind.INSPECTORS)
    assert counts(preview) == (1, 0, 0, 7)
    desk.imports.confirm(preview)
    with desk.store.reading() as session:
        namesakes = session.exec(select(Inspector.code).where(Inspector.name == "甲某")).all()
    assert sorted(namesakes) == ["149900000", "149977777"]


def test_one_wrong_row_keeps_the_whole_file_out(desk: Desk, tmp_path: Path) -> None:
    wrong = code(77)[:-1] + ("0" if code(77)[-1] != "0" else "1")
    preview = look(desk, tmp_path, "名称,统一社会信用代码", f"好企业,{code(78)}", f"坏企业,{wrong}")
    assert preview.blocked
    with pytest.raises(DeskError, match="没有导入任何内容"):
        desk.imports.confirm(preview)
    assert not site(desk, name="好企业")


def test_a_roster_that_changed_after_the_preview_is_looked_at_again(
    desk: Desk, tmp_path: Path
) -> None:
    preview = look(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    desk.imports.confirm(preview)
    with pytest.raises(DeskError, match="请重新预览"):
        desk.imports.confirm(preview)


def test_whenever_an_import_is_cancelled_nothing_has_changed(desk: Desk, tmp_path: Path) -> None:
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,联系电话",
        f"新企业,{code(77)},",
        f"企业00,{code(0)},13911111111",
    )
    before, head = [found.model_dump() for found in site(desk)], desk.store.head()
    # After reading the roster and matching it, before the new rows, the changed ones, the journal.
    for patience in range(5):
        asked = count()
        with pytest.raises(DeskError, match=r"已取消导入。名录没有改动。"):
            desk.imports.confirm(preview, lambda: next(asked) == patience)  # noqa: B023
        assert [found.model_dump() for found in site(desk)] == before
        assert desk.store.head() == head
    asked = count()
    desk.imports.confirm(preview, lambda: next(asked) == 5)
    assert len(site(desk)) == 41


def test_an_import_is_taken_back_to_the_letter(desk: Desk, tmp_path: Path) -> None:
    before = [found.model_dump() for found in site(desk)]
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,联系电话,标签",
        f"企业00,{code(0)},13911111111,涉水、涉气",
        f"新企业,{code(77)},,",
    )
    batch = desk.imports.confirm(preview)
    assert [found.model_dump() for found in site(desk)] != before
    desk.imports.take_back(batch)
    assert [found.model_dump() for found in site(desk)] == before
    with pytest.raises(DeskError, match="只有最近一次导入可以撤回"):
        desk.imports.take_back(batch)


def test_badge_dates_come_back_as_dates(desk: Desk, tmp_path: Path) -> None:
    rows = ("姓名,执法证号,证件有效期止", "甲某,149900000,2030-06-30")
    batch = desk.imports.confirm(look(desk, tmp_path, *rows, kind=RosterKind.INSPECTORS))
    desk.imports.take_back(batch)
    with desk.store.reading() as session:
        person = session.exec(select(Inspector).where(Inspector.code == "149900000")).one()
    assert person.badge_until == date(2028, 12, 31)


def test_an_import_that_a_draw_has_seen_stays(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    batch = desk.imports.confirm(preview)
    draw_id = frozen(desk)
    with pytest.raises(DeskError, match=f"其后的摇号 {draw_id} 已经用过这份名录"):
        desk.imports.take_back(batch)


def test_what_only_an_aborted_draw_has_seen_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "名称,统一社会信用代码,重点排污单位", f"新企业,{code(77)},是")
    batch = desk.imports.confirm(preview)
    draw_id = frozen(desk)
    desk.draws.abort(draw_id, "名单有误", ("张局长", "何组长"))
    desk.imports.take_back(batch)
    assert not site(desk, name="新企业")
    assert desk.lotteries.of().aborted
    assert frozen(desk).endswith("-02")


def test_an_import_with_facts_on_it_stays(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    batch = desk.imports.confirm(preview)
    desk.targets.record_fact(code(77), FactKind.PENALTY, date(2025, 5, 1), "1号", "决定书")
    with pytest.raises(DeskError, match="已登记了处罚、检查、排除或回避"):
        desk.imports.take_back(batch)
    assert site(desk, name="新企业")


def test_a_backup_is_taken_before_every_import(desk: Desk, tmp_path: Path) -> None:
    desk.imports.confirm(look(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}"))
    assert backup.listed(desk.store.path)[0].reason is backup.Reason.IMPORT


def test_two_rows_for_one_entry_are_told_with_both_lines(desk: Desk, tmp_path: Path) -> None:
    desk.imports.confirm(
        look(
            desk,
            tmp_path,
            "名称,统一社会信用代码,排污单位编码,地址",
            f"企业00,{code(0)},{code(0)}001P,东街0号",
        )
    )
    preview = look(
        desk,
        tmp_path,
        "名称,统一社会信用代码,排污单位编码,地址",
        f"企业00,,{code(0)}001P,",
        f"企业00老厂,{code(0)},,东街0号",
    )
    [problem] = [p for p in preview.problems if "名录中的同一条记录" in p.message]
    assert "与第 2 行" in problem.message
    assert (problem.line, problem.column, problem.place) == (3, "名称", 0)
    assert preview.cells[3] == ("企业00老厂", code(0), "", "东街0号")


def test_the_history_tells_what_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    targets, people = "对象.csv", "人员.csv"  # the office's first two imports
    first = desk.imports.confirm(
        look(
            desk,
            tmp_path,
            "名称,统一社会信用代码,联系电话",
            f"新企业,{code(77)},",
            f"企业00,{code(0)},13911111111",
        )
    )
    second = desk.imports.confirm(
        look(desk, tmp_path, "名称,统一社会信用代码", f"又一家,{code(78)}")
    )
    lines = desk.imports.history()
    assert [(line.file_name, line.new, line.changed) for line in lines] == [
        *(("名录.csv", 1, 0), ("名录.csv", 1, 1), (people, 7, 0), (targets, 40, 0))
    ]
    assert [line.number for line in lines[:2]] == [second, first]
    assert lines[2].kind is RosterKind.INSPECTORS
    assert [bool(line.cannot_take_back) for line in lines] == [False, True, True, True]
    desk.imports.take_back(second)
    lines = desk.imports.history()
    assert lines[0].taken_back_at
    assert lines[0].cannot_take_back == "已经撤回。"
    assert lines[1].cannot_take_back == ""
    draw_id = frozen(desk)
    assert draw_id in desk.imports.history()[1].cannot_take_back


def test_faults_are_marked_mended_and_taken_in(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "名录.csv", ["名称,统一社会信用代码,联系电话", f"新企业,{code(77)},138"]
    )
    preview = desk.imports.preview(RosterKind.TARGETS, path)
    marked = tmp_path / "标出问题.xlsx"
    desk.imports.mark(path, preview, marked)
    assert desk.imports.preview(RosterKind.TARGETS, marked).problems == preview.problems
    book = load_workbook(marked)
    book["名录"]["C2"] = "13800000000"
    book.save(marked)
    desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, marked))
    assert site(desk, name="新企业")[0].phone == "13800000000"


def test_the_clerks_own_file_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    preview = look(desk, tmp_path, "名称,联系电话", "新企业,138")
    path, before = tmp_path / "名录.csv", (tmp_path / "名录.csv").read_bytes()
    with pytest.raises(DeskError, match="不能写在原来的文件上"):
        desk.imports.mark(path, preview, path)
    with pytest.raises(DeskError, match="已取消"):
        desk.imports.mark(path, preview, tmp_path / "a.xlsx", lambda: True)
    assert path.read_bytes() == before
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("kind", RosterKind)
def test_a_template_is_written_for_every_roster(
    desk: Desk, tmp_path: Path, kind: RosterKind
) -> None:
    desk.imports.template(kind, tmp_path / "模板.xlsx")
    [problem] = desk.imports.preview(kind, tmp_path / "模板.xlsx").problems
    assert problem.message == "表头下面没有一行数据。"


def test_a_column_is_taken_for_what_the_clerk_says(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "名录.csv", ["名称,统一社会信用代码,找谁", f"企业00,{code(0)},王五"]
    )
    assert desk.imports.preview(RosterKind.TARGETS, path).changed == 0
    assert "contact" in {field.name for field in desk.imports.fields(RosterKind.TARGETS)}
    preview = desk.imports.preview(RosterKind.TARGETS, path, {2: "contact"})
    assert preview.changes == (RowChange("企业00", "联系人", "", "王五"),)
    desk.imports.confirm(preview)
    assert site(desk, code=code(0))[0].contact == "王五"
