"""The year's plan as a workbook: its figures, the list that is published, and the people.

The list has the columns of 抽查计划清单 (requirements 8.4), and those that a scheme's own list of
items names (WL-12).
"""

from collections.abc import Iterator

from openpyxl import Workbook

from ssj_desktop.facts.year_plan import QUARTERS, YearLine, YearPlan, decimal
from ssj_desktop.outputs import words, year_plan_parts
from ssj_desktop.outputs.sheet import Sheet, Value, saved
from ssj_desktop.outputs.year_plan_parts import covered, raised

_NAME = "年度抽查计划"
_FIGURES = (5, 18, 14, 38, 7, 7, 7, 7, 9, 9, 9, 9, 9, 9, 10, 34)
_LIST = (14, 20, 9, 14, 22, 8, 26, 9, 22, 11, 20, 18, 20, 24)
_PEOPLE = (24, 14, 20)
_GONE = (6, 40, 26, 20, 12, 40)


def render(plan: YearPlan, *, internal: bool) -> bytes:
    """Return the workbook; the same facts give the same bytes.

    Raises:
        DeskError: a text holds a control character, which a workbook cannot carry.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "分季度家次"
    header = year_plan_parts.label(plan)
    _figures(Sheet(sheet, _FIGURES, header, _NAME), plan)
    _list(Sheet(book.create_sheet("抽查计划清单"), _LIST, header, _NAME), plan)
    _people(Sheet(book.create_sheet("执法力量"), _PEOPLE, header, _NAME), plan)
    if internal and plan.exclusions:
        header = f"{header}（内部资料）"
        _gone(Sheet(book.create_sheet("不列入名单（内部）"), _GONE, header, _NAME), plan)
    return saved(book, plan.office, plan.counted_at)


def _head(sheet: Sheet, plan: YearPlan, spans: tuple[int, int], name: str = "") -> None:
    sheet.title(f"{plan.office}{plan.year}年度“双随机、一公开”抽查计划{name}")
    whole, half = spans
    counted = f"名录库截至 {words.moment(plan.counted_at)}"
    sheet.line((f"{year_plan_parts.which(plan)}　依据{plan.scheme}", whole - half), (counted, half))


def _figures(sheet: Sheet, plan: YearPlan) -> None:
    _head(sheet, plan, (len(_FIGURES), 4))
    quarters = [f"{name}（{state}）" for name, state in zip(QUARTERS, plan.states, strict=True)]
    head = ("序号", "类别", "条款", "规则与算式", "基数", "不列入", "可抽", "本年已查", *quarters,
            "全年计划", "全年最低", "年末覆盖", "说明")  # fmt: skip
    body = [_line(number, line) for number, line in enumerate(plan.lines, start=1)]
    sheet.table(head, body, frozen=True)
    sums = [sum(line.quarters[n].visits for line in plan.lines) for n in range(4)]
    counts = (sum(getattr(it, name) for it in plan.lines) for name in _COUNTED)
    total: list[Value] = ["合计", *counts, *sums, plan.visits, plan.least, "", ""]
    sheet.line((total[0], 4), *((value, 1) for value in total[1:]), bold=True)


_COUNTED = ("base", "excluded", "pool", "visited")


def _line(number: int, line: YearLine) -> list[Value]:
    notes = [*line.notes, *(raised(one) for one in line.raises)]
    return [
        number,
        line.name,
        line.clause,
        f"{line.rule}\n{line.formula}",
        *(getattr(line, name) for name in _COUNTED),
        *(one.visits for one in line.quarters),
        line.visits,
        line.least,
        covered(line),
        "\n".join(notes),
    ]


def _list(sheet: Sheet, plan: YearPlan) -> None:
    _head(sheet, plan, (len(_LIST), 3), "清单")
    head = ("抽查计划编号", "任务名称", "抽查类型", "计划类别", "抽查对象范围", "抽查基数",
            "比例（数量）", "频次", "抽查事项", "检查方式", "检查主体", "发起/参与部门", "起止时间",
            "备注")  # fmt: skip
    sheet.table(head, list(_rows(plan)), frozen=True)


def _rows(plan: YearPlan) -> Iterator[list[Value]]:
    span = f"{plan.year}年1月1日至12月31日"
    number = f"第{plan.approval.number}号" if plan.approval else "草稿"
    for place, line in enumerate(plan.lines, start=1):
        yield [
            f"{plan.year}-{number}-{place:02}",
            f"{line.name}“双随机”抽查",
            "不定向",
            "日常监督管理",
            line.name,
            line.base,
            f"{line.rule}（全年{line.visits}家次）",
            line.span,
            line.item or "抽查事项清单所列全部事项",
            line.method,
            plan.unit,
            line.department or plan.office,
            span,
            "基数为计划制定时实有数；比例为最低数；分季度抽取",
        ]
    for place, one in enumerate(plan.campaigns, start=len(plan.lines) + 1):
        yield [
            f"{plan.year}-{number}-{place:02}",
            one.name,
            "不定向" if one.scope == "不定向" else "定向",
            one.kind,
            one.scope,
            one.base,
            f"{one.amount}（{one.visits}家次）",
            "一次",
            one.items or "抽查事项清单所列全部事项",
            "现场检查",
            plan.unit,
            one.crew or plan.office,
            QUARTERS[one.quarter.number - 1],
            f"依据{one.document}；单独摇号",
        ]


def _people(sheet: Sheet, plan: YearPlan) -> None:
    load = plan.load
    sheet.title("执法力量")
    sheet.line((f"{load.words}（{load.strain}）", len(_PEOPLE)), height=60)
    rows: list[list[Value]] = [
        [squad.name, squad.people, decimal(squad.visits, 1)] for squad in load.squads
    ]
    sheet.table(("分队", "可派人数", "预计检查（家次）"), rows)


def _gone(sheet: Sheet, plan: YearPlan) -> None:
    sheet.title("不列入可抽范围的对象（内部资料）")
    rows: list[list[Value]] = [
        [number, gone.name, gone.code, gone.category, gone.reason, gone.evidence]
        for number, gone in enumerate(plan.exclusions, start=1)
    ]
    sheet.table(("序号", "检查对象", "对象编号", "类别", "原因", "依据"), rows, frozen=True)
