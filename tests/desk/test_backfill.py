"""补录: visits of before the program was in use, taken in from a workbook and taken back again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ssj_desktop.desk import Desk
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ImportPreview, Problem, RosterKind
from ssj_desktop.facts.roster import EnteredVisit, VisitLine
from ssj_desktop.models import census, roster_book, schema
from ssj_desktop.models.store import Store
from ssj_desktop.rules.census import PastVisit
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
    OFFICE,
    PLAN,
    campaign,
    campaign_drawn,
    code,
    drawn,
    inspectors_csv,
    lines,
    made_older,
    meeting,
    revealed,
    take_in,
    ticking,
    write_csv,
)

HEADINGS = "统一社会信用代码,对象编号,名称,检查日期,类别,依据,原摇号编号"
KEY, GENERAL = "重点监管对象", "一般监管对象"
Q2 = Quarter(2026, 2)
SPRING = datetime(2026, 4, 8, 9, 0)  # in the second quarter


def row(number: int, day: str = "2026-02-10", category: str = KEY, evidence: str = "台账") -> str:
    return f"{code(number)},,,{day},{category},{evidence},"


def look(desk: Desk, folder: Path, *rows: str) -> ImportPreview:
    file = write_csv(folder / "补录.csv", [HEADINGS, *rows])
    return desk.imports.preview(RosterKind.VISITS, file)


def enter(desk: Desk, folder: Path, *rows: str) -> int:
    return desk.imports.confirm(look(desk, folder, *rows))


def visits(desk: Desk, number: int) -> tuple[VisitLine, ...]:
    return desk.targets.card(code(number)).visits


def only(preview: ImportPreview) -> Problem:
    (problem,) = preview.problems
    return problem


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    """13 key sites of 陵川, in the second quarter, when the program comes into use."""
    with Desk.open(tmp_path / "局.ssj", "小李", ticking(SPRING)) as desk:
        desk.offices.set_up(OFFICE)
        rows = [f"重点{number:02},{code(number)},东街{number}号,是" for number in range(13)]
        take_in(desk, tmp_path, "名称,统一社会信用代码,地址,重点排污单位", rows)
        people = desk.imports.preview(RosterKind.INSPECTORS, inspectors_csv(tmp_path))
        desk.imports.confirm(people)
        yield desk


def test_whom_the_first_quarter_visited_is_drawn_last_in_the_second(
    office: Desk, tmp_path: Path
) -> None:
    """LC-11: 13 × 25% = 3.25 → 4 a quarter, whoever was not visited this year first."""
    assert [(layer.visits, layer.pool, layer.k) for layer in lines(office, Q2)[0].layers] == [
        (0, 13, 4)
    ]
    enter(office, tmp_path, *(row(number) for number in range(4)))
    key = lines(office, Q2)[0]
    assert (key.base, key.visited, key.pool, key.quota, key.planned) == (13, 4, 13, 4, 4)
    assert [(layer.visits, layer.pool, layer.k) for layer in key.layers] == [(0, 9, 4), (1, 4, 0)]
    draft = office.plans.of(Q2).draft
    assert draft is not None
    assert draft.entered == 4
    facts = office.draws.facts(drawn(office, Q2))
    assert {target.code for target in facts.targets}.isdisjoint(map(code, range(4)))
    assert "启用本程序前的检查补录 4 家次，已计入本年检查次数。" in facts.remarks


@pytest.fixture
def taijiang(tmp_path: Path) -> Iterator[Desk]:
    """18 people of 台江 and 100 general sites, in the second quarter."""
    with Desk.open(tmp_path / "台江.ssj", "小李", ticking(SPRING)) as desk:
        desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
        rows = [f"一般{number:03},{code(number)},东街{number}号" for number in range(100)]
        take_in(desk, tmp_path, "名称,统一社会信用代码,地址", rows)
        people = [f"人员{number:02},1499{number:05},在编" for number in range(18)]
        take_in(desk, tmp_path, "姓名,执法证号,编制", people, RosterKind.INSPECTORS)
        yield desk


def general(desk: Desk) -> int:
    """Return the second quarter's share of the general sites."""
    return next(line.quota for line in lines(desk, Q2) if line.name == GENERAL)


