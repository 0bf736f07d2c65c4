"""Who belongs where, by each scheme's own conditions and precedence."""

from datetime import date
from typing import get_args

import pytest

from ssj_desktop.intake import inspector_fields, target_fields
from ssj_desktop.intake.cells import tags
from ssj_desktop.rules.census import (
    EXCLUDING_STATUSES,
    GUEST,
    DatedFact,
    Establishment,
    Override,
    PermitWord,
    Subject,
    TargetKind,
)
from ssj_desktop.rules.classification import classify
from ssj_desktop.rules.criteria import Tag
from ssj_desktop.rules.moves import Move, moves
from ssj_desktop.rules.period import Quarter
from tests.rules.years import IDS, scheme

Q2 = Quarter(2022, 2)
LAST_QUARTER = date(2022, 1, 20)
LAST_YEAR = date(2021, 6, 1)


def of(name: str, **marks: object) -> tuple[str, tuple[str, ...]]:
    found = classify(Subject("A", **marks), scheme(name), Q2)  # type: ignore[arg-type]
    return (found.key, tuple(map(str, found.reasons))) if found else ("", ())


@pytest.mark.parametrize("name", ["baoding-2022-county", "baoding-2022-city"])
@pytest.mark.parametrize(
    ("key", "reasons", "marks"),
    [
        ("key", ("重点排污单位",), {"key_unit": True}),
        ("key", ("排污许可重点管理",), {"permit_class": "重点管理"}),
        ("key", ("重点排污单位",), {"key_unit": True, "credit_grade": "B"}),
        # BD-7: the named conditions of 特殊 and 一般 go before 重点 …
        ("special", ("信用等级“C”",), {"key_unit": True, "credit_grade": "C"}),
        ("general", ("正面清单",), {"key_unit": True, "positive_list": True}),
        ("general", ("信用等级“A”",), {"permit_class": "重点管理", "credit_grade": "A"}),
        # … and 一般's 「其余」 after it.
        ("general", ("其余对象",), {}),
        ("general", ("其余对象",), {"permit_class": "简化管理"}),
        # [D] 特殊 before 一般.
        ("special", ("信用等级“D”",), {"positive_list": True, "credit_grade": "D"}),
    ],
)
def test_bd7_named_conditions_go_before_key_and_the_rest_after(
    name: str, key: str, reasons: tuple[str, ...], marks: dict[str, object]
) -> None:
    assert of(name, **marks) == (key, reasons)


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        (DatedFact("行政处罚", LAST_QUARTER), "special"),
        (DatedFact("举报查实", LAST_QUARTER), "special"),
        (DatedFact("行政处罚", date(2021, 12, 31)), "general"),  # two quarters ago
        (DatedFact("行政处罚", date(2022, 4, 1)), "general"),  # this quarter
        (DatedFact("挂牌督办", date(2020, 3, 1)), "special"),  # not lifted yet
        (DatedFact("挂牌督办", date(2020, 3, 1), date(2021, 3, 1)), "general"),
        (DatedFact("红牌", LAST_QUARTER), "general"),
    ],
)
def test_bd9_special_objects_are_those_of_the_last_quarter(fact: DatedFact, key: str) -> None:
    assert of("baoding-2022-county", facts=(fact,))[0] == key


@pytest.mark.parametrize(
    ("key", "marks"),
    [
        ("key", {"permit_class": "重点管理"}),
        ("key", {"facts": (DatedFact("行政处罚", LAST_YEAR),)}),
        ("general", {"facts": (DatedFact("行政处罚", LAST_QUARTER),)}),  # this year's
        ("key", {"tags": frozenset({"不能稳定达标"}), "permit_class": "简化管理"}),
        ("key", {"credit_grade": "D"}),
        ("general", {"permit_class": "简化管理"}),
        ("general", {"permit_class": "登记管理"}),
        ("general", {}),
        ("special", {"positive_list": True, "permit_class": "简化管理"}),
        ("key", {"positive_list": True, "permit_class": "重点管理"}),  # [D]
    ],
)
def test_ez_special_objects_are_the_good_ones(key: str, marks: dict[str, object]) -> None:
    # EZ-8, EZ-13
    for name in ("ezhou-2022-branch", "ezhou-2022-brigade"):
        assert of(name, **marks)[0] == key
    assert scheme("ezhou-2022-branch").category("special").method == "非现场检查"


def test_ez10_the_joint_ones_are_the_brigades_alone() -> None:
    marks = {"tags": frozenset({"机动车销售"})}
    assert of("ezhou-2022-brigade", **marks)[0] == "vehicle_sales"
    assert of("ezhou-2022-branch", **marks)[0] == "general"


