"""What a year's plan says, part by part: the same for paper (year_plan) and for Word (its _doc).

Base, ratio, number, quarters, frequency, how and by whom are what the schemes want published
(WL-7, WL-12, requirements 8.4). What is posted in public names no object that may be inspected:
whoever is left out is only counted there, and listed in the internal paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssj_desktop.facts.quota import QuarterDeadline
from ssj_desktop.facts.year_plan import (
    QUARTERS,
    YearCampaign,
    YearLine,
    YearPlan,
    YearQuarter,
    YearRaise,
    decimal,
)
from ssj_desktop.outputs import words
from ssj_desktop.outputs.plan import DRAFT
from ssj_desktop.outputs.table import Column


@dataclass(frozen=True, slots=True)
class Heading:
    """「一、…」."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``head``: what it begins with, in another face. ``keep``: so many lines that
    follow stay with it."""

    text: str
    head: str = ""
    keep: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; ``total``: the last one sums up."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The row in which ``by`` signs."""

    by: str


Part = Heading | Words | Table | Signature


def label(plan: YearPlan) -> str:
    """Return which plan this is, or that it is none yet."""
    return f"{plan.title}{which(plan)}"


def which(plan: YearPlan) -> str:
    """Return 第1号, or that it is none yet."""
    return f"第{plan.approval.number}号" if plan.approval else f"（{DRAFT}）"


def parts(plan: YearPlan, *, internal: bool) -> Iterator[Part]:
    """Yield the plan's text in order; ``internal``: with the names of whom it leaves out."""
    yield from _opening(plan)
    yield from _categories(plan)
    yield from _quarters(plan)
    yield from _raises(plan)
    yield from _exclusions(plan, internal=internal)
    yield from _people(plan)
    yield from _deadlines(plan)
    yield from _approval(plan)


def how(lines: Sequence[YearLine]) -> str:
    """Return how objects are inspected, and which ones otherwise."""
    others = [line for line in lines if line.method != "现场检查"]
    if not others:
        return "现场检查"
    told = "，".join(f"{line.name}以{line.method}为主" for line in others)
    return f"现场检查（{told}）"


def raised(one: YearRaise) -> str:
    """Return what is planned instead of the least, when and why."""
    return words.close_up(one.words)


def _opening(plan: YearPlan) -> Iterator[Part]:
    scheme, counted = words.title_of_scheme(plan.scheme), words.moment(plan.counted_at)
    beside = "专项和联合抽查另列，" if plan.campaigns else ""
    yield Words(
        f"依据{scheme}，按{counted}的名录库，制定本计划。本计划属日常监督管理，实行不定向抽查，"
        f"{beside}由{plan.unit}实施；抽查时间为{plan.year}年1月至12月，分季度公开摇号确定检查对象和"
        f"检查人员；检查方式为{how(plan.lines)}。"
    )


def _categories(plan: YearPlan) -> Iterator[Part]:
    short = "，不足最低数的在表内写明原因" if plan.visits < plan.least else ""
    yield Heading("一、抽查对象、比例和数量")
    yield Words(
        f"全年计划抽查{plan.visits}家次，方案规定的最低数是{plan.least}家次，分类别如下。"
        f"基数是名录库实有数，含不列入可抽范围的对象；计划数只能调高，不能调低{short}。",
        keep=3,
    )
    columns = (
        Column("类别", 22.6, "center"),
        Column("条款", 16.5, "center"),
        Column("基数\n（家）", 13, "right"),
        Column("可抽\n（家）", 13, "right"),
        Column("规则与算式", 58.9),
        Column("全年最低\n（家次）", 16, "right"),
        Column("全年计划\n（家次）", 16, "right"),
    )
    rows = [_category(line) for line in plan.lines]
    base, pool = (sum(getattr(line, name) for line in plan.lines) for name in ("base", "pool"))
    rows.append(("合计", "", str(base), str(pool), "", str(plan.least), str(plan.visits)))
    yield Table(columns, rows, total=True)
    if plan.joint is not None:
        planned = f"，已安排{plan.joint_planned}家次" if plan.joint_planned else ""
        yield Words(f"全年内部联合抽查不少于{plan.joint}家次{planned}。")


def _category(line: YearLine) -> tuple[str, ...]:
    said = [words.close_up(text) for text in (line.rule, line.formula, *line.notes)]
    figures = (line.base, line.pool), (line.least, line.visits)
    before, after = (tuple(map(str, pair)) for pair in figures)
    return (line.name, line.clause, *before, "\n".join(said), *after)


def _quarters(plan: YearPlan) -> Iterator[Part]:
    yield Heading("二、分季度安排")
    yield Words(_how_quarters(plan), keep=3)
    heads = [f"{name}\n{state}" for name, state in zip(QUARTERS, plan.states, strict=True)]
    columns = (
        Column("类别", 34, "center"),
        *(Column(head, 20, "right") for head in heads),
        Column("全年\n（家次）", 20, "right"),
        Column("年末覆盖\n（家）", 22, "right"),
    )
    rows = [
        (line.name, *map(_visits, line.quarters), str(line.visits), covered(line))
        for line in plan.lines
    ]
    sums = [sum(line.quarters[n].visits for line in plan.lines) for n in range(4)]
    covering = "/".join(str(sum(getattr(it, name) for it in plan.lines)) for name in _COVERED)
    rows.append(("合计", *map(str, sums), str(plan.visits), covering))
    yield Table(columns, rows, total=True)
    yield from _campaigns(plan)


