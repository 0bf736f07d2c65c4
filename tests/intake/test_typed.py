"""What is typed into a form: read and refused in the words an import would use."""

from datetime import date
from typing import Any

import pytest

from ssj_desktop.facts.imports import ROSTERS, RosterKind
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.typed import Typed, clashes, field_texts, marks, read_form, shown

TARGETS, INSPECTORS, ITEMS = ROSTERS
CREDIT = "91140524MA0K00001L"  # made up; right by GB 32100
CODES = ("permit_code", "office_code", "credit_code", "badge_no")
SITE: dict[str, Any] = {"name": "甲厂", "credit_code": CREDIT, "address": "东街1号"}


def faults(kind: RosterKind, texts: dict[str, str], **known: Any) -> dict[str, str]:
    return dict(read_form(kind, texts, known).faults)


def test_texts_become_values_as_in_a_file() -> None:
    texts = {
        "name": " 甲厂 ",
        "kind": "企业",
        "credit_code": CREDIT.lower(),
        "key_unit": "√",
        "tags": "涉水、涉气,涉水",
        "phone": "（0356）6202222",
        "credit_grade": "Ａ级",
    }
    found = read_form(TARGETS, texts, {})
    assert found.faults == ()
    assert found.values == {
        "name": "甲厂",
        "kind": "排污单位",
        "credit_code": CREDIT,
        "key_unit": True,
        "tags": ("涉水", "涉气"),
        "phone": "0356-6202222",
        "credit_grade": "A",
    }


def test_every_fault_of_a_form_is_told_at_once() -> None:
    found = faults(
        TARGETS, {"name": "", "credit_code": "123", "phone": "十二", "kind": "工", "status": "注销"}
    )
    assert list(found) == ["name", "kind", "credit_code", "phone", "status"]
    assert found["name"] == "没有填单位名称。请补上。"
    assert found["kind"].startswith("类型“工”不认识。请改为：排污单位、")
    assert found["status"].startswith("状态为“注销”，没有写依据。")


def test_remarks_keep_no_form_out() -> None:
    assert not faults(TARGETS, {"name": "甲厂"})  # a firm without any code
    assert not faults(INSPECTORS, {"name": "王一", "qualified": "是"})  # no badge


def test_the_whole_entry_is_checked_not_just_what_was_typed() -> None:
    known = {**SITE, "status": "在产", "status_evidence": ""}
    assert "status" in faults(TARGETS, {"status": "拆除"}, **known)
    assert not faults(TARGETS, {"status": "拆除", "status_evidence": "核查记录3号"}, **known)
    gone = {**known, "status": "拆除", "status_evidence": "核查记录3号"}
    assert "status" in faults(TARGETS, {"status_evidence": ""}, **gone)
    assert "badge_until" in faults(
        INSPECTORS, {"badge_until": "2020-01-01"}, name="王一", badge_from=date(2023, 1, 1)
    )


def test_an_emptied_field_says_that_there_is_nothing() -> None:
    found = read_form(TARGETS, {"address": "", "tags": "无"}, {**SITE, "tags": ["涉水"]})
    assert found.values == {"address": None, "tags": None}
    assert found.whole == {"name": "甲厂", "credit_code": CREDIT}


def test_a_code_that_cannot_be_read_is_no_missing_code() -> None:
    texts = {"name": "王一", "qualified": "是", "badge_no": "１２"}
    assert list(faults(INSPECTORS, texts)) == ["badge_no"]


def test_a_form_has_no_field_that_the_roster_has_not() -> None:
    with pytest.raises(ValueError, match="colour"):
        read_form(TARGETS, {"colour": "红"}, {})
    with pytest.raises(ValueError, match="badge_term"):  # one cell for two columns, in files only
        read_form(INSPECTORS, {"badge_term": "2023-01-01至2028-12-31"}, {})


def clash(**other: str) -> list[tuple[str, str]]:
    empty = {"permit_code": "", "office_code": "", "credit_code": "", "address": "", "name": "乙厂"}
    return list(clashes(TARGETS, SITE, [{**empty, **other}]))


def test_the_same_operator_at_the_same_address_is_one_site() -> None:
    ((field, message),) = clash(credit_code=CREDIT, address="东街 １号")
    assert field == "credit_code"
    assert "“乙厂”统一社会信用代码相同，地址也相同" in message
    assert not clash(credit_code=CREDIT, address="西街1号")


def test_two_permits_are_two_sites_whatever_the_address() -> None:
    known = {**SITE, "permit_code": f"{CREDIT}001P"}
    other = {"name": "乙厂", "office_code": "", "credit_code": CREDIT, "address": "东街1号"}
    assert not list(clashes(TARGETS, known, [{**other, "permit_code": f"{CREDIT}002Q"}]))
    assert list(clashes(TARGETS, known, [{**other, "permit_code": ""}]))


