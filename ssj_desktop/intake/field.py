"""What a column of a roster is.

``headings`` are compared as :func:`ssj_desktop.intake.layout.normal_heading` writes them.
"""

from dataclasses import dataclass

from ssj_desktop.intake import cells
from ssj_desktop.rules import numbers


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a roster.

    ``headings``: what its column is called, parted by spaces, the usual name first. ``fallback``:
    columns that stand in when none of those is there (注册地址 for want of a 生产地址). A
    ``joined`` field takes several columns, its texts one after the other. ``fills`` names the
    roster's columns when one cell fills several.
    """

    name: str
    read: cells.CellReader
    headings: str
    fallback: str = ""
    required: bool = False
    joined: bool = False
    fills: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.headings.split()[0]


office_code = cells.code(numbers.office_code_fault, "请改为 LC-00031 这样的编号，或留空。")
