"""A scheme is data, and a wrong one says in which file, on which line, in which field and what."""

import re

import pytest

from ssj_desktop.errors import DeskError, SchemeError
from ssj_desktop.facts.record import DISPOSITIONS
from ssj_desktop.rules.faults import _WORDS
from ssj_desktop.rules.scheme import parse_scheme, scheme_id
from ssj_desktop.rules.toml_lines import line_of
from tests.rules.years import IDS, scheme, scheme_file

LINGCHUAN = scheme_file("lingchuan-2024")
EZHOU = scheme_file("ezhou-2022-brigade")


@pytest.mark.parametrize("name", IDS)
def test_every_shipped_scheme_is_sound_and_named_after_its_file(name: str) -> None:
    text = scheme_file(name)
    assert parse_scheme(text, name, is_new=True).id == scheme_id(text) == name


def test_no_two_shipped_schemes_look_the_same_to_whoever_chooses() -> None:
    shown = {f"{scheme(name).name}（{scheme(name).document}）" for name in IDS}
    assert len(shown) == len(IDS) == 7


@pytest.mark.parametrize(
    ("name", "count", "rectified"),
    [
        ("baoding-2022-county", 8, "发现问题已责令改正"),  # BD-19
        ("wulong-2024", 3, "发现问题已责令整改"),  # WL-9: 整改, not 改正
        ("ezhou-2022-branch", 3, "发现问题已责令整改"),  # EZ-16
    ],
)
def test_results_are_said_in_the_schemes_own_words(name: str, count: int, rectified: str) -> None:
    findings = scheme(name).findings
    assert (findings[0], len(findings), rectified in findings) == ("未发现问题", count, True)


