"""Which roster a sheet is, and what to say of a file that is another one or none."""

from collections.abc import Sequence

from ssj_desktop.facts.imports import Problem, RosterKind
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.layout import HeadingRow, likeliest_of, likeliest_row
from ssj_desktop.intake.reader import Table

TITLES = {
    RosterKind.TARGETS: "检查对象名录",
    RosterKind.INSPECTORS: "执法人员名录",
    RosterKind.ITEMS: "抽查事项清单",
    RosterKind.VISITS: RosterKind.VISITS.whole,
}
_SHOWN_HEADINGS = 8
_LONGEST_SHOWN = 12


def recognised(table: Table, asked: RosterKind) -> RosterKind:
    """Return the roster that a sheet is: ``asked``, unless its headings fit another one better.

    The other one must have more columns in it, at least two, and its required one (姓名, 单位名称)
    unless that of ``asked`` is missing as well.
    """
    rows = {kind: likeliest_row(table, fields) for kind, fields in FIELDS.items()}
    best, most = asked, max(1, _columns(rows[asked]))
    for kind, row in rows.items():
        if row and len(row.fields) > most and (_is_whole(kind, row) or not _is_whole(asked, row)):
            best, most = kind, len(row.fields)
    return best


def _columns(row: HeadingRow | None) -> int:
    return len(row.fields) if row else 0


def _is_whole(kind: RosterKind, row: HeadingRow | None) -> bool:
    return row is not None and all(
        field.name in row.fields for field in FIELDS[kind] if field.required
    )


def another_roster(asked: RosterKind, tables: Sequence[Table]) -> RosterKind | None:
    """Return the other roster that the first sheet which is one is, None when there is none."""
    kinds = (recognised(table, asked) for table in tables)
    return next((kind for kind in kinds if kind is not asked), None)


def no_roster(asked: RosterKind, tables: Sequence[Table]) -> Problem:
    """Say why none of the sheets is the roster asked for: another one, or no headings."""
    if kind := another_roster(asked, tables):
        return Problem(
            0,
            "",
            f"这份文件像是{TITLES[kind]}，不是{TITLES[asked]}。",
            f"请选对文件；要导入的就是它，请改选“{kind.label}”再导入。",
        )
    fields = FIELDS[asked]
    likeliest = likeliest_of(tables, fields)
    seen = "前 20 行是空的。" if likeliest is None else _seen(likeliest, fields)
    return Problem(0, "", f"没有找到表头：{seen}", _wanted(fields))


def _seen(row: HeadingRow, fields: Sequence[Field]) -> str:
    cells = [*filter(None, row.headings)]
    listed = "、".join(
        cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"
        for cell in cells[:_SHOWN_HEADINGS]
    )
    more = f" 等 {len(cells)} 格" if len(cells) > _SHOWN_HEADINGS else ""
    known = "、".join(f"“{field.label}”" for field in fields if field.name in row.fields)
    return (
        f"最像表头的是第 {row.first} 行（{listed}{more}），"
        f"{f'其中只认得{known}' if known else '其中没有认得的列名'}。"
    )


def _wanted(fields: Sequence[Field]) -> str:
    needed = "；".join(
        f"“{field.label}”（也可以写作{'、'.join(field.headings.split()[1:5])}）"
        for field in fields
        if field.required
    )
    others = "、".join(field.label for field in fields if not field.required)
    return f"前 20 行里要有一行列名，必须有{needed}这一列；其他能读的列有{others}。"
