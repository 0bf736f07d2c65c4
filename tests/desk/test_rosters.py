"""名录库 by hand: tables, cards, forms and tags; what a clerk changes, and how it is told later."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from ssj_desktop.desk import Desk
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import InspectorRow, TargetRow
from ssj_desktop.models.journal import JournalEntry
from ssj_desktop.rules.period import Quarter
from tests.desk.office import answer, code, drawn, ticking, write_csv

KEY = code(0)  # a key site
POSITIVE = code(8)
GENERAL = code(20)


def row(desk: Desk, wanted: str, quarter: Quarter | None = None) -> TargetRow:
    (found,) = (line for line in desk.targets.rows(quarter) if line.code == wanted)
    return found


def person(desk: Desk, name: str) -> InspectorRow:
    (found,) = (line for line in desk.inspectors.rows() if line.name == name)
    return found


def texts(desk: Desk, wanted: str) -> dict[str, str]:
    return {field.name: field.text for field in desk.targets.card(wanted).fields}


def words(desk: Desk, wanted: str) -> list[str]:
    return [line.words for line in desk.targets.card(wanted).history]


def take_in(desk: Desk, folder: Path, *rows: str, kind: RosterKind = RosterKind.TARGETS) -> int:
    file = write_csv(folder / "名录.csv", list(rows))
    return desk.imports.confirm(desk.imports.preview(kind, file))


def faults(desk: Desk, wanted: str | None, **typed: str) -> dict[str, str]:
    with pytest.raises(FormError) as refused:
        desk.targets.save(wanted, typed)
    return dict(refused.value.faults)


# Tables and cards


def test_the_table_shows_each_sites_category_in_the_quarter_asked(desk: Desk) -> None:
    assert len(desk.targets.rows()) == 40
    assert row(desk, KEY).category == "重点监管对象"
    assert row(desk, POSITIVE).category == "正面清单对象"
    assert row(desk, GENERAL).category == "一般监管对象"
    for number in ("1号", "2号"):
        desk.targets.record_fact(GENERAL, "行政处罚", date(2025, 5, 1), number, "决定书")
    # 陵环发〔2024〕1号 二（四）第3项: two penalties of the year before; two years on, none.
    assert row(desk, GENERAL).category == "特殊监管对象"
    assert row(desk, GENERAL, Quarter(2027, 1)).category == "一般监管对象"


def test_a_site_that_the_scheme_does_not_cover_has_no_category(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, "名称,类型,乡镇", "磨河水源地,水源地,青礼镇")
    assert row(desk, "CS-00001").category == ""
    card = desk.targets.card("CS-00001")
    assert (card.category, card.why) == ("", ())


def test_rosters_are_seen_before_the_office_has_a_scheme(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李", ticking()) as desk:
        for noun in (desk.targets, desk.inspectors, desk.items):
            assert noun.rows() == ()
        assert desk.targets.categories() == ()
        take_in(desk, tmp_path, "名称,统一社会信用代码", f"新企业,{code(1)}")
        assert row(desk, code(1)).category == desk.targets.card(code(1)).category == ""


def test_visits_are_those_drawn_and_those_entered(desk: Desk) -> None:
    """WL-3."""
    draw_id = drawn(desk)
    site = desk.draws.facts(draw_id).standing[0]
    assert row(desk, site.code).visits == 1
    assert row(desk, site.code).last_visit == date(2026, 1, 8)  # the day of the draw
    assert row(desk, site.code, Quarter(2027, 1)).visits == 0
    (line,) = desk.targets.card(site.code).visits
    assert (line.on, line.source) == ("2026年第一季度", f"摇号 {draw_id}")
    desk.targets.record_visit(site.code, date(2025, 11, 3), "key", "台账第3页")
    assert row(desk, site.code).visits == 1
    entered = desk.targets.card(site.code).visits[1]
    assert (entered.on, entered.source) == (date(2025, 11, 3), "补录：台账第3页")
    assert entered.category == "重点监管对象"


def test_a_site_that_a_redraw_has_voided_counts_no_visit(desk: Desk) -> None:
    draw_id = drawn(desk)
    site = desk.draws.facts(draw_id).standing[0].code
    desk.redraws.void(draw_id, site, VoidGround.ELSEWHERE, evidence="照片", approved_by="张局长")
    answer(desk, draw_id)
    assert (row(desk, site).visits, row(desk, site).last_visit) == (0, None)
    assert desk.targets.card(site).visits == ()


def test_the_card_says_why_a_site_is_in_its_category(desk: Desk) -> None:
    for number in ("1号", "2号"):
        desk.targets.record_fact(KEY, "行政处罚", date(2025, 5, 1), number, "决定书")
    second, _ = desk.targets.card(KEY).facts
    desk.targets.settle_fact(KEY, second, date(2025, 6, 1), "缴款书")
    card = desk.targets.card(KEY)
    assert (card.name, card.category) == ("企业00", "特殊监管对象")
    (reason,) = card.why
    assert str(reason) == "上年度行政处罚 2 次：2025-05-01 1号、2025-05-01 2号"
    assert [(fact.number, fact.settled_on) for fact in card.facts] == [
        ("2号", date(2025, 6, 1)),
        ("1号", None),
    ]


def test_a_code_that_nobody_has_is_told(desk: Desk) -> None:
    for noun, label in ((desk.targets, "检查对象"), (desk.inspectors, "执法人员")):
        with pytest.raises(DeskError, match=f"没有编号为 X 的{label}"):
            noun.card("X")
        with pytest.raises(DeskError, match=f"没有编号为 X 的{label}"):
            noun.save("X", {})


def test_a_fact_has_a_kind_that_the_office_knows(desk: Desk) -> None:
    assert desk.targets.fact_kinds()[0] == "行政处罚"
    with pytest.raises(DeskError, match="没有名为“罚款”的情形。可选：行政处罚、红牌"):
        desk.targets.record_fact(KEY, "罚款", date(2025, 5, 1), "1号", "决定书")


def test_categories_to_record_a_visit_by_are_the_schemes(desk: Desk) -> None:
    names = dict(desk.targets.categories())
    assert names["special"] == "特殊监管对象"
    desk.targets.record_visit(KEY, date(2025, 11, 3), "special", "台账")


def test_a_badge_is_told_before_it_runs_out(desk: Desk) -> None:
    assert person(desk, "甲某").badge_state == ""
    assert person(desk, "庚某").badge_state == "已过期"
    # The clock stands at 2026-01-08; sixty days on it is 2026-03-09.
    for until, state in (("2026-01-08", "60 天内到期"), ("2026-03-09", "60 天内到期")):
        desk.inspectors.save("149900000", {"badge_until": until})
        assert person(desk, "甲某").badge_state == state
    desk.inspectors.save("149900000", {"badge_until": "2026-03-10"})
    assert desk.inspectors.card("149900000").badge_state == ""
    desk.inspectors.save("149900000", {"badge_until": ""})
    assert person(desk, "甲某").badge_state == "未登记有效期"


def test_whoever_needs_no_badge_is_not_reminded_of_one(desk: Desk) -> None:
    desk.inspectors.save(None, {"name": "辛某", "auxiliary": "是"})
    assert person(desk, "辛某").badge_state == ""


def test_recusals_stand_on_both_cards_until_they_are_lifted(desk: Desk) -> None:
    desk.inspectors.recuse("149900000", KEY, "近亲属任职")
    desk.inspectors.recuse("149900001", None, "借调在外")
    assert person(desk, "甲某").recusals == 1
    assert [(line.inspector, line.target) for line in desk.inspectors.recusals()] == [
        ("乙某", "全部对象"),
        ("甲某", "企业00"),
    ]
    assert desk.targets.card(KEY).recusals == desk.inspectors.recusals()
    desk.inspectors.lift("149900001", None, "已归队")
    assert [line.lifted_on for line in desk.inspectors.recusals()] == [None, date(2026, 1, 8)]
    (own,) = desk.inspectors.card("149900000").recusals
    assert (own.target_code, own.reason, own.lifted_on) == (KEY, "近亲属任职", None)
    assert person(desk, "乙某").recusals == 0


def test_the_same_recusal_is_in_force_once(desk: Desk) -> None:
    desk.inspectors.recuse("149900000", KEY, "近亲属任职")
    with pytest.raises(DeskError, match="甲某对这家已有现行回避。"):
        desk.inspectors.recuse("149900000", KEY, "配偶任职")
    desk.inspectors.recuse("149900000", code(1), "近亲属任职")
    desk.inspectors.recuse("149900000", None, "借调在外")
    with pytest.raises(DeskError, match="甲某对全部对象已有现行回避。"):
        desk.inspectors.recuse("149900000", None, "长期病假")
    assert person(desk, "甲某").recusals == 3
    desk.inspectors.lift("149900000", KEY, "已离职")
    desk.inspectors.recuse("149900000", KEY, "又回来任职")
    assert person(desk, "甲某").recusals == 3


# Forms


def test_a_new_site_gets_the_code_that_an_import_would_give(desk: Desk) -> None:
    assert desk.targets.save(None, {"name": "新厂", "credit_code": code(77)}) == code(77)
    second = {"name": "新厂南厂", "credit_code": code(77), "address": "南乡"}
    assert desk.targets.save(None, second) == f"{code(77)}-02"
    permit = f"{code(78)}001P"
    assert desk.targets.save(None, {"name": "三厂", "permit_code": permit}) == permit
    assert desk.targets.save(None, {"name": "磨河水源地", "kind": "水源地"}) == "CS-00001"
    assert desk.inspectors.save(None, {"name": "辛某"}) == "CS-P001"
    assert desk.items.save(None, {"name": "排污许可执行情况"}) == "CS-S001"  # BD-2
    assert desk.items.save(None, {"name": "自行监测", "code": "05-1"}) == "05-1"


def test_a_blank_form_shows_what_holds_unless_somebody_says_otherwise(desk: Desk) -> None:
    fields = {field.name: field for field in desk.targets.blank()}
    assert (fields["name"].text, fields["kind"].text, fields["status"].text) == (
        "",
        "排污单位",
        "在产",
    )
    assert "停产" in fields["status"].choices
    people = {field.name: field.text for field in desk.inspectors.blank()}
    assert (people["establishment"], people["qualified"], people["on_duty"]) == ("在编", "是", "是")
    assert "badge_term" not in people
    assert [field.name for field in desk.items.blank()][:2] == ["code", "name"]


def test_a_form_saved_as_it_was_opened_changes_nothing(desk: Desk) -> None:
    head = desk.store.head()
    for found in desk.targets.rows():
        assert desk.targets.save(found.code, texts(desk, found.code)) == found.code
    assert desk.store.head() == head


def test_an_emptied_field_wipes_and_one_left_out_stays(desk: Desk) -> None:
    desk.targets.save(KEY, {"phone": "", "key_unit": "", "township": "崇文镇"})
    found = texts(desk, KEY)
    assert (found["phone"], found["key_unit"], found["township"]) == ("", "否", "崇文镇")
    assert found["address"] == "东街0号"


def test_a_refused_form_names_every_fault_and_changes_nothing(desk: Desk) -> None:
    head = desk.store.head()
    found = faults(desk, KEY, name="", phone="十二", township="崇文镇")
    assert list(found) == ["name", "phone"]
    assert desk.store.head() == head
    assert texts(desk, KEY)["township"] == ""


def test_nobody_leaves_the_pool_without_evidence(desk: Desk) -> None:
    """LC-5."""
    assert list(faults(desk, KEY, status="拆除")) == ["status"]
    desk.targets.save(KEY, {"status": "拆除", "status_evidence": "核查记录3号"})
    assert row(desk, KEY).status == "拆除"
    assert list(faults(desk, KEY, status_evidence="")) == ["status"]


def test_what_another_entry_has_is_refused_with_its_name(desk: Desk) -> None:
    permit = f"{code(0)}001P"
    desk.targets.save(KEY, {"permit_code": permit, "office_code": "LC-1"})
    found = faults(desk, None, name="冒名厂", permit_code=permit, office_code="LC-1")
    assert found["permit_code"].startswith(f"排污单位编码 {permit} 与名录里的“企业00”相同。")
    assert found["office_code"].startswith("本单位编号 LC-1 与名录里的“企业00”相同。")
    assert list(faults(desk, None, name="", permit_code=permit)) == ["name", "permit_code"]
    found = faults(desk, None, name="又一家", credit_code=code(1), address="东街 1号")
    assert "“企业01”统一社会信用代码相同，地址也相同" in found["credit_code"]
    found = faults(desk, code(2), credit_code=code(1), address="东街1号")
    assert "“企业01”" in found["credit_code"]
    with pytest.raises(FormError, match="执法证号 149900001 与名录里的“乙某”相同"):
        desk.inspectors.save("149900000", {"badge_no": "149900001"})
    desk.items.save(None, {"name": "自行监测", "code": "05-1"})
    with pytest.raises(FormError, match="事项编码 05-1 与名录里的“自行监测”相同"):
        desk.items.save(None, {"name": "执行报告", "code": "05-1"})


def test_nothing_without_a_code_is_entered_twice(desk: Desk, tmp_path: Path) -> None:
    spring = {"name": "磨河水源地", "kind": "水源地"}
    first = desk.targets.save(None, spring)
    assert list(faults(desk, None, **spring)) == ["name"]
    take_in(desk, tmp_path, "名称,类型,乡镇", "磨河水源地,水源地,崇文镇")  # as an import knows it
    assert row(desk, first).township == "崇文镇"
    assert list(faults(desk, None, **spring)) == ["name"]
    second = desk.targets.save(None, {**spring, "address": "下磨河村"})
    assert list(faults(desk, second, address="")) == ["name"]
    desk.targets.save(first, {"phone": "13800000000"})

    desk.inspectors.save(None, {"name": "王伟"})
    with pytest.raises(FormError, match="名录里已有同名的“王伟”"):
        desk.inspectors.save(None, {"name": "王伟"})
    desk.inspectors.save(None, {"name": "王伟", "office_code": "CS-W2"})


def test_a_code_once_given_stays(desk: Desk) -> None:
    desk.items.save(None, {"name": "自行监测", "code": "05-1"})
    assert "code" not in [field.name for field in desk.items.card("05-1").fields]
    with pytest.raises(FormError, match="编码登记以后不能更改"):
        desk.items.save("05-1", {"code": "05-2"})
    assert desk.inspectors.save("149900000", {"badge_no": "149977777"}) == "149900000"
    assert person(desk, "甲某").code == "149900000"


def test_an_item_keeps_the_lines_of_its_content(desk: Desk) -> None:
    number = desk.items.save(None, {"name": "自行监测", "content": "一看方案\n二看记录"})
    (line,) = desk.items.rows()
    assert (line.code, line.content, line.joint) == (number, "一看方案\n二看记录", False)
    desk.items.save(number, {"joint": "是"})
    assert desk.items.card(number).history[0].words == "手工修改：是否联合 否 → 是"


# Tags


def test_many_sites_are_tagged_in_one_entry_of_the_journal(desk: Desk) -> None:
    """BD-4."""
    desk.targets.save(code(1), {"tags": "涉水、涉气"})
    codes = [code(number) for number in range(3)]
    assert desk.targets.tag(codes, ["涉 重金属", "涉水"], ["涉气"]) == 3
    assert row(desk, code(0)).tags == ("涉", "重金属", "涉水")  # as the form's field would read it
    assert row(desk, code(1)).tags == ("涉水", "涉", "重金属")
    assert desk.targets.tags() == ("涉", "涉水", "重金属")
    with desk.store.reading() as session:
        said = session.exec(select(JournalEntry.what).where(JournalEntry.verb == "targets.tag"))
        assert len(said.all()) == 1
    assert desk.targets.tag(codes, ["涉水"], ["涉气"]) == 0
    assert words(desk, code(1))[0] == "加标签“涉、重金属、涉水”，去标签“涉气”"


def test_tags_that_cannot_be_are_refused(desk: Desk) -> None:
    for add, remove in (
        ([], []),
        ([" "], ["无"]),
        (["涉水"], ["涉水"]),
        (["140524199003071235"], []),
    ):
        with pytest.raises(DeskError):
            desk.targets.tag([KEY], add, remove)


# History, and taking back


def test_the_card_tells_all_that_has_changed_a_site(desk: Desk, tmp_path: Path) -> None:
    """BD-4."""
    header = "名称,统一社会信用代码,联系电话,标签"
    batch = take_in(desk, tmp_path, header, f"企业00,{KEY},13911111111,涉水")
    desk.imports.take_back(batch)
    desk.targets.save(KEY, {"phone": "", "key_unit": "否"})
    desk.targets.record_fact(KEY, "红牌", date(2025, 5, 1), "", "通报")
    (fact,) = desk.targets.card(KEY).facts
    desk.targets.settle_fact(KEY, fact, date(2025, 7, 1), "摘牌单")
    desk.targets.record_visit(KEY, date(2025, 11, 3), "general", "台账")
    desk.inspectors.recuse("149900000", KEY, "近亲属")
    desk.inspectors.lift("149900000", KEY, "已调离")
    assert words(desk, KEY) == [
        "解除回避（甲某）：已调离",
        "登记回避（甲某）：近亲属",
        "补录 2025-11-03 的检查（一般监管对象）",
        "红牌（2025-05-01）于 2025-07-01 销号，依据：摘牌单",
        "登记红牌（2025-05-01）",
        "手工修改：联系电话 13800000000 → （空）；重点排污单位 是 → 否",
        "撤回导入“名录.csv”",
        "导入“名录.csv”：联系电话 13800000000 → 13911111111；标签 （空） → 涉水",
        "导入“对象.csv”，新增",
    ]
    assert {line.who for line in desk.targets.card(KEY).history} == {"小李"}
    assert [line.words for line in desk.inspectors.card("149900000").history] == [
        "解除回避（企业00）：已调离",
        "登记回避（企业00）：近亲属",
        "导入“人员.csv”，新增",
    ]
    assert words(desk, code(1)) == ["导入“对象.csv”，新增"]


def test_a_newcomer_has_no_history_of_whoever_had_its_place(desk: Desk, tmp_path: Path) -> None:
    batch = take_in(desk, tmp_path, "名称,统一社会信用代码", f"错企业,{code(77)}")
    desk.imports.take_back(batch)
    new = desk.targets.save(None, {"name": "对企业", "credit_code": code(78)})
    assert words(desk, new) == ["手工新增"]


NEW = ("名称,统一社会信用代码,联系电话", f"新企业,{code(77)},")
CHANGED = ("名称,统一社会信用代码,联系电话", f"企业00,{KEY},13911111111")


@pytest.mark.parametrize(("rows", "site"), [(NEW, code(77)), (CHANGED, KEY)])
@pytest.mark.parametrize("how", ["save", "tag"])
def test_an_import_changed_by_hand_is_not_taken_back(
    desk: Desk, tmp_path: Path, rows: tuple[str, ...], site: str, how: str
) -> None:
    batch = take_in(desk, tmp_path, *rows)
    if how == "tag":
        desk.targets.tag([site], ["涉水"], [])
    else:
        desk.targets.save(site, {"township": "崇文镇"})
    name = row(desk, site).name
    with pytest.raises(DeskError, match=f"其中的“{name}”后来又改动过"):
        desk.imports.take_back(batch)
    assert row(desk, site).name == name


def test_what_was_changed_by_hand_before_or_elsewhere_hinders_no_taking_back(
    desk: Desk, tmp_path: Path
) -> None:
    desk.targets.tag([KEY], ["涉水"], [])
    batch = take_in(desk, tmp_path, *CHANGED)
    desk.targets.save(code(1), {"township": "崇文镇"})
    desk.inspectors.save("149900000", {"post": "队长"})
    desk.imports.take_back(batch)
    assert texts(desk, KEY)["phone"] == "13800000000"
    assert row(desk, KEY).tags == ("涉水",)
