"""Three workbooks as offices keep them: titles, merged headings, remarks below, and faults."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.desk.office import code

_PLACES = ("城关", "柳河", "石门", "白杨", "南坡", "西沟", "双桥", "红崖")
_TRADES = ("机砖厂", "生猪养殖场", "加油站", "水泥有限公司", "污水处理厂")
SITES = [f"青岭县{place}{trade}" for trade in _TRADES for place in _PLACES]
PEOPLE = ("方敏", "冯䶮", "赵𠮷祥", "王建军", "李素红", "刘强", "靳卫东")
_FIRST_SITE = 5  # the line below the headings
_YEAR = date.today().year
LASTING = date(_YEAR + 3, 12, 31)
EXPIRED = date(_YEAR - 1, 12, 31)

# Line, heading and, in the clerk's hand, what is right there.
SITE_FAULTS: dict[tuple[int, str], str] = {
    (6, "联系电话"): "13903561234",
    (8, "统一社会信用代码"): code(3),
    (11, "统一社会信用代码"): code(6),
    (13, "企业名称"): SITES[8],
    (15, "生产状态"): "停产",
    (17, "状态依据"): "青市监注销〔2026〕3号",
    (20, "是否重点排污单位"): "否",
    (22, "统一社会信用代码"): code(17),
}


def sites(folder: Path) -> Path:
    """40 sites: 8 key, 4 on the positive list, one gone; 8 cells keep them out."""
    book = Workbook()
    sheet = _sheet(book)
    sheet.title = "动态信息库"
    sheet.append(["青岭县污染源日常监管动态信息库"])
    sheet.append(["填报单位：青岭分局（盖章）", *[None] * 6, "填报日期：元月5日"])
    sheet.append(
        ["序号", "企业名称", "统一社会信用代码", "基本情况", None, None, "监管情况", *[None] * 5]
    )
    sheet.append(
        [
            *(None, None, None, "地址", "所属乡镇", "联系电话", "是否重点排污单位"),
            *("是否正面清单", "生产状态", "状态依据", "标签", "食堂灶头数"),
        ]
    )
    for merged in ("A1:L1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:L3"):
        sheet.merge_cells(merged)
    for number, name in enumerate(SITES):
        sheet.append(_site(number, name))
    wrong: dict[tuple[int, str], str | int | None] = {
        (6, "F"): "1390356123",  # a digit is missing
        (8, "C"): 9114052400000317,  # taken for a number, its end lost
        (11, "C"): code(6)[:-1] + ("A" if code(6)[-1] != "A" else "B"),  # the check digit
        (13, "B"): None,
        (15, "I"): "半停产",
        (17, "I"): "注销",  # on no ground
        (20, "G"): "待定",
        (22, "C"): code(16),  # its neighbour's, at the same address
    }
    for (line, letter), cell in wrong.items():
        sheet[f"{letter}{line}"] = cell
    sheet["D22"], sheet["D21"] = "城关镇南街16号", "城关镇南街16号"
    sheet.append([])
    sheet.append(["合计", f"{len(SITES)}家"])
    sheet.append(["注：1.本表每季度更新一次。"])
    sheet.append(["填表人：方敏", None, None, "审核人："])
    _sheet(book, "填表说明").append(["请勿改动表头。"])
    return _saved(book, folder / "污染源动态信息库(最终版)2.xlsx")


def _site(number: int, name: str) -> list[object]:
    place = _PLACES[number % len(_PLACES)]
    key, positive = ("是" if number < 8 else None), ("√" if 8 <= number < 12 else None)
    where = f"{place}镇{'东西南北'[number % 4]}街{number}号"
    tags = "涉水" if name.endswith("污水处理厂") else None
    phone = f" 0356-62{number:05d}" if number % 5 else None
    return [
        *(number + 1, f"{name} " if number % 7 == 0 else name, code(number), where),
        *(f"{place}镇", phone, key, positive, "正常生产", None, tags, number % 3),
    ]


def people(folder: Path) -> Path:
    """Seven inspectors in two squads of three teams; one badge has run out; 4 cells are wrong."""
    book = Workbook()
    sheet = _sheet(book)
    sheet.append(["青岭县综合行政执法队人员花名册"])
    sheet.append(
        ["姓　名", "执法证号\n（新证）", "有效期止", "所属分队", "编组", "是否在岗", "职务"]
    )
    for number, name in enumerate(PEOPLE):
        until = EXPIRED if number == 6 else LASTING
        spaced = f"{name[0]}　{name[1]}" if len(name) == 2 else name
        squad, team = "一二"[number // 4], "一二三三"[number // 2]
        post = "分队长" if number in (0, 4) else None
        sheet.append(
            [spaced, f"1405240{number:02d}", until, f"{squad}分队", f"{team}组", "在岗", post]
        )
    sheet["C4"] = f"{_YEAR + 3}年2月30日"
    sheet["B6"] = "140524001"  # another line's
    sheet["F7"] = "看情况"
    sheet["A8"] = None
    sheet.append(["制表：办公室"])
    return _saved(book, folder / "花名册.xlsx")


def mend_people(file: Path) -> None:
    book = load_workbook(file)
    sheet = _sheet(book)
    sheet["C4"], sheet["B6"], sheet["F7"], sheet["A8"] = LASTING, "140524003", "是", PEOPLE[5]
    book.save(file)


def items(folder: Path) -> Path:
    """Five check items; 3 cells are wrong."""
    book = Workbook()
    sheet = _sheet(book)
    sheet.append(["附件2　随机抽查事项清单"])
    sheet.append(["序号", "事项编码", "抽查事项", "检查内容", "检查依据", "是否联合"])
    rows = [
        ("HB-01", "对排污许可制度执行情况的检查", "1.是否持证排污\n2.是否按证排污", "否"),
        ("HB-02", "对水污染防治设施运行情况的检查", "设施是否正常运行", "否"),
        ("HB-02", "对大气污染防治设施运行情况的检查", "设施是否正常运行", "是"),
        ("HB-04", None, "贮存场所、转移联单", "否"),
        ("HB-05", "对自动监测设备的检查", "是否正常运行、联网", "视情况"),
    ]
    for number, (item, name, content, joint) in enumerate(rows, 1):
        sheet.append([number, item, name, content, "《环境保护法》第二十四条", joint])
    return _saved(book, folder / "附件2 抽查事项清单.xlsx")


def mend_items(file: Path) -> None:
    book = load_workbook(file)
    sheet = _sheet(book)
    sheet["B5"], sheet["C6"], sheet["F7"] = "HB-03", "对危险废物规范化管理的检查", "否"
    book.save(file)


def mend_sites(file: Path) -> None:
    """Correct the faulty cells in the clerk's own file, as one does in Excel."""
    book = load_workbook(file)
    sheet = _sheet(book)
    for (line, heading), right in SITE_FAULTS.items():
        names = {cell.value: cell.column for row in sheet["A3:L4"] for cell in row if cell.value}
        sheet.cell(line, names[heading], right)
    book.save(file)


def _sheet(book: Workbook, title: str = "") -> Worksheet:
    sheet = book.create_sheet(title) if title else book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def _saved(book: Workbook, file: Path) -> Path:
    book.save(file)
    return file
