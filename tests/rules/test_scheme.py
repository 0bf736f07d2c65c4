"""A scheme is data, and a wrong one says where."""

import pytest

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.rules.scheme import parse_scheme

FILES = sorted((paths.resources() / "schemes").glob("*.toml"))
LINGCHUAN = (paths.resources() / "schemes" / "lingchuan-2024.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shipped_scheme_is_sound_and_named_after_its_file(file: object) -> None:
    path = next(candidate for candidate in FILES if candidate == file)
    assert parse_scheme(path.read_text(encoding="utf-8"), path.name).id == path.stem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rate = "25%"', "rate = 0.25", "比例要写成带百分号的文字"),
        ('rate = "25%"', 'rate = "四分之一%"', "categories.0.quota.rate：比例要写成"),
        ("per = 10", 'per = 10, rate = "5%"', "需要且只需要 per"),
        ('"special", "positive"', '"special"', "precedence 要把每个类别恰好列一次"),
        ('"key", "general"]', '"general", "key"]', "排在 precedence 的最后"),
        ('key = "positive"', 'key = "special"', "categories 里有重复的 key"),
        ('mode = "teams"', 'mode = "cars"', "team.mode：只能是"),
        ("issued = 2024-01-03", "issued = 2024-13-03", "写法有误"),
        ("document =", "documant =", "documant：没有这样一项"),
    ],
)
def test_a_wrong_scheme_names_the_file_and_the_place(old: str, new: str, said: str) -> None:
    assert old in LINGCHUAN
    with pytest.raises(DeskError) as caught:
        parse_scheme(LINGCHUAN.replace(old, new, 1), "本局.toml")
    assert "本局.toml" in caught.value.message
    assert said in caught.value.message
