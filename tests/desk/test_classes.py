"""Categories somebody answers for: set by hand for one site, and confirmed quarter by quarter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import func, select

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.classes import ClassMove
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.models.classes import ConfirmedCategory
from ssj_desktop.rules.period import Quarter
from tests.desk.office import OFFICE, Q1, code, convened, drawn, lines, ticking, write_csv

SITE, KEY = code(30), code(0)
Q2 = Q1.next()
NEXT_YEAR = Quarter(2027, 1)
WHY = "上年度行政处罚 2 次：2025-04-11 1号、2025-09-02 2号"


def penalize(desk: Desk, site: str = SITE) -> None:
    """LC-13: two penalties of the year before make a site special."""
    for day, number in ((date(2025, 4, 11), "1号"), (date(2025, 9, 2), "2号")):
        desk.targets.record_fact(site, "行政处罚", day, number, "决定书")


def override(desk: Desk, key: str = "key", site: str = SITE) -> None:
    desk.targets.override(site, key, "新增电镀工序", "现场核查记录3号")


def take_in(desk: Desk, folder: Path, *rows: str) -> int:
    file = write_csv(folder / "名录.csv", list(rows))
    return desk.imports.confirm(desk.imports.preview(RosterKind.TARGETS, file))


def line_of(desk: Desk, key: str, quarter: Quarter = Q1) -> QuotaLine:
    return next(line for line in lines(desk, quarter) if line.key == key)


def moves(desk: Desk, quarter: Quarter = Q1) -> tuple[ClassMove, ...]:
    return desk.classes.of(quarter).told.moves


def counts(desk: Desk, quarter: Quarter = Q1) -> dict[str, tuple[int | None, int]]:
    told = desk.classes.of(quarter).told
    return {count.name: (count.before, count.now) for count in told.counts}


@pytest.fixture
def next_year(data: Path) -> Iterator[Desk]:
    """The office a year later, which had a special site by the facts of the year before."""
    with Desk.open(data, "小李", ticking()) as desk:
        penalize(desk)
        desk.plans.approve(Q1, "张局长")
    with Desk.open(data, "小李", ticking(datetime(2027, 1, 4, 9))) as desk:
        yield desk


# 人工认定


def test_what_is_set_by_hand_counts_in_quotas_and_freezes_whatever_the_facts_say(
    desk: Desk,
) -> None:
    penalize(desk)
    override(desk)
    key = line_of(desk, "key")  # 8 and this one
    assert (key.base, key.quota) == (9, 3)
    assert key.notes == ("其中 1 家由人工认定",)
    assert line_of(desk, "special").base == 0
    rows = {row.code: row.category for row in desk.targets.rows()}
    assert rows[SITE] == "重点监管对象"
    frozen = {line.key: line for line in desk.draws.facts(drawn(desk)).quotas}
    assert (frozen["key"].base, frozen["special"].base) == (9, 0)
    assert frozen["key"].notes == key.notes


def test_the_card_tells_who_set_it_and_why_and_what_the_facts_would_say(desk: Desk) -> None:
    penalize(desk)
    override(desk)
    card = desk.targets.card(SITE)
    assert card.category == "重点监管对象"
    assert [str(reason) for reason in card.why] == ["人工认定（小李，2026-01-08）：新增电镀工序"]
    found = card.override
    assert found
    assert (found.category, found.evidence, found.by) == ("重点监管对象", "现场核查记录3号", "小李")
    assert found.instead_of == "特殊监管对象"
    assert [str(reason) for reason in found.why] == [WHY]
    desk.targets.lift_override(SITE, "工序已拆除")
    card = desk.targets.card(SITE)
    assert (card.category, card.override) == ("特殊监管对象", None)
    assert [line.words for line in card.history][:2] == [
        "撤销人工认定（重点监管对象）：工序已拆除",
        "人工认定为重点监管对象：新增电镀工序，依据：现场核查记录3号",
    ]
    override(desk)  # once lifted, it can be set again


@pytest.mark.parametrize(
    ("key", "reason", "evidence", "said"),
    [
        ("rest", "理由", "依据", "方案里没有类别“rest”"),
        ("key", " ", "依据", "没有填写认定的理由"),
        ("key", "理由", "", "没有填写依据"),
        ("general", "理由", "依据", "企业30本来就是一般监管对象"),
    ],
)
def test_what_would_change_nothing_or_says_not_why_is_refused(
    desk: Desk, key: str, reason: str, evidence: str, said: str
) -> None:
    head = desk.store.head()
    with pytest.raises(DeskError, match=said):
        desk.targets.override(SITE, key, reason, evidence)
    assert desk.store.head() == head


def test_one_site_has_one_category_set_by_hand(desk: Desk, tmp_path: Path) -> None:
    override(desk)
    with pytest.raises(DeskError, match="已经人工认定过（小李，2026-01-08）"):
        override(desk, "special")
    with pytest.raises(DeskError, match="没有填写撤销的理由"):
        desk.targets.lift_override(SITE, "")
    with pytest.raises(DeskError, match="企业00没有人工认定的类别"):
        desk.targets.lift_override(KEY, "理由")
    take_in(desk, tmp_path, "名称,类型", "磨河水源地,水源地")
    with pytest.raises(DeskError, match="方案不管“水源地”"):
        override(desk, site="CS-00001")


def test_under_another_scheme_it_says_nothing(desk: Desk) -> None:
    override(desk, "special")
    desk.offices.set_up(replace(OFFICE, scheme_id="ezhou-2022-branch"))
    card = desk.targets.card(SITE)  # whose 特殊 are the good ones
    assert card.category == "一般监管对象"
    assert card.override
    assert card.override.is_idle
    assert line_of(desk, "special").base == 4


def test_an_import_whose_site_was_set_by_hand_is_not_taken_back(desk: Desk, tmp_path: Path) -> None:
    batch = take_in(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    override(desk, site=code(77))
    with pytest.raises(DeskError, match="作过人工认定"):
        desk.imports.take_back(batch)


# 确认


def test_the_first_quarter_is_confirmed_with_its_plan(desk: Desk) -> None:
    facts = desk.classes.of()
    assert (facts.quarter, facts.is_open, facts.confirmed, facts.since) == (Q1, True, None, None)
    assert counts(desk)["重点监管对象"] == (None, 8)
    assert facts.told.moves == ()
    desk.plans.approve(Q1, "张局长")
    facts = desk.classes.of(Q1)
    assert facts.confirmed
    assert (facts.confirmed.by, facts.confirmed.officers) == ("张局长", 6)  # TJ-4
    assert facts.why_not_confirm == "已经确认，此后没有变化。"
    entry = desk.journal.search("批准抽查计划")[0].detail
    assert "各类对象 一般监管对象 28、正面清单对象 4、特殊监管对象 0、重点监管对象 8" in entry
    with desk.store.reading() as session:
        assert session.exec(select(func.count()).select_from(ConfirmedCategory)).one() == 40


def test_lc13_a_plan_waits_for_a_confirmation_of_what_has_moved(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    penalize(desk)
    assert moves(desk) == (
        ClassMove("换类别", SITE, "企业30", "一般监管对象", "特殊监管对象", WHY),
    )
    assert counts(desk)["特殊监管对象"] == (0, 1)
    (obstacle,) = desk.plans.of(Q1).obstacles
    assert obstacle.noun == "classes"
    with pytest.raises(DeskError, match="本季度的类别还没有确认：有 1 家换了类别"):
        desk.plans.approve(Q1, "张局长")
    with pytest.raises(DeskError, match="没有填写确认人"):
        desk.classes.confirm(Q1, " ")
    assert desk.classes.confirm(Q1, " 王副局长 ") == 2
    facts = desk.classes.of(Q1)
    assert facts.confirmed
    assert (facts.confirmed.number, facts.confirmed.by, facts.is_open) == (2, "王副局长", False)
    assert [move.code for move in facts.told.moves] == [SITE]  # what was confirmed stays told
    entry = desk.journal.search("确认类别")[0].detail
    assert "确认人 王副局长" in entry
    assert "换类别 企业30 一般监管对象 → 特殊监管对象（上年度行政处罚 2 次" in entry
    with pytest.raises(DeskError, match="已经确认，此后没有变化"):
        desk.classes.confirm(Q1, "王副局长")
    assert desk.plans.approve(Q1, "张局长") == 2


def test_bd9_what_falls_out_of_the_window_moves_at_the_quarters_start(next_year: Desk) -> None:
    desk = next_year
    facts = desk.classes.of()
    assert facts.since
    assert facts.since.quarter == Q1
    (move,) = facts.told.moves
    assert (move.before, move.now) == ("特殊监管对象", "一般监管对象")
    assert move.why == f"不再符合特殊监管对象的条件（原来：{WHY}）；其余对象"
    desk.targets.override(SITE, "special", "整改仍在进行", "会议纪要7号")
    assert moves(desk, NEXT_YEAR) == ()  # kept by hand where it was
    assert desk.plans.approve(NEXT_YEAR, "张局长") == 1


def test_who_comes_or_goes_needs_no_confirmation_and_is_told(desk: Desk, tmp_path: Path) -> None:
    batch = take_in(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(77)}")
    desk.plans.approve(Q1, "张局长")
    desk.imports.take_back(batch)
    desk.targets.save(SITE, {"kind": "水源地"})
    take_in(desk, tmp_path, "名称,统一社会信用代码,重点排污单位", f"又一家,{code(78)},是")
    assert [(move.kind, move.name, move.before, move.now, move.why) for move in moves(desk)] == [
        ("新列入", "又一家", "", "重点监管对象", "重点排污单位"),
        ("不再列入", "企业30", "一般监管对象", "", "类型不归本方案管"),
        ("不再列入", "新企业", "一般监管对象", "", "已不在名录里"),
    ]
    assert desk.plans.of(Q1).obstacles == ()
    assert desk.plans.approve(Q1, "张局长") == 2
    confirmed = desk.classes.of(Q1).confirmed
    assert confirmed
    assert confirmed.number == 2
    assert "新列入 1；不再列入 2" in desk.journal.search("批准抽查计划")[0].detail


def test_a_drawn_quarter_and_one_before_a_confirmed_one_are_settled(desk: Desk) -> None:
    draw_id = drawn(desk)
    penalize(desk)
    assert desk.classes.of(Q1).why_not_confirm == f"{Q1}已经摇号（{draw_id}），类别不再确认。"
    assert moves(desk, Q1) == ()
    assert [move.code for move in moves(desk, Q2)] == [SITE]
    assert desk.classes.confirm(Q2, "张局长") == 1
    before = desk.classes.of(Q1.previous())
    assert (before.is_open, before.confirmed) == (False, None)
    with pytest.raises(DeskError, match="2026年第二季度的类别已经确认，以前的季度不再确认"):
        desk.classes.confirm(Q1.previous(), "张局长")
    assert convened(desk, Q2)


def test_another_scheme_begins_anew(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    desk.offices.set_up(replace(OFFICE, scheme_id="taijiang-2022"))
    facts = desk.classes.of(Q1)
    assert (facts.is_open, facts.confirmed, facts.since) == (True, None, None)
    assert desk.plans.approve(Q1, "张局长") == 2
    confirmed = desk.classes.of(Q1).confirmed
    assert confirmed
    assert confirmed.number == 2


def test_before_there_is_anything_to_confirm_it_is_said_what_to_do(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        obstacle = desk.classes.of().obstacle
        assert obstacle
        assert obstacle.noun == "offices"
        desk.offices.set_up(OFFICE)
        facts = desk.classes.of()
        assert facts.obstacle
        assert facts.obstacle.noun == "targets"
        with pytest.raises(DeskError, match="名录库里还没有检查对象"):
            desk.classes.confirm(Q1, "张局长")
