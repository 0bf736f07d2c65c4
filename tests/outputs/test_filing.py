"""The filing tables: what the enforcement team gets, safe to open in any spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import OUTPUTS, Output, filing
from ssj_desktop.outputs.filing_sheet import render_xlsx


def read(content: bytes, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def sheet_of(facts: DrawFacts) -> Worksheet:
    return load_workbook(io.BytesIO(render_xlsx(facts))).worksheets[0]


def named(facts: DrawFacts, name: str) -> DrawFacts:
    return replace(facts, targets=(replace(facts.targets[0], name=name), *facts.targets[1:]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_csv_comes_back_as_it_was_in_both_encodings(
    small: DrawFacts, encoding: filing.Encoding
) -> None:
    content = filing.render_csv(small, encoding=encoding)
    head, *rows = read(content, encoding)
    assert head[:10] == list(filing.COLUMNS)
    assert [row[2] for row in rows] == [target.name for target in small.standing]
    assert [row[1].strip() for row in rows] == [target.code for target in small.standing]
    assert rows[0][8] == "2026-10-08至2026-12-31"
    assert [row[9] for row in rows] == ["", "", "", "", "", "补抽列入"]
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


@pytest.mark.parametrize(
    "code",
    ["04050112", "123456789012345678", "9114E05", "3-1", "2026/10", "1:30", "mar-1", "Sept2"],
)
def test_a_code_that_looks_like_a_number_or_a_date_ends_in_a_tab(
    small: DrawFacts, code: str
) -> None:
    facts = replace(small, targets=(replace(small.targets[0], code=code),))
    _, first = read(filing.render_csv(facts), "utf-8-sig")
    assert first[1] == f"{code}\t"


@pytest.mark.parametrize(
    "code", ["91140524MA0K12348M001P", "LC-00031", "N2140524MF0000128T", "3号"]
)
def test_a_code_that_no_spreadsheet_reads_as_a_number_stays_bare_to_be_looked_up(
    small: DrawFacts, code: str
) -> None:
    facts = replace(small, targets=(replace(small.targets[0], code=code),))
    _, first = read(filing.render_csv(facts), "utf-8-sig")
    assert first[1] == code
    assert first[12] == "LC-2026-Q4-1"


def test_a_code_is_no_formula_either(small: DrawFacts) -> None:
    facts = replace(small, targets=(replace(small.targets[0], code="-1+2"),))
    _, first = read(filing.render_csv(facts), "utf-8-sig")
    assert first[1] == "'-1+2"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＠"])
def test_no_cell_of_the_csv_is_a_formula(small: DrawFacts, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    _, first, *_ = read(filing.render_csv(named(small, name)), "utf-8-sig")
    assert first[2] == f"'{name}"


def test_the_workbook_stores_formulas_as_text_and_codes_whole(small: DrawFacts) -> None:
    rows = list(sheet_of(named(small, "=1+1")).iter_rows())
    first = next(row for row in rows if row[1].value == "91140524MA0K12348M001P")
    name, code = first[2], first[3]
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert (code.value, code.data_type, code.number_format) == ("91140524MA0K12348M", "s", "@")


def test_the_workbook_sums_up_the_draw_above_the_list(small: DrawFacts) -> None:
    rows = [[cell.value for cell in row] for row in sheet_of(small).iter_rows()]
    assert rows[0][0] == "晋城市生态环境局陵川分局2026年第四季度“双随机”抽查企业名单备案表"
    total = next(row for row in rows if row[0] == "合计")
    # bases 3 + 4 + 4 + 3; due 1 + 1 + 2 + 1; drawn: five and one more, raised by reason
    assert [value for value in total if isinstance(value, int)] == [14, 5, 6]
    assert [row[0] for row in rows if isinstance(row[0], int)] == [1, 2, 3, 4, 5, 6]


def test_the_workbook_prints_landscape_with_its_head_on_every_page(small: DrawFacts) -> None:
    sheet = sheet_of(small)
    assert sheet.page_setup.orientation == "landscape"
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    header = sheet.oddHeader
    assert header is not None
    assert header.left.text == "内部资料　检查前保密"


def test_a_change_has_its_own_page(small: DrawFacts) -> None:
    book = load_workbook(io.BytesIO(render_xlsx(small)))
    assert book.sheetnames == ["备案表", "变更记录"]
    *_, last = book["变更记录"].iter_rows(values_only=True)
    assert last[0] == 1  # a number, as on the list
    assert "郑咏军" in last


def test_the_workbook_says_beside_an_object_what_became_of_it(small: DrawFacts) -> None:
    rows = sheet_of(small).iter_rows(values_only=True)
    fates = {row[1]: row[9] for row in rows if isinstance(row[0], int)}
    assert fates["LC-00007"] == "补抽列入"
    assert "N2140524MF0000128T" not in fates  # void


@pytest.mark.parametrize("output", OUTPUTS[2:], ids=lambda output: output.file_name)
def test_the_same_draw_gives_the_same_file(small: DrawFacts, output: Output) -> None:
    assert output.render(small) == output.render(small)


def test_a_control_character_is_refused_by_name_of_the_text(small: DrawFacts) -> None:
    with pytest.raises(DeskError, match="陵川"):
        render_xlsx(named(small, "陵川\x07县"))


def test_every_output_has_a_file_name_of_its_own() -> None:
    assert len({output.file_name for output in OUTPUTS}) == len(OUTPUTS)
