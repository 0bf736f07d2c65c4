"""Which pages there are, and what they tell."""

from dataclasses import asdict, replace

from ssj_desktop.facts.lottery import LotteryStep
from ssj_desktop.views.in_fours import in_fours
from ssj_desktop.views.stage.scene import (
    Closing,
    Commitment,
    Digits,
    Opening,
    Redraw,
    Results,
    RoundScene,
)
from ssj_desktop.views.stage.scenes import scenes
from tests.views.stage import builders
from tests.views.stage.builders import facts


def test_before_the_freeze_there_is_the_opening_alone() -> None:
    (page,) = scenes(facts(LotteryStep.REVIEW), coded=False)
    assert isinstance(page, Opening)
    assert page.subject == "2026\u00a0年第四季度双随机抽查摇号"
    assert ("监督人", "何清廉、卫正") in page.people
    assert [(one.name, one.least, one.planned) for one in page.quotas][1] == (
        "一般监管对象",
        30,
        30,
    )


def test_nobody_has_met_yet() -> None:
    (page,) = scenes(facts(LotteryStep.MEETING, meeting=None), coded=False)
    assert isinstance(page, Opening)
    assert page.people == ()


def test_many_supervisors_are_counted() -> None:
    told = facts(LotteryStep.REVIEW)
    assert told.meeting is not None
    meeting = replace(told.meeting, supervisors=tuple(f"监督员{n:02}" for n in range(20)))
    (page,) = scenes(replace(told, meeting=meeting), coded=False)
    assert isinstance(page, Opening)
    words = dict(page.people)["监督人"]
    assert words.startswith("监督员00、监督员01")
    assert words.endswith("等 20 人")


def test_frozen_and_not_drawn() -> None:
    told = facts(LotteryStep.FREEZE, drawn=False, revealed=False, keyed=("何清廉",))
    opening, commitment, digits = scenes(told, coded=False)
    assert isinstance(opening, Opening)
    assert isinstance(commitment, Commitment)
    assert commitment.groups == in_fours(builders.COMMITMENT[:16])
    assert isinstance(digits, Digits)
    assert [row.shown for row in digits.rows] == ["••••••", "      ", "••••••••••"]
    assert [row.status for row in digits.rows] == ["已密封", "待输入", "已密封"]


def test_drawn() -> None:
    told = scenes(facts(), coded=False)
    kinds = [type(page) for page in told]
    assert kinds == [Opening, Commitment, Digits, *[RoundScene] * 4, *[Results] * 4, Closing]
    assert isinstance(told[2], Digits)
    assert told[2].rows[0].shown == "482913"
    chips = told[4].frame.chips
    assert [chip.progress for chip in chips] == ["done", "now", "next", "next", "next"]
    assert chips[-1].name == "匹配执法人员"
    assert told[3].frame.foot.digits == ("482913", "771204", "0635918274")


def test_layers_of_a_category_come_in_one_round_and_whole_ones_do_not_roll() -> None:
    first, _, third = [page for page in scenes(facts(), False) if isinstance(page, RoundScene)][:3]
    assert first.notes == ("本年0次的2家全部列入",)
    assert len(first.listed) == 2
    assert len(first.picks) == 4
    assert not {entry.code for entry in first.listed} & {entry.code for entry in first.picks}
    assert third.picks == ()
    assert "全部列入" in third.frame.words


def test_a_round_of_none_is_left_out() -> None:
    held = builders.rounds(drawn=(2, 0, 3, 4))
    told = scenes(facts(held=held), coded=False)
    assert not any("一般监管对象" in page.frame.key for page in told)


def test_numbers_only_means_no_name_anywhere() -> None:
    name, other = builders.NAMES[0], builders.NAMES[5]
    asked = facts(LotteryStep.DIGITS, asked=builders.asked(name), revealed=False)
    done = facts(redraws=[builders.redrawn(f"{name}（张某）", other)])
    for told in (asked, done):
        for page in scenes(told, coded=True):
            written = str(asdict(page))
            assert not [one for one in builders.NAMES if one in written], page.frame.key
    inspectors = [page for page in scenes(done, coded=True) if isinstance(page, Results)]
    assert inspectors[0].rows[0].lead == "赵某"
    assert inspectors[0].rows[0].label == "A001"


def test_a_redraw_that_waits_is_the_whole_show() -> None:
    told = facts(LotteryStep.DIGITS, asked=builders.asked(), revealed=False, keyed=())
    redraw, digits = scenes(told, coded=False)
    assert isinstance(redraw, Redraw)
    assert not redraw.done
    assert dict(redraw.pairs)["批准人"] == "局长张某"
    assert isinstance(digits, Digits)
    assert digits.frame.key != "digits"


def test_the_latest_redraw_is_told_before_the_closing() -> None:
    told = scenes(facts(redraws=[builders.redrawn(), builders.redrawn("晋城某厂")]), coded=False)
    redraw, closing = told[-2:]
    assert isinstance(redraw, Redraw)
    assert redraw.done
    assert dict(redraw.pairs)["退出"] == "晋城某厂"
    assert redraw.frame.foot.digits == ("1837465920",)
    assert isinstance(closing, Closing)
    assert closing.head == in_fours(builders.HEAD)
