"""A year's census as JSON: what it says, and what is said of a wrong one."""

import json
import re
from typing import Any

import pytest

from ssj_desktop.arguments import CENSUS_EXAMPLE
from ssj_desktop.errors import DeskError
from ssj_desktop.rules.census_file import parse_census, year_table
from ssj_desktop.rules.year import plan_year
from tests.rules.years import scheme

TAIJIANG = scheme("taijiang-2022")


def planned(name: str, census: dict[str, Any]) -> dict[str, list[int]]:
    read = parse_census(json.dumps(census), "x.json", scheme(name))
    year = plan_year(scheme(name), read.year, read.quarters, read.raises)
    counts: dict[str, list[int]] = year_table(scheme(name), year)["planned"]
    return {key: row for key, row in counts.items() if any(row)}


def test_tj6_the_example_of_the_help_is_taijiangs_own_year() -> None:
    read = parse_census(CENSUS_EXAMPLE, "x.json", TAIJIANG)
    table = year_table(TAIJIANG, plan_year(TAIJIANG, 2022, read.quarters, read.raises))
    # TJ-6: 2 a quarter, 22 a half-year, 90 a year; 8 + 44 + 90 = 142 visits.
    assert table["planned"] == {
        "key": [2, 2, 2, 2],
        "special": [11, 11, 11, 11],
        "general": [23, 23, 22, 22],
    }
    assert table["quarters"]["2022Q3"][2]["base"] == 301
    assert table["quarters"]["2022Q1"][0]["formula"] == "5 家 × 25% = 1.25 → 2 家"
    assert "joint_least" not in table
    assert json.loads(json.dumps(table)) == table


def test_heads_are_counted_by_kind_and_quarter() -> None:
    heads = {"在编": [10, 10, 14, 14], "聘用": 9}
    census = {"year": 2022, "heads": heads, "unlicensed": {"在编": 4}, "pools": {"general": 400}}
    # 台江 counts 在编 with or without a licence: 14 × 5 = 70, from July 18 × 5 = 90.
    assert planned("taijiang-2022", census) == {"general": [18, 18, 27, 27]}
    # 保定 counts whoever has one: 19 × 10 = 190, from July 23 × 10 = 230.
    assert planned("baoding-2022-county", census) == {"general": [48, 48, 67, 67]}


def test_objects_are_classified_by_their_dated_facts_quarter_by_quarter() -> None:
    penalty = {"kind": "行政处罚", "on": "2022-02-10"}
    objects = [
        {"code": "K", "key_unit": True},
        {"code": "P", "facts": [penalty]},  # 保定: special in the second quarter alone
        {"code": "N", "credit_grade": "E", "quarters": [4]},
        {"code": "G", "excluded": "注销"},
        {"code": "W", "kind": "水源地"},  # no object of 保定's
    ]
    census = {"year": 2022, "heads": {"在编": 1}, "objects": objects}
    assert planned("baoding-2022-county", census) == {
        "key": [1, 1, 1, 1],  # 1 × 25% = 0.25 → 1
        "special": [0, 1, 0, 1],
        "general": [1, 0, 0, 0],  # 1 × 10 = 10 a year, and P is all there is
    }


def test_visits_of_before_count_and_an_object_may_change_in_the_year() -> None:
    visits = [{"on": "2026-02-01", "category": "special"}]
    facts = [{"kind": "整改未到位", "on": "2025-05-01"}]
    objects = [
        {"code": "A", "facts": facts, "visits": visits, "quarters": [2]},
        {"code": "A", "facts": facts, "visits": visits, "quarters": [3, 4], "excluded": "迁出"},
        {"code": "B", "facts": facts, "quarters": [2, 3, 4]},
    ]
    assert planned("lingchuan-2024", {"year": 2026, "objects": objects}) == {
        "special": [0, 1, 0, 0]
    }


