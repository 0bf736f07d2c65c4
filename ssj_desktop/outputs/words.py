"""How dates, codes and lists of people read on paper."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from ssj_desktop.facts.draw import DigitSlot, DrawFacts, DrawnTarget, Meeting, Team
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.facts.task import TaskSheet

_HAN = "[\u4e00-\u9fff]"
_BLANK = re.compile(rf"(?<=[0-9%]) (?={_HAN})|(?<={_HAN}) (?=[0-9])")


def day(moment: date) -> str:
    """Return 2026年11月22日: Arabic figures, never padded (GB/T 9704-2012, 7.3.5.4)."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def clock(moment: datetime) -> str:
    """Return 9时5分, at the full hour 9时."""
    return f"{moment.hour}时{moment.minute}分" if moment.minute else f"{moment.hour}时"


def moment(at: datetime) -> str:
    return f"{day(at)}{clock(at)}"


def meeting_time(meeting: Meeting) -> str:
    """Return from when to when the meeting lasted; an end on the same day names no date."""
    started, ended = meeting.started, meeting.ended
    if ended is None:
        return f"{moment(started)}起"
    return f"{moment(started)}至{clock(ended) if ended.date() == started.date() else moment(ended)}"


def hex_groups(digits: str, line: int = 0) -> str:
    """Return hex digits in fours; ``line`` groups to a line, 0: all on one."""
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    line = line or len(groups)
    return "\n".join(
        " ".join(groups[start : start + line]) for start in range(0, len(groups), line)
    )


def credit_code(code: str) -> str:
    """Return an 18-digit credit code as it is read: registrar and place, then the body's own."""
    return f"{code[:8]} {code[8:]}" if len(code) == 18 else code


def close_up(text: str) -> str:
    """Return ``text`` without blanks between a figure and a Chinese character, as papers set it."""
    return _BLANK.sub("", text)


def names(people: Iterable[str]) -> str:
    """Join names, each person once: 「何清廉」 is left out beside 「何清廉（县司法局）」."""
    told = [name for name in dict.fromkeys(people) if name]
    return "、".join(name for name in told if not any(o != name and _bare(o) == name for o in told))


def same_person(one: str, other: str) -> bool:
    """Return whether two entries mean one person, with or without a note in brackets."""
    return one == other or _bare(one) == other or one == _bare(other)


def _bare(name: str) -> str:
    return name.partition("（")[0]


def codes(target: DrawnTarget) -> str:
    """Return the object's number over its operator's credit code, where that is another."""
    if target.credit_code in ("", target.code):
        return target.code
    return f"{target.code}\n{credit_code(target.credit_code)}"


def drawn(facts: DrawFacts, line: QuotaLine) -> int:
    """Return how many objects of the category stand on the list."""
    return sum(target.category == line.name for target in facts.standing)


def place(target: DrawnTarget | TaskSheet) -> str:
    """Return township and address, the township only once."""
    if target.township in target.address:
        return target.address
    return f"{target.township}{target.address}"


def name_place_fate(target: DrawnTarget) -> str:
    """Return name, address and what became of the object, a line each."""
    fate = f"［{target.fate}］" if target.fate else ""
    return "\n".join(filter(None, (target.name, place(target), fate)))


def lead(team: Team) -> str:
    """Return who leads; a void object has lost its team."""
    return "".join(person.name for person in team.officers[:1])


def members(team: Team) -> str:
    """Return everybody but the lead, a line each."""
    return "\n".join(
        (
            *(person.name for person in team.officers[1:]),
            *(f"{person.name}（{person.role}）" for person in team.others),
        )
    )


def digit_slot(slot: DigitSlot) -> str:
    return f"{slot.by}（{slot.source}）{slot.digits}"


def title_of_scheme(scheme: str) -> str:
    """Return 《name》（document number）."""
    name, bracket, number = scheme.partition("（") if scheme.endswith("）") else (scheme, "", "")
    return f"《{name}》{bracket}{number}"


def qr_frozen(draw_id: str, commitment: str) -> str:
    """Return the QR text of a commitment (docs/protocol.md, section 6)."""
    return f"YHF:{draw_id}:{commitment}"


def qr_drawn(draw_id: str, head: str) -> str:
    """Return the QR text of a draw's final head (docs/protocol.md, section 6)."""
    return f"YHD:{draw_id}:{head}"


def chinese(number: int) -> str:
    """Return 1 to 99 as headings count: 一, 十, 十二, 二十."""
    figures = "零一二三四五六七八九十"
    if number <= 10:
        return figures[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else figures[tens]) + "十" + (figures[ones] if ones else "")