def test_what_was_done_in_the_first_quarter_leaves_the_year_less_to_do(
    taijiang: Desk, tmp_path: Path
) -> None:
    """TJ-6: 18 people × 5 = 90 a year; in three quarters 90 / 3 = 30, after 23 in the first
    (90 − 23) / 3 = 67 / 3 → 23."""
    assert general(taijiang) == 30
    enter(taijiang, tmp_path, *(row(number, category=GENERAL) for number in range(23)))
    assert general(taijiang) == 23
    plan = taijiang.year_plans.of(2026).draft
    assert plan is not None
    line = next(line for line in plan.lines if line.name == GENERAL)
    assert [one.visits for one in line.quarters] == [23, 23, 22, 22]  # 90 in all
    assert (plan.entered, line.quarters[0].entered) == (23, 23)
    assert "含补录 23 家次" in line.notes


def test_under_another_scheme_they_count_for_none_of_its_categories(
    taijiang: Desk, tmp_path: Path
) -> None:
    """TJ-6: 陵川 has a category of the same key; 90 / 3 = 30 as if none of it had been done."""
    taijiang.offices.set_up(OFFICE)
    enter(taijiang, tmp_path, *(row(number, category=GENERAL) for number in range(3)))
    taijiang.targets.record_visit(code(3), date(2026, 2, 11), "general", "台账")
    taijiang.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    assert general(taijiang) == 30
    [visit] = visits(taijiang, 3)
    assert (visit.category, visit.source) == ("一般监管对象（原方案）", "补录：台账")
    plan = taijiang.year_plans.of(2026).draft
    assert plan is not None
    former = plan.lines[-1]
    assert (former.name, former.visits) == ("一般监管对象（原方案）", 4)
    assert former.notes == ("含补录 4 家次",)
    taijiang.offices.set_up(OFFICE)
    assert visits(taijiang, 3)[0].category == GENERAL


def test_a_row_names_its_site_by_code_number_or_name(office: Desk, tmp_path: Path) -> None:
    batch = enter(
        office,
        tmp_path,
        row(0, evidence="检查记录〔2026〕3号") + "2026-1",
        f",{code(1)},,2026.2.11,key,台账,",  # the category by its key, too
        f",,重点02,2026年2月12日,{KEY},台账,",
    )
    assert visits(office, 0)[0].source == "补录：检查记录〔2026〕3号；原名单编号 2026-1"
    assert visits(office, 1)[0].entered == EnteredVisit(date(2026, 2, 11), "key", "台账")
    assert visits(office, 2)[0].on == date(2026, 2, 12)
    told = [line.words for line in office.targets.card(code(1)).history]
    assert told == [f"导入“补录.csv”，补录 2026-02-11 的检查（{KEY}）", "导入“新.csv”，新增"]
    line = office.journal.search()[0]
    assert (line.words, line.detail.split("；")[:3]) == (
        "导入名录",
        ["类型 补录检查", "文件 补录.csv", "新增 3"],
    )
    assert office.imports.sizes()[RosterKind.VISITS] == 3
    assert office.imports.history()[0].number == batch


FAULTS: list[tuple[str, str, str, str]] = [
    (f"{code(99)},,,2026-02-10,{KEY},台账,", "统一社会信用代码", "名录里没有", "先导入检查对象"),
    (f",LC-99,,2026-02-10,{KEY},台账,", "对象编号", "名录里没有", "先导入检查对象"),
    (f",,没有这家,2026-02-10,{KEY},台账,", "名称", "名录里没有", "先导入检查对象"),
    (
        f"{code(1)},{code(0)},,2026-02-10,{KEY},台账,",
        "统一社会信用代码",
        "不是名录里的同一家",
        "核对",
    ),
    (f",,,2026-02-10,{KEY},台账,", "统一社会信用代码", "没有写明查的是哪一家", "请填"),
    (row(0, day="2026-04-09"), "检查日期", "还没有到", "核对"),
    (row(0, day="2024-12-31"), "检查日期", "太早", "2025 年和 2026 年"),
    (row(0, day=""), "检查日期", "没有填检查日期", "补上"),
    (row(0, day="2026-02-30"), "检查日期", "看不懂或不存在", "2024-01-05"),
    (row(0, category="重点"), "类别", "方案里没有类别“重点”", f"{KEY}、{GENERAL}"),
    (row(0, evidence=""), "依据", "没有填依据", "补上"),
]


