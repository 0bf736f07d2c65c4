"""How the pages before and after the rounds are laid out."""

from collections.abc import Sequence

from ssj_desktop.views.stage.around import BOTTOM, TOP, foot, header
from ssj_desktop.views.stage.boxes import Rect
from ssj_desktop.views.stage.scene import (
    Closing,
    Commitment,
    Digits,
    Opening,
    Quota,
    Redraw,
    SlotRow,
)
from ssj_desktop.views.stage.sheet import LEAST, MARGIN, Sheet, Style

_GAP = 36
_PAD = 44


def opening(sheet: Sheet, scene: Opening) -> None:
    style = Style(72, face="serif", bold=True, align="center")
    sheet.text(Rect(MARGIN, 64, sheet.content, 196), f"{scene.office}\n{scene.subject}", style)
    sheet.rule(sheet.width / 2 - 90, 288, 180, "rule", 4)
    if scene.frame.draw_id:
        words = f"摇号编号 {scene.frame.draw_id}"
        centred = Style(32, ink="soft", align="center")
        sheet.text(Rect(MARGIN, 306, sheet.content, 48), words, centred)
    area = Rect(MARGIN, 368, sheet.content, BOTTOM - 14 - 368)
    pad = _PAD if sheet.width > 1600 else 28
    if scene.people:  # known once the meeting is, as the numbers are once the plan is approved
        left = area._replace(w=(area.w - _GAP) * (0.46 if sheet.width > 1600 else 0.4))
        sheet.panel(left, "panel", "line")
        pairs(sheet, left.inset(pad, 20), scene.people, "panel")
        area = Rect(left.right + _GAP, area.y, area.w - left.w - _GAP, area.h)
    else:
        width = min(area.w, 1100)
        area = area._replace(x=(sheet.width - width) / 2, w=width)
    if scene.quotas:
        sheet.panel(area, "panel", "line")
        _quotas(sheet, area.inset(pad, 20), scene.quotas)
    foot(sheet, scene.frame.foot)


def _quotas(sheet: Sheet, area: Rect, quotas: Sequence[Quota]) -> None:
    rows: list[tuple[str, str, str]] = [("类别", "应抽", "计划抽")]
    rows += [(one.name, f"{one.least} 家", f"{one.planned} 家") for one in quotas]
    sums = sum(one.least for one in quotas), sum(one.planned for one in quotas)
    rows.append(("合计", f"{sums[0]} 家", f"{sums[1]} 家"))
    high = min(area.h / len(rows), 96)
    y = area.y + (area.h - high * len(rows)) / 2
    figure = 112.0
    size = _one_size(sheet, area.w - 2 * figure - 4, [row[0] for row in rows])
    for number, row in enumerate(rows):
        last, first = number == len(rows) - 1, number == 0
        ink = "gold" if first or last else "text"
        style = Style(LEAST if first else size, ink, "panel", bold=first or last)
        if number:
            sheet.rule(area.x, y, area.w, "line")
        sheet.text(Rect(area.x, y + 2, area.w - 2 * figure - 4, high - 4), row[0], style)
        right = Style(style.most, style.ink, "panel", bold=style.bold, align="right")
        for at, words in enumerate(row[1:]):
            x = area.right - (2 - at) * figure
            sheet.text(Rect(x, y + 2, figure, high - 4), words, right)
        y += high


def _one_size(sheet: Sheet, room: float, names: Sequence[str]) -> float:
    """Return the height at which each name has one line, and all of them one height."""
    widest = max(sheet.wide(name, Style(36, bold=True)) for name in names)
    return min(36.0, 35.5 * room / widest)