@pytest.mark.parametrize(
    ("census", "said"),
    [
        ("", "第 1 行第 1 列写法不合 JSON 格式"),
        ('{"year": 2022,\n "pools": {"key": 05}}', "第 2 行第 20 列写法不合 JSON 格式"),
        ("[]", "整个文件：要写成一组名称和值"),
        ({"pools": {}}, "year：缺少这一项"),
        ({"year": "2022", "pools": {}}, "year：要写成不带引号的整数"),
        ({"year": 22, "pools": {}}, "year：不能小于 2000"),
        ({"year": 2022}, "整个文件：pools（各类别家数）和 objects（逐家）要写一种"),
        ({"year": 2022, "pools": {}, "objects": []}, "要写一种，只写一种"),
        ({"year": 2022, "pools": {"key": -1}}, "pools.key：要写成 0 至 1000000 的整数"),
        ({"year": 2022, "pools": {"key": 1.5}}, "pools.key：要写成 0 至 1000000 的整数，不带引号"),
        ({"year": 2022, "pools": {"key": True}}, "pools.key：要写成 0 至 1000000 的整数，不带引号"),
        ({"year": 2022, "pools": {"key": "五"}}, "pools.key：要写成 0 至 1000000 的整数，不带引号"),
        ({"year": 2022, "pools": {"key": [5, 5]}}, "pools.key：要写一个数，或者四个季度各一个数"),
        ({"year": 2022, "pools": {"keys": 5}}, "方案里没有类别 keys"),
        ({"year": 2022, "pools": {}, "raises": {"x": {"number": 1, "reason": "x"}}}, "类别 x"),
        ({"year": 2022, "pools": {}, "raises": {"key": {"number": 1}}}, "raises.key.reason：缺少"),
        ({"year": 2022, "pools": {}, "heads": {"在篇": 1}}, "heads.在篇：只能是 在编、"),
        ({"year": 2022, "pool": {}}, "pool：没有这样一项，名称是否写错了"),
        ({"year": 2022, "squads": None, "pools": {}}, "squads：要写成 0 至"),
        ({"year": 2022, "objects": [{"code": ""}]}, "objects.0.code：不能空着"),
        ({"year": 2022, "objects": [{"code": "A", "quarters": [5]}]}, "quarters.0：不能大于 4"),
        ({"year": 2022, "objects": [{"code": "A"}, {"code": "A"}]}, "“A”在第 1 季度出现了两次"),
        ({"year": 2022, "objects": [{"code": "A", "excluded": "停产"}]}, "只能是 注销、迁出、拆除"),
        ({"year": 2022, "objects": [{"code": "A", "facts": [{"kind": "罚款"}]}]},
         "objects.0.facts.0.kind：只能是 行政处罚、"),
        ({"year": 2022, "objects": [{"code": "A", "facts": [{"kind": "红牌", "on": "去年"}]}]},
         "objects.0.facts.0.on：要写成日期"),
        ({"year": 2022, "objects": [{"code": "A", "key_unit": "也许"}]}, "key_unit：要写成 true"),
    ],
)  # fmt: skip
def test_a_wrong_census_names_the_field_and_the_fault(census: object, said: str) -> None:
    text = census if isinstance(census, str) else json.dumps(census, ensure_ascii=False)
    with pytest.raises(DeskError) as caught:
        parse_census(text, "家数.json", TAIJIANG)
    assert caught.value.message.startswith("家数文件 家数.json 有误：")
    assert said in caught.value.message
    assert not re.search("Input|should|valid|Error", caught.value.message), "no English"


def test_a_number_longer_than_python_reads_is_a_sentence_too() -> None:
    with pytest.raises(DeskError, match="有一个数太长"):
        parse_census(f'{{"year": {"9" * 5000}}}', "x.json", TAIJIANG)


def test_a_raise_below_the_least_is_refused_with_the_figures() -> None:
    raises = {"special": {"number": 10, "reason": "人手不足"}}
    census = {"year": 2022, "pools": {"special": 22}, "raises": raises}
    with pytest.raises(DeskError, match="每半年计划抽 10 家，低于方案的最低数 11 家"):
        planned("taijiang-2022", census)
