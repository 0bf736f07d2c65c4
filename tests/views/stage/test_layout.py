"""Every page at every size: all of it is there, large enough, apart, and easy to read."""

import math
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF

from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.views.stage.boxes import Box, Qr, Rect, Reel, Text
from ssj_desktop.views.stage.layout import layout
from ssj_desktop.views.stage.looks import LEAST_CONTRAST, PALETTES, contrast
from ssj_desktop.views.stage.round_pages import bright, dimmed
from ssj_desktop.views.stage.scene import Moment, RoundScene, Scene
from ssj_desktop.views.stage.text import baseline, font
from tests.views.stage import builders

SIZES = ((1024, 768), (1366, 768), (1280, 1024), (1920, 1080), (2560, 1440), (3840, 2160))
_LETTERS = "陵川县崇文镇北关洗煤厂有限公司𠮷（）ABCgjpy-2026·、"
_CATEGORIES = (
    "重点排污单位和风险管控",
    "一般监管对象及其他单位名录",
    "特殊监管对象（较大风险）",
    "正面清单内企业事业单位",
    "建设项目“三同时”单位",
    "其他生产经营者和单位",
)

names = st.text(alphabet=_LETTERS, min_size=2, max_size=40).filter(str.strip)
people = st.lists(
    st.text(alphabet="赵钱孙李买提·阿不都𠮷", min_size=2, max_size=15), min_size=1, max_size=6
)
crowds = st.integers(min_value=1, max_value=6)


def _told(named: list[str], team: list[str], categories: int) -> list[LotteryFacts]:
    """Return facts that together have every kind of page."""
    held = builders.rounds(named, _CATEGORIES[:categories], (6, 30, 3, 4, 12, 2))
    kept: dict[str, Any] = {"held": held, "people": team, "office": "晋城市生态环境局陵川分局"}
    asked = builders.asked(named[0])
    return [
        builders.facts(LotteryStep.DIGITS, drawn=False, revealed=False, **kept),
        builders.facts(redraws=[builders.redrawn(named[0], named[-1])], **kept),
        builders.facts(LotteryStep.DIGITS, asked=asked, revealed=False, keyed=(), **kept),
    ]


@pytest.mark.parametrize(("width", "height"), SIZES)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(named=st.lists(names, min_size=1, max_size=4), team=people, categories=crowds)
def test_every_page_is_whole(
    width: int, height: int, named: list[str], team: list[str], categories: int
) -> None:
    size = QSize(width, height)
    for told in _told(named, team, categories):
        for scene, moment in builders.places(told, size):
            boxes = layout(scene, moment, size)
            _check(boxes + _at_rest(scene, moment, boxes), size, scene.frame.key)


def test_a_page_of_another_shape_lies_in_the_middle() -> None:
    for size in (QSize(3440, 1440), QSize(1080, 1920)):
        for scene, moment in builders.places(builders.facts(), size):
            for box in layout(scene, moment, size):
                assert _inside(box.rect, Rect(0, 0, size.width(), size.height()))


@pytest.mark.parametrize("slots", [2, 5, 8])
def test_many_slots_find_room(slots: int) -> None:
    told = builders.facts(LotteryStep.DIGITS, drawn=False)
    assert told.frozen is not None
    many = replace(told.frozen, slots=tuple(told.frozen.slots[n % 3] for n in range(slots)))
    for size in (QSize(1280, 1024), QSize(1920, 1080)):
        for scene, moment in builders.places(replace(told, frozen=many), size):
            _check(layout(scene, moment, size), size, scene.frame.key)


def test_a_meeting_with_many_supervisors_fits() -> None:
    told = builders.facts(LotteryStep.REVIEW)
    assert told.meeting is not None
    meeting = replace(
        told.meeting, supervisors=("买买提·阿不都热合曼·艾合买",) * 6, place="陵川县" * 13
    )
    size = QSize(1280, 1024)
    for scene, moment in builders.places(replace(told, meeting=meeting), size):
        _check(layout(scene, moment, size), size, scene.frame.key)


def _at_rest(scene: Scene, moment: Moment, boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """Return the reel's names as they stand when it does not move."""
    reels = [box for box in boxes if isinstance(box, Reel)]
    if not reels or not isinstance(scene, RoundScene):
        return ()
    reel, longest = reels[0], max((entry.label for entry in scene.eligible(moment.pick)), key=len)
    return (
        bright(reel, scene.picks[moment.pick].label),
        *(dimmed(reel, longest, place) for place in (-2, -1, 1, 2)),
    )


def _check(boxes: tuple[Box, ...], size: QSize, where: str) -> None:
    page = Rect(0, 0, size.width(), size.height())
    texts = [box for box in boxes if isinstance(box, Text)]
    for box in boxes:
        assert _inside(box.rect, page), (where, box)
    for text in texts:
        assert text.px >= 28 * size.height() / 1080, (where, text)
        assert "".join(text.lines).strip(), (where, text)
        _check_fit(text, where)
        for palette in PALETTES.values():
            for ground in palette.under(text.on):
                assert contrast(palette.colours[text.ink], ground) >= LEAST_CONTRAST, text
    apart = [box for box in boxes if isinstance(box, Text | Qr)]
    for one, other in combinations(apart, 2):
        assert not _overlap(one.rect, other.rect), (where, one, other)


def _check_fit(text: Text, where: str) -> None:
    metrics = QFontMetricsF(font(text.face, text.bold, text.px))
    for number, line in enumerate(text.lines):
        assert metrics.horizontalAdvance(line) <= text.rect.w + 0.5, (where, text)
        at = baseline(text.rect.y, text.rect.h, len(text.lines), number, text.px, text.pitch)
        ink = metrics.tightBoundingRect(line)
        assert at + ink.top() >= text.rect.y - 1.5, (where, text)
        assert at + ink.bottom() <= text.rect.bottom + 1.5, (where, text)


def _inside(one: Rect, page: Rect) -> bool:
    return (
        one.x >= page.x - 0.1
        and one.y >= page.y - 0.1
        and one.right <= page.right + 0.1
        and one.bottom <= page.bottom + 0.1
    )


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.5 and down > 0.5


def test_every_ink_is_readable_on_every_ground_of_its_kind() -> None:
    pairs = {
        "ground": ("text", "soft", "gold", "alarm"),
        "panel": ("text", "soft", "gold", "done"),
        "chip": ("soft", "done"),
        "now": ("on now",),
        "head": ("on head",),
        "even": ("text", "soft", "lead"),
        "odd": ("text", "soft", "lead"),
        "box": ("text",),
        "well": ("text", "dim"),
        "band": ("text",),
        "paper": ("ink",),
    }
    for look, palette in PALETTES.items():
        for ground, inks in pairs.items():
            for ink in inks:
                for below in palette.under(ground):
                    ratio = contrast(palette.colours[ink], below)
                    assert ratio >= LEAST_CONTRAST, (look, ink, ground, round(ratio, 2))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == 21
    assert math.isclose(contrast("#777777", "#FFFFFF"), 4.478, abs_tol=0.001)
