"""Empty rosters to fill in: headings with notes, drop-down lists, and codes that stay whole."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS
from ssj_desktop.intake.recognition import TITLES

_LAST_ROW = 5_001
_AUTHOR = "双随机桌面"
_BOLD = Font(bold=True)
_HEADING, _REQUIRED = PatternFill("solid", "DDEBF7"), PatternFill("solid", "FCE4D6")
_CENTRED = Alignment("center", "center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_RULES = (
    "在前一张表里填写，一行一条；列名带 * 的必须填。",
    "列的先后可以改，用不着的列可以删去；列名请不要改。",
)
_LAST_RULE = "不要填写公民身份号码。"
_OF_ROSTERS = "空着的格子不会改动名录里已有的内容。"
_OF_VISITS = "一行是一次检查；统一社会信用代码、对象编号、名称至少填一样。"


def template(kind: RosterKind) -> bytes:
    """Return the workbook; every column is text, so that a code of 18 digits stays whole."""
    # What one cell fills in two columns has these columns here.
    fields = [field for field in FIELDS[kind] if not field.fills]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLES[kind]
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    for place, field in enumerate(fields, 1):
        _column(sheet, place, field)
    own = _OF_VISITS if kind is RosterKind.VISITS else _OF_ROSTERS
    _explain(book.create_sheet("填写说明"), (*_RULES, own, _LAST_RULE), fields)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _column(sheet: Worksheet, place: int, field: Field) -> None:
    letter = get_column_letter(place)
    heading = sheet.cell(1, place, f"{field.label}*" if field.required else field.label)
    heading.font, heading.alignment = _BOLD, _CENTRED
    heading.fill = _REQUIRED if field.required else _HEADING
    heading.number_format = "@"
    heading.comment = Comment(field.note, _AUTHOR, height=60 + len(field.note), width=240)
    sheet.column_dimensions[letter].width = max(14, 2 * len(field.label) + 4)
    sheet.column_dimensions[letter].number_format = "@"
    if field.choices:
        listed = DataValidation(
            "list",
            formula1=f'"{",".join(field.choices)}"',
            allow_blank=True,
            errorStyle="warning",  # other words for the same are read as well
            showErrorMessage=True,
            errorTitle=field.label,
            error=f"通常填：{'、'.join(field.choices)}。",
        )
        listed.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(listed)


def _explain(sheet: Worksheet, rules: Sequence[str], fields: list[Field]) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 80
    for rule in rules:
        sheet.append([rule])
    sheet.append([])
    sheet.append(["列", "怎样填"])
    for cell in sheet[sheet.max_row]:
        cell.font = _BOLD
    for field in fields:
        # In brackets, or this sheet would be taken for a roster's headings.
        sheet.append([f"「{field.label}」", field.note])
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAPPED
