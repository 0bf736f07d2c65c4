"""备案表 of a draw (requirements 8.5; LC-22): a plain table as CSV, and what its forms show.

The form to be stamped is a PDF (filing_paper) or a workbook (filing_sheet). Cells are text that no
spreadsheet takes for a formula, and codes keep every digit: docs/decisions/filing-tables.md.
"""

import csv
import io
import re
from typing import Literal

from ssj_desktop.facts.draw import DrawFacts, DrawnTarget
from ssj_desktop.outputs import words

COLUMNS = (
    "序号",
    "对象编号",
    "单位名称",
    "统一社会信用代码",
    "类别",
    "地址",
    "分队",
    "检查人员",
    "计划检查时段",
    "备注",
)
_CODES = (1, 3)  # the columns that hold codes
_FORMULA = tuple("=+-@\t\r＝＋－＠")
# What a spreadsheet might take for a number, a date or a time: 04050112, 1E5, 3-1, MAR1.
_NUMERIC = re.compile(
    r"[\W\d_]*(?:E|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*)?[\W\d_]*",
    re.IGNORECASE,
)

CHANGES = ("序号", "时间", "退出", "事项", "批准", "补入", "原因、依据")

Encoding = Literal["utf-8-sig", "gb18030"]


def render_csv(facts: DrawFacts, *, encoding: Encoding = "utf-8-sig") -> bytes:
    """Return the list as CSV; UTF-8 carries a BOM, without which Excel takes it for GBK."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*COLUMNS, "期次", "抽取日期", "摇号编号"))
    drawn = facts.drawn_at.date().isoformat()
    for row in rows(facts):
        cells = [_code(cell) if index in _CODES else _inert(cell) for index, cell in enumerate(row)]
        writer.writerow((*cells, facts.period, drawn, _code(facts.draw_id)))
    return out.getvalue().encode(encoding)


def rows(facts: DrawFacts) -> list[tuple[str, ...]]:
    """Return the objects to be inspected, one row each by :data:`COLUMNS`."""
    return [_row(number, target, facts) for number, target in enumerate(facts.standing, start=1)]


def title(facts: DrawFacts) -> str:
    return f"{facts.heading}企业名单备案表"


def title_of_changes(facts: DrawFacts) -> str:
    return f"{facts.heading}企业名单变更记录"


def method(facts: DrawFacts) -> str:
    return f"公开摇号（摇号编号 {facts.draw_id}）"


def summary(facts: DrawFacts) -> list[tuple[str, int, int, int, str]]:
    """Return what was drawn of each category and, last, in all: name, base, least number by the
    scheme, number drawn, formula."""
    lines = [
        (q.name, q.base, q.quota, words.drawn(facts, q), words.close_up(q.formula))
        for q in facts.quotas
    ]
    base, quota = sum(q.base for q in facts.quotas), sum(q.quota for q in facts.quotas)
    return [*lines, ("合计", base, quota, sum(line[3] for line in lines), "")]


def changes(facts: DrawFacts) -> list[tuple[str, ...]]:
    """Return the changes after the draw, one row each by :data:`CHANGES`: LC-16 asks for reason,
    approval and a new filing."""
    return [
        (
            str(number),
            words.moment(change.at),
            change.went_out,
            change.kind,
            change.approved_by,
            change.came_in,
            f"{change.reason}；{change.evidence}",
        )
        for number, change in enumerate(facts.redraws, start=1)
    ]


def _row(number: int, target: DrawnTarget, facts: DrawFacts) -> tuple[str, ...]:
    return (
        str(number),
        target.code,
        target.name,
        target.credit_code,
        target.category,
        words.place(target),
        target.team.squad,
        words.names(person.name for person in target.team.people),
        _span(facts),
        target.fate,
    )


def _span(facts: DrawFacts) -> str:
    if facts.deadline is None:
        return f"{facts.period}内"
    return f"{facts.drawn_at.date().isoformat()}至{facts.deadline.isoformat()}"


def _code(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows every digit, bare wherever it does so anyway."""
    if text and not text.startswith(_FORMULA) and _NUMERIC.fullmatch(text):
        return f"{text}\t"
    return _inert(text)


def _inert(text: str) -> str:
    """Return ``text`` so that no spreadsheet reads it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
