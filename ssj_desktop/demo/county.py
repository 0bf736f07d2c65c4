"""青岭县, which does not exist: 236 sites and 10 inspectors, ugly on purpose.

Names of 40 characters, 𠮷 and 䶮, one operator with two sites, missing telephones, sites that
stand still, one that is gone. Every figure is fixed, so that two runs draw the same list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.rules.numbers import credit_code_check

TOWNSHIPS = ("城关镇", "青礼镇", "河底镇", "平坝镇", "柳杨镇", "潞坪镇", "夺水乡", "马跑泉乡")
_TRADES = (
    ("污水处理厂", "D4620"),
    ("建材有限公司", "C3031"),
    ("冶铸有限公司", "C3130"),
    ("煤业有限公司", "B0610"),
    ("化工有限公司", "C2614"),
    ("养殖专业合作社", "A0313"),
    ("汽车维修服务部", "O8111"),
    ("加油站", "F5265"),
    ("食品加工厂", "C1353"),
    ("卫生院", "Q8423"),
)
_GIVEN = ("鑫源", "恒泰", "𠮷祥", "䶮盛", "太行", "绿洲", "宏达", "富民", "金禾", "瑞丰", "永固")

LONG_NAME = "青岭县太行山革命老区红色文化生态旅游综合开发与农副产品精深加工循环经济产业园区有限公司"
ENFORCEMENT_UNIT = "青岭县生态环境保护综合行政执法队"
KEY, SPECIAL, POSITIVE = 52, 9, 24
TOTAL = 236
_TRIAL = (3, 7, 11, 100, 105)

TARGET_HEADINGS = (
    "单位名称", "类型", "统一社会信用代码", "排污单位编码", "单位地址", "乡镇", "法定代表人",
    "联系人", "联系电话", "行业类别", "排污许可管理类别", "生产状态", "状态依据", "正面清单",
    "重点排污单位", "标签",
)  # fmt: skip
INSPECTOR_HEADINGS = (
    "姓名", "执法证号", "证件有效期起", "证件有效期止", "单位", "所属分队", "编组", "编制",
    "执法资格", "职务", "专业特长", "是否在岗",
)  # fmt: skip
ITEM_HEADINGS = (
    "事项编码", "检查事项名称", "事项类别", "检查对象", "检查主体", "检查依据", "检查方式",
)  # fmt: skip


@dataclass
class Site:
    """One row of the made-up roster; ``group`` says which category it is meant to fall in."""

    name: str
    group: str
    credit_code: str
    permit_code: str
    township: str
    address: str
    cells: dict[str, str] = field(default_factory=dict)


def sites() -> list[Site]:
    """Return the county's sites, in the order of the workbook."""
    found = [_site(number) for number in range(TOTAL - 3)]
    found[45].name = LONG_NAME
    found[46].cells["生产状态"] = "停产"
    found[47].cells["生产状态"] = "在建"
    found[60].cells |= {"生产状态": "注销", "状态依据": "青市监注销〔2026〕17号"}
    # One operator, two sites: the second has the first one's credit code and no permit of its own.
    for number in (200, 201):
        found[number].permit_code = ""
    found[201].credit_code = found[200].credit_code
    found[201].name = f"{found[200].name}（夺水分厂）"
    found[201].township = "夺水乡"
    found[201].address = "青岭县夺水乡凤凰村口以东 300 米"
    return [*found, *_without_code()]


def trial_sites() -> list[Site]:
    """Return the five that the program was tried with: key and general ones."""
    found = sites()
    return [found[number] for number in _TRIAL]


def _site(number: int) -> Site:
    township = TOWNSHIPS[number % len(TOWNSHIPS)]
    trade, industry = _TRADES[number * 7 % len(_TRADES)]
    given = _GIVEN[number * 5 % len(_GIVEN)]
    body = f"91149900MA0{number:06}"[:17]
    credit_code = body + credit_code_check(body)
    group = _group(number)
    holds_permit = number % 3 or group == "key"
    return Site(
        name=f"青岭县{township[:-1]}{given}{_NUMERALS[number // 60]}{trade}",
        group=group,
        credit_code=credit_code,
        permit_code=f"{credit_code}001P" if holds_permit else "",
        township=township,
        address=f"青岭县{township}{_VILLAGES[number % len(_VILLAGES)]}村{number % 40 + 1}号",
        cells={
            "法定代表人": _PEOPLE[number % len(_PEOPLE)],
            "联系人": _PEOPLE[number * 3 % len(_PEOPLE)],
            "联系电话": "" if number % 11 == 0 else f"1380356{number:04}",
            "行业类别": industry,
            "排污许可管理类别": "重点管理" if group == "key" else "登记管理",
            "生产状态": "在产",
            "正面清单": "是" if group == "positive" else "否",
            "重点排污单位": "是" if group == "key" else "否",
            "标签": "涉水、在线监控" if number % 4 == 0 else "",
        },
    )