@pytest.mark.parametrize(
    ("key", "marks"),
    [
        ("permit_key", {"kind": "排污单位", "permit_class": "重点管理"}),
        ("permit_simple", {"kind": "排污单位", "permit_class": "简化管理"}),
        ("credit_bad", {"permit_class": "简化管理", "credit_grade": "环保警示"}),
        ("other", {"kind": "排污单位", "permit_class": "登记管理"}),
        ("source_town", {"kind": "水源地"}),
        ("source_city", {"kind": "水源地", "tags": frozenset({"城市千吨万人水源地"})}),
        ("reserve", {"kind": "保护地"}),
        ("eia_firm", {"kind": "服务机构"}),
        ("project_district", {"kind": "建设项目"}),
        ("project_ministry", {"kind": "建设项目", "tags": frozenset({"部批项目"})}),
        ("radiation_project", {"kind": "建设项目", "tags": frozenset({"辐射类建设项目"})}),
        # [D] A site of several rows is in the one that inspects it most in a year.
        ("sewage_city", {"permit_class": "重点管理", "tags": frozenset({"城市污水处理厂"})}),
        ("permit_key", {"permit_class": "重点管理", "tags": frozenset({"涉气重点企业"})}),
        ("air_key", {"permit_class": "简化管理", "tags": frozenset({"涉气重点企业"})}),
        ("permit_simple", {"permit_class": "简化管理", "tags": frozenset({"乡镇污水处理厂"})}),
    ],
)  # fmt: skip
def test_wl13_every_row_is_a_category_of_its_own(key: str, marks: dict[str, object]) -> None:
    assert of("wulong-2024", **marks)[0] == key


def test_a_reason_tells_each_fact_with_its_day_and_document() -> None:
    """LC-13."""
    facts = (
        DatedFact("黑牌", date(2021, 9, 1), number="通报5号"),
        DatedFact("红牌", date(2021, 3, 1), evidence="公告"),
        DatedFact("红牌", date(2022, 1, 3), number="今年的"),
    )
    found = classify(Subject("A", facts=facts), scheme("lingchuan-2024"), Q2)
    assert found
    (reason,) = found.reasons
    assert reason.words == "上年度红牌、黑牌 2 次"
    assert reason.facts == (facts[1], facts[0])
    assert str(reason) == "上年度红牌、黑牌 2 次：2021-03-01 红牌 公告、2021-09-01 黑牌 通报5号"


@pytest.mark.parametrize(
    ("category", "under", "key"),
    [
        ("general", "lingchuan-2024", "general"),  # the least of the precedence
        ("general", "taijiang-2022", "special"),  # another scheme's 一般
        ("no_such", "lingchuan-2024", "special"),
    ],
)
def test_what_is_set_by_hand_goes_before_every_criterion_of_its_own_scheme(
    category: str, under: str, key: str
) -> None:
    set_by = Override(category, under, "已整改", "方敏", date(2022, 4, 2))
    open_case = DatedFact("整改未到位", LAST_YEAR)
    assert of("lingchuan-2024", facts=(open_case,), override=set_by)[0] == key


def test_what_moved_is_told_before_who_came_and_who_went() -> None:
    before = {"A": "key", "B": "key", "C": "", "D": "general", "E": ""}
    now = {"N": "key", "O": "", "A": "general", "B": "key", "C": "key"}
    assert moves(before, now) == (
        Move("A", "key", "general"),
        Move("C", "", "key"),
        Move("N", None, "key"),
        Move("D", "general", None),
    )
    assert [move.is_real for move in moves(before, now)] == [True, True, False, False]


def test_where_a_scheme_has_no_rest_somebody_may_be_in_no_category() -> None:
    assert of("wulong-2024", kind="游乐场") == ("", ())
    assert scheme("wulong-2024").rest == ""


def test_the_rules_words_are_the_ones_that_an_import_makes() -> None:
    for words, choice in (
        (get_args(TargetKind), target_fields._KIND),
        (get_args(PermitWord), target_fields._PERMIT_CLASS),
        ((*get_args(Establishment), GUEST), inspector_fields._ESTABLISHMENT),
    ):
        assert tuple(choice.words) == words
    assert set(EXCLUDING_STATUSES) < set(target_fields._STATUS.words)


@pytest.mark.parametrize("name", IDS)
def test_a_schemes_tags_can_be_typed_in_a_roster(name: str) -> None:
    for category in scheme(name).categories:
        for part in category.criteria:
            if isinstance(part, Tag):
                assert tags(part.tag) == (part.tag,), "a separator would split it"
