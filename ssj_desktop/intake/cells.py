"""What one cell of a roster says: one reader for each kind of value.

A reader takes a cell that is not empty and returns its value, or None where the cell says nothing
(「无」, 「/」). It raises :class:`CellError` when the cell says something wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ssj_desktop.facts.imports import Value
from ssj_desktop.rules import numbers

Cell = str | int | float | bool | date | datetime | time | timedelta
Term = tuple[date, date]
CellReader = Callable[[Cell], Value | Term | None]

LONGEST_NAME = 100

_NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "没有"})
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
# A number as Excel shows it in a narrow column, and writes it into a csv file.
_EXPONENT = re.compile(r"([0-9](?:\.[0-9]+)?)E\+[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Zero-width and direction marks: they come along from web pages and make equal names differ.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACED_NAME = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}")
_SEPARATORS = re.compile(r"[、，,;；/\s]+")
_BETWEEN_PHONES = re.compile(r"[、,;/]+")
_DAY = r"([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?日?(?: [0-9:]+)?"
_DATE = re.compile(_DAY)
_DATE_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TERM = re.compile(rf"自?({_DAY}|[0-9]{{8}}) ?(?:至|到|起至|~|-|–|—)+ ?({_DAY}|[0-9]{{8}})止?")
_YEARS = re.compile(r"([0-9]{1,2})\s*年?")
_COUNT = re.compile(r"约?([0-9]{1,6})(?:家次|家|个|次)?")
_UNDECIDED = re.compile(r"(?:根据|按|视).*(?:确定|执行|情况)")
_GRADE = re.compile(r"([A-E])级?")

_YES = frozenset(
    {"是", "有", "对", "√", "✓", "✔", "Y", "YES", "TRUE", "1", "具有", "具备", "在岗", "在职"}
    | {"持证", "已持证", "有证", "取得", "已取得", "列入", "已列入", "纳入", "已纳入", "属于"}
)
_NO = frozenset(
    {"否", "无", "不", "×", "✗", "✘", "X", "N", "NO", "FALSE", "0", "没有", "不具有", "不具备"}
    | {"不在岗", "离岗", "离职", "退休", "调离", "已调离", "不是", "非", "未持证", "无证", "未取得"}
    | {"未列入", "未纳入", "不属于"}
)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
# Days since 1899-12-30, as Excel stores a date whose cell lost its date format.
_EXCEL_DAYS = range(20_000, 80_000)
_EXCEL_EPOCH = date(1899, 12, 30)
# Excel keeps 15 digits of a number and makes the others 0.
_EXCEL_DIGITS = 1e15
_AS_TEXT = "请把这一列设为“文本”格式，再照证照重新填写。"


class CellError(Exception):
    """A cell that keeps the file out: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


class Memory(dict[str, Any]):
    """What the texts of one column were read as; most columns repeat a few, 50,000 times.

    A cell that cannot be read is remembered as its :class:`CellError`.
    """

    def __init__(self, read: CellReader) -> None:
        super().__init__({"": None})
        self._read = read
        self._failed = False

    def __missing__(self, cell: str) -> object:
        value = self[cell] = self._read_one(cell)
        return value

    def read_all(self, cells: Iterable[Cell]) -> list[Any]:
        """Return what each cell says: its value, None, or the :class:`CellError`."""
        # Only texts are remembered: as keys, 1, 1.0 and True would be the same.
        return [self[cell] if type(cell) is str else self._read_one(cell) for cell in cells]

    def errors(self, values: Sequence[Any]) -> Iterator[tuple[int, CellError]]:
        """Yield the places of ``values`` where an error stands."""
        if self._failed:
            for place, value in enumerate(values):
                if isinstance(value, CellError):
                    yield place, value

    def _read_one(self, cell: Cell) -> object:
        try:
            return self._read(cell)
        except CellError as error:
            self._failed = True
            return error


def text(cell: Cell) -> str | None:
    """Read free words in one line."""
    return _said(_one_line(_words(cell)))


def paragraphs(cell: Cell) -> str | None:
    """Read free words that may have several lines."""
    lines = map(_one_line, map(str.strip, _words(cell).splitlines()))
    return _said("\n".join(filter(None, lines)))


