"""What is raised, in words, of a quarter or of a whole year; what the office sets is not raised."""

from typing import Protocol


class Raisable(Protocol):
    """A category as whoever raises it has to know it: facts' QuotaLine and YearRaising are such."""

    @property
    def clause(self) -> str: ...
    @property
    def span(self) -> str: ...
    @property
    def base(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int | None: ...
    @property
    def office_set(self) -> bool: ...
    @property
    def raised_to(self) -> int | None: ...
    @property
    def raise_reason(self) -> str: ...


def what(line: Raisable) -> str:
    """Return what is typed in the form."""
    return "家数" if line.office_set else "调高"


def act(line: Raisable) -> str:
    """Return what is done for the first time, as a button says it."""
    return "设定家数" if line.office_set else "调高"


def done(line: Raisable) -> str:
    """Return what has become of the category once that is saved."""
    return f"已{act(line)}"


def taken_back(line: Raisable) -> str:
    """Return what is taken back, as a button says it after 取消."""
    return "设定" if line.office_set else "调高"


def undone(line: Raisable) -> str:
    """Return what has become of it once that is taken back."""
    return f"不再{act(line)}"


def nothing_to_raise(line: Raisable) -> str:
    """Return why there is nothing to raise, "" where there is."""
    if not line.base:
        return "这一类现在没有对象。"
    if line.most is not None and line.most <= line.least:
        return f"方案的上限就是{line.span} {line.most} 家。"
    return "" if line.least < line.base else "这一类的对象已经全部要抽。"