def refused(text: str, old: str, new: str) -> str:
    assert old in text
    with pytest.raises(DeskError) as caught:
        parse_scheme(text.replace(old, new, 1), "本局.toml", is_new=True)
    assert caught.value.message.startswith("方案文件 本局.toml ")
    assert not re.search("Input|should|valid|Error", caught.value.message), "no English"
    return caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rate = "25%"', "rate = 0.25", "categories.0.quota.rate：比例要写成带百分号的文字"),
        ('rate = "25%"', 'rate = "四分之一%"', "categories.0.quota.rate：比例要写成"),
        ('rate = "25%"', 'rate = "２５%"', "categories.0.quota.rate：比例要写成"),
        ("per = 10", 'per = 10, rate = "5%"', '"squads" 需要且只需要 per'),
        ("per = 10", "per = 0", "categories.1.quota.per：不能小于 1"),
        ("per = 10", 'per = "十"', "categories.1.quota.per：要写成不带引号的整数"),
        ("per = 10", "per = 1.5", "categories.1.quota.per：要写成整数，不能有小数"),
        ('"squads", per', '"cars", per', "categories.1.quota.basis：只能是 targets、inspectors、"),
        ('period = "quarter" }', 'period = "month" }', "period：只能是 quarter、half_year、"),
        ('"special", "positive"', '"special"', "第 7 行 precedence：要把每个类别恰好列一次"),
        ('key = "positive"', 'key = "special"', "categories.3.key：和前面的重复"),
        ('"正面清单对象"', '"特殊监管对象"', "categories.3.name：和前面的重复"),
        ('flag = "positive_list" }', 'flag = "key_unit" }, { by = "rest" }',
         "categories.3.criteria：前面已有一个 rest，只能有一个"),
        ('key = "general"', 'key = "General"', "只能用小写字母、数字和连接符"),
        ('"发现问题已责令改正" =', '"已整改" =', "implies：“已整改”不在 findings 里"),
        ('mode = "teams"', 'mode = "cars"', "team.mode：只能是 persons、teams、squads"),
        ("qualified = true", 'qualified = "也许"', "head_count.qualified：要写成 true 或 false"),
        ("qualified = true", "", "head_count.qualified：缺少这一项"),
        ("document =", "documant =", "documant：没有这样一项，名称是否写错了"),
        ('document = "陵环发〔2024〕1号"', "document = 1", "document：要写成带引号的文字"),
        ('document = "陵环发〔2024〕1号"', 'document = ""', "document：不能空着"),
        ("issued = 2024-01-03", 'issued = "去年"', "issued：要写成日期，例如 2024-01-03"),
        ("issued = 2024-01-03", "issued = 2024-01-03T08:00:00", "issued：要写成日期"),
        ("issued = 2024-01-03", "issued = true", "issued：要写成日期"),
        ('["排污单位", "建设项目"]', "[]", "kinds：至少要写 1 项"),
        ('["排污单位", "建设项目"]', '"排污单位"', "kinds：要写成方括号括起来的一列"),
        ('"排污单位", "建设项目"', '"游乐场"', "kinds.0：只能是 排污单位、水源地、保护地、"),
        ('["红牌", "黑牌"]', '["绿牌"]', "criteria.1.kinds.0：只能是 行政处罚、红牌、"),
        ('{ by = "flag", flag = "key_unit" }', '{ flag = "key_unit" }', "criteria.0：缺少 by"),
        ('{ by = "flag", flag', '{ by = "colour", flag', "criteria.0：by 只能是 flag、"),
        ('criteria = [{ by = "rest" }]', "criteria = [1]", "criteria.0：要写成一组名称和值"),
        ('["重点管理"]', '["重点"]', "categories.0.criteria.1.values.0：只能是 重点管理、"),
        ("days = 10", "days = 1000000000000000000000", "deadlines.0.days：不能大于 3660"),
        ('key = "filing"', 'key = "draw"', "deadlines.1.key：和前面的重复"),
        ('key = "filing"', 'key = "fileing"', "deadlines.1.key：只能是 plan、items、"),
        ("days = 20", "", "需要且只需要 days"),
    ],
)  # fmt: skip
def test_a_wrong_scheme_names_the_field_and_the_fault(old: str, new: str, said: str) -> None:
    assert said in refused(LINGCHUAN, old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rate_max = "10%"', 'rate_max = "1%"', "上限不能低于下限"),
        ("number = 5, ", "", '需要且只需要 number（还可以写 number_max）'),
        ('basis = "office"', 'basis = "office", number = 3', "需要且只需要 不写数量"),
        ('rate = "20%", period = "year"', 'rate = "20%", period = "once", coverage = "soft"',
         "按项目计，不能再写 coverage"),
        ("month = 3 ", "month = 2 ", "没有 2 月 31 日，或者不是每年都有"),
        ("month = 3 ", "month = 13 ", "month：不能大于 12"),
        ("day = 20", "day = 31", "6 月和 9 月没有 31 日"),
        ('event = "visit"', 'event = "finding"', 'key = "entry" 的 event 可以是 visit'),
        ('event = "year_start"', 'event = "quarter_start"', '要配 event = "year_start"'),
        ('method = "非现场检查"', 'method = "电话"', "method：只能是 现场检查、非现场检查"),
    ],
)  # fmt: skip
def test_ranges_and_dates_that_cannot_be_are_refused(old: str, new: str, said: str) -> None:
    assert said in refused(EZHOU, old, new)


@pytest.mark.parametrize(
    "name", ["一般\\n对象", " 一般对象", "一般\\u202e对象", "一般\\u0000", "一般\\ue000"]
)
def test_a_name_that_no_paper_could_print_is_refused(name: str) -> None:
    said = "categories.1.name：要写在一行里，首尾不留空白，不带看不见的字符"
    assert said in refused(LINGCHUAN, "一般监管对象", name)


def test_what_was_kept_before_is_read_with_the_names_it_has() -> None:
    """A frozen draw's text and an approved plan's cannot be mended any more."""
    text = LINGCHUAN.replace("一般监管对象", "一般监管对象 ")
    assert "一般监管对象 " in [part.name for part in parse_scheme(text, "冻结时的方案").categories]


def test_a_name_in_halves_is_refused() -> None:
    """「é」 as an e and its accent would be another text to whoever recomputes a lottery."""
    assert "里面有拆开写的字符" in refused(LINGCHUAN, "一般监管对象", "e\\u0301")


