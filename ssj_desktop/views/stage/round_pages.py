"""How a round is laid out: while it rolls, and when all of it is out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QSize

from ssj_desktop.views.stage.around import BOTTOM, chips, foot, header
from ssj_desktop.views.stage.boxes import Rect, Reel, Text
from ssj_desktop.views.stage.scene import Entry, Moment, RoundScene
from ssj_desktop.views.stage.sheet import LEAST, MARGIN, Sheet, Style
from ssj_desktop.views.stage.text import PITCH, advance, fit

_GAP = 32
_BAND = 184
_NUMBER = 66.0
_PAD = 20.0  # around a row's words


def rolling(sheet: Sheet, scene: RoundScene, moment: Moment) -> None:
    """Put the reel and, at its right, who is out already."""
    header(sheet, scene.frame, f"主办：{scene.frame.unit}" if scene.frame.unit else "")
    at = len(scene.listed) + moment.pick + 1
    y = chips(sheet, scene.frame.chips, f"第 {at} / {scene.count} 家")
    area = Rect(MARGIN, y, sheet.content, BOTTOM - 14 - y)
    reel = area._replace(w=(area.w - _GAP) * 0.63)
    sheet.panel(reel, "well", "edge")
    band = Rect(reel.x, reel.y + (reel.h - _BAND) / 2, reel.w, _BAND)
    sheet.boxes.append(
        Reel(
            sheet.rect(reel.inset(3)),
            sheet.rect(band.inset(3, 0)),
            (reel.h - _BAND) / 4 * sheet.unit,
            sheet.least,
            sheet.unit,
        )
    )
    _out(sheet, Rect(reel.right + _GAP, y, area.w - reel.w - _GAP, area.h), scene, moment)
    foot(sheet, scene.frame.foot)


def _out(sheet: Sheet, area: Rect, scene: RoundScene, moment: Moment) -> None:
    """Put the latest of those that are out, as many as there is room for."""
    sheet.panel(area, "panel", "line")
    inner = area.inset(30, 20)
    done = len(scene.listed) + moment.drawn
    title = Style(32, "gold", "panel", bold=True)
    figures = f"{done} / {scene.count}"
    wide = sheet.wide(figures, title)
    sheet.text(inner._replace(w=inner.w - wide - 12, h=52), "本轮已抽中", title)
    sheet.text(Rect(inner.right - wide, inner.y, wide, 52), figures, replace(title, align="right"))
    y = inner.y + 64
    notes = Style(LEAST, "soft", "panel")
    for note in scene.notes:
        high = sheet.high(note, inner.w, notes)
        sheet.text(inner._replace(y=y, h=high), note, notes, fixed=True)
        y += high + 10
    out = [*scene.listed, *scene.picks[: moment.drawn]]
    rows = Style(32, "text", "panel")
    room, shown = inner.bottom - y, 0
    highs: list[float] = []
    for entry in reversed(out):
        high = sheet.high(entry.label, inner.w - _NUMBER, rows) + _PAD
        if sum(highs) + high > room:
            break
        highs.insert(0, high)
        shown += 1
    numbered = list(enumerate(out, 1))[len(out) - shown :]
    _rows(sheet, inner._replace(y=y), numbered, highs, rows)


def _rows(
    sheet: Sheet,
    area: Rect,
    numbered: Sequence[tuple[int, Entry]],
    highs: Sequence[float],
    style: Style,
) -> None:
    """Put numbers and names below each other, the first line of each on one level."""
    y = area.y
    first = sheet.high("一", area.w, style)
    for (number, entry), high in zip(numbered, highs, strict=True):
        if y > area.y:
            sheet.rule(area.x, y, area.w, "line")
        pad = (high - sheet.high(entry.label, area.w - _NUMBER, style)) / 2
        figure = Style(style.most, "gold", style.on)
        sheet.text(Rect(area.x, y + pad, _NUMBER - 8, first), str(number), figure)
        name = Rect(area.x + _NUMBER, y + pad, area.w - _NUMBER, high - 2 * pad)
        sheet.text(name, entry.label, style, fixed=True)
        y += high


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a listing goes: its letters' height, its columns, and the rows' numbers by page."""

    size: float
    columns: int
    pad: float
    pages: tuple[tuple[tuple[int, ...], ...], ...]


def listing_pages(scene: RoundScene, size: QSize) -> int:
    """Return over how many pages a round taken whole is listed."""
    return len(_planned(scene, size.width(), size.height()).pages)


def fits(scene: RoundScene, size: QSize) -> bool:
    """Return whether all of a round finds room on one page."""
    return listing_pages(scene, size) == 1


