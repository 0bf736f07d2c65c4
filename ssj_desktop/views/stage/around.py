"""What is around a page's matter: the title and what is said beside it, the rounds, the foot."""

from collections.abc import Sequence
from dataclasses import replace

from ssj_desktop.views.stage.boxes import Rect
from ssj_desktop.views.stage.scene import Chip, Foot, Frame
from ssj_desktop.views.stage.sheet import LEAST, MARGIN, Sheet, Style

TOP = 182  # where the matter of a page begins
BOTTOM = 962
_FOOT = Rect(MARGIN, 988, 0, 56)
_CHIP = 60
_GAP = 14

_TITLE = Style(46, face="serif", bold=True)
_META = Style(LEAST, ink="soft", align="right")


def header(sheet: Sheet, frame: Frame, words: str) -> None:
    """Put the title and, at its right, date, number and where the show stands."""
    first = "　".join(
        filter(None, (frame.date, f"摇号编号 {frame.draw_id}" if frame.draw_id else ""))
    )
    if sheet.wide(first, _META) > sheet.content * 0.46:
        first = first.replace("　", "\n")
    meta = "\n".join(filter(None, (first, words)))
    room = max((sheet.wide(line, _META) for line in meta.split("\n")), default=0)
    room = min(room, sheet.content * 0.46)
    place = Rect(MARGIN, 36, sheet.content - room - 40, 112)
    title = frame.title.replace("\n", " ")
    if sheet.wide(title, replace(_TITLE, most=40)) <= place.w:
        sheet.text(place.inset(0, 26), title, _TITLE)
    else:
        sheet.text(place, frame.title, _TITLE)
    sheet.text(Rect(sheet.width - MARGIN - room, 36, room, 112), meta, _META)
    sheet.rule(MARGIN, 152, sheet.content, "rule", 2.5)


def chips(sheet: Sheet, told: Sequence[Chip], now: str) -> float:
    """Put the rounds in a row, in as few words as needed; return where the matter begins.

    ``now`` is what the current one says after its name.
    """
    if not told:
        return TOP
    for rows, brief in ((1, False), (1, True), (2, False), (2, True)):
        words = [_words(chip, now, brief) for chip in told]
        lines = _in_rows(sheet, list(zip(told, words, strict=True)))
        if len(lines) <= rows:
            break
    else:
        lines = _in_rows(sheet, _summed_up(told, now))
    y = TOP - 4.0
    for line in lines:
        _chip_row(sheet, line, y)
        y += _CHIP + _GAP
    return y + 16


def _words(chip: Chip, now: str, brief: bool) -> str:
    if chip.progress == "now":
        return f"{chip.name} {now}".strip()
    words = chip.name if brief else f"{chip.name} {chip.count}".strip()
    return f"✓ {words}" if chip.progress == "done" else words


def _summed_up(told: Sequence[Chip], now: str) -> list[tuple[Chip, str]]:
    """Return three chips for many: those done, the current one, those to come."""
    done = [chip for chip in told if chip.progress == "done"]
    rest = [chip for chip in told if chip.progress == "next"]
    lines = [(chip, _words(chip, now, False)) for chip in told if chip.progress == "now"]
    if done:
        lines.insert(0, (done[0], f"✓ 已完成 {len(done)} 轮"))
    if rest:
        lines.append((rest[0], f"还有 {len(rest)} 步"))
    return lines


def _style(chip: Chip) -> Style:
    if chip.progress == "now":
        return Style(LEAST, "on now", "now", bold=True, align="center")
    ink = "done" if chip.progress == "done" else "soft"
    return Style(LEAST, ink, "chip", align="center")


def _width(sheet: Sheet, chip: Chip, words: str) -> float:
    return sheet.wide(words, _style(chip)) + 44


def _in_rows(sheet: Sheet, told: list[tuple[Chip, str]]) -> list[list[tuple[Chip, str]]]:
    rows: list[list[tuple[Chip, str]]] = [[]]
    used = 0.0
    for chip, words in told:
        width = _width(sheet, chip, words)
        if rows[-1] and used + width > sheet.content:
            rows.append([])
            used = 0.0
        rows[-1].append((chip, words))
        used += width + _GAP
    return rows


def _chip_row(sheet: Sheet, row: list[tuple[Chip, str]], y: float) -> None:
    x = float(MARGIN)
    for chip, words in row:
        width = min(_width(sheet, chip, words), sheet.content)
        area = Rect(x, y, width, _CHIP)
        style = _style(chip)
        sheet.panel(area, style.on, "" if chip.progress == "now" else "line", 10)
        sheet.text(area.inset(14, 2), words, style)
        x += width + _GAP


def foot(sheet: Sheet, told: Foot) -> None:
    """Put the last line."""
    area = _FOOT._replace(w=sheet.content)
    sheet.rule(MARGIN, area.y - 6, sheet.content, "line")
    right = _right_of(told)
    width = sheet.wide(right, _SECRET if told.secret else _SOFT) if right else 0.0
    style = _SECRET if told.secret else _SOFT
    sheet.text(Rect(area.right - width, area.y, width, area.h), right, style)
    left = area._replace(w=area.w - width - 48)
    if told.digits:
        _digits(sheet, left, told.digits)
    elif told.head:
        words = f"结果校验值 {told.head} …　与纪要一致即为原始结果"
        if sheet.wide(words, _LEFT) > left.w:
            words = f"结果校验值 {told.head} …"
        sheet.text(left, words, _LEFT)


_SOFT = Style(LEAST, ink="soft", align="right")
_LEFT = Style(LEAST, ink="soft")
_SECRET = Style(LEAST, ink="alarm", bold=True, align="right")
_FIGURE = Style(30, on="box", align="center")
_BOX, _STEP, _SPACE, _LABEL = 38, 45, 30, 148


def _right_of(told: Foot) -> str:
    if told.secret:
        return "名单检查前保密"
    return f"承诺值 {told.commitment} …" if told.commitment else ""


def _digits(sheet: Sheet, area: Rect, digits: Sequence[str]) -> None:
    """Put the digits in boxes; where there is no room for them, in groups."""
    sheet.text(area._replace(w=_LABEL), "公开取数", _LEFT)
    wide = sum(len(group) * _STEP + _SPACE for group in digits)
    x = area.x + _LABEL
    if x + wide - _SPACE > area.right:
        words = "  ".join(digits)
        room = Rect(x, area.y, area.right - x, area.h)
        if sheet.wide(words, _LEFT) > room.w:
            room = room._replace(y=area.y + 2, h=80)
        sheet.text(room, words, Style(LEAST))
        return
    for group in digits:
        for figure in group:
            box = Rect(x, area.y + 2, _BOX, 52)
            sheet.panel(box, "box", "line", 6)
            sheet.text(box, figure, _FIGURE)
            x += _STEP
        x += _SPACE