def broken_at(text: str, old: str, new: str) -> tuple[int, int]:
    """Return the line that is said to be wrong, and the one that we have broken."""
    found = re.search(r"第 (\d+) 行", refused(text, old, new))
    assert found
    return int(found[1]), text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (LINGCHUAN, 'document = "陵环发〔2024〕1号"', "document = 1"),
        (LINGCHUAN, '"排污单位", "建设项目"', '"游乐场"'),
        (LINGCHUAN, "qualified = true", 'qualified = "也许"'),
        (LINGCHUAN, 'mode = "teams"', 'mode = "cars"'),
        (LINGCHUAN, "per = 10", "per = 0"),
        (LINGCHUAN, '["重点管理"]', '["重点"]'),
        (LINGCHUAN, '["红牌", "黑牌"]', '["绿牌"]'),
        (LINGCHUAN, '["整改未到位"], window = "unresolved"', '["整改未到位"], window = "soon"'),
        (LINGCHUAN, "days = 20", 'days = "二十"'),
        (EZHOU, "month = 12 ", "month = 13 "),
        (scheme_file("wulong-2024"), "a_year = 72", "a_year = -1"),
        (LINGCHUAN, 'key = "filing"', 'key = "fileing"'),
        (LINGCHUAN, 'key = "filing"', 'key = "draw"'),
        (LINGCHUAN, '"special", "positive"', '"special"'),
        (LINGCHUAN, 'name = "正面清单对象"', 'name = "特殊监管对象"'),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, old: str, new: str) -> None:
    said, broken = broken_at(text, old, new)
    assert said == broken


def test_what_is_missing_is_told_with_the_line_of_its_table() -> None:
    said, _ = broken_at(LINGCHUAN, 'name = "一般监管对象"\n', "")
    heads = [n for n, line in enumerate(LINGCHUAN.splitlines(), 1) if line == "[[categories]]"]
    assert said == heads[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("issued = 2024-01-03", "issued = 2024-13-03", "第 5 行第 "),
        ('id = "lingchuan-2024"', "id = ", "第 2 行第 "),
        ('id = "lingchuan-2024"', 'id = "a"\nid = "b"', "第 3 行第 "),
        ("days = 20", 'days = "', "第 98 行第 "),
    ],
)
def test_bad_toml_is_told_with_its_line_and_in_chinese(old: str, new: str, said: str) -> None:
    told = refused(LINGCHUAN, old, new)
    assert said in told
    assert told.endswith("列写法有误，不合 TOML 格式。")


def test_toml_that_ends_too_early_says_so() -> None:
    with pytest.raises(DeskError, match="末尾写法有误"):
        parse_scheme('id = "x"\nkinds = ["排污单位"', "x.toml")
    assert scheme_id("kinds = [") == ""


@pytest.mark.parametrize("value", ["[" * 5000, "1" * 5000], ids=["brackets", "digits"])
def test_toml_that_nobody_could_read_is_no_bug(value: str) -> None:
    with pytest.raises(SchemeError, match=r"方案文件 x\.toml 有误：有一处写法有误"):
        parse_scheme(f"id = {value}", "x.toml")
    assert scheme_id(f"id = {value}") == ""


def test_all_faults_are_told_at_once() -> None:
    text = LINGCHUAN.replace("per = 10", "per = 0").replace('mode = "teams"', 'mode = "cars"')
    with pytest.raises(DeskError) as caught:
        parse_scheme(text, "x.toml")
    assert caught.value.message.count("；") == 1
    assert caught.value.hint == "请改正后再用。"


def test_lines_are_found_in_tables_within_tables_and_lists_of_lists() -> None:
    rows = "a = 1|[[x]]|# b = 9|b = 2|[[x]]|b = 3|[x.y]|c = 4|[z]|d = [|  { e = 1 },|  { e = 2 },|]"
    text = rows.replace("|", "\n")
    assert line_of(text, ("x", 0, "b")) == 4
    assert line_of(text, ("x", 1, "b")) == 6
    assert line_of(text, ("x", 1, "y", "c")) == 8
    assert line_of(text, ("z", "d", 1, "e")) == 12
    assert line_of(text, ("z", "gone")) == 9
    assert line_of(text, ("x", 7)) == 0
    assert line_of(text, ()) == 0


def test_words_of_faults_name_no_value_that_a_fault_has_not() -> None:
    blanks = {name for words in _WORDS.values() for name in re.findall(r"{(\w+)}", words)}
    assert blanks <= {"expected", "expected_tags", "error", "min_length", "max_length", "ge", "le"}


@pytest.mark.parametrize("name", IDS)
def test_what_a_finding_implies_can_be_chosen_as_disposition(name: str) -> None:
    assert set(scheme(name).implies.values()) <= set(DISPOSITIONS)
    assert scheme(name).findings[0] not in scheme(name).implies