def listing(sheet: Sheet, scene: RoundScene, moment: Moment, size: QSize) -> None:
    """Put everything a round drew on a page, or the part of it that the page holds."""
    plan = _planned(scene, size.width(), size.height())
    page = plan.pages[min(moment.page, len(plan.pages) - 1)]
    turned = f"　第 {moment.page + 1} / {len(plan.pages)} 页" if len(plan.pages) > 1 else ""
    header(sheet, scene.frame, f"{scene.frame.words}{turned}")
    area, words = _around_list(sheet, scene)
    top = Rect(MARGIN, area.y - 70, sheet.content, 56)
    sheet.text(top, words, Style(36, "gold", face="serif", bold=True))
    wide = _column(area, plan.columns)
    style = Style(plan.size, on="panel")
    deepest = 0.0
    entries = list(enumerate((*scene.listed, *scene.picks), 1))
    at = len(sheet.boxes)
    for column, numbers in enumerate(page):
        place = area._replace(x=area.x + column * (wide + 56), w=wide)
        told = [entries[number] for number in numbers]
        highs = [sheet.high(entry.label, wide - _NUMBER, style) + plan.pad for _, entry in told]
        _rows(sheet, place, told, highs, style)
        deepest = max(deepest, sum(highs))
    sheet.panel(Rect(MARGIN, area.y - 10, sheet.content, deepest + 20), "panel", "line")
    sheet.boxes.insert(at, sheet.boxes.pop())
    foot(sheet, scene.frame.foot)


def _around_list(sheet: Sheet, scene: RoundScene) -> tuple[Rect, str]:
    y = chips(sheet, scene.frame.chips, f"{scene.count} 家")
    words = "；".join(scene.notes)
    if scene.picks:
        words = f"本轮抽中 {scene.count} 家" + (f"（其中{words}）" if words else "")
    return Rect(MARGIN + 36, y + 82, sheet.content - 72, BOTTOM - 22 - y - 82), words


def _column(area: Rect, columns: int) -> float:
    return (area.w - 56 * (columns - 1)) / columns


@lru_cache(maxsize=64)
def _planned(scene: RoundScene, width: int, height: int) -> _Plan:
    sheet = Sheet(QSize(width, height))
    area, _ = _around_list(sheet, scene)
    entries = (*scene.listed, *scene.picks)
    plan = _Plan(LEAST, 1, 0, ((),))
    for size, pad in ((48, 24), (42, 22), (38, 20), (34, 18), (31, 16), (LEAST, 16), (LEAST, 6)):
        for columns in (1, 2, 3):
            plan = _filled(sheet, area, entries, Style(size, on="panel"), columns, pad)
            if len(plan.pages) == 1:
                return plan
    return _filled(sheet, area, entries, Style(LEAST, on="panel"), 2, _PAD)


def _filled(
    sheet: Sheet, area: Rect, entries: Sequence[Entry], style: Style, columns: int, pad: float
) -> _Plan:
    wide = _column(area, columns) - _NUMBER
    highs = [sheet.high(entry.label, wide, style) + pad for entry in entries]
    even = -(-len(entries) // columns)
    parts = [highs[at : at + even] for at in range(0, len(highs), even or 1)]
    tallest = max(map(sum, parts), default=0.0)
    if tallest <= area.h:
        pad += min(48.0, (area.h - tallest) / max(even, 1))
        numbers = [
            tuple(range(at, min(at + even, len(highs)))) for at in range(0, len(highs), even or 1)
        ]
        return _Plan(style.most, columns, pad, (tuple(numbers),))
    filled: list[list[int]] = [[]]
    used = 0.0
    for number, high in enumerate(highs):
        if filled[-1] and used + high > area.h:
            filled.append([])
            used = 0.0
        filled[-1].append(number)
        used += high
    done = [tuple(one) for one in filled]
    pages = tuple(tuple(done[at : at + columns]) for at in range(0, len(done), columns))
    return _Plan(style.most, columns, pad, pages)


def bright(reel: Reel, words: str) -> Text:
    """Return the name in the band when it stands there."""
    unit = reel.unit
    most = max(int(92 * unit), reel.least)
    band = reel.band
    room = Rect(band.x + 36 * unit, band.y + 6 * unit, band.w - 72 * unit, band.h - 12 * unit)
    one = int(room.w / (advance(words, "serif", True, 100) + 1) * 100)
    px = min(one, most)
    lines: tuple[str, ...] = (words,)
    if one < 56 * unit:  # only then is a second line worth its break
        px, lines = fit(words, "serif", True, (room.w, room.h), (reel.least, most))
    return Text(room, lines, "serif", True, px, "text", "band", "center", PITCH)


def dimmed(reel: Reel, words: str, place: int) -> Text:
    """Return a name beside the band, ``place`` -1 right above, 1 right below, and so on."""
    unit = reel.unit
    most = max(int(44 * unit), reel.least)
    edge = reel.band.y if place < 0 else reel.band.bottom
    y = edge + (place if place < 0 else place - 1) * reel.pitch
    room = Rect(reel.rect.x + 60 * unit, y + 4 * unit, reel.rect.w - 120 * unit, 0)
    room = room._replace(h=reel.pitch - 8 * unit)
    px, lines = fit(words, "serif", False, (room.w, room.h), (reel.least, most))
    return Text(room, lines, "serif", False, px, "dim", "well", "center", PITCH)
