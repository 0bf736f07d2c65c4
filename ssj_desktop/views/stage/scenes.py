"""Which pages the show has, in order: a pure function of the facts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ssj_desktop.facts.draw import DrawFacts, DrawnTarget, RedrawLine
from ssj_desktop.facts.lottery import (
    Candidate,
    FrozenFacts,
    LotteryFacts,
    Round,
    RoundLayer,
    SlotState,
)
from ssj_desktop.views.in_fours import SHORT, in_fours
from ssj_desktop.views.stage.scene import (
    Chip,
    Closing,
    Commitment,
    Digits,
    Entry,
    Foot,
    Frame,
    Layer,
    Opening,
    Quota,
    Redraw,
    ResultRow,
    Results,
    RoundScene,
    Scene,
    SlotRow,
)

_ROOM = 40  # letters for the names in one role
_MATCHING = "匹配执法人员"
_NO_BREAK = "\u00a0"  # a space at which no line ends


def scenes(facts: LotteryFacts, coded: bool) -> tuple[Scene, ...]:
    """Return the show's pages; ``coded`` puts numbers for the names of sites everywhere."""
    teller = _Teller(facts, coded)
    frozen = facts.frozen
    if frozen is None:
        return (teller.opening(),)
    if frozen.asked is not None:
        return (teller.asked(frozen), teller.digits(frozen))
    pages: list[Scene] = [teller.opening(), teller.commitment(frozen), teller.digits(frozen)]
    if facts.drawn is not None:
        rounds = [one for one in frozen.rounds if one.count]
        pages += [teller.round(frozen, rounds, number) for number in range(len(rounds))]
        pages += teller.results(frozen, rounds, facts.drawn)
        if facts.drawn.redraws:
            pages.append(teller.redrawn(facts.drawn))
        pages.append(teller.closing(frozen, facts.drawn))
    return tuple(pages)


