"""How long a roster takes from disk to checked reading, beside calamine and openpyxl alone."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from bench.table import Row, timed
from ssj_desktop import intake
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.rules.numbers import credit_code_check

# The rows of a large county's roster, and more than any county has.
_SIZES = (11_259, 50_000)
_HEADINGS = (
    *("序号", "单位名称", "类型", "统一社会信用代码", "排污单位编码", "地址", "乡镇", "法定代表人"),
    *("联系人", "联系电话", "行业", "管理类别", "生产状态", "正面清单", "重点排污单位", "信用等级"),
    "标签",
)


def imports() -> list[Row]:
    """Read rosters through the worker, by calamine in this process, and by openpyxl."""
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        for size in _SIZES:
            path = Path(folder) / f"{size}.xlsx"
            write_roster(path, size)
            floor, _ = timed(partial(calamine_alone, path))
            ours, reading = timed(partial(intake.read, RosterKind.TARGETS, path))
            rival, _ = timed(partial(_openpyxl, path))
            assert (len(reading.rows), reading.problems) == (size, ())
            name = f"导入 {size:,} 行，逐格核对"
            rows.append(Row(name, ours, "只用 calamine 读，不核对（下限）", floor))
            rows.append(Row(name, ours, "openpyxl 只读，不核对（对手）", rival))
    return rows


def calamine_alone(path: Path) -> int:
    """Read a workbook's first sheet and look at nothing; return how many rows it has."""
    book = CalamineWorkbook.from_path(path)
    return len(book.get_sheet_by_index(0).to_python())


def _openpyxl(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def write_roster(path: Path, size: int) -> None:
    """Write a workbook with ``size`` right rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名录")
    sheet.append(_HEADINGS)
    for serial in range(size):
        body = f"91140524MA0K{serial:05d}"
        code = body + credit_code_check(body)
        permit_class = ("重点管理", "简化管理", "登记管理")[serial % 3]
        sheet.append(
            [
                *(serial + 1, f"某县第{serial}建材有限公司", "排污单位", code, f"{code}001P"),
                *(
                    f"某镇某村{serial}号",
                    f"第{serial % 17}镇",
                    f"王{serial % 97}",
                    f"李{serial % 89}",
                ),
                *(
                    f"138{serial:08d}",
                    "水泥制造",
                    permit_class,
                    "在产",
                    "否",
                    "否",
                    "B",
                    "涉水、涉气",
                ),
            ]
        )
    book.save(path)