@pytest.mark.parametrize(("line", "column", "message", "remedy"), FAULTS)
def test_a_row_that_cannot_be_taken_keeps_the_file_out_and_says_how_to_mend_it(
    office: Desk, tmp_path: Path, line: str, column: str, message: str, remedy: str
) -> None:
    preview = look(office, tmp_path, row(12), line)
    problem = only(preview)
    assert (problem.line, problem.column, problem.blocking) == (3, column, True)
    assert message in problem.message
    assert remedy in problem.remedy
    assert preview.cells[3]  # the row is shown beside what is wrong with it
    with pytest.raises(DeskError, match="没有导入任何内容"):
        office.imports.confirm(preview)
    assert office.imports.sizes()[RosterKind.VISITS] == 0


def test_two_sites_of_one_code_are_told_apart_by_number_or_name(
    office: Desk, tmp_path: Path
) -> None:
    shared = code(50)
    sites = [f"一分厂,{shared},东街50号", f"二分厂,{shared},西街50号"]
    take_in(office, tmp_path, "名称,统一社会信用代码,地址", sites)
    problem = only(look(office, tmp_path, row(50, category=GENERAL)))
    assert "名录里有 2 家的统一社会信用代码" in problem.message
    assert f"一分厂（{shared}-01）、二分厂（{shared}-02）" in problem.message
    assert problem.blocking
    enter(
        office,
        tmp_path,
        f"{shared},,二分厂,2026-02-10,{GENERAL},台账,",
        f"{shared},{shared}-01,,2026-02-10,{GENERAL},台账,",
    )
    for number in ("-01", "-02"):
        assert len(office.targets.card(shared + number).visits) == 1


def test_a_site_that_is_called_otherwise_by_now_is_a_remark(office: Desk, tmp_path: Path) -> None:
    preview = look(office, tmp_path, f"{code(0)},,旧名字,2026-02-10,{KEY},台账,")
    assert not only(preview).blocking
    assert "在名录里是“重点00”" in only(preview).message
    assert preview.new == 1


def test_the_very_same_visit_counts_once(office: Desk, tmp_path: Path) -> None:
    preview = look(office, tmp_path, row(0), row(1), row(0))
    assert (preview.new, only(preview).line, only(preview).blocking) == (2, 4, False)
    assert "与第 2 行是同一次检查，只算一次" in only(preview).message
    office.imports.confirm(preview)
    again = look(office, tmp_path, row(0))
    assert (again.new, again.unchanged, again.missing) == (0, 1, 1)
    assert "已经补录过" in only(again).message
    other = look(office, tmp_path, row(0, evidence="另一份台账"), row(0))
    assert (other.new, other.unchanged) == (1, 1)
    assert "同一家同一天，已经补录过一次" in other.problems[0].message
    assert len(visits(office, 0)) == 1


def test_a_quarter_that_the_program_has_drawn_takes_none(office: Desk, tmp_path: Path) -> None:
    drawn(office, Q2)
    problem = only(look(office, tmp_path, row(0, day="2026-04-02")))
    assert problem.blocking
    assert "2026年第二季度已用本程序摇号（CS-2026Q2-01）" in problem.message
    assert look(office, tmp_path, row(0)).new == 1


