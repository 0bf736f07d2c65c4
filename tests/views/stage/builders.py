"""Facts of a lottery without a data file, and every place of its show."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QSize

from ssj_desktop.facts.draw import (
    DigitSlot,
    DrawFacts,
    DrawnTarget,
    Meeting,
    Person,
    RedrawLine,
    Team,
)
from ssj_desktop.facts.lottery import (
    Candidate,
    FrozenFacts,
    LotteryFacts,
    LotteryStep,
    RedrawAsked,
    Round,
    RoundLayer,
    SlotState,
)
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.rules.period import Quarter
from ssj_desktop.views.stage.layout import pages
from ssj_desktop.views.stage.scene import Moment, RoundScene, Scene
from ssj_desktop.views.stage.scenes import scenes

STARTED = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)
COMMITMENT = hashlib.sha256(b"commitment").hexdigest()
HEAD = hashlib.sha256(b"head").hexdigest()
MATRIX = tuple(f"{int(hashlib.sha256(bytes([n])).hexdigest(), 16):b}"[:37] for n in range(37))
NAMES = (
    "陵川县崇文镇北关洗煤厂",
    "山西晟源玻璃制品有限公司",
    "陵川县礼义镇新太行养殖专业合作社联合社",
    "晋城市兴陵机械有限公司",
    "陵川县马圪当石料厂",
    "陵川县潞城镇生猪定点屠宰场",
    "陵川县附城镇污水处理厂",
    "晋城市陵创铸造有限公司",
    "陵川县平城镇东街加油站",
    "山西鑫太行建材有限公司",
    "陵川县古郊乡生活垃圾处理站",
    "𠮷祥木业（陵川）有限公司",
)
PEOPLE = ("赵某", "钱某", "孙某", "周某", "吴某", "郑某")
CATEGORIES = ("重点监管对象", "一般监管对象", "特殊监管对象", "正面清单")


def candidates(prefix: str, count: int, names: Sequence[str] = NAMES) -> tuple[Candidate, ...]:
    """Return sites with different codes."""
    return tuple(
        Candidate(f"{prefix}{number + 1:03}", names[number % len(names)]) for number in range(count)
    )


def rounds(
    names: Sequence[str] = NAMES,
    categories: Sequence[str] = CATEGORIES,
    drawn: Sequence[int] = (6, 30, 3, 4),
) -> tuple[Round, ...]:
    """Return rounds: of the first a layer is taken whole, the third is whole, the others roll."""
    made = []
    for number, (category, count) in enumerate(zip(categories, drawn, strict=False)):
        letter = "ABCDEF"[number]
        pool = candidates(letter, count * 3 + 2, names)
        if number == 0:
            whole, rest = pool[:2], pool[2:]
            layers: tuple[RoundLayer, ...] = (
                RoundLayer(0, whole, whole),
                RoundLayer(1, rest, tuple(rest[-count + 2 :])),
            )
        elif number == 2:
            layers = (RoundLayer(0, pool[:count], pool[:count]),)
        else:
            layers = (RoundLayer(0, pool, tuple(reversed(pool[:count]))), RoundLayer(1, (), ()))
        made.append(Round(category, layers))
    return tuple(made)


def facts(
    step: LotteryStep = LotteryStep.MINUTES,
    *,
    keyed: Sequence[str] = ("何清廉", "郑建业"),
    revealed: bool = True,
    drawn: bool = True,
    asked: RedrawAsked | None = None,
    redraws: Sequence[RedrawLine] = (),
    held: tuple[Round, ...] | None = None,
    people: Sequence[str] = PEOPLE[:2],
    office: str = "陵川县",
    **others: Any,
) -> LotteryFacts:
    """Return the facts at a step, by default of a lottery that is over."""
    held = rounds() if held is None else held
    lines = tuple(_line(one) for one in held)
    frozen = None
    if step.number >= LotteryStep.FREEZE.number:
        frozen = _frozen(lines, _slots(keyed, revealed), held if drawn else ())
        frozen = replace(frozen, keyed=bool(keyed), revealed=revealed, asked=asked)
    meeting = meeting_at()
    told = LotteryFacts(
        quarter=Quarter(2026, 4),
        office=office,
        unit="县生态环境保护综合行政执法队",
        step=step,
        why_not="",
        place="",
        suggested=meeting,
        meeting_id=1,
        meeting=meeting,
        lines=lines,
        frozen=frozen,
        drawn=_drawn(held, people, redraws, lines) if drawn and frozen else None,
        aborted=(),
        two=("郑建业", "何清廉"),
    )
    return replace(told, **others)


def _frozen(
    lines: tuple[QuotaLine, ...], slots: tuple[SlotState, ...], held: tuple[Round, ...]
) -> FrozenFacts:
    return FrozenFacts(
        draw_id="LC-2026-4",
        frozen_at=STARTED,
        team_mode="逐人",
        entries=10,
        cap=10,
        quotas=lines,
        commitment=COMMITMENT,
        commitment_qr=MATRIX,
        head=HEAD,
        head_qr=MATRIX,
        slots=slots,
        keyed=False,
        revealed=False,
        asked=None,
        rounds=held,
    )


def _line(one: Round) -> QuotaLine:
    pool = sum(len(layer.pool) for layer in one.layers)
    return QuotaLine(
        key=one.category,
        name=one.category,
        clause="",
        rule="",
        formula="",
        base=pool,
        visited=0,
        pool=pool,
        span="每季度",
        least=one.count,
        quota=one.count,
        planned=one.count,
        raised_to=None,
        raise_reason="",
        notes=(),
        layers=(),
    )


def _slots(keyed: Sequence[str], revealed: bool) -> tuple[SlotState, ...]:
    by_whom = (("监督人何清廉", "482913"), ("主持人郑建业", "771204"))
    slots = [
        SlotState("person", "当场密封键入", by, 6, who, digits if revealed else "")
        for (by, digits), who in zip(by_whom, [*keyed, "", ""], strict=False)
    ]
    digits = "0635918274" if revealed else ""
    by = "参会人员轮流掷" if keyed else ""
    return (*slots, SlotState("dice", "十面骰", "参会人员轮流掷", 10, by, digits))


def meeting_at() -> Meeting:
    """Return the meeting."""
    return Meeting(
        title="第四季度摇号会议",
        place="陵川分局三楼会议室",
        started=STARTED,
        ended=None,
        host="郑建业",
        operator="小李",
        recorder="王书记员",
        supervisors=("何清廉", "卫正"),
        attendees=(),
        observers=(),
        absent=(),
    )


def _drawn(
    held: Sequence[Round],
    people: Sequence[str],
    redraws: Sequence[RedrawLine],
    lines: tuple[QuotaLine, ...],
) -> DrawFacts:
    team = Team(
        "一分队",
        tuple(Person(name, "1") for name in people),
        tuple(10 - number for number in range(len(people))),
    )
    sites = [(one.category, site) for one in held for layer in one.layers for site in layer.drawn]
    targets = tuple(
        DrawnTarget(order, site.code, site.name, "", category, "", "", "", "0", team, "", False)
        for order, (category, site) in enumerate(sites, 1)
    )
    slots = tuple(DigitSlot(slot.how, slot.by, slot.digits) for slot in _slots(("甲",), True))
    zero = ("target_count", "inspector_count", "squad_count", "cap", "caps_plus")
    blank = ("office", "enforcement_unit", "filing_receiver", "period", "scheme", "program")
    unknown = ("team_mode", "document_sha256", "previous_head")
    rest: dict[str, Any] = dict.fromkeys((*blank, *unknown), "") | dict.fromkeys(zero, 0)
    rest |= dict.fromkeys(("exclusions", "recusals", "edges", "remarks"), ())
    return DrawFacts(
        draw_id="LC-2026-4",
        meeting=meeting_at(),
        frozen_at=STARTED,
        drawn_at=STARTED,
        commitment=COMMITMENT,
        final_head=HEAD,
        deadline=None,
        quotas=lines,
        slots=slots,
        targets=targets,
        redraws=tuple(redraws),
        **rest,
    )


def asked(name: str = NAMES[0]) -> RedrawAsked:
    """Return a request to take a site off the list."""
    return RedrawAsked(
        "作废补抽", name, "注销", f"{name}的注销登记通知书（2026）第 15 号", "局长张某"
    )


def redrawn(name: str = NAMES[0], came_in: str = NAMES[5]) -> RedrawLine:
    """Return a redraw that is done."""
    told = asked(name)
    digits = (DigitSlot("十面骰", "参会人员", "1837465920"),)
    return RedrawLine(
        STARTED, told.kind, name, came_in, told.reason, told.evidence, told.approved_by, digits
    )


def places(told: LotteryFacts, size: QSize, coded: bool = False) -> Iterator[tuple[Scene, Moment]]:
    """Return every page of a show, and of a rolling round its beginning, middle and end."""
    for scene in scenes(told, coded):
        if isinstance(scene, RoundScene) and scene.picks:
            last = len(scene.picks) - 1
            for pick in sorted({0, last // 2, last}):
                yield scene, Moment(pick, pick, rolling=True)
                yield scene, Moment(pick, pick + 1, rolling=True)
            yield scene, Moment(last, last + 1)
        else:
            for page in range(pages(scene, size)):
                yield scene, Moment(page=page)
