"""Builders that several rooms' tests share."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ssj_desktop.rules.numbers import credit_code_check

Cells = Mapping[str, object]


@pytest.fixture
def site() -> Callable[..., dict[str, object]]:
    """Make one right row of a target roster: heading → cell; ``changes`` are headings too."""

    def make(serial: int, **changes: object) -> dict[str, object]:
        body = f"91140524MA0K{serial:05d}"
        code = body + credit_code_check(body)
        return {
            "单位名称": f"陵川县第{serial}建材有限公司",
            "统一社会信用代码": code,
            "排污单位编码": f"{code}001P",
            "地址": f"崇文镇东街{serial}号",
            "乡镇": "崇文镇",
            "联系电话": "0356-6202222",
            "管理类别": "简化管理",
            "生产状态": "在产",
        } | changes

    return make


@pytest.fixture
def officer() -> Callable[..., dict[str, object]]:
    """Make one right row of an inspector roster: heading → cell."""

    def make(serial: int, **changes: object) -> dict[str, object]:
        return {
            "姓名": f"王{'一二三四五六七八九十'[serial % 10]}",
            "执法证号": f"140524{serial:05d}",
            "有效期起": "2023-01-01",
            "有效期止": "2028-12-31",
            "分队": f"{serial % 3 + 1}分队",
            "编制": "在编",
            "执法资格": "是",
            "在岗": "是",
        } | changes

    return make


@pytest.fixture
def roster_file(tmp_path: Path) -> Callable[..., Path]:
    """Write rows (heading → cell) below ``title``; the suffix of ``name`` says xlsx or csv."""

    def write(
        rows: Sequence[Cells],
        name: str = "名录.xlsx",
        title: Sequence[str] = (),
        encoding: str = "utf-8-sig",
    ) -> Path:
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        grid: list[list[object]] = [[line] for line in title]
        grid.append([*headings])
        grid += [[row.get(heading) for heading in headings] for row in rows]
        path = tmp_path / name
        if path.suffix == ".csv":
            with path.open("w", encoding=encoding, newline="") as file:
                csv.writer(file).writerows(grid)
            return path
        book = Workbook(write_only=True)
        sheet = book.create_sheet("名录")
        for line in grid:
            sheet.append(line)
        book.save(path)
        return path

    return write