def test_a_site_on_a_campaigns_list_takes_none_of_that_quarter_and_the_others_do(
    office: Desk, tmp_path: Path
) -> None:
    """LC-7: the campaign's visit is counted by the program; the quarter's plan is not drawn."""
    draw_id = campaign_drawn(office, campaign(office, amount="4", quarter="2"), Q2)
    on_list = {target.code for target in office.draws.facts(draw_id).targets}
    mine = next(number for number in range(13) if code(number) in on_list)
    other = next(number for number in range(13) if code(number) not in on_list)
    said = f"重点{mine:02}已在2026年第二季度用本程序摇出的名单上（{draw_id}）"
    with pytest.raises(DeskError, match=said):
        office.targets.record_visit(code(mine), date(2026, 4, 2), "key", "台账")
    problem = only(look(office, tmp_path, row(mine, day="2026-04-02")))
    assert problem.blocking
    assert said in problem.message
    assert look(office, tmp_path, row(mine), row(other, day="2026-04-02")).new == 2
    office.targets.record_visit(code(mine), date(2026, 2, 9), "key", "台账")
    office.targets.record_visit(code(other), date(2026, 4, 2), "key", "台账")


def test_before_there_is_an_office_nobody_knows_the_categories(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "空.ssj", "小李", ticking(SPRING)) as desk:
        problem = only(look(desk, tmp_path, row(0)))
    assert (problem.line, problem.blocking) == (0, True)
    assert "还没有登记本单位和方案" in problem.message


def test_what_changed_since_the_preview_is_not_taken_in(office: Desk, tmp_path: Path) -> None:
    preview = look(office, tmp_path, row(0))
    office.targets.record_visit(code(0), date(2026, 2, 10), "key", "台账")
    with pytest.raises(DeskError, match="请重新预览"):
        office.imports.confirm(preview)
    assert len(visits(office, 0)) == 1


def test_an_import_is_taken_back_whole_until_a_draw_has_counted_it(
    office: Desk, tmp_path: Path
) -> None:
    office.targets.record_visit(code(5), date(2026, 2, 9), "key", "台账")
    batch = enter(office, tmp_path, row(0), row(1))
    office.imports.take_back(batch)
    assert [len(visits(office, number)) for number in (0, 1, 5)] == [0, 0, 1]
    batch = enter(office, tmp_path, row(0), row(1))
    drawn(office, Q2)
    with pytest.raises(DeskError, match="其后的摇号 CS-2026Q2-01 已经用过这些检查"):
        office.imports.take_back(batch)
    assert "已经用过这些检查" in office.imports.history()[0].cannot_take_back
    assert len(visits(office, 0)) == 1


def mistaken(desk: Desk, number: int) -> EnteredVisit:
    found = visits(desk, number)[-1].entered
    assert found is not None
    return found


def test_a_visit_entered_by_mistake_is_taken_away_with_a_reason(
    office: Desk, tmp_path: Path
) -> None:
    batch = enter(office, tmp_path, row(0), row(1))
    office.targets.record_visit(code(2), date(2026, 2, 9), "key", "台账")
    with pytest.raises(DeskError, match="没有填写原因"):
        office.targets.forget_visit(code(0), mistaken(office, 0), " ")
    wrong = mistaken(office, 0)
    for number in (0, 2):
        office.targets.forget_visit(code(number), mistaken(office, number), "填错了一家")
        assert visits(office, number) == ()
    with pytest.raises(DeskError, match="没有 2026-02-10 的这次补录"):
        office.targets.forget_visit(code(0), wrong, "再来一次")
    line = office.journal.search()[0]
    assert (line.words, line.detail) == (
        "撤销补录",
        f"名称 重点02；编号 {code(2)}；类别 {KEY}；日期 2026-02-09；原因 填错了一家；依据 台账",
    )
    told = [line.words for line in office.targets.card(code(2)).history]
    assert told[0] == f"撤销补录的 2026-02-09 的检查（{KEY}）：填错了一家"
    # What the import brought and was taken away may have its id given to another visit.
    office.targets.record_visit(code(3), date(2026, 2, 9), "key", "台账")
    office.imports.take_back(batch)
    assert [len(visits(office, number)) for number in (0, 1, 3)] == [0, 0, 1]