def test_a_code_of_another_entry_is_refused_with_its_name() -> None:
    known = {"name": "王一", "badge_no": "140524001", "office_code": "LC-P001"}
    other = {"name": "李二", "badge_no": "140524001", "office_code": ""}
    said = Typed({}, known, ())
    assert marks(INSPECTORS, said) == {"badge_no": "140524001", "office_code": "LC-P001"}
    assert list(clashes(INSPECTORS, known, [other])) == [
        (
            "badge_no",
            "执法证号 140524001 与名录里的“李二”相同。请核对；说的是同一条的，请直接修改那一条。",
        )
    ]


def namesake(kind: RosterKind, whole: dict[str, str], **other: str) -> list[tuple[str, str]]:
    """Return what says that ``whole`` is an entry of its name that has no code."""
    empty = dict.fromkeys((*CODES, "address", "township"), "")
    return list(clashes(kind, whole, [{**empty, "name": whole["name"], **other}]))


def test_the_same_name_without_any_code_is_the_same_site_unless_it_is_elsewhere() -> None:
    spring = {"name": "磨河水源地"}
    assert namesake(TARGETS, spring) == [
        (
            "name",
            "名录里已有同名的“磨河水源地”，两边都没有编码和地址。"
            "同一家的请改那一条；是两家的，请写明各自的地址。",
        )
    ]
    there = {**spring, "address": "磨河村", "township": "崇文镇"}
    ((_, said),) = namesake(TARGETS, there, address="磨河村 ")
    assert "两边都没有编码，地址也相同。" in said
    assert namesake(TARGETS, there, address="磨河村", township="崇文镇")
    assert not namesake(TARGETS, there, address="磨河村", township="礼义镇")
    assert not namesake(TARGETS, there, address="上磨河村")
    assert not namesake(TARGETS, there)  # else neither of two could ever be given an address
    assert not namesake(TARGETS, spring, credit_code=CREDIT)
    assert not namesake(TARGETS, {**spring, "office_code": "LC-1"})


def test_two_of_one_name_are_told_apart_by_badge_or_office_code() -> None:
    person = {"name": "王伟"}
    ((field, said),) = namesake(INSPECTORS, person)
    assert field == "name"
    assert said.startswith("名录里已有同名的“王伟”，两边都没有执法证号或本单位编号。")
    assert not namesake(INSPECTORS, {**person, "office_code": "LC-P009"})
    assert not namesake(INSPECTORS, person, badge_no="140524001")


def test_a_name_is_asked_for_only_where_no_code_is_written() -> None:
    assert marks(TARGETS, read_form(TARGETS, {"name": "甲厂"}, {})) == {"name": "甲厂"}
    coded = {"name": "甲厂", "credit_code": CREDIT}
    assert marks(TARGETS, read_form(TARGETS, coded, {})) == {"credit_code": CREDIT}
    assert marks(TARGETS, read_form(TARGETS, {**coded, "credit_code": "123"}, {})) == {}
    assert marks(TARGETS, read_form(TARGETS, {"name": ""}, {})) == {}


def test_a_field_shows_what_reads_as_the_same_value() -> None:
    values: dict[str, Any] = {
        "name": "王一",
        "badge_until": date(2028, 12, 31),
        "qualified": False,
        "years": 0,
        "specialties": ["水", "大气"],
        "badge_from": None,
    }
    fields = field_texts(INSPECTORS, values)
    texts = {field.name: field.text for field in fields}
    assert texts["badge_until"] == "2028-12-31"
    found = read_form(INSPECTORS, texts, {})
    assert found.values == {**values, "specialties": ("水", "大气")}
    assert shown(True) == "是"


def test_fields_say_what_they_take() -> None:
    form = {it.name: it for it in field_texts(TARGETS, {"name": "", "kind": "", "key_unit": True})}
    assert list(form) == ["name", "kind", "key_unit"]  # in the roster's order
    assert form["name"].hint.startswith("必填。")
    assert form["kind"].choices == ("排污单位", "水源地", "保护地", "建设项目", "服务机构")
    assert form["key_unit"].choices == ("是", "否")
    assert form["key_unit"].label == "重点排污单位"


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_field_that_fills_two_columns_is_in_no_form(kind: RosterKind) -> None:
    every = {name: "" for field in FIELDS[kind] for name in field.fills or (field.name,)}
    assert not any(field.name == "badge_term" for field in field_texts(kind, every))
