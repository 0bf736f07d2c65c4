"""抽查事项清单: taken in from the scheme, published in versions, and what a year checked of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.desk.imports import Imports
from ssj_desktop.desk.item_rows import printed_rows
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.catalogue import ItemLine
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.record import Conclusion, Outcome, RecordBody, Signing
from ssj_desktop.models import catalogue, roster_book, schema
from ssj_desktop.models.store import Store
from ssj_desktop.rules.scheme import parse_scheme
from tests.desk.office import (
    AFTERNOON,
    OFFICE,
    campaign,
    campaign_drawn,
    code,
    drawn,
    made_older,
    printed,
    signed,
    take_in,
    tasks,
    ticking,
    whole,
    write_csv,
)
from tests.rules.years import scheme_file

WULONG = replace(OFFICE, name="重庆市武隆区生态环境局", scheme_id="wulong-2024")
THAT_DAY = date(2026, 1, 8)


@pytest.fixture
def wulong(tmp_path: Path) -> Iterator[Desk]:
    """武隆 with three sites: a city's sewage plant, one that is also asked for its permit, and a
    reserve; and two inspectors."""
    with Desk.open(tmp_path / "武隆.ssj", "小李", ticking()) as desk:
        desk.offices.set_up(WULONG)
        rows = [
            f"城市污水厂,{code(1)},排污单位,,城市污水处理厂",
            f"水泥厂,{code(2)},排污单位,重点管理,许可证核发质量抽查",
            "白马山保护区,,保护地,,",
        ]
        heading = "名称,统一社会信用代码,类型,排污许可管理类别,标签"
        take_in(desk, tmp_path, heading, rows)
        people = ["甲某,150000001", "乙某,150000002"]
        take_in(desk, tmp_path, "姓名,执法证号", people, RosterKind.INSPECTORS)
        yield desk


def publish(desk: Desk, on: date = THAT_DAY, **changes: str) -> int:
    said = {"meeting": "局务会", "decided_by": "张局长", **changes}
    return desk.items.publish(on, THAT_DAY, **said)


def line(desk: Desk, code: str) -> ItemLine:
    return next(one for one in desk.items.lines() if one.item.code == code)


def test_the_schemes_twenty_rows_become_items_with_both_numbers(wulong: Desk) -> None:
    """WL-12, WL-13: 20 rows, of which 1 and 19 are parted in three and 15 in four: 27 lines."""
    told = wulong.items.scheme_load()
    assert (told.new, told.changed, told.unchanged) == (27, 0, 0)
    assert told.document == "武环发〔2024〕3号"
    wulong.items.load()
    items = {item.code: item for item in wulong.items.rows()}
    assert len(items) == 27
    assert [code for code in items if code.count("-") == 2] == [
        *("武隆-1-1", "武隆-1-2", "武隆-1-3"),
        *("武隆-15-1", "武隆-15-2", "武隆-15-3", "武隆-15-4"),
        *("武隆-19-1", "武隆-19-2", "武隆-19-3"),
    ]
    numbers = {code: (item.each_period, item.a_year) for code, item in items.items()}
    # 18 × 100% × 4 = 72; 39 × 10% → 4 × 4 = 16; 9 × 20% → 2 × 4 = 8; 26 × 10% → 3 × 4 = 12.
    assert (numbers["武隆-15-1"], numbers["武隆-15-2"]) == ((18, 72), (4, 16))
    assert (numbers["武隆-3"], numbers["武隆-4"]) == ((2, 8), (3, 12))
    assert numbers["武隆-2"] == (None, None)  # 根据实际情况确定
    item = items["武隆-2"]
    assert (item.department, item.frequency, item.rate) == ("水科", "1次/年", "10%")
    assert item.quantity == "根据实际情况确定"
    assert item.content.startswith("1.水污染防治设施是否运行。\n2.")
    assert all(item.content and item.department for item in items.values())


def test_taken_in_again_only_what_differs_is_put_right_and_nothing_else(
    wulong: Desk, tmp_path: Path
) -> None:
    row = "S-01,自动监测设备运行情况,25%"
    take_in(wulong, tmp_path, "事项编码,抽查事项,抽查比例", [row], RosterKind.ITEMS)
    wulong.items.load()
    wulong.items.save("武隆-2", {"rate": "15%", "subject": "执法支队"})
    told = wulong.items.load()
    assert (told.new, told.changed, told.unchanged) == (0, 1, 26)
    items = {item.code: item for item in wulong.items.rows()}
    assert (items["武隆-2"].rate, items["武隆-2"].subject) == ("10%", "执法支队")
    assert items["S-01"].rate == "25%"
    words = [entry.words for entry in wulong.items.card("武隆-2").history]
    assert words[0] == "从方案载入（武环发〔2024〕3号）"
    assert words[1].startswith("手工修改：检查主体 （空） → 执法支队")
    with pytest.raises(DeskError, match="没有变化"):
        wulong.items.load()


def test_a_schemes_name_put_right_and_next_years_scheme_keep_the_items_codes(
    wulong: Desk, tmp_path: Path
) -> None:
    wulong.items.load()
    text = scheme_file("wulong-2024")
    for change in (
        ('id = "wulong-2024"', 'id = "wulong-2025"'),
        ('name = "武隆区2024年', 'name = "重庆市武隆区2025年'),
    ):
        assert change[0] in text
        text = text.replace(*change, 1)
        (tmp_path / "武隆.toml").write_text(text, encoding="utf-8")
        wulong.offices.take_scheme(wulong.offices.read_scheme(tmp_path / "武隆.toml"))
        wulong.offices.set_up(replace(WULONG, scheme_id="wulong-2025"))
        assert wulong.items.scheme_load().new == 0
    wulong.items.load()  # the document that they rest on is called otherwise now
    assert len(wulong.items.rows()) == 27


def test_another_place_calls_its_items_by_its_schemes_id() -> None:
    text = scheme_file("wulong-2024").replace("wulong-2024", "fuling-2026-branch")
    assert "fuling-branch-15-2" in printed_rows(parse_scheme(text, "涪陵.toml"))


def test_the_journal_says_what_was_taken_in_and_published(wulong: Desk) -> None:
    wulong.items.load()
    publish(wulong, note="首次")
    published, loaded = wulong.journal.search()[:2]
    assert (loaded.words, published.words) == ("从方案载入事项", "发布事项清单")
    assert loaded.detail.startswith("方案 武环发〔2024〕3号；新增 27；变更 0；编号 武隆-1-1、")
    for said in ("版本 1", "生效日期 2026-01-08", "讨论确定日期 2026-01-08", "会议 局务会"):
        assert said in published.detail
    for said in ("确定人 张局长", "项数 27", "说明 首次"):
        assert said in published.detail


def test_a_scheme_without_a_list_says_so(desk: Desk) -> None:
    with pytest.raises(DeskError, match="没有附事项清单"):
        desk.items.scheme_load()
    assert desk.items.facts().loadable == ""


def test_every_version_is_kept_and_what_changed_since_is_told(wulong: Desk) -> None:
    """LC-6, BD-3, EZ-6: a version with its number, from when it holds, who decided where."""
    wulong.items.load()
    facts = wulong.items.facts()
    assert (facts.is_draft, facts.in_force, facts.editions) == (True, None, ())
    assert publish(wulong, note="首次") == 1
    facts = wulong.items.facts()
    assert (facts.is_draft, facts.in_force) == (False, 1)
    [first] = facts.editions
    assert (first.effective_on, first.decided_on, first.size) == (THAT_DAY, THAT_DAY, 27)
    assert (first.meeting, first.decided_by, first.note) == ("局务会", "张局长", "首次")
    wulong.items.save("武隆-2", {"rate": "15%", "content": "1.设施"})
    wulong.items.save(None, {"code": "S-01", "name": "自动监测", "sub_item": "联网"})
    assert wulong.items.facts().changed_since == (
        "武隆-2 水污染防治设施运行情况：检查内容有改动；抽查比例及频次 10% → 15%",
        "新增：S-01 自动监测（联网）",
    )
    assert publish(wulong, date(2026, 2, 1)) == 2
    facts = wulong.items.facts()
    assert (facts.in_force, facts.changed_since) == (1, ())  # the second holds from February on
    assert len(wulong.items.catalogue(1).items) == 27
    second = wulong.items.catalogue(2)
    assert (len(second.items), second.items[3].rate) == (28, "15%")
    assert wulong.items.catalogue().edition is None


def test_an_item_that_is_gone_is_told(desk: Desk, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "清单.csv", ["事项编码,抽查事项", "S-01,许可证", "S-02,台账"])
    batch = desk.imports.confirm(desk.imports.preview(RosterKind.ITEMS, file))
    publish(desk)
    desk.imports.take_back(batch)
    desk.items.save(None, {"code": "S-01", "name": "许可证"})
    assert desk.items.facts().changed_since == ("删去：S-02 台账",)


@pytest.mark.parametrize(
    ("on", "changes", "why"),
    [
        (THAT_DAY, {"meeting": " "}, "没有填写会议"),
        (THAT_DAY, {"decided_by": ""}, "没有填写确定人"),
        (date(2026, 1, 7), {}, "早于讨论确定的日期"),
    ],
)
def test_a_version_says_who_decided_on_it_and_when(
    wulong: Desk, on: date, changes: dict[str, str], why: str
) -> None:
    """EZ-6."""
    wulong.items.load()
    with pytest.raises(DeskError, match=why):
        publish(wulong, on, **changes)
    with pytest.raises(DeskError, match="比今天还晚"):
        wulong.items.publish(date(2026, 1, 9), date(2026, 1, 9), "局务会", "张局长")
    assert wulong.items.facts().editions == ()


def test_nothing_is_published_twice_but_the_next_years_list_may_stay_the_same(
    wulong: Desk,
) -> None:
    """LC-6; EZ-6 wants a list every year: docs/decisions/item-list.md."""
    with pytest.raises(DeskError, match="还没有抽查事项"):
        publish(wulong)
    wulong.items.load()
    publish(wulong, date(2026, 2, 1))
    with pytest.raises(DeskError, match="没有变化"):
        publish(wulong, date(2026, 3, 1))
    wulong.items.save("武隆-2", {"rate": "15%"})
    with pytest.raises(DeskError, match="早于第 1 版"):
        publish(wulong)
    assert publish(wulong, date(2026, 2, 1)) == 2
    assert publish(wulong, date(2027, 1, 1)) == 3
    with pytest.raises(DeskError, match="没有第 4 版"):
        wulong.items.catalogue(4)


def test_a_task_goes_through_the_items_of_its_site_by_the_version_of_its_day(
    wulong: Desk,
) -> None:
    """LC-6, EZ-3: what is changed after the draw changes no task of it."""
    wulong.items.load()
    publish(wulong)
    drawn(wulong)
    items = {
        row.name: [(it.code, it.name) for it in wulong.records.card(row.number).sheet.items]
        for row in tasks(wulong)
    }
    daily = (
        "污染源日常监督检查，排污许可制度落实及执行情况，以及突发环境事件应急预案备案情况、"
        "环境安全隐患情况"
    )
    assert items["城市污水厂"] == [
        ("武隆-1-1", "水污染防治设施运行情况"),
        ("武隆-15-4", daily),
    ]
    # Drawn for row 15, asked for its permit by row 5 in the same visit (三（四）).
    assert items["水泥厂"] == [("武隆-5", "排污许可证核发质量"), ("武隆-15-1", daily)]
    wulong.items.save("武隆-5", {"name": "许可证质量"})
    number = next(row.number for row in tasks(wulong) if row.name == "水泥厂")
    sheet = wulong.records.card(number).sheet
    assert sheet.items[0].name == "排污许可证核发质量"
    assert sheet.catalogue
    assert (sheet.catalogue.number, sheet.catalogue.effective_on) == (1, THAT_DAY)


def test_a_version_published_after_a_draw_changes_none_of_its_tasks_though_dated_back(
    wulong: Desk, tmp_path: Path
) -> None:
    """LC-6: in force on the day of the draw, but nobody had published it by then."""
    take_in(wulong, tmp_path, "事项编码,抽查事项", ["S-1,固废台账"], RosterKind.ITEMS)
    publish(wulong)
    drawn(wulong)
    number = tasks(wulong)[0].number
    wulong.store.clock = ticking(datetime(2026, 2, 20, 9, 0))
    take_in(wulong, tmp_path, "事项编码,抽查事项", ["S-2,新事项"], RosterKind.ITEMS)
    publish(wulong, THAT_DAY)
    card = wulong.records.card(number)
    assert [check.name for check in card.body.checks] == ["固废台账"]
    assert card.sheet.catalogue
    assert card.sheet.catalogue.number == 1
    assert wulong.items.facts().in_force == 2  # from its publishing on


def test_what_the_year_has_checked_is_counted_item_by_item(wulong: Desk) -> None:
    """WL-1: 事项清单年度全覆盖."""
    wulong.items.load()
    drawn(wulong)
    assert (line(wulong, "武隆-1-1").visits, line(wulong, "武隆-1-1").open) == (0, 1)
    numbers = {row.name: row.number for row in tasks(wulong)}
    wulong.store.clock = ticking(AFTERNOON)
    signed(wulong, numbers["城市污水厂"], place="东街")
    # Rows 1 and 2 have one name: only that of the drawn category is checked.
    assert (line(wulong, "武隆-1-1").visits, line(wulong, "武隆-1-1").open) == (1, 0)
    assert [line(wulong, f"武隆-{row}").visits for row in ("1-2", "1-3", "2")] == [0, 0, 0]
    second = numbers["水泥厂"]
    wulong.records.fill(second, _only_the_permit(wulong, second))
    printed(wulong, second)
    assert line(wulong, "武隆-5").visits == 0  # not signed yet
    wulong.records.sign(second, Signing(THAT_DAY, Outcome.SIGNED, "", ""))
    assert line(wulong, "武隆-5").visits == 1  # by the visit for row 15
    assert line(wulong, "武隆-15-1").visits == 0  # 未检查 is no check
    assert line(wulong, "武隆-13").untouched


def _only_the_permit(desk: Desk, number: str) -> RecordBody:
    times = {"started": "2026-01-08 15:20", "ended": "2026-01-08 15:40"}
    body = whole(desk.records.card(number).body, place="西街", **times)
    checks = tuple(
        check
        if check.name == "排污许可证核发质量"
        else replace(check, conclusion=Conclusion.UNCHECKED, text="下次")
        for check in body.checks
    )
    return replace(body, checks=checks)


def test_a_visit_for_two_lists_is_one_that_waits_and_none_once_it_is_made(wulong: Desk) -> None:
    """LC-7, WL-1: every site of the quarter's list is on a campaign's too and visited once."""
    wulong.items.load()
    drawn(wulong)
    waiting = {one.item.code: one.open for one in wulong.items.lines() if one.open}
    assert sum(waiting.values()) == 3
    campaign_drawn(wulong, campaign(wulong, amount="100%"))
    alone = [row.number for row in tasks(wulong) if not row.into]
    assert (len(tasks(wulong)), len(alone)) == (6, 3)
    assert {one.item.code: one.open for one in wulong.items.lines() if one.open} == waiting
    wulong.store.clock = ticking(datetime(2026, 1, 8, 22, 0))
    for hour, number in enumerate(alone, start=14):
        times = {"started": f"2026-01-08 {hour}:00", "ended": f"2026-01-08 {hour}:30"}
        signed(wulong, number, place="东街", **times)
    assert not any(one.open for one in wulong.items.lines())


def test_a_visit_entered_later_counts_for_its_row(wulong: Desk) -> None:
    wulong.items.load()
    site = next(row.code for row in wulong.targets.rows() if row.name == "白马山保护区")
    wulong.targets.record_visit(site, date(2026, 1, 5), "reserve", "移动执法 1 号")
    assert line(wulong, "武隆-13").visits == 1


def test_where_the_scheme_says_itself_what_is_checked_nothing_is_counted(
    desk: Desk, tmp_path: Path
) -> None:
    take_in(desk, tmp_path, "事项编码,抽查事项", ["S-01,许可证"], RosterKind.ITEMS)
    [only] = desk.items.lines()
    assert (only.visits, only.open, only.untouched) == (None, None, False)


def test_a_campaigns_item_is_counted_though_the_scheme_says_itself_what_is_checked(
    desk: Desk, tmp_path: Path
) -> None:
    """WL-1, LC-7: the quarter's visit goes through 陵川's own contents and the campaign's item."""
    rows = ["SX-7,油气回收", "SX-8,台账"]
    take_in(desk, tmp_path, "事项编码,抽查事项", rows, RosterKind.ITEMS)
    drawn(desk)
    campaign_drawn(desk, campaign(desk, amount="100%", items="SX-7"))
    number = next(row.into for row in tasks(desk) if row.into)
    desk.store.clock = ticking(AFTERNOON)
    signed(desk, number)
    assert [(one.item.code, one.visits, one.open) for one in desk.items.lines()] == [
        ("SX-7", 1, None),
        ("SX-8", None, None),
    ]