def test_what_a_draw_has_counted_stays_and_what_came_after_it_does_not(
    office: Desk, tmp_path: Path
) -> None:
    enter(office, tmp_path, row(0))
    office.targets.record_visit(code(1), date(2026, 2, 9), "key", "台账")
    draw_id = revealed(office, Q2)
    for number in (0, 1):
        with pytest.raises(DeskError, match=f"摇号 {draw_id} 冻结时已经算上这次检查"):
            office.targets.forget_visit(code(number), mistaken(office, number), "填错了")
    office.draws.draw(draw_id)
    enter(office, tmp_path, row(2))
    office.targets.record_visit(code(3), date(2026, 2, 9), "key", "台账")
    for number in (2, 3):
        office.targets.forget_visit(code(number), mistaken(office, number), "填错了")
    with pytest.raises(DeskError, match="已经算上"):
        office.targets.forget_visit(code(0), mistaken(office, 0), "填错了")


def test_an_aborted_draw_has_counted_nothing(office: Desk, tmp_path: Path) -> None:
    batch = enter(office, tmp_path, row(0), row(1))
    office.plans.approve(Q2, "张局长")
    number = office.meetings.convene(Q2, meeting())
    draw_id = office.draws.freeze(number, Choices(PLAN))
    office.draws.abort(draw_id, "停电", ("张局长", "何组长"))
    office.targets.forget_visit(code(0), mistaken(office, 0), "填错了")
    assert visits(office, 0) == ()
    assert office.imports.history()[0].cannot_take_back == ""
    office.imports.take_back(batch)
    assert visits(office, 1) == ()


def test_a_file_of_the_format_before_keeps_its_visits_and_gets_the_column(tmp_path: Path) -> None:
    data = tmp_path / "旧.ssj"
    with Desk.open(data, "小李", ticking(SPRING)) as desk:
        desk.offices.set_up(OFFICE)
        take_in(desk, tmp_path, "名称,统一社会信用代码,重点排污单位", [f"重点00,{code(0)},是"])
        desk.targets.record_visit(code(0), date(2026, 2, 9), "key", "台账")
    made_older(data)
    before = Store.open(data, ticking(SPRING), schema.MIGRATIONS[:5])
    with before.reading() as session:  # as where it may only be looked at
        [site] = census.taken(session, ("排污单位",), 2026).subjects
        assert site.visits == (PastVisit(date(2026, 2, 9), "key", "", entered=True),)
        assert roster_book.entered_of(session, 1)[0][3] == ""
    before.close()
    with Desk.open(data, "小李", ticking(SPRING)) as desk:
        assert lines(desk, Q2)[0].visited == 1
        assert visits(desk, 0)[0].category == KEY
        desk.targets.record_visit(code(0), date(2026, 2, 10), "key", "台账")
        with pytest.raises(DeskError, match="同样的内容已经登记过"):  # under whichever scheme
            desk.targets.record_visit(code(0), date(2026, 2, 9), "key", "台账")
        assert len(visits(desk, 0)) == 2


def test_a_visit_of_an_older_file_is_meant_by_the_scheme_the_office_had_when_it_was_entered(
    tmp_path: Path,
) -> None:
    """TJ-6: as in a file of now, what was entered under 陵川 is none of 台江's categories."""
    data = tmp_path / "旧.ssj"
    with Desk.open(data, "小李", ticking(SPRING)) as desk:
        desk.offices.set_up(OFFICE)
        rows = [f"一般{number:02},{code(number)}" for number in range(10)]
        take_in(desk, tmp_path, "名称,统一社会信用代码", rows)
        desk.targets.record_visit(code(0), date(2026, 2, 9), "general", "台账")
        desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
        desk.targets.record_visit(code(1), date(2026, 2, 9), "general", "台账")
    made_older(data)
    link = dbapi2.connect(str(data))  # one of which the journal knows nothing
    link.execute(
        "INSERT INTO visit (target_id, visited_on, category, evidence) "
        "VALUES (3, '2026-02-09', 'general', '旧库')"
    )
    link.commit()
    link.close()
    with Desk.open(data, "小李", ticking(SPRING)) as desk:
        assert [visits(desk, number)[0].category for number in range(3)] == [
            *("一般监管对象（原方案）", GENERAL, GENERAL),
        ]
