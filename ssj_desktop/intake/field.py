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
    roster's columns when one cell fills several. ``form`` says what to write where the reader
    does not tell it by itself.
    """

    name: str
    read: cells.CellReader
    headings: str
    fallback: str = ""
    required: bool = False
    joined: bool = False
    fills: tuple[str, ...] = ()
    form: str = ""

    @property
    def label(self) -> str:
        return self.headings.split()[0]

    @property
    def choices(self) -> tuple[str, ...]:
        """The words a cell may hold, () for free text; a cell's other words for them are read too.

        A flag, which the rosters keep as True or False, has 是 and 否.
        """
        return cells.choices(self.read)

    @property
    def note(self) -> str:
        """Whether the column must be filled in, and what to write in it."""
        listed = f"请选：{'、'.join(self.choices)}。" if self.choices else ""
        form = self.form or cells.FORMS.get(self.read, "")
        return f"{'必填。' if self.required else '可以不填。'}{form}{listed}"


office_code = cells.code(numbers.office_code_fault, "请改为 LC-00031 这样的编号，或留空。")