def on_paper(day: date) -> str:
    """Return a day as papers write it."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日".replace(" ", _NO_BREAK)


class _Teller:
    """Tells one page after the other from the same facts."""

    def __init__(self, facts: LotteryFacts, coded: bool) -> None:
        self._facts = facts
        self._coded = coded
        title = facts.title.replace("年", f"{_NO_BREAK}年", 1)
        self._subject = f"{title}双随机{facts.what}"
        self._masks = _masks(facts) if coded else {}
        self._frame = Frame(
            key="",
            title=f"{facts.office}\n{self._subject}摇号",
            words="",
            date=on_paper(facts.meeting.started.date()) if facts.meeting else "",
            draw_id=facts.frozen.draw_id if facts.frozen else "",
            unit=facts.unit,
        )

    def opening(self) -> Opening:
        lines = self._facts.frozen.quotas if self._facts.frozen else self._facts.lines
        return Opening(
            replace(self._frame, key="opening", foot=Foot(secret=True)),
            office=self._facts.office,
            subject=f"{self._subject}摇号",
            people=self._people(),
            quotas=tuple(Quota(line.name, line.quota, line.planned) for line in lines),
        )

    def _people(self) -> tuple[tuple[str, str], ...]:
        meeting = self._facts.meeting
        if meeting is None:
            return ()
        pairs = (
            ("时间", f"{self._frame.date} {meeting.started:%H:%M}"),
            ("地点", meeting.place),
            ("主持人", meeting.host),
            ("监督人", _several(meeting.supervisors)),
            ("记录人", meeting.recorder),
        )
        return tuple((label, text) for label, text in pairs if text)

    def commitment(self, frozen: FrozenFacts) -> Commitment:
        return Commitment(
            replace(self._frame, key="commitment", words="承诺值", foot=Foot(secret=True)),
            groups=in_fours(frozen.commitment[:SHORT]),
            qr=frozen.commitment_qr,
            frozen=f"{frozen.frozen_at:%H:%M} 冻结，名单和席位自此不可更改。",
        )

    def digits(self, frozen: FrozenFacts) -> Digits:
        words = "各方数字密封键入，再一起揭示；结果由这些数字和承诺值算出。"
        if all(slot.digits for slot in frozen.slots):
            words = "数字已全部揭示；结果由这些数字和承诺值算出，任何人都能复算。"
        event = "补抽取数" if frozen.asked else "公开取数"
        key = f"digits of redraw {self._redraws}" if frozen.asked else "digits"
        frame = replace(self._frame, key=key, words=event)
        foot = Foot(commitment=in_fours(frozen.commitment[:SHORT]))
        return Digits(replace(frame, foot=foot), words, tuple(map(_row, frozen.slots)))

    @property
    def _redraws(self) -> int:
        return len(self._facts.drawn.redraws) if self._facts.drawn else 0

    def round(self, frozen: FrozenFacts, rounds: Sequence[Round], number: int) -> RoundScene:
        one = rounds[number]
        whole = [layer for layer in one.layers if layer.whole and layer.drawn]
        rolled = [layer for layer in one.layers if layer.drawn and not layer.whole]
        words = f"{one.category} {one.count} 家{'' if rolled else '　全部列入'}"
        return RoundScene(
            replace(
                self._frame,
                key=f"round {one.category}",
                words=words,
                chips=_chips(rounds, number),
                foot=self._digits_foot(frozen),
            ),
            category=one.category,
            notes=tuple(f"本年{layer.visits}次的{len(layer.drawn)}家全部列入" for layer in whole),
            listed=tuple(entry for layer in whole for entry in self._entries(layer.drawn)),
            layers=tuple(map(self._layer, rolled)),
        )

    def _layer(self, layer: RoundLayer) -> Layer:
        return Layer(self._entries(layer.pool), self._entries(layer.drawn))

    def _entries(self, candidates: Iterable[Candidate]) -> tuple[Entry, ...]:
        return tuple(Entry(one.code, one.code if self._coded else one.name) for one in candidates)

    def _digits_foot(self, frozen: FrozenFacts) -> Foot:
        # Those of the draw: the slots may by now be a redraw's.
        drawn = self._facts.drawn
        told = [slot.digits for slot in (drawn.slots if drawn else frozen.slots) if slot.digits]
        return Foot(tuple(told), in_fours(frozen.commitment[:SHORT]))

    def results(
        self, frozen: FrozenFacts, rounds: Sequence[Round], drawn: DrawFacts
    ) -> list[Results]:
        named = [one.category for one in rounds]
        named += [target.category for target in drawn.standing]
        pages = []
        for category in dict.fromkeys(named):
            rows = [target for target in drawn.standing if target.category == category]
            if not rows:
                continue
            frame = replace(
                self._frame,
                key=f"results {category}",
                title=f"{self._facts.office}\n{self._subject}结果",
                words=f"{category} {len(rows)} 家",
                chips=_chips(rounds, len(rounds)),
                foot=Foot(head=in_fours(frozen.head[:SHORT]), secret=True),
            )
            told = tuple(self._result(number, target) for number, target in enumerate(rows, 1))
            pages.append(Results(frame, category, told))
        return pages

    def _result(self, number: int, target: DrawnTarget) -> ResultRow:
        people = [person.name for person in target.team.people]
        return ResultRow(
            number=number,
            label=target.code if self._coded else target.name,
            fate=target.fate,
            lead=people[0] if people else "",
            members=tuple(people[1:]),
            admissible=f"{_NO_BREAK}/ ".join(map(str, target.team.admissible)),
        )

    def asked(self, frozen: FrozenFacts) -> Redraw:
        asked = frozen.asked
        assert asked is not None
        frame = replace(self._frame, key=f"asked {self._redraws}", words=f"{asked.kind}申请")
        foot = Foot(commitment=in_fours(frozen.commitment[:SHORT]))
        return self._redraw(
            replace(frame, foot=foot),
            done=False,
            事由=asked.kind,
            退出=asked.went_out,
            原因=asked.reason,
            依据=asked.evidence,
            批准人=asked.approved_by,
        )

    def redrawn(self, drawn: DrawFacts) -> Redraw:
        last: RedrawLine = drawn.redraws[-1]
        digits = tuple(slot.digits for slot in last.digits if slot.digits)
        frame = replace(self._frame, key=f"redrawn {self._redraws}", words=f"{last.kind}结果")
        foot = Foot(digits, secret=True)
        return self._redraw(
            replace(frame, foot=foot),
            done=True,
            事由=last.kind,
            退出=last.went_out,
            换入=last.came_in,
            原因=last.reason,
            依据=last.evidence,
            批准人=last.approved_by,
        )

    def _redraw(self, frame: Frame, done: bool, **pairs: str) -> Redraw:
        told = tuple((label, self._masked(text)) for label, text in pairs.items() if text)
        return Redraw(frame, done, told)

    def _masked(self, text: str) -> str:
        """Return ``text`` with numbers for the sites it names, the longest names first."""
        if not self._masks:
            return text
        names = sorted(self._masks, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, names)), lambda hit: self._masks[hit[0]], text)

    def closing(self, frozen: FrozenFacts, drawn: DrawFacts) -> Closing:
        counts: dict[str, int] = {}
        for target in drawn.standing:
            counts[target.category] = counts.get(target.category, 0) + 1
        told = [(category, f"{count} 家") for category, count in counts.items()]
        return Closing(
            replace(self._frame, key="closing", words="摇号结束", foot=Foot(secret=True)),
            head=in_fours(frozen.head),
            qr=frozen.head_qr,
            counts=(*told, ("合计", f"{len(drawn.standing)} 家")),
        )


def _several(names: Sequence[str]) -> str:
    """Return names in a row; so many that they fill the page are counted instead."""
    told = "、".join(names)
    if len(told) <= _ROOM:
        return told
    shown = [name for at, name in enumerate(names) if len("、".join(names[: at + 1])) <= _ROOM - 8]
    return f"{'、'.join(shown or names[:1])}等 {len(names)} 人"


def _row(slot: SlotState) -> SlotRow:
    if slot.digits:
        return SlotRow(slot.by, slot.how, slot.digits, "已揭示")
    if slot.keyed_by:
        return SlotRow(slot.by, slot.how, "•" * slot.count, "已密封")
    return SlotRow(slot.by, slot.how, " " * slot.count, "待输入")


def _chips(rounds: Sequence[Round], now: int) -> tuple[Chip, ...]:
    """Return a chip a round and one for the matching; ``now`` is the current one's index."""
    names = [*((one.category, f"{one.count} 家") for one in rounds), (_MATCHING, "")]
    return tuple(
        Chip(name, count, "done" if at < now else "now" if at == now else "next")
        for at, (name, count) in enumerate(names)
    )


def _masks(facts: LotteryFacts) -> dict[str, str]:
    """Return what stands for each site's name; two of one name stand side by side."""
    known: dict[str, dict[str, None]] = {}
    rounds = facts.frozen.rounds if facts.frozen else ()
    for one in (one for held in rounds for layer in held.layers for one in layer.pool):
        known.setdefault(one.name, {})[one.code] = None
    for target in facts.drawn.targets if facts.drawn else ():
        known.setdefault(target.name, {})[target.code] = None
    return {name: "或".join(codes) for name, codes in known.items()}