def test_an_older_file_that_can_only_be_looked_at_shows_its_items(tmp_path: Path) -> None:
    data = tmp_path / "旧.ssj"
    with Desk.open(data, "小李", ticking()) as desk:
        desk.offices.set_up(OFFICE)
        take_in(desk, tmp_path, "事项编码,抽查事项", ["S-01,许可证"], RosterKind.ITEMS)
    made_older(data)
    old = Store.open(data, datetime.now, schema.MIGRATIONS[:5])
    with old.reading() as session:
        [item] = roster_book.items(session)
        entry = roster_book.entry(session, RosterKind.ITEMS, "S-01")
        assert catalogue.versions(session) == ()
        assert catalogue.version(session, 1) is catalogue.in_force(session, AFTERNOON) is None
    assert (item.name, item.department, item.each_period) == ("许可证", "", None)
    assert entry
    assert entry["a_year"] is None
    preview = Imports(old, "小李").preview(RosterKind.ITEMS, tmp_path / "新.csv")
    assert (preview.unchanged, preview.problems) == (1, ())
    old.close()
    with Desk.open(data, "小李", ticking()) as desk:
        desk.items.save("S-01", {"department": "水科", "a_year": "8"})
        [item] = desk.items.rows()
        assert (item.department, item.a_year) == ("水科", 8)
        publish(desk)
