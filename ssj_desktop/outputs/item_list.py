"""抽查事项清单 on landscape A4, to be published: nine, eight or seven columns.

Each lay-out is a document's own: 保定's nine columns (BD-3), the eight of 武隆's 附件 (WL-12), and
鄂州's seven of what several departments check together (EZ-20).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.catalogue import Catalogue, ListKind
from ssj_desktop.facts.roster import ItemRow
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.page import Mark, Paper, Text
from ssj_desktop.outputs.table import Column, Look, draw_table
from ssj_desktop.outputs.text import Span, break_lines, set_line

DRAFT = "草稿，未发布"
_SHEET = landscape(A4)
_SIDE, _TOP, _BOTTOM = 18 * mm, 26 * mm, 18 * mm  # bound at its upper edge
_WIDTH = _SHEET[0] - 2 * _SIDE
_LOOK = Look(9.5, 13)
_UNDECIDED = "根据实际情况确定"


@dataclass(frozen=True, slots=True)
class Layout:
    """A lay-out's columns, and what stands in them of the item of a number (1, 2, …)."""

    columns: tuple[Column, ...]
    cells: Callable[[int, ItemRow], tuple[str | int, ...]]


class _List(Paper):
    """Landscape pages, each saying which list of whose it is."""

    sheet = _SHEET

    def __init__(self, fonts: Fonts, running: str) -> None:
        height = _SHEET[1] - _TOP - _BOTTOM
        super().__init__(fonts, _SIDE, _SHEET[1] - _TOP, _WIDTH, height)
        self._running = running

    def centred(self, text: str, face: Face, size: float, leading: float) -> None:
        """Set a text in the middle, on as many lines as it needs."""
        lines = break_lines(self.fonts, [Span(text, face)], size, _WIDTH)
        self.lines(lines, leading, x=_SIDE, width=_WIDTH, align="center")

    def marks(self, number: int, total: int, /) -> Iterable[Mark]:
        if number > 1:
            running = self.one_line(self._running, Face.SONG, 9)
            yield Text(running, _SIDE + _WIDTH - running.width, _SHEET[1] - 20 * mm)
        line = self.one_line(f"第 {number} 页　共 {total} 页", Face.SONG, 9)
        offset, _ = set_line(line, _WIDTH, "center")
        yield Text(line, _SIDE + offset, 10 * mm)


def render(catalogue: Catalogue, kind: ListKind, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of the list.

    Raises:
        DeskError: nothing belongs on it, or a text holds a character that no font can print.
    """
    title, layout = kind.heading, LAYOUTS[kind]
    rows = [[str(cell) for cell in row] for row in rows_of(catalogue, kind)]
    paper = _List(Fonts(system=system_fonts), f"{title}　{which(catalogue)}")
    paper.centred(f"{catalogue.office}{title}", Face.SONG_BOLD, 20, 30)
    paper.centred(standing(catalogue), Face.KAI, 11, 18)
    paper.skip(4)
    draw_table(paper, layout.columns, rows, _LOOK)
    return paper.pdf(
        f"{catalogue.office}{title}",
        author=catalogue.office,
        subject=which(catalogue),
        program=catalogue.program,
        dated=catalogue.dated,
    )


def rows_of(catalogue: Catalogue, kind: ListKind) -> Sequence[Sequence[str | int]]:
    """Return the list's rows.

    Raises:
        DeskError: no item belongs on it.
    """
    items = [item for item in catalogue.items if item.joint or kind is not ListKind.JOINT]
    if not items:
        raise DeskError(
            "清单里没有适用联合抽查的事项。" if catalogue.items else "清单里还没有抽查事项。",
            "请在“抽查事项”里把适用联合抽查的事项标为“是”。"
            if catalogue.items
            else "请先导入、新增或者从方案载入。",
        )
    return [LAYOUTS[kind].cells(number, item) for number, item in enumerate(items, start=1)]


def which(catalogue: Catalogue) -> str:
    """Return the version and since when it is in force, or that it is none yet."""
    edition = catalogue.edition
    if edition is None:
        return DRAFT
    return f"第{edition.number}版，{words.day(edition.effective_on)}起生效"


def standing(catalogue: Catalogue) -> str:
    """Return what stands below the title: the version, and who decided on it when (EZ-6)."""
    edition = catalogue.edition
    if edition is None:
        return f"（{DRAFT}，截至{words.day(catalogue.dated)}）"
    decided = f"{words.day(edition.decided_on)}{edition.meeting}讨论，{edition.decided_by}确定"
    return f"（{which(catalogue)}；{decided}）"


def quantity(item: ItemRow) -> str:
    """Return how many are drawn as the list says it, and both numbers that may mean (WL-13)."""
    numbers = [
        f"{name}{count}{unit}"
        for name, count, unit in (
            ("每期", item.each_period, "家"),
            ("全年", item.a_year, "家次"),
        )
        if count is not None
    ]
    said = item.quantity or ("" if numbers else _UNDECIDED)
    return "\n".join(filter(None, (said, *numbers)))


def _nine(_: int, item: ItemRow) -> tuple[str | int, ...]:
    return (
        item.name,
        item.sub_item,
        item.category,
        item.target_scope,
        item.subject,
        item.basis,
        item.content,
        item.method,
        "是" if item.joint else "否",
    )


def _eight(number: int, item: ItemRow) -> tuple[str | int, ...]:
    return (
        number,
        item.department,
        item.called,
        item.content,
        item.target_scope,
        item.frequency,
        item.rate,
        quantity(item),
    )


def _joint(number: int, item: ItemRow) -> tuple[str | int, ...]:
    return (
        number,
        item.field,
        item.called,
        item.target_scope,
        item.department,
        item.partners,
        item.liaison,
    )


LAYOUTS = {
    ListKind.NINE: Layout(
        (
            Column("检查事项名称", 34),
            Column("检查子项", 24),
            Column("事项类别", 18, "center"),
            Column("检查对象", 30),
            Column("检查主体", 24),
            Column("检查依据", 48),
            Column("检查内容", 52),
            Column("检查方式", 18, "center"),
            Column("是否适用\n联合抽查", 17, "center"),
        ),
        _nine,
    ),
    ListKind.EIGHT: Layout(
        (
            Column("序号", 11, "center"),
            Column("发起部门", 25, "center"),
            Column("抽查事项名称", 39),
            Column("检查内容", 84),
            Column("检查对象", 41),
            Column("抽查频次", 20, "center"),
            Column("抽查比例", 25, "center"),
            Column("抽取对象数量\n（家）", 24, "center"),
        ),
        _eight,
    ),
    ListKind.JOINT: Layout(
        (
            Column("序号", 12, "center"),
            Column("抽查领域", 34, "center"),
            Column("抽查事项", 60),
            Column("检查对象", 50),
            Column("发起部门", 34, "center"),
            Column("配合部门", 42, "center"),
            Column("联络科室", 34, "center"),
        ),
        _joint,
    ),
}
