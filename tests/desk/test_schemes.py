"""An office's own scheme: taken into the data file, revised, gone by, and written out again."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from ssj_desktop import paths
from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError, SchemeError
from ssj_desktop.facts.roster import EnteredVisit
from ssj_desktop.models import schema
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter
from tests.desk.office import OFFICE, Q1, code, drawn, lines, take_in, ticking
from tests.rules.years import SIXTH, scheme_file

OWN = replace(OFFICE, scheme_id="qingling-2027")


def file_of(folder: Path, text: str = SIXTH, name: str = "青岭县.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(desk: Desk, path: Path) -> int:
    return desk.offices.take_scheme(desk.offices.read_scheme(path))


def edited(old: str, new: str) -> str:
    assert old in SIXTH
    return SIXTH.replace(old, new)


def marked(desk: Desk, folder: Path) -> None:
    """Have ten of the office's forty sites be of credit grade D."""
    rows = [f"企业{number:02},{code(number)},D" for number in range(10)]
    take_in(desk, folder, "名称,统一社会信用代码,信用等级", rows)


def entries(desk: Desk) -> int:
    return len(desk.journal.search())


def test_a_sixth_scheme_stands_in_the_list_plans_the_year_and_is_drawn(
    desk: Desk, tmp_path: Path
) -> None:
    marked(desk, tmp_path)
    draft = desk.offices.read_scheme(file_of(tmp_path))
    assert (draft.id, draft.document, draft.edition, draft.in_use) == (
        "qingling-2027", "青环发〔2027〕1号", 1, False,
    )  # fmt: skip
    assert "qingling-2027" not in [choice.id for choice in desk.offices.schemes()]
    assert desk.offices.take_scheme(draft) == 1
    first = desk.offices.schemes()[0]
    assert (first.id, first.edition, first.file, first.by) == (
        OWN.scheme_id,
        1,
        "青岭县.toml",
        "小李",
    )
    assert len(desk.offices.schemes()) == len(desk.offices.shipped_schemes()) + 1
    told = desk.journal.search()[0]
    assert told.words == "载入方案文件"
    assert told.detail == "方案 青环发〔2027〕1号；第几版 1；文件 青岭县.toml"
    desk.offices.set_up(OWN)
    draft_year = desk.year_plans.of(2026).draft
    assert draft_year
    assert {line.key: [one.planned for one in line.quarters] for line in draft_year.lines} == {
        "watch": [2, 2, 2, 2],  # 10 × 33.5% = 3.35 → 4 a half-year
        "firm": [0, 0, 0, 0],
        "other": [6, 6, 6, 6],  # 3 squads × 2, of 30 (one of the 40 is gone)
    }
    drawn(desk)
    assert len(desk.tasks.of(Q1).rows) == 2 + 6
    assert "报送月报" in [duty.name for duty in desk.duties.of_today().rows]


def test_a_faulty_file_is_refused_with_every_line_and_field_and_nothing_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.store.head()
    text = edited('mode = "squads"', 'mode = "cars"').replace("per = 2", "per = 0")
    with pytest.raises(SchemeError) as caught:
        desk.offices.read_scheme(file_of(tmp_path, text))
    assert caught.value.file == "青岭县.toml"
    line = 1 + text[: text.index("cars")].count("\n")
    assert caught.value.faults == (
        f"第 {line} 行 team.mode：只能是 persons、teams、squads",
        f"第 {1 + text[: text.index('per = 0')].count(chr(10))} 行 "
        "categories.2.quota.per：不能小于 1",
    )
    assert (desk.store.head(), desk.offices.schemes()) == (before, desk.offices.shipped_schemes())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "缺少这一项"),
        (b"id = ", "不合 TOML 格式"),
        (b"id = " + b"[" * 5000, "不合 TOML 格式"),
        (b"id = " + b"1" * 5000, "不合 TOML 格式"),
        ("id = '青岭'".encode("gb18030"), "不是 UTF-8 编码的文字"),
        (b"\x00" * (1 << 20) + b"x", "超过 1 MB"),
    ],
)
def test_what_is_no_scheme_at_all_is_told_plainly(
    desk: Desk, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "坏.toml").write_bytes(content)
    with pytest.raises(DeskError, match=said):
        desk.offices.read_scheme(tmp_path / "坏.toml")