def name(cell: Cell) -> str | None:
    """Read a name as every list will print it; it has one line and at most 100 characters."""
    words = _words(cell)
    if not words.isprintable() and _CONTROL.search(words):
        raise CellError("名称里有换行或控制字符。", "请删去单元格里的换行，名称写成一行。")
    if len(words) > LONGEST_NAME:
        raise CellError(
            f"名称有 {len(words)} 字，超过 {LONGEST_NAME} 字。", "请只写名称，其他内容移到别的列。"
        )
    return _said(words)


def person_name(cell: Cell) -> str | None:
    """Read a person's name; 「张　三」, spaced to line up with three characters, is 张三."""
    words = name(cell)
    return "".join(words.split()) if words and _SPACED_NAME.fullmatch(words) else words


def code(fault: Callable[[str], str], remedy: str) -> CellReader:
    """Return a reader of codes that ``fault``, of :mod:`ssj_desktop.rules.numbers`, accepts."""

    def read(cell: Cell) -> str | None:
        if isinstance(cell, str) and not fault(cell):  # as most are
            return cell
        said = _said(numbers.normal_code(_words(cell)))
        if said and (wrong := fault(said)):
            _refuse_exponent(said)
            raise CellError(wrong, remedy)
        return said

    return read


def phone(cell: Cell) -> str | None:
    """Read one telephone number or several."""
    if isinstance(cell, str) and not numbers.phone_fault(cell):
        return cell
    words = unicodedata.normalize("NFKC", _words(cell))
    words = re.sub(r"\(([0-9]+)\)-?", r"\1-", re.sub(r"\s*[-–—－―]+\s*", "-", words))
    if _said(words) is None:
        return None
    found: list[str] = []
    for part in filter(None, _BETWEEN_PHONES.split(words)):
        whole = "".join(part.split())
        found += part.split() if numbers.phone_fault(whole) else [whole]
    for number in found:
        if wrong := numbers.phone_fault(number):
            _refuse_exponent(number)
            raise CellError(wrong, "请核对号码；固定电话写作 0356-6202222，暂缺的留空。")
    return _said("、".join(found))


def industry(cell: Cell) -> str | None:
    """Read an industry's code or name."""
    said = text(cell)
    if said and (wrong := numbers.industry_fault(said := unicodedata.normalize("NFKC", said))):
        raise CellError(wrong, "请填 GB/T 4754 的行业代码或行业名称。")
    return said


class Choice:
    """A reader of one word out of ``words``: the word kept → its other names, spaced."""

    def __init__(self, label: str, words: Mapping[str, str]) -> None:
        self.label = label
        self.words = (*words,)
        self._known = {
            alias: word for word, aliases in words.items() for alias in (word, *aliases.split())
        }

    def __call__(self, cell: Cell) -> str | None:
        said = _said(numbers.normal_code(_words(cell)))
        if said is not None and said not in self._known:
            raise CellError(f"{self.label}“{said}”不认识。", f"请改为：{'、'.join(self.words)}。")
        return None if said is None else self._known[said]


def flag(cell: Cell) -> bool | None:
    """Read 是 or 否 in the ways offices write them."""
    said = numbers.normal_code(_words(cell))
    if said in _YES:
        return True
    if said in _NO:
        return False
    if said in _NOTHING:
        return None
    raise CellError(f"“{said}”看不出是“是”还是“否”。", "请填“是”或“否”。")


def choices(read: CellReader) -> tuple[str, ...]:
    """Return the words that ``read`` keeps, () where a cell may say anything."""
    if read is flag:
        return ("是", "否")
    return read.words if isinstance(read, Choice) else ()


def grade(cell: Cell) -> str | None:
    """Read a credit grade; 「Ａ级」 is A, other words stay as they are."""
    said = text(cell)
    letter = _GRADE.fullmatch(numbers.normal_code(said)) if said else None
    return letter[1] if letter else said


def tags(cell: Cell) -> tuple[str, ...] | None:
    """Read several words in one cell, each once."""
    said = text(cell)
    return tuple(dict.fromkeys(filter(None, _SEPARATORS.split(said)))) if said else None


