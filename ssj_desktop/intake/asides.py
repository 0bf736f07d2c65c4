"""Rows on a roster's sheet that are no data: totals, notes, signatures, repeated headings."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ssj_desktop.intake.cells import Cell
from ssj_desktop.intake.layout import shown

_EDGES = " \t\r\n\u3000()[]{}<>（）【】〔〕《》“”\"'*＊-—–_=~…·。.，,、"
_SIGNED = (
    "(?:填报|填表|制表|编制|统计|录入|报送|上报|打印|导出|审核|复核|校对|校核|审批|批准|签发|经办)"
)
_LABELS = (
    "(?:单位|部门|科室|主要|分管)?负责人|(?:分管|主管|单位|部门)?领导|局长|[大中支]?队长|联系人|"
    "联系电话|联系方式|电话|手机|日期|时间|单位|盖章|公章|签字|签名|(?:数据|资料)?来源|统计口径|"
    "截[至止](?:日期|时间)?|(?:填表|填报|编制|特别|温馨)?(?:说明|提示|要求)|备注|附注|注释|注|附件?|"
    f"{_SIGNED}(?:人员?|员|者|单位|部门|机关|日期|时间)?"
)
_ASIDE = re.compile(
    # 合计, 合计37家, 共 37 家 but not 合计划印刷厂
    r"(?P<total>(?:本页|本表|以上|全县)?(?:合计|总计|小计|共计|累计)(?![^\W\d])"
    "|(?:以上|本页|本表)?共[0-9]+[家户个人项条处座名])"
    r"|(?P<page>(?:第[0-9]+页|共[0-9]+页)(?![^\W\d])|第[0-9]+页共)"
    "|(?P<end>(?:(?:本页|本表|此页|此处|此表|此行)?以下|此页|此处|本页)[均都皆全]?[为是]?"
    "(?:空白|空|无正文|无内容|无数据|无记录|无)[行栏页处]?$|(?:本表|表格|全表)?(?:结束|完毕|完)$)"
    # 填报单位（盖章）：某某局, 注1：…, and a signature's label in a cell of its own
    rf"|(?P<note>(?:{_LABELS})(?:\(.*?\))?[0-9、.]*:"
    f"|{_SIGNED}(?:人|单位|部门|日期|时间)(?:\\([^)]*)?$|(?:填表|填报|编制)?说明$|备注$|附注$|注$)"
)
_SAID = {
    "total": "这是合计行，",
    "page": "这是页码行，",
    "end": "这是表示表格到此为止的行，",
    "note": "这是说明或签署行，",
}
# What counts as an aside only when it stands alone in its row.
_DAY = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_NEXT_NOTE = re.compile(r"[(]?[0-9一二三四五六七八九十]+[)、.]")


def asides(
    rows: Sequence[Sequence[Cell]], headings: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """Yield the places of the rows that are no data, and what each one is.

    ``headings`` is heading → column. What a row is, its first text says, after a serial number:
    「38」「以下空白」.
    """
    noted = False
    for place, cells in enumerate(rows):
        first = next(
            (cell for cell in cells if type(cell) is str and cell and not cell.isdecimal()), ""
        )
        if not first:
            continue
        said = _kind_of(first)
        if not said and shown(first) in headings and _repeats(cells, headings):
            said = "这是重复的表头，"
        if not said and (noted or first.rstrip()[-1:] in "日月") and _stands_alone(cells, noted):
            said = _SAID["note"]
        noted = said == _SAID["note"]
        if said:
            yield place, said


def _kind_of(first: str) -> str:
    words = "".join(unicodedata.normalize("NFKC", first.strip(_EDGES)).split())
    found = _ASIDE.match(words)
    return _SAID[found.lastgroup] if found and found.lastgroup else ""


def _repeats(cells: Sequence[Cell], headings: Mapping[str, int]) -> bool:
    return all(shown(cells[place]) == heading for heading, place in headings.items())


def _stands_alone(cells: Sequence[Cell], noted: bool) -> bool:
    filled = [cell for cell in cells if cell != ""]
    words = "".join(unicodedata.normalize("NFKC", str(filled[0])).split())
    return len(filled) == 1 and bool(_DAY.fullmatch(words) or (noted and _NEXT_NOTE.match(words)))