def pairs(sheet: Sheet, area: Rect, told: Sequence[tuple[str, str]], on: str) -> None:
    """Put labels and what belongs to them below each other, as large as all of it fits."""
    for size, least in ((44, 20), (40, 20), (37, 16), (34, 16), (31, 12), (LEAST, 6)):
        style, label = Style(size, "text", on), max(size * 3.9, 116.0)
        highs = [sheet.high(words, area.w - label, style) for _, words in told]
        if sum(highs) + least * (len(told) - 1) <= area.h:
            break
    space = min(56.0, (area.h - sum(highs)) / max(len(told) - 1, 1))
    y = area.y + max(0.0, (area.h - sum(highs) - space * (len(told) - 1)) / 2)
    for (name, words), high in zip(told, highs, strict=True):
        first = sheet.high("一", label, style)
        named = Style(style.most, "gold", on)
        sheet.text(Rect(area.x, y, label - 12, first), name, named)
        sheet.text(Rect(area.x + label, y, area.w - label, high), words, style, fixed=True)
        y += high + space


def commitment(sheet: Sheet, scene: Commitment) -> None:
    header(sheet, scene.frame, scene.frame.words)
    side = min(520.0, sheet.content * 0.38)
    code = Rect(sheet.width - MARGIN - side, TOP + 60, side, side)
    _code(sheet, code, scene.qr, "扫码得到完整的承诺值")
    left = Rect(MARGIN, TOP + 60, sheet.content - side - 72, side)
    sheet.text(left._replace(h=52), "承诺值（前 16 位）", Style(36, "gold"))
    figures = Style(132, bold=True)
    sheet.text(left._replace(y=left.y + 62, h=side - 190), _in_lines(scene.groups, 2), figures)
    sheet.text(
        left._replace(y=left.y + side - 110, h=110), scene.frozen, Style(34, "soft", pitch=1.35)
    )
    area = Rect(MARGIN, code.bottom + 76, sheet.content, BOTTOM - 14 - code.bottom - 76)
    sheet.panel(area, "panel", "line")
    words = "请操作人以外的人员把本页拍照，或者抄下这 16 位。\n摇号后与纪要上的承诺值核对。"
    centred = Style(38, "text", "panel", align="center", pitch=1.4)
    sheet.text(area.inset(_PAD, 8), words, centred)
    foot(sheet, scene.frame.foot)


def _in_lines(groups: str, count: int) -> str:
    """Return groups of digits, so many a line: a block is easier to compare by eye."""
    split = groups.split(" ")
    return "\n".join(" ".join(split[at : at + count]) for at in range(0, len(split), count))


def _code(sheet: Sheet, area: Rect, matrix: tuple[str, ...], words: str) -> None:
    sheet.qr(area, matrix)
    centred = Style(LEAST, "soft", align="center")
    sheet.text(Rect(area.x, area.bottom + 10, area.w, 44), words, centred)


def digits(sheet: Sheet, scene: Digits) -> None:
    header(sheet, scene.frame, scene.frame.words)
    lead = Style(32, "soft")
    sheet.text(Rect(MARGIN, TOP, sheet.content, 84), scene.words, lead)
    area = Rect(MARGIN, TOP + 96, sheet.content, BOTTOM - 14 - TOP - 96)
    high = min(190.0, area.h / max(len(scene.rows), 1))
    sheet.panel(area._replace(h=high * len(scene.rows)), "panel", "line")
    for number, row in enumerate(scene.rows):
        y = area.y + number * high
        if number:
            sheet.rule(area.x + 32, y, area.w - 64, "line")
        _slot(sheet, Rect(area.x + 32, y, area.w - 64, high), row)
    foot(sheet, scene.frame.foot)


def _slot(sheet: Sheet, area: Rect, row: SlotRow) -> None:
    name = area._replace(w=area.w * 0.3)
    by = Style(40, "text", "panel", face="serif", bold=True)
    if area.h >= 120:
        y = area.y + (area.h - 118) / 2
        sheet.text(Rect(name.x, y, name.w, 76), row.by, by)
        sheet.text(Rect(name.x, y + 76, name.w, 42), row.how, Style(LEAST, "soft", "panel"))
    else:
        sheet.text(name.inset(0, 2), f"{row.by}　{row.how}", by)
    status = 112.0
    ink = "done" if row.status == "已揭示" else "soft"
    style = Style(LEAST, ink, "panel", align="right")
    sheet.text(Rect(area.right - status, area.y, status, area.h), row.status, style)
    left = name.right + 24
    _boxes(sheet, Rect(left, area.y, area.right - status - 24 - left, area.h), row.shown)