def years(cell: Cell) -> int | None:
    """Read a whole number of years."""
    said = _said(numbers.normal_code(_words(cell)))
    if said is None:
        return None
    whole = _YEARS.fullmatch(said)
    if whole is None:
        raise CellError(f"年数“{said}”不是整数。", "请填整年数，如 5。")
    return int(whole[1])


def count(cell: Cell) -> int | None:
    """Read how many, 「约12」 as 12; 「根据实际情况确定」 says that there is no number."""
    said = _said(numbers.normal_code(_words(cell)))
    if said is None or _UNDECIDED.fullmatch(said):
        return None
    whole = _COUNT.fullmatch(said)
    if whole is None:
        raise CellError(f"“{said}”不是整数。", "请填整数，如 18；根据实际情况确定的留空。")
    return int(whole[1])


def day(cell: Cell) -> date | None:
    """Read a date: a date cell, its bare number, or one of the usual ways to write it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and cell in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(cell))
    said = _said(unicodedata.normalize("NFKC", _words(cell)))
    return None if said is None else _written_day(said)


def term(cell: Cell) -> Term | None:
    """Read a first and a last day out of one cell: 「2023-01-01至2028-12-31」."""
    said = _said(unicodedata.normalize("NFKC", _words(cell)))
    if said is None:
        return None
    ends = _TERM.fullmatch(said)
    if ends is None:
        raise CellError(
            f"有效期“{said}”看不出起止日期。", "请写成 2023-01-01至2028-12-31，或分成两列。"
        )
    begin, end = _written_day(ends[1]), _written_day(ends[5])
    if begin > end:
        raise CellError(f"有效期“{said}”的起始日期晚于截止日期。", "请核对两个日期的先后。")
    return begin, end


# What a clerk is told to write, by the reader that will read it.
FORMS: dict[CellReader, str] = {
    name: "写全称，写成一行，不超过 100 字。",
    person_name: "写姓名。",
    phone: "手机号，或 0356-6202222 这样的固定电话；几个号码用顿号隔开。",
    industry: "GB/T 4754 的行业代码或行业名称。",
    grade: "A、B、C、D、E，或本地的叫法。",
    tags: "几个词用顿号隔开。",
    years: "整年数，如 5。",
    count: "整数，如 18；根据实际情况确定的留空。",
    day: "2024-01-05 这样的日期。",
    term: "2023-01-01至2028-12-31 这样的起止日期。",
}


def _written_day(said: str) -> date:
    parts = _DATE.fullmatch(said) or _DATE_RUN.fullmatch(said)
    try:
        if parts and _FIRST_YEAR <= int(parts[1]) <= _LAST_YEAR:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:  # 30 February
        pass
    raise CellError(f"日期“{said}”看不懂或不存在。", "请写成 2024-01-05 这样的日期。")


def _words(cell: Cell) -> str:
    """Return what a cell shows, in NFC and trimmed; numbers without Excel's “.0”."""
    if isinstance(cell, str):
        seen = cell if cell.isprintable() else _UNSEEN.sub("", cell)
        words = unicodedata.normalize("NFC", seen).strip()
        if words in _ERRORS:
            raise CellError(f"公式出错，单元格显示 {words}。", "请改正公式，或直接填写内容。")
        if numbers.holds_identity_number(words):
            raise CellError(
                "这一格里有公民身份号码。",
                "请删去号码再导入：名录会印进名单、导出和公示，不得出现身份证号。",
            )
        return words
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float) and abs(cell) >= _EXCEL_DIGITS:
        raise CellError(
            f"号码被表格软件当成了数字（{cell:.5E}），从第 16 位起已变成 0，无法还原。", _AS_TEXT
        )
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _one_line(words: str) -> str:
    if words.isprintable() and "  " not in words:
        return words
    return " ".join(_CONTROL.sub(" ", words).split())


def _said(words: str) -> str | None:
    return None if words in _NOTHING else words


def _refuse_exponent(said: str) -> None:
    if exponent := _EXPONENT.fullmatch(said):
        kept = len(exponent[1].replace(".", ""))
        raise CellError(
            f"号码在别的软件里变成了“{said}”，只剩前 {kept} 位数字，后面的已丢失，无法还原。",
            _AS_TEXT,
        )