def test_notepads_mark_and_line_ends_make_no_other_text(desk: Desk, tmp_path: Path) -> None:
    assert taken(desk, file_of(tmp_path)) == 1
    path = tmp_path / "记事本.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SIXTH.replace("\n", "\r\n").encode())
    before = entries(desk)
    assert desk.offices.read_scheme(path).edition == 0
    assert taken(desk, path) == 0, "the very same text is there"
    assert entries(desk) == before


def test_a_shipped_schemes_id_is_refused_unless_the_text_is_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    shipped = scheme_file("taijiang-2022")
    path = file_of(tmp_path, shipped.replace("per = 5", "per = 6"))
    with pytest.raises(DeskError, match="id 是“taijiang-2022”，随程序的方案里已经有它，内容不一样"):
        desk.offices.read_scheme(path)
    assert taken(desk, file_of(tmp_path, shipped)) == 0
    assert desk.offices.schemes() == desk.offices.shipped_schemes()


def test_an_id_that_a_later_version_ships_stays_the_offices_own(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(desk, file_of(tmp_path))
    desk.offices.set_up(OWN)
    later = tmp_path / "later"
    shutil.copytree(paths.resources(), later)
    file_of(later / "schemes", edited("per = 2", "per = 9"), "qingling-2027.toml")
    monkeypatch.setattr(paths, "resources", lambda: later)
    assert [choice.edition for choice in desk.offices.schemes() if choice.id == OWN.scheme_id] == [
        1
    ]
    assert lines(desk)[2].planned == 6, "3 squads × 2, as the office has it"
    assert taken(desk, file_of(tmp_path, edited("per = 2", "per = 3"))) == 2


def test_what_was_drawn_by_a_scheme_with_a_blank_at_a_clauses_end_is_still_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LC-16: a draw holds its scheme's text; rules that came later ask for nothing of it."""
    blank = edited("第六条", "第六条 ")
    before = tmp_path / "before"
    shutil.copytree(paths.resources(), before)
    file_of(before / "schemes", blank, "qingling-2027.toml")
    marked(desk, tmp_path)
    with monkeypatch.context() as then:
        then.setattr(paths, "resources", lambda: before)
        desk.offices.set_up(OWN)
        drawn(desk)
        assert len(desk.draws.facts("CS-2026Q1-01").standing) == 2 + 6
        number = desk.tasks.of(Q1).rows[0].number
        assert desk.records.card(number).sheet.scheme
        assert desk.plans.of(Q1).approved
    with pytest.raises(SchemeError, match="首尾不留空白"):
        desk.offices.read_scheme(file_of(tmp_path, blank))


def test_a_new_edition_counts_from_then_on_and_changes_nothing_approved(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, file_of(tmp_path))
    desk.offices.set_up(OWN)
    desk.plans.approve(Q1, "张局长")
    changed = edited("per = 2", "per = 4")
    draft = desk.offices.read_scheme(file_of(tmp_path, changed, "改.toml"))
    assert (draft.edition, draft.in_use) == (2, True)
    assert desk.offices.take_scheme(draft) == 2
    facts = desk.plans.of(Q1)
    assert facts.approved
    assert [line.planned for line in facts.approved.lines] == [0, 0, 6]
    assert facts.changed_since[0].startswith("方案的内容改过")
    assert [line.planned for line in lines(desk)] == [0, 0, 12]  # 3 squads × 4
    drawn(desk)
    assert len(desk.tasks.of(Q1).rows) == 6, "drawn by the edition that was approved"
    assert taken(desk, file_of(tmp_path)) == 3, "going back is an edition too"


def test_a_category_that_the_new_edition_drops_keeps_what_it_has_drawn(
    desk: Desk, tmp_path: Path
) -> None:
    marked(desk, tmp_path)
    taken(desk, file_of(tmp_path))
    desk.offices.set_up(OWN)
    drawn(desk)
    start, end = (
        SIXTH.index('[[categories]]\nkey = "watch"'),
        SIXTH.index('[[categories]]\nkey = "firm"'),
    )
    dropped = (SIXTH[:start] + SIXTH[end:]).replace('"watch", ', "")
    assert taken(desk, file_of(tmp_path, dropped)) == 2
    draft = desk.year_plans.of(2026).draft
    assert draft
    former = draft.lines[-1]
    assert (former.name, [one.visits for one in former.quarters]) == (
        "重点关注对象（原方案）",
        [2, 0, 0, 0],
    )
    assert former.formula == "新版方案里没有这一类，只列已经摇号、批准或补录的"
    assert draft.visits == 2 + 6 * 4
    facts = desk.classes.of(Quarter(2026, 2))
    assert {"重点关注对象（原方案）"} == {
        move.before for move in facts.told.moves if move.kind == "换类别"
    }
    assert desk.targets.card(code(0)).category == "其他对象"


def test_what_is_told_of_former_categories_names_them_and_never_their_keys(
    desk: Desk, tmp_path: Path
) -> None:
    marked(desk, tmp_path)
    taken(desk, file_of(tmp_path))
    desk.offices.set_up(OWN)
    desk.targets.record_visit(code(0), date(2026, 1, 5), "watch", "台账")
    desk.targets.override(code(20), "watch", "群众反映", "会议纪要")
    start, end = SIXTH.index('[[categories]]\nkey = "watch"'), SIXTH.index('key = "firm"')
    dropped = (SIXTH[:start] + "[[categories]]\n" + SIXTH[end:]).replace('"watch", ', "")
    assert taken(desk, file_of(tmp_path, dropped)) == 2
    _told_as(desk, "重点关注对象（原方案）")
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    _told_as(desk, "重点关注对象（原方案）")
    desk.targets.forget_visit(code(0), _entered(desk), "填错")
    assert "（重点关注对象（原方案））" in desk.targets.card(code(0)).history[0].words


def _entered(desk: Desk) -> EnteredVisit:
    [visit] = desk.targets.card(code(0)).visits
    assert visit.entered
    return visit.entered


def _told_as(desk: Desk, name: str) -> None:
    """Ask every place that tells of 企业00's visit and 企业20's category."""
    card = desk.targets.card(code(0))
    assert card.visits[0].category == name
    assert card.history[0].words == f"补录 2026-01-05 的检查（{name}）"
    assert f"人工认定为{name}" in desk.targets.card(code(20)).history[0].words
    for verb in ("补录检查", "人工认定类别"):
        assert f"类别 {name}" in desk.journal.search(verb)[0].detail


def test_a_scheme_is_written_out_as_it_stands_and_can_be_begun_from(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "陵川.toml"
    desk.offices.save_scheme("lingchuan-2024", out)
    assert out.read_text(encoding="utf-8") == scheme_file("lingchuan-2024")
    text = scheme_file("lingchuan-2024").replace("lingchuan-2024", "benxian-2026")
    assert taken(desk, file_of(tmp_path, text.replace("per = 10", "per = 1"))) == 1
    desk.offices.set_up(replace(OFFICE, scheme_id="benxian-2026"))
    assert lines(desk)[1].planned == 3  # 3 squads × 1
    desk.offices.save_scheme("benxian-2026", out)
    kept = sha256(out.read_bytes()).hexdigest()
    with desk.store.reading() as session:
        [row] = session.connection().exec_driver_sql("SELECT sha256 FROM schemefile")
    assert row == (kept,)
    with pytest.raises(DeskError, match=r"没有名为“qingling-2027”的方案。现有方案：benxian-2026、"):
        desk.offices.save_scheme("qingling-2027", out)


def test_the_data_file_and_its_backups_carry_it(data: Path, tmp_path: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        taken(desk, file_of(tmp_path))
        desk.offices.set_up(OWN)
        backup = desk.backups.take().path
    elsewhere = tmp_path / "别的电脑.ssj"
    shutil.copy(backup, elsewhere)
    with Desk.open(elsewhere, "小孙", ticking()) as desk:
        assert [line.name for line in lines(desk)] == ["重点关注对象", "服务机构", "其他对象"]


def test_a_file_of_before_there_were_any_is_read_as_it_is(tmp_path: Path) -> None:
    data = tmp_path / "旧.ssj"
    Store.open(data, ticking(), schema.MIGRATIONS[:5]).close()
    store = Store.open(data, lambda: datetime(2026, 1, 8), schema.MIGRATIONS[:5])
    desk = Desk(store, "小李")
    assert desk.offices.schemes() == desk.offices.shipped_schemes()
    with pytest.raises(DeskError, match="没有名为“x”的方案"):
        desk.offices.save_scheme("x", tmp_path / "x.toml")
    store.close()
