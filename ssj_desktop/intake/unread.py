"""Columns of a file that nothing is read from: told, with what they might be renamed to."""

from collections.abc import Iterator, Sequence

from ssj_desktop.facts.imports import Problem, RosterKind
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.layout import Layout, letters, normal_heading

# A row's number is nothing that anybody misses.
_SERIALS = frozenset({"序号", "序", "行号", "顺序号", "NO"})
_MOST_LISTED = 30
_CLOSE = 0.6


def unread_columns(kind: RosterKind, layout: Layout) -> Iterator[Problem]:
    """Yield one remark, on the line of the headings, when there are columns that are not read."""
    headings = [
        column.heading
        for column in layout.columns
        if column.field is None and normal_heading(column.heading) not in _SERIALS
    ]
    nameless = [*nameless_columns(layout)]
    if not (headings or nameless):
        return
    listed = [*headings, *(f"{letters(place)} 列（没有列名）" for place in nameless)]
    more = f" 等 {len(listed)} 列" if len(listed) > _MOST_LISTED else ""
    yield Problem(
        layout.first,
        "",
        f"这些列没有读：{'、'.join(listed[:_MOST_LISTED])}{more}。",
        f"用不着的不必管；如果其中有需要的内容，请把列名改成{_advice(kind, layout, headings)}。",
        blocking=False,
    )


def nameless_columns(layout: Layout) -> Iterator[int]:
    """Yield the unused columns without a heading that have a cell filled in, below the headings."""
    named = {column.place for column in layout.columns}
    rows = layout.table.rows[layout.first :]
    for place in range(len(rows[0]) if rows else 0):
        if place not in named and any(cells[place] != "" for cells in rows):
            yield place


def _advice(kind: RosterKind, layout: Layout, headings: Sequence[str]) -> str:
    """Name the close headings of columns that the file lacks, or those columns."""
    from difflib import get_close_matches  # seldom wanted, and a worker starts for every file

    taken = {field.name for _, field in layout.used}
    lacking = [field for field in FIELDS[kind] if field.name not in taken]
    usual = {
        normal_heading(word): word
        for field in lacking
        for word in f"{field.headings} {field.fallback}".split()
    }
    close = [
        f"“{heading}”改成“{usual[found[0]]}”"
        for heading in headings
        if (found := get_close_matches(normal_heading(heading), usual, n=1, cutoff=_CLOSE))
    ]
    where = "能读的列名"
    if close:
        return f"{where}，例如{'、'.join(close)}"
    labels = "、".join(field.label for field in lacking)
    return f"{where}，文件里还没有的是{labels}" if labels else where
