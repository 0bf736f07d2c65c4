"""One step a press; the place is kept; nothing runs on when nothing is to be seen."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.settings import StageManner
from ssj_desktop.views.stage import Show
from ssj_desktop.views.stage.boxes import Text
from ssj_desktop.views.stage.scene import RoundScene
from tests.views.stage import builders
from tests.views.stage.builders import facts
from tests.views.stage.shows import begun, key, running


def wait(for_it: Callable[[], bool], seconds: float = 10) -> None:
    """Let time pass until something is so."""
    until = time.monotonic() + seconds
    while not for_it():
        assert time.monotonic() < until, "it never came"
        QApplication.processEvents()
        time.sleep(0.002)


def test_nothing_to_show_yet() -> None:
    show = Show(StageManner())
    assert show.scene is None
    assert show.words == show.next_words == ""
    assert not show.go_on()
    assert not show.go_back()
    show.go_to_end()
    show.go_to_first_round()
    show.stop()


def test_every_press_is_one_step() -> None:
    show = begun()
    walked = []
    while show.go_on():
        walked.append((key(show), show.rolling, show.moment.page))
    assert len(set(walked)) == len(walked)
    rolled = [place for place, rolling, _ in walked if rolling]
    assert rolled == ["round 重点监管对象", "round 一般监管对象", "round 正面清单"]
    assert walked[0] == ("round 重点监管对象", True, 0)
    assert walked[1] == ("round 重点监管对象", False, 0)
    assert show.at_end
    assert show.next_words == ""
    while show.go_back():
        assert not show.rolling
    assert show.at_start
    assert key(show) == "opening"


def test_the_words_tell_place_and_next_step() -> None:
    show = begun()
    assert (show.words, show.next_words) == ("公开取数", "开始重点监管对象")
    show.go_on()
    assert (show.words, show.next_words) == ("重点监管对象　正在滚动 1 / 4", "直接看本轮结果")
    show.go_on()
    assert (show.words, show.next_words) == ("重点监管对象　已抽出 6 家", "开始一般监管对象")
    show.go_to_end()
    assert show.words == "摇号结束"


def test_a_round_goes_by_itself_and_then_rests() -> None:
    held = (builders.rounds(drawn=(4,))[0],)
    show = begun(facts(LotteryStep.DRAW, held=held), tempo="fast")
    show.go_on()
    drawn = []
    show.changed.connect(lambda: drawn.append(show.moment.drawn))
    wait(lambda: not show.rolling)
    assert drawn == [1, 1, 2, 2]
    assert not running(show)
    assert key(show) == "round 重点监管对象"


def test_the_reel_stands_on_the_result_while_it_rests() -> None:
    show = begun(tempo="fast")
    show.go_on()
    wait(lambda: show.moment.drawn == 1)
    assert isinstance(show.scene, RoundScene)
    assert show.strip is not None
    assert show.position == show.strip.end
    assert show.strip.names[show.strip.end] == show.scene.picks[0].label
    show.stop()


def test_still_never_rolls() -> None:
    show = begun(tempo="fast", still=True)
    rolled = []
    show.rolled.connect(lambda: rolled.append(True))
    show.go_on()
    assert show.rolling
    assert show.moment.drawn == 1
    while show.rolling:
        assert show.strip is not None
        assert show.position == show.strip.end
        QApplication.processEvents()
        time.sleep(0.002)
    assert not rolled
    assert not running(show)


def test_stop_ends_the_round() -> None:
    show = begun()
    show.go_on()
    assert running(show)
    show.stop()
    assert not running(show)
    assert not show.rolling
    assert key(show) == "round 重点监管对象"


def test_going_back_stops_the_reel() -> None:
    show = begun()
    show.go_on()
    assert show.go_back()
    assert key(show) == "digits"
    assert not running(show)


@pytest.mark.parametrize(
    ("step", "more", "place"),
    [
        (LotteryStep.MEETING, {}, "opening"),
        (LotteryStep.REVIEW, {}, "opening"),
        (LotteryStep.FREEZE, {"drawn": False, "revealed": False}, "commitment"),
        (LotteryStep.DIGITS, {"drawn": False, "revealed": False}, "digits"),
        (LotteryStep.DRAW, {"drawn": False}, "digits"),
        (LotteryStep.DRAW, {}, "digits"),
        (LotteryStep.MINUTES, {}, "closing"),
        (LotteryStep.MINUTES, {"redraws": [builders.redrawn()]}, "closing"),
        (
            LotteryStep.DIGITS,
            {"asked": builders.asked(), "revealed": False, "keyed": ()},
            "asked 0",
        ),
        (LotteryStep.DRAW, {"asked": builders.asked()}, "digits of redraw 0"),
    ],
)
def test_it_begins_where_the_step_stands(
    step: LotteryStep, more: dict[str, object], place: str
) -> None:
    assert key(begun(facts(step, **more))) == place  # type: ignore[arg-type]


def test_it_follows_the_meeting() -> None:
    show = begun(facts(LotteryStep.REVIEW))
    for step, more, place in (
        (LotteryStep.FREEZE, {"drawn": False, "revealed": False, "keyed": ()}, "commitment"),
        (LotteryStep.DIGITS, {"drawn": False, "revealed": False, "keyed": ()}, "digits"),
        (LotteryStep.DRAW, {"drawn": False}, "digits"),
        (LotteryStep.DRAW, {}, "digits"),
        (LotteryStep.MINUTES, {}, "digits"),  # it does not run ahead of the presenter
    ):
        show.show_facts(facts(step, **more))
        assert key(show) == place
    show.go_to_end()
    show.show_facts(facts(asked=builders.asked(), revealed=False, keyed=()))
    assert key(show) == "asked 0"
    show.go_on()
    show.show_facts(facts(redraws=[builders.redrawn()]))
    assert key(show) == "redrawn 1"


def test_new_facts_of_the_same_step_keep_the_place() -> None:
    waiting = {"drawn": False, "revealed": False}
    show = begun(facts(LotteryStep.DIGITS, keyed=(), **waiting))  # type: ignore[arg-type]
    show.go_back()
    show.show_facts(facts(LotteryStep.DIGITS, **waiting))  # type: ignore[arg-type]
    assert key(show) == "commitment"


def test_the_same_facts_do_not_disturb_a_rolling_round() -> None:
    show = begun()
    show.go_on()
    show.show_facts(facts(LotteryStep.DRAW))
    assert show.rolling
    show.stop()


def test_an_abort_leads_back_to_the_opening() -> None:
    show = begun(facts(LotteryStep.DIGITS, drawn=False, revealed=False))
    show.show_facts(facts(LotteryStep.MEETING))
    assert key(show) == "opening"


def test_numbers_only_while_it_is_shown() -> None:
    show = begun()
    show.go_on()
    show.set_manner(StageManner(coded=True))
    assert show.rolling
    assert show.strip is not None
    assert all(name.startswith("A0") for name in show.strip.names)
    show.go_on()
    written = "".join("".join(box.lines) for box in show.boxes if isinstance(box, Text))
    assert not [name for name in builders.NAMES if name in written]


def test_a_smaller_projector_keeps_the_page_within_bounds() -> None:
    show = begun(facts())
    show.go_back()
    show.set_size(QSize(1024, 768))
    assert key(show) == "results 正面清单"
    assert show.boxes