def _campaigns(plan: YearPlan) -> Iterator[Part]:
    """Yield what is drawn beside the categories, by kind (EZ-7); 定向 says of whom (BD-11)."""
    if not plan.campaigns:
        return
    visits = sum(one.visits for one in plan.campaigns)
    yield Words(
        f"另有专项和联合抽查{len(plan.campaigns)}项{visits}家次，各自摇号，不计入上表；抽到的对象"
        "本季度已在别的名单上的，一次查完：",
        keep=3,
    )
    columns = (
        Column("名称", 38),
        Column("类别", 20, "center"),
        Column("季度", 20, "center"),
        Column("范围和数量", 48),
        Column("家次", 12, "right"),
        Column("依据", 18),
    )
    yield Table(columns, [_campaign(one) for one in plan.campaigns])


def _campaign(one: YearCampaign) -> tuple[str, ...]:
    said = f"{one.scope}，抽{one.amount}" + (f"；{one.crew}" if one.crew else "")
    quarter = QUARTERS[one.quarter.number - 1]
    return one.name, one.kind, quarter, words.close_up(said), str(one.visits), one.document


_COVERED = ("covered", "pool")
_STATES = {
    "已摇号": "已摇号的是实抽数",
    "已批准": "已批准的是该季度批准的计划数",
    "预计": "预计的按现在的名录库推算，以该季度批准的计划为准",
    "未摇号": "未摇号的季度没有抽取",
}


def _how_quarters(plan: YearPlan) -> str:
    told = "，".join(words for state, words in _STATES.items() if state in plan.states)
    entered = f"补录的{plan.entered}家次计入所在的季度。" if plan.entered else ""
    return f"各季度抽查家次如下。{told}。{entered}"


def _visits(one: YearQuarter) -> str:
    return str(one.visits) if one.visits or one.state != "未摇号" else "—"


def covered(line: YearLine) -> str:
    """Return how many objects will have been visited by the year's end, of how many."""
    return f"{line.covered}/{line.pool}" if line.pool else "—"


def _raises(plan: YearPlan) -> Iterator[Part]:
    yield Heading("三、调高的类别和理由")
    found = [(line.name, one) for line in plan.lines for one in line.raises]
    if not found:
        yield Words("各类别按方案规定的最低数抽取，没有调高。")
    for number, (name, one) in enumerate(found, start=1):
        yield Words(raised(one), head=f"（{words.chinese(number)}）{name}。")


def _exclusions(plan: YearPlan, *, internal: bool) -> Iterator[Part]:
    yield Heading("四、不列入可抽范围的对象")
    count = len(plan.exclusions)
    if not count:
        yield Words("没有不列入可抽范围的对象。")
        return
    if not internal:
        grounds = "、".join(dict.fromkeys(gone.reason for gone in plan.exclusions))
        yield Words(
            f"有{count}家对象（{grounds}）按规定不列入可抽范围，但仍计入确定比例的基数；名单和"
            "依据存档备查。"
        )
        return
    yield Words(f"下列{count}家对象按规定不列入可抽范围，但仍计入确定比例的基数：", keep=2)
    columns = (
        Column("序号", 12, "center"),
        Column("检查对象\n对象编号", 58),
        Column("类别", 24, "center"),
        Column("原因", 18, "center"),
        Column("依据", 44),
    )
    rows = [
        (str(number), f"{gone.name}\n{gone.code}", gone.category, gone.reason, gone.evidence)
        for number, gone in enumerate(plan.exclusions, start=1)
    ]
    yield Table(columns, rows)


def _people(plan: YearPlan) -> Iterator[Part]:
    load = plan.load
    yield Heading("五、执法力量")
    yield Words(f"{words.close_up(load.words).rstrip('。')}，{_strain(plan)}。", keep=3)
    if not load.squads:
        return
    columns = (
        Column("分队", 72, "center"),
        Column("可派人数", 42, "right"),
        Column("预计检查（家次）", 42, "right"),
    )
    rows = [(squad.name, str(squad.people), decimal(squad.visits, 1)) for squad in load.squads]
    yield Table(columns, rows)


def _strain(plan: YearPlan) -> str:
    return {
        "够用": "执法力量够用",
        "偏紧": "执法力量偏紧",
        "不够": "执法力量不够，须增加人手或者统筹安排",
        "算不出": "执法力量是否够用待定",
    }[plan.load.strain]


def _deadlines(plan: YearPlan) -> Iterator[Part]:
    yield Heading("六、时间安排")
    if not plan.deadlines:
        yield Words("方案没有规定从年度、季度开始起算的期限。")
        return
    columns = (
        Column("事项", 62),
        Column("条款", 36, "center"),
        Column("截止（含当日）", 29, "center"),
        Column("最迟办理", 29, "center"),
    )
    yield Table(columns, [_until(one) for one in plan.deadlines])


def _until(one: QuarterDeadline) -> tuple[str, str, str, str]:
    unknown = "待放假安排公布"
    due = words.day(one.due) if one.due else unknown
    return (one.name, one.clause, due, words.day(one.act_by) if one.act_by else unknown)


def _approval(plan: YearPlan) -> Iterator[Part]:
    yield Heading("七、批准")
    if plan.approval is None:
        yield Words(f"本稿是{DRAFT}，不能公示。各季度的摇号以该季度批准的抽查计划为依据。")
        return
    number, by = plan.approval.number, plan.approval.by
    text = f"本计划为{plan.title}第{number}号，{words.day(plan.approval.at)}经{by}批准。"
    if number > 1:
        reason = words.close_up(plan.approval.reason).rstrip("。；，")
        text += f"修订理由：{reason}。第{number - 1}号计划同时停止使用。"
    yield Words(f"{text}各季度的摇号以该季度批准的抽查计划为依据。", keep=3)
    yield Signature(by)