def _boxes(sheet: Sheet, area: Rect, shown: str) -> None:
    """Put a box a character; so many that boxes find no room are written in a row."""
    count = max(len(shown), 1)
    step = min(100.0, (area.w + 10) / count)
    width = step * 0.88
    if width < 26:
        sheet.text(area.inset(0, 4), shown.strip(), Style(40, "text", "panel"))
        return
    high = min(width * 1.22, area.h - 20)
    style = Style(min(high * 0.62, width * 0.9), "text", "box", bold=True, align="center")
    for number, figure in enumerate(shown):
        box = Rect(area.x + number * step, area.y + (area.h - high) / 2, width, high)
        sheet.panel(box, "box", "edge", min(10.0, width / 5))
        sheet.text(box, figure.strip(), style)


def redraw(sheet: Sheet, scene: Redraw) -> None:
    header(sheet, scene.frame, scene.frame.words)
    title = "补抽结果" if scene.done else "申请补抽，随后公开取数"
    sheet.text(
        Rect(MARGIN, TOP + 8, sheet.content, 76), title, Style(52, "gold", face="serif", bold=True)
    )
    area = Rect(MARGIN, TOP + 104, sheet.content, BOTTOM - 14 - TOP - 104)
    sheet.panel(area, "panel", "line")
    pairs(sheet, area.inset(_PAD, 32), scene.pairs, "panel")
    foot(sheet, scene.frame.foot)


def closing(sheet: Sheet, scene: Closing) -> None:
    header(sheet, scene.frame, scene.frame.words)
    side = min(440.0, sheet.content * 0.36)
    code = Rect(sheet.width - MARGIN - side, TOP + 16, side, side)
    _code(sheet, code, scene.qr, "扫码得到完整的校验值")
    left = Rect(MARGIN, TOP + 10, sheet.content - side - 64, side + 60)
    sheet.text(left._replace(h=52), "结果校验值", Style(36, "gold"))
    value = Style(72, bold=True, pitch=1.3)
    sheet.text(left._replace(y=left.y + 62, h=left.h - 138), _in_lines(scene.head, 4), value)
    words = Style(38, "text", face="serif", bold=True)
    sheet.text(left._replace(y=left.bottom - 66, h=62), "与会议纪要上的一致，即为原始结果。", words)
    _counts(sheet, Rect(MARGIN, left.bottom + 32, sheet.content, 0), scene.counts)
    foot(sheet, scene.frame.foot)


def _counts(sheet: Sheet, area: Rect, told: Sequence[tuple[str, str]]) -> None:
    """Put the counts side by side, or, if there are many, in lines."""
    area = area._replace(h=BOTTOM - 14 - area.y)
    sheet.panel(area, "panel", "line")
    inner = area.inset(28, 12)
    if len(told) > 5:
        _count_lines(sheet, inner, told)
        return
    wide = inner.w / len(told)
    for number, (name, count) in enumerate(told):
        cell = Rect(inner.x + number * wide, inner.y, wide, inner.h).inset(14, 4)
        top = cell.y + max(0.0, (cell.h - 154) / 2)
        centred = Style(30, "text", "panel", align="center")
        sheet.text(Rect(cell.x, top, cell.w, 84), name, centred)
        figure = Style(46, "gold", "panel", bold=True, align="center")
        sheet.text(Rect(cell.x, top + 84, cell.w, min(70.0, cell.bottom - top - 84)), count, figure)


def _count_lines(sheet: Sheet, area: Rect, told: Sequence[tuple[str, str]]) -> None:
    across = 3 if area.w / 3 > 500 else 2
    down = -(-len(told) // across)
    wide, high = area.w / across, area.h / down
    for number, (name, count) in enumerate(told):
        column, row = divmod(number, down)
        cell = Rect(area.x + column * wide, area.y + row * high, wide, high).inset(20, 1)
        sheet.text(cell._replace(w=cell.w - 110), name, Style(32, "text", "panel"))
        figure = Style(32, "gold", "panel", bold=True, align="right")
        sheet.text(Rect(cell.right - 104, cell.y, 104, cell.h), count, figure)
