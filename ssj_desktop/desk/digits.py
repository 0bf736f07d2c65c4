"""取数: which digits a slot takes, and from whom (docs/protocol.md §2, §6)."""

import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssj_desktop.desk.texts import bare_name, required
from ssj_desktop.errors import DeskError
from ssj_desktop.lottery import Slot

HOW = {
    "person": "当场密封键入",
    "slip": "密封纸条",
    "dice": "十面骰",
    "ball": "号码球",
    "public": "公开开奖号码",
    "stop": "当场按停",
    "computer": "计算机随机数",
}
"""A slot's source, as the protocol names it → how papers and pages call it."""

_ROLE = re.compile("^(主持人|监督人|操作人|记录人)(?=.)")  # 主持人郑建业 is 监督人郑建业
_EACH = 6  # digits, as the usual ceremony has it (docs/protocol.md §6)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A slot's digits, masked, and who keyed them in."""

    digits: str
    by: str


def ceremony(persons: Sequence[str], stop: bool = False, computer: bool = False) -> list[Slot]:
    """Return the usual ceremony's slots: six digits from each person, and from machines if wanted.

    Raises:
        DeskError: fewer than two persons, or one of them twice.
    """
    fault, hint = "取数要由两个人各输入一组数字。", "请写明两个人，一般是主持人和一名监督人。"
    names = [required(person, fault, hint) for person in persons]
    if len(names) < 2 or len({_ROLE.sub("", bare_name(name)) for name in names}) != len(names):
        raise DeskError(fault, hint)
    slots = [Slot("person", name, _EACH) for name in names]
    if stop:
        slots.append(Slot("stop", "现场按停", _EACH))
    if computer:
        slots.append(Slot("computer", "本机", _EACH))
    return slots


def accept(
    plan: Sequence[Slot], masked: Mapping[int, Keyed], slot: int, digits: str, by: str
) -> Keyed:
    """Return what is keyed in at ``slot``; 按停 and the computer supply their own digits here.

    Raises:
        DeskError: no such slot, not that many ASCII digits, digits by hand for a machine's slot,
            or one person for two persons' slots.
    """
    if not 0 <= slot < len(plan):
        raise DeskError(f"没有第 {slot + 1} 组数字。", f"本次共 {len(plan)} 组。")
    wanted = plan[slot]
    if wanted.source in ("stop", "computer"):
        if digits:
            raise DeskError(f"“{wanted.by}”这一组由本机产生。", "不能手工输入，请留空。")
        return Keyed(_by_machine(wanted), by)
    if not (digits.isascii() and digits.isdigit() and len(digits) == wanted.digits):
        raise DeskError(f"{wanted.by}应输入 {wanted.digits} 位数字。", "请重新输入，只用 0 至 9。")
    for other, keyed in masked.items():
        both = wanted.source == plan[other].source == "person"
        if both and other != slot and keyed.by == by:
            # Whoever keys in all digits chooses the result.
            raise DeskError(f"{by}已经输入了一组数字。", f"{wanted.by}的数字要由另一人输入。")
    return Keyed(digits, by)


def _by_machine(slot: Slot) -> str:
    if slot.source == "stop":
        return f"{time.time_ns():0{slot.digits}}"[-slot.digits :]
    return "".join(secrets.choice("0123456789") for _ in range(slot.digits))
