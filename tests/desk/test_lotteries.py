"""Where a meeting stands, from the file alone, and what its freeze would fix."""

from pathlib import Path

import pytest

from ssj_desktop import lottery
from ssj_desktop.desk import Desk
from ssj_desktop.desk.digits import ceremony
from ssj_desktop.desk.freezing import Choices
from ssj_desktop.desk.odds import simulated
from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.lottery import FrozenFacts, LotteryFacts, LotteryStep, RedrawAsked
from ssj_desktop.lottery import Company, Document, InspectorEntry, Slot, Stratum
from ssj_desktop.rules.period import Quarter
from tests.desk.office import (
    OFFICE,
    PLAN,
    Q1,
    answer,
    code,
    convened,
    drawn,
    frozen,
    meeting,
    revealed,
    ticking,
)

Q2 = Quarter(2026, 2)


def step(desk: Desk) -> LotteryStep:
    return desk.lotteries.of(Q1).step


def test_the_meeting_stands_where_the_file_says(desk: Desk) -> None:
    before = desk.lotteries.of(Q1)
    assert before.step is LotteryStep.MEETING
    assert "还没有批准" in before.why_not
    assert before.place == "抽查计划/季度"
    assert before.suggested.attendees == OFFICE.steering_group  # LC-15, BD-22
    desk.plans.approve(Q1, "张局长")
    assert desk.lotteries.of(Q1).why_not == ""
    number = desk.meetings.convene(Q1, meeting())
    assert step(desk) is LotteryStep.REVIEW
    draw_id = desk.draws.freeze(number, Choices(PLAN))
    assert step(desk) is LotteryStep.FREEZE
    desk.draws.key(draw_id, 0, "004213", "主持人")
    assert step(desk) is LotteryStep.DIGITS
    slots = _frozen(desk.lotteries.of(Q1)).slots
    assert [(slot.keyed_by, slot.digits) for slot in slots] == [("主持人", ""), ("", "")]
    desk.draws.key(draw_id, 1, "314159", "监督人")
    desk.draws.reveal(draw_id)
    assert step(desk) is LotteryStep.DRAW
    assert [slot.digits for slot in _frozen(desk.lotteries.of(Q1)).slots] == ["004213", "314159"]
    assert desk.lotteries.of(Q1).drawn is None
    desk.draws.draw(draw_id)
    assert step(desk) is LotteryStep.DRAW, "it is still to be shown and minuted"
    desk.meetings.end(number, meeting().started.replace(hour=10))
    assert step(desk) is LotteryStep.MINUTES


def _frozen(facts: LotteryFacts) -> FrozenFacts:
    assert facts.frozen is not None
    return facts.frozen


def _asked(desk: Desk) -> RedrawAsked:
    asked = _frozen(desk.lotteries.of(Q1)).asked
    assert asked is not None
    return asked


def test_digits_that_were_masked_at_a_restart_are_asked_for_again(data: Path) -> None:
    with Desk.open(data, "小李", ticking()) as desk:
        draw_id = frozen(desk)
        desk.draws.key(draw_id, 0, "004213", "主持人")
    with Desk.open(data, "小李", ticking()) as desk:
        facts = desk.lotteries.of()
        assert facts.step is LotteryStep.DIGITS, "somebody had keyed in already"
        assert [slot.keyed_by for slot in _frozen(facts).slots] == ["", ""]
        assert desk.meetings.waiting()


def test_rounds_are_the_draw_itself_category_by_category(desk: Desk) -> None:
    draw_id = drawn(desk)
    rounds = _frozen(desk.lotteries.of(Q1)).rounds
    # 8 key × 25% = 2; 3 squads × 10 = 30, all 28 general; 4 positive × 25% = 1
    assert [(it.category, it.count) for it in rounds] == [
        ("重点监管对象", 2),
        ("一般监管对象", 28),
        ("特殊监管对象", 0),
        ("正面清单对象", 1),
    ]
    assert [layer.whole for layer in rounds[1].layers] == [True]
    assert [layer.whole for layer in rounds[0].layers] == [False]
    shown = [site.code for it in rounds for layer in it.layers for site in layer.drawn]
    assert shown == [target.code for target in desk.draws.facts(draw_id).targets]
    for it in rounds:
        for layer in it.layers:
            assert {*layer.drawn} <= {*layer.pool}