def _group(number: int) -> str:
    if number < KEY:
        return "key"
    if number < KEY + SPECIAL:
        return "special"
    return "positive" if number < KEY + SPECIAL + POSITIVE else "general"


def _without_code() -> list[Site]:
    """Return what has no credit code: two water sources and a farm."""
    farm = Site("侯家岭村散养户养鸡场", "general", "", "", "柳杨镇", "青岭县柳杨镇侯家岭村")
    marks = {"类型": "水源地"}
    river = Site("磨河饮用水水源地", "none", "", "", "青礼镇", "青岭县青礼镇磨河村", marks)
    lake = Site("古石水库饮用水水源地", "none", "", "", "马跑泉乡", "青岭县马跑泉乡", marks)
    return [farm, river, lake]


_NUMERALS = ("", "第二", "第三", "第四")
_VILLAGES = ("东街", "西坡", "南营", "北岭", "侯家沟", "圪塔", "小池")
_PEOPLE = ("王建国", "李秀英", "张磊", "赵𠮷", "䶮小平", "欧阳修远", "刘芳", "陈志强", "郭德山")

# name, squad, team, post, expertise
_INSPECTORS = (
    ("王志军", "一分队", "一组", "分队长", "水、大气"),
    ("李敏", "一分队", "一组", "队员", "固废"),
    ("赵𠮷祥", "一分队", "二组", "队员", "水"),
    ("孙丽华", "一分队", "二组", "队员", "应急"),
    ("王强", "二分队", "三组", "分队长", "大气"),
    ("欧阳晓燕", "二分队", "三组", "队员", "辐射"),
    ("周涛", "二分队", "三组", "队员", "环评"),
    ("李素梅", "三分队", "四组", "分队长", "固废"),
    ("吴䶮", "三分队", "四组", "队员", "水"),
    ("郑海洋", "三分队", "四组", "队员", "在线监控"),
)

# Of another department, for joint inspections: name, badge, post, expertise.
_GUEST_UNIT = "青岭县市场监督管理局"
_GUESTS = (("贺𠮷明", "SJ140012", "股长", "计量"), ("常丽", "SJ140027", "科员", ""))

_ITEMS = (
    ("污染防治设施建设运行情况", "大气污染防治法、水污染防治法"),
    ("污染物排放及自主监测（含在线监测）情况", "排污许可管理条例第十九条"),
    ("环评审批执行情况", "环境影响评价法第二十二条"),
    ("建设项目环保“三同时”执行情况", "建设项目环境保护管理条例第十五条"),
    ("排污许可执行情况", "排污许可管理条例第二十五条"),
    ("危险废物管理情况", "固体废物污染环境防治法第七十七条"),
    ("环境应急管理情况", "突发环境事件应急管理办法"),
)


def badge(number: int) -> str:
    """Return the badge number of the n-th inspector, counted from 0."""
    return f"1499{number + 1:06}"


def write_workbooks(folder: Path, listed: Sequence[Site]) -> dict[RosterKind, Path]:
    """Write the three rosters as an office would have them: a title above, headings below.

    ``listed``: the sites that the first one lists.
    """
    inspectors = [
        (
            name, badge(number), date(2023, 3, 1), date(2028, 2, 29), ENFORCEMENT_UNIT,
            squad, team, "在编", "有", post, expertise, "是",
        )
        for number, (name, squad, team, post, expertise) in enumerate(_INSPECTORS)
    ]  # fmt: skip
    inspectors += [
        (
            name, number, date(2024, 1, 1), date(2028, 12, 31), _GUEST_UNIT,
            "", "", "外单位", "有", post, expertise, "是",
        )
        for name, number, post, expertise in _GUESTS
    ]  # fmt: skip
    items = [
        (f"QL-{number:02}", name, "一般检查事项", "排污单位", "生态环境部门", basis, "现场检查")
        for number, (name, basis) in enumerate(_ITEMS, start=1)
    ]
    targets = [_row(site) for site in listed]
    sheets: dict[RosterKind, tuple[str, tuple[str, ...], Sequence[tuple[object, ...]]]] = {
        RosterKind.TARGETS: ("检查对象名录", TARGET_HEADINGS, targets),
        RosterKind.INSPECTORS: ("执法人员名录", INSPECTOR_HEADINGS, inspectors),
        RosterKind.ITEMS: ("随机抽查事项清单", ITEM_HEADINGS, items),
    }
    return {kind: _write(folder, *sheet) for kind, sheet in sheets.items()}


def _row(site: Site) -> tuple[str, ...]:
    own = {
        "单位名称": site.name,
        "统一社会信用代码": site.credit_code,
        "排污单位编码": site.permit_code,
        "单位地址": site.address,
        "乡镇": site.township,
    }
    return tuple((own | site.cells).get(heading, "") for heading in TARGET_HEADINGS)


def _write(
    folder: Path, title: str, headings: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append([f"青岭县{title}（虚构）"])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    path = folder / f"{title}.xlsx"
    book.save(path)
    return path
