"""How the list of objects and inspectors is laid out, page by page."""

from functools import lru_cache

from PySide6.QtCore import QSize

from ssj_desktop.views.stage.around import BOTTOM, chips, foot, header
from ssj_desktop.views.stage.boxes import Rect
from ssj_desktop.views.stage.scene import Moment, ResultRow, Results
from ssj_desktop.views.stage.sheet import LEAST, MARGIN, Sheet, Style
from ssj_desktop.views.stage.text import JOINER

_HEADS = ("序", "被检查单位", "主办", "协办", "可选人数")
_HEAD = 60.0
_INSET = 22.0
_LEAST_ROW = 72.0


def result_pages(scene: Results, size: QSize) -> int:
    """Return over how many pages a category's objects go."""
    return len(_paged(scene, size.width(), size.height()))


def results(sheet: Sheet, scene: Results, moment: Moment, size: QSize) -> None:
    """Put one page of a category's objects."""
    pages = _paged(scene, size.width(), size.height())
    page = min(moment.page, len(pages) - 1)
    turned = f"　第 {page + 1} / {len(pages)} 页" if len(pages) > 1 else ""
    header(sheet, scene.frame, f"{scene.frame.words}{turned}")
    y = chips(sheet, scene.frame.chips, "")
    columns = _columns(sheet)
    sheet.panel(Rect(MARGIN, y, sheet.content, _HEAD), "head", "", 8)
    for (x, wide), words in zip(columns, _HEADS, strict=True):
        sheet.text(Rect(x, y, wide, _HEAD), words, Style(LEAST, "on head", "head", bold=True))
    y += _HEAD
    for number, (row, high) in enumerate(pages[page]):
        _row(sheet, row, Rect(MARGIN, y, sheet.content, high), "even" if number % 2 else "odd")
        y += high
    foot(sheet, scene.frame.foot)


def _row(sheet: Sheet, row: ResultRow, area: Rect, ground: str) -> None:
    sheet.panel(area, ground, "", 0)
    for (x, wide), (words, style) in zip(_columns(sheet), _cells(row, ground), strict=True):
        high = sheet.high(words, wide, style) if words else 0.0
        place = Rect(x, area.y + (area.h - high) / 2, wide, high)
        sheet.text(place, words, style, fixed=True)
    sheet.rule(area.x, area.bottom - 1, area.w, "line", 1.5)


def _cells(row: ResultRow, on: str) -> tuple[tuple[str, Style], ...]:
    label = f"{row.label}（{row.fate}）" if row.fate else row.label
    return (
        (str(row.number), Style(30, "soft", on)),
        (label, Style(32, "text", on)),
        (_whole(row.lead), Style(32, "lead", on, bold=True)),
        ("、".join(map(_whole, row.members)), Style(32, "text", on)),
        (row.admissible, Style(LEAST, "soft", on)),
    )


def _whole(name: str) -> str:
    """Return a name that no line's end goes through, unless it is a long one."""
    return JOINER.join(name) if len(name) <= 6 else name


def _columns(sheet: Sheet) -> tuple[tuple[float, float], ...]:
    """Return where the columns begin and how wide their words may be."""
    number, last = 80.0, 166.0
    rest = sheet.content - number - last - _INSET
    wides = (number, rest * 0.46, rest * 0.20, rest * 0.34, last)
    x = MARGIN + _INSET
    columns = []
    for wide in wides:
        columns.append((x, wide - 20))
        x += wide
    return tuple(columns)


@lru_cache(maxsize=64)
def _paged(
    scene: Results, width: int, height: int
) -> tuple[tuple[tuple[ResultRow, float], ...], ...]:
    """Return each page's rows with their heights."""
    sheet = Sheet(QSize(width, height))
    room = BOTTOM - 10 - chips(sheet, scene.frame.chips, "") - _HEAD
    pages: list[list[tuple[ResultRow, float]]] = [[]]
    used = 0.0
    for row in scene.rows:
        cells = zip(_columns(sheet), _cells(row, "odd"), strict=True)
        tallest = max(
            sheet.high(words, wide, style) for (_, wide), (words, style) in cells if words
        )
        high = max(tallest + 24, _LEAST_ROW)
        if pages[-1] and used + high > room:
            pages.append([])
            used = 0.0
        pages[-1].append((row, high))
        used += high
    return tuple(map(tuple, pages))