def test_after_an_abort_the_next_draw_begins_with_a_meeting(desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.draws.abort(draw_id, "会场停电", ("张局长", "何组长"))
    facts = desk.lotteries.of(Q1)
    assert facts.step is LotteryStep.MEETING
    assert facts.frozen is None
    assert facts.aborted == (f"{draw_id} 已中止：会场停电（张局长、何组长）",)
    assert facts.suggested.place == "三楼会议室"
    assert facts.suggested.supervisors == ("何组长",)


def test_a_redraw_goes_the_meetings_way_again(desk: Desk) -> None:
    draw_id = drawn(desk)
    site = desk.draws.facts(draw_id).standing[0]
    desk.redraws.void(
        draw_id, site.code, VoidGround.DEREGISTERED, evidence="注销1号", approved_by="张局长"
    )
    facts = desk.lotteries.of(Q1)
    assert facts.step is LotteryStep.DIGITS
    asked = _asked(desk)
    assert (asked.kind, asked.went_out, asked.reason) == ("作废补抽", site.name, "注销")
    assert facts.drawn is not None, "the list as it still stands"
    assert [slot.digits for slot in _frozen(facts).slots] == ["", ""]
    answer(desk, draw_id)
    facts = desk.lotteries.of(Q1)
    assert facts.step is LotteryStep.DRAW
    assert _frozen(facts).asked is None
    assert facts.drawn is not None
    assert [line.kind for line in facts.drawn.redraws] == ["作废补抽"]
    team = facts.drawn.standing[0].team.entries[0]
    said = {"evidence": "请假单", "approved_by": "张局长"}
    desk.redraws.recuse(draw_id, team, "*", "缺席", **said)
    asked = _asked(desk)
    assert asked.kind == "换人补抽"
    assert asked.went_out.endswith("（全部对象）")


def test_another_quarters_open_draw_comes_first(desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.plans.approve(Q2, "张局长")
    assert f"抽取 {draw_id} 还没有完成" in desk.lotteries.of(Q2).why_not
    assert desk.lotteries.of().quarter == Q1


def test_a_meeting_left_in_its_midst_waits_until_it_is_over(desk: Desk) -> None:
    assert not desk.meetings.waiting()
    number = convened(desk)
    assert desk.meetings.waiting()
    draw_id = desk.draws.freeze(number, Choices(PLAN))
    assert desk.meetings.waiting()
    answer(desk, draw_id)
    assert desk.meetings.waiting()
    desk.meetings.end(number, meeting().started.replace(hour=10))
    assert not desk.meetings.waiting()


def test_the_review_is_what_the_freeze_fixes(desk: Desk) -> None:
    number = convened(desk)
    review = desk.lotteries.review(Q1)
    assert (review.mode, review.fault, review.changes) == ("teams", "", None)
    assert [entry.name for entry in review.entries] == ["一组", "三组", "二组"]
    assert review.entries[0].people == ("甲某", "乙某")
    assert [line.planned for line in review.lines] == [2, 28, 0, 1]
    assert [gone.reason for gone in review.exclusions] == ["注销"]
    # 31 sites, one seat each, three teams: twice the mean load is 20.67
    assert review.cap == 21
    persons = desk.lotteries.review(Q1, "persons")
    # 31 sites, two seats each, six people: twice the mean load is 20.67
    assert (persons.mode, len(persons.entries), persons.cap) == ("persons", 6, 21)
    draw_id = desk.draws.freeze(number, Choices(PLAN, team_mode="persons"))
    after = desk.lotteries.review(Q1)
    assert (after.mode, after.cap, after.lines) == ("persons", persons.cap, persons.lines)
    assert step(desk) is LotteryStep.FREEZE
    assert desk.draws.unfinished() == draw_id


def test_a_review_says_why_it_cannot_be_frozen(desk: Desk) -> None:
    assert "还没有批准" in desk.lotteries.review(Q1).fault
    desk.plans.approve(Q1, "张局长")
    for team in ("149900000", "149900002", "149900004"):
        desk.inspectors.recuse(team, code(0), "近亲属")
    fault = desk.lotteries.review(Q1).fault
    assert "放宽上限也没有合规的人可派" in fault
    assert "企业00" in fault


def test_changes_since_the_last_freeze_are_told_one_by_one(desk: Desk) -> None:
    draw_id = frozen(desk)
    desk.draws.abort(draw_id, "会场停电", ("张局长", "何组长"))
    assert desk.lotteries.review(Q1).changes == ()
    desk.targets.save(code(0), {"name": "企业00改名厂"})
    desk.targets.save(code(1), {"status": "注销", "status_evidence": "市监注销2号"})
    desk.inspectors.recuse("149900000", code(2), "近亲属")
    desk.inspectors.save("149900005", {"on_duty": "否"})
    desk.inspectors.save("149900004", {"team": "一组"})
    assert desk.lotteries.review(Q1).changes == (
        # 31 sites, two teams: twice the mean load is 31
        "每名（组）检查人员承担家数的上限：21 家 → 31 家",
        "改名：企业00 → 企业00改名厂",
        "不再列入可抽范围：企业01（重点监管对象）",
        "减少检查人员：二组（丙某、丁某）",
        "检查人员变化：一组（甲某、乙某） → 一组（甲某、乙某、戊某）",
        "检查人员变化：三组（戊某、己某） → 二组（丙某、丁某）",
        "新增回避：一组（甲某、乙某、戊某） — 企业02",
    )


def test_odds_count_alike_sites_together_and_mark_what_recusals_do() -> None:
    # Two teams, ten sites, room for five each; A must not go to four of them.
    sites = tuple(Company(f"C{n}", f"企业{n}", "甲", ((),)) for n in range(10))
    document = Document(
        draw_id="CS-1",
        prev="0" * 64,
        plan=(Slot("person", "主持人", 6),),
        strata=(Stratum("甲", 10),),
        companies=sites,
        inspectors=(
            InspectorEntry("A", "一组（甲、乙）", (), 5),
            InspectorEntry("B", "二组", (), 5),
        ),
        recusals=tuple(("A", f"C{n}") for n in range(4)),
    )
    odds = simulated(document, seconds=60)
    assert odds.draws == 500
    barred, free = odds.lines
    assert barred.sites == "企业0等 4 家（一组回避）"
    assert (barred.likeliest, barred.percent) == ("二组", 100)
    # B has one seat left for the six others, whoever gets it: A five of six.
    assert (free.sites, free.likeliest, free.percent) == ("没有回避的 6 家", "一组", 83)
    assert barred.high
    assert free.high


def test_odds_of_equals_are_equal(desk: Desk) -> None:
    desk.plans.approve(Q1, "张局长")
    odds = desk.lotteries.odds(Q1)
    [line] = odds.lines
    assert line.sites == "没有回避的 39 家"
    assert 30 < line.percent < 37, "three teams that nothing tells apart"
    assert not line.high


def test_the_usual_ceremony_is_two_persons_six_digits_each() -> None:
    slots = ceremony(("主持人张局长", "监督人何组长"), stop=True, computer=True)
    assert [(slot.source, slot.by, slot.digits) for slot in slots] == [
        ("person", "主持人张局长", 6),
        ("person", "监督人何组长", 6),
        ("stop", "现场按停", 6),
        ("computer", "本机", 6),
    ]
    for persons in (("张局长",), ("张局长", "张局长"), ("张局长", " ")):
        with pytest.raises(DeskError, match="两个人"):
            ceremony(persons)


def test_one_person_for_two_slots_is_refused_at_the_freeze_and_not_at_the_keys(
    desk: Desk,
) -> None:
    number = convened(desk)
    twice = (Slot("person", "张局长", 6), Slot("person", "张局长 ", 6))
    with pytest.raises(DeskError, match="同一个人"):
        desk.draws.freeze(number, Choices(twice))


def test_the_machines_slots_are_said_in_the_minutes(desk: Desk) -> None:
    number = convened(desk)
    plan = tuple(ceremony(("主持人", "监督人"), stop=True, computer=True))
    draw_id = desk.draws.freeze(number, Choices(plan))
    for slot, digits in enumerate(("004213", "314159", "", "")):
        desk.draws.key(draw_id, slot, digits, plan[slot].by)
    desk.draws.reveal(draw_id)
    desk.draws.draw(draw_id)
    assert [remark[:13] for remark in desk.draws.facts(draw_id).remarks] == [
        "本次取数使用了“当场按停”",
        "本次取数使用了“计算机随机",
    ]


def test_opening_a_secret_list_leaves_a_trace(desk: Desk, tmp_path: Path) -> None:
    """LC-19."""
    draw_id = drawn(desk)
    assert desk.papers.open(draw_id, "minutes").startswith(b"%PDF")
    desk.papers.transcript(draw_id, tmp_path / "抽取记录.json")
    [checked] = lottery.verify([(tmp_path / "抽取记录.json").read_bytes()])
    assert checked.head == desk.draws.facts(draw_id).final_head
    told = [(line.words, line.detail) for line in desk.journal.search(limit=2)]
    assert told == [
        ("导出抽取记录", f"摇号编号 {draw_id}；文件 抽取记录.json"),
        ("查看文书", f"摇号编号 {draw_id}；文书 摇号会议纪要"),
    ]


def test_a_revealed_draw_is_no_draw_yet(desk: Desk) -> None:
    revealed(desk)
    facts = desk.lotteries.of(Q1)
    assert _frozen(facts).revealed
    assert _frozen(facts).rounds == ()
